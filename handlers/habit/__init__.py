"""The habit at Telegram’s edge: /me, pauses, cues, interests, welcome back."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.habit import cues, interests, me, names, pause, standing, tags

    return [tags.router, names.router, cues.router, me.router, pause.router, interests.router, standing.router]
