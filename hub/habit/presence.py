"""Being there: a member's deeds of a local day make it a present day, once, in the transaction of the deed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from hub.habit.streak import Span, Streak, present, reached
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rulebook import setting
from hub.stick.rules import Cut, Setting, milestone
from storage import presence
from storage.tables import Hangout

DAY = timedelta(days=1)


class Comer(NamedTuple):
    """A member who acts, with the streak that their row keeps."""

    member_id: int
    hangout_id: int
    timezone: str
    kept: Streak


class Came(NamedTuple):
    """What being there changed. `milestone`: the one that this day reached; `away`: days since the present day before,
    0 if there was none or it is today."""

    streak: Streak
    milestone: int | None = None
    away: int = 0


def arrive(connection: Connection, comers: Sequence[Comer], at: datetime) -> dict[int, Came]:
    """Marks the members present at a moment (aware UTC) and returns what came of it, by member. Their rows are locked
    by this transaction. Those who were there today already change nothing."""
    walls = {comer.timezone: at.astimezone(ZoneInfo(comer.timezone)) for comer in comers}
    days = {comer.member_id: walls[comer.timezone].date() for comer in comers}
    fresh = [c for c in comers if c.kept.last is None or c.kept.last < days[c.member_id]]
    held = _held(connection, [c for c in fresh if c.kept.last and days[c.member_id] - c.kept.last > DAY])
    came = {comer.member_id: Came(comer.kept) for comer in comers}
    for comer in fresh:
        day, kept = days[comer.member_id], comer.kept
        after = present(kept, day, held.get(comer.member_id, ()))
        came[comer.member_id] = Came(after, reached(kept, after), (day - kept.last).days if kept.last else 0)
    if fresh:
        rows = [_row(comer, walls[comer.timezone]) for comer in fresh]
        moved = [_moved(comer.member_id, came[comer.member_id].streak) for comer in fresh]
        presence.add(connection, sorted(rows, key=lambda row: (row["day"], row["member_id"])), moved)
    return came


def _held(connection: Connection, comers: Sequence[Comer]) -> dict[int, list[Span]]:
    """The days on which those who were missing are not missed, by member."""
    if not comers:
        return {}
    since = min(comer.kept.last for comer in comers if comer.kept.last)
    found: dict[int, list[Span]] = {comer.member_id: [] for comer in comers}
    for pause in presence.pauses(connection, found, since):
        found[pause.of].append(Span(pause.first, pause.last))
    rests = presence.rests(connection, {comer.hangout_id for comer in comers}, since)
    for comer in comers:
        found[comer.member_id] += [Span(r.first, r.last) for r in rests if r.of == comer.hangout_id]
    return found


def _row(comer: Comer, wall: datetime) -> dict[str, object]:
    return {"day": wall.date(), "member_id": comer.member_id, "minute": wall.hour * 60 + wall.minute}


def _moved(member_id: int, streak: Streak) -> dict[str, object]:
    return {
        "of": member_id,
        "last_day": streak.last,
        "streak": streak.days,
        "streak_began": streak.began,
        "grace": streak.grace,
    }


def deed_of(came: Came, rule: Setting) -> Cut | None:
    """The cut for the milestone that was reached, if one was and the hangout rewards it."""
    if came.milestone is None or came.streak.began is None or not rule.active:
        return None
    return milestone(rule, came.streak.began, came.milestone)


async def was_here(session: AsyncSession, hangout: Hangout, member_id: int, at: datetime) -> Came:
    """A member acted, by a deed that is no vote: marks the day and cuts a milestone's notches; locks the member."""

    def work(connection: Connection) -> Came:
        kept = streak_of(*presence.kept(connection, member_id))
        return arrive(connection, [Comer(member_id, hangout.id or 0, hangout.timezone, kept)], at)[member_id]

    await session.flush()
    came = await (await session.connection()).run_sync(work)
    if came.milestone is not None and (deed := deed_of(came, await setting(session, hangout.id or 0, "milestone"))):
        await cut_one(session, terms_of(hangout), member_id, deed, at)
    return came


def streak_of(last: date | None, days: int, began: date | None, grace: int) -> Streak:
    """A streak from the columns of a member's row, in their order there."""
    return Streak(days, began, last, grace)


async def held(session: AsyncSession, hangout_id: int, member_id: int, since: date) -> list[Span]:
    """The days from then on, on which the member is not missed: their pauses and the hangout's rests."""

    def work(connection: Connection) -> Iterable[presence.Held]:
        rests = presence.rests(connection, [hangout_id], since)
        return [*presence.pauses(connection, [member_id], since), *rests]

    found = await (await session.connection()).run_sync(work)
    return [Span(one.first, one.last) for one in found]
