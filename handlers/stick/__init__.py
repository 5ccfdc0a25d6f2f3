"""The tally stick: what deeds are worth, the ledger of entries, and looking at it, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.stick import bounds, export, rulebook, statement, stick

    return [statement.router, rulebook.router, bounds.router, export.router, stick.router]
