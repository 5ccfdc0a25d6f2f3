"""The guide: the owner gathers two questions under a subject, a member asks for advice; over HTTP."""

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.guide.guide import Advise, Behind
from handlers.guide.panel import Part
from hub.daily import votes
from hub.daily.ballots import Ballot
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from locales.voice import Spoken
from storage.tables import Act, Round
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.shop import Shop, open_shop
from tests.support.store import rows
from tests.support.until import until
from tests.support.world import SandboxWorld

HEAD = "<b>What people like at {title}</b>"
LIST = (
    "<b>The guide of {title}</b>\nQuestions about taste become advice for your members (/guide). Marked ones are in; "
    "tap one to take it in or out, or to say what it is about, so that several add up."
)
SUBJECT = (
    "<b>What does it advise on?</b>\nFor example: {example}. Questions of one subject add up; up to {limit} letters."
)
CROWD = range(7001, 7015)


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    return await open_shop(world, app.hub)


async def closed(shop: Shop, day: int, text: str, saffron: int) -> int:
    """A day's question on tea, answered by the crowd, of whom so many want saffron."""
    await shop.ask(text, ["چای زعفرانی", "چای سیاه"])
    await shop.evening(day)
    await until(lambda: _open(shop, text), "for the question")
    [on] = await rows(shop.hub.db, Round, state="open")
    ballots = [
        Ballot(Seen(who, "", "fa"), 1 if at < saffron else 2, round_id=on.id, chat_id=shop.channel)
        for at, who in enumerate(CROWD)
    ]
    await votes.cast(shop.hub, ballots)
    return int(on.id)


async def _open(shop: Shop, text: str) -> bool:
    return any(one.text == text for one in await rows(shop.hub.db, Round, state="open"))


@BOTH
async def test_two_questions_become_one_piece_of_advice(world: SandboxWorld, shop: Shop) -> None:
    first = await closed(shop, 0, "عصرانه با کدام چای؟", 9)
    second = await closed(shop, 1, "برای مهمان کدام چای را دم کنیم؟", 13)
    await shop.evening(2)
    await until(lambda: _all_closed(shop, 2), "for the second to close")
    owner = Desk(shop.owner)
    await owner.say("/panel")
    owner.screen = await owner.owner.wait_for(owner.owner.id, shop.hangout.title)
    await owner.press(Panel(hangout=shop.hangout.id, act="guide").pack())
    await owner.sees(LIST, title=shop.hangout.title)
    for number in (first, second):
        await owner.press(Part(hangout=shop.hangout.id, round=number, act="name").pack())
        await owner.sees(SUBJECT, example="", limit=60)
        if number == first:
            await owner.say("برای مهمان")
        else:
            await owner.press(Part(hangout=shop.hangout.id, round=number, act="as", other=first).pack())
        await owner.sees("In the guide, under “{subject}”.", subject="برای مهمان")
    mina = world.customers[0]
    await mina.start()
    await members.join(shop.hub, Seen(mina.id, mina.name, "fa"), shop.hangout.slug)
    await people.choose_language(shop.hub, mina.id, "fa")
    desk = Desk(mina)
    await desk.say("/guide")
    await desk.sees(HEAD, title=shop.hangout.title)
    assert "برای مهمان" in desk.text
    assert "۹۳٪" in desk.text
    assert "۱۴ نفر، در ۲ سؤال از آبان" in desk.text.replace("\u2068", "").replace("\u2069", "")
    assert mina.name not in desk.text
    await desk.press(Behind(round=second).pack())
    await desk.sees("All in all {people}; each counts once, with their newest answer.", people=Spoken("۱۴ نفر"))
    await desk.press(Advise(hangout=shop.hangout.id, topic="", page=0).pack())
    await desk.say("/guide بستنی")
    await desk.sees("Nothing about “{words}” has been answered here yet.", words="بستنی")


async def _all_closed(shop: Shop, count: int) -> bool:
    return len(await rows(shop.hub.db, Round, state="closed")) >= count


@BOTH
async def test_a_question_is_held_to_the_buttons_of_its_own_hangout(world: SandboxWorld, shop: Shop) -> None:
    """Of an owner's two hangouts the chats of one vouch for them, and the question is the other's."""
    foreign = await closed(shop, 0, "عصرانه با کدام چای؟", 9)
    await shop.evening(1)
    await until(lambda: _all_closed(shop, 1), "for it to close")
    other = await open_shop(world, shop.hub, new=True)
    owner, before = Desk(other.owner), await rows(shop.hub.db, Round, id=foreign)
    await owner.say("/panel")
    owner.screen = await owner.owner.wait_for(owner.owner.id, lambda m: bool(m.get("reply_markup")))
    for act in ("out", "in", "as", "name", "show"):
        answer = await owner.press(Part(hangout=other.hangout.id, round=foreign, act=act, other=foreign).pack())
        assert answer.alert
        assert await rows(shop.hub.db, Round, id=foreign) == before
        assert await rows(shop.hub.db, Act, what="guide_changed") == []
