"""The guide in private chat: advice for members, what it is made of for the owner."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.guide import guide, helping, panel

    return [panel.router, guide.router, helping.router]
