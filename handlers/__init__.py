"""Telegram's edge: an update, a use case, words. The routers stand here in the order in which they are asked."""

from aiogram import Router


def fast() -> list[Router]:
    """Asked first, without looking up who somebody is."""
    from handlers import chats

    return [chats.router]


def routers() -> list[Router]:
    """Everything else; the first that knows what to do with an update takes it."""
    from handlers import (
        bounds,
        card,
        change,
        corrections,
        counter,
        credit_desk,
        credit_member,
        credit_panel,
        credit_writing,
        desk,
        export,
        fallback,
        forget,
        found,
        goal_panel,
        goal_setup,
        goals,
        half,
        hired,
        history,
        merits,
        notch,
        panel,
        purchase,
        queue,
        redeem,
        reward_panel,
        rewards,
        rulebook,
        seal,
        setup,
        staff,
        start,
        statement,
        stick,
        today,
        uncertain,
        write,
    )

    own = [statement.router, forget.router]
    owners = [setup.router, panel.router, change.router, write.router, queue.router, uncertain.router]
    shelf = [
        rulebook.router,
        bounds.router,
        staff.router,
        hired.router,
        history.router,
        found.router,
        export.router,
        seal.router,
        reward_panel.router,
        credit_panel.router,
        goal_panel.router,
        goal_setup.router,
    ]
    at_counter = [
        card.router,
        counter.router,
        purchase.router,
        merits.router,
        notch.router,
        corrections.router,
        redeem.router,
        credit_desk.router,
        credit_writing.router,
        desk.router,
    ]
    return [
        fallback.made_up,
        start.router,
        today.router,
        *own,
        *owners,
        *shelf,
        *at_counter,
        credit_member.router,
        stick.router,
        half.router,
        rewards.router,
        goals.router,
        counter.codes,
        half.codes,
        seal.codes,
        fallback.router,
    ]
