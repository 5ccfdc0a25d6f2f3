"""Who asks, answers or wants help with a choice without a name stays nameless to staff who report it themselves and
do all that can be done about it; over HTTP. What is read at the end is everything that left the product."""

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.watch.kinds import KINDS, nameless
from handlers.watch.report import Flag
from hub.guide import dilemmas
from hub.needs import needs, talks
from hub.needs.needs import Draft
from hub.needs.talks import Words
from locales.voice import Spoken
from storage.tables import Case, Dilemma, Line
from tests.journeys.conftest import BOTH
from tests.journeys.test_watch_journey import HOW_LONG, OVERVIEW, come, keeper
from tests.support.asked import ask
from tests.support.desk import Desk
from tests.support.people import text_of
from tests.support.shop import Shop
from tests.support.store import row
from tests.support.world import SandboxWorld

WISH, HAVE, CHOICE = "چای سفید خوب", "در کوچهٔ بالا دیدم.", "برای تولد مادرم کدام؟"


async def written(shop: Shop, sara: int, dara: int, kivan: int) -> dict[str, tuple[int, str]]:
    """Sara's need and choice, and Dara's answer to a need of the moderator's: number and words by kind."""
    hub, home = shop.hub, shop.hangout.id
    need = await needs.ask(hub, sara, home, Draft(WISH), once="1")
    own = await needs.ask(hub, kivan, home, Draft("قوری چینی"), once="2")
    await talks.say(hub, dara, own.id, Words(HAVE), once="3")
    await dilemmas.ask(hub, sara, home, [CHOICE, "شمع", "گلدان"], once="4")
    line, choice = await row(hub.db, Line), await row(hub.db, Dilemma)
    return {"need": (need.id, WISH), "answer": (line.id, HAVE), "choice": (choice.id, CHOICE)}


async def reported(kivan: Desk, flag: Flag, words: str) -> None:
    """By a button that nobody showed them; the card comes as to everybody of the staff."""
    kivan.screen = await kivan.owner.last()
    before = kivan.screen["message_id"]
    await kivan.press(flag.pack())
    kivan.screen = await kivan.owner.wait_for(
        kivan.owner.id,
        lambda m: words in text_of(m) and m["message_id"] > before and "watch:" in str(m["reply_markup"]),
        since=0,
    )


async def card(kivan: Desk, kind: str) -> None:
    """The thing's card, which names nobody."""
    told = KINDS[kind](kivan.voice)
    await kivan.sees("<b>{kind}</b> · {title}", kind=Spoken(told[:1].upper() + told[1:]), title="")


async def mute(kivan: Desk) -> None:
    """From the card, for a week."""
    await kivan.tap("Mute the author")
    await kivan.sees(HOW_LONG, name=kivan.words("its author"), title="")
    await kivan.tap("A week")
    await kivan.sees("Its author is mute until {when}.", when="", since=0)


async def muted(kivan: Desk, title: str, kind: str) -> None:
    """The card's author is muted, let write, muted anew; found on the list, and let write from there."""
    await mute(kivan)
    await kivan.tap("The author may write")
    await card(kivan, kind)
    await mute(kivan)
    await kivan.tap("All that waits")
    await kivan.sees(OVERVIEW, title=title)
    await kivan.tap("Muted · {n}", n=1)
    await kivan.sees("<b>Who writes nothing in {title} for now</b>", title=title)
    assert nameless(kivan.voice, kind) in kivan.text
    assert (await kivan.tap("May write · {n}", n=1)).text == kivan.words("They may write again.")


async def decided(kivan: Desk, hangout: int, case: int, kind: str) -> None:
    """Hidden, taken back, hidden anew."""
    for act in ("one", "undo"):
        await kivan.press(f"watch:{hangout}:{case}:{act}:0")
        await card(kivan, kind)
        assert (await kivan.tap("Hide it")).text == kivan.words("Hidden.")


@BOTH
@pytest.mark.nameless("سارا", "دارا")
async def test_a_moderator_who_reports_learns_no_name(world: SandboxWorld, app: App, shop: Shop) -> None:
    await ask(shop.hub, shop.hangout.id, shop.owner.id, "choice", "چه چایی بیاوریم؟", ["چای سیاه", "چای سبز"])
    sara, dara, kivan = await come(world, shop, "سارا"), await come(world, shop, "دارا"), await keeper(world, shop)
    owner, title = Desk(shop.owner), shop.hangout.title
    things = await written(shop, sara.owner.id, dara.owner.id, kivan.owner.id)
    for kind, (number, words) in things.items():
        await reported(kivan, Flag(kind=kind, number=number, reason="rude"), words)
        await muted(kivan, title, kind)
        await decided(kivan, shop.hangout.id, (await row(app.db, Case, kind=kind)).id, kind)
    await kivan.press(f"watch:{shop.hangout.id}:0:decided:0")
    await kivan.sees("<b>Decided lately in {title}</b>", title=title)
    assert all(words in kivan.text for _, words in things.values())
    await owner.say("/panel")
    await owner.sees("Next question: {when}", when="")
    await owner.press(Panel(hangout=shop.hangout.id, act="history").pack())
    await owner.sees("<b>History of {title}</b>", title=title)
    reports = owner.voice.many("{n} report", "{n} reports", 1)
    assert (
        owner.words("Hidden after {reports}: {thing}", reports=reports, thing=KINDS["choice"](owner.voice))
        in owner.text
    )
