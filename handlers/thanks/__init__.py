"""Thanks in the group."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.thanks import group

    return [group.router]
