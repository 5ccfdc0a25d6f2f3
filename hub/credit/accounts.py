"""A member's credit account: opened and locked for an act, written to, and as people see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.credit.owing import Debt, after, room
from hub.errors import NotFound
from hub.stick.chain import CREDIT, GENESIS, Link, seal
from hub.till import desk
from storage import credit
from storage.tables import Account, Charge, CreditEntry, Hangout, Member, Person
from storage.types import to_ms


class Act(NamedTuple):
    """What is written on an account: a signed amount, by whom and why. The same `key` is written once."""

    kind: str
    amount: int
    key: str
    by_id: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A charge that waits for the member's word."""

    id: int
    amount: int
    note: str | None
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AccountView:
    """What a member owes and may owe. `on`: the shop sells on credit now; `open`: private messages reach the member;
    charges over `confirm_above` wait for their word; `reminding`: a reminder waits for the morning."""

    member_id: int
    hangout_id: int
    name: str
    title: str
    currency: str
    timezone: str
    on: bool
    open: bool
    ceiling: int
    confirm_above: int
    owed: int
    since: datetime | None
    waiting: tuple[WaitingView, ...]
    reminding: bool

    @property
    def left(self) -> int:
        """What may still be charged."""
        return room(self.ceiling, self.owed, sum(charge.amount for charge in self.waiting))


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of an act on an account, the account locked. `there`: the member stands at the counter."""

    hangout: Hangout
    member: Member
    person: Person
    account: Account
    role: str
    there: bool


async def opened(session: AsyncSession, hub: Hub, staff_id: int, member_id: int) -> Book:
    """The account for a staff person who may serve the member now; the hangout's terms are held still meanwhile."""
    member = await session.get(Member, member_id)
    if member is None or await credit.steady(session, member.hangout_id) is None:
        raise NotFound
    served = await desk.serve(session, hub, staff_id, member_id)
    account = await credit.opened(session, member.hangout_id, member_id, served.hangout.credit_limit)
    return Book(served.hangout, served.member, served.person, account, served.role, served.there)


async def write(session: AsyncSession, account: Account, act: Act, at: datetime) -> CreditEntry:
    """Adds an entry to the locked account's chain and moves its head."""
    link = Link(
        account.member_id, account.entries + 1, act.amount, act.kind, act.key, to_ms(at), act.by_id, None, act.note
    )
    sealed = seal(account.head_hash or GENESIS, link, CREDIT)
    entry = CreditEntry(
        member_id=account.member_id,
        seq=link.seq,
        amount=act.amount,
        kind=act.kind,
        once_key=act.key,
        at=at,
        by_id=act.by_id,
        note=act.note,
        prev_id=account.head_id,
        hash=sealed,
    )
    session.add(entry)
    await session.flush()
    account.owed, account.since = after(Debt(account.owed, account.since), act.amount, at)
    account.entries, account.head_id, account.head_hash = link.seq, entry.id, sealed
    session.add(account)
    return entry


async def view(
    session: AsyncSession, hub: Hub, hangout: Hangout, member: Member, person: Person, account: Account | None
) -> AccountView:
    """An account as people see it; a member who has none yet may owe what is usual."""
    charges = await credit.waiting(session, member.id or 0, hub.now())
    return AccountView(
        member_id=member.id or 0,
        hangout_id=hangout.id or 0,
        name=person.name,
        title=hangout.title,
        currency=hangout.currency,
        timezone=hangout.timezone,
        on=hangout.credit,
        open=person.reach == "open",
        ceiling=account.ceiling if account else hangout.credit_limit,
        confirm_above=hangout.credit_confirm,
        owed=account.owed if account else 0,
        since=account.since if account else None,
        waiting=tuple(waiting_view(charge) for charge in charges),
        reminding=bool(account and account.remind_at),
    )


async def of_book(session: AsyncSession, hub: Hub, book: Book) -> AccountView:
    """The account of an act, as people see it."""
    return await view(session, hub, book.hangout, book.member, book.person, book.account)


def waiting_view(charge: Charge) -> WaitingView:
    """A charge as people see it."""
    return WaitingView(charge.id or 0, charge.amount, charge.note, charge.at, charge.expires_at)
