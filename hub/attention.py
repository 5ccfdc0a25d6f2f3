"""The attention budget: the one gate that every private notice passes on its way into the outbox.

What somebody asked for or waits for goes at once, and so does what staff must know as staff. Everything else is a
crumb of attention: one letter a person and local day brings all of them, from all hangouts together. What comes after
the day's letter has gone waits for the next one. Nobody can override it: there is no other way in, and nothing is
awaited that staff can bring about as often as they like without its reader.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day, opening
from hub.habit import hours
from hub.habit.hours import Hours
from hub.quiet import MORNING, leaves
from storage import outbox
from storage.tables import Notice

LETTER = "letter"
FARTHEST = 366
"""Days ahead in which a place is looked for."""


class Weight(StrEnum):
    """What a private notice costs its reader."""

    AWAITED = "awaited"  # they asked for it, or it is a reward or an answer that they wait for
    THERE = "there"  # awaited by whoever is there, at the counter or in a talk; a crumb to anybody else
    WORK = "work"  # to staff as staff
    CRUMB = "crumb"  # part of the day's one letter


AWAITED, THERE, WORK, CRUMB = Weight.AWAITED, Weight.THERE, Weight.WORK, Weight.CRUMB

KINDS: dict[str, Weight] = {
    "backed_for": CRUMB,
    "by_hand": CRUMB,
    "case": WORK,
    "charge_answered": WORK,
    "charge_waits": THERE,
    "chat_lost": WORK,
    "choice_over": AWAITED,
    "claim_expired": CRUMB,
    "claim_expiring": CRUMB,
    "claim_redeemed": THERE,
    "claim_undone": CRUMB,
    "credit_reminder": CRUMB,
    "credit_written": THERE,
    "cue": CRUMB,
    "cut": THERE,
    "decision_over": CRUMB,
    "goal_missed": WORK,
    "goal_won": WORK,
    "guessing": WORK,
    "idea_moved": CRUMB,
    "ideas_wait": WORK,
    "ledger_file": AWAITED,
    "looked_at": CRUMB,
    "low_stock": WORK,
    "moment_answered": CRUMB,
    "moment_waits": WORK,
    "own_option": WORK,
    "need_asked": CRUMB,
    "need_expired": CRUMB,
    "need_expiring": CRUMB,
    "need_met": CRUMB,
    "need_names": AWAITED,
    "need_new": WORK,
    "need_said": THERE,
    "need_wish": AWAITED,
    "nothing_left": WORK,
    "seal": WORK,
    "staff_joined": WORK,
    "uncertain": WORK,
    "words_wait": WORK,
}
"""Every kind of notice that goes to a person. One that is not here can not be queued."""

PUBLIC = frozenset(
    {
        "anonymous_vote",
        "goal_post",
        "goal_reached",
        "made_card",
        "made_month",
        "moment",
        "moment_gone",
        "results",
        "round",
    }
)
"""Kinds that go to a channel or group alone: they cost nobody's attention in particular."""

FLEETING = frozenset({"cue"})
"""Crumbs that are worth nothing on another day: without a place in that day's letter they are not sent."""


@dataclass(frozen=True, slots=True)
class Part:
    """A notice that a letter brings."""

    id: int
    kind: str
    hangout_id: int
    payload: dict[str, Any]


def is_crumb(notice: dict[str, Any]) -> bool:
    """Whether a private notice goes into a letter. Takes out of it what it says for this: `there`, which one of that
    weight must have and no other can. KeyError for a kind that is not weighed, or one that does not say."""
    weight = KINDS[notice["kind"]]
    return weight is CRUMB or (weight is THERE and not notice.pop("there"))


async def enclose(session: AsyncSession, hub: Hub, notice: dict[str, Any]) -> bool:
    """Puts a crumb into a letter of its reader: today's, if that has not gone, else the next one. Whether it is on its
    way. One with a `latest` moment goes by itself rather than after it, whatever becomes of its letter.

    Holds the letter until the transaction ends. Who writes to several persons goes by their ids, so that two who do so
    never wait for each other.
    """
    now = hub.now()
    fleeting = notice["kind"] in FLEETING  # its hour is thought of by who queues it
    clock = await (hours.without_minute if fleeting else hours.of)(session, hub, notice["chat_id"])
    at = slot(max(now, notice.get("due_at", now)), clock, fleeting=fleeting)
    row = {"attempts": 0, "created_at": now} | notice | {"state": "part", "due_at": at}
    if not await outbox.add(session, row):
        return False
    part = await outbox.by_key(session, notice["dedupe_key"])
    return await _place(session, hub, part, clock, at)


def slot(at: datetime, clock: Hours, *, fleeting: bool = False) -> datetime:
    """The first moment from then on at which the reader is written to: at the hour they wish, if they wish one; never
    in quiet hours."""
    if clock.minute is None or fleeting:
        return leaves(at, clock.timezone)
    today = opening(local_day(at, clock.timezone), clock.minute, clock.timezone)
    return today if today >= at else _beginning(local_day(at, clock.timezone) + timedelta(days=1), clock)


def _beginning(day: date, clock: Hours) -> datetime:
    """When that day's letter leaves at the earliest."""
    return opening(day, MORNING * 60 if clock.minute is None else clock.minute, clock.timezone)


async def _place(session: AsyncSession, hub: Hub, part: Notice, clock: Hours, at: datetime) -> bool:
    for _ in range(FARTHEST):
        day = local_day(at, clock.timezone)
        if part.latest is not None and at >= part.latest:
            alone = leaves(hub.now(), clock.timezone)  # by night only where the morning is too late
            part.state, part.part_of = "waiting", None
            part.due_at = alone if alone < part.latest else hub.now()
            return True
        letter = await _letter(session, hub, part.chat_id, day, at)
        if letter.state == "waiting" and letter.id != part.part_of:
            part.part_of, part.due_at, letter.due_at = letter.id, at, max(letter.due_at, at)
            return True
        if part.kind in FLEETING:
            break
        at = _beginning(day + timedelta(days=1), clock)
    part.state, part.part_of = "dropped", None
    return False


async def _letter(session: AsyncSession, hub: Hub, person_id: int, day: date, at: datetime) -> Notice:
    """The person's letter of a local day, there or new, held. Its key is the budget: one a person and day."""
    key = f"letter:{person_id}:{day.isoformat()}"
    told = {"kind": LETTER, "hangout_id": None, "chat_id": person_id, "public": False, "dedupe_key": key}
    row = told | {"payload": {"day": day.isoformat()}, "state": "waiting", "attempts": 0}
    await outbox.add(session, row | {"due_at": at, "created_at": hub.now()})
    return await outbox.by_key(session, key)


async def contents(hub: Hub, letter_id: int) -> list[Part]:
    """What a letter that is about to leave brings, in the order in which it was queued.

    Nothing, when its day has passed or the night has come meanwhile: then what it held is in a later letter.
    """
    async with hub.db.begin() as session:
        letter = await outbox.notice(session, letter_id)
        parts = await outbox.parts(session, letter_id)
        if letter is None or not parts:
            return []
        clock = await hours.of(session, hub, letter.chat_id)
        if _in_time(letter, clock, hub.now()):
            return [Part(part.id or 0, part.kind, part.hangout_id or 0, part.payload) for part in parts]
        await _move(session, hub, parts, clock, slot(hub.now(), clock))
    hub.wake()
    return []


def _in_time(letter: Notice, clock: Hours, now: datetime) -> bool:
    day = date.fromisoformat(letter.payload["day"])
    return local_day(now, clock.timezone) == day and leaves(now, clock.timezone) == now


async def _move(session: AsyncSession, hub: Hub, parts: Collection[Notice], clock: Hours, at: datetime) -> None:
    """The parts find another letter, from then on; what was worth something on that day only is not sent."""
    for part in parts:
        if part.kind in FLEETING:
            part.state, part.part_of = "dropped", None
        else:
            await _place(session, hub, part, clock, at)


async def leave_out(hub: Hub, letter_id: int, states: Mapping[int, str]) -> None:
    """Before a letter leaves: parts that it does not bring after all, by the state they are in now: "dropped" where
    their moment has passed, "failed" where they can not be written."""
    if not states:
        return
    async with hub.db.begin() as session:
        for part in await outbox.parts(session, letter_id):
            part.state = states.get(part.id or 0, part.state)


async def put_off(hub: Hub, letter_id: int, part_ids: Collection[int]) -> None:
    """What does not fit into a letter joins the next one."""
    if not part_ids:
        return
    async with hub.db.begin() as session:
        letter = await outbox.notice(session, letter_id)
        if letter is None:
            return
        clock = await hours.of(session, hub, letter.chat_id)
        day = date.fromisoformat(letter.payload["day"]) + timedelta(days=1)
        parts = [part for part in await outbox.parts(session, letter_id) if part.id in part_ids]
        await _move(session, hub, parts, clock, _beginning(day, clock))


async def ended(session: AsyncSession, letter: Notice, *, spent: bool = True) -> None:
    """A notice has its outcome. If it is a letter, its parts share it; one that is known not to have arrived (`spent`
    is False) leaves its day to another."""
    if letter.kind != LETTER:
        return
    for part in await outbox.parts(session, letter.id or 0):
        part.state, part.sent_at, part.error = letter.state, letter.sent_at, letter.error
    if not spent:
        letter.dedupe_key = f"{letter.dedupe_key}:{letter.id}"
