"""What members write is looked after, over HTTP and in Persian: reported, held, hidden, taken back, muted."""

from datetime import timedelta

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.watch.kinds import KINDS
from hub.daily.facts import Facts
from hub.ideas import authoring, ideas
from hub.ideas.ideas import Draft
from storage import hangouts as stored
from storage.tables import Idea
from tests.journeys.conftest import BOTH
from tests.support.asked import ask
from tests.support.desk import Desk
from tests.support.people import buttons_of, text_of
from tests.support.shop import Shop, choices_of
from tests.support.store import rows
from tests.support.until import until
from tests.support.world import SandboxWorld

OWN = "<b>Which option is missing?</b>\nWrite it in a few words; everybody can choose it then."
HELD = "There is a link or a way to reach somebody in it, so the hosts look at it first."
WAITS = "There is a link or a way to reach somebody in it; until you let it out nobody sees it."
WRONG = (
    "<b>What is wrong with it?</b>\nThe hosts of {title} look at it. Neither they nor its author learn that it was you."
)
LIST = "<b>Which of these shall the hosts look at?</b>"
THANKS = "Thank you. The hosts of {title} will look at it."
OVERVIEW = "<b>What members write in {title}</b>"
HOW_LONG = (
    "<b>For how long shall {name} write nothing for others in {title}?</b>\n"
    "What they wrote stays where it is. They vote and earn notches as before, and can be let back any time."
)
LINK, RUDE = "کانال t.me/joinchat", "صاحبش بی‌ادب است"
ANSWER = "Answer the message that is meant with /report, or write /report to me in private."
WORDS = "<b>Words</b>\nWhat members answer in their own words is seen by nobody before you let it out."
TALK = "This message is the group’s own talk: its admins can take it away."
MUTED = "What you write for others rests until {when}. You can vote and earn notches as before."
ASKED = "چه چایی بیاوریم؟"


async def come(world: SandboxWorld, shop: Shop, name: str) -> Desk:
    """A member in private chat, with the card of the open question."""
    one = Desk(await world.new_person(name))
    await one.owner.join(shop.group)
    await one.owner.start(f"j_{shop.hangout.slug}")
    one.screen = await one.owner.wait_for(one.owner.id, ASKED)
    return one


def data_of(one: Desk) -> list[str]:
    """What the screen's buttons bring back."""
    return [button["callback_data"] for button in buttons_of(one.screen)]


async def write(one: Desk, text: str) -> None:
    """An option of their own, by the card's button."""
    await one.press(next(d for d in data_of(one) if d.startswith("own:")))
    await one.sees(OWN)
    await one.say(text)


@pytest.fixture
async def asked(shop: Shop) -> Shop:
    """A question that takes members' options is on."""
    await ask(shop.hub, shop.hangout.id, shop.owner.id, "choice", ASKED, ["چای سیاه", "چای سبز"], Facts(open=True))
    return shop


async def keeper(world: SandboxWorld, shop: Shop) -> Desk:
    """A moderator."""
    one = await come(world, shop, "کیوان")
    async with shop.hub.db.begin() as session:
        await stored.add_staff(session, shop.hangout.id, one.owner.id, "moderator", shop.hub.now())
    return one


@BOTH
async def test_a_link_waits_for_the_hosts_and_is_let_out(world: SandboxWorld, app: App, asked: Shop) -> None:
    sara = await come(world, asked, "سارا")
    await write(sara, LINK)
    await sara.sees(HELD)
    assert not any("t.me" in label for label in choices_of(await asked.post(ASKED)))
    owner = Desk(asked.owner)
    card = await owner.owner.wait_for(owner.owner.id, str(owner.words(WAITS)), since=0)
    owner.screen = card
    assert LINK in text_of(card)
    assert (await owner.tap("Let it out")).text == owner.words("It stands.")
    await asked.owner.wait_for(asked.channel, lambda m: any("t.me" in label for label in choices_of(m)), since=0)
    await asked.move(asked.hub.now() + timedelta(minutes=2))
    await sara.sees(
        "The hosts of {title} have looked at this of yours, and everybody sees it now: {kind}.",
        title=asked.hangout.title,
        kind=KINDS["option"](sara.voice),
        since=0,
    )


@BOTH
async def test_words_that_changed_under_the_tap_are_shown_first(world: SandboxWorld, app: App, asked: Shop) -> None:
    sara, owner = await come(world, asked, "سارا"), Desk(asked.owner)
    draft = Draft("ببینید t.me/good")
    number = (await ideas.post(asked.hub, sara.owner.id, asked.hangout.id, draft, once="good")).id
    owner.screen = await owner.owner.wait_for(owner.owner.id, "t.me/good", since=0)
    await authoring.change(asked.hub, sara.owner.id, number, "بخرید از t.me/evil")
    assert (await owner.tap("Let it out")).text == owner.words("It has changed meanwhile. Look once more.")
    owner.screen = await owner.owner.wait_for(owner.owner.id, "t.me/evil", since=0)
    assert await on_board(app, [False])
    assert (await owner.tap("Do not show it")).text == owner.words("Hidden.")
    assert await on_board(app, [False])


@BOTH
async def test_a_moderator_and_an_owner_at_one_card(world: SandboxWorld, app: App, asked: Shop) -> None:
    sara, dara, kivan = await come(world, asked, "سارا"), await come(world, asked, "دارا"), await keeper(world, asked)
    await write(sara, RUDE)
    await asked.owner.wait_for(asked.channel, lambda m: any(RUDE in label for label in choices_of(m)), since=0)
    await dara.say("/report")
    await dara.sees(LIST)
    await dara.press(next(b["callback_data"] for b in buttons_of(dara.screen) if RUDE in b["text"]))
    await dara.sees(WRONG, title=asked.hangout.title)
    await dara.tap("It hurts somebody")
    await dara.sees(THANKS, title=asked.hangout.title)
    owner, title = Desk(asked.owner), asked.hangout.title
    for one in (owner, kivan):
        one.screen = await one.owner.wait_for(
            one.owner.id, lambda m: RUDE in text_of(m) and "گزارش" in text_of(m), since=0
        )
        assert "دارا" not in one.text
    assert (await kivan.tap("Hide it")).text == kivan.words("Hidden.")
    late = await owner.tap("Let it stand")
    assert late.text == owner.words("{name} has decided about it already.", name="کیوان")
    await asked.owner.wait_for(asked.channel, lambda m: choices_of(m) and not any(RUDE in x for x in choices_of(m)))
    await kivan.say("/panel")
    await kivan.sees("<b>{title}</b>\nWhat you look after here:", title=title)
    await kivan.tap("Reports")
    await kivan.sees(OVERVIEW, title=title)
    await doors(kivan, title)
    await taken_back(owner, title)
    await asked.owner.wait_for(asked.channel, lambda m: any(RUDE in label for label in choices_of(m)))
    await muted(owner)
    sara.screen = await sara.owner.wait_for(sara.owner.id, ASKED, since=0)
    told = await sara.press(next(d for d in data_of(sara) if d.startswith("own:")))
    assert told.alert
    assert told.text.endswith(str(sara.words(MUTED, when="")).split("\u2069")[-1])
    await owner.press(Panel(hangout=asked.hangout.id, act="history").pack())
    await owner.sees("{name} writes nothing for {days}", name="سارا", days=owner.voice.many("{n} day", "{n} days", 7))


async def doors(keeper: Desk, title: str) -> None:
    """From the reports back to all doors, and through those whose parts are the daily question's or the needs'."""
    await keeper.tap("Back")
    await keeper.sees("<b>{title}</b>\nWhat you look after here:", title=title)
    await keeper.tap("Members’ options")
    await keeper.sees("<b>{question}</b>\nOptions that members added:", question=ASKED)
    assert RUDE in keeper.text
    await keeper.press(next(data for data in data_of(keeper) if data.startswith("keep:")))
    await keeper.sees("<b>{title}</b>\nWhat you look after here:", title=title)
    await keeper.tap("Words")
    await keeper.sees(WORDS)
    await keeper.tap("Back")
    await keeper.sees("<b>{title}</b>\nWhat you look after here:", title=title)
    await keeper.tap("Needs")
    await keeper.sees("<b>What others look for</b>")


async def taken_back(owner: Desk, title: str) -> None:
    """From the panel to the latest decision, which is undone."""
    await owner.say("/panel")
    await owner.sees("Next question: {when}", when="")
    await owner.tap("Customers’ voice")
    await owner.sees("<b>The customers’ voice in {title}</b>", title=title)
    await owner.tap("Reports")
    await owner.sees(OVERVIEW, title=title)
    await owner.tap("Decided lately")
    await owner.sees("<b>Decided lately in {title}</b>", title=title)
    assert (await owner.tap("Undo · {n}", n=1)).text == owner.words("Taken back: it waits again.")


async def muted(owner: Desk) -> None:
    """The card's author writes nothing for a week."""
    await owner.sees("<b>{kind}</b> of {name} · {title}", kind=KINDS["option"](owner.voice), name="سارا", title="")
    await owner.tap("Mute the author")
    await owner.sees(HOW_LONG, name="سارا", title="")
    await owner.tap("A week")
    await owner.sees("{name} is mute until {when}.", name="سارا", when="")
    assert (await owner.tap("The author may write")).text == owner.words("They may write again.")
    again = str(owner.words("Mute the author"))
    owner.screen = await owner.owner.wait_for(owner.owner.id, lambda m: again in str(buttons_of(m)))
    await owner.tap("Mute the author")
    await owner.sees(HOW_LONG, name="سارا", title="")
    await owner.tap("A week")
    await owner.sees("{name} is mute until {when}.", name="سارا", when="")


@BOTH
async def test_an_idea_in_the_group_is_reported_by_answering_it(world: SandboxWorld, app: App, asked: Shop) -> None:
    sara, title = await come(world, asked, "سارا"), asked.hangout.title
    bad = await sara.owner.send(asked.group, "#ایده این همسایه را راه ندهید")
    await until(lambda: on_board(app, [True]), "for the idea to stand on the board")
    crowd = [await come(world, asked, name) for name in ("دارا", "بابک", "نسرین")]
    for one in crowd:
        await one.owner.send(asked.group, "/report", reply_to=bad["message_id"])
        thanks = await one.owner.wait_for(asked.group, str(one.words(THANKS, title=title)))
        assert thanks["view"]["ephemeral"]
    assert str(crowd[2].words("Until then nobody sees it.")) in text_of(thanks)
    assert await on_board(app, [False])
    await crowd[0].owner.send(asked.group, "/report")
    await crowd[0].owner.wait_for(asked.group, str(crowd[0].words(ANSWER)))
    talk = await sara.owner.send(asked.group, "امروز چه بارانی است.")
    await crowd[0].owner.send(asked.group, "/report", reply_to=talk["message_id"])
    told = await crowd[0].owner.wait_for(asked.group, str(crowd[0].words(TALK)))
    assert told["view"]["ephemeral"]
    await sara.owner.block()
    owner = Desk(asked.owner)
    await owner.sees("So many reported it that nobody sees it until you decide.", since=0)
    assert "همسایه" in owner.text
    assert (await owner.tap("Let it stand")).text == owner.words("It stands.")
    assert await on_board(app, [True])
    owner.screen = await owner.owner.wait_for(owner.owner.id, lambda m: "برگرداندن" in str(buttons_of(m)), since=0)
    await owner.tap("Undo")
    await until(lambda: on_board(app, [False]), "for the decision to be taken back")


async def on_board(app: App, live: list[bool]) -> bool:
    """Whether the ideas there are stand on the board."""
    return [idea.live for idea in await rows(app.hub.db, Idea)] == live
