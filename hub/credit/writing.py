"""What staff write on a member's credit stick: charges, payments, and an owner's limit or correction."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history, outbox
from hub.context import Hub
from hub.credit import accounts
from hub.credit.accounts import AccountView, Act, Book
from hub.credit.errors import CreditOff, DebtMoved, NoCredit, NothingOwed, OverLimit, OverPaid
from hub.errors import BadAmount, NotAllowed, TextTooLong
from hub.money import MOST
from hub.till import desk
from hub.wording import one_line, required
from storage import credit
from storage.tables import Charge

NOTE_LIMIT = 100
PATIENCE = {True: timedelta(days=1), False: timedelta(days=2)}
"""How long a charge waits for the word of a member who is at the counter, or is not: then they may read of it in the
letter of tomorrow."""


@dataclass(frozen=True, slots=True)
class Written:
    """The account after an act. `waits`: the charge is written when the member says so; `fresh`: it acted now."""

    account: AccountView
    waits: bool
    fresh: bool


async def look(hub: Hub, staff_id: int, member_id: int) -> AccountView:
    """The account for staff who may serve the member now."""
    async with hub.db.read() as session:
        served = await desk.serve(session, hub, staff_id, member_id)
        found = await credit.account(session, member_id)
        return await accounts.view(session, hub, served.hangout, served.member, served.person, found)


def chargeable(account: AccountView, amount: int) -> None:
    """CreditOff, NoCredit or OverLimit unless so much may be charged now. What waits counts as if it were written."""
    if not account.on:
        raise CreditOff
    if not account.ceiling:
        raise NoCredit
    if amount > account.left:
        raise OverLimit(left=account.left, currency=account.currency)


def payable(account: AccountView, amount: int) -> None:
    """NothingOwed or OverPaid unless so much may be paid now."""
    if not account.owed:
        raise NothingOwed
    if amount > account.owed:
        raise OverPaid(owed=account.owed, currency=account.currency)


async def charge(hub: Hub, staff_id: int, member_id: int, amount: int, once: str, note: str = "") -> Written:
    """Something was taken on credit. Above the hangout's threshold it waits for the member's word; CreditOff, NoCredit
    or OverLimit where it can not be."""
    _checked(amount)
    kept = _note(note)
    async with hub.db.begin() as session:
        book = await accounts.opened(session, hub, staff_id, member_id)
        if done := await _done(session, hub, book, f"charge:{once}"):
            return done
        chargeable(await accounts.of_book(session, hub, book), amount)
        if amount > book.hangout.credit_confirm:
            await _wait(session, hub, book, Charge(amount=amount, note=kept, by_id=staff_id, **_kept(hub, book, once)))
            written = Written(await accounts.of_book(session, hub, book), waits=True, fresh=True)
        else:
            written = await _write(session, hub, book, Act("charge", amount, f"charge:{once}", staff_id, kept))
    hub.wake()
    return written


async def pay(hub: Hub, staff_id: int, member_id: int, amount: int, once: str, note: str = "") -> Written:
    """The member paid some of it; OverPaid for more than is owed."""
    _checked(amount)
    kept = _note(note)
    async with hub.db.begin() as session:
        book = await accounts.opened(session, hub, staff_id, member_id)
        if done := await _done(session, hub, book, f"payment:{once}"):
            return done
        payable(await accounts.of_book(session, hub, book), amount)
        written = await _write(session, hub, book, Act("payment", -amount, f"payment:{once}", staff_id, kept))
    hub.wake()
    return written


async def settle(hub: Hub, staff_id: int, member_id: int, seen: int, once: str, note: str = "") -> Written:
    """The member paid all of it, which the staff person saw to be `seen`; DebtMoved if it is something else by now."""
    kept = _note(note)
    async with hub.db.begin() as session:
        book = await accounts.opened(session, hub, staff_id, member_id)
        if done := await _done(session, hub, book, f"settle:{once}"):
            return done
        if not book.account.owed:
            raise NothingOwed
        if book.account.owed != seen:
            raise DebtMoved
        written = await _write(session, hub, book, Act("settle", -seen, f"settle:{once}", staff_id, kept))
    hub.wake()
    return written


async def correct(
    hub: Hub, owner_id: int, member_id: int, becomes: int, once: str, *, seen: int, reason: str
) -> Written:
    """An owner says what the member really owes, who saw `seen`, and why; DebtMoved if it is something else by now."""
    _checked(becomes, least=0)
    kept = required(reason, NOTE_LIMIT)
    async with hub.db.begin() as session:
        book = await _owners(session, hub, owner_id, member_id)
        if done := await _done(session, hub, book, f"correction:{once}"):
            return done
        if book.account.owed != seen or becomes == seen:
            raise DebtMoved
        written = await _write(
            session, hub, book, Act("correction", becomes - seen, f"correction:{once}", owner_id, kept)
        )
        about = {"member": member_id, "before": seen, "after": becomes, "currency": book.hangout.currency}
        history.note(session, hub, book.hangout.id or 0, owner_id, "credit_correction", **about)
    hub.wake()
    return written


async def limit(hub: Hub, owner_id: int, member_id: int, ceiling: int) -> AccountView:
    """An owner says how much the member may owe; 0 takes their credit away. What is owed already stays."""
    _checked(ceiling, least=0)
    async with hub.db.begin() as session:
        book = await _owners(session, hub, owner_id, member_id)
        if book.account.ceiling != ceiling:
            about = {"member": member_id, "amount": ceiling, "currency": book.hangout.currency}
            history.note(session, hub, book.hangout.id or 0, owner_id, "credit_member_limit", **about)
        book.account.ceiling = ceiling
        session.add(book.account)
        return await accounts.of_book(session, hub, book)


def _checked(amount: int, least: int = 1) -> None:
    if not least <= amount <= MOST:
        raise BadAmount


def _note(text: str) -> str | None:
    kept = one_line(text)
    if len(kept) > NOTE_LIMIT:
        raise TextTooLong(limit=NOTE_LIMIT, length=len(kept))
    return kept or None


async def _owners(session: AsyncSession, hub: Hub, owner_id: int, member_id: int) -> Book:
    book = await accounts.opened(session, hub, owner_id, member_id)
    if book.role != "owner":
        raise NotAllowed
    return book


async def _done(session: AsyncSession, hub: Hub, book: Book, key: str) -> Written | None:
    """What the same deed did before, whether it was written at once or waits for the member's word."""
    member_id = book.account.member_id
    waited = await credit.charge_by_key(session, f"{member_id}:{key}")
    if waited is None and await credit.entry_by_key(session, member_id, key) is None:
        return None
    account = await accounts.of_book(session, hub, book)
    return Written(account, waits=waited is not None and waited.state == "waiting", fresh=False)


def _kept(hub: Hub, book: Book, once: str) -> dict[str, Any]:
    now, member_id = hub.now(), book.account.member_id
    kept = {"hangout_id": book.hangout.id, "member_id": member_id, "once_key": f"{member_id}:charge:{once}"}
    return kept | {"at": now, "expires_at": now + PATIENCE[book.there]}


async def _wait(session: AsyncSession, hub: Hub, book: Book, waits: Charge) -> None:
    session.add(waits)
    await session.flush()
    told = {"kind": "charge_waits", "payload": {"charge_id": waits.id}, "dedupe_key": f"charge:{waits.id}"}
    await _tell(session, hub, book, told)


async def _write(session: AsyncSession, hub: Hub, book: Book, act: Act) -> Written:
    """Writes it and tells the member, so that both sides hold the same."""
    entry = await accounts.write(session, book.account, act, hub.now())
    told = {"kind": "credit_written", "payload": {"entry_id": entry.id}, "dedupe_key": f"credit:{entry.id}"}
    await _tell(session, hub, book, told)
    return Written(await accounts.of_book(session, hub, book), waits=False, fresh=True)


async def _tell(session: AsyncSession, hub: Hub, book: Book, told: dict[str, Any]) -> None:
    where = {"hangout_id": book.hangout.id, "chat_id": book.person.id, "public": False, "there": book.there}
    await outbox.queue(session, hub, where | told)
