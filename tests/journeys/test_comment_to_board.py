"""An album in a comment below a channel's post becomes an idea, is joined to another, and its author has blocked the
bot by then; over HTTP and in Persian."""

from datetime import timedelta
from typing import Any

import pytest

from hub.ideas import backing, ideas
from hub.ideas.ideas import Draft
from storage.tables import Backing, Idea, Notice, Person
from tests.journeys.test_ideas_looked_through import FOR, PILES, card_of, stands
from tests.journeys.test_suggesting import ASK, PNG, idea_of, member
from tests.support.desk import Desk
from tests.support.members import staff
from tests.support.people import buttons_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

SHADE, UMBRELLA = "سایه‌بان برای میزهای بیرون", "چتر آفتابی روی میزهای حیاط"
INTO = "<b>Which idea is it part of?</b>\nIts backers and its author are for that one then."


@pytest.fixture
async def shop(world: SandboxWorld, app: Any) -> Shop:
    return await open_shop(world, app.hub)


async def at_card(shop: Shop, desk: Desk, text: str) -> None:
    await desk.say("/panel")
    await desk.sees("<b>{title}</b>", title=shop.hangout.title)
    if desk.owner.id == shop.owner.id:
        await desk.tap("Customers’ voice")
        await desk.sees("<b>The customers’ voice in {title}</b>", title=shop.hangout.title)
    await desk.tap("Look through ideas")
    await desk.sees(PILES, title=shop.hangout.title)
    await desk.tap("New ideas")
    desk.screen = await desk.owner.wait_for(desk.owner.id, text)


async def commented(shop: Shop, author: Desk) -> int:
    """Two pictures below a post of the channel, with the words under the first."""
    await shop.owner.send(shop.channel, "امروز هوا گرم است.")
    carried = await shop.owner.wait_for(shop.group, lambda m: m.get("is_automatic_forward"), since=0)
    for words in (f"#ایده {UMBRELLA}", ""):
        await author.owner.send(shop.group, words, photo=PNG, album="4", reply_to=carried["message_id"])
    idea = await idea_of(shop, UMBRELLA)
    await until(lambda: _whole(shop, idea.id), "for the album")
    return int(idea.id)


async def _whole(shop: Shop, idea_id: int) -> bool:
    return len((await row(shop.hub.db, Idea, id=idea_id)).media) == 2


async def test_from_a_comment_to_the_idea_that_it_became_part_of(shop: Shop) -> None:
    sara, dara, nima = [await member(shop, name, "fa") for name in ("سارا", "دارا", "نیما")]
    shade = (await ideas.post(shop.hub, dara.owner.id, shop.hangout.id, Draft(SHADE), once="s")).id
    umbrella = await commented(shop, sara)
    await backing.back(shop.hub, nima.owner.id, umbrella)
    await sara.owner.block()
    owner, keeper = Desk(shop.owner), Desk(await shop.world.new_person("گرداننده"))
    await keeper.owner.start()
    await staff(shop.hub, shop.hangout, keeper.owner.id, "گرداننده", "moderator")
    for desk in (owner, keeper):
        await at_card(shop, desk, SHADE)
        await desk.tap("Later")
        await card_of(desk, UMBRELLA)
    await joined(owner)
    await stands(shop, umbrella, "merged")
    late = await keeper.tap("Leave it open")
    assert shop.owner.name in late.text
    await owner.sees("<b>Ideas in {title}</b>", title=shop.hangout.title, since=0)
    await owner.tap("Undo")
    await stands(shop, umbrella, "new")
    await shop.move(NOON + timedelta(minutes=3))
    assert await rows(shop.hub.db, Backing, idea_id=shade) == []
    same = str(owner.voice.tell("The same as…"))
    owner.screen = await owner.owner.wait_for(owner.owner.id, lambda m: same in str(buttons_of(m)), since=0)
    await joined(owner)
    await shop.move(NOON + timedelta(minutes=5))
    await until(lambda: _backings(shop, shade, 2), "for its author and its backer to go along")
    await nima.sees(FOR, title=shop.hangout.title, since=0)
    assert SHADE in nima.text
    assert sara.owner.name not in nima.text
    await until(lambda: row(shop.hub.db, Person, id=sara.owner.id, reach="closed"))
    assert await rows(shop.hub.db, Notice, kind="idea_moved", chat_id=sara.owner.id, state="failed")
    await heard_again(shop, sara, umbrella)


async def joined(owner: Desk) -> None:
    """The card's idea becomes part of the one that is looked for by a word."""
    await owner.tap("The same as…")
    await owner.sees(INTO)
    await owner.say("سایه‌بان")
    owner.screen = await owner.owner.wait_for(
        owner.owner.id, lambda m: any("سایه" in one["text"] for one in buttons_of(m))
    )
    await owner.owner.press(owner.screen, "سایه")


async def heard_again(shop: Shop, sara: Desk, umbrella: int) -> None:
    """Unblocked, its author finds what became of it."""
    await sara.owner.unblock()
    await sara.owner.start()
    await sara.say("/suggest")
    await sara.sees(ASK, title="", tag="")
    await sara.tap("My ideas")
    await sara.sees("<b>My ideas</b>", since=0)
    assert str(sara.voice.tell("part of another")) in sara.text
    assert (await row(shop.hub.db, Idea, id=umbrella)).state == "merged"


async def _backings(shop: Shop, idea_id: int, number: int) -> bool:
    kept = await row(shop.hub.db, Idea, id=idea_id)
    return bool(kept.backings == len(await rows(shop.hub.db, Backing, idea_id=idea_id)) == number)
