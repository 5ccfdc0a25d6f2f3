"""Ideas looked through card by card, told a minute later, made, listed and shown; over HTTP, in both languages."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.ideas.triage_screens import Sift
from hub.hangout import hangouts
from hub.ideas import authoring, backing, decisions, ideas
from hub.ideas.ideas import Draft
from storage.tables import Idea
from tests.support.board import moved
from tests.support.desk import Desk
from tests.support.members import staff
from tests.support.people import Someone, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
TEA, CHAIRS = "چای به‌لیمو هم باشد", "صندلی بیرون بگذارید"
OWN = "Your idea in {title}:"
FOR = "An idea in {title} that you are for:"
WHY = "Why is it declined? Its author and its backers read this. Tap a reason, or write your own."
PILES = "<b>Ideas in {title}</b>"


@pytest.fixture
async def shop(world: SandboxWorld, app: Any, language: str) -> Shop:
    """An open hangout in the run's language."""
    return await open_shop(world, app.hub, language=language)


async def member(shop: Shop, name: str, language: str) -> Someone:
    """Somebody who has opened the private chat and belongs to the hangout."""
    person = await shop.world.new_person(name, language_code=language)
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, shop.hangout.title, since=0)
    return person


async def idea(shop: Shop, person: Someone, text: str) -> int:
    return (await ideas.post(shop.hub, person.id, shop.hangout.id, Draft(text), once=text)).id


async def stands(shop: Shop, idea_id: int, state: str) -> None:
    async def there() -> bool:
        return bool((await row(shop.hub.db, Idea, id=idea_id)).state == state)

    await until(there, f"for the idea to be {state}")


async def to_pile(desk: Desk, shop: Shop, pile: str) -> None:
    """From the panel to the first card of a pile."""
    await desk.press(f"panel:{shop.hangout.id}:people")
    await desk.sees("<b>The customers’ voice in {title}</b>", title=shop.hangout.title)
    await desk.tap("Look through ideas")
    await desk.sees(PILES, title=shop.hangout.title)
    await desk.tap(pile)


async def card_of(desk: Desk, text: str) -> None:
    """The card of an idea is on the screen."""
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: text in text_of(m) and bool(m.get("reply_markup")))


async def at_panel(shop: Shop) -> Desk:
    desk = Desk(shop.owner, "fa")
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    return desk


@RUNS
async def test_words_that_changed_under_the_tap_are_shown_before_anything_is_done(shop: Shop, language: str) -> None:
    author = await member(shop, "نیما", language)
    tea = await idea(shop, author, TEA)
    owner = await at_panel(shop)
    await to_pile(owner, shop, "New ideas")
    await card_of(owner, TEA)
    await authoring.change(shop.hub, author.id, tea, CHAIRS)
    assert (await owner.tap("To the shortlist")).text == owner.words("Its author has changed it. Look once more.")
    await card_of(owner, CHAIRS)
    await stands(shop, tea, "new")
    await owner.tap("Decline…")
    await owner.sees(WHY)
    await authoring.change(shop.hub, author.id, tea, TEA)
    await owner.say("جایش نیست")
    await owner.sees("Its author has changed it. Look once more.")
    assert TEA in owner.text
    await owner.tap("To the shortlist")
    await stands(shop, tea, "shortlisted")


@RUNS
async def test_what_is_up_for_a_vote_is_left_to_it(shop: Shop, language: str) -> None:
    author = await member(shop, "نیما", language)
    both = [await idea(shop, author, text) for text in (TEA, CHAIRS)]
    for number in both:
        await moved(shop.hub, number, "shortlisted")
    owner = await at_panel(shop)
    await to_pile(owner, shop, "Shortlist")
    await card_of(owner, CHAIRS)
    terms = decisions.Draft("اول کدام؟", "تا جمعه", tuple(both))
    await decisions.begin(shop.hub, shop.owner.id, shop.hangout.id, terms, once="one")
    waits = owner.words("It is up for a vote; that decides.")
    assert (await owner.tap("Decline…")).text == waits
    await owner.sees("It is up for a vote; that decides.")
    assert CHAIRS in owner.text
    assert owner.voice.tell("Decline…") not in owner.labels()
    assert owner.voice.tell("Plan it") in owner.labels()
    assert (await owner.press(Sift(of=both[1], pile="s", act="open").pack())).text == waits
    await stands(shop, both[1], "shortlisted")


@RUNS
async def test_card_by_card_told_once_undone_in_silence(shop: Shop, language: str) -> None:
    author, friend = await member(shop, "نیما", language), await member(shop, "مریم", language)
    tea, chairs = await idea(shop, author, TEA), await idea(shop, friend, CHAIRS)
    await backing.back(shop.hub, friend.id, tea)
    owner = await at_panel(shop)
    heap = owner.voice.number(2)
    assert f"{owner.voice.tell('Customers’ voice')} · {heap}" in owner.labels()
    await to_pile(owner, shop, "New ideas")
    await card_of(owner, TEA)
    assert author.name not in owner.text
    helper = Desk(await shop.world.new_person("گرداننده", language_code="fa"), "fa")
    await helper.owner.start()
    await staff(shop.hub, shop.hangout, helper.owner.id, "گرداننده", "moderator")
    await helper.say("/panel")
    await helper.sees("<b>{title}</b>\nWhat you look after here:", title=shop.hangout.title)
    assert f"{helper.voice.tell('Look through ideas')} · {heap}" in helper.labels()
    await helper.tap("Look through ideas")
    await helper.sees(PILES, title=shop.hangout.title)
    await helper.tap("New ideas")
    await card_of(helper, TEA)
    await owner.tap("To the shortlist")
    await stands(shop, tea, "shortlisted")
    await card_of(owner, CHAIRS)
    answer = await helper.tap("Leave it open")
    assert shop.owner.name in answer.text
    await card_of(helper, CHAIRS)
    await stands(shop, tea, "shortlisted")
    await owner.tap("Decline…")
    await owner.sees(WHY)
    await owner.say("جایش نیست")
    await stands(shop, chairs, "declined")
    await owner.sees(PILES, title=shop.hangout.title)
    await owner.tap("Undo")
    await stands(shop, chairs, "new")
    await shop.move(NOON + timedelta(minutes=2))
    mine, theirs = Desk(author, language), Desk(friend, language)
    await mine.sees(OWN, title=shop.hangout.title)
    assert str(mine.words("It is on the shortlist now.")) in mine.text
    await theirs.sees(FOR, title=shop.hangout.title)
    assert author.name not in theirs.text
    told = [text_of(m) for m in await friend.messages(friend.id)]
    assert not [one for one in told if CHAIRS in one]


@pytest.mark.consent("نیما")
@RUNS
async def test_made_listed_with_a_name_that_agreed_and_shown_in_the_channel(shop: Shop, language: str) -> None:
    author, friend = await member(shop, "نیما", language), await member(shop, "مریم", language)
    tea = await idea(shop, author, TEA)
    await backing.back(shop.hub, friend.id, tea)
    owner = await at_panel(shop)
    for pile, way, state in (
        ("New ideas", "To the shortlist", "shortlisted"),
        ("Shortlist", "Plan it", "planned"),
        ("Planned ones", "It is made", "made"),
    ):
        await to_pile(owner, shop, pile)
        await card_of(owner, TEA)
        await owner.tap(way)
        await stands(shop, tea, state)
        await owner.sees(PILES, title=shop.hangout.title)
        await owner.press("panel")
        await owner.sees("Next question: {when}", when="")
    await shop.move(NOON + timedelta(minutes=2))
    mine, theirs = Desk(author, language), Desk(friend, language)
    await mine.sees(OWN, title=shop.hangout.title)
    assert str(mine.words("✓ It is made. You said it, we did it.")) in mine.text
    await theirs.sees(FOR, title=shop.hangout.title)
    assert author.name not in theirs.text
    await theirs.say("/made")
    await theirs.sees("<b>You said, we did</b> · {title}", title=shop.hangout.title)
    assert author.name not in theirs.text
    answer = await mine.tap("Yes, with my name")
    assert answer.text == mine.voice.tell("Your name stands beside it now.")
    await theirs.say("/made")
    await theirs.owner.wait_for(friend.id, author.name)
    await theirs.press(f"madec:{tea}")
    await friend.wait_for(friend.id, lambda m: "photo" in m and TEA in text_of(m))
    await owner.press(f"madec:{tea}")
    owner.screen = await shop.owner.wait_for(shop.owner.id, lambda m: "photo" in m and TEA in text_of(m))
    for said in ("It is on its way.", "It went there before."):
        assert (await owner.press(f"mades:{tea}")).text == owner.voice.tell(said)
    one = await shop.owner.wait_for(shop.channel, lambda m: "photo" in m and TEA in text_of(m), since=0)
    assert author.name in text_of(one), "they agreed"
    await shop.move(NOON + timedelta(days=1))  # the first day of a month in Persian; the English one ends later
    if language == "en":
        await shop.move(NOON + timedelta(days=11))
    post = await shop.owner.wait_for(
        shop.channel, lambda m: "photo" in m and TEA in text_of(m) and m["message_id"] != one["message_id"], since=0
    )
    assert author.name not in text_of(post)
    stranger = await shop.world.new_person("علی", language_code=language)
    await stranger.start(f"made_{shop.hangout.slug}")
    await stranger.wait_for(stranger.id, TEA)
    found = await hangouts.joined_by(shop.hub, stranger.id)
    assert [one.id for one in found] == [shop.hangout.id]
