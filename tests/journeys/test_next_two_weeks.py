"""Questions of every kind written in private, and the two weeks ahead changed by taps; over the wire."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from PIL import Image

from handlers.buttons import Panel
from handlers.daily.plan import Day
from hub.daily import planning, questions
from hub.daily.facts import Facts
from hub.daily.questions import QuestionView
from hub.habit import tags
from hub.hangout import panel
from storage.tables import Round
from tests.journeys.conftest import BOTH
from tests.support.bank import simple
from tests.support.desk import ASK, Desk
from tests.support.shop import NOON, Shop
from tests.support.store import row

FIRST = NOON.date()
WHEN = (
    "<b>On which day?</b>\nTap one, or write a later one, like {example}. What stands on a day with {mark} goes to "
    "the head of the queue."
)


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """The owner."""
    return Desk(shop.owner)


def _png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), "olive").save(made, "PNG")
    return made.getvalue()


async def _begin(desk: Desk, kind: str, text: str) -> None:
    await desk.say("/question")
    await desk.sees(ASK)
    await desk.tap(kind)
    await desk.say(text)
    await _seen(desk, text)


async def _seen(desk: Desk, words: str) -> None:
    desk.screen = await desk.owner.wait_for(desk.owner.id, words)


async def _queue(shop: Shop) -> list[QuestionView]:
    return await questions.queue(shop.hub, shop.owner.id, shop.hangout.id)


async def _plan(desk: Desk, shop: Shop) -> None:
    await desk.press(Panel(hangout=shop.hangout.id, act="plan").pack())
    await desk.sees("<b>The next two weeks of {title}</b>", title=shop.hangout.title)


async def _day(desk: Desk, shop: Shop, day: date) -> None:
    await desk.press(Day(hangout=shop.hangout.id, day=day.toordinal()).pack())
    await _seen(desk, desk.voice.date(day))


KINDS: list[tuple[str, tuple[str, ...], tuple[str, ...], str, tuple[str, ...], dict[str, Any]]] = [
    (
        "Choice",
        ("الف", "ب"),
        ("Several answers", "Members add options"),
        "choice",
        ("الف", "ب"),
        {"several": True, "open": True},
    ),
    ("This or that", ("این\nآن",), ("Hidden till the close",), "versus", ("این", "آن"), {"hidden": True}),
    ("Scale", ("کم", "زیاد"), (), "scale", ("1", "2", "3", "4", "5"), {"ends": ("کم", "زیاد")}),
    ("A word", (), (), "word", (), {}),
]


@pytest.mark.parametrize(("label", "lines", "taps", "kind", "options", "facts"), KINDS, ids=[row[3] for row in KINDS])
async def test_a_kind_is_written(
    desk: Desk,
    shop: Shop,
    label: str,
    lines: tuple[str, ...],
    taps: tuple[str, ...],
    kind: str,
    options: tuple[str, ...],
    facts: dict[str, Any],
) -> None:
    await _begin(desk, label, "چه بپرسیم؟")
    for line in lines:
        await desk.say(line)
        await _seen(desk, line.split("\n")[-1])
    for tap in taps:
        await desk.owner.press(desk.screen, "☐ " + desk.voice.tell(tap))
        desk.screen = await desk.owner.wait_for(desk.owner.id, "چه بپرسیم؟")
    await desk.tap("Put it in the queue")
    [waiting] = await _queue(shop)
    assert (waiting.kind, waiting.options, waiting.facts) == (kind, options, Facts(**facts))


@BOTH
async def test_a_guess_and_two_pictures_come_on_their_days(desk: Desk, shop: Shop) -> None:
    await _begin(desk, "Guess", "چند نخود در شیشه است؟")
    await desk.say("صد\nهزار")
    await desk.sees("Which one is right? Tap it; it is told at the close.")
    assert desk.words("Put it in the queue") not in desk.labels()
    await desk.owner.press(desk.screen, "○ هزار")
    await _seen(desk, "✓")
    await desk.tap("On a day …")
    await desk.sees(WHEN, example="", mark="")
    await desk.owner.press(desk.screen, desk.voice.date(FIRST + timedelta(days=1)))
    await desk.sees("It comes on {day}.", day=desk.voice.date(FIRST + timedelta(days=1)))
    await _begin(desk, "This or that", "کدام طرح؟")
    for caption in ("گل", "بوته"):
        await desk.owner.send(desk.owner.id, caption, photo=_png())
        await _seen(desk, caption)
    await desk.tap("On a day …")
    await desk.sees(WHEN, example="", mark="")
    await desk.say("دیروز")
    await desk.sees("No question can be planned for that day. Choose one of the coming days, within a year.")
    await desk.say("۳۰ آذر")
    await desk.sees("It comes on {day}.", day=desk.voice.date(date(2026, 12, 21)))
    later, guess = sorted(await _queue(shop), key=lambda one: one.kind, reverse=True)
    assert (guess.day, guess.facts.right) == (FIRST + timedelta(days=1), 1)
    assert (later.day, later.options, len(later.facts.pictures)) == (date(2026, 12, 21), ("گل", "بوته"), 2)
    await shop.evening(days=1)
    assert (await shop.poll("نخود"))["poll"]["type"] == "quiz"


async def test_a_ready_question_is_not_wanted_another_taken_and_changed(desk: Desk, shop: Shop) -> None:
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await _plan(desk, shop)
    before = (await planning.plan(shop.hub, shop.owner.id, shop.hangout.id)).days[0].asked
    assert before
    await _day(desk, shop, FIRST)
    assert before.text in desk.text
    await desk.tap("Not this one")
    await desk.owner.wait_for(desk.owner.id, lambda m: before.text not in m.get("text", ""))
    desk.screen = await desk.owner.last()
    await desk.tap("Choose another")
    await desk.sees("<b>From our collection for {day}</b>", day=desk.voice.date(FIRST))
    await desk.owner.press(desk.screen, "۲")
    await desk.sees("It comes on {day}.", day=desk.voice.date(FIRST))
    taken = (await planning.plan(shop.hub, shop.owner.id, shop.hangout.id)).on(FIRST)
    await desk.tap("Edit")
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: desk.words("Save") in _labels(m))
    await desk.tap("Write it again")
    await desk.sees(ASK)
    await desk.say("همین، با واژه‌های خودمان؟")
    await _seen(desk, "با واژه‌های خودمان؟")
    await desk.tap("Save")
    await desk.sees("The question waits as you wrote it now.")
    now = (await planning.plan(shop.hub, shop.owner.id, shop.hangout.id)).on(FIRST)
    assert now.asked
    assert taken.asked
    assert (now.question, now.asked.text) == (taken.question, "همین، با واژه‌های خودمان؟")
    assert now.asked.options == taken.asked.options
    await shop.evening()
    await shop.post("با واژه‌های خودمان؟")


async def test_what_a_question_is_about_goes_with_it(desk: Desk, shop: Shop) -> None:
    await tags.choose(shop.hub, shop.owner.id, shop.hangout.id, "drinks", "چای و قهوه")
    await _begin(desk, "A word", "چه می‌نوشید؟")
    await desk.tap("About …")
    await desk.sees(
        "<b>What is it about?</b>\nSo it reaches those who like that, and we learn what people answer gladly."
    )
    await desk.owner.press(desk.screen, "☐ چای و قهوه")
    await desk.owner.wait_for(desk.owner.id, lambda m: "☑ چای و قهوه" in _labels(m))
    await desk.tap("Back")
    await _seen(desk, "چه می‌نوشید؟")
    await desk.tap("Put it in the queue")
    await shop.evening()
    await shop.owner.wait_for(shop.channel, "چه می‌نوشید؟", since=0)
    on = await panel.playing(shop.hub, shop.owner.id, shop.hangout.id)
    assert on
    kept = await row(shop.hub.db, Round, id=on.id)
    assert (kept.kind, kept.tags) == ("word", ["drinks"])


async def test_the_owner_hears_before_there_is_nothing_left(desk: Desk, shop: Shop) -> None:
    few = simple("fa")[:10]
    object.__setattr__(shop.hub, "bank", lambda _: few)  # the running product's own hub, which can not be replaced
    await shop.evening()
    plan = await planning.plan(shop.hub, shop.owner.id, shop.hangout.id)
    empty = next(one.day for one in plan.days if one.asked is None)
    await desk.sees(
        "From {day} on, {title} has nothing left to ask: our collection was asked within the year. Write a few "
        "questions until then, or those days rest; nobody’s days in a row are lost by that.",
        day=desk.voice.date(empty),
        title=shop.hangout.title,
    )
    await desk.tap("Next two weeks")
    await desk.sees("<b>The next two weeks of {title}</b>", title=shop.hangout.title)
    assert desk.voice.tell("nothing yet") in desk.text


async def test_the_order_of_the_queue_by_taps(desk: Desk, shop: Shop) -> None:
    for text in ("یک؟", "دو؟", "سه؟"):
        await shop.ask(text, ("بله", "نه"))
    await desk.say("/queue")
    await _seen(desk, "سه؟")
    await desk.owner.press(desk.screen, "۳")
    await desk.owner.wait_for(desk.owner.id, lambda m: "یک؟" not in m.get("text", "") and "سه؟" in m.get("text", ""))
    desk.screen = await desk.owner.last()
    for label, order in (
        ("Earlier", ["یک؟", "سه؟", "دو؟"]),
        ("First", ["سه؟", "یک؟", "دو؟"]),
        ("Later on", ["یک؟", "سه؟", "دو؟"]),
    ):
        answer = await desk.tap(label)
        assert answer.text == desk.words("Now number {n} in the queue.", n=order.index("سه؟") + 1)
        assert [one.text for one in await _queue(shop)] == order


async def test_a_quiz_is_changed_before_it_waits(desk: Desk, shop: Shop) -> None:
    await desk.owner.act("send_poll", chat_id=desk.owner.id, question="چند؟", options=["دو", "سه"], quiz=True)
    await _seen(desk, "چند؟")
    await desk.tap("Change it first")
    await desk.sees("Write another option, or put it in the queue.")
    await desk.owner.press(desk.screen, "○ سه")
    await desk.owner.wait_for(desk.owner.id, lambda m: "✓ سه" in _labels(m))
    desk.screen = await desk.owner.last()
    await desk.tap("Put it in the queue")
    [waiting] = await _queue(shop)
    assert (waiting.kind, waiting.facts.right) == ("guess", 1)


def _labels(message: dict[str, Any]) -> list[str]:
    return [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]
