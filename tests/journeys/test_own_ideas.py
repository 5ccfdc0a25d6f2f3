"""One's own ideas over HTTP: where each went and why, one's name beside what was made, what each is about."""

from datetime import timedelta
from typing import Any

import pytest

from bot.app import App
from handlers.ideas.buttons import Authored
from hub.ideas import ideas, triage
from hub.ideas.ideas import Draft
from storage.tables import Idea, IdeaTag, Move
from tests.support.desk import Desk
from tests.support.habit import tag
from tests.support.members import staff
from tests.support.people import Message, buttons_of, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
TEA, CHAIRS, SHADE = "چای به‌لیمو هم باشد", "صندلی بیرون بگذارید", "سایه‌بان برای صندلی‌ها"
LOOKS = 7100
YOURS = "It is yours. Others can be for it."


@pytest.fixture
async def shop(world: SandboxWorld, app: App, language: str) -> Shop:
    """An open hangout with somebody who looks ideas through."""
    found = await open_shop(world, app.hub, language=language)
    await staff(found.hub, found.hangout, LOOKS, "گرداننده", "moderator")
    return found


@pytest.fixture
async def desk(world: SandboxWorld, shop: Shop, language: str) -> Desk:
    """A member, in the group too."""
    sara = await world.new_person("سارا", language_code=language)
    await sara.join(shop.group)
    await sara.start(f"j_{shop.hangout.slug}")
    await sara.wait_for(sara.id, lambda m: True)
    return Desk(sara, language)


async def _posted(shop: Shop, desk: Desk, text: str) -> int:
    return (await ideas.post(shop.hub, desk.owner.id, shop.hangout.id, Draft(text), once=text)).id


async def _go(shop: Shop, idea_id: int, *ways: str, **more: Any) -> None:
    for after in ways:
        seen = (await triage.this(shop.hub, LOOKS, idea_id, "new")).seen
        await triage.act(shop.hub, LOOKS, idea_id, seen, after, **more)


async def _card(desk: Desk, wanted: str) -> None:
    """A card with these words has been opened or changed."""
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: wanted in text_of(m) and buttons_of(m), since=0)


async def _from_the_board(desk: Desk, shop: Shop, idea_id: int) -> None:
    """The board's own card of the idea."""
    await desk.owner.start(f"i_{idea_id}")
    about = (await row(shop.hub.db, Idea, id=idea_id)).text
    desk.screen = await desk.owner.wait_for(desk.owner.id, about)


@RUNS
async def test_why_it_was_declined_and_what_it_became_part_of(shop: Shop, desk: Desk) -> None:
    tea, chairs, shade = [await _posted(shop, desk, text) for text in (TEA, CHAIRS, SHADE)]
    await _from_the_board(desk, shop, tea)
    assert str(desk.words(YOURS)) in desk.text
    await _go(shop, tea, "declined", reason="جا نداریم")
    await _from_the_board(desk, shop, tea)
    assert (str(desk.words(YOURS)) in desk.text, "جا نداریم" in desk.text) == (False, True)
    await _go(shop, shade, "merged", into=chairs)
    for opened in (lambda: _from_the_board(desk, shop, shade), lambda: _own(desk, shade)):
        await opened()
        assert (str(desk.words(YOURS)) in desk.text, SHADE in desk.text, CHAIRS in desk.text) == (False, True, True)
    await desk.tap("See that idea")
    await until(lambda: _reads(desk, CHAIRS, YOURS), "for the other one's card")


async def _own(desk: Desk, idea_id: int) -> None:
    """The author's card of the idea, in the place of the board's."""
    await desk.press(Authored(idea=idea_id, act="show").pack())
    home = desk.voice.tell("My ideas")
    desk.screen = await desk.owner.wait_for(
        desk.owner.id, lambda m: any(one["text"] == home for one in buttons_of(m)), since=0
    )


async def _reads(desk: Desk, *wanted: str) -> bool:
    now = await _now(desk)
    return all(str(desk.words(one)) in text_of(now) for one in wanted)


async def _now(desk: Desk) -> Message:
    """The screen as it stands by now."""
    return next(m for m in await desk.owner.messages() if m["message_id"] == desk.screen["message_id"])


@pytest.mark.consent("سارا")
@RUNS
async def test_the_name_is_given_and_withdrawn_on_the_card(shop: Shop, desk: Desk) -> None:
    chairs, shade = await _posted(shop, desk, CHAIRS), await _posted(shop, desk, SHADE)
    await _go(shop, shade, "merged", into=chairs)
    await _from_the_board(desk, shop, shade)
    assert desk.voice.tell("Show my name") not in desk.labels()
    await _go(shop, chairs, "shortlisted", "planned", "made")
    for idea in (chairs, shade):
        await _from_the_board(desk, shop, idea)
        for label, said, after in (
            ("Show my name", "Your name stands beside it now.", "Without my name"),
            ("Without my name", "It stands without your name.", "Show my name"),
        ):
            assert (await desk.tap(label)).text == desk.voice.tell(said)
            await until(lambda after=after: _offers(desk, after), "for the card to follow")
            desk.screen = await _now(desk)
            assert (await row(shop.hub.db, Idea, id=idea)).named == (after == "Without my name")
    await desk.tap("Show my name")
    await desk.say("/made")
    await desk.sees("<b>You said, we did</b> · {title}", title=shop.hangout.title)
    assert desk.owner.name in desk.text


async def _offers(desk: Desk, label: str) -> bool:
    return desk.voice.tell(label) in [one["text"] for one in buttons_of(await _now(desk))]


@RUNS
async def test_what_it_is_about_is_corrected_where_its_words_are(shop: Shop, desk: Desk) -> None:
    food = await tag(shop.hub, shop.hangout, "own-1", "صبحانه")
    idea = await _posted(shop, desk, TEA)
    await _from_the_board(desk, shop, idea)
    await desk.tap("Change or take back")
    await _card(desk, TEA)
    await desk.tap("Other words")
    await until(lambda: _reads(desk, "What is it about? Tap to correct."), "for the interests")
    await desk.owner.press(await _now(desk), "صبحانه")
    await until(lambda: _offers(desk, "✓ صبحانه"), "for the tick")
    assert [one.interest_id for one in await rows(shop.hub.db, IdeaTag)] == [food]
    await desk.owner.press(await _now(desk), "✓ صبحانه")
    await until(lambda: _offers(desk, "صبحانه"), "for the tick to go")
    assert await rows(shop.hub.db, IdeaTag) == []
    await desk.say(CHAIRS)
    await _card(desk, CHAIRS)


@RUNS
async def test_a_door_from_the_group_to_ones_own_idea(shop: Shop, desk: Desk) -> None:
    await _posted(shop, desk, SHADE)
    await desk.owner.send(shop.group, f"#ایده {SHADE}")
    asked = await desk.owner.wait_for(shop.group, lambda m: m["view"]["ephemeral"] and buttons_of(m), since=0)
    await desk.owner.press(asked, desk.voice.tell("It is a new one, post it"))
    wanted = str(desk.words("It stands on the board."))
    told = await desk.owner.wait_for(shop.group, lambda m: m["view"]["ephemeral"] and wanted in text_of(m), since=0)
    [door] = buttons_of(told)
    newest = (await rows(shop.hub.db, Idea))[-1]
    assert door["url"].endswith(f"?start=i_{newest.id}")
    await _from_the_board(desk, shop, newest.id)
    assert str(desk.words(YOURS)) in desk.text


@pytest.mark.consent("سارا")
@RUNS
async def test_in_one_letter_each_name_is_asked_for_its_own_idea(shop: Shop, desk: Desk) -> None:
    made = {text: await _posted(shop, desk, text) for text in (TEA, CHAIRS)}
    await shop.move(NOON + timedelta(hours=11))  # by night nothing is sent
    for idea in made.values():
        await _go(shop, idea, "shortlisted", "planned", "made")
    await shop.move(NOON + timedelta(hours=11, minutes=2))
    await until(lambda: _settled(shop), "for every step to be told")
    await shop.move(NOON + timedelta(days=1))
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: all(text in text_of(m) for text in made))
    first, second = sorted(made, key=desk.text.index)
    with_name, without = desk.voice.tell("Yes, with my name"), desk.voice.tell("Without my name")
    for n, label in ((1, without), (2, with_name)):
        await desk.owner.press(desk.screen, desk.voice.tell("{n}. {text}", n=n, text=label))
    assert [(await row(shop.hub.db, Idea, id=made[text])).named for text in (first, second)] == [False, True]


async def _settled(shop: Shop) -> bool:
    return not [one for one in await rows(shop.hub.db, Move) if one.tell_at is not None]
