"""A question for a word: answered in private, in the group and below the channel's post; looked through; let out."""

from typing import Any

import pytest

from hub.context import Hub
from storage.tables import Post, Round, Said, Word
from tests.support.desk import Desk
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.shop import Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.words import ASKED, queue_word
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
NEAR = "Which of these is <b>{word}</b> the same as?\nIts votes are counted for that one; you can take them apart."
GUIDE = "Answer with a word or a few: with the button, or by replying to this message."
ASK = "<b>What is your word?</b>\nOne, or a few: up to {limit} letters."
TAP = "Tap a word to see how it was written; {sign} leaves it out of the result."
CHANGE = "Until now your word is <b>{word}</b>. Write another, and it takes its place."
NONE = "There is no result this time."
WAIT = "The words are being looked through; the result comes after that."


@pytest.fixture
async def shop(world: SandboxWorld, app: Any, language: str) -> Shop:
    """A hangout whose question of the evening asks for a word."""
    made = await open_shop(world, app.hub, language=language)
    await queue_word(app.hub, made.hangout.id, owner=made.owner.id)
    await made.evening()
    return made


async def posted(shop: Shop, place: int) -> Message:
    return await shop.owner.wait_for(
        place, lambda m: ASKED in text_of(m) and buttons_of(m) and not m.get("is_automatic_forward"), since=0
    )


def payload_of(post: Message) -> str:
    """What the post's button carries into private chat."""
    return str(buttons_of(post)[0]["url"].partition("?start=")[2])


async def counts(hub: Hub) -> dict[str, int]:
    return {word.label: word.members for word in await rows(hub.db, Word) if word.members}


async def thumbed(person: Someone, chat_id: int, message: Message) -> None:
    """The bot's thumb stands at the person's message."""

    async def stands() -> bool:
        seen = await person.messages(chat_id)
        mine = next(m for m in seen if m["message_id"] == message["message_id"])
        return [one["emoji"] for one in mine["view"]["reactions"]] == ["👍"]

    await until(stands, "for the thumb")


async def comer(shop: Shop, name: str, language: str) -> Desk:
    """Somebody who opens the private chat through the channel post's button."""
    person = await shop.world.new_person(name, language_code=language)
    await person.start(payload_of(await posted(shop, shop.channel)))
    desk = Desk(person, language)
    await desk.sees(ASK, limit=40)
    return desk


@RUNS
async def test_words_in_private_are_counted_moved_and_taken_back(shop: Shop, language: str) -> None:
    assert str(Desk(shop.owner, language).words(GUIDE)) in text_of(await posted(shop, shop.channel))
    desk = await comer(shop, "نیما", language)
    await desk.say("الف" * 20)
    await desk.sees(
        "That is a little long: {length} letters, and {limit} fit. Send a shorter one.", limit=40, length=60
    )
    await desk.say("چاي سبز")
    await desk.sees("Notch {n} of {size}.", n=1, size=10)
    assert "چاي سبز" in desk.text
    await desk.tap("Another word")
    await desk.sees(CHANGE, word="چاي سبز")
    await desk.say("قهوه")
    await desk.sees("Your word is this one now.")
    assert await counts(shop.hub) == {"قهوه": 1}
    await desk.say("/today")
    card = await desk.sees("Your word: <b>{word}</b>", word="قهوه")
    await desk.owner.send(desk.owner.id, "چای", reply_to=card["message_id"])
    await desk.sees("Your word is this one now.")
    assert await counts(shop.hub) == {"چای": 1}
    await desk.tap("Another word")
    await desk.sees(CHANGE, word="چای")
    await desk.tap("Take it back")
    await desk.sees("Your vote is taken back.")
    assert await counts(shop.hub) == {}


@RUNS
async def test_replies_where_the_question_stands_are_words(shop: Shop, language: str) -> None:
    post, people = await posted(shop, shop.group), [await shop.world.new_person(n) for n in ("مریم", "رضا")]
    for person in people:
        await person.join(shop.group)
    carried = await shop.owner.wait_for(
        shop.group, lambda m: m.get("is_automatic_forward") and ASKED in text_of(m), since=0
    )
    first, second = people
    said = await first.send(shop.group, "آرامش", reply_to=post["message_id"])
    await thumbed(first, shop.group, said)
    moved = await first.send(shop.group, "آرامش!!!", reply_to=post["message_id"])
    again = await first.send(shop.group, "دورهمی", reply_to=post["message_id"])
    await thumbed(first, shop.group, again)
    comment = await second.send(shop.group, "دور همی", reply_to=carried["message_id"])
    await thumbed(second, shop.group, comment)
    await second.send(shop.group, "چه سؤال خوبی", reply_to=carried["message_id"])
    await second.send(shop.group, "خط", reply_to=moved["message_id"])
    await second.send(shop.group, "چای " * 12, reply_to=post["message_id"])
    long = Desk(second, "fa").words(
        "That is a little long: {length} letters, and {limit} fit. Send a shorter one.", limit=40, length=47
    )
    await second.wait_for(shop.group, lambda m: text_of(m) == str(long) and m["view"]["ephemeral"], since=0)
    assert await counts(shop.hub) == {"دورهمی": 2}
    assert len(await rows(shop.hub.db, Said)) == 2
    told = [text_of(m) for m in await first.messages(shop.group) if m["view"]["ephemeral"]]
    assert told == []


@RUNS
async def test_a_reply_counts_before_the_sending_is_confirmed(world: SandboxWorld, app: Any, language: str) -> None:
    """Members are quicker than Telegram's answers to us: below either post the answer counts, and the group's post is
    known by it."""
    assert world.sandbox
    shop = await open_shop(world, app.hub, language=language)
    await queue_word(app.hub, shop.hangout.id, owner=shop.owner.id)
    people = [await world.new_person(name) for name in ("مریم", "رضا")]
    for person in people:
        await person.join(shop.group)
    await world.fault("sendMessage", "hold_after", times=2)
    await shop.evening()
    await until(lambda: world.sandbox and world.sandbox.stage.faults.held == 2)
    carried = await shop.owner.wait_for(shop.group, lambda m: m.get("is_automatic_forward"), since=0)
    for person, below in zip(people, (await posted(shop, shop.group), carried), strict=True):
        await person.send(shop.group, "آرامش", reply_to=below["message_id"])
    await until(lambda: row(app.hub.db, Word, folded="آرامش", members=2), "for both words")
    assert (await row(app.hub.db, Post, place="group")).message_id
    assert (await row(app.hub.db, Post, place="channel")).message_id is None
    await world.reset_faults()
    await until(lambda: row(app.hub.db, Post, place="channel", state="live"))


async def beside(desk: Desk, label: str) -> None:
    """Taps the small button beside a word's own."""
    await desk.press(buttons_of(desk.screen)[desk.labels().index(label) + 1]["callback_data"])


@RUNS
async def test_looked_through_then_let_out(shop: Shop, language: str) -> None:
    for name, word in (("نیما", "چای"), ("مریم", "چایی"), ("رضا", "زشت"), ("سارا", "چايي"), ("علی", "قهوه")):
        desk = await comer(shop, name, language)
        await desk.say(word)
        await desk.sees("Notch {n} of {size}.", n=1, size=10)
    await shop.evening(days=1)
    owner, public = Desk(shop.owner, "fa"), Desk(shop.owner, language)
    owner.screen = await shop.owner.wait_for(shop.owner.id, ASKED)
    closed = await shop.owner.wait_for(shop.channel, str(public.words(WAIT)), since=0)
    assert "چایی" not in text_of(closed)
    assert not [m for m in await shop.owner.messages(shop.channel) if "photo" in m]
    await owner.tap("Look through")
    await owner.sees(TAP, sign="")
    assert [label for label in owner.labels() if "·" in label] == ["چایی · ۲", "زشت · ۱", "قهوه · ۱", "چای · ۱"]
    await beside(owner, "زشت · ۱")
    await owner.sees(TAP, sign="")
    assert "✕ زشت · ۱" in owner.labels()
    await owner.owner.press(owner.screen, "چای · ۱")
    await owner.sees("Written so:")
    await owner.tap("The same as…")
    await owner.sees(NEAR, word="چای")
    assert owner.labels()[0] == "چایی · ۲"
    await owner.owner.press(owner.screen, "چایی · ۲")
    await owner.sees(TAP, sign="")
    await owner.tap("Preview")
    await owner.sees("A picture of up to {n} words goes out with it, to the channel and the group.", n=2)
    assert "زشت" not in owner.text
    await owner.tap("Let it out")
    await owner.sees("The result is out.")
    for place in (shop.channel, shop.group):
        result = await shop.owner.wait_for(place, lambda m: "photo" in m and ASKED in text_of(m), since=0)
        assert all(word in text_of(result) for word in ("چایی", "قهوه"))
        assert "زشت" not in text_of(result)
    post = await shop.owner.wait_for(
        shop.channel, lambda m: "چایی" in text_of(m) and "photo" not in m and ASKED in text_of(m), since=0
    )
    assert "زشت" not in text_of(post)
    assert str(public.words(WAIT)) not in text_of(post)
    await owner.press(f"panel:{shop.hangout.id}:words")
    await owner.sees("<b>Words</b>\nWhat members answer in their own words is seen by nobody before you let it out.")
    await owner.owner.press(owner.screen, "✓")
    await owner.sees("The result is out.")
    await owner.press(f"panel:{shop.hangout.id}:history")
    told = owner.words("Let the words of “{question}” out; {n} left out", question=ASKED, n=1)
    owner.screen = await shop.owner.wait_for(shop.owner.id, str(told))


@RUNS
async def test_where_every_word_is_hidden_there_is_no_result(shop: Shop, language: str) -> None:
    desk = await comer(shop, "نیما", language)
    await desk.say("زشت")
    await desk.sees("Notch {n} of {size}.", n=1, size=10)
    await shop.evening(days=1)
    owner, public = Desk(shop.owner, "fa"), Desk(shop.owner, language)
    owner.screen = await shop.owner.wait_for(shop.owner.id, ASKED)
    await shop.owner.wait_for(shop.channel, str(public.words(WAIT)), since=0)
    await owner.tap("Look through")
    await owner.sees(TAP, sign="")
    await beside(owner, "زشت · ۱")
    await owner.sees(TAP, sign="")
    await owner.tap("Preview")
    await owner.sees("Every word is hidden. Show one, or close the question without a result.")
    assert (await owner.tap("Close without a result")).text == owner.voice.tell("Closed without a result.")
    await owner.sees(ASKED)
    assert str(owner.words(NONE)) in owner.text
    for place in (shop.channel, shop.group):
        post = await shop.owner.wait_for(place, lambda m: str(public.words(NONE)) in text_of(m), since=0)
        assert "زشت" not in text_of(post)
    await owner.press(f"panel:{shop.hangout.id}:history")
    await owner.sees("Closed “{question}” without a result", question=ASKED)


@RUNS
async def test_only_readers_look_and_no_link_opens_another_door(shop: Shop, language: str) -> None:
    desk = await comer(shop, "نیما", language)
    await desk.say("چای")
    await desk.sees("Notch {n} of {size}.", n=1, size=10)
    asked = (await row(shop.hub.db, Round)).id
    answer = await desk.press(f"read:{asked}:list:::0")
    assert "چای" not in answer.text
    assert answer.alert
    stranger = Desk(await shop.world.new_person("علی", language_code=language), language)
    for payload in (f"w_{asked}", f"w_{asked}_nowhere", f"w_999_{shop.hangout.slug}", "w_x_y"):
        await stranger.owner.start(payload)
        await stranger.sees("That is not here any more. Start again from /panel or /start.")
    await stranger.say("چای")
    await stranger.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")
    assert await counts(shop.hub) == {"چای": 1}
