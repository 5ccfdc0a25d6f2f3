"""Hangouts: opening one, its settings, its staff, its channel and group, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.hangout import change, hired, history, keepers, panel, setup, staff

    return [setup.router, panel.router, change.router, staff.router, hired.router, history.router, keepers.router]
