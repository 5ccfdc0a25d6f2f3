"""What is told of credit outside of a conversation: notices, lines of the history, and refusals in words."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from handlers import errors
from handlers.credit.member import Owing, word_keys
from handlers.credit.screens import noted, since, what
from handlers.habit.budget import PARTS
from handlers.hangout import history
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.replies import key, rows
from hub.context import Hub
from hub.credit import book as credit_book
from hub.credit import charges
from hub.credit.accounts import AccountView
from hub.credit.charges import ChargeView
from hub.outbox import Parcel
from hub.person import people
from locales.voice import Voice, voice


async def _written(desk: Desk, parcel: Parcel) -> Letter:
    """Something stands on the member's stick that did not before."""
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    line, account = await credit_book.line(desk.hub, parcel.payload["entry_id"])
    head = v.say("<b>Credit · {title}</b>", title=account.title)
    done = v.frame("{what}", what=what(v, line, account.currency))
    owed = (
        v.say("You owe <b>{owed}</b> now.", owed=v.money(line.owed, account.currency))
        if line.owed
        else v.say("The account is clear. Thank you.")
    )
    text = Markup("\n").join([head, done, *noted(v, line.note), owed])
    return Letter(text, rows([_mine(v, account)]), silent=True)


async def _waits(desk: Desk, parcel: Parcel) -> Letter | None:
    """A charge that needs the member's word; None when it has it, or its day is over."""
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    charge = await charges.view(desk.hub, parcel.payload["charge_id"])
    account = charge.account
    mine = next((found for found in account.waiting if found.id == charge.id), None)
    if mine is None:
        return None
    text = v.say(
        "<b>Credit · {title}</b>\n{by} notes {amount} on your credit stick. Is it right?",
        title=account.title,
        by=charge.by,
        amount=v.money(charge.amount, account.currency),
    )
    then = v.say(
        "You would owe {owed}. Your word counts until {when}; without it nothing is written.",
        owed=v.money(account.owed + charge.amount, account.currency),
        when=v.when(mine.expires_at, account.timezone, desk.hub.now()),
    )
    return Letter(Markup("\n").join([text, *noted(v, charge.note), then]), rows(word_keys(v, charge.id)))


async def _answered(desk: Desk, parcel: Parcel) -> Letter:
    """For whoever charged it: how it ended."""
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    charge = await charges.view(desk.hub, parcel.payload["charge_id"])
    return Letter(Markup("\n").join([ENDS[charge.state](v, charge), *noted(v, charge.note)]), silent=True)


def _about(v: Voice, charge: ChargeView) -> dict[str, Any]:
    return {"name": charge.account.name, "amount": v.money(charge.amount, charge.account.currency)}


ENDS: dict[str, Callable[[Voice, ChargeView], Markup]] = {
    "confirmed": lambda v, c: v.say("✓ {name} confirmed {amount}; it is written.", **_about(v, c)),
    "refused": lambda v, c: v.say("{name} says that {amount} is not theirs; nothing was written.", **_about(v, c)),
    "lapsed": lambda v, c: v.say(
        "No word came from {name} on {amount} in time; nothing was written. You can note it again.", **_about(v, c)
    ),
}


async def _reminder(desk: Desk, parcel: Parcel) -> Letter | None:
    """The owner's kind word; None when the debt was paid meanwhile."""
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    account = await credit_book.account(desk.hub, parcel.payload["member_id"])
    text = reminder(v, desk.hub, account)
    return Letter(text, rows([_mine(v, account)])) if account.owed else None


def reminder(v: Voice, hub: Hub, account: AccountView) -> Markup:
    """What a member reads when the owner thinks of their account."""
    return v.say(
        "Hello {name}, we at {title} thought of you.\n"
        "On your credit stick there is {amount}, since {day}. Whenever you pass by and it suits you, we clear it "
        "together.\n"
        "If you have paid and we forgot to write it, tell us; the slip is ours. Thank you for being with us.",
        name=account.name,
        title=account.title,
        amount=v.money(account.owed, account.currency),
        day=since(v, hub, account, account.since or hub.now()),
    )


def _mine(v: Voice, account: AccountView) -> Any:
    return key(v.tell("My credit stick"), Owing(member=account.member_id, page=0).pack())


NOTICES |= {
    "credit_written": _written,
    "charge_waits": _waits,
    "charge_answered": _answered,
    "credit_reminder": _reminder,
}
PARTS["credit_written"] = lambda v, n: v.many("{n} line on a credit stick", "{n} lines on credit sticks", n)
PARTS["charge_waits"] = lambda v, n: v.many(
    "{n} sum on credit that waited for a word", "{n} sums on credit that waited for a word", n
)


def _money(v: Voice, about: dict[str, Any], name: str = "amount") -> str:
    return v.money(int(about.get(name, 0)), str(about.get("currency", "toman")))


history.LINES |= {
    "credit_on": lambda v, _, __: v.say("Credit was switched on."),
    "credit_off": lambda v, _, __: v.say("Credit was switched off."),
    "credit_usual": lambda v, _, a: v.say("The usual credit limit became {amount}.", amount=_money(v, a)),
    "credit_confirm": lambda v, _, a: v.say(
        "Credit above {amount} waits for the member’s word from then on.", amount=_money(v, a)
    ),
    "credit_member_limit": lambda v, _, a: v.say(
        "The credit limit of {name} became {amount}.", name=history.named(v, a["name"]), amount=_money(v, a)
    ),
    "credit_correction": lambda v, _, a: v.say(
        "What {name} owes was put right: {before} became {after}.",
        name=history.named(v, a["name"]),
        before=_money(v, a, "before"),
        after=_money(v, a, "after"),
    ),
    "credit_reminder": lambda v, _, a: v.say("A reminder went to {name}.", name=history.named(v, a["name"])),
}
errors.WORDS |= {
    "credit_off": lambda v, _: v.say("The shop does not sell on credit now."),
    "no_credit": lambda v, _: v.say("No credit limit is set for this member yet. An owner can set one."),
    "over_limit": lambda v, d: v.say(
        "That is over the limit: {left} can still go on credit.", left=_money(v, d, "left")
    ),
    "over_paid": lambda v, d: v.say("That is more than is owed. What is owed is {owed}.", owed=_money(v, d, "owed")),
    "nothing_owed": lambda v, _: v.say("Nothing is owed; the account is clear."),
    "debt_moved": lambda v, _: v.say("The account has changed meanwhile. Look at it once more, then write."),
    "reminded_today": lambda v, _: v.say("The reminder for this day is out or waits its turn. One a day is enough."),
    "out_of_reach": lambda v, _: v.say(
        "Private messages do not reach this member. A word at the next visit will do better."
    ),
}
