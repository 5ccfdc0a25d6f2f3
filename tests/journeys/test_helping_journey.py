"""Help with a choice: asked from the guide, offered below a vote in private, told without a name; over HTTP."""

import pytest

from bot.app import App
from handlers.guide.helping import Advice, Help, Wanted
from hub.guide import dilemmas
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from storage.tables import Dilemma, Wizard
from tests.journeys.conftest import BOTH
from tests.journeys.test_needs_journey import LOOK
from tests.support.desk import Desk
from tests.support.people import text_of
from tests.support.shop import Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

ASK = (
    "<b>What do you choose between?</b>\nWrite the question on the first line, and {least} or {most} options "
    "below, each on a line. The next {n} who vote here in private may answer; your name is not shown."
)


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    return await open_shop(world, app.hub)


async def member(world: SandboxWorld, shop: Shop, number: int) -> Desk:
    person = world.customers[number]
    await person.start()
    await person.wait_for(person.id, lambda m: "reply_markup" in m)
    await members.join(shop.hub, Seen(person.id, person.name, "fa"), shop.hangout.slug)
    await people.choose_language(shop.hub, person.id, "fa")
    return Desk(person)


@BOTH
async def test_a_choice_is_asked_answered_and_told(world: SandboxWorld, shop: Shop) -> None:
    asker, helper = await member(world, shop, 0), await member(world, shop, 1)
    await asker.say("/guide")
    await asker.sees("<b>What people like at {title}</b>", title=shop.hangout.title)
    await asker.press(Wanted(hangout=shop.hangout.id, act="begin").pack())
    await asker.sees(ASK, least=2, most=3, n=20)
    await asker.say("برای تولد مادرم کدام؟\nشمع\nگلدان")
    await until(lambda: _asked(shop, asker), "for the choice")
    choice = await row(shop.hub.db, Dilemma)
    await helper.say("/guide")
    await helper.sees("<b>What people like at {title}</b>", title=shop.hangout.title)
    assert str(helper.words("Help somebody choose")) in helper.labels()

    await shop.ask("چای یا قهوه؟", ["چای", "قهوه"])
    await shop.evening()
    await shop.post("چای یا قهوه؟")
    await helper.say("/today")
    helper.screen = await helper.owner.wait_for(helper.owner.id, lambda m: "چای یا قهوه؟" in text_of(m))
    await helper.press(ballots_of(helper.screen)[0])
    await helper.press(Help(hangout=shop.hangout.id).pack())
    helper.screen = await helper.owner.wait_for(helper.owner.id, "برای تولد مادرم کدام؟")
    assert world.customers[0].name not in helper.text
    await helper.press(Advice(choice=choice.id, option=1).pack())
    await helper.owner.wait_for(helper.owner.id, lambda m: "۱۰۰٪" in text_of(m), since=0)
    await shop.evening(3)
    helped = "این نظر"
    end = await asker.owner.wait_for(asker.owner.id, lambda m: helped in text_of(m), since=0)
    assert "۱۰۰٪" in text_of(end)
    assert world.customers[1].name not in text_of(end)


async def _asked(shop: Shop, desk: Desk) -> bool:
    return await dilemmas.asked(shop.hub, desk.owner.id, shop.hangout.id) is not None


async def place_of(shop: Shop, desk: Desk) -> str | None:
    found = await rows(shop.hub.db, Wizard, person_id=desk.owner.id)
    return found[0].state if found else None


@BOTH
async def test_an_old_cancel_leaves_other_steps_alone(world: SandboxWorld, shop: Shop) -> None:
    mina = await member(world, shop, 0)
    cancel = Wanted(hangout=shop.hangout.id, act="cancel").pack()
    await mina.say("/need")
    await mina.sees(LOOK, title="")
    gone = str(mina.words("That is not here any more. Start again from /panel or /start."))
    assert (await mina.press(cancel)).text == gone
    assert await place_of(shop, mina) == "Needing:words"
    await mina.press(Wanted(hangout=shop.hangout.id, act="begin").pack())
    await mina.sees(ASK, least=2, most=3, n=20, since=0)
    assert (await mina.press(Wanted(hangout=shop.hangout.id + 1, act="cancel").pack())).text == gone
    assert await place_of(shop, mina) == "Helped:words"
    await mina.press(cancel)
    await mina.sees("Nobody was asked.", since=0)
    assert await place_of(shop, mina) is None
