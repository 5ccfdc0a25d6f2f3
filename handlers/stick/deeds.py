"""What an entry of the ledger was for, in words: one line for each rule. Statements, files and notices share them."""

import re
from collections.abc import Callable

from hub.money import CURRENCIES
from hub.stick.statement import Deed
from locales.voice import Spoken, Voice

SUM = re.compile(r"(\d{1,16}) ([A-Za-z]{2,10})")

RULES: dict[str, Callable[[Voice], Spoken]] = {
    "vote": lambda v: v.tell("An answer to the daily question"),
    "lucky": lambda v: v.tell("A lucky notch, from the draw"),
    "purchase": lambda v: v.tell("A purchase"),
    "idea": lambda v: v.tell("An idea that was accepted"),
    "need": lambda v: v.tell("A need that was met"),
    "milestone": lambda v: v.tell("Days in a row"),
    "thanks": lambda v: v.tell("Thanks from somebody"),
    "gift": lambda v: v.tell("A gift"),
    "correction": lambda v: v.tell("A correction"),
    "claim": lambda v: v.tell("Reward asked for"),
    "redeem": lambda v: v.tell("Reward handed over"),
    "undo": lambda v: v.tell("Hand-over undone"),
    "expired": lambda v: v.tell("Reward not fetched, its notches returned"),
}


def rule(v: Voice, deed: Deed, back: Deed | None = None) -> Spoken:
    """The deed's kind; `back` is what a correction takes back. A rule of another version is called an entry."""
    if back is not None and deed.rule == "correction":
        return v.tell("“{what}” taken back", what=rule(v, back))
    return RULES[deed.rule](v) if deed.rule in RULES else v.tell("An entry")


def noted(v: Voice, deed: Deed) -> Spoken | str:
    """What was noted with it: the money of a purchase, a reward's title, staff's reason; empty where nothing was."""
    money = SUM.fullmatch(deed.note or "")
    if deed.rule == "purchase" and money and money[2] in CURRENCIES:
        return v.money(int(money[1]), money[2])
    return deed.note or ""


def words(v: Voice, deed: Deed, back: Deed | None = None) -> Spoken:
    """Both in one line."""
    note = noted(v, deed)
    return v.tell("{what}: {note}", what=rule(v, deed, back), note=note) if note else rule(v, deed, back)
