"""A store to throw away, and a hangout on it that is opened as any other."""

import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.simulation.clock import Moments
from bot.simulation.people import Habits
from bot.simulation.town import Regular, Town
from hub.context import Hub
from hub.days import midnight
from hub.habit import tags
from hub.hangout import hangouts, settings, setup
from hub.hangout.setup import ChatFacts
from hub.person.people import Seen
from hub.reward import rewards
from hub.scenario import scenarios
from hub.scenario.draw import LENGTH
from locales.bank import bank
from locales.topics import topics
from locales.voice import languages
from storage.database import Database
from storage.tables import Hangout

ZONE = "Asia/Tehran"
OWNER = Seen(7_900_000_000, "Owner")
CHATS = {"channel": -1_007_900_000_001, "group": -1_007_900_000_002}
TAGS = 8  # topics of the shipped list that the owner makes tags of
MEMORY = "/dev/shm"  # noqa: S108  # a folder of its own is made in it


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated: so many local days from `first` on, under a scenario, or under none."""

    seed: int
    first: date
    days: int
    language: str
    scenario: str | None = None


@contextmanager
def throw_away() -> Iterator[str]:
    """The address of a database that is gone afterwards; in memory where the machine has such a folder."""
    with TemporaryDirectory(prefix="patogh-", dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        yield f"sqlite+aiosqlite:///{Path(folder) / 'simulation.db'}"


@asynccontextmanager
async def town_of(url: str, plan: Plan, habits: Sequence[Habits]) -> AsyncIterator[Town]:
    """The people in front of an open hangout, at midnight of the first day."""
    clock, db = Moments(midnight(plan.first, ZONE)), Database(url, durable=False)
    await db.start()
    try:
        hub = Hub(
            db=db,
            now=clock.now,
            languages=languages(),
            language=plan.language,
            timezone=ZONE,
            bank=bank,
            wake=lambda: None,
        )
        yield await _opened(hub, clock, plan, habits)
    finally:
        await db.stop()


async def _opened(hub: Hub, clock: Moments, plan: Plan, habits: Sequence[Habits]) -> Town:
    draft = await setup.begin(hub, OWNER)
    for place, chat_id in CHATS.items():
        await setup.register_chat(hub, OWNER.id, draft.id, ChatFacts(chat_id, place, "Simulation", None))
    await settings.change_language(hub, OWNER.id, draft.id, plan.language)
    await settings.change(hub, OWNER.id, draft.id, "reward", "Reward")
    await _settle_luck(hub, draft.id, plan)
    opened = await setup.open_hangout(hub, OWNER.id, draft.id)
    if plan.scenario is not None:
        await scenarios.apply(hub, OWNER.id, opened.id, plan.scenario)
    for key, name in list(topics(plan.language).items())[:TAGS]:
        await tags.choose(hub, OWNER.id, opened.id, key, name)
    return await front_of(hub, clock, opened.id, OWNER.id, habits)


async def front_of(hub: Hub, clock: Moments, hangout_id: int, owner_id: int, habits: Sequence[Habits]) -> Town:
    """People in front of a hangout that is open."""
    opened = await hangouts.of_owner(hub, owner_id, hangout_id)
    full = next(kept.reward for kept in await rewards.kept(hub, owner_id, hangout_id) if kept.reward.main)
    chosen = await tags.of_owner(hub, owner_id, hangout_id)
    return Town(hub, clock, opened, owner_id, full, [Regular(one) for one in habits], chosen)


async def _settle_luck(hub: Hub, hangout_id: int, plan: Plan) -> None:
    """The draw's chain comes from the seed, so that luck is the same each time: elsewhere nobody may know it."""
    async with hub.db.begin() as session:
        hangout = await session.get_one(Hangout, hangout_id)
        hangout.draw_seed = hashlib.sha256(f"simulation:{plan.seed}".encode()).digest()
        hangout.draw_left = max(LENGTH, plan.days + 1)
        session.add(hangout)
