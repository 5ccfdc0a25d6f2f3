"""Cutting notches: entries for many members at once, each linked to the one before."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from hub.stick.ceilings import Earned, Terms, room, spans
from hub.stick.chain import GENESIS, Link, seal
from hub.stick.rules import CAPPED, SHARED, Cut
from storage import ledger
from storage.ledger import Head
from storage.tables import Hangout
from storage.types import to_ms

SKEW = timedelta(minutes=1)
"""Deeds that meet may be linked in another order than that of their moments: a walk back looks so far beyond."""


class Deed(NamedTuple):
    """A member has earned a cut, on the hangout's terms."""

    member_id: int
    cut: Cut
    terms: Terms


class Done(NamedTuple):
    """The member's head after a deed. `fresh`: it acted now; `notches` is what it cut, less than asked for where a
    ceiling held it back; `entry_id` is 0 where it did not act."""

    head: Head
    fresh: bool
    notches: int = 0
    entry_id: int = 0


def terms_of(hangout: Hangout) -> Terms:
    """A hangout's terms."""
    return Terms(hangout.id or 0, hangout.timezone, hangout.language, hangout.day_ceiling, hangout.month_ceiling)


def cut(connection: Connection, heads: Mapping[int, Head], deeds: Sequence[Deed], at: datetime) -> dict[int, Head]:
    """Writes the deeds that have not acted yet and returns the heads that moved, by member.

    `heads` are the members' heads as locked by this transaction; `at` is aware UTC. A deed whose once-key acted
    before, or stands twice in the list, cuts nothing. One that a ceiling leaves no room for is written with what
    fits, be it nothing: it has acted.
    """
    fresh = _fresh(connection, deeds)
    if not fresh:
        return {}
    left = _room(connection, heads, fresh, at)
    moved: dict[int, Head] = {}
    rows = []
    for entry_id, deed in zip(ledger.fresh_ids(connection, len(fresh)), fresh, strict=True):
        before = moved.get(deed.member_id) or heads[deed.member_id]
        fitting = _fitted(deed, left)
        entry, after = _link(entry_id, before, fitting, at)
        rows.append(entry)
        moved[deed.member_id] = after
    ledger.append(connection, rows, [_moved(head) for head in moved.values()])
    _count_together(connection, fresh, rows, at)
    return moved


async def cut_one(session: AsyncSession, terms: Terms, member_id: int, cut_: Cut, at: datetime) -> Done:
    """One member's one deed, inside the session's transaction; locks the member."""

    def work(connection: Connection) -> Done:
        before = ledger.head(connection, member_id)
        moved = cut(connection, {member_id: before}, [Deed(member_id, cut_, terms)], at)
        if member_id not in moved:
            return Done(before, fresh=False)
        after = moved[member_id]
        return Done(after, True, after.notches - before.notches, after.head_id or 0)

    await session.flush()
    return await (await session.connection()).run_sync(work)


def _fresh(connection: Connection, deeds: Sequence[Deed]) -> list[Deed]:
    done = ledger.taken(connection, ((deed.member_id, deed.cut.once_key) for deed in deeds))
    fresh = []
    for deed in deeds:
        key = (deed.member_id, deed.cut.once_key)
        if key not in done:
            done.add(key)
            fresh.append(deed)
    return fresh


def _room(connection: Connection, heads: Mapping[int, Head], deeds: Sequence[Deed], at: datetime) -> dict[int, int]:
    """What the ceilings leave for each member who has one; the ledger is looked at only then."""
    limits = {terms: spans(terms, at) for terms in {d.terms for d in deeds if d.cut.rule in CAPPED}}
    capped = {d.member_id: limits[d.terms] for d in deeds if d.cut.rule in CAPPED and limits[d.terms]}
    if not capped:
        return {}
    since = min(span.start for limit in capped.values() for span in limit) - SKEW
    found: dict[int, list[Earned]] = {member_id: [] for member_id in capped}
    ends = [heads[member_id].head_id for member_id in capped]
    for entry in ledger.since(connection, [end for end in ends if end is not None], since):
        if entry.rule in CAPPED:
            found[entry.member_id].append(Earned(entry.at, entry.notches))
    return {member_id: room(limit, found[member_id]) or 0 for member_id, limit in capped.items()}


def _fitted(deed: Deed, left: dict[int, int]) -> Cut:
    """The cut as far as the member's ceilings allow; what it takes is gone for the next."""
    if deed.cut.rule not in CAPPED or deed.member_id not in left:
        return deed.cut
    notches = min(deed.cut.notches, left[deed.member_id])
    left[deed.member_id] -= notches
    return deed.cut._replace(notches=notches)


def _count_together(
    connection: Connection, deeds: Sequence[Deed], rows: Sequence[dict[str, Any]], at: datetime
) -> None:
    """Shared sticks grow in the transaction of the deeds, so they are always exact."""
    grown: dict[int, int] = {}
    for deed, entry in zip(deeds, rows, strict=True):
        if deed.cut.rule in SHARED and entry["notches"]:
            grown[deed.terms.hangout_id] = grown.get(deed.terms.hangout_id, 0) + entry["notches"]
    ledger.add_to_goals(connection, grown, at)


def _link(entry_id: int, before: Head, cut: Cut, at: datetime) -> tuple[dict[str, Any], Head]:
    link = Link(
        before.member_id,
        before.entries + 1,
        cut.notches,
        cut.rule,
        cut.once_key,
        to_ms(at),
        cut.by_id,
        cut.reverses,
        cut.note,
    )
    sealed = seal(before.head_hash or GENESIS, link)
    entry = {
        "id": entry_id,
        "member_id": link.member_id,
        "seq": link.seq,
        "notches": link.notches,
        "rule": link.rule,
        "once_key": link.once_key,
        "at": at,
        "by_id": link.by_id,
        "reverses": link.reverses,
        "note": link.note,
        "prev_id": before.head_id,
        "hash": sealed,
    }
    return entry, Head(before.member_id, link.seq, before.notches + cut.notches, entry_id, sealed)


def _moved(head: Head) -> dict[str, Any]:
    return {
        "of": head.member_id,
        "entries": head.entries,
        "notches": head.notches,
        "head_id": head.head_id,
        "head_hash": head.head_hash,
    }
