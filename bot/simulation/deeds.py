"""What synthetic people do besides answering, each through its use case. A deed is one function in DEEDS."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from hub.habit import cues, interests, pauses
from hub.habit.errors import PauseAgain, PauseOn
from hub.person import people
from hub.reward import claims, handover
from hub.stick import members
from hub.till import counter, cutting, tickets

if TYPE_CHECKING:
    from bot.simulation.town import Regular, Town

CLAIMS = 0.1  # the chance, on a present day with a full stick, of asking for the reward
FETCHES = 0.6  # that of fetching it, on a later one
KNOWN = 3  # answers after which the place is known
LIKES = 0.8  # the taste from which on a topic is picked


async def settle_in(town: Town, regular: Regular) -> None:
    """Before their first answer, those who talk to the bot press start and join by the hangout's link."""
    if regular.settled or not regular.habits.opens:
        return
    regular.settled = True
    await members.join(town.hub, regular.habits.seen, town.hangout.slug)
    await people.set_reach(town.hub, regular.habits.seen.id, reachable=True)


async def buy(town: Town, regular: Regular, day: date, dice: Random) -> None:
    """Now and then they come by and buy; the owner cuts it at the counter, for the card they show."""
    if dice.random() >= regular.habits.buys or _owner(town, regular):
        return
    shown = await _shows_card(town, regular)
    cut = await cutting.buy(town.hub, town.owner_id, shown.member_id, f"visit-{regular.habits.seed}-{day}")
    regular.mood.balance = cut.guest.balance


async def claim(town: Town, regular: Regular, day: date, dice: Random) -> None:
    """A full stick becomes a reward, sooner or later."""
    if (
        _owner(town, regular)
        or regular.mood.balance < town.reward.cost
        or regular.claim is not None
        or dice.random() >= CLAIMS
    ):
        return
    once = f"{day.toordinal()}"
    done = await claims.claim(town.hub, regular.habits.seen.id, town.reward.id, once)
    regular.claim, regular.mood.balance, regular.mood.joy = done.claim.id, done.balance, day


async def fetch(town: Town, regular: Regular, day: date, dice: Random) -> None:
    """They come for a reward that waits, and the owner hands it over."""
    if regular.claim is None or regular.mood.joy == day or dice.random() >= FETCHES:
        return
    waiting, regular.claim = regular.claim, None
    view = await claims.look(town.hub, waiting)
    if view is not None and view.state == "open" and view.expires_at > town.hub.now():
        await _shows_card(town, regular)
        await handover.hand_over(town.hub, town.owner_id, waiting, view.times)


async def go_away(town: Town, regular: Regular, day: date, dice: Random) -> None:
    """The day before a holiday some take a pause for it."""
    for holiday in regular.habits.away if regular.habits.tells else ():
        if holiday.last is not None and holiday.first == day + timedelta(days=1):
            days = (holiday.last - holiday.first).days + 1
            with suppress(PauseOn, PauseAgain):  # as people do, they ask all the same
                await pauses.start(town.hub, regular.habits.seen.id, town.hangout.id, days)


async def ask_for_cues(town: Town, regular: Regular, day: date, dice: Random) -> None:
    """Once they know the place, some want to be reminded."""
    if regular.habits.cues and regular.mood.acts == KNOWN:
        await cues.turn_on(town.hub, regular.habits.seen.id)


async def say_interests(town: Town, regular: Regular, day: date, dice: Random) -> None:
    """Those who talk to the bot pick what they like of the hangout's tags."""
    if not regular.habits.opens or regular.mood.acts != KNOWN + 1:
        return
    for tag in town.tags:
        if regular.habits.taste(f"topic-{tag.key}") > LIKES:
            await interests.pick(town.hub, regular.habits.seen.id, town.hangout.id, tag.id, picked=True)


def _owner(town: Town, regular: Regular) -> bool:
    """Nobody serves themself."""
    return regular.habits.seen.id == town.owner_id


async def _shows_card(town: Town, regular: Regular) -> counter.Opened:
    card = await tickets.card(town.hub, regular.habits.seen.id, town.hangout.id)
    return await counter.scan(town.hub, town.owner_id, card.ticket.token)


Deed = Callable[["Town", "Regular", date, Random], Awaitable[None]]
DEEDS: tuple[Deed, ...] = (buy, fetch, claim, go_away, ask_for_cues, say_interests)
