"""Telegram's edge: an update, a use case, words. Each part gives its routers; here is the order of the parts."""

from aiogram import Router


def fast() -> list[Router]:
    """Asked first, without looking up who somebody is."""
    from handlers.hangout import chats

    return [chats.router]


def routers() -> list[Router]:
    """Everything else; the first that knows what to do with an update takes it."""
    from handlers import (
        credit,
        daily,
        fallback,
        guide,
        habit,
        hangout,
        ideas,
        moments,
        needs,
        person,
        proof,
        reward,
        scenario,
        stick,
        thanks,
        till,
        together,
        watch,
    )
    from handlers.person import elsewhere
    from handlers.proof import half, seal
    from handlers.thanks import group
    from handlers.till import counter

    parts = [person, daily, ideas, needs, moments, hangout, stick, reward, till, credit, together, scenario, habit]
    parts += [guide, proof, watch, thanks]
    asked = [router for part in parts for router in part.routers()]
    codes = [counter.codes, half.codes, seal.codes]
    return [fallback.made_up, group.listening, *asked, *codes, elsewhere.router, fallback.router]
