"""Rewards: what a stick is good for, claims, and handing over, at Telegram’s edge."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.reward import panel, redeem, rewards

    return [panel.router, redeem.router, rewards.router]
