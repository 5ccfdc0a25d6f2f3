"""Telegram's edge: an update, a use case, words. The routers stand here in the order in which they are asked."""

from aiogram import Router


def fast() -> list[Router]:
    """Asked first, without looking up who somebody is."""
    from handlers import chats

    return [chats.router]


def routers() -> list[Router]:
    """Everything else; the first that knows what to do with an update takes it."""
    from handlers import change, desk, fallback, history, panel, queue, setup, start, stick, today, uncertain, write

    owners = [setup.router, panel.router, change.router, write.router, queue.router, uncertain.router]
    shelf = [history.router]
    counter = [desk.router]
    return [start.router, today.router, *owners, *shelf, *counter, stick.router, fallback.router]
