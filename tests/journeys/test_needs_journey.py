"""Needs over HTTP: asked with a picture, answered by the shop and a member, names by both's wish, met, asked anew."""

from datetime import timedelta

import pytest

from bot.app import App
from locales.voice import voice
from storage.tables import Entry, Need, NeedHelp, Notice, Talk
from tests.journeys.conftest import BOTH
from tests.sandbox.places import png
from tests.support.desk import Desk
from tests.support.habit import tag
from tests.support.people import Message, Someone, text_of
from tests.support.shop import NOON, Shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

FA = voice("fa")
WISH, HAVE, PRICE, CHEAP = "چای سفید خوب", "در کوچهٔ بالا دیدم.", "گران بود؟", "نه، ارزان بود."

LOOK = (
    "<b>What are you looking for?</b>\nWrite it in a line or two; a picture may come with it. The hosts of {title} "
    "and members who can help hear of it. Nobody learns that it is you."
)
KNOW = "<b>What do you know?</b>\nIn a line or two; a picture may come with it. Your name is not told."
SAY = "<b>What do you want to say?</b>\nIn a line or two; a picture may come with it."
CAN = (
    "<b>What can you be asked about?</b>\nWhen somebody looks for such a thing, I ask you: at most one question a "
    "day from each hangout, in your one letter of the day. Your name is not told unless you want it."
)
WRONG = (
    "<b>What is wrong with it?</b>\nThe hosts of {title} look at it. Neither they nor its author learn that it was you."
)
SHOP = "<b>What shall the shop answer?</b>\nIn a line or two; a picture may come with it."
ALL = "<b>What shall the shop answer?</b>\nIt goes to all who asked for this: {needs}."


async def _join(shop: Shop, person: Someone) -> Desk:
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, lambda _: True)
    return Desk(person)


async def _asks(asker: Desk, text: str) -> None:
    await asker.say("/need")
    await asker.sees(LOOK, title="")
    await asker.say(text)
    await asker.sees("What is it about? Tap to correct: members who can be asked about that hear of it.")
    await asker.tap("Ask")
    await asker.sees("<b>You look for this, at {title}:</b>", title="")


async def _helps(app: App, helper: Desk) -> None:
    """Opts in to be asked about tea."""
    await helper.say("/needs")
    await helper.sees("<b>What others look for</b>")
    await helper.tap("What I can help with")
    await helper.sees(CAN)
    await helper.owner.press(helper.screen, "چای")
    await until(lambda: row(app.db, NeedHelp))


def private(world: SandboxWorld, *people: Someone) -> list[tuple[Someone, Someone]]:
    """Who must not be named to whom."""
    return [(reader, named) for reader in people for named in people if reader.id != named.id]


async def _leaks(reader: Someone, named: Someone) -> list[Message]:
    """What the reader was told that names the other one."""
    told = [one for one in await reader.messages() if not one["view"]["mine"]]
    words = {named.name, str(named.id), str(named.facts.get("last_name")), str(named.facts.get("username"))} - {"None"}
    return [one for one in told if any(word in str({**one, "view": None, "chat": None}) for word in words)]


@BOTH
@pytest.mark.consent("آرش", "نرگس")
async def test_from_the_wish_to_the_thanks(world: SandboxWorld, app: App, shop: Shop) -> None:
    await tag(app.hub, shop.hangout, "tea", "چای")
    asker, helper = await _join(shop, world.customers[0]), await _join(shop, world.customers[1])
    owner = Desk(shop.owner)
    await _helps(app, helper)
    await _asks(asker, WISH)

    await owner.sees("Somebody at {title} looks for this:", title=shop.hangout.title)
    await helper.sees("Somebody at {title} looks for this. Can you help?", title=shop.hangout.title)
    assert WISH in helper.text
    await helper.tap("I can help")
    await helper.sees(KNOW)
    await helper.say(HAVE)
    await asker.sees("A member of {title} answers what you look for:", title=shop.hangout.title)
    assert HAVE in asker.text
    await asker.tap("Write back")
    await asker.sees(SAY)
    await asker.say(PRICE)
    await helper.sees("Whoever looks for this at {title} writes back:", title=shop.hangout.title)
    await helper.tap("Write back")
    await helper.sees(SAY)
    await helper.say(CHEAP)
    letter = await asker.owner.wait_for(asker.owner.id, CHEAP)

    for reader, named in private(world, asker.owner, helper.owner):
        assert await _leaks(reader, named) == []

    asker.screen = letter
    await asker.tap("The whole talk")
    asker.screen = await asker.owner.wait_for(
        asker.owner.id, lambda m: all(one in text_of(m) for one in (HAVE, PRICE, CHEAP))
    )
    await asker.tap("Offer to swap names")
    await helper.sees(
        "The one you write with about this would like you to know each other’s names. Only if you want it:"
    )
    for reader, named in private(world, asker.owner, helper.owner):
        assert await _leaks(reader, named) == []
    await helper.tap("Yes, tell our names")
    talk = asker.screen
    told = await asker.sees("You both agreed to names. The other one is {name}.", name="")
    assert helper.owner.name in text_of(told)
    await helper.owner.wait_for(helper.owner.id, asker.owner.name)

    asker.screen = talk
    await asker.tap("This helped me")
    await shop.move(NOON + timedelta(days=1))  # the question whether they can help was this day's letter
    await helper.sees("What you wrote helped somebody at {title}. Thank you.", title=shop.hangout.title)
    [entry] = await rows(app.db, Entry, rule="need")
    assert entry.notches == 2
    assert (await row(app.db, Need)).met_by == "member"


@pytest.mark.nameless("آرش", "نرگس")
async def test_a_picture_the_shops_answer_and_a_report(world: SandboxWorld, app: App, shop: Shop) -> None:
    await tag(app.hub, shop.hangout, "tea", "چای")
    asker, other = await _join(shop, world.customers[0]), await _join(shop, world.customers[1])
    owner = Desk(shop.owner)
    await asker.say("/need")
    await asker.sees(LOOK, title="")
    await asker.owner.send(asker.owner.id, photo=png())
    await asker.sees("And in a line: what is it that you look for?")
    await asker.owner.send(asker.owner.id, "همین قوری", photo=png())
    await asker.sees("With a picture.", since=None)
    await asker.owner.press(asker.screen, "چای")
    await asker.owner.wait_for(asker.owner.id, lambda m: "✓" in str(m.get("reply_markup")))
    await asker.tap("Ask")
    await asker.sees("<b>You look for this, at {title}:</b>", title=shop.hangout.title)

    await other.say("/needs")
    await other.sees("<b>What others look for</b>")
    await other.owner.press(other.screen, FA.number(1))
    await other.sees("<b>Somebody at {title} looks for this:</b>", title=shop.hangout.title)
    await other.tap("Report")
    await other.sees(WRONG, title="")
    await other.tap("Something else")
    await until(lambda: row(app.db, Notice, kind="case"))

    await owner.sees("Somebody at {title} looks for this:", title=shop.hangout.title, since=0)
    assert owner.screen.get("photo")
    await owner.tap("Answer for the shop")
    await owner.sees(SHOP)
    await owner.say("فردا می‌آوریم.")
    await asker.sees("{title} answers what you look for:", title=shop.hangout.title)
    await asker.tap("This helped me")
    await until(lambda: row(app.db, Need, state="met", met_by="shop"))
    assert not await rows(app.db, Entry, rule="need")


async def test_asked_anew_and_on_the_list_of_demand(world: SandboxWorld, app: App, shop: Shop) -> None:
    await tag(app.hub, shop.hangout, "tea", "چای")
    asker, owner = await _join(shop, world.customers[0]), Desk(shop.owner)
    await _asks(asker, WISH)
    await shop.move(NOON + timedelta(days=12, minutes=1))
    await asker.sees(
        "What you look for at {title} stays open until {day}. Still looking?", title=shop.hangout.title, day=""
    )
    await asker.tap("Ask anew")
    await until(lambda: row(app.db, Need, renewals=1))
    await shop.move(NOON + timedelta(days=27))
    await asker.sees(
        "Nobody at {title} has had this in time. It stays on the owner’s list of what is wanted.",
        title=shop.hangout.title,
    )
    await owner.say("/panel")
    await owner.sees("Next question: {when}", when="")
    await owner.tap("Customers’ voice")
    await owner.sees("<b>The customers’ voice in {title}</b>", title=shop.hangout.title)
    await owner.tap("What is wanted")
    await owner.sees("<b>What members of {title} look for and nobody has</b>", title=shop.hangout.title)
    assert WISH in owner.text
    await owner.owner.press(owner.screen, FA.number(1))
    await owner.sees("<b>In their words</b>")
    await owner.tap("Answer all of them")
    await owner.sees(ALL, needs="")
    await owner.say("رسید.")
    await asker.sees("{title} answers what you look for:", title=shop.hangout.title)
    assert len(await rows(app.db, Talk)) == 1
