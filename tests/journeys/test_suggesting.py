"""An idea's beginning: in private and in the group, with albums and voices, edited, deleted, taken back; and who saw
what."""

from typing import Any

import pytest

from storage.tables import Backing, Idea
from tests.sandbox.places import png
from tests.support.desk import Desk
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.photos import photo_of
from tests.support.shop import Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
ASK = (
    "<b>What would you like to see at {title}?</b>\nWrite it in a line or two. A picture, an album or a voice message "
    "may come with it. In the group, {tag} beside your words does the same."
)
PLACED = "✓ It stands on the board. Others can be for it now, and you hear of each step."
ONE_OF = "<b>Is it one of these?</b>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
async def shop(world: SandboxWorld, app: Any, language: str) -> Shop:
    return await open_shop(world, app.hub, language=language)


async def member(shop: Shop, name: str, language: str) -> Desk:
    """Somebody who came through the hangout's link, and is in the group."""
    person = await shop.world.new_person(name, language_code=language)
    await person.join(shop.group)
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, lambda m: True)
    return Desk(person, language)


async def idea_of(shop: Shop, text: str) -> Any:
    """The idea with these words, as soon as it is there."""
    await until(lambda: _has(shop, text), f"for {text}")
    return await row(shop.hub.db, Idea, text=text)


async def _has(shop: Shop, text: str) -> bool:
    return await row(shop.hub.db, Idea, text=text) is not None


async def state(shop: Shop, idea_id: int) -> str:
    return str((await row(shop.hub.db, Idea, id=idea_id)).state)


async def whispered(person: Someone, chat_id: int, wanted: str) -> Message:
    return await person.wait_for(chat_id, lambda m: wanted in text_of(m) and m["view"]["ephemeral"], since=0)


async def taken_back(desk: Desk) -> None:
    """From an idea's card."""
    await desk.tap("Take it back")
    await desk.sees("Take this idea back? It leaves the board for good.", since=0)
    await desk.tap("Yes, take it back")


async def suggested(desk: Desk, text: str) -> None:
    await desk.say("/suggest")
    await desk.sees(ASK, title="", tag="")
    await desk.say(text)
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: text in text_of(m) and buttons_of(m))


@RUNS
async def test_written_in_private_and_found_again_by_somebody_else(shop: Shop, language: str) -> None:
    first, second = await member(shop, "سارا", language), await member(shop, "دارا", language)
    await suggested(first, "کاش شیر بادام داشتید")
    await first.tap("Post it")
    await first.sees(PLACED)
    idea = await idea_of(shop, "کاش شیر بادام داشتید")
    await suggested(second, "لطفا شير بادام بیارید")
    assert str(second.words(ONE_OF)) in second.text
    assert str(first.owner.name) not in second.text
    await second.tap("I’m for number {n}", n=1)
    await second.sees("✓ You are for it. Nothing new was posted.", since=0)
    assert [one.idea_id for one in await rows(shop.hub.db, Backing)] == [idea.id]
    assert len(await rows(shop.hub.db, Idea)) == 1


@RUNS
async def test_an_album_a_voice_other_words_and_taking_back(shop: Shop, language: str) -> None:
    desk = await member(shop, "سارا", language)
    await desk.say("/suggest")
    await desk.sees(ASK, title="", tag="")
    assert ("#ایده" in desk.text, "#idea" in desk.text) == (language == "fa", language == "en")
    person = desk.owner
    await person.send(person.id, "میزهای کنار پنجره", photo=PNG, album="7")
    await desk.sees("میزهای کنار پنجره")
    assert desk.voice.tell("an album") in desk.text, "nobody knows yet how many pictures there are"
    await person.send(person.id, photo=PNG, album="7")
    await person.send(person.id, voice=b"ogg" * 900)
    heard = str(desk.voice.many("{n} voice message", "{n} voice messages", 1))
    desk.screen = await person.wait_for(person.id, lambda m: heard in text_of(m))
    await desk.tap("Post it")
    await desk.sees(PLACED)
    idea = await idea_of(shop, "میزهای کنار پنجره")
    assert [one["kind"] for one in idea.media] == ["photo", "photo", "voice"]
    await desk.tap("See it")
    desk.screen = await person.wait_for(person.id, "میزهای کنار پنجره", since=0)
    await desk.tap("Show what came with it")
    shown = await person.wait_for(person.id, lambda m: "photo" in m and m["view"]["author"] != person.name, since=0)
    assert (await photo_of(shop.world, shown)).size == (1, 1)
    await person.wait_for(person.id, lambda m: "voice" in m, since=0)
    await desk.tap("Other words")
    await desk.sees(INSTEAD)
    await desk.say("میز بزرگ کنار پنجره")
    desk.screen = await person.wait_for(person.id, lambda m: "میز بزرگ کنار پنجره" in text_of(m) and buttons_of(m))
    await other_pictures(shop, desk, idea.id)
    await taken_back(desk)
    await until(lambda: _is(shop, idea.id, "withdrawn"), "for it to be taken back")


async def other_pictures(shop: Shop, desk: Desk, idea_id: int) -> None:
    """An album in the place of what there was, then nothing at all."""
    person = desk.owner
    await desk.tap("Other words")
    await desk.sees(INSTEAD)
    for _ in range(2):
        await person.send(person.id, photo=PNG, album="8")
    await until(lambda: _pictures(shop, idea_id, 2), "for the album in their place")
    desk.screen = await person.wait_for(
        person.id, lambda m: "میز بزرگ کنار پنجره" in text_of(m) and buttons_of(m), since=0
    )
    await desk.tap("Other words")
    await desk.sees(INSTEAD, since=0)
    await desk.tap("Without what came with it")
    await until(lambda: _pictures(shop, idea_id, 0), "for the words alone")
    out = desk.voice.tell("Take it back")
    desk.screen = await person.wait_for(person.id, lambda m: any(one["text"] == out for one in buttons_of(m)), since=0)


async def _is(shop: Shop, idea_id: int, wanted: str) -> bool:
    return await state(shop, idea_id) == wanted


@RUNS
async def test_a_hashtag_in_the_group_for_as_long_as_it_stands_there(shop: Shop, language: str) -> None:
    person = (await member(shop, "سارا", language)).owner
    said = await person.send(shop.group, "#ایده قفسهٔ کتاب امانتی")
    idea = await idea_of(shop, "قفسهٔ کتاب امانتی")
    await noted(person, shop.group, said)
    await person.edit(said, "#idea قفسهٔ کتاب و مجله")
    await until(lambda: _has(shop, "قفسهٔ کتاب و مجله"), "for the new words")
    await person.edit(said, "قفسهٔ کتاب و مجله")
    await until(lambda: _is(shop, idea.id, "withdrawn"), "for it to be taken back")
    await person.edit(said, "قفسهٔ مجله #ایده")
    await until(lambda: _is(shop, idea.id, "new"), "for it to be one again")
    await person.act("delete", chat_id=shop.group, message_id=said["message_id"])
    await person.send(shop.group, "#پیشنهاد این یکی ایده نیست")
    await person.send(shop.group, "#ایده")
    await whispered(person, shop.group, str(Desk(person, language).words(EMPTY)))
    assert [one.state for one in await rows(shop.hub.db, Idea)] == ["new"]
    desk = Desk(person, language, await _own(person, language))
    await taken_back(desk)
    await until(lambda: _is(shop, idea.id, "withdrawn"), "for it to go, though its message is gone")


@RUNS
async def test_another_picture_put_into_the_message_is_the_ideas(shop: Shop, language: str) -> None:
    person = (await member(shop, "سارا", language)).owner
    said = await person.send(shop.group, "#ایده قفسهٔ کتاب امانتی", photo=PNG)
    [before] = (await idea_of(shop, "قفسهٔ کتاب امانتی")).media
    await noted(person, shop.group, said)
    now = await person.edit(said, "#ایده قفسهٔ کتاب و مجله", photo=png(30, 20))
    await until(lambda: _has(shop, "قفسهٔ کتاب و مجله"), "for the new words")
    [after] = (await idea_of(shop, "قفسهٔ کتاب و مجله")).media
    assert after["file_id"] == now["photo"][-1]["file_id"] != before["file_id"]


INSTEAD = (
    "How shall it be said instead? Write it; those who are for it stay for it. A picture or a voice message takes the "
    "place of what came with it."
)
EMPTY = "Write what you wish beside the hashtag, and it becomes an idea."


async def noted(person: Someone, chat_id: int, message: Message) -> None:
    """The bot's mark stands at the person's message."""

    async def stands() -> bool:
        mine = next(m for m in await person.messages(chat_id) if m["message_id"] == message["message_id"])
        return [one["emoji"] for one in mine["view"]["reactions"]] == ["✍"]

    await until(stands, "for the mark")


async def _own(person: Someone, language: str) -> Message:
    """The newest of the person's ideas, opened from their list."""
    desk = Desk(person, language)
    await desk.say("/suggest")
    await desk.sees(ASK, title="", tag="")
    await desk.tap("My ideas")
    await desk.sees("<b>My ideas</b>", since=0)
    await person.press(desk.screen, buttons_of(desk.screen)[0]["text"])
    out = desk.voice.tell("Take it back")
    return await person.wait_for(person.id, lambda m: any(one["text"] == out for one in buttons_of(m)), since=0)


@RUNS
async def test_one_like_another_is_asked_back_and_an_album_is_one_idea(shop: Shop, language: str) -> None:
    first, second = await member(shop, "سارا", language), await member(shop, "دارا", language)
    await first.owner.send(shop.group, "#ایده سایه‌بان برای میزهای بیرون", photo=PNG, album="3")
    await first.owner.send(shop.group, photo=PNG, album="3")
    idea = await idea_of(shop, "سایه‌بان برای میزهای بیرون")
    await until(lambda: _pictures(shop, idea.id, 2), "for the album")
    await second.owner.send(shop.group, "میز های بیرون سایه بان می‌خواهند #ایده")
    second.screen = await whispered(second.owner, shop.group, str(second.words(ONE_OF)))
    assert first.owner.name not in second.text
    assert "سایه‌بان برای میزهای بیرون" in second.text
    draft = await row(shop.hub.db, Idea, state="draft")
    said = await second.tap("I’m for number {n}", n=1)
    assert said.text == second.words("You are for it. Nothing new was posted.")
    assert await state(shop, draft.id) == "withdrawn"
    answered = await whispered(second.owner, shop.group, str(second.words("You are for it. Nothing new was posted.")))
    assert not buttons_of(answered), "the question became its answer"
    assert (await row(shop.hub.db, Idea, id=idea.id)).backings == 1


async def _pictures(shop: Shop, idea_id: int, number: int) -> bool:
    return len((await row(shop.hub.db, Idea, id=idea_id)).media) == number


@RUNS
async def test_the_owner_lets_ideas_wait_and_chooses_hashtags(shop: Shop, language: str) -> None:
    person, desk = (await member(shop, "سارا", language)).owner, Desk(shop.owner, "fa")
    await desk.say("/panel")
    desk.screen = await shop.owner.wait_for(shop.owner.id, buttons_of)
    await desk.tap("Customers’ voice")
    await desk.sees("<b>The customers’ voice in {title}</b>", title="", since=0)
    await desk.tap("How ideas are taken")
    await desk.sees("<b>Ideas at {title}</b>", title="", since=0)
    await desk.tap("Let them wait")
    await desk.tap("Other hashtags")
    await desk.sees(HASHTAGS, most=6, since=0)
    await desk.say("پیشنهاد wish")
    await desk.sees("<b>Ideas at {title}</b>", title="")
    assert "#پیشنهاد" in desk.text
    await person.send(shop.group, "#WISH tea with cardamom")
    idea = await idea_of(shop, "tea with cardamom")
    assert (idea.state, idea.live) == ("held", False)
    await whispered(person, shop.group, str(Desk(person, language).words(HELD)))


HASHTAGS = "<b>Which hashtags?</b>\nWrite up to {most}, a space between them; Persian and English ones go side by side."
HELD = "✓ It waits for a moderator’s eye, and then it stands on the board."
