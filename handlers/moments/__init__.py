"""Moments: shared in private, decided by the hosts, posted."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.moments import desk, mine, share

    return [share.router, mine.router, desk.router]
