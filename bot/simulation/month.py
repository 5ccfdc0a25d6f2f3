"""A month of life for the sandbox: the example's hangout opens thirty days ago, and its days pass until now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from aiogram import Bot

from bot.simulation.clock import Moments
from bot.simulation.people import Habits, person, population
from bot.simulation.stage import TAGS, front_of
from bot.simulation.voices import Voices
from handlers.hangout import connect
from handlers.screens import Screen
from hub.context import Hub
from hub.daily import posts, rounds
from hub.days import day_in_play, local_day, midnight, opening
from hub.habit import tags
from hub.habit.streak import Span
from hub.hangout import hangouts, settings, setup
from hub.hangout.hangouts import HangoutView
from hub.person import people
from hub.person.people import Seen
from hub.reward import rewards
from hub.reward.rewards import Draft
from hub.scenario import scenarios
from locales.month_of_life import month_of_life
from locales.topics import topics
from locales.voice import Voice, voice
from storage import rounds as stored
from storage.database import Database

DAYS, OTHERS, SEED = 30, 100, 1405
SCENARIO = "gathering"  # it has something of everything: a shared stick, an extra notch now and then
OPENS = timedelta(hours=8)  # after midnight
ASKS = 0.2  # those among whom talk to the bot that asked for cues
WAKES = 9  # days since one of the people was there last, so that a welcome back is to be seen
PEOPLE: tuple[dict[str, Any], ...] = (
    {"keen": 0.7, "minute": 20 * 60, "buys": 0.0},
    {"keen": 1.0, "minute": 21 * 60, "buys": 0.1},
    {"keen": 0.6, "minute": 19 * 60 + 40, "place": "group"},
    {"keen": 0.8, "minute": 23 * 60},
    {"keen": 0.9, "minute": 20 * 60 + 30, "buys": 0.2},
    {"keen": 0.5, "minute": 9 * 60},
    {"keen": 0.4, "minute": 22 * 60},
)
"""What the example's own people are like, its owner first."""
SLEEPER = 3


@dataclass(frozen=True, slots=True)
class Example:
    """The example's people, the owner first, and the owner's channel and group."""

    people: Sequence[Seen]
    chats: dict[str, int]

    @property
    def owner(self) -> Seen:
        """Whose hangout it is."""
        return self.people[0]


async def had_questions(hub: Hub, person_id: int) -> bool:
    """Whether a hangout of the person's has had a question, or another one than a draft is theirs."""
    for view in await hangouts.owned_by(hub, person_id):
        async with hub.db.read() as session:
            if await stored.last_run(session, rounds.JOB, view.id) is not None:
                return True
    return False


async def live(hub: Hub, bot: Bot, example: Example) -> None:
    """Everything up to now; then today's question waits to come for real, or is put on if its hour is still to come.

    The product must be closed meanwhile: its clock is not in the past.
    """
    clock, db = Moments(hub.now()), Database(hub.db.url.render_as_string(hide_password=False), durable=False)
    past = replace(hub, db=db, now=clock.now, wake=lambda: None)
    await db.start()
    try:
        view = await _opened(past, clock, bot, example)
        await _pass(past, clock, hub, view, example)
    finally:
        await db.stop()


async def _opened(past: Hub, clock: Moments, bot: Bot, example: Example) -> HangoutView:
    """The wizard's steps as the owner would take them, the rights of both in each chat looked at as always."""
    owner = example.owner
    clock.at = midnight(local_day(clock.at, past.timezone) - timedelta(days=DAYS), past.timezone) + OPENS
    await people.meet(past, owner)
    draft = await setup.begin(past, owner)
    v = voice(draft.language)
    for place, chat_id in example.chats.items():
        facts = await connect.check(bot, v, owner.id, draft.id, place, chat_id)
        if isinstance(facts, Screen):
            raise RuntimeError(f"the bot can not work in the example's {place}")
        await setup.register_chat(past, owner.id, draft.id, facts)
    await settings.change(past, owner.id, draft.id, "reward", v.tell("A tea on us"))
    opened = await setup.open_hangout(past, owner.id, draft.id)
    await people.drop_wizard(past, owner.id)
    await _furnish(past, owner.id, opened.id, v)
    return opened


async def _furnish(past: Hub, owner_id: int, hangout_id: int, v: Voice) -> None:
    """What an owner would have set up in the first days."""
    await scenarios.apply(past, owner_id, hangout_id, SCENARIO)
    for title, notches in ((v.tell("A pastry with your tea"), "5"), (v.tell("Ten percent off your next visit"), "20")):
        await rewards.add(past, owner_id, hangout_id, Draft(title, notches), once=f"month:{notches}")
    for key, name in list(topics(v.language).items())[:TAGS]:
        await tags.choose(past, owner_id, hangout_id, key, name)


async def _pass(past: Hub, clock: Moments, hub: Hub, view: HangoutView, example: Example) -> None:
    zone, now = view.timezone, hub.now()
    first, today = local_day(clock.at, zone), local_day(now, zone)
    comes_by_itself = day_in_play(now, view.opens_minute, zone) == today
    town = await front_of(past, clock, view.id, example.owner.id, _habits(example, first, today, view.language))
    town.evening = Voices(month_of_life(view.language), first).evening
    town.until = opening(today, view.opens_minute, zone) - timedelta(seconds=1) if comes_by_itself else now
    await town.live(first, (today - first).days + 1)
    present = replace(past, now=hub.now)
    if not comes_by_itself:
        await rounds.open_now(present, example.owner.id, view.id)
    while behind := await posts.stale(present):
        for post in behind:
            await posts.gone(present, post)  # no message of the past stands in the chats


def _habits(example: Example, first: date, today: date, language: str) -> list[Habits]:
    own = [_own(seen, number, first, today) for number, seen in enumerate(example.people)]
    return own + population(SEED, first, DAYS, OTHERS, language, asks=ASKS)


def _own(seen: Seen, number: int, first: date, today: date) -> Habits:
    """One of the example's people: there from the first day on, in the channel or the group. One has been away."""
    away = (Span(today - timedelta(days=WAKES), today),) if number == SLEEPER else ()
    like = PEOPLE[number] if number < len(PEOPLE) else {}
    steady: dict[str, Any] = {"place": "channel", "opens": False, "cues": False, "tells": False, "quits": 0.0}
    steady |= {"joins": first, "away": away, "spread": 20.0, "week": (1.0,) * 7}
    return replace(person(f"{SEED}:own:{number}", seen, first, DAYS), **steady | like)
