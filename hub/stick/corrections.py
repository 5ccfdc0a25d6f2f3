"""Gifts and corrections: notches that staff give or take by hand, always with a reason the member can read.

A correction never rewrites anything: it is another entry, which may name the one it takes back.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import BadNumber, NotAllowed, NotFound, TextTooShort
from hub.history import note
from hub.stick import rulebook
from hub.stick.errors import ByHandOver, GiftsOff, StaysAsItIs
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rules import RULES, Cut, gift
from hub.till.desk import Guest, Served, serve, shown
from hub.wording import required
from storage import ledger, statement
from storage.tables import Entry

BY_HAND = ("gift", "correction")
FIXED = frozenset({"claim", "redeem", "undo", "expired"})
"""Entries of the handling of rewards, which has its own ways back."""
MOST = 1000  # notches of one correction
REASON_LEAST, REASON_LIMIT = 3, 200


@dataclass(frozen=True, slots=True)
class Handed:
    """How it ended. `fresh`: it acted now, and not at an earlier tap; `notches` is what it gave or took."""

    guest: Guest
    notches: int
    balance: int
    fresh: bool


def taking_back(entry_id: int) -> str:
    """The once-key of the correction that takes an entry back: there is one for each."""
    return f"correction:{entry_id}"


def may_be_taken_back(rule: str, notches: int) -> bool:
    """Whether an entry can be taken back by hand, as far as it is itself concerned."""
    return notches != 0 and rule not in FIXED


def reason_of(text: str) -> str:
    """A reason as it is kept: one line of a few letters at least."""
    kept = required(text, REASON_LIMIT)
    if len(kept) < REASON_LEAST:
        raise TextTooShort(limit=REASON_LEAST)
    return kept


def gift_of(text: str) -> int:
    """Notches of a gift as they were typed or tapped; BadNumber for anything that is none."""
    return rulebook.number(text, 1, RULES["gift"].most)


def correction_of(text: str) -> int:
    """Notches to add (`2`, `+۲`) or to take (`-2`, `−۲`); BadNumber for anything else, nought too."""
    plain = text.strip(" \u200e\u200f\u2066\u2069")
    taken = plain[:1] in ("-", "−", "–", "‐")
    return rulebook.number(plain[1:] if taken or plain[:1] == "+" else plain, 1, MOST) * (-1 if taken else 1)


async def may_hand(hub: Hub, staff_id: int, member_id: int, notches: int) -> int | None:
    """How many notches the person may still give to or take from the member by hand today; None for an owner, who may
    any number. ByHandOver where these would be too many."""
    async with hub.db.read() as session:
        served = await serve(session, hub, staff_id, member_id)
        return await _checked(session, hub, served, staff_id, notches)


async def give(hub: Hub, staff_id: int, member_id: int, notches: int, reason: str, token: str) -> Handed:
    """A gift. The same `token` gives once. GiftsOff while the owner has switched gifts off."""
    if not 1 <= notches <= RULES["gift"].most:
        raise BadNumber(least=1, most=RULES["gift"].most)
    async with hub.db.begin() as session:
        served = await serve(session, hub, staff_id, member_id, lock=True)
        if not (await rulebook.setting(session, served.hangout.id or 0, "gift")).active:
            raise GiftsOff
        done = await _write(session, hub, served, gift(notches, token, staff_id, reason_of(reason)))
    hub.wake()
    return done


async def adjust(hub: Hub, staff_id: int, member_id: int, notches: int, reason: str, token: str) -> Handed:
    """A correction that stands for itself: notches are added, or (negative) taken. The same `token` acts once."""
    if not 1 <= abs(notches) <= MOST:
        raise BadNumber(least=1, most=MOST)
    async with hub.db.begin() as session:
        served = await serve(session, hub, staff_id, member_id, lock=True)
        cut = Cut("correction", notches, f"by_hand:{token}", staff_id, note=reason_of(reason))
        done = await _write(session, hub, served, cut)
    hub.wake()
    return done


async def take_back(hub: Hub, staff_id: int, member_id: int, entry_id: int, reason: str) -> Handed:
    """A correction that takes one entry back, whole and once. StaysAsItIs for an entry that has its own way back."""
    async with hub.db.begin() as session:
        served = await serve(session, hub, staff_id, member_id, lock=True)
        entry = await _entry(session, member_id, entry_id)
        cut = Cut("correction", -entry.notches, taking_back(entry_id), staff_id, entry_id, reason_of(reason))
        done = await _write(session, hub, served, cut)
    hub.wake()
    return done


async def entry(hub: Hub, staff_id: int, member_id: int, entry_id: int) -> Entry:
    """The entry that is to be taken back, for staff who may serve the member."""
    async with hub.db.read() as session:
        await serve(session, hub, staff_id, member_id)
        return await _entry(session, member_id, entry_id)


async def _entry(session: AsyncSession, member_id: int, entry_id: int) -> Entry:
    found = (await statement.entries(session, member_id, [entry_id])).get(entry_id)
    if found is None:
        raise NotFound
    if not may_be_taken_back(found.rule, found.notches):
        raise StaysAsItIs
    return found


async def _write(session: AsyncSession, hub: Hub, served: Served, cut: Cut) -> Handed:
    """Cuts it, unless it acted before; then history and the member hear of it."""
    member_id, staff_id = served.member.id or 0, cut.by_id
    if staff_id is None:
        raise NotAllowed
    if not await statement.acted(session, member_id, [cut.once_key]):
        await _checked(session, hub, served, staff_id, cut.notches)
    done = await cut_one(session, terms_of(served.hangout), member_id, cut, hub.now())
    if done.fresh:
        about = {"member": member_id, "notches": cut.notches, "reason": cut.note}
        note(session, hub, served.hangout.id or 0, staff_id, WHAT[cut.rule, cut.reverses is not None], **about)
        await _tell(session, hub, served, cut, done.entry_id)
    return Handed(shown(served), cut.notches, done.head.notches, done.fresh)


WHAT = {("gift", False): "gift", ("correction", False): "correction", ("correction", True): "taken_back"}
"""By rule, and whether an entry is taken back: what history calls it."""


async def _checked(session: AsyncSession, hub: Hub, served: Served, staff_id: int, notches: int) -> int | None:
    """What is left of the person's day with the member, if these notches fit in it."""
    if served.role == "owner":
        return None
    zone, head = served.hangout.timezone, served.member.head_id
    since = midnight(local_day(hub.now(), zone), zone)
    late = await (await session.connection()).run_sync(ledger.since, [head] if head else [], since)
    used = sum(abs(e.notches) for e in late if e.by_id == staff_id and e.rule in BY_HAND)
    left = max(0, served.hangout.clerk_limit - used)
    if abs(notches) > left:
        raise ByHandOver(limit=served.hangout.clerk_limit, left=left)
    return left


async def _tell(session: AsyncSession, hub: Hub, served: Served, cut: Cut, entry_id: int) -> None:
    told = {"kind": "by_hand", "hangout_id": served.hangout.id, "chat_id": served.person.id, "public": False}
    what = {"rule": cut.rule, "notches": cut.notches, "reason": cut.note, "back": cut.reverses is not None}
    await outbox.queue(session, hub, told | {"payload": what, "dedupe_key": f"by_hand:{entry_id}"})
