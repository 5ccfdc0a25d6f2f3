"""Persons across hangouts: who they are, what is kept of them, being forgotten, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.person import forget, start

    return [start.router, forget.router]
