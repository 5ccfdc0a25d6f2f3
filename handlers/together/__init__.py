"""The shared stick of a whole hangout, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.together import goals, panel, setup

    return [panel.router, setup.router, goals.router]
