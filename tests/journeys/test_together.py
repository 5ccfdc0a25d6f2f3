"""The shared stick: an owner sets it, everybody fills it, the hangout celebrates; over HTTP, in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.together.panel import ACTS as SHARED_ACTS
from handlers.together.panel import Shared
from handlers.together.setup import STEPS as WISH_STEPS
from handlers.together.setup_screens import Wish
from hub import clockwork
from hub.person import people
from hub.together import goals
from hub.together import views as goal_views
from hub.together.views import GoalView
from locales.voice import voice
from storage.tables import Goal, Notice
from tests.journeys.conftest import BOTH
from tests.sandbox.places import png
from tests.support.desk import Desk
from tests.support.people import Message, buttons_of, text_of
from tests.support.shop import NOON, TEHRAN, Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

YALDA = date(2026, 12, 21)
TITLE = "با هم تا یلدا <b>"
MANY = "<b>How many notches shall you reach together?</b>"
UNTIL = "<b>Until when?</b>\nThe whole of that day still counts. Tap one, or write a day, like {example}."
NAME = (
    "<b>What shall it be called?</b>\nEverybody reads it on the picture. Tap one, or write your own, up to {limit} "
    "letters."
)
ABOUT = (
    "<b>The shared stick</b>\nOne stick for the whole hangout: every notch that anybody earns counts for it too, "
    "until a day that you choose. When it is full, the channel and the group celebrate."
)
END = (
    "Shall {title} end here, at {n} of {target}? What was cut stays on everybody’s own stick; the shared one can "
    "not go on afterwards."
)
UNSURE = (
    "I could not learn whether a post arrived in {title}. Please look there; so that nothing appears twice, "
    "I send it again only if you say so."
)
DONE = "That button has done its work."
SURE = "It begins a minute after your word. Notches that stand already are not counted."
EACH = pytest.mark.parametrize("language", ["fa", "en"])


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """What the hangout's posts and its owner speak."""
    return getattr(request, "param", "fa")


@pytest.fixture
async def shop(world: SandboxWorld, app: App, language: str) -> Shop:
    shop = await open_shop(world, app.hub, language=language)
    await people.choose_language(app.hub, world.owner.id, language)
    return shop


@pytest.fixture
async def desk(shop: Shop, language: str) -> Desk:
    """The owner before the shared stick's screen."""
    desk = Desk(shop.owner, language)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await desk.tap("Tally stick")
    await desk.sees("<b>The tally stick of {title}</b>", title=shop.hangout.title)
    await desk.tap("Shared stick")
    await desk.sees(ABOUT)
    return desk


async def begun(shop: Shop, target: int = 10, title: str = TITLE) -> GoalView:
    """Set the short way, and counting by now."""
    goal = await goals.start(shop.hub, shop.owner.id, shop.hangout.id, target, YALDA, title)
    await shop.move(goal.starts_at + timedelta(seconds=1))
    return goal


async def vote(shop: Shop, voters: Sequence[Any]) -> None:
    """Each of them answers today's question in the channel."""
    post = await shop.post()
    for voter in voters:
        answer = await voter.press(post, data=ballots_of(post)[0])
        assert answer.answered


async def crowd(world: SandboxWorld, count: int) -> list[Any]:
    """So many customers of the channel."""
    new = [await world.new_person(f"همراه {n}") for n in range(count - len(world.customers))]
    for person in new:
        await person.join(await world.chat_id("channel"))
    return [*world.customers[:count]]


async def photos(shop: Shop, chat_id: int) -> list[Message]:
    """Those that the bot sent there; Telegram's own copies of a channel's posts are not among them."""
    seen = await shop.owner.messages(chat_id)
    return [message for message in seen if "photo" in message and not message.get("is_automatic_forward")]


async def settled(shop: Shop) -> None:
    """Everything queued has left."""
    await until(lambda: _none_waits(shop), "for the outbox to be empty")


async def _none_waits(shop: Shop) -> bool:
    return all(n.state not in ("waiting", "leased", "sending") for n in await rows(shop.hub.db, Notice))


@BOTH
@EACH
async def test_a_shared_stick_from_the_first_tap_to_the_celebration(
    world: SandboxWorld, shop: Shop, desk: Desk, language: str
) -> None:
    await desk.tap("Set a shared stick")
    await desk.sees(MANY)
    for wrong in ("نه", "9", "۲۰۰۰۰۰۰"):
        await desk.say(wrong)
        await desk.owner.wait_for(
            desk.owner.id,
            desk.words(
                "A shared stick holds {least} to {most} notches. Send a number between them.", least=10, most=10**6
            ),
        )
    await desk.say("۱۲")
    await desk.sees(UNTIL, example="")
    await desk.say("دیروز")
    await desk.sees("I could not read that day. Write it with its month, or tap one above.")
    await desk.say("2026-11-21")
    await desk.sees("A shared stick ends tomorrow at the earliest and within {days} days. Send another day.", days=400)
    await desk.say("۳۰ آذر" if language == "fa" else "Dec 21")
    await desk.sees(NAME, limit=60)
    assert desk.labels()[0] == desk.voice.tell(
        "Together {n} notches by {day}", n=12, day=desk.voice.tell("Yalda night")
    )
    await desk.say(TITLE)
    await desk.sees(SURE)
    assert TITLE in desk.text
    assert (await desk.tap("Begin")).text == desk.voice.tell("The shared stick is set.")
    goal = await row(shop.hub.db, Goal)
    assert (goal.title, goal.target, goal.ends_at.astimezone(TEHRAN)) == (
        TITLE,
        12,
        datetime(2026, 12, 22, tzinfo=TEHRAN),
    )
    await shop.evening()
    voters = await crowd(world, 12)
    await vote(shop, voters[:11])
    await desk.say("/together")
    shown = await desk.owner.wait_for(desk.owner.id, TITLE)
    assert desk.voice.tell("{n} of {target} notches", n=11, target=12) in text_of(shown)
    assert "photo" in shown
    await vote(shop, voters[11:])
    for chat_id in (shop.channel, shop.group):
        [told] = await until(lambda here=chat_id: photos(shop, here), "for the celebration")
        assert desk.words("We made it together: {n} notches!", n=12) in text_of(told)
        assert TITLE in text_of(told)
        assert not told.get("disable_notification")
        [door] = buttons_of(told)
        assert door["url"].endswith(f"?start=j_{shop.hangout.slug}")
    won = desk.words("The shared stick {title} is full: {n} notches.", title=TITLE, n=12)
    await desk.owner.wait_for(desk.owner.id, won, since=0)
    await shop.evening(days=1)
    await clockwork.run_due(shop.hub)
    await settled(shop)
    assert [n.kind for n in await rows(shop.hub.db, Notice) if n.kind.startswith("goal_")] == [
        "goal_reached",
        "goal_reached",
        "goal_won",
    ]


@EACH
async def test_everything_can_be_tapped_and_no_tap_acts_twice(shop: Shop, desk: Desk, language: str) -> None:
    await desk.tap("Set a shared stick")
    await desk.sees(MANY)
    await desk.owner.press(desk.screen, desk.voice.number(500))
    await desk.sees(UNTIL, example="")
    assert len([label for label in desk.labels() if "·" in label]) == 3, "a month from today is Yalda night itself"
    await desk.tap("Yalda night")
    await desk.sees(NAME, limit=60)
    names = desk.screen
    await desk.tap("One stick for all of us")
    await desk.sees(SURE)
    said = [await desk.press(Wish(hangout=shop.hangout.id, step="begin").pack()) for _ in range(2)]
    assert [answer.text for answer in said] == [desk.words("The shared stick is set."), desk.words(DONE)]
    [goal] = await rows(shop.hub.db, Goal)
    assert (goal.target, goal.title) == (500, desk.words("One stick for all of us"))
    late = await desk.owner.press(names, data=Wish(hangout=shop.hangout.id, step="title", value="0").pack())
    assert late.text == desk.words(DONE)
    await desk.press(Panel(hangout=shop.hangout.id, act="goal_new").pack())
    await desk.sees("One stick for all of us", since=0)
    assert len(await rows(shop.hub.db, Goal)) == 1


async def test_a_message_that_comes_twice_is_one_answer(shop: Shop, desk: Desk, world: SandboxWorld) -> None:
    """Telegram repeats a message whose answer was cut off; the wizard does not go on by itself."""
    await desk.tap("Set a shared stick")
    await desk.sees(MANY)
    await world.fault("getUpdates", "drop_after", times=1)
    await desk.say("25")
    await desk.sees(UNTIL, example="")
    await desk.tap("Cancel")
    await desk.sees(ABOUT)
    await desk.say("۳۰ آذر")
    await desk.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")
    assert await rows(shop.hub.db, Goal) == []


async def test_a_step_waits_while_other_things_are_done(shop: Shop, desk: Desk) -> None:
    """A command, a sticker in its place, a step back: what was chosen stays."""
    await desk.tap("Set a shared stick")
    await desk.sees(MANY)
    await desk.owner.send(desk.owner.id, "", photo=png())
    await desk.sees("Here I understand taps and written words. Tap a button above, or write it.")
    await desk.say("۱٬۰۰۰")
    await desk.sees(UNTIL, example="")
    await desk.say("/today")
    await desk.say("شب عید")
    await desk.sees(NAME, limit=60)
    await desk.say("ن" * 61)
    await desk.sees(
        "That is a little long: {length} letters, and {limit} fit. Send a shorter one.", length=61, limit=60
    )
    await desk.say("نوروز ما")
    await desk.sees(SURE)
    await desk.say("شروع")
    await desk.sees("Everything is here. Tap a button above, and it begins.")
    await desk.press(Wish(hangout=shop.hangout.id, step="again").pack())
    await desk.sees(MANY)
    stale = await desk.press(Wish(hangout=shop.hangout.id, step="begin").pack())
    assert stale.alert
    assert await rows(shop.hub.db, Goal) == []


@BOTH
@EACH
async def test_members_see_how_far_it_is_and_their_own_part(shop: Shop, world: SandboxWorld, language: str) -> None:
    await begun(shop, 100)
    await shop.evening()
    sara, arash = world.person("سارا"), world.person("آرش")
    await vote(shop, [sara, arash])
    fa = voice("fa")
    await sara.start()
    await sara.say("باهم")
    seen = await sara.wait_for(sara.id, fa.tell("Your part: {n} notches", n=1))
    assert "photo" in seen
    assert fa.many("{n} person had a part in it.", "{n} people had a part in it.", 2) in text_of(seen)
    together = "Together: {n} of {target} notches by {day}"
    await sara.say("/stick")
    await sara.wait_for(sara.id, str(fa.say(together, n=2, target=100, day=fa.tell("Yalda night"))))
    await sara.send(shop.group, "/together")
    quiet = await sara.wait_for(shop.group, fa.tell("Your part: {n} notches", n=1))
    assert quiet["view"]["ephemeral"]
    assert not [m for m in await arash.messages(shop.group) if TITLE in text_of(m)]
    kaveh = world.person("کاوه")
    await kaveh.start()
    await kaveh.say("/together")
    await kaveh.wait_for(kaveh.id, str(fa.say("No shared stick is on right now. Your own is here: /stick")))


@EACH
async def test_one_that_was_missed_is_told_to_the_owner_alone(shop: Shop, language: str) -> None:
    goal, speaker = await begun(shop), voice(language)
    await shop.evening()
    await vote(shop, shop.world.customers[:2])
    await settled(shop)
    before = [len(await photos(shop, chat_id)) for chat_id in (shop.channel, shop.group)]
    await shop.move(goal.ends_at + timedelta(seconds=20))
    assert (await row(shop.hub.db, Goal)).state == "on"
    await shop.move(goal.ends_at + timedelta(minutes=2))
    told = await shop.owner.wait_for(
        shop.owner.id, str(speaker.say("It came to {n} of {target} notches.", n=2, target=10))
    )
    await settled(shop)
    assert [n.chat_id for n in await rows(shop.hub.db, Notice) if n.kind.startswith("goal_")] == [shop.owner.id]
    texts = [text_of(m) for chat_id in (shop.channel, shop.group) for m in await shop.owner.messages(chat_id)]
    assert not [text for text in texts if TITLE in text]
    assert before == [0, 0]
    desk = Desk(shop.owner, language, told)
    await desk.tap("Shared stick")
    await desk.sees(ABOUT)


@EACH
async def test_it_is_shown_to_everybody_once_a_day(shop: Shop, desk: Desk, language: str) -> None:
    goal = await begun(shop, 100)
    post = Shared(hangout=shop.hangout.id, goal=goal.id, act="post").pack()
    assert (await desk.press(post)).text == desk.words("It is on its way.")
    again = await desk.press(post)
    assert again.alert
    assert again.text == desk.words("It went to the channel and group today already; tomorrow it can go again.")
    for chat_id in (shop.channel, shop.group):
        [shown] = await until(lambda here=chat_id: photos(shop, here), "for the post")
        assert TITLE in text_of(shown)
        assert desk.words("Every notch on your own stick counts here too.") in text_of(shown)
        assert [button["text"] for button in buttons_of(shown)] == [desk.words("My tally stick")]
    await shop.move(NOON + timedelta(days=1))
    assert (await desk.press(post)).text == desk.words("It is on its way.")
    await settled(shop)
    assert [len(await photos(shop, chat_id)) for chat_id in (shop.channel, shop.group)] == [2, 2]


async def test_a_post_of_unknown_outcome_is_never_repeated_by_itself(shop: Shop, desk: Desk) -> None:
    goal = await begun(shop, 100)
    await shop.world.fault("sendPhoto", "drop_after", chat_id=shop.channel)
    await desk.press(Shared(hangout=shop.hangout.id, goal=goal.id, act="post").pack())
    await desk.sees(UNSURE, title=shop.hangout.title)
    await shop.world.advance(900)
    await desk.tap("It is there")
    await settled(shop)
    assert len(await photos(shop, shop.channel)) == 1


@EACH
async def test_it_is_stopped_after_a_second_word(shop: Shop, desk: Desk, language: str) -> None:
    goal = await begun(shop, 100)
    await desk.press(Panel(hangout=shop.hangout.id, act="goal").pack())
    await desk.sees(TITLE)
    await desk.tap("Picture")
    drawn = await desk.owner.wait_for(desk.owner.id, lambda m: "photo" in m)
    assert TITLE in text_of(drawn)
    for answer, state in (("No, let it go on", "on"), ("Yes, stop it", "stopped")):
        await desk.tap("Stop it")
        await desk.sees(END, title=TITLE, n=0, target=100)
        await desk.tap(answer)
        assert (await row(shop.hub.db, Goal)).state == state
        if state == "on":
            await desk.sees(TITLE)
    await desk.sees("The last one: {title}", title=TITLE)
    gone = Shared(hangout=shop.hangout.id, goal=goal.id, act="stopped").pack()
    assert not (await desk.press(gone)).alert
    await desk.press(Panel(hangout=shop.hangout.id, act="history").pack())
    await desk.sees("Stopped the shared stick {title}", title=TITLE)
    assert desk.words("Set a shared stick: {title}, {n} notches", title=TITLE, n=100) in desk.text


async def test_buttons_forged_by_others_do_nothing(shop: Shop, world: SandboxWorld) -> None:
    goal = await begun(shop, 100)
    thief = world.person("Daniel")
    await thief.start()
    screen = await thief.wait_for(thief.id, buttons_of)
    here = shop.hangout.id
    forged = [Shared(hangout=here, goal=goal.id, act=act) for act in (*SHARED_ACTS, "no")]
    forged += [Wish(hangout=here, step=step, value="10") for step in (*WISH_STEPS, "begin", "no")]
    forged += [Panel(hangout=here, act=act) for act in ("goal", "goal_new")]
    for button in forged:
        assert (await thief.press(screen, data=button.pack())).alert, button
    assert await goal_views.one(shop.hub, goal.id) == replace(goal, mine=None)
    assert [n for n in await rows(shop.hub.db, Notice) if n.kind.startswith("goal_")] == []
