"""Ideas at Telegram’s edge: suggesting, the board, the pipeline."""

from aiogram import Router


def routers() -> list[Router]:
    """In the order in which they are asked."""
    from handlers.ideas import back, behalf, board, deciding, decisions, group, made, mine, settings, suggest, triage

    return [
        suggest.router,
        mine.router,
        group.router,
        settings.router,
        triage.router,
        decisions.router,
        deciding.router,
        behalf.router,
        board.router,
        back.router,
        made.router,
    ]
