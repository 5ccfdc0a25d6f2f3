"""The rules on the panel's shelf, walked over HTTP: values, ceilings, the second look, the currency, the history."""

import pytest

from handlers.buttons import Panel
from handlers.stick.bounds import Bound, Coin
from handlers.stick.rule_words import LIMIT, RULE
from handlers.stick.rulebook import Rule
from hub.hangout import settings
from hub.person import people
from hub.person.people import Seen
from hub.stick import rulebook
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join
from hub.stick.rulebook import Rulebook, Wish
from hub.stick.rules import Cut, Setting
from storage import hangouts
from storage.tables import Hangout
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.people import Answer, buttons_of, text_of
from tests.support.shop import Shop
from tests.support.world import SandboxWorld

A_DAY = (
    "<b>How many notches may one member get in a day, at most?</b>\n"
    "What goes beyond is not cut. Gifts do not count. Tap a number, or write one."
)
STEP = (
    "<b>How much money spent is worth {notches}?</b>\n"
    "What does not fill a step is not carried over. Tap an amount, or write one like {example}."
)
SURE = "At the pace of the last days, this gives away about {notches} a day."


@pytest.fixture(params=["fa", "en"])
async def desk(request: pytest.FixtureRequest, shop: Shop) -> Desk:
    """The owner at the rules, in one language or the other."""
    desk = Desk(shop.owner, request.param)
    await people.choose_language(shop.hub, shop.owner.id, request.param)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await desk.tap("Tally stick")
    await desk.sees("<b>The tally stick of {title}</b>", title=shop.hangout.title)
    await desk.tap("Rules")
    await desk.sees("<b>Rules of {title}</b>", title=shop.hangout.title)
    return desk


async def _book(shop: Shop) -> Rulebook:
    return await rulebook.book(shop.hub, shop.owner.id, shop.hangout.id)


async def _tap_number(desk: Desk, n: int) -> Answer:
    return await desk.owner.press(desk.screen, desk.voice.number(n))


async def _refresh(desk: Desk) -> None:
    """The tapped message as it is now."""
    number = desk.screen["message_id"]
    desk.screen = next(m for m in await desk.owner.messages() if m["message_id"] == number)


async def _votes(shop: Shop, count: int) -> None:
    """So many votes of today in the ledger."""
    for number in range(count):
        await join(shop.hub, Seen(7000 + number, "رهگذر", "fa"), shop.hangout.slug)
    async with shop.hub.db.begin() as session:
        terms = terms_of(await session.get_one(Hangout, shop.hangout.id))
        for number in range(count):
            member = await hangouts.member(session, shop.hangout.id, 7000 + number)
            assert member
            await cut_one(session, terms, member.id or 0, Cut("vote", 1, "vote:0"), shop.hub.now())


@BOTH
async def test_rules_are_read_and_changed_from_a_phone(desk: Desk, shop: Shop) -> None:
    """In place: one message all along; the list says each rule's value."""
    v, first = desk.voice, desk.screen["message_id"]
    for rule in RULE.values():
        assert rule(v) in desk.text
    await desk.owner.press(desk.screen, RULE["vote"](v))
    await desk.sees("For the first answer to a day’s question. It is cut by itself.")
    assert (await _tap_number(desk, 2)).text == v.tell("Saved.")
    await _refresh(desk)
    assert f"✓ {v.number(2)}" in desk.labels()
    await desk.tap("Switch off")
    await _refresh(desk)
    assert v.tell("Switch on") in desk.labels()
    await desk.tap("Back")
    await desk.sees("<b>Rules of {title}</b>", title=shop.hangout.title)
    assert f"{RULE['vote'](v)}: {v.tell('off')}" in desk.text
    assert desk.screen["message_id"] == first
    assert (await _book(shop)).rules["vote"] == Setting(2, active=False)


@BOTH
async def test_a_value_is_written_and_nonsense_is_asked_again(desk: Desk, shop: Shop) -> None:
    await desk.owner.press(desk.screen, RULE["idea"](desk.voice))
    await desk.sees("For an idea of a member’s that you take up. Your staff cut it at the counter.")
    for nonsense in ("ده", "0", "101", "-1", "1.5"):
        await desk.say(nonsense)
        await desk.sees("A whole number from {least} to {most} fits here.", least=1, most=100)
    await desk.say("۱۲۳ ۴۵۶")  # an owner at the counter, with the rules left open
    await desk.sees("No live card has this code. Ask the customer for the code that stands on their card now.")
    await desk.say("/stick")
    await desk.say("۱۷")
    await desk.sees("{rule}: <b>{worth}</b>", rule=RULE["idea"](desk.voice), worth="")
    assert f"✓ {desk.voice.number(17)}" in desk.labels()
    assert (await _book(shop)).rules["idea"] == Setting(17)
    await desk.tap("Back")
    await desk.sees("<b>Rules of {title}</b>", title=shop.hangout.title)
    await desk.say("20")  # nothing waits for a number any more
    assert (await _book(shop)).rules["idea"] == Setting(17)


@BOTH
async def test_purchases_by_amount(desk: Desk, shop: Shop) -> None:
    v = desk.voice
    await desk.owner.press(desk.screen, RULE["purchase"](v))
    await desk.sees("For a purchase. Your staff cut it at the counter, from the member’s card.")
    await desk.tap("By amount")
    await desk.sees(STEP, notches=v.many("{n} notch", "{n} notches", 1), example="")
    await desk.owner.press(desk.screen, v.money(1_000_000, "toman", short=True))
    assert (await _book(shop)).rules["purchase"] == Setting(1, step=1_000_000)
    await _refresh(desk)
    assert v.money(1_000_000, "toman") in desk.text
    await desk.tap("By amount")
    await desk.say("دویست")
    await desk.sees("I could not read that amount. Write it like {example}.", example="")
    await desk.say("۲۵۰ هزار تومان")
    await desk.sees("{rule}: <b>{worth}</b>", rule=RULE["purchase"](v), worth="")
    assert (await _book(shop)).rules["purchase"] == Setting(1, step=2_500_000)
    await desk.tap("Every visit")
    assert (await _book(shop)).rules["purchase"] == Setting(1)


@BOTH
async def test_much_is_shown_in_plain_figures_first(desk: Desk, shop: Shop) -> None:
    await _votes(shop, 60)
    v = desk.voice
    await desk.owner.press(desk.screen, RULE["vote"](v))
    await desk.sees("For the first answer to a day’s question. It is cut by itself.")
    await _tap_number(desk, 10)
    await desk.sees(SURE, notches=v.many("{n} notch", "{n} notches", 600))
    assert v.many("That is {n} full stick a day.", "That is {n} full sticks a day.", 60) in desk.text
    assert (await _book(shop)).rules["vote"] == Setting(1)
    await desk.tap("No, leave it")
    await _refresh(desk)
    await _tap_number(desk, 10)
    await _refresh(desk)
    yes = next(b for b in buttons_of(desk.screen) if b["text"] == v.tell("Yes, so be it"))
    for _ in range(2):
        await desk.press(yes["callback_data"])
    assert (await _book(shop)).rules["vote"] == Setting(10)
    await desk.say("20")
    await desk.sees(SURE, notches=v.many("{n} notch", "{n} notches", 1200))
    assert (await _book(shop)).rules["vote"] == Setting(10)


@BOTH
async def test_ceilings_and_limits_by_tap_and_in_words(desk: Desk, shop: Shop) -> None:
    v = desk.voice
    await desk.owner.press(desk.screen, LIMIT["day_ceiling"].name(v))
    await desk.sees(A_DAY)
    assert f"✓ {v.tell('No ceiling')}" in desk.labels()
    await _tap_number(desk, 5)
    assert (await _book(shop)).limits["day_ceiling"] == 5
    await desk.say("1001")
    await desk.sees("A whole number from {least} to {most} fits here.", least=1, most=1000)
    await desk.say("۷")
    await desk.sees(A_DAY)
    assert (await _book(shop)).limits["day_ceiling"] == 7
    await desk.owner.press(desk.screen, v.tell("No ceiling"))
    assert (await _book(shop)).limits["day_ceiling"] is None
    for field, value in (("month_ceiling", 50), ("clerk_limit", 0), ("sure_above", 500)):
        await desk.press(Bound(hangout=shop.hangout.id, field=field).pack())
        await _refresh(desk)
        await _tap_number(desk, value)
        assert (await _book(shop)).limits[field] == value


@BOTH
async def test_the_currency_and_what_holds_it(desk: Desk, shop: Shop) -> None:
    v = desk.voice
    await rulebook.change(shop.hub, shop.owner.id, shop.hangout.id, "purchase", Wish(step=1_000_000))
    await desk.tap("Currency")
    await desk.sees("<b>In which currency does the shop count?</b>")
    await desk.tap("Rial")
    assert (await _book(shop)).currency == "rial"
    await _refresh(desk)
    answer = await desk.tap("Euro")
    words = "Purchases are counted by amount. Let them count by visits first, then change the currency."
    assert (answer.alert, answer.text) == (True, v.tell(words))
    await rulebook.change(shop.hub, shop.owner.id, shop.hangout.id, "purchase", Wish(step=0))
    await desk.tap("Euro")
    assert (await _book(shop)).currency == "EUR"


@BOTH
async def test_the_history_says_what_was_changed(desk: Desk, shop: Shop) -> None:
    v, hub, owner, number = desk.voice, shop.hub, shop.owner.id, shop.hangout.id
    await rulebook.change(hub, owner, number, "purchase", Wish(notches=4, active=False))
    await rulebook.change(hub, owner, number, "purchase", Wish(step=5_000_000))
    await rulebook.limit(hub, owner, number, "sure_above", 300)
    await rulebook.limit(hub, owner, number, "month_ceiling", 40)
    for field, value in {"hour": "20:15", "timezone": "Asia/Dubai", "length": "12", "title": "پاتوق <b>نو</b>"}.items():
        await settings.change(hub, owner, number, field, value)
    await settings.change_language(hub, owner, number, "en")
    await desk.press(Panel(hangout=number, act="shelf").pack())
    await desk.sees("<b>The tally stick of {title}</b>", title="پاتوق <b>نو</b>")
    await desk.tap("History")
    await desk.sees("<b>History of {title}</b>", title="پاتوق <b>نو</b>")
    said = text_of(desk.screen)
    places = [said.index(word) for word in (v.tell("Language of posts"), v.city("Asia/Dubai"), v.clock(20 * 60 + 15))]
    assert places == sorted(places)
    assert said.count(shop.owner.name) == 6
    assert v.many("{n} notch", "{n} notches", 40) in said
    await desk.tap("Older ones")
    await _refresh(desk)
    assert v.tell("{rule}: switched off.", rule=RULE["purchase"](v)) in desk.text
    assert v.money(5_000_000, "toman") in desk.text
    assert v.tell("above {notches} a day", notches=v.many("{n} notch", "{n} notches", 300)) in desk.text


async def test_made_up_buttons_change_nothing(shop: Shop, world: SandboxWorld) -> None:
    """Of the owner's own hangout with nonsense in them, and of a stranger's hand."""
    number, before = shop.hangout.id, await _book(shop)
    mine, thief = Desk(shop.owner), Desk(world.person("Daniel"), "en")
    for desk in (mine, thief):
        await desk.owner.start()
        desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: True)
    nonsense = [
        Rule(hangout=number, rule="vote", act="set", value=0),
        Rule(hangout=number, rule="vote", act="set", value=2**62),
        Rule(hangout=number, rule="vote", act="step", value=5),
        Rule(hangout=number, rule="vote", act="steps"),
        Rule(hangout=number, rule="purchase", act="step", value=-5),
        Rule(hangout=number, rule="gift", act="set", value=5),
        Rule(hangout=number, rule="nothing"),
        Rule(hangout=number, rule="vote", act="nothing"),
        Bound(hangout=number, field="slug"),
        Bound(hangout=number, field="day_ceiling", act="set", value=-1),
        Bound(hangout=number, field="clerk_limit", act="lift"),
        Bound(hangout=number, field="day_ceiling", act="nothing"),
        Coin(hangout=number, code="cowries"),
    ]
    good = [
        Rule(hangout=number, rule="vote", act="set", value=9, agreed=2**62),
        Bound(hangout=number, field="day_ceiling", act="set", value=9),
        Coin(hangout=number, code="rial"),
        Panel(hangout=number, act="rules"),
        Panel(hangout=number, act="history"),
    ]
    for desk, buttons in ((mine, nonsense), (thief, [*nonsense, *good])):
        for data in buttons:
            answer = await desk.press(data.pack())
            assert answer.alert, data
            assert answer.text
    assert await _book(shop) == before
