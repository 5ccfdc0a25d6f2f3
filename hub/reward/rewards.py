"""An owner's rewards: what notches are for. The `main` one costs a full stick and comes from the set-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.access import owned
from hub.context import Hub
from hub.errors import BadNumber, NotFound
from hub.hangout.settings import REWARD_LIMIT
from hub.reward.errors import TooManyRewards
from hub.wording import required
from storage import rewards
from storage.tables import Reward

LEAST_COST, MOST_COST = 1, 1000
LONGEST = 365  # days for which a claim may hold
MOST_STOCK = 100_000
MOST_REWARDS = 20
NO_END = ""
"""Written for a stock that has no end, and for no picture."""


@dataclass(frozen=True, slots=True)
class RewardView:
    """A reward. `cost` is in notches, `picture` Telegram's file id or empty, `stock` None where there is no end of it,
    `valid_days` how long a claim holds."""

    id: int
    hangout_id: int
    main: bool
    title: str
    cost: int
    picture: str
    stock: int | None
    valid_days: int
    active: bool

    @property
    def there(self) -> bool:
        """Whether it can be claimed by those who have the notches."""
        return self.active and self.stock != 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A reward with its figures: claims that wait to be fetched, that were handed over, and that lapsed."""

    reward: RewardView
    waiting: int
    handed: int
    lapsed: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A reward to be added; every value as it was typed or tapped."""

    title: str
    notches: str
    picture: str = NO_END
    stock: str = NO_END
    days: str = "30"


def number(value: str, least: int, most: int) -> int:
    """A whole number in any digits, thousands apart or not; BadNumber outside of the bounds."""
    plain = "".join(c for c in value.strip() if c not in ",٬_ \u00a0\u202f")
    if not plain.isdecimal() or len(plain) > 9 or not least <= int(plain) <= most:
        raise BadNumber(least=least, most=most)
    return int(plain)


def _stock(value: str) -> int | None:
    return None if value == NO_END else number(value, 0, MOST_STOCK)


FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "title": ("title", lambda value: required(value, REWARD_LIMIT)),
    "notches": ("notches", lambda value: number(value, LEAST_COST, MOST_COST)),
    "picture": ("picture", lambda value: value or None),
    "stock": ("stock", _stock),
    "days": ("valid_days", lambda value: number(value, 1, LONGEST)),
}
"""What an owner may change: the column, and how what they gave becomes its value."""


def check(field: str, value: str) -> str:
    """The value as it was given, once it is known to fit; a HubError says what is wrong with it."""
    FIELDS[field][1](value)
    return value


def view(reward: Reward) -> RewardView:
    """A reward of its row."""
    return RewardView(
        id=reward.id or 0,
        hangout_id=reward.hangout_id,
        main=reward.main,
        title=reward.title,
        cost=reward.notches,
        picture=reward.picture or "",
        stock=reward.stock,
        valid_days=reward.valid_days,
        active=reward.active,
    )


async def add(hub: Hub, person_id: int, hangout_id: int, draft: Draft, *, once: str) -> RewardView:
    """A new reward of the owner's; a repeated `once` finds the one that it added."""
    key = f"{person_id}:{hangout_id}:{once}"
    values = {column: parse(getattr(draft, field)) for field, (column, parse) in FIELDS.items()}
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        if before := await rewards.by_once(session, key):
            return view(before)
        if len(await rewards.of_hangout(session, hangout_id)) >= MOST_REWARDS:
            raise TooManyRewards(limit=MOST_REWARDS)
        made = Reward(hangout_id=hangout_id, created_at=hub.now(), once_key=key, **values)
        session.add(made)
        await session.flush()
        about = {"title": made.title, "notches": made.notches}
        history.note(session, hub, hangout_id, person_id, "reward_added", **about)
        return view(made)


async def change(hub: Hub, person_id: int, reward_id: int, field: str, value: str) -> RewardView:
    """Writes one thing about a reward. Claims that were made keep their own title, cost and time.

    A full stick's reward costs what the stick's length says; that is changed in the hangout's settings.
    """
    if field not in FIELDS:
        raise NotFound
    column, parse = FIELDS[field]
    fresh = parse(value)
    async with hub.db.begin() as session:
        reward = await _owned(session, person_id, reward_id)
        if reward.main and field == "notches":
            raise NotFound
        before = getattr(reward, column)
        if field == "stock":
            reward.restocks += 1
        if before != fresh:
            setattr(reward, column, fresh)
            _note(session, hub, person_id, reward, field, before)
        session.add(reward)
        return view(reward)


def _note(session: AsyncSession, hub: Hub, person_id: int, reward: Reward, field: str, before: Any) -> None:
    """In the history; a picture is only said to be there or not."""
    after = getattr(reward, FIELDS[field][0])
    seen = (bool(before), bool(after)) if field == "picture" else (before, after)
    about = {"title": reward.title, "field": field, "before": seen[0], "after": seen[1]}
    history.note(session, hub, reward.hangout_id, person_id, "reward_changed", **about)


async def offer(hub: Hub, person_id: int, reward_id: int, *, active: bool) -> RewardView:
    """Offers a reward, or stops offering it: what was claimed stays claimed."""
    async with hub.db.begin() as session:
        reward = await _owned(session, person_id, reward_id)
        if reward.active != active:
            reward.active = active
            what = "reward_resumed" if active else "reward_paused"
            history.note(session, hub, reward.hangout_id, person_id, what, title=reward.title)
            session.add(reward)
        return view(reward)


async def kept(hub: Hub, person_id: int, hangout_id: int) -> list[Kept]:
    """The hangout's rewards with their figures, for its owner: that for a full stick first, then the cheapest on."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        return await _counted(session, list(await rewards.of_hangout(session, hangout_id)))


async def one(hub: Hub, person_id: int, reward_id: int) -> Kept:
    """One reward with its figures, for the hangout's owner."""
    async with hub.db.read() as session:
        found = await rewards.reward(session, reward_id)
        if found is None:
            raise NotFound
        await owned(session, person_id, found.hangout_id)
        return (await _counted(session, [found]))[0]


async def _counted(session: AsyncSession, found: list[Reward]) -> list[Kept]:
    counts = await rewards.counts(session, [reward.id or 0 for reward in found])

    def count(reward: Reward, state: str) -> int:
        return counts.get((reward.id or 0, state), 0)

    return [
        Kept(view(reward), count(reward, "open"), count(reward, "redeemed"), count(reward, "expired"))
        for reward in found
    ]


async def _owned(session: AsyncSession, person_id: int, reward_id: int) -> Reward:
    """The reward, locked after its hangout, for the hangout's owner."""
    hangout_id = await rewards.hangout_of(session, reward_id)
    if hangout_id is None:
        raise NotFound
    await owned(session, person_id, hangout_id, lock=True)
    found = await rewards.reward(session, reward_id, lock=True)
    if found is None:
        raise NotFound
    return found
