"""Scenarios at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.scenario import draw, panel

    return [draw.router, panel.router]
