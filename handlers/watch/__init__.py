"""Looking after what members write: the button that reports it, and the queue of owners and moderators."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.watch import desk, report

    return [desk.router, report.router]
