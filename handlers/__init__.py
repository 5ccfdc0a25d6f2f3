"""Telegram's edge: an update, a use case, words. The routers stand here in the order in which they are asked."""

from aiogram import Router


def fast() -> list[Router]:
    """Asked first, without looking up who somebody is."""
    from handlers import chats

    return [chats.router]


def routers() -> list[Router]:
    """Everything else; the first that knows what to do with an update takes it."""
    from handlers import fallback, start, stick, today, uncertain

    return [start.router, today.router, stick.router, uncertain.router, fallback.router]
