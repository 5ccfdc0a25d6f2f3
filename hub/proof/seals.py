"""Seals: once a local day the ends of all of a hangout's chains go into one number, each holding the one before."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import owned
from hub.context import Hub
from hub.days import local_day, midnight, opening, week_start
from hub.errors import NotFound
from hub.proof import roots
from hub.stick.chain import GENESIS
from storage import hangouts
from storage import seals as stored
from storage.tables import Hangout, Seal
from storage.types import to_ms

SETTLING = timedelta(minutes=15)
"""How long after midnight a day is sealed: deeds of its last moments are written by then."""
MORNING = 9 * 60  # local minute at which the week's seal is sent
PAGE = 7


@dataclass(frozen=True, slots=True)
class SealView:
    """A seal as an owner sees it; `text` is what they keep."""

    hangout_id: int
    title: str
    day: date
    members: int
    entries: int
    text: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of a hangout's seals, the newest first; `more`: there are earlier ones."""

    seals: tuple[SealView, ...]
    page: int
    more: bool


async def seal(hub: Hub, hangout_id: int) -> bool:
    """Seals what stood at the last midnight, once; whether there was anything to seal.

    The chains are read before the transaction that writes: what is older than `SETTLING` does not change any more.
    """
    now = hub.now()
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        if hangout is None or hangout.state == "draft" or (hangout.next_seal and hangout.next_seal > now):
            return False
        before = await stored.latest(session, hangout_id)
        made = await _made(session, hangout, before, now)
    async with hub.db.begin() as session:
        held = await hangouts.hangout(session, hangout_id, lock=True)
        last = await stored.latest(session, hangout_id)
        same = (last.root if last else None) == (before.root if before else None)
        if held is None or not same or (made and not await stored.add(session, made)):
            return False
        held.next_seal = midnight(_today(held, now) + timedelta(days=1), held.timezone) + SETTLING
        session.add(held)
        if made and _opens_week(made, before, held.language):
            await _send(session, hub, held, made)
    hub.wake()
    return made is not None


def _today(hangout: Hangout, now: datetime) -> date:
    """The local day at whose beginning the chains are cut."""
    return local_day(now - SETTLING, hangout.timezone)


async def _made(session: AsyncSession, hangout: Hangout, before: Seal | None, now: datetime) -> Seal | None:
    """The seal of the day that has ended; None where that day has one, or nothing was ever written."""
    today = _today(hangout, now)
    cut_at, day = midnight(today, hangout.timezone), today - timedelta(days=1)
    if before is not None and (before.day >= day or before.cut_at >= cut_at):
        return None

    def work(connection: Connection) -> Seal | None:
        members, entries = stored.totals(connection, hangout.id or 0, cut_at)
        if before is None and not entries:
            return None
        previous = before.root if before else GENESIS
        sealed = hashlib.sha256(previous)
        for member_id, kind, seq, head in stored.moved(
            connection, hangout.id or 0, before.cut_at if before else None, cut_at
        ):
            sealed.update(roots.line(stored.KINDS[kind], member_id, seq, head))
        sealed.update(roots.ending(hangout.id or 0, day, to_ms(cut_at), members, entries, to_ms(now)))
        return Seal(
            hangout_id=hangout.id or 0,
            day=day,
            cut_at=cut_at,
            members=members,
            entries=entries,
            previous=previous,
            root=sealed.digest(),
            at=now,
        )

    return await (await session.connection()).run_sync(work)


def _opens_week(made: Seal, before: Seal | None, language: str) -> bool:
    """Whether it is the first seal made in a week; the very first of all waits for a week's first day."""
    week = week_start(made.day + timedelta(days=1), language)
    if before is None:
        return week == made.day + timedelta(days=1)
    return week_start(before.day + timedelta(days=1), language) < week


async def _send(session: AsyncSession, hub: Hub, hangout: Hangout, made: Seal) -> None:
    morning = opening(made.day + timedelta(days=1), MORNING, hangout.timezone)
    told: dict[str, Any] = {"kind": "seal", "hangout_id": hangout.id, "public": False}
    told |= {"due_at": max(hub.now(), morning), "payload": {"day": made.day.isoformat()}}
    for person_id in await hangouts.owners(session, hangout.id or 0):
        key = f"seal:{hangout.id}:{made.day.isoformat()}:{person_id}"
        await outbox.queue(session, hub, told | {"chat_id": person_id, "dedupe_key": key})


async def of_day(hub: Hub, hangout_id: int, day: date) -> SealView:
    """One seal, for the notice about it; NotFound without one."""
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        found = await stored.of_day(session, hangout_id, day)
        if hangout is None or found is None:
            raise NotFound
        return _view(hangout, found)


async def shelf(hub: Hub, person_id: int, hangout_id: int, page: int = 0) -> Shelf:
    """The hangout's seals for its owner: page 0 begins with the newest."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        found = await stored.page(session, hangout_id, max(page, 0) * PAGE, PAGE + 1)
        return Shelf(tuple(_view(hangout, one) for one in found[:PAGE]), max(page, 0), len(found) > PAGE)


def _view(hangout: Hangout, found: Seal) -> SealView:
    text = roots.text(roots.Told(hangout.slug, found.day, found.root))
    return SealView(found.hangout_id, hangout.title, found.day, found.members, found.entries, text)
