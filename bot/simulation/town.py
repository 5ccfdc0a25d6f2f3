"""A hangout and its people, day after day, by the simulation's clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from bot.simulation import deeds
from bot.simulation.ballots import Where, ballot
from bot.simulation.clock import Moments
from bot.simulation.people import Habits
from bot.simulation.post import Post
from bot.simulation.will import Mood, Scene, chance, missed, stayed
from hub import clockwork
from hub.context import Hub
from hub.daily import rounds
from hub.daily.ballots import ACTS, Outcome
from hub.daily.kinds import KINDS
from hub.daily.rounds import RoundView
from hub.daily.votes import cast
from hub.days import opening
from hub.habit.tags import Tag
from hub.hangout.hangouts import HangoutView
from hub.outbox import Parcel
from hub.reward.rewards import RewardView
from hub.scenario import scenarios
from hub.together import goals
from locales.scenarios import scenarios as told
from storage import rounds as stored
from storage.tables import Hangout

SLOT = 60  # minutes between two looks at who acts
DAWN, DAY = 6 * 60, 24 * 60  # nobody is up before
EVENING = 18 * 60
CUES = frozenset({"cue", "letter"})
"""Kinds of private letters that may bring somebody."""
WEEK = 7
SHY = -0.5  # the taste for writing from which on a link is followed
LATER = 20  # minutes after a question comes, for those who had answered the one before


@dataclass(slots=True, eq=False)
class Regular:
    """A person with their mood. `claim`: a reward that waits for them; `settled`: they have talked to the bot and were
    asked what it asks of newcomers."""

    habits: Habits
    mood: Mood = field(default_factory=Mood)
    claim: int | None = None
    settled: bool = False


@dataclass(slots=True)
class Town:
    """An open hangout, its owner, what a full stick is worth, and who comes. `until`: nothing is done later than this
    moment (aware UTC). `evening`: what else happens each day, at EVENING."""

    hub: Hub
    clock: Moments
    hangout: HangoutView
    owner_id: int
    reward: RewardView
    regulars: Sequence[Regular]
    tags: Sequence[Tag] = ()
    until: datetime | None = None
    evening: Callable[[Town, date], Awaitable[None]] | None = None
    post: Post = field(init=False)
    asked: RoundView | None = None
    where: Where | None = None
    topics: Sequence[str] = ()
    plan: dict[int, list[Regular]] = field(default_factory=dict)
    by_id: dict[int, Regular] = field(init=False)

    def __post_init__(self) -> None:
        self.post = Post(self.hub)
        self.by_id = {regular.habits.seen.id: regular for regular in self.regulars}

    async def live(self, first: date, days: int) -> None:
        """So many local days, from one on."""
        for number in range(days):
            if number % WEEK == 0:
                await self._plan_week()
            await self.day(first + timedelta(days=number))

    async def _plan_week(self) -> None:
        """The owner starts the shared stick that the scenario proposes, if there is to be one and none is on."""
        tuning = await scenarios.now(self.hub, self.owner_id, self.hangout.id)
        if tuning.scenario is None:
            return
        proposed = (await scenarios.preview(self.hub, self.owner_id, self.hangout.id, tuning.scenario)).shared
        if proposed is not None:
            title = told(self.hangout.language)[tuning.scenario].shared
            await goals.start(self.hub, self.owner_id, self.hangout.id, proposed.target, proposed.last_day, title)

    async def day(self, day: date) -> None:
        """One local day: who comes is settled in the morning, when, by each one's habits."""
        async with self.hub.db.read() as session:
            hangout = await session.get_one(Hangout, self.hangout.id)
        scene = self._scene(hangout, day)
        self.plan = self._planned(scene)
        for minute in (0, *range(DAWN, DAY, SLOT)):
            moment = opening(day, minute, hangout.timezone)
            if self.until is not None and moment > self.until:
                return
            self.clock.at = max(moment, self.clock.at)
            await self._pass(minute)
            if comers := self.plan.pop(minute // SLOT, []):
                await self._act(comers, day, hangout.opens_minute, minute)
            if minute == EVENING and self.evening is not None:
                await self.evening(self, day)
                self.post.stirred = True
        for regular in self.regulars:
            if regular.mood.last != day:
                missed(regular.habits, regular.mood, scene, regular.habits.fortune(day).random())

    def _scene(self, hangout: Hangout, day: date) -> Scene:
        return Scene(
            day=day,
            together=hangout.together,
            lucky=hangout.lucky,
            far=hangout.far,
            permille=hangout.lucky_permille,
            length=hangout.stick_length,
            topics=self.topics,
        )

    def _planned(self, scene: Scene) -> dict[int, list[Regular]]:
        plan: dict[int, list[Regular]] = defaultdict(list)
        for regular in self.regulars:
            dice = regular.habits.fortune(scene.day)
            if dice.random() < chance(regular.habits, regular.mood, scene):
                minute = dice.gauss(regular.habits.minute, regular.habits.spread)
                plan[min(DAY - 1, max(DAWN, round(minute))) // SLOT].append(regular)
        return plan

    async def _pass(self, minute: int) -> None:
        """What the clock makes due happens, and what waits is delivered; some of those who get a cue will come."""
        done = await clockwork.run_due(self.hub)
        self.post.stirred |= bool(done)
        for letter in await self.post.settle():
            self._read(letter, minute)
        if done:
            await self._look()

    def _read(self, letter: Parcel, minute: int) -> None:
        """A cue brings some; others it only brings nearer to having enough of cues."""
        regular = self.by_id.get(letter.chat_id)
        if regular is None or letter.kind not in CUES:
            return
        heeds = regular.habits.heeds * (0.1 if regular.mood.gone else 1)
        if Random(f"{regular.habits.seed}:cue:{letter.id}").random() < heeds:
            self.plan.setdefault(minute // SLOT, []).append(regular)

    async def _look(self) -> None:
        """Which question is on, and where it stands."""
        async with self.hub.db.read() as session:
            on = await stored.open_round(session, self.hangout.id)
            if on is None or (self.asked is not None and self.asked.id == on.id):
                return
            posts = await stored.posts(session, on.id or 0)
        self.asked, self.topics = await rounds.view(self.hub, on.id or 0), on.tags
        chats = {post.place: post.chat_id for post in posts}
        messages = {post.place: post.message_id for post in posts if post.message_id is not None}
        self.where = Where(chats, messages, self.post.polls.get(on.id or 0))

    async def _act(self, comers: Sequence[Regular], day: date, opens: int, minute: int) -> None:
        """They answer what is asked, all together, then do what else they came for. Those who had answered it before
        look again after the next question has come, if that is still to be today."""
        asked, where = self.asked, self.where
        if asked is None or where is None or asked.closes_at <= self.hub.now():
            return
        voters = [r for r in dict.fromkeys(comers) if r.mood.answered != asked.id and _can(r, asked)]
        if minute < opens:
            later = [r for r in comers if r.mood.answered == asked.id]
            self.plan.setdefault(min(DAY - 1, opens + LATER) // SLOT + 1, []).extend(later)
        for regular in voters:
            await deeds.settle_in(self, regular)
        dice = [Random(f"{r.habits.seed}:{asked.id}") for r in voters]
        ballots = [ballot(r.habits, asked, where, d) for r, d in zip(voters, dice, strict=True)]
        outcomes = await cast(self.hub, ballots) if ballots else []
        self.post.stirred = True
        for regular, outcome, chance_ in zip(voters, outcomes, dice, strict=True):
            self._answered(regular, outcome, asked.id, day)
            for deed in deeds.DEEDS:
                await deed(self, regular, day, chance_)

    def _answered(self, regular: Regular, outcome: Outcome, round_id: int, day: date) -> None:
        """What it did to them. A ballot of a synthetic person that does not count would be a fault of ours."""
        if outcome.ended not in ACTS:
            raise RuntimeError(f"a synthetic ballot was not counted: {outcome.ended}")
        mood = regular.mood
        stayed(regular.habits, mood, day)
        mood.answered, mood.streak, mood.acts = round_id, outcome.streak, mood.acts + 1
        if outcome.stick is not None:
            mood.balance = outcome.stick.full * outcome.stick.length + outcome.stick.notches
        if outcome.lucky or outcome.milestone or outcome.filled:
            mood.joy = day


def _can(regular: Regular, asked: RoundView) -> bool:
    """A word is written to the bot: members who do not talk to it otherwise follow the link if they care to."""
    if not KINDS[asked.kind].worded or regular.habits.opens:
        return True
    return regular.mood.acts > 0 and regular.habits.taste("writing") > SHY
