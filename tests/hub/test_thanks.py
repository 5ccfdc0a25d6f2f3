"""Thanks in a group: once a day each, a notch and a present day, nothing for a pair that thanks only itself."""

import asyncio
from itertools import permutations

import pytest

from handlers.thanks.group import _known
from hub import clockwork
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.person import forgetting, mydata
from hub.stick import rulebook
from hub.stick.rulebook import Wish
from hub.thanks import authors, thanks
from hub.thanks.pairs import counts
from hub.thanks.words import LONGEST
from hub.thanks.words import thanks as says
from storage.tables import Author, Entry, Member, Presence, Thank
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined
from tests.support.store import row, rows

GROUP, CHANNEL = -1002, -1001
SARA, DARA, MINA, STRANGER = 11, 12, 13, 14


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    made = await opened(hub, channel=CHANNEL, group=GROUP)
    for person, name in ((SARA, "سارا"), (DARA, "دارا"), (MINA, "مینا")):
        await joined(hub, made, person, name)
    return made


async def notches(hub: Hub, person: int) -> int:
    return int((await row(hub.db, Member, person_id=person)).notches)


async def test_thanks_cut_a_notch_and_make_a_present_day(hub: Hub, hangout: HangoutView) -> None:
    assert await thanks.reply(hub, SARA, DARA, GROUP)
    assert (await notches(hub, SARA), await notches(hub, DARA)) == (0, 1)
    [entry] = await rows(hub.db, Entry)
    assert (entry.rule, entry.by_id) == ("thanks", None)
    sara = await row(hub.db, Member, person_id=SARA)
    assert [present.member_id for present in await rows(hub.db, Presence)] == [sara.id], "who thanks was there"


async def test_once_a_day_each(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    await authors.wrote(hub, DARA, GROUP, 5)
    done = await asyncio.gather(*(thanks.reply(hub, SARA, DARA, GROUP) for _ in range(6)))
    assert sorted(done) == [False] * 5 + [True]
    assert not await thanks.reaction(hub, SARA, GROUP, 5), "a sign is no second thanks"
    assert await thanks.reply(hub, MINA, DARA, GROUP)
    clock.pass_by(days=1)
    assert await thanks.reaction(hub, SARA, GROUP, 5)
    assert await notches(hub, DARA) == 3


async def test_nobody_thanks_themselves_or_from_outside(hub: Hub, hangout: HangoutView) -> None:
    await authors.wrote(hub, SARA, GROUP, 5)
    await authors.wrote(hub, STRANGER, GROUP, 6)
    assert not await thanks.reply(hub, SARA, SARA, GROUP)
    assert not await thanks.reaction(hub, SARA, GROUP, 5)
    assert not await thanks.reply(hub, STRANGER, SARA, GROUP)
    assert not await thanks.reply(hub, SARA, STRANGER, GROUP)
    assert not await thanks.reply(hub, SARA, DARA, CHANNEL)
    assert not await thanks.reply(hub, SARA, DARA, -999)
    assert not await thanks.reaction(hub, DARA, GROUP, 7), "nobody knows whose it is"
    assert await rows(hub.db, Thank) == []
    assert [one.message_id for one in await rows(hub.db, Author)] == [5], "a stranger's messages are not noted"


async def test_a_pair_that_thanks_only_itself_gains_nothing(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    assert await thanks.reply(hub, SARA, DARA, GROUP)
    for _ in range(3):
        assert not await thanks.reply(hub, DARA, SARA, GROUP)
        clock.pass_by(days=1)
        assert not await thanks.reply(hub, SARA, DARA, GROUP)
    assert (await notches(hub, SARA), await notches(hub, DARA)) == (0, 1)
    assert await thanks.reply(hub, DARA, MINA, GROUP)
    assert await thanks.reply(hub, DARA, SARA, GROUP), "a word for a third, and they are people among people"


async def test_two_who_thank_each_other_at_once_do_not_wait_for_each_other(hub: Hub, hangout: HangoutView) -> None:
    pairs = list(permutations((SARA, DARA, MINA), 2))
    async with asyncio.timeout(30):
        done = await asyncio.gather(*(thanks.reply(hub, giver, receiver, GROUP) for giver, receiver in pairs))
    assert len(await rows(hub.db, Thank)) == len(pairs)
    assert sum([await notches(hub, person) for person in (SARA, DARA, MINA)]) == sum(done)


async def test_a_rule_that_rests_cuts_nothing_but_the_day_counts(hub: Hub, hangout: HangoutView) -> None:
    await rulebook.change(hub, OWNER.id, hangout.id, "thanks", Wish(active=False))
    assert await thanks.reply(hub, SARA, DARA, GROUP)
    assert await rows(hub.db, Entry) == []
    assert len(await rows(hub.db, Presence)) == 1


async def test_authors_are_forgotten_after_a_few_days(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    await authors.wrote(hub, SARA, GROUP, 5)
    clock.pass_by(days=2)
    await authors.wrote(hub, SARA, GROUP, 6)
    clock.pass_by(days=2, hours=1)
    await clockwork.run_due(hub)
    assert [one.message_id for one in await rows(hub.db, Author)] == [6]


async def test_what_is_kept_is_shown_and_goes(hub: Hub, hangout: HangoutView) -> None:
    await authors.wrote(hub, SARA, GROUP, 5)
    await thanks.reply(hub, SARA, DARA, GROUP)
    [mine] = (await mydata.of(hub, SARA))["memberships"]
    assert mine["thanks"] == {"given": [{"day": "2026-11-21", "counted": True}], "received": []}
    await forgetting.forget(hub, SARA)
    assert await rows(hub.db, Author) == []
    assert not await thanks.reaction(hub, DARA, GROUP, 5)
    assert len(await rows(hub.db, Thank)) == 1, "the notch has its reason still"


@pytest.mark.parametrize(
    ("by_giver", "by_receiver", "counted"),
    [
        (set(), set(), True),
        ({2}, set(), True),
        (set(), {1}, False),
        ({2}, {1}, False),
        ({2, 3}, {1}, True),
        ({2}, {1, 3}, True),
        (set(), {3}, True),
    ],
)
def test_pairs(by_giver: set[int], by_receiver: set[int], counted: bool) -> None:
    assert counts(1, 2, by_giver, by_receiver) is counted
    assert not counts(1, 1, by_giver, by_receiver)


@pytest.mark.parametrize(
    "text",
    [
        "ممنون",
        "وای مرسی از راهنمایی‌ات!",
        "دستت درد نكنه 🌹",
        "خيلي ممنونم، عالی بود",
        "سپاس‌گزارم",
        "Thanks!",
        "thank you so much",
        "اوکی، thx",
        "🙏🏽",
        "You’re a lifesaver",
    ],
)
def test_words_of_thanks(text: str) -> None:
    assert says(text, _known())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "قیمتش چند است؟",
        "ممنون می‌شم قیمتش را بگویید",
        "ممنون ميشوم راهنمایی کنید",
        "نه، ممنون",
        "پیشاپیش ممنون",
        "No, thanks",
        "Thanks in advance for any tips",
        "any help would be appreciated",
        "thanksgiving is near",
        "party at Tyler’s",
        "ممنون " + "خیلی " * (LONGEST // 5),
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert not says(text, _known())
