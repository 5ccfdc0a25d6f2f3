"""Staff cut notches for a member: for a purchase at the counter or in the group, and for what they did."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import money, outbox
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.habit.presence import was_here
from hub.person.people import Seen, row
from hub.stick import rulebook
from hub.stick.errors import NoNotch, RuleOff, TooManyNotches
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rules import RULES, Cut, Setting, purchase
from hub.stick.sticks import fills
from hub.till.counter import used
from hub.till.desk import AT_HAND, Guest, Served, serve, shown
from hub.till.errors import OwnCard, StaleCard
from hub.wording import required
from storage import counter, hangouts, people
from storage.tables import Hangout, Member, Person, Ticket

DEEDS = ("idea", "need", "thanks")
"""What staff may reward by rule besides purchases."""
REASON_LIMIT = 120
MOST_NOTCHES = 1000  # of one purchase; more is a slip of the finger
MOST_VISITS = 10  # at once
OFFERED = 5  # amounts to tap


@dataclass(frozen=True, slots=True)
class Offer:
    """What a purchase would give. `visit` names this one purchase, so that it acts once; it is empty where the person
    needs a new card first. `amounts` are worth a button, in the smallest unit; none where the rule goes by visits."""

    visit: str
    setting: Setting
    currency: str
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """An amount in the smallest unit of a currency, and the notches it gives."""

    amount: int
    currency: str
    notches: int


@dataclass(frozen=True, slots=True)
class Cutting:
    """What was cut, and the member after it. `due` is what the rule gives: more than `notches` where a ceiling held
    it back. `filled`: a stick became full. `fresh`: it happened now."""

    guest: Guest
    rule: str
    notches: int
    due: int
    filled: bool
    fresh: bool


def presets(step: int, recent: tuple[int, ...]) -> tuple[int, ...]:
    """Amounts to tap: the last ones first, then multiples of the step. Pure."""
    usual = tuple(step * times for times in (1, 2, 3, 5, 10))
    return tuple(dict.fromkeys([*recent[: OFFERED - 2], *usual]))[:OFFERED]


def priced(setting: Setting, visit: str, by_id: int, currency: str, *, amount: int | None, visits: int = 1) -> Cut:
    """A purchase of an amount (where the rule goes by money) or of so many visits as a deed. RuleOff, NoNotch or
    TooManyNotches. Pure."""
    if not setting.active:
        raise RuleOff
    if setting.step is None:
        single = purchase(setting, visit, None, by_id)
        return single._replace(notches=single.notches * max(1, min(visits, MOST_VISITS)))
    deed = purchase(setting, visit, amount, by_id, f"{amount or 0} {currency}")
    if (amount or 0) < setting.step:
        raise NoNotch(amount=amount or 0, step=setting.step, currency=currency)
    if deed.notches > MOST_NOTCHES:
        raise TooManyNotches(limit=MOST_NOTCHES, notches=deed.notches)
    return deed


async def offer(hub: Hub, staff_id: int, member_id: int) -> Offer | None:
    """What the staff person may offer the member at hand; None where the hangout does not reward purchases."""
    async with hub.db.read() as session:
        served = await serve(session, hub, staff_id, member_id)
        hangout = served.hangout
        setting = await rulebook.setting(session, hangout.id or 0, "purchase")
        if not setting.active:
            return None
        card = await counter.at_hand(session, member_id, staff_id, hub.now() - AT_HAND)
        # An owner needs no card; the purchase gets a name of its own.
        own = secrets.token_urlsafe(12) if served.role == "owner" else ""
        amounts = await _amounts(session, hangout, staff_id, setting)
        return Offer(card.token if card else own, setting, hangout.currency, amounts)


async def _amounts(session: AsyncSession, hangout: Hangout, staff_id: int, setting: Setting) -> tuple[int, ...]:
    if setting.step is None:
        return ()
    notes = await counter.purchases(session, hangout.id or 0, staff_id, 20)
    spent = [note.split(" ") for note in notes]
    fits = money.CURRENCIES[hangout.currency].family
    recent = [int(s[0]) for s in spent if len(s) == 2 and s[0].isdecimal() and _family(s[1]) == fits]
    return presets(setting.step, tuple(amount for amount in recent if amount >= setting.step))


def _family(currency: str) -> str | None:
    found = money.CURRENCIES.get(currency)
    return found.family if found else None


async def quote(hub: Hub, staff_id: int, member_id: int, given: int | str) -> Quote:
    """What a purchase of a tapped or typed amount would cut; BadAmount or the refusals of `buy`. Nothing is written."""
    async with hub.db.read() as session:
        served = await serve(session, hub, staff_id, member_id)
        currency = served.hangout.currency
        amount = money.parse(given, currency) if isinstance(given, str) else given
        setting = await rulebook.setting(session, served.hangout.id or 0, "purchase")
        return Quote(amount, currency, priced(setting, "", staff_id, currency, amount=amount).notches)


async def buy(
    hub: Hub, staff_id: int, member_id: int, visit: str, *, amount: int | None = None, visits: int = 1
) -> Cutting:
    """Cuts a purchase, once for its `visit`: a card's token, or, for an owner, any name. CardUsed for who comes second
    with a card; the same person's second tap is the same purchase."""
    async with hub.db.begin() as session:
        served = await serve(session, hub, staff_id, member_id, lock=True)
        setting = await rulebook.setting(session, served.hangout.id or 0, "purchase")
        deed = priced(setting, visit, staff_id, served.hangout.currency, amount=amount, visits=visits)
        card = await counter.ticket(session, visit, lock=True)
        before = await counter.entry(session, member_id, deed.once_key)
        if before is not None and before.by_id != staff_id:
            raise await used(session, hub, served.hangout, before.by_id or 0, before.at)
        if before is None:
            _check_card(card, member_id, served.role)
            if card is not None:
                card.used_by, card.used_at = staff_id, hub.now()
        done = await _cut(session, hub, served, deed)
    hub.wake()
    return done


def _check_card(card: Ticket | None, member_id: int, role: str) -> None:
    """A card must be the member's own and have been opened; without one only an owner sells."""
    if card is None:
        if role != "owner":
            raise StaleCard
        return
    if card.member_id != member_id or card.claim_id is not None or card.opened_at is None or card.used_at is not None:
        raise NotFound


async def deed(hub: Hub, staff_id: int, member_id: int, rule: str, what: str, reason: str) -> Cutting:
    """Rewards an idea, a met need or thanks by its rule, once for `what`. The reason is for the member to read.
    Owners and moderators do that: a clerk's own gifts have a limit."""
    if rule not in DEEDS:
        raise NotFound
    note = required(reason, REASON_LIMIT)
    async with hub.db.begin() as session:
        served = await serve(session, hub, staff_id, member_id, lock=True)
        if served.role == "clerk":
            raise NotAllowed
        setting = await rulebook.setting(session, served.hangout.id or 0, rule)
        if not setting.active:
            raise RuleOff
        done = await _cut(session, hub, served, RULES[rule].deed(setting, what, by_id=staff_id, note=note))
    hub.wake()
    return done


async def deeds(hub: Hub, staff_id: int, member_id: int) -> dict[str, Setting]:
    """The rules by which the person may reward the member at hand, with what each gives."""
    async with hub.db.read() as session:
        served = await serve(session, hub, staff_id, member_id)
        if served.role == "clerk":
            return {}
        found = {rule: await rulebook.setting(session, served.hangout.id or 0, rule) for rule in DEEDS}
        return {rule: setting for rule, setting in found.items() if setting.active}


async def reply_price(hub: Hub, staff_id: int, hangout_id: int) -> tuple[Setting, str]:
    """The purchase rule and the currency, for what staff write in the group. NotAllowed or RuleOff."""
    async with hub.db.read() as session:
        if await hangouts.role(session, hangout_id, staff_id) is None:
            raise NotAllowed
        hangout = await session.get_one(Hangout, hangout_id)
        setting = await rulebook.setting(session, hangout_id, "purchase")
        if not setting.active:
            raise RuleOff
        return setting, hangout.currency


async def by_reply(
    hub: Hub, staff_id: int, hangout_id: int, buyer: Seen, visit: str, *, amount: int | None, visits: int
) -> Cutting:
    """Cuts a purchase for whose message in the group a staff person replied to; who is no member yet becomes one.
    `visit` names the command's message."""
    if buyer.id == staff_id:
        raise OwnCard
    async with hub.db.begin() as session:
        role = await hangouts.role(session, hangout_id, staff_id)
        hangout = await hangouts.hangout(session, hangout_id)
        if role is None or hangout is None or hangout.state == "draft":
            raise NotAllowed
        setting = await rulebook.setting(session, hangout_id, "purchase")
        cut = priced(setting, visit, staff_id, hangout.currency, amount=amount, visits=visits)
        member, person = await _joined(session, hub, hangout_id, buyer), await _person(session, buyer)
        served = Served(hangout, member, person, role, there=False)
        done = await _cut(session, hub, served, cut)
    hub.wake()
    return done


async def _joined(session: AsyncSession, hub: Hub, hangout_id: int, seen: Seen) -> Member:
    await people.add_people(session, [row(hub, seen)])
    joining = {"hangout_id": hangout_id, "person_id": seen.id, "joined_at": hub.now(), "entries": 0, "notches": 0}
    await hangouts.add_members(session, [joining])
    found = await hangouts.member(session, hangout_id, seen.id)
    return await session.get_one(Member, found.id if found else 0, with_for_update=True)


async def _person(session: AsyncSession, seen: Seen) -> Person:
    return await session.get_one(Person, seen.id)


async def _cut(session: AsyncSession, hub: Hub, served: Served, deed: Cut) -> Cutting:
    """Writes the entry and tells the member, if private messages reach them."""
    hangout, length = served.hangout, served.hangout.stick_length
    before = await counter.entry(session, served.member.id or 0, deed.once_key)
    held, came = served.member.notches, None
    if before is None and deed.rule == "purchase":
        came = await was_here(session, hangout, served.member.id or 0, hub.now())
    done = await cut_one(session, terms_of(hangout), served.member.id or 0, deed, hub.now())
    notches = before.notches if before else done.notches
    filled = done.fresh and fills(held, done.head.notches, length)
    if done.fresh and served.person.reach == "open":
        payload = {"hangout_id": hangout.id, "rule": deed.rule, "notches": notches, "due": deed.notches}
        payload |= {"note": deed.note, "balance": done.head.notches, "filled": filled}
        payload |= {"milestone": came.milestone if came else None}
        told: dict[str, Any] = {"kind": "cut", "hangout_id": hangout.id, "chat_id": served.person.id, "public": False}
        told |= {"payload": payload, "dedupe_key": f"cut:{done.entry_id}", "there": served.there}
        await outbox.queue(session, hub, told)
    return Cutting(shown(served, done.head.notches), deed.rule, notches, max(deed.notches, notches), filled, done.fresh)
