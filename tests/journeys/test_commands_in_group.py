"""What belongs into private, asked for in a group: the asker alone is told where it is, and gets there in one tap."""

import pytest

from bot.app import App
from hub.ideas import ideas
from hub.ideas.ideas import Draft
from hub.person.people import Seen
from hub.stick import members
from locales.voice import voice
from tests.journeys.conftest import BOTH
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.shop import Shop, open_shop
from tests.support.world import SandboxWorld

TEXT = "شیر بادام بیاورید"
THERE = "That one is answered in private."


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    """With one idea of somebody else's."""
    made = await open_shop(world, app.hub)
    author = Seen(7001, "نگار", "fa")
    await members.join(made.hub, author, made.hangout.slug)
    await ideas.post(made.hub, author.id, made.hangout.id, Draft(TEXT), once=TEXT)
    return made


async def whispered(person: Someone, shop: Shop, wanted: str) -> Message:
    """What the person alone sees; nobody else is written to."""
    return await person.wait_for(shop.group, lambda m: wanted in text_of(m) and m["view"]["ephemeral"], since=0)


async def door(person: Someone, message: Message) -> None:
    """Follows the message's only button, a link."""
    [link] = [button["url"] for button in buttons_of(message)]
    await person.start(str(link).partition("?start=")[2] or None)


@BOTH
async def test_the_board_is_glanced_at_and_opened(shop: Shop) -> None:
    sara = shop.world.customers[0]
    await sara.send(shop.group, "/ideas")
    seen = await whispered(sara, shop, TEXT)
    await door(sara, seen)
    await sara.wait_for(sara.id, lambda m: TEXT in text_of(m) and len(buttons_of(m)) > 5)
    await sara.send(shop.group, "/suggest")
    await door(sara, await whispered(sara, shop, voice("fa").tell(THERE)))
    await sara.wait_for(sara.id, "#ایده")


async def test_everything_else_private_is_pointed_to(shop: Shop) -> None:
    sara = shop.world.customers[0]
    await sara.send(shop.group, "/me")
    seen = await whispered(sara, shop, voice("fa").tell(THERE))
    await door(sara, seen)
    await sara.wait_for(sara.id, shop.hangout.title)
    before = len(await sara.messages(shop.group))
    for said in ("/me@another_bot", "/nothing_of_ours", "me", "/stick"):
        await sara.send(shop.group, said)
    await sara.wait_for(shop.group, lambda m: "photo" in m and m["view"]["ephemeral"], since=0)
    assert len(await sara.messages(shop.group)) == before + 5, "four that were said, and the stick"


async def test_a_group_without_a_hangout_hears_nothing(shop: Shop) -> None:
    sara, owner = shop.world.customers[0], shop.owner
    other = await owner.new_chat("supergroup", "گروه دیگر")
    await owner.add_bot(other)
    await owner.send(other, "/ideas")
    await owner.send(other, "/me")
    await sara.send(shop.group, "/me")
    await whispered(sara, shop, voice("fa").tell(THERE))
    assert not [m for m in await owner.messages(other) if m["view"]["ephemeral"]]
