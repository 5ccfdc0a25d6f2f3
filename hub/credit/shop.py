"""Credit as an owner runs it: on or off, its terms, who owes what, and a reminder sent by hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history, outbox
from hub.access import owned
from hub.context import Hub
from hub.credit import accounts
from hub.credit.errors import NothingOwed, OutOfReach, RemindedToday
from hub.days import local_day
from hub.errors import BadAmount, NotAllowed
from hub.money import MOST
from hub.quiet import leaves
from storage import credit
from storage.tables import Account, Hangout, Member

PAGE = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """How a hangout sells on credit. `usual` is the limit of members whose own nobody has set, `confirm_above` what a
    member need not confirm; `owed` by so many `people` together."""

    on: bool
    currency: str
    usual: int
    confirm_above: int
    owed: int
    people: int


@dataclass(frozen=True, slots=True)
class DebtView:
    """What a member owes, and since when."""

    member_id: int
    name: str
    owed: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Debts:
    """A page of who owes what, the oldest debt first. Pages count from 0 to `last`."""

    debts: tuple[DebtView, ...]
    owed: int
    people: int
    currency: str
    page: int
    last: int


async def terms(hub: Hub, owner_id: int, hangout_id: int) -> Terms:
    """The hangout's terms, for an owner."""
    async with hub.db.read() as session:
        return await _terms(session, await owned(session, owner_id, hangout_id))


async def switch(hub: Hub, owner_id: int, hangout_id: int, *, on: bool) -> Terms:
    """Sells on credit from now on, or no more; what is owed stays owed."""
    async with hub.db.begin() as session:
        hangout = await owned(session, owner_id, hangout_id, lock=True)
        if hangout.credit != on:
            history.note(session, hub, hangout_id, owner_id, "credit_on" if on else "credit_off")
        hangout.credit = on
        session.add(hangout)
        return await _terms(session, hangout)


async def usual(hub: Hub, owner_id: int, hangout_id: int, amount: int) -> Terms:
    """The limit of every member who has no account yet; 0 for none."""
    _checked(amount)
    async with hub.db.begin() as session:
        hangout = await owned(session, owner_id, hangout_id, lock=True)
        if hangout.credit_limit != amount:
            history.note(session, hub, hangout_id, owner_id, "credit_usual", amount=amount, currency=hangout.currency)
        hangout.credit_limit = amount
        session.add(hangout)
        return await _terms(session, hangout)


async def confirm_above(hub: Hub, owner_id: int, hangout_id: int, amount: int) -> Terms:
    """Charges above it wait for the member's word; 0: every charge does."""
    _checked(amount)
    async with hub.db.begin() as session:
        hangout = await owned(session, owner_id, hangout_id, lock=True)
        if hangout.credit_confirm != amount:
            history.note(session, hub, hangout_id, owner_id, "credit_confirm", amount=amount, currency=hangout.currency)
        hangout.credit_confirm = amount
        session.add(hangout)
        return await _terms(session, hangout)


async def debts(hub: Hub, owner_id: int, hangout_id: int, page: int = 0) -> Debts:
    """Who owes what and since when, for an owner; a page that is not there is the nearest that is."""
    async with hub.db.read() as session:
        hangout = await owned(session, owner_id, hangout_id)
        people, owed = await credit.owed_in(session, hangout_id)
        last = max(0, (people - 1) // PAGE)
        page = min(max(page, 0), last)
        found = await credit.debts(session, hangout_id, page * PAGE, PAGE)
        lines = tuple(DebtView(a.member_id, name, a.owed, a.since) for a, name in found if a.since)
        return Debts(lines, owed, people, hangout.currency, page, last)


async def remind(hub: Hub, owner_id: int, member_id: int) -> datetime:
    """A kind word to a member who owes something; when it leaves, which in quiet hours is the next morning.
    RemindedToday after the one of that day, OutOfReach where the member does not receive private messages."""
    async with hub.db.begin() as session:
        book = await accounts.opened(session, hub, owner_id, member_id)
        if book.role != "owner":
            raise NotAllowed
        account, hangout = book.account, book.hangout
        if not account.owed:
            raise NothingOwed
        if book.person.reach != "open":
            raise OutOfReach
        at = leaves(hub.now(), hangout.timezone)
        day = local_day(at, hangout.timezone)
        if account.reminded_on is not None and account.reminded_on >= day:
            raise RemindedToday
        account.reminded_on, account.remind_at = day, at
        session.add(account)
        history.note(session, hub, hangout.id or 0, owner_id, "credit_reminder", member=member_id)
        await session.flush()
        if at <= hub.now():
            await _send(session, hub, account)
    hub.wake()
    return at


async def send_reminder(hub: Hub, member_id: int) -> bool:
    """A reminder that has waited for the morning leaves; False if there is none, or nothing is owed any more."""
    async with hub.db.begin() as session:
        account = await credit.account(session, member_id, lock=True)
        due = account is not None and account.remind_at is not None and account.remind_at <= hub.now()
        if account is not None and due:
            await _send(session, hub, account)
    hub.wake()
    return due


async def _send(session: AsyncSession, hub: Hub, account: Account) -> None:
    account.remind_at = None
    session.add(account)
    if not account.owed:
        return
    member = await session.get_one(Member, account.member_id)
    where = {"hangout_id": account.hangout_id, "chat_id": member.person_id, "public": False}
    told = {"kind": "credit_reminder", "payload": {"member_id": account.member_id}}
    await outbox.queue(session, hub, where | told | {"dedupe_key": f"owed:{account.member_id}:{account.reminded_on}"})


async def _terms(session: AsyncSession, hangout: Hangout) -> Terms:
    people, owed = await credit.owed_in(session, hangout.id or 0)
    return Terms(hangout.credit, hangout.currency, hangout.credit_limit, hangout.credit_confirm, owed, people)


def _checked(amount: int) -> None:
    if not 0 <= amount <= MOST:
        raise BadAmount
