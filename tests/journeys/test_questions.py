"""Questions of an owner's own: written, imported from polls, waiting in the queue, asked at their hour."""

from typing import Any

import pytest
from aiogram.methods import SendMessage

from bot.app import App
from bot.settings import Settings
from handlers.buttons import Compose, Queue
from handlers.daily.imports import Take
from hub.daily import questions
from hub.daily.questions import QuestionView
from hub.hangout import setup
from hub.person.people import Seen
from tests.journeys.conftest import BOTH
from tests.support.desk import ASK, FIRST, Desk
from tests.support.journal import Journal
from tests.support.people import text_of
from tests.support.shop import Shop, open_shop
from tests.support.world import SandboxWorld

OPTIONS = "Now the options, each on a line of its own: {least} to {most} of them."
MORE = "Write another option, or put it in the queue."
THEN = (
    "<b>What will you do with the answers?</b>\nIt stands below the result, so that everybody sees that they were "
    "heard. For example: {example}\nUp to {limit} letters."
)
IN = "It is in the queue; {n} question waits."
DONE = "That button has done its work."
WAYS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)


@pytest.fixture
async def desk(shop: Shop) -> Desk:
    """The owner, in front of the first step of writing."""
    return await _writing(Desk(shop.owner))


async def _writing(desk: Desk) -> Desk:
    await desk.say("/question")
    await desk.sees(ASK)
    return desk


async def _queue(shop: Shop) -> list[QuestionView]:
    return await questions.queue(shop.hub, shop.owner.id, shop.hangout.id)


async def _line(desk: Desk, words: str) -> str:
    """What the bot answers to words."""
    await desk.say(words)
    return text_of(await desk.owner.wait_for(desk.owner.id, lambda m: True))


async def test_options_one_by_one(desk: Desk, shop: Shop) -> None:
    await desk.say("  چای یا\nقهوه؟ ")
    await desk.sees(OPTIONS, least=2, most=12)
    assert desk.labels() == [desk.words("Write it again"), desk.words("Cancel")]
    await desk.say("چای")
    await desk.sees("One is here. Write the next.")
    assert desk.words("Put it in the queue") not in desk.labels()
    await desk.say("قهوه")
    await desk.sees(MORE)
    await desk.tap("Put it in the queue")
    [waiting] = await _queue(shop)
    assert (waiting.text, waiting.options) == ("چای یا قهوه؟", ("چای", "قهوه"))


@BOTH
async def test_what_comes_of_it_stands_below_the_result(desk: Desk, shop: Shop) -> None:
    await desk.say("چای یا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.say("چای\nقهوه")
    await desk.sees(MORE)
    await desk.tap("What comes of it")
    await desk.sees(THEN, example="", limit=200)
    await desk.say("ن" * 201)
    await desk.sees(
        "That is a little long: {length} letters, and {limit} fit. Send a shorter one.", limit=200, length=201
    )
    await desk.say("از شنبه ارزان‌تر است.")
    await desk.sees("And now: {then}", then="")
    assert "از شنبه ارزان‌تر است." in desk.text
    await desk.tap("Put it in the queue")
    [waiting] = await _queue(shop)
    assert waiting.facts.then == "از شنبه ارزان‌تر است."
    await shop.evening()
    post = await shop.post("چای یا قهوه؟")
    assert "از شنبه" not in text_of(post), "not before the close"
    await shop.world.customers[0].press(post, "چای")
    await shop.evening(days=1)
    told = str(desk.words("And now: {then}", then="از شنبه ارزان‌تر است."))
    for place in (shop.channel, shop.group):
        await shop.owner.wait_for(place, lambda m: "photo" in m and told in text_of(m), since=0)
    await shop.owner.wait_for(shop.channel, lambda m: m["message_id"] == post["message_id"] and told in text_of(m))


async def test_options_at_once_and_two_taps_put_one(desk: Desk, shop: Shop) -> None:
    await desk.say("چای یا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.say("چای\n\n  قهوه  \nهیچ‌کدام")
    await desk.sees(MORE)
    put = desk.screen
    await desk.tap("Put it in the queue")
    answer = await desk.press(f"draft:{shop.hangout.id}:put")
    assert answer.text == desk.words(DONE)
    assert [waiting.options for waiting in await _queue(shop)] == [("چای", "قهوه", "هیچ‌کدام")]
    assert put["message_id"] == desk.screen["message_id"]


async def test_what_opens_something_elsewhere_is_an_option_here(desk: Desk, shop: Shop) -> None:
    words = ("لحظه", "نیاز", "کارت", "صورت‌حساب", "چوب‌خط")
    await desk.say("امروز کدام؟")
    await desk.sees(OPTIONS, least=2, most=12)
    for word in words:
        await desk.say(word)
    await desk.sees(MORE)
    await desk.tap("Put it in the queue")
    assert [waiting.options for waiting in await _queue(shop)] == [words]


MANY = "You wrote {count} options; {limit} fit. Leave a few out."
LONG = "That is a little long: {length} letters, and {limit} fit. Send a shorter one."
LONG_OPTION = "“{option}” is too long for an option; {limit} letters fit."
TWICE = "“{option}” stands there twice. Change one of them."
EMPTY = "That came empty. Write a line and send it."
FEW = "A question needs at least {limit} options, each on a line of its own."
WRONG: list[tuple[str, str, dict[str, Any]]] = [
    ("\n".join(map(str, range(13))), MANY, {"count": 13, "limit": 12}),
    ("چای\nقهوه\nچاى", TWICE, {"option": "چاى"}),
    ("چای\n" + "ق" * 101, LONG_OPTION, {"option": "ق" * 40 + "…", "limit": 100}),
    ("ق" * 4096, LONG, {"length": 4096, "limit": 100}),
    ("\u200b\u202e", EMPTY, {}),
]


@pytest.mark.parametrize(("words", "line", "values"), WRONG, ids=["13", "equal", "long among others", "long", "empty"])
async def test_wrong_options_keep_what_was_written(
    desk: Desk, shop: Shop, words: str, line: str, values: dict[str, Any]
) -> None:
    await desk.say("چای یا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    assert await _line(desk, words) == desk.words(line, **values)
    await desk.say("چای\nقهوه")
    await desk.sees(MORE)
    assert "چای یا قهوه؟" in desk.text
    await desk.tap("Put it in the queue")
    assert len(await _queue(shop)) == 1


async def test_a_wrong_text_gets_a_line_and_another_try(desk: Desk) -> None:
    values = {"length": 4096, "limit": 255}
    assert await _line(desk, "چ" * 4096) == desk.words(LONG, **values)
    assert await _line(desk, "\u2067 \u200e") == desk.words(EMPTY)
    await desk.say("<b>چای</b> \u202eیا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    assert "<b>چای</b> یا قهوه؟" in desk.text
    assert "\u202e" not in desk.text


async def test_the_thirteenth_option_does_not_push_out_twelve(desk: Desk, shop: Shop) -> None:
    await desk.say("چند؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.say("\n".join(map(str, range(12))))
    await desk.sees("That is as many as fit.")
    await desk.say("یکی دیگر")
    await desk.sees(MANY, count=13, limit=12)
    await desk.press(f"draft:{shop.hangout.id}:put")
    [waiting] = await _queue(shop)
    assert len(waiting.options) == 12


async def test_write_it_again_and_cancel(desk: Desk, shop: Shop) -> None:
    await desk.say("چای یا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.tap("Write it again")
    await desk.sees(ASK)
    await desk.say("قند یا نبات؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.tap("Cancel")
    await desk.sees("Next question: {when}", when="")
    await desk.say("قند")
    await desk.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")
    assert await _queue(shop) == []


async def test_a_restart_in_the_middle_keeps_the_question(
    world: SandboxWorld, settings: Settings, journal: Journal
) -> None:
    async with App(settings) as app:
        shop = await open_shop(world, app.hub)
        desk = await _writing(Desk(shop.owner))
        await desk.say("چای یا قهوه؟")
        await desk.sees(OPTIONS, least=2, most=12)
    async with App(settings):
        await desk.say("چای")
        await desk.sees("One is here. Write the next.")
    async with App(settings) as app:
        await desk.say("قهوه")
        await desk.sees(MORE)
        await desk.tap("Put it in the queue")
        waiting = await questions.queue(app.hub, shop.owner.id, shop.hangout.id)
        assert [(one.text, one.options) for one in waiting] == [("چای یا قهوه؟", ("چای", "قهوه"))]


async def test_the_queue_by_pages(shop: Shop) -> None:
    desk = Desk(shop.owner)
    await desk.say("/queue")
    await desk.sees("The queue is empty; until you write one, questions come from our own collection.")
    for number in range(17):
        await shop.ask(f"سؤال شمارهٔ {number}", ("بله", "نه"))
    await desk.press(Queue(hangout=shop.hangout.id, page=0).pack())
    await desk.sees("سؤال شمارهٔ 0")
    assert "سؤال شمارهٔ 8" not in desk.text
    await desk.tap("Later ones")
    assert await _seen(desk, "سؤال شمارهٔ 8")
    await desk.tap("Later ones")
    assert await _seen(desk, "سؤال شمارهٔ 16")
    await desk.owner.press(desk.screen, "۱۷")
    assert await _seen(desk, "سؤال شمارهٔ 16")
    await desk.tap("Take it out")
    await desk.sees("Take this question out of the queue?")
    await desk.tap("No, let it stay")
    assert len(await _queue(shop)) == 17
    assert await _seen(desk, "سؤال شمارهٔ 16")
    await desk.tap("Take it out")
    await desk.sees("Take this question out of the queue?")
    old = desk.screen
    answer = await desk.tap("Yes, take it out")
    assert answer.text == desk.words("Taken out.")
    assert await _seen(desk, "سؤال شمارهٔ 15"), "the last page is gone, so the one before is shown"
    answer = await desk.owner.press(old, desk.words("Yes, take it out"))
    assert answer.alert, "it is out already"
    assert [one.text for one in await _queue(shop)] == [f"سؤال شمارهٔ {number}" for number in range(16)]


async def _seen(desk: Desk, words: str) -> bool:
    desk.screen = await desk.owner.wait_for(desk.owner.id, words)
    return True


async def test_a_full_queue_says_so_and_keeps_the_question(shop: Shop) -> None:
    for number in range(100):
        await shop.ask(f"سؤال {number}", ("بله", "نه"))
    desk = await _writing(Desk(shop.owner))
    await desk.say("صد و یکم؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.say("بله\nنه")
    await desk.sees(MORE)
    answer = await desk.tap("Put it in the queue")
    assert answer.text == desk.words("The queue is full: {limit} questions wait. Take one out first.", limit=100)
    await questions.remove(shop.hub, shop.owner.id, shop.hangout.id, (await _queue(shop))[0].id)
    await desk.tap("Put it in the queue")
    assert (await _queue(shop))[-1].text == "صد و یکم؟"


@WAYS
async def test_a_poll_of_any_kind_becomes_the_days_question(world: SandboxWorld, app: App, language: str) -> None:
    shop = await open_shop(world, app.hub, language=language)
    desk = Desk(shop.owner)
    for number, kind in enumerate(({"anonymous": True}, {"quiz": True}, {"anonymous": False})):
        sent = await shop.owner.act(
            "send_poll", chat_id=shop.group, question=f"؟<i>{number}</i>", options=["آ", "ب"], **kind
        )
        await shop.owner.forward(sent, shop.owner.id)
        assert await _seen(desk, f"؟<i>{number}</i>")
        for _ in range(2):
            await desk.press(Take(hangout=shop.hangout.id).pack())
    waiting = await _queue(shop)
    assert [(one.text, one.options) for one in waiting] == [(f"؟<i>{n}</i>", ("آ", "ب")) for n in range(3)]
    assert [(one.kind, one.facts.right) for one in waiting] == [("choice", None), ("guess", 0), ("choice", None)]
    await shop.evening()
    await shop.post("؟<i>0</i>")


async def test_polls_that_do_not_fit_are_refused_in_words(shop: Shop) -> None:
    desk = Desk(shop.owner)
    for question, options, line, values in (
        ("یکی؟", ["تنها"], FEW, {"limit": 2}),
        ("چ" * 300, ["آ", "ب"], LONG, {"length": 300, "limit": 255}),
        ("دوتا؟", ["آ", "آ "], TWICE, {"option": "آ"}),
    ):
        await desk.owner.act("send_poll", chat_id=desk.owner.id, question=question, options=options)
        await desk.sees(line, **values)
    assert await _queue(shop) == []


async def test_a_poll_finds_its_hangout_among_several(shop: Shop, world: SandboxWorld) -> None:
    desk = Desk(shop.owner)
    second = await setup.begin(shop.hub, Seen(shop.owner.id, shop.owner.name, "fa"))
    await desk.owner.act("send_poll", chat_id=desk.owner.id, question="کجا؟", options=["اینجا", "آنجا"])
    assert await _seen(desk, "کجا؟")
    assert desk.labels() == [shop.hangout.title, desk.words("the new one")]
    await desk.press(Take(hangout=second.id).pack())
    assert await _queue(shop) == []
    assert len(await questions.queue(shop.hub, shop.owner.id, second.id)) == 1
    customer = Desk(world.customers[0])
    await customer.owner.start()
    await customer.owner.act("send_poll", chat_id=customer.owner.id, question="کجا؟", options=["اینجا", "آنجا"])
    await customer.sees("You have no hangout yet. Opening one takes two minutes.")


async def test_writing_in_the_middle_of_a_set_up_puts_it_aside(shop: Shop) -> None:
    desk = Desk(shop.owner)
    await desk.say("/new")
    await desk.sees(FIRST)
    await desk.owner.act("send_poll", chat_id=desk.owner.id, question="کجا؟", options=["اینجا", "آنجا"])
    assert await _seen(desk, "کجا؟")
    await _compose(desk, shop)
    await desk.say("چای یا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    await desk.say("چای\nقهوه")
    await desk.sees(MORE)
    await desk.tap("Put it in the queue")
    assert len(await _queue(shop)) == 1
    await desk.say("/new")
    await desk.sees(FIRST)


async def _compose(desk: Desk, shop: Shop) -> None:
    desk.screen = next(m for m in reversed(await desk.owner.messages()) if not m["view"]["mine"])
    await desk.press(Compose(hangout=shop.hangout.id).pack())
    await desk.sees(ASK)


async def test_an_option_that_telegram_brings_twice_is_kept_once(desk: Desk, shop: Shop, app: App) -> None:
    await desk.say("چای یا قهوه؟")
    await desk.sees(OPTIONS, least=2, most=12)
    for option, line in (("چای", "One is here. Write the next."), ("قهوه", MORE)):
        message = await desk.say(option)
        await desk.sees(line)
        again = {"update_id": 1, "message": message}
        [reply] = await app.inbound.handle(again)
        assert isinstance(reply, SendMessage)
        assert desk.words(line) in reply.text
    await desk.tap("Put it in the queue")
    [waiting] = await _queue(shop)
    assert waiting.options == ("چای", "قهوه")
