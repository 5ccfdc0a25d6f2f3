"""Needs when people are not there, or are there twice: an owner and a moderator at one need, an asker and an answerer
who have blocked the bot, albums; over HTTP and in Persian."""

from datetime import timedelta

import pytest

from bot.app import App
from hub.person.people import Seen
from hub.stick import members
from storage import hangouts as stored
from storage.tables import Entry, Line, Need, Notice, Person, Talk
from tests.journeys.test_needs_journey import KNOW, LOOK, SHOP, _helps, _join
from tests.sandbox.places import png
from tests.support.desk import Desk
from tests.support.habit import tag
from tests.support.people import Message, buttons_of, text_of
from tests.support.shop import NOON, Shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

WISH, HAVE, TOO = "چای سفید خوب", "فردا می‌آوریم.", "همین حالا هم یک قوطی هست."
ASKED = "Somebody at {title} looks for this. Can you help?"
NEW = "Somebody at {title} looks for this:"
ANSWERED = "{title} answers what you look for:"
pytestmark = pytest.mark.parametrize(("way", "engine"), [("webhook", "sqlite")], indirect=True)


async def moderator(shop: Shop, person: Desk) -> None:
    await members.join(shop.hub, Seen(person.owner.id, person.owner.name, "fa"), shop.hangout.slug)
    async with shop.hub.db.begin() as session:
        await stored.add_staff(session, shop.hangout.id, person.owner.id, "moderator", shop.hub.now())


async def asks(asker: Desk, *pictures: bytes) -> None:
    """In private, from the first tap; pictures come as one album, with the words below the first."""
    await asker.say("/need")
    await asker.sees(LOOK, title="")
    for place, picture in enumerate(pictures):
        await asker.owner.send(asker.owner.id, "" if place else WISH, photo=picture, album="5")
    if not pictures:
        await asker.say(WISH)
    asker.screen = await asker.owner.wait_for(asker.owner.id, lambda m: WISH in text_of(m) and buttons_of(m))
    await asker.tap("Ask")
    await asker.sees("<b>You look for this, at {title}:</b>", title="")


def shown(messages: list[Message], words: str) -> int:
    return sum(words in text_of(one) for one in messages if not one["view"]["mine"])


async def test_an_owner_and_a_moderator_answer_the_same_need_for_one_shop(world: SandboxWorld, shop: Shop) -> None:
    asker, host, owner = (
        await _join(shop, world.customers[0]),
        Desk(await world.new_person("گرداننده")),
        Desk(shop.owner),
    )
    await host.owner.start()
    await moderator(shop, host)
    await asks(asker)
    for keeper in (owner, host):
        await keeper.sees(NEW, title=shop.hangout.title, since=0)
        await keeper.tap("Answer for the shop")
        await keeper.sees(SHOP)
    for keeper, words in ((owner, HAVE), (host, TOO)):
        await keeper.say(words)
        await asker.owner.wait_for(asker.owner.id, words, since=0)
    assert len(await rows(shop.hub.db, Talk)) == 1
    assert {line.by_id for line in await rows(shop.hub.db, Line)} == {shop.owner.id, host.owner.id}
    await asker.sees(ANSWERED, title=shop.hangout.title, since=0)
    assert not any(name in asker.text for name in (host.owner.name, shop.owner.name))
    await asker.tap("Write back")
    await asker.sees("<b>What do you want to say?</b>\nIn a line or two; a picture may come with it.")
    await asker.say("آمدم.")
    await host.owner.wait_for(host.owner.id, "آمدم.", since=0)
    assert shown(await shop.owner.messages(), "آمدم.") == 0, "whoever answered last is written to"
    await owner.say("/needs")
    await asker.sees(ANSWERED, title=shop.hangout.title, since=0)
    await asker.tap("This helped me")
    await until(lambda: row(shop.hub.db, Need, state="met", met_by="shop"))


async def test_who_has_blocked_the_bot_misses_nothing_but_the_message(
    world: SandboxWorld, app: App, shop: Shop
) -> None:
    await tag(shop.hub, shop.hangout, "tea", "چای")
    asker, helper = await _join(shop, world.customers[0]), await _join(shop, world.customers[1])
    other = await _join(shop, world.customers[2])
    await _helps(app, helper)
    await asks(asker)
    await helper.sees(ASKED, title=shop.hangout.title, since=0)
    await helper.tap("I can help")
    await helper.sees(KNOW)
    await asker.owner.block()
    await helper.say("در کوچهٔ بالا دیدم.")
    await until(lambda: row(shop.hub.db, Notice, kind="need_said", state="failed"))
    await until(lambda: row(shop.hub.db, Person, id=asker.owner.id, reach="closed"))
    await asker.owner.unblock()
    await helper.owner.block()
    await asker.owner.start()
    await asker.say("/needs")
    await asker.sees("<b>What you look for</b>")
    await asker.owner.press(asker.screen, "۱")
    await asker.sees("<b>You look for this, at {title}:</b>", title=shop.hangout.title)
    await asker.tap("I have found it")
    await asker.sees("<b>Lovely. Who helped?</b>\nA member who did gets notches for it.")
    await asker.owner.press(asker.screen, asker.voice.tell("Answer {n}", n=1))
    await until(lambda: row(shop.hub.db, Need, state="met", met_by="member"))
    assert [one.notches for one in await rows(shop.hub.db, Entry, rule="need")] == [2]
    await asks(other)
    await shop.move(NOON + timedelta(days=2))
    await until(lambda: row(shop.hub.db, Notice, kind="need_met", state="failed"))
    assert len(await rows(shop.hub.db, Notice, kind="need_asked")) == 1, "who can not be reached is not asked"


async def test_an_album_is_one_picture_and_one_answer(world: SandboxWorld, shop: Shop) -> None:
    asker, owner = await _join(shop, world.customers[0]), Desk(shop.owner)
    first, second, third = png(), png(), png()
    await asks(asker, first, second, third)
    assert shown(await asker.owner.messages(), WISH) == 1
    await owner.sees(NEW, title=shop.hangout.title, since=0)
    assert owner.screen["photo"]
    await owner.tap("Answer for the shop")
    await owner.sees(SHOP)
    for place in range(3):
        await owner.owner.send(owner.owner.id, "" if place else HAVE, photo=png(), album="9")
    await asker.sees(ANSWERED, title=shop.hangout.title, since=0)
    assert asker.screen["photo"]
    await owner.say("/needs")
    await owner.owner.wait_for(owner.owner.id, lambda m: True)
    lost = "I do not know what to do with that. /today is the question, /stick your tally stick."
    assert shown(await shop.owner.messages(), str(owner.words(lost))) == 0
    assert len(await rows(shop.hub.db, Line)) == 1
