"""Queries about what is shown at the counter."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Entry, Guess, Member, Scan, Ticket, columns, table_of
from storage.upsert import by_engine, insert_once

ENTRY = columns(Entry)
GUESS = columns(Guess)
MEMBER = columns(Member)
SCAN = columns(Scan)
TICKET = columns(Ticket)
SCANNED = select(SCAN.at).where(
    SCAN.member_id == bindparam("member"), SCAN.staff_id == bindparam("staff"), SCAN.at >= bindparam("since")
)
BY_TOKEN = select(Ticket).where(TICKET.token == bindparam("token")).execution_options(populate_existing=True)
BY_TOKEN_HELD = BY_TOKEN.with_for_update()
ENTRY_OF = select(Entry).where(ENTRY.once_key == bindparam("key"), ENTRY.member_id == bindparam("member"))
ENDED = delete(table_of(Ticket)).where(
    TICKET.member_id == bindparam("member"), TICKET.expires_at <= bindparam("before")
)
KEPT = ("hangout_id", "code")
"""A ticket with these of one that ended takes its place."""
RECENT = 10_000  # entries, a few milliseconds of looking


def _live(claimed: bool) -> Select[Any]:
    """A member's live tickets, the newest: for a claim, or cards."""
    of = TICKET.claim_id == bindparam("claim") if claimed else TICKET.claim_id.is_(None)
    query = select(Ticket).where(TICKET.member_id == bindparam("member"), of, TICKET.used_at.is_(None))
    return query.where(TICKET.expires_at > bindparam("now")).order_by(TICKET.expires_at.desc()).limit(1)


def _add(insert: Any) -> Any:
    added = insert(table_of(Ticket))
    values = {name: column for name, column in added.excluded.items() if name not in (*KEPT, "id")}
    over = TICKET.expires_at <= bindparam("before")
    return added.on_conflict_do_update(index_elements=KEPT, set_=values, where=over)


def _scan(insert: Any) -> Any:
    added = insert(table_of(Scan))
    return added.on_conflict_do_update(index_elements=["member_id", "staff_id"], set_={"at": added.excluded.at})


LIVE = {claimed: _live(claimed) for claimed in (False, True)}
ADD, SCANNED_NOW = by_engine(_add), by_engine(_scan)


async def opened(session: AsyncSession, member_id: int, staff_id: int, since: datetime) -> bool:
    """Whether the staff person scanned a ticket of the member since then."""
    return await session.scalar(SCANNED, {"member": member_id, "staff": staff_id, "since": since}) is not None


async def note_scan(session: AsyncSession, member_id: int, staff_id: int, at: datetime) -> None:
    """The staff person has the member at hand from now on."""
    row = {"member_id": member_id, "staff_id": staff_id, "at": at}
    await session.execute(SCANNED_NOW(session.get_bind().dialect.name), row)


async def at_hand(session: AsyncSession, member_id: int, staff_id: int, since: datetime) -> Ticket | None:
    """The member's card that the staff person scanned last since then, if it is not used yet."""
    query = select(Ticket).where(TICKET.member_id == member_id, TICKET.claim_id.is_(None), TICKET.used_at.is_(None))
    query = query.where(TICKET.opened_by == staff_id, TICKET.opened_at >= since).order_by(TICKET.opened_at.desc())
    return (await session.scalars(query.limit(1))).first()


async def by_code(session: AsyncSession, hangout_ids: Sequence[int], code: str) -> Sequence[Ticket]:
    """The newest ticket with this code in each of the hangouts, live or not."""
    return (await session.scalars(select(Ticket).where(TICKET.hangout_id.in_(hangout_ids), TICKET.code == code))).all()


async def live_ticket(session: AsyncSession, member_id: int, claim_id: int | None, now: datetime) -> Ticket | None:
    """The member's newest ticket for that claim (None: the card) that is neither used nor out of time."""
    values = {"member": member_id, "now": now} | ({} if claim_id is None else {"claim": claim_id})
    found: Ticket | None = (await session.scalars(LIVE[claim_id is not None], values)).first()
    return found


async def end_tickets(session: AsyncSession, member_id: int, claim_id: int | None, now: datetime) -> None:
    """The member's live tickets for that claim are live no more."""
    mine = update(Ticket).where(TICKET.member_id == member_id, TICKET.claim_id.is_not_distinct_from(claim_id))
    await session.execute(mine.where(TICKET.expires_at > now).values(expires_at=now))


async def sweep_tickets(session: AsyncSession, member_id: int, before: datetime) -> None:
    """The member's tickets that ended before then are gone."""
    await session.execute(ENDED, {"member": member_id, "before": before})


async def add_ticket(session: AsyncSession, row: dict[str, Any], before: datetime) -> bool:
    """Adds a ticket, in the place of one with the same code that ended before then; False where the code is in use."""
    fresh: dict[str, Any] = {"opened_by": None, "opened_at": None, "used_by": None, "used_at": None} | row
    done: Any = await session.execute(ADD(session.get_bind().dialect.name), fresh | {"before": before})
    return bool(done.rowcount)


async def ticket(session: AsyncSession, token: str, *, lock: bool = False) -> Ticket | None:
    """The ticket behind a QR; `lock` holds it until the transaction ends."""
    found: Ticket | None = (await session.scalars(BY_TOKEN_HELD if lock else BY_TOKEN, {"token": token})).first()
    return found


async def guesses(session: AsyncSession, pairs: Iterable[tuple[int, int]], now: datetime) -> Sequence[Guess]:
    """The rows of (hangout, person) pairs, made where they are missing, locked until the transaction ends."""
    wanted = sorted(pairs)
    for hangout_id, person_id in wanted:
        row = {"hangout_id": hangout_id, "person_id": person_id, "wrong": 0, "since": now, "closed_until": now}
        await insert_once(session, Guess, row)
    query = select(Guess).where(tuple_(GUESS.hangout_id, GUESS.person_id).in_(wanted))
    return (await session.scalars(query.order_by(GUESS.hangout_id, GUESS.person_id).with_for_update())).all()


async def entry(session: AsyncSession, member_id: int, once_key: str) -> Entry | None:
    """The member's ledger entry of a deed."""
    found: Entry | None = (await session.scalars(ENTRY_OF, {"member": member_id, "key": once_key})).first()
    return found


async def purchases(session: AsyncSession, hangout_id: int, staff_id: int, most: int) -> Sequence[str]:
    """Notes of the last purchases that the staff person cut in the hangout, the newest first, as far as they are among
    the newest `RECENT` entries of all."""
    last = select(func.max(ENTRY.id)).scalar_subquery()
    query = select(ENTRY.note).join(Member, MEMBER.id == ENTRY.member_id).where(ENTRY.id > last - RECENT)
    query = query.where(ENTRY.rule == "purchase", ENTRY.by_id == staff_id, ENTRY.note.is_not(None))
    query = query.where(MEMBER.hangout_id == hangout_id).order_by(ENTRY.id.desc()).limit(most)
    return (await session.scalars(query)).all()
