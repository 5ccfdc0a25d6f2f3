"""Seven weeks of a hangout with a moved clock: a chelleh, a streak that is lost, cues that step back; and in all that
time nobody gets two letters on one day."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.app import App
from hub import clockwork, outbox
from hub.attention import CRUMB, KINDS, LETTER
from hub.daily import rounds
from hub.reward import claims, rewards
from storage.tables import Entry, Member, Notice, Presence
from tests.support.people import Answer, Someone, buttons_of, text_of
from tests.support.shop import NOON, TEHRAN, Shop, ballots_of
from tests.support.until import until
from tests.support.world import SandboxWorld

DAYS = 47
MISSED, AWAY = {18, 26}, {31, 32, 33}
LOST = {6, 7, 8, 9}


@dataclass
class Weeks:
    """The hangout on one of its days, counted from 1; `answers` are what people's taps were answered with, by name."""

    shop: Shop
    tea: int
    day: int = 0
    answers: dict[str, dict[int, Answer]] = field(default_factory=dict)

    @property
    def date(self) -> date:
        """Today, on the hangout's wall."""
        return (NOON + timedelta(days=self.day - 1)).date()

    async def evening(self) -> None:
        """The next day's question is out."""
        self.day += 1
        await self.shop.evening(days=self.day - 1)

        async def out() -> bool:
            found = await rounds.today(self.shop.hub, self.shop.owner.id)
            return bool(found) and found[0].local_day == self.date

        await until(out, f"for the question of day {self.day}")

    async def night(self) -> None:
        """Half an hour later, and late the same evening, when everything that was due has left."""
        for minutes in (150, 180):
            await self.shop.move(NOON.replace(hour=17, minute=1) + timedelta(days=self.day - 1, minutes=minutes))
            await self.calm()

    async def calm(self) -> None:
        """Everything that was due has left."""

        async def quiet() -> bool:
            moments = await clockwork.next_moment(self.shop.hub), await outbox.next_due(self.shop.hub)
            under_way = await self.rows(Notice, col(Notice.state).in_(("leased", "sending")))
            return not under_way and all(moment is None or moment > self.shop.hub.now() for moment in moments)

        await until(quiet, "until all that was due is done")

    async def answer(self, person: Someone) -> Answer:
        """A tap below the post in the channel."""
        [view] = await rounds.today(self.shop.hub, self.shop.owner.id)
        post = await self.shop.post(view.text)
        answer = await person.press(post, data=ballots_of(post)[0])
        self.answers.setdefault(person.name, {})[self.day] = answer
        return answer

    async def rows(self, model: type[Any], *where: Any) -> list[Any]:
        """What is kept."""
        async with self.shop.hub.db.read() as session:
            return list(await session.scalars(select(model).where(*where)))

    async def member(self, person: Someone) -> Member:
        """Their row."""
        [found] = await self.rows(Member, Member.person_id == person.id)
        return found


@pytest.fixture
async def weeks(world: SandboxWorld, app: App, shop: Shop) -> Weeks:
    """The owner is a member too, so that the open question can be looked up."""
    await shop.owner.start(f"j_{shop.hangout.slug}")
    draft = rewards.Draft("یک استکان چای", "2", stock="", days="1")
    tea = await rewards.add(shop.hub, shop.owner.id, shop.hangout.id, draft, once="tea")
    return Weeks(shop, tea.id)


async def test_seven_weeks(world: SandboxWorld, weeks: Weeks) -> None:
    names = ("پریا", "بهرام", "نیما", "رها")
    steady, loser, silent, busy = [await world.new_person(name) for name in names]
    for person in (steady, loser, silent, busy):
        await person.start(f"j_{weeks.shop.hangout.slug}")
    plans: dict[str, Callable[[], Awaitable[None]]] = {
        "پریا": lambda: _steadily(weeks, steady),
        "بهرام": lambda: _with_a_gap(weeks, loser),
        "نیما": lambda: _then_silent(weeks, silent),
        "رها": lambda: _with_rewards(weeks, busy),
    }
    while weeks.day < DAYS:
        await weeks.evening()
        for plan in plans.values():
            await plan()
        await weeks.night()
    await _chelleh_was_reached(weeks, steady)
    await _lost_and_begun_again(weeks, loser)
    await _cues_stepped_back(weeks, silent)
    await _nobody_was_written_to_twice(weeks, [steady, loser, silent, busy, weeks.shop.owner])


async def _steadily(weeks: Weeks, person: Someone) -> None:
    """Every day but two, and three on which she is travelling and has said so."""
    if weeks.day == min(AWAY):
        await person.say("/pause")
        asked = await person.wait_for(person.id, lambda m: any("3" in d for d in _datas(m, "pause")))
        await person.press(asked, data=next(d for d in _datas(asked, "pause") if d.endswith("pause3")))
        await person.wait_for(person.id, lambda m: _datas(m, "back"))
    if weeks.day not in MISSED | AWAY:
        await weeks.answer(person)


async def _chelleh_was_reached(weeks: Weeks, person: Someone) -> None:
    day = 40 + len(MISSED) + len(AWAY)
    assert "چلهٔ شما کامل شد" in weeks.answers[person.name][day].text
    assert not any("چلهٔ شما کامل" in answer.text for at, answer in weeks.answers[person.name].items() if at != day)
    member = await weeks.member(person)
    assert (member.streak, member.streak_began) == (DAYS - len(MISSED) - len(AWAY), NOON.date())
    keys = [entry.once_key for entry in await weeks.rows(Entry, Entry.member_id == member.id)]
    reached = [key.rpartition(":")[2] for key in keys if key.startswith("milestone:")]
    assert reached == ["3", "7", "21", "40"]
    assert len(await weeks.rows(Presence, Presence.member_id == member.id)) == member.streak


async def _with_a_gap(weeks: Weeks, person: Someone) -> None:
    if weeks.day not in LOST:
        await weeks.answer(person)


async def _lost_and_begun_again(weeks: Weeks, person: Someone) -> None:
    member = await weeks.member(person)
    again = NOON.date() + timedelta(days=max(LOST))
    assert (member.streak_began, member.streak) == (again, DAYS - max(LOST))
    keys = [e.once_key for e in await weeks.rows(Entry, Entry.member_id == member.id) if e.rule == "milestone"]
    assert keys[:2] == [f"milestone:{NOON.date()}:3", f"milestone:{again}:3"]
    assert member.notches == DAYS - len(LOST) + 3 * len(keys)


def _datas(message: dict[str, Any], act: str) -> list[str]:
    return [d for b in buttons_of(message) if act in (d := b.get("callback_data", ""))]


async def _wants_cues(person: Someone) -> None:
    await person.say("/cues")
    asked = await person.wait_for(person.id, lambda m: any(b.get("callback_data") == "cues-on" for b in buttons_of(m)))
    await person.press(asked, data="cues-on")


async def _then_silent(weeks: Weeks, person: Someone) -> None:
    """Two days here, then he asks to be reminded and never comes again."""
    if weeks.day <= 2:
        await weeks.answer(person)
    if weeks.day == 2:
        await _wants_cues(person)


async def _cues_stepped_back(weeks: Weeks, person: Someone) -> None:
    """After 1, 1, 2, 4 and 8 days, then no more; the last one says how to have them again."""
    cues = await weeks.rows(Notice, Notice.kind == "cue", Notice.chat_id == person.id)
    days = [(cue.sent_at.astimezone(TEHRAN).date() - NOON.date()).days + 1 for cue in cues]
    assert days == [3, 4, 6, 10, 18]
    assert {cue.state for cue in cues} == {"sent"}
    shown = [m for m in (await person.chat(person.id))["messages"] if ballots_of(m)]
    sent = [datetime.fromtimestamp(m["date"], UTC).astimezone(TEHRAN).date() for m in shown if _after(m, 3)]
    assert max(Counter(sent).values()) == 1
    assert "/cues" in text_of(shown[-1])
    assert "/cues" not in text_of(shown[-2])


def _after(message: dict[str, Any], day: int) -> bool:
    return message["date"] > (NOON + timedelta(days=day - 1)).timestamp()


async def _with_rewards(weeks: Weeks, person: Someone) -> None:
    """Claims what she does not fetch, and wants to be reminded: several crumbs a day look for a place."""
    if weeks.day == 1:
        await _wants_cues(person)
    if weeks.day % 4:
        await weeks.answer(person)
    for n in range(2 if weeks.day % 3 == 0 else 0):
        if (await weeks.member(person)).notches >= 2:
            await claims.claim(weeks.shop.hub, person.id, weeks.tea, f"{weeks.day}:{n}")


async def _nobody_was_written_to_twice(weeks: Weeks, people: list[Someone]) -> None:
    """Over all that left in seven weeks: one letter a person and day, and no crumb outside of one; only a reward's
    last warning may go by itself, where the next letter would bring it too late."""
    kept = await weeks.rows(Notice, Notice.public.is_(False))
    letters = [n for n in kept if n.kind == LETTER and n.state == "sent"]
    days = Counter((letter.chat_id, letter.sent_at.astimezone(TEHRAN).date()) for letter in letters)
    assert set(days.values()) == {1}
    assert len(days) > 15
    carried = {letter.id for letter in letters}
    crumbs = [n for n in kept if KINDS.get(n.kind) is CRUMB and n.state == "sent" and n.kind != "claim_expiring"]
    assert {n.part_of for n in crumbs} <= carried
    assert max(Counter(n.part_of for n in crumbs).values()) > 1, "nothing was ever merged"
