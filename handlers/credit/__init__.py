"""The credit stick (نسیه), at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.credit import desk, member, panel, writing

    return [panel.router, desk.router, writing.router, member.router]
