"""A charge that waits for the member's word: confirmed, refused, or lapsed after a day."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.credit import accounts
from hub.credit.accounts import AccountView, Act
from hub.credit.errors import CreditOff, OverLimit
from hub.errors import NotFound
from hub.habit.presence import was_here
from storage import credit
from storage.tables import Account, Charge, Hangout, Member, Person


@dataclass(frozen=True, slots=True)
class ChargeView:
    """A charge as its member sees it, with their account. `state`: waiting, confirmed, refused or lapsed."""

    id: int
    amount: int
    note: str | None
    state: str
    by: str
    account: AccountView


@dataclass(frozen=True, slots=True)
class Answered:
    """The charge after a tap; `fresh`: this tap answered it."""

    charge: ChargeView
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Rows:
    hangout: Hangout
    member: Member
    person: Person
    account: Account
    charge: Charge


async def answer(hub: Hub, person_id: int, charge_id: int, *, yes: bool) -> Answered:
    """The member's word on a charge of theirs; NotFound for anybody else's. One that was answered or that has lapsed
    stays as it is. OverLimit or CreditOff if the shop has changed its mind meanwhile."""
    async with hub.db.begin() as session:
        found = await _held(session, charge_id)
        if found.person.id != person_id:
            raise NotFound
        fresh = found.charge.state == "waiting"
        if fresh and found.charge.expires_at <= hub.now():
            fresh = False
            await _end(session, hub, found, "lapsed")
        elif fresh and yes:
            await _confirm(session, hub, found)
        elif fresh:
            await _end(session, hub, found, "refused")
        if fresh:
            await was_here(session, found.hangout, found.member.id or 0, hub.now())
        shown = await _view(session, hub, found)
    hub.wake()
    return Answered(shown, fresh)


async def lapse(hub: Hub, charge_id: int) -> bool:
    """Its day is over: nothing is written. False if it was answered meanwhile."""
    async with hub.db.begin() as session:
        found = await _held(session, charge_id)
        due = found.charge.state == "waiting" and found.charge.expires_at <= hub.now()
        if due:
            await _end(session, hub, found, "lapsed")
    hub.wake()
    return due


async def view(hub: Hub, charge_id: int) -> ChargeView:
    """A charge as it stands."""
    async with hub.db.read() as session:
        return await _view(session, hub, await _rows(session, charge_id))


async def _held(session: AsyncSession, charge_id: int) -> _Rows:
    """The rows, locked in the order hangout, account, charge."""
    charge = await credit.charge(session, charge_id)
    if charge is None:
        raise NotFound
    await credit.steady(session, charge.hangout_id)
    await credit.account(session, charge.member_id, lock=True)
    await credit.charge(session, charge_id, lock=True)
    return await _rows(session, charge_id)


async def _rows(session: AsyncSession, charge_id: int) -> _Rows:
    charge = await credit.charge(session, charge_id)
    account = await credit.account(session, charge.member_id) if charge else None
    if charge is None or account is None:
        raise NotFound
    member = await session.get_one(Member, charge.member_id)
    hangout, person = await session.get_one(Hangout, charge.hangout_id), await session.get_one(Person, member.person_id)
    return _Rows(hangout, member, person, account, charge)


async def _confirm(session: AsyncSession, hub: Hub, found: _Rows) -> None:
    """Written in the name of who charged it."""
    charge, account = found.charge, found.account
    if not found.hangout.credit:
        raise CreditOff
    if account.owed + charge.amount > account.ceiling:
        raise OverLimit(left=max(0, account.ceiling - account.owed), currency=found.hangout.currency)
    key = charge.once_key.removeprefix(f"{charge.member_id}:")  # the same as one that needed no word
    act = Act("charge", charge.amount, key, charge.by_id, charge.note)
    await accounts.write(session, account, act, hub.now())
    await _end(session, hub, found, "confirmed")


async def _end(session: AsyncSession, hub: Hub, found: _Rows, state: str) -> None:
    """Whoever charged it hears once how it ended."""
    charge = found.charge
    charge.state = state
    session.add(charge)
    told: dict[str, Any] = {"kind": "charge_answered", "payload": {"charge_id": charge.id}}
    where = {"hangout_id": charge.hangout_id, "chat_id": charge.by_id, "public": False}
    await outbox.queue(session, hub, told | where | {"dedupe_key": f"charge:{charge.id}:answered"})
    await session.flush()


async def _view(session: AsyncSession, hub: Hub, found: _Rows) -> ChargeView:
    charge, by = found.charge, await session.get(Person, found.charge.by_id)
    account = await accounts.view(session, hub, found.hangout, found.member, found.person, found.account)
    return ChargeView(charge.id or 0, charge.amount, charge.note, charge.state, by.name if by else "", account)
