"""Deed -> notches, with the key that lets it act once. Pure functions in one registry."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple


class Setting(NamedTuple):
    """What a deed is worth in a hangout. `step`: the notches are cut for every so much money spent (in the smallest
    unit of the hangout's currency); None for every visit."""

    notches: int
    active: bool = True
    step: int | None = None


class Cut(NamedTuple):
    """Notches for a deed. The same `once_key` never cuts twice for one member.

    `by_id` is the staff person who cut it, `reverses` the entry that it takes back, `note` a reason for the member.
    """

    rule: str
    notches: int
    once_key: str
    by_id: int | None = None
    reverses: int | None = None
    note: str | None = None


def vote(setting: Setting, round_id: int) -> Cut:
    """The first answer of a member in a round; moving it later is the same deed."""
    return Cut("vote", setting.notches, f"vote:{round_id}")


def lucky(round_id: int) -> Cut:
    """The draw of a round hit the member's vote; how often it does is the hangout's own chance, not a rule's value."""
    return Cut("lucky", 1, f"lucky:{round_id}")


def purchase(setting: Setting, visit: str, amount: int | None, by_id: int, note: str | None = None) -> Cut:
    """A visit to the shop, `visit` being what was scanned or tapped there. Money that does not fill a step is not
    carried over."""
    times = 1 if setting.step is None else (amount or 0) // setting.step
    return Cut("purchase", setting.notches * times, f"purchase:{visit}", by_id, note=note)


def idea(setting: Setting, what: str, by_id: int | None = None, note: str | None = None) -> Cut:
    """An idea of the member's was accepted: by staff, or by everybody's decision."""
    return Cut("idea", setting.notches, f"idea:{what}", by_id, note=note)


def need(setting: Setting, what: str, by_id: int | None = None, note: str | None = None) -> Cut:
    """The member met another member's need: by that member's word, or by staff's."""
    return Cut("need", setting.notches, f"need:{what}", by_id, note=note)


def milestone(setting: Setting, began: date, days: int) -> Cut:
    """So many days in a row, in the streak that began on a local day."""
    return Cut("milestone", setting.notches, f"milestone:{began.isoformat()}:{days}")


def thanks(setting: Setting, what: str, by_id: int | None = None, note: str | None = None) -> Cut:
    """Somebody thanked the member."""
    return Cut("thanks", setting.notches, f"thanks:{what}", by_id, note=note)


def gift(notches: int, what: str, by_id: int, note: str) -> Cut:
    """Given by staff, for a reason of their own."""
    return Cut("gift", notches, f"gift:{what}", by_id, note=note)


class Rule(NamedTuple):
    """`usual` holds until the owner changes it; `most` is the largest value; `money`: may go by amount spent."""

    deed: Callable[..., Cut]
    usual: Setting
    most: int = 100
    money: bool = False


RULES: dict[str, Rule] = {
    "vote": Rule(vote, Setting(1)),
    "purchase": Rule(purchase, Setting(1), money=True),
    "idea": Rule(idea, Setting(3)),
    "need": Rule(need, Setting(2)),
    "milestone": Rule(milestone, Setting(3)),
    "thanks": Rule(thanks, Setting(1)),
    "gift": Rule(gift, Setting(1)),
}
CAPPED = frozenset(RULES) - {"gift"} | {"lucky"}
"""What the ceilings hold back; a gift is somebody's own decision."""
SHARED = frozenset(RULES) | {"correction", "lucky"}
"""What counts toward a shared stick: everything but the handling of rewards."""


def setting(changed: Mapping[str, Setting], rule: str) -> Setting:
    """A rule's setting in a hangout, given the ones that its owner changed."""
    return changed.get(rule, RULES[rule].usual)


def needs_second_tap(notches: int, deeds_a_day: float, sure_above: int) -> bool:
    """Whether a value would give away more notches a day than the hangout's owner wants to be asked about."""
    return notches * max(deeds_a_day, 1) > sure_above
