"""The daily question: the queue, rounds, votes, and the posts that show them, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.daily import (
        collection,
        imports,
        own,
        plan,
        queue,
        readers,
        today,
        uncertain,
        words,
        write,
        write_acts,
    )

    return [
        today.router,
        own.router,
        words.router,
        readers.router,
        write.router,
        write_acts.router,
        queue.router,
        imports.router,
        plan.router,
        collection.router,
        uncertain.router,
    ]
