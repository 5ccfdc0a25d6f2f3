"""What proves the ledger: halves, seals, verification, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.proof import half, seal

    return [seal.router, half.router]
