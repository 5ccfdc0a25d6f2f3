"""At the counter: tickets that members show, and what staff cut for them, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.till import card, corrections, counter, desk, found, merits, notch, purchase

    return [
        found.router,
        card.router,
        counter.router,
        purchase.router,
        merits.router,
        notch.router,
        corrections.router,
        desk.router,
    ]
