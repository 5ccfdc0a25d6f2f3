"""The credit stick read: a member's own accounts, and the statement that both sides see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.credit import accounts
from hub.credit.accounts import AccountView
from hub.errors import NotFound
from hub.till import desk
from storage import credit
from storage.tables import Hangout, Member, Person

PAGE = 6


@dataclass(frozen=True, slots=True)
class LineView:
    """An entry: a signed amount, of what kind, why and by whom, and what was owed after it."""

    at: datetime
    kind: str
    amount: int
    note: str | None
    by: str
    owed: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A page of an account's entries, the newest first. Pages count from 0 to `last`."""

    account: AccountView
    lines: tuple[LineView, ...]
    page: int
    last: int


async def mine(hub: Hub, person_id: int) -> list[AccountView]:
    """The person's accounts, wherever they may buy on credit or ever did."""
    async with hub.db.read() as session:
        person = await session.get(Person, person_id)
        if person is None:
            return []
        found = await credit.of_person(session, person_id)
        return [await accounts.view(session, hub, hangout, member, person, held) for hangout, member, held in found]


async def statement(hub: Hub, person_id: int, member_id: int, page: int = 0) -> Statement:
    """A member's own statement; NotFound for anybody else's. A page that is not there is the nearest that is."""
    async with hub.db.read() as session:
        member = await session.get(Member, member_id)
        if member is None or member.person_id != person_id:
            raise NotFound
        return await _page(session, hub, member, page)


async def statement_for(hub: Hub, staff_id: int, member_id: int, page: int = 0) -> Statement:
    """The same for staff who may serve the member now."""
    async with hub.db.read() as session:
        served = await desk.serve(session, hub, staff_id, member_id)
        return await _page(session, hub, served.member, page)


async def line(hub: Hub, entry_id: int) -> tuple[LineView, AccountView]:
    """An entry as it was written, and the account as it is now; for the notice that tells of it."""
    async with hub.db.read() as session:
        entry = await credit.entry(session, entry_id)
        if entry is None:
            raise NotFound
        account = await _account(session, hub, await session.get_one(Member, entry.member_id))
        by = await session.get(Person, entry.by_id) if entry.by_id else None
        held = await credit.account(session, entry.member_id)
        owed = account.owed - await credit.written(session, entry.member_id, entry.seq, held.entries if held else 0)
        shown = LineView(entry.at, entry.kind, entry.amount, entry.note, by.name if by else "", owed)
        return shown, account


async def account(hub: Hub, member_id: int) -> AccountView:
    """An account as it is now; for the notice that reminds of it."""
    async with hub.db.read() as session:
        return await _account(session, hub, await session.get_one(Member, member_id))


async def _account(session: AsyncSession, hub: Hub, member: Member) -> AccountView:
    hangout, person = await session.get_one(Hangout, member.hangout_id), await session.get_one(Person, member.person_id)
    found = await credit.account(session, member.id or 0)
    return await accounts.view(session, hub, hangout, member, person, found)


async def _page(session: AsyncSession, hub: Hub, member: Member, page: int) -> Statement:
    """The entries that the account knew when it was read: what is written meanwhile is for the next look."""
    member_id = member.id or 0
    found = await credit.account(session, member_id)
    known = found.entries if found else 0
    last = max(0, (known - 1) // PAGE)
    page = min(max(page, 0), last)
    top = known - page * PAGE
    shown = await _account(session, hub, member)
    owed = shown.owed - await credit.written(session, member_id, top, known)
    lines = []
    for entry, by in await credit.until(session, member_id, top, PAGE):
        lines.append(LineView(entry.at, entry.kind, entry.amount, entry.note, by, owed))
        owed -= entry.amount
    return Statement(shown, tuple(lines), page, last)
