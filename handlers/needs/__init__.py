"""Needs where Telegram shows them."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.needs import ask, card, demand, helping, talk

    return [ask.router, talk.router, card.router, helping.router, demand.router]
