"""The board of ideas over HTTP: looked at, turned, searched, backed in a tap; the counter; the owner's budget."""

import pytest

from bot.app import App
from handlers.buttons import Desk as Button
from handlers.buttons import Panel
from handlers.ideas.places import Board, Tap
from hub.habit import interests
from hub.ideas import backing, ideas
from hub.ideas.ideas import Draft
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from storage.tables import Backing, Hangout, Idea, Interest, Member
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.habit import tag
from tests.support.people import buttons_of, text_of
from tests.support.shop import Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

AUTHOR = "نگار"
TEXTS = (
    "شیر بادام بیاورید",
    "نان سنگک صبح‌ها",
    "کیک هویج",
    "شب شعر پنجشنبه‌ها",
    "جای دوچرخه",
    "پریز کنار پنجره",
    "oat milk",
)
HEAD, NONE = "<b>Ideas at {title}</b>", "I found none with these words. Write others, or suggest it yourself."
SEEK = "<b>What are you looking for?</b>\nWrite a word or two."
WHICH = "<b>Which idea is {name} for?</b>\nTap it, or write a word of it."

BUDGET = (
    "<b>How many ideas can somebody be for in a month?</b>\nWith few, they choose what matters most to them. What they "
    "take back is free again."
)


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """What the member and the staff speak."""
    return getattr(request, "param", "fa")


@pytest.fixture
async def shop(world: SandboxWorld, app: App, language: str) -> Shop:
    """With seven ideas of one author, the first about food."""
    made = await open_shop(world, app.hub, language=language)
    author = Seen(7001, AUTHOR, "fa")
    await members.join(made.hub, author, made.hangout.slug)
    food = await tag(made.hub, made.hangout, "own-1", "صبحانه")
    for n, text in enumerate(TEXTS):
        await ideas.post(
            made.hub, author.id, made.hangout.id, Draft(text, interests=(food,) if n == 1 else ()), once=text
        )
    return made


@pytest.fixture
async def desk(world: SandboxWorld, shop: Shop, language: str) -> Desk:
    """A member in private."""
    sara = await world.new_person("سارا", language=language)
    await sara.start(f"j_{shop.hangout.slug}")
    await sara.wait_for(sara.id, lambda m: shop.hangout.title in text_of(m))
    await people.choose_language(shop.hub, sara.id, language)
    return Desk(sara, language)


async def board(desk: Desk, shop: Shop) -> None:
    """The board has been opened or changed."""
    await desk.sees(HEAD, title=shop.hangout.title)


@BOTH
async def test_what_a_member_likes_comes_first(shop: Shop, desk: Desk) -> None:
    [food] = await rows(shop.hub.db, Interest)
    await interests.pick(shop.hub, desk.owner.id, shop.hangout.id, food.id, picked=True)
    await desk.say("/ideas")
    await board(desk, shop)
    assert desk.words("Most wanted") in desk.text, "one idea about it fills no page"
    await desk.tap("Other views")
    await desk.sees("<b>What shall the board show?</b>")
    await desk.tap("For you")
    await until(lambda: _shown(desk, shop, TEXTS[1], without=TEXTS[2]), "for the only one about it")
    author = Seen(7002, "شهرام", "fa")
    await members.join(shop.hub, author, shop.hangout.slug)
    for text in ("نان بربری", "پنیر محلی", "املت", "عدسی"):
        await ideas.post(shop.hub, author.id, shop.hangout.id, Draft(text, interests=(food.id,)), once=text)
    await desk.say("/ideas")
    await desk.sees("For you: {interests}", interests="")
    assert food.name in desk.text
    assert "املت" in desk.text


async def _shown(desk: Desk, shop: Shop, text: str, *, without: str) -> bool:
    await board(desk, shop)
    return text in desk.text and without not in desk.text


@BOTH
async def test_a_member_looks_turns_searches_and_backs(shop: Shop, desk: Desk, language: str) -> None:
    v = desk.voice
    await desk.say("/ideas")
    await board(desk, shop)
    first = desk.screen["message_id"]
    assert all(text in desk.text for text in TEXTS[2:])
    assert TEXTS[0] not in desk.text
    await desk.tap("Next")
    await board(desk, shop)
    assert (desk.screen["message_id"], TEXTS[0] in desk.text) == (first, True)
    assert (await desk.tap("▲ {n}", n=1)).text == v.tell("You are for it.")
    await board(desk, shop)
    await desk.tap("Most wanted")
    await board(desk, shop)
    assert desk.text.index(TEXTS[1]) < desk.text.index(TEXTS[6]), "the one that was backed leads now"
    assert v.tell("✓ {n}", n=1) in desk.labels()
    await desk.owner.press(desk.screen, str(v.number(1)))
    await desk.sees("About: {interests}", interests="صبحانه")
    assert AUTHOR not in desk.text
    assert (await desk.tap("No longer for it")).text == v.tell("Taken back.")
    await desk.sees("About: {interests}", interests="صبحانه")
    await desk.tap("▲ I’m for it")
    await desk.sees("you are for it")
    await desk.tap("Back")
    await board(desk, shop)
    await desk.tap("Other views")
    await desk.sees("<b>What shall the board show?</b>")
    await desk.tap("By interest")
    await desk.sees("<b>What are they about?</b>")
    await desk.tap("صبحانه")
    await board(desk, shop)
    assert [text in desk.text for text in TEXTS].count(True) == 1
    await desk.tap("Other views")
    await desk.sees("<b>What shall the board show?</b>")
    await desk.tap("By stage")
    await desk.sees("<b>How far have they come?</b>")
    await desk.tap("planned")
    await desk.sees("None has come just so far now.")
    await desk.tap("Other views")
    await desk.sees("<b>What shall the board show?</b>")
    await desk.tap("My own")
    await desk.sees("You have not suggested anything here yet.")
    assert v.tell("New idea") in desk.labels()
    await desk.tap("Search")
    await desk.sees(SEEK)
    await desk.say("و")
    await desk.sees("Write a word of two letters or more, and I look for it.")
    await desk.say("بادام")
    await board(desk, shop)
    assert (TEXTS[0] in desk.text, TEXTS[1] in desk.text) == (True, False)
    await desk.tap("▲ {n}", n=1)
    await board(desk, shop)
    assert TEXTS[1] not in desk.text, "the same search, though its words are on no button"
    assert desk.screen["message_id"] != first
    await desk.say("زعفران")
    await desk.sees(NONE)
    kept = {one.text: one.backings for one in await rows(shop.hub.db, Idea) if one.backings}
    assert kept == {TEXTS[0]: 1, TEXTS[1]: 1}


async def test_forged_taps_and_a_link(world: SandboxWorld, shop: Shop, desk: Desk) -> None:
    await desk.say("ایده‌ها")
    await board(desk, shop)
    idea = (await row(shop.hub.db, Idea)).id
    gone = desk.words("That is not here any more. Start again from /panel or /start.")
    place = shop.hangout.id
    for data in (
        Board(hangout=place, what="everything"),
        Board(hangout=place, what="state", about="declined"),
        Board(hangout=place, edge="1.2.3"),
        Board(hangout=place, what="tag", about="77"),
        Tap(idea=idea + 99, on=True),
    ):
        assert (await desk.press(data.pack())).text == gone
    stranger = await world.new_person("غریبه")
    await stranger.start()
    await stranger.wait_for(stranger.id, "غریبه")
    answer = await stranger.press(await stranger.last(), data=Tap(idea=idea, on=True).pack())
    assert answer.text == desk.words("This is for the hangout’s members. Tap the button under its question.")
    assert await rows(shop.hub.db, Backing) == []
    await desk.owner.start(f"i_{idea}")
    await desk.owner.wait_for(desk.owner.id, lambda m: text_of(m).lstrip("\u200f\u2068").startswith(TEXTS[-1]))


async def test_the_owner_s_budget_and_the_counter(shop: Shop, desk: Desk) -> None:
    owner, place, v = Desk(shop.owner), shop.hangout.id, desk.voice
    await owner.say("/panel")
    await owner.sees("Next question: {when}", when="")
    await owner.press(Panel(hangout=place, act="backings").pack())
    await owner.sees(BUDGET, since=0)
    assert (await owner.tap(str(v.number(3)))).text == v.tell("Saved.")
    assert (await row(shop.hub.db, Hangout)).backing_budget == 3
    member = (await row(shop.hub.db, Member, person_id=desk.owner.id)).id
    await owner.press(Button(member=member, act="ideas").pack())
    await owner.sees(WHICH, name="سارا", since=0)
    assert (await owner.tap(TEXTS[6])).text == v.tell("Noted.")
    await owner.sees(WHICH, name="سارا", since=0)
    await owner.say("بادام")
    await owner.sees(WHICH, name="سارا")
    assert TEXTS[0] in owner.text
    await owner.tap(TEXTS[0])
    assert {one.by_id for one in await rows(shop.hub.db, Backing)} == {shop.owner.id}
    await desk.say("/ideas")
    await board(desk, shop)
    assert v.many("This month you can be for {n} more.", "This month you can be for {n} more.", 1) in desk.text
    answer = await desk.tap("▲ {n}", n=3)
    assert answer.text == v.tell("You are for it; that was the last of this month.")
    await board(desk, shop)
    refused = await desk.tap("▲ {n}", n=4)
    most = "You have been for {limit} ideas this month, and that is all. Take one back, and you can be for this one."
    assert refused.text == desk.words(most, limit=3)
    await owner.press(Panel(hangout=place, act="history").pack())
    await owner.sees("Noted at the counter that {name} is for an idea.", name="سارا", since=0)


@BOTH
async def test_staff_do_not_learn_what_a_member_wrote_or_backs(shop: Shop, desk: Desk, language: str) -> None:
    """At the counter their idea looks and answers like any other, and so does one that they back."""
    owner, place, own = Desk(shop.owner, language), shop.hangout.id, "صندلی راحت"
    await people.choose_language(shop.hub, shop.owner.id, language)
    member = (await row(shop.hub.db, Member, person_id=desk.owner.id)).id
    await ideas.post(shop.hub, desk.owner.id, place, Draft(own), once=own)
    await backing.back(shop.hub, desk.owner.id, (await row(shop.hub.db, Idea, text=TEXTS[6])).id)
    await owner.owner.start()
    await owner.owner.wait_for(owner.owner.id, lambda m: True)
    owner.screen = await owner.owner.last()
    await owner.press(Button(member=member, act="ideas").pack())
    for text in (own, TEXTS[6], TEXTS[5]):
        await owner.sees(WHICH, name="سارا", since=0)
        assert owner.words("you are for it") not in owner.text
        assert [label for label in owner.labels() if label.startswith("✓")] == []
        assert (await owner.tap(text)).text == owner.voice.tell("Noted.")
    ticked = await owner.owner.wait_for(
        owner.owner.id, lambda m: any("✓" in one["text"] for one in buttons_of(m)), since=0
    )
    owner.screen = ticked
    assert [TEXTS[5] in label for label in owner.labels() if label.startswith("✓")] == [True]
    assert (await owner.tap(next(one for one in owner.labels() if "✓" in one))).text == owner.voice.tell("Taken back.")
    assert [(one.backings, one.text) for one in await rows(shop.hub.db, Idea) if one.backings] == [(1, TEXTS[6])]
