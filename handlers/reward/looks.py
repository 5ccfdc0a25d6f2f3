"""How rewards and claims are said: shared by the member's screens, the owner's, the counter's and the notices."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Number
from hub.reward.claims import ClaimView
from hub.reward.rewards import RewardView
from locales.voice import Spoken, Voice

FEW = 3  # pieces that are worth a word to members
BUTTON = 24  # letters of a title on a button that says something else too


class Want(CallbackData, prefix="want"):
    """A member wants a reward; asked again before notches are cut."""

    reward: Number


class Yes(CallbackData, prefix="claim"):
    """The member's word; `once` was made with the button, so that two taps are one claim."""

    reward: Number
    once: str


class Fetch(CallbackData, prefix="fetch"):
    """Show a claim's ticket; `anew`: another one in its place."""

    claim: Number
    anew: bool = False


class Shelf(CallbackData, prefix="rewards"):
    """The member's rewards in a hangout."""

    hangout: Number


class Prize(CallbackData, prefix="prize"):
    """A screen or an act of the owner's about a reward (0: a new one); the acts stand in handlers.reward.panel."""

    hangout: Number
    reward: Number
    act: str


class Give(CallbackData, prefix="give"):
    """A value tapped for something about a reward (0: the one that is being added)."""

    hangout: Number
    reward: Number
    field: str
    value: str


class Regret(CallbackData, prefix="regret"):
    """Take a hand-over back: which one of the claim's."""

    claim: Number
    times: Number


def notches(v: Voice, n: int) -> Spoken:
    """So many notches."""
    return v.many("{n} notch", "{n} notches", n)


def short(title: str) -> str:
    """A title cut to stand on a button beside other words."""
    return title if len(title) <= BUTTON else title[: BUTTON - 1].rstrip() + "…"


def last_day(at: datetime, timezone: str) -> date:
    """The last local day of something that ends at a moment, which is a midnight as a rule."""
    return (at - timedelta(milliseconds=1)).astimezone(ZoneInfo(timezone)).date()


def until(v: Voice, claim: ClaimView) -> Spoken:
    """The last day on which a claim can be fetched."""
    return v.date(last_day(claim.expires_at, claim.timezone))


def stock(v: Voice, reward: RewardView) -> Spoken | None:
    """What is left, where that is worth a word to members."""
    if reward.stock is None or reward.stock > FEW:
        return None
    return v.many("{n} left", "{n} left", reward.stock) if reward.stock else v.tell("none left for now")
