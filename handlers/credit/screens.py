"""A credit account in words, for the member and for staff alike: both sides read the same statement."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hub.context import Hub
from hub.credit.accounts import AccountView, WaitingView
from hub.credit.book import LineView, Statement
from hub.days import local_day
from hub.errors import NotFound
from hub.money import CURRENCIES, MOST
from locales.voice import Spoken, Voice

KINDS: dict[str, Callable[[Voice, Spoken], Spoken]] = {
    "charge": lambda v, amount: v.tell("On credit: {amount}", amount=amount),
    "payment": lambda v, amount: v.tell("Paid: {amount}", amount=amount),
    "settle": lambda v, amount: v.tell("Settled: {amount}", amount=amount),
    "more": lambda v, amount: v.tell("Put right, more by {amount}", amount=amount),
    "less": lambda v, amount: v.tell("Put right, less by {amount}", amount=amount),
}


def what(v: Voice, line: LineView, currency: str) -> Spoken:
    """What an entry did."""
    corrected = "more" if line.amount > 0 else "less"
    return KINDS[corrected if line.kind == "correction" else line.kind](v, v.money(abs(line.amount), currency))


def standing(v: Voice, hub: Hub, account: AccountView) -> list[Markup]:
    """What the person who reads it owes."""
    if not account.since:
        return [v.say("You owe nothing."), *_limit(v, account)]
    owed, day = v.money(account.owed, account.currency), since(v, hub, account, account.since)
    return [v.say("You owe <b>{amount}</b>, since {day}.", amount=owed, day=day), *_limit(v, account)]


def standing_of(v: Voice, hub: Hub, account: AccountView) -> list[Markup]:
    """What a member owes, for staff."""
    if not account.since:
        return [v.say("Owes nothing."), *_limit(v, account)]
    owed, day = v.money(account.owed, account.currency), since(v, hub, account, account.since)
    return [v.say("Owes <b>{amount}</b>, since {day}.", amount=owed, day=day), *_limit(v, account)]


def _limit(v: Voice, account: AccountView) -> list[Markup]:
    if not account.on:
        return [v.say("Nothing more is sold on credit.")]
    if not account.ceiling:
        return [v.say("No limit is set yet, so nothing can go on credit.")]
    limit, left = v.money(account.ceiling, account.currency), v.money(account.left, account.currency)
    return [v.say("Limit: {limit}", limit=limit), v.say("Left below it: {left}", left=left)]


def since(v: Voice, hub: Hub, account: AccountView, at: datetime) -> Spoken:
    """A day of the account on the hangout's calendar."""
    return v.dated(local_day(at, account.timezone), local_day(hub.now(), account.timezone))


def waiting(v: Voice, hub: Hub, account: AccountView, charge: WaitingView) -> Markup:
    """A charge that waits, with what it was for."""
    until = v.when(charge.expires_at, account.timezone, hub.now())
    line = v.say("Waiting: {amount}, until {when}", amount=v.money(charge.amount, account.currency), when=until)
    return Markup("\n").join([line, *noted(v, charge.note)])


def noted(v: Voice, note: str | None) -> list[Markup]:
    """What staff wrote beside an amount."""
    return [v.say("“{note}”", note=note)] if note else []


def lines(v: Voice, hub: Hub, statement: Statement) -> list[Markup]:
    """The entries of a page, the newest first."""
    account = statement.account
    return [_line(v, hub, account, line) for line in statement.lines]


def _line(v: Voice, hub: Hub, account: AccountView, line: LineView) -> Markup:
    head = v.frame("<b>{what}</b>", what=what(v, line, account.currency))
    there = line.at.astimezone(ZoneInfo(account.timezone))
    about = v.say(
        "{day}, {hour} · {by}",
        day=since(v, hub, account, line.at),
        hour=v.clock(there.hour * 60 + there.minute),
        by=line.by or v.tell("somebody"),
    )
    owed = v.say("Owed then: {owed}", owed=v.money(line.owed, account.currency))
    return Markup("\n").join([head, about, *noted(v, line.note), owed])


PRESETS: dict[str, tuple[int, ...]] = {
    "iran": (500_000, 1_000_000, 2_000_000, 5_000_000),
    "TRY": (10_000, 20_000, 50_000, 100_000),
    "KWD": (1_000, 2_000, 5_000, 10_000),
}
USUAL = (500, 1_000, 2_000, 5_000)


def presets(currency: str) -> tuple[int, ...]:
    """Amounts that shops write often, in the smallest unit."""
    return PRESETS.get(CURRENCIES[currency].family, USUAL)


def tapped(value: str) -> int:
    """The number that a button of ours brought back; NotFound for anything else."""
    if not value.isascii() or not value.isdecimal() or len(value) > 16 or int(value) > MOST:
        raise NotFound
    return int(value)
