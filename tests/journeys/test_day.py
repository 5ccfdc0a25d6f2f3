"""A day of a hangout: thirty members answer in three places and change their minds; then it closes with its result."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from bot.app import App
from hub.daily import rounds
from locales.cheers import cheers
from tests.support.calls import Calls, watch
from tests.support.ledger import notches
from tests.support.people import Answer, Message, Someone, text_of
from tests.support.shop import Shop, ballots_of, choices_of, counts_of, open_shop
from tests.support.until import until
from tests.support.world import SandboxWorld

DAYS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
QUESTIONS = {
    "fa": ("عصرها با چای چه می‌چسبد؟", ("کیک هل", "نقل بیدمشک", "هیچ، فقط چای"), "صبحانه چه ساعتی؟", ("هشت", "نه")),
    "en": (
        "What goes best with tea?",
        ("Cardamom cake", "Sugared almonds", "Just tea"),
        "Breakfast?",
        ("Eight", "Nine"),
    ),
}
WORDS = {
    "fa": {
        "notch": "خط ۱ از ۱۰",
        "moved": "رأی شما رفت روی",
        "closed": "رأی‌گیری تمام شد",
        "votes": "۲۷ رأی",
        "late": "بسته",
    },
    "en": {
        "notch": "Notch 1 of 10",
        "moved": "Your vote went to",
        "closed": "Closed",
        "votes": "27 votes",
        "late": "closed",
    },
}


@dataclass
class Day:
    """Thirty members, ten in each place, and what each has chosen by now."""

    shop: Shop
    language: str
    members: list[Someone] = field(default_factory=list)
    chosen: dict[int, int | None] = field(default_factory=dict)

    @property
    def in_channel(self) -> Sequence[Someone]:
        return self.members[:10]

    @property
    def in_group(self) -> Sequence[Someone]:
        return self.members[10:20]

    @property
    def in_private(self) -> Sequence[Someone]:
        return self.members[20:]

    def counts(self) -> list[int]:
        """Votes by option as they must be now."""
        found = Counter(option for option in self.chosen.values() if option is not None)
        return [found[option] for option in range(3)]


@pytest.fixture
async def day(world: SandboxWorld, app: App, language: str) -> Day:
    """The first question is out, and everybody is where they will vote."""
    shop = await open_shop(world, app.hub, language=language)
    text, options, later, others = QUESTIONS[language]
    await shop.ask(text, options)
    await shop.ask(later, others)
    day = Day(shop, language)
    people = [await world.new_person(f"همراه {n}", language_code=language) for n in range(30)]
    day.members = people
    for person in day.in_group:
        await person.join(shop.group)
    await shop.evening()
    await shop.post(text)
    await shop.poll(text)
    return day


async def _presses(day: Day, post: Message, people: Sequence[Someone], option: int) -> list[Answer]:
    data = ballots_of(post)[option]
    answers = await asyncio.gather(*(person.press(post, data=data) for person in people))
    day.chosen |= {person.id: option for person in people}
    assert all(answer.answered for answer in answers)
    return answers


async def _polled(day: Day, poll: Message, people: Sequence[Someone], option: int | None) -> None:
    chosen = [] if option is None else [option]
    await asyncio.gather(*(person.vote(poll, chosen) for person in people))
    day.chosen |= {person.id: option for person in people}


async def _card(day: Day, person: Someone) -> Message:
    await person.start(f"j_{day.shop.hangout.slug}")
    return await person.wait_for(person.id, ballots_of)


def _cheered(language: str, text: str, occasion: str) -> bool:
    return text.rpartition("\n")[2] in cheers(language)[occasion]


@DAYS
async def test_a_day(world: SandboxWorld, app: App, day: Day) -> None:
    assert world.sandbox
    calls, words = watch(world.sandbox), WORDS[day.language]
    await _everybody_votes(day, words)
    await _minds_are_changed(day, words)
    await _counts_are_live(day, calls)
    await _the_day_ends(day, words)
    assert await notches(app.db) == {person.id: 1 for person in day.members}


async def _everybody_votes(day: Day, words: dict[str, str]) -> None:
    post, poll = await day.shop.post(), await day.shop.poll()
    for start, option in ((0, 0), (5, 1)):
        for answer in await _presses(day, post, day.in_channel[start : start + 5], option):
            assert words["notch"] in answer.text
            assert _cheered(day.language, answer.text, "vote")
            assert not answer.alert
    await _polled(day, poll, day.in_group[:6], 1)
    await _polled(day, poll, day.in_group[6:], 2)
    for person in day.in_private:
        card = await _card(day, person)
        [answer] = await _presses(day, card, [person], 2)
        assert words["notch"] in answer.text
        shown = await person.wait_for(person.id, lambda m: any("✓" in text for text in choices_of(m)))
        assert [text.startswith("✓") for text in choices_of(shown)] == [False, False, True]
    await _settled(day)


async def _minds_are_changed(day: Day, words: dict[str, str]) -> None:
    """Within a place, and from one place to another: it stays one vote."""
    post, poll = await day.shop.post(), await day.shop.poll()
    for answer in await _presses(day, post, day.in_channel[:2], 2):
        assert words["moved"] in answer.text
        assert _cheered(day.language, answer.text, "moved")
    [again] = await _presses(day, post, day.in_channel[:1], 2)
    assert words["moved"] not in again.text
    await _polled(day, poll, day.in_group[:2], 0)
    await _polled(day, poll, day.in_group[7:10], None)
    await _settled(day)
    await _presses(day, post, day.in_group[3:5], 0)
    await _presses(day, post, day.in_private[:2], 1)
    await day.in_channel[9].join(day.shop.group)
    await _polled(day, poll, day.in_channel[9:], 2)
    await _settled(day)


async def _settled(day: Day) -> None:
    """Votes in a poll have no answer to wait for: look until they are counted."""

    async def counted() -> bool:
        [view] = await rounds.today(day.shop.hub, day.in_channel[0].id)
        return list(view.counts) == day.counts()

    await until(counted, f"for the counts {day.counts()}")


async def _counts_are_live(day: Day, calls: Calls) -> None:
    """The post comes to show the exact counts, in few edits."""
    shop, exact = day.shop, day.counts()
    await shop.evening(seconds=10)

    async def shown() -> bool:
        return counts_of(await shop.post()) == exact

    await until(shown, f"for the post to show {exact}")
    edits = [call.at for call in calls.of("editMessageText", shop.channel)]
    assert all(later - earlier > 2.99 for earlier, later in pairwise(edits)), edits


async def _the_day_ends(day: Day, words: dict[str, str]) -> None:
    shop, late = day.shop, day.members[0]
    text, _, next_text, _ = QUESTIONS[day.language]
    post, poll, counts = await shop.post(), await shop.poll(), day.counts()
    old = ballots_of(post)[0]
    await shop.evening(days=1)
    closed = await shop.owner.wait_for(shop.channel, lambda m: m["message_id"] == post["message_id"])
    assert words["closed"] in text_of(closed)
    assert words["votes"] in text_of(closed)
    assert choices_of(closed) == []
    stopped = await shop.owner.wait_for(shop.group, lambda m: m["message_id"] == poll["message_id"])
    assert stopped["poll"]["is_closed"]
    for chat in (shop.channel, shop.group):
        card = await shop.owner.wait_for(chat, lambda m: "photo" in m and text in text_of(m))
        assert words["votes"] in text_of(card)
    assert sum(counts) == 27
    fresh = await shop.post(next_text)
    assert fresh["message_id"] > post["message_id"]
    await shop.poll(next_text)
    answer = await late.press(closed, data=old)
    assert words["late"] in answer.text
    assert answer.alert
