"""What a deed is worth in a hangout, as its owner wants it: rules, ceilings, limits, the currency.

A change acts from now on; what was cut stays as it is. Each is written into the history.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import BadNumber, NotFound
from hub.hangout.errors import CurrencyCounts, CurrencyOwed
from hub.history import note
from hub.money import CURRENCIES, MOST
from hub.stick import rates
from hub.stick.rules import RULES, Setting, needs_second_tap
from storage import rulebook
from storage.tables import Hangout


class Limit(NamedTuple):
    """The numbers that a limit may have; an `optional` one may also be None, which is no limit."""

    least: int
    most: int
    optional: bool = False


LIMITS: dict[str, Limit] = {
    "day_ceiling": Limit(1, 1_000, optional=True),
    "month_ceiling": Limit(1, 10_000, optional=True),
    "clerk_limit": Limit(0, 1_000),
    "sure_above": Limit(1, 1_000_000),
}
"""By their columns of the hangout."""
NAMED_EACH_TIME = frozenset({"gift"})
"""Rules that have no value of their own: whoever does the deed names the notches."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything in force now. Amounts (`step`) are in the currency's smallest unit; `lucky_permille` are the votes in
    a thousand that a draw gives one more notch, which the scenario sets."""

    rules: dict[str, Setting]
    limits: dict[str, int | None]
    currency: str
    stick_length: int
    lucky_permille: int = 0


class Wish(NamedTuple):
    """What is to change about a rule; None leaves it. A `step` of 0 is every visit."""

    notches: int | None = None
    active: bool | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Sure:
    """Not written yet: what is `wanted` would give away about so many notches a day, so many full sticks. The owner's
    second tap repeats the wish with these notches as `agreed`."""

    rule: str
    wish: Wish
    wanted: Setting
    currency: str
    notches: int
    sticks: int


async def setting(session: AsyncSession, hangout_id: int, rule: str) -> Setting:
    """What a rule gives in a hangout now."""
    row = await rulebook.setting(session, hangout_id, rule)
    return RULES[rule].usual if row is None else Setting(row.notches, row.active, row.step)


async def book(hub: Hub, person_id: int, hangout_id: int) -> Rulebook:
    """The hangout's rules for an owner."""
    async with hub.db.read() as session:
        return await _book(session, await owned(session, person_id, hangout_id))


async def _book(session: AsyncSession, hangout: Hangout) -> Rulebook:
    changed = {row.rule: row for row in await rulebook.changed(session, hangout.id or 0)}
    rules = {
        rule: Setting(changed[rule].notches, changed[rule].active, changed[rule].step)
        if rule in changed
        else RULES[rule].usual
        for rule in RULES
    }
    limits = {field: getattr(hangout, field) for field in LIMITS}
    return Rulebook(rules, limits, hangout.currency, hangout.stick_length, hangout.lucky_permille)


async def change(
    hub: Hub, person_id: int, hangout_id: int, rule: str, wish: Wish, *, agreed: int = 0
) -> Rulebook | Sure:
    """Changes a rule. One that would give away more than the hangout's owner wants to be asked about, and more than
    before, is answered with `Sure` until so many notches a day are `agreed` to.

    BadNumber for a value out of bounds, NotFound for what the rule does not have.
    """
    _check(rule, wish)
    deeds = await _deeds(hub, person_id, hangout_id, rule)
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        before = await setting(session, hangout_id, rule)
        after = _wished(before, wish)
        if sure := _sure(hangout, deeds, before, after, agreed):
            return Sure(rule, wish, after, hangout.currency, sure, sure // hangout.stick_length)
        if after != before:
            await rulebook.write(session, {"hangout_id": hangout_id, "rule": rule} | after._asdict())
            _note(session, hub, hangout, person_id, rule, before, after)
        return await _book(session, hangout)


def _check(rule: str, wish: Wish) -> None:
    if rule not in RULES or (wish.step is not None and not RULES[rule].money):
        raise NotFound
    if wish.notches is not None and rule in NAMED_EACH_TIME:
        raise NotFound
    if wish.notches is not None and not 1 <= wish.notches <= RULES[rule].most:
        raise BadNumber(least=1, most=RULES[rule].most)
    if wish.step is not None and not 0 <= wish.step <= MOST:
        raise NotFound


def _wished(before: Setting, wish: Wish) -> Setting:
    return Setting(
        before.notches if wish.notches is None else wish.notches,
        before.active if wish.active is None else wish.active,
        before.step if wish.step is None else wish.step or None,
    )


def _sure(hangout: Hangout, deeds: rates.Deeds, before: Setting, after: Setting, agreed: int) -> int:
    """The notches a day that the owner has to be asked about; 0 if there is nothing to ask."""
    often = rates.rate(deeds, after, hangout.currency)
    gives = rates.given(after, often)
    more = gives > rates.given(before, rates.rate(deeds, before, hangout.currency))
    shown = rates.about(gives)
    asks = more and shown > agreed and needs_second_tap(after.notches, often, hangout.sure_above)
    return shown if asks else 0


async def _deeds(hub: Hub, person_id: int, hangout_id: int, rule: str) -> rates.Deeds:
    """What was done of late, looked up beside the writer: it can be much."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        zone = hangout.timezone
        first, days = rates.window(local_day(hub.now(), zone), local_day(hangout.created_at, zone))
        return rates.Deeds(days, await rulebook.deeds(session, hangout_id, rule, midnight(first, zone)))


def _note(
    session: AsyncSession, hub: Hub, hangout: Hangout, person_id: int, rule: str, before: Setting, after: Setting
) -> None:
    key = hangout.id or 0
    if after.notches != before.notches:
        note(session, hub, key, person_id, "rule_value", rule=rule, before=before.notches, after=after.notches)
    if after.active != before.active:
        note(session, hub, key, person_id, "rule_switched", rule=rule, on=after.active)
    if after.step != before.step:
        steps = {"before": before.step, "after": after.step, "currency": hangout.currency}
        note(session, hub, key, person_id, "rule_step", rule=rule, **steps)


def number(text: str, least: int, most: int) -> int:
    """A whole number as people type it, in any digits, with or without separators. BadNumber for anything else."""
    plain = text.strip().translate(str.maketrans("", "", ",٬،\u200c"))
    if not plain.isdecimal() or len(plain) > 9 or not least <= int(plain) <= most:
        raise BadNumber(least=least, most=most)
    return int(plain)


async def limit(hub: Hub, person_id: int, hangout_id: int, field: str, value: int | None) -> Rulebook:
    """Sets a ceiling or a limit; None takes a ceiling away. BadNumber out of bounds."""
    if field not in LIMITS or (value is None and not LIMITS[field].optional):
        raise NotFound
    if value is not None and not LIMITS[field].least <= value <= LIMITS[field].most:
        raise BadNumber(least=LIMITS[field].least, most=LIMITS[field].most)
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        before = getattr(hangout, field)
        if value != before:
            setattr(hangout, field, value)
            session.add(hangout)
            note(session, hub, hangout_id, person_id, "limit_changed", limit=field, before=before, after=value)
            await session.flush()
        return await _book(session, hangout)


async def currency(hub: Hub, person_id: int, hangout_id: int, code: str) -> Rulebook:
    """Sets the currency. Amounts that were set keep their worth between toman and rial; any other change waits until
    purchases go by visits (CurrencyCounts), is not possible once something was sold on credit (CurrencyOwed), and
    takes back how much each may owe."""
    if code not in CURRENCIES:
        raise NotFound
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        before = hangout.currency
        if CURRENCIES[code].family != CURRENCIES[before].family:
            await _free_of_money(session, hangout)
        if code != before:
            hangout.currency = code
            session.add(hangout)
            note(session, hub, hangout_id, person_id, "currency_changed", before=before, after=code)
            await session.flush()
        return await _book(session, hangout)


async def _free_of_money(session: AsyncSession, hangout: Hangout) -> None:
    key = hangout.id or 0
    if any(row.step is not None for row in await rulebook.changed(session, key)):
        raise CurrencyCounts(currency=hangout.currency)
    if await rulebook.owing(session, key):
        raise CurrencyOwed(currency=hangout.currency)
    hangout.credit_confirm = hangout.credit_limit = 0
    await rulebook.forget_credit_limits(session, key)
