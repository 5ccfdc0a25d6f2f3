"""The names in a standing, taken out by the owner, who does not learn whose they are; over HTTP."""

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.habit.names import Out
from hub.habit import standing
from hub.person.people import Seen
from hub.stick import members
from storage.tables import Member
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.habit import ranks
from tests.support.people import buttons_of
from tests.support.shop import Shop, open_shop
from tests.support.store import row
from tests.support.world import SandboxWorld

MINA, REZA = Seen(4711, "مینا", "fa"), Seen(4712, "رضا", "fa")
ASK = "Shall the name “{name}” go out of the standing? Its member may come back under another."


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    """A hangout with a standing, and two members."""
    shop = await open_shop(world, app.hub)
    await ranks(shop.hub, shop.hangout)
    for one in (MINA, REZA):
        await members.join(shop.hub, one, shop.hangout.slug)
    return shop


@pytest.fixture
async def owner(shop: Shop) -> Desk:
    """The owner, in the panel."""
    desk = Desk(shop.owner)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    return desk


async def listed(owner: Desk, shop: Shop, name: str) -> str:
    """What the name's button on the list sends back."""
    await owner.press(Panel(hangout=shop.hangout.id, act="names").pack())
    await owner.sees("<b>Names in the standing of {title}</b>", title=shop.hangout.title, since=0)
    return labelled(owner, name)


def labelled(owner: Desk, label: str) -> str:
    return str(next(b["callback_data"] for b in buttons_of(owner.screen) if b["text"] == label))


async def alias(shop: Shop, seen: Seen) -> str | None:
    found: str | None = (await row(shop.hub.db, Member, person_id=seen.id)).alias
    return found


@BOTH
async def test_an_unfit_name_is_taken_out_in_two_taps(shop: Shop, owner: Desk) -> None:
    await standing.join(shop.hub, MINA.id, shop.hangout.id, "نام بد")
    data = await listed(owner, shop, "نام بد")
    await owner.press(data)
    await owner.sees(ASK, name="نام بد", since=0)
    assert (await owner.tap("Yes, take it out")).text == owner.words("Taken out.")
    assert await alias(shop, MINA) is None
    assert (await owner.press(data)).text == owner.words("That button has done its work.")


@BOTH
async def test_a_name_that_was_changed_meanwhile_is_not_taken_away_by_an_old_button(shop: Shop, owner: Desk) -> None:
    await standing.join(shop.hub, MINA.id, shop.hangout.id, "نام بد")
    first = await listed(owner, shop, "نام بد")
    await owner.press(first)
    await owner.sees(ASK, name="نام بد", since=0)
    sure = labelled(owner, owner.words("Yes, take it out"))
    await standing.join(shop.hub, MINA.id, shop.hangout.id, "نام خوب")
    for old in (first, sure):
        assert (await owner.press(old)).text == owner.words("That button has done its work.")
    assert await alias(shop, MINA) == "نام خوب"


@BOTH
async def test_a_button_is_the_names_whoever_goes_by_it(shop: Shop, owner: Desk) -> None:
    await standing.join(shop.hub, MINA.id, shop.hangout.id, "نام بد")
    first = await listed(owner, shop, "نام بد")
    assert set(Out.model_fields) == {"hangout", "seal", "sure"}, "nothing in it tells one member from another"
    await standing.leave(shop.hub, MINA.id, shop.hangout.id)
    await standing.join(shop.hub, REZA.id, shop.hangout.id, "نام بد")
    assert await listed(owner, shop, "نام بد") == first
