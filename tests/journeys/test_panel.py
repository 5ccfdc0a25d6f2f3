"""The panel: every setting of an open hangout, by a tap or in words, and who may touch it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Compose, Panel, Queue
from handlers.daily.imports import Rewrite, Take
from handlers.daily.plan import Day, Ready
from handlers.daily.queue import Out, Shift, Waits
from handlers.daily.write import ComposeOn, Edit
from handlers.daily.write_screens import Draft
from handlers.hangout.choosers import Pick
from handlers.hangout.connect import Again
from handlers.hangout.panel import ACTS, Next, Speak
from handlers.hangout.steps import Open, Step
from hub.daily import questions
from hub.hangout import panel
from hub.hangout.hangouts import HangoutView
from locales.voice import Spoken
from tests.support.desk import Desk
from tests.support.people import Answer, text_of
from tests.support.shop import NOON, Shop
from tests.support.world import SandboxWorld

REFUSED = "This is for the hangout's owners, and only while they are admins of its channel and group."
DAY = NOON.date().toordinal() + 1
REPLACE = "A question is on now: {question}\nShall the next one take its place?"


@pytest.fixture
async def desk(shop: Shop) -> Desk:
    """The owner, in front of the panel."""
    desk = Desk(shop.owner)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    return desk


async def _now(desk: Desk, shop: Shop) -> HangoutView:
    [mine] = await desk.hangouts(shop.hub)
    return mine


async def _act(desk: Desk, shop: Shop, act: str) -> Answer:
    return await desk.press(Panel(hangout=shop.hangout.id, act=act).pack())


FIELDS: list[tuple[str, str, str, Callable[[HangoutView], object], object, object]] = [
    ("trade", "books", "چای‌خانه و کافه", lambda h: h.trade, "books", "tea-house"),
    ("hour", "9.00", "۲۲:۱۵", lambda h: h.opens_minute, 9 * 60, 22 * 60 + 15),
    ("timezone", "Europe/Berlin", "استانبول", lambda h: h.timezone, "Europe/Berlin", "Europe/Istanbul"),
    ("length", "40", "33", lambda h: h.stick_length, 40, 33),
    ("reward", "sweet", "دو تا شیرینی", lambda h: h.reward, "یک شیرینی کنار چای", "دو تا شیرینی"),
]


@pytest.mark.parametrize(("field", "tap", "words", "read", "tapped", "typed"), FIELDS, ids=[row[0] for row in FIELDS])
async def test_a_setting_changes_by_a_tap_and_by_words(
    desk: Desk,
    shop: Shop,
    field: str,
    tap: str,
    words: str,
    read: Callable[[HangoutView], object],
    tapped: object,
    typed: object,
) -> None:
    await _act(desk, shop, field)
    answer = await desk.press(Pick(hangout=shop.hangout.id, field=field, value=tap).pack())
    assert answer.text == desk.words("Saved.")
    assert read(await _now(desk, shop)) == tapped
    await _act(desk, shop, field)
    await desk.say(words)
    await desk.sees("Posts speak: {language}", language="")
    assert read(await _now(desk, shop)) == typed
    await desk.say(words)
    await desk.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")


async def test_a_name_is_written_and_the_posts_language_tapped(desk: Desk, shop: Shop) -> None:
    await _act(desk, shop, "title")
    await desk.say("پاتوق <b>ما</b>\u202e")
    await desk.sees("Posts speak: {language}", language="")
    await _act(desk, shop, "language")
    await desk.press(Speak(hangout=shop.hangout.id, code="en").pack())
    answer = await desk.press(Speak(hangout=shop.hangout.id, code="xx").pack())
    assert answer.alert
    mine = await _now(desk, shop)
    assert (mine.title, mine.language) == ("پاتوق <b>ما</b>", "en")


async def test_a_moved_hour_moves_the_next_question(desk: Desk, shop: Shop) -> None:
    await desk.press(Pick(hangout=shop.hangout.id, field="hour", value="17.00").pack())
    assert (await _now(desk, shop)).next_opening == NOON.replace(hour=17)


async def test_closed_for_now_and_open_again(desk: Desk, shop: Shop) -> None:
    await desk.tap("Close for now")
    await desk.sees("Closed for now: no question goes out until you open it again.")
    assert (await _now(desk, shop)).next_opening is None
    await desk.tap("Open again")
    await desk.sees("Next question: {when}", when="")
    assert (await _now(desk, shop)).next_opening == NOON.replace(hour=19)


async def test_a_question_right_now_and_one_in_its_place(desk: Desk, shop: Shop) -> None:
    await shop.ask("چای یا قهوه؟", ("چای", "قهوه"))
    await shop.ask("قند یا نبات؟", ("قند", "نبات"))
    await desk.tap("Post one right now")
    await shop.post("چای یا قهوه؟")
    await _act(desk, shop, "now")
    await desk.sees(REPLACE, question="چای یا قهوه؟")
    on = await panel.playing(shop.hub, shop.owner.id, shop.hangout.id)
    assert on
    for _ in range(2):
        await desk.press(Next(hangout=shop.hangout.id, after=on.id).pack())
    await shop.post("قند یا نبات؟")
    now = await panel.playing(shop.hub, shop.owner.id, shop.hangout.id)
    assert now
    assert (now.text, now.day) == ("قند یا نبات؟", NOON.date())
    await _act(desk, shop, "now")
    answer = await desk.press(Next(hangout=shop.hangout.id, after=now.id).pack())
    assert answer.text == desk.words("Today’s question is out already; the next one comes at its hour.")
    assert (await _now(desk, shop)).next_opening == NOON.replace(hour=19) + timedelta(days=1)


async def test_the_invite_link_makes_members(desk: Desk, shop: Shop, world: SandboxWorld) -> None:
    await desk.tap("Invite people")
    assert f"?start=j_{shop.hangout.slug}" in text_of(await desk.owner.last())
    customer = world.customers[0]
    await customer.start(f"j_{shop.hangout.slug}")
    await customer.wait_for(customer.id, shop.hangout.title)


async def test_rights_are_checked_on_request(desk: Desk, shop: Shop) -> None:
    answer = await _act(desk, shop, "rights")
    assert answer.text == desk.words("Checked just now.")
    await desk.sees("✓ All is well in {chat}.", chat=desk.voice.tell("the channel {title}", title=shop.hangout.title))
    await shop.owner.add_bot(shop.channel, "can_post_messages")
    await desk.tap("Check again")
    await desk.sees("to edit messages")


async def test_what_a_group_hides_from_a_bot_that_is_no_admin_is_said(desk: Desk, shop: Shop) -> None:
    await _act(desk, shop, "rights")
    await desk.sees("✓ All is well in {chat}.", chat="")
    assert desk.text.count("✓") == 2
    await shop.owner.add_bot(shop.group)
    await desk.tap("Check again")
    group = desk.voice.tell("the group {title}", title=(await shop.owner.chat(shop.group))["title"])
    await desk.owner.wait_for(desk.owner.id, str(desk.words("✓ I can post in {chat}.", chat=group)))
    desk.screen = await desk.owner.last()
    assert str(desk.words("This does not reach me there, since I am no admin:")) in desk.text
    assert str(desk.words("thanks by {folded} or {heart}", folded=Spoken("🙏"), heart=Spoken("❤"))) in desk.text


async def test_the_channel_is_replaced(desk: Desk, shop: Shop) -> None:
    other = await shop.owner.new_chat("channel", "کانال دوم")
    await _act(desk, shop, "chats")
    await desk.share("Choose a channel", other)
    await desk.sees("Posts speak: {language}", language="")
    assert await desk.owner.keyboard() is None
    assert [chat.telegram_id for chat in (await _now(desk, shop)).chats] == [other, shop.group]
    await _act(desk, shop, "chats")
    await desk.say(desk.voice.tell("Back"))
    await desk.sees("Posts speak: {language}", language="")
    assert await desk.owner.keyboard() is None


async def test_who_lost_the_rights_can_not_act(desk: Desk, shop: Shop) -> None:
    """The owner on paper, no admin any more: every button is refused, and the store stays as it was."""
    await shop.owner.leave(shop.group)
    before = await _now(desk, shop)
    for act in ACTS:
        answer = await _act(desk, shop, act)
        assert answer.alert, act
        assert answer.text == desk.words(REFUSED)
    assert await _now(desk, shop) == before


async def test_nobody_can_vouch_where_the_bot_is_nowhere(desk: Desk, shop: Shop) -> None:
    await shop.owner.remove_bot(shop.channel)
    await shop.owner.remove_bot(shop.group)
    await desk.say("/panel")
    await desk.sees("I can not see into your channel or group any more. Add me there again, then come back.")
    await shop.owner.add_bot(shop.channel, "can_post_messages", "can_edit_messages")
    await desk.say("/panel")
    await desk.sees("Closed for now: no question goes out until you open it again.")


def forged(hangout: int, question: int, round_id: int, chat: int) -> list[CallbackData]:
    """One of every button that an owner's screens have, for a hangout of somebody else."""
    return [
        *(Panel(hangout=hangout, act=act) for act in ACTS),
        Speak(hangout=hangout, code="en"),
        Next(hangout=hangout, after=round_id),
        Pick(hangout=hangout, field="reward", value="tea"),
        Pick(hangout=hangout, field="title", value="mine"),
        Again(hangout=hangout, place="channel", chat=chat),
        Step(hangout=hangout, to="hour", changing=True),
        Open(hangout=hangout, now=True),
        Compose(hangout=hangout),
        Draft(hangout=hangout, act="put"),
        Queue(hangout=hangout, page=0),
        Out(hangout=hangout, question=question, page=0, sure=True),
        Take(hangout=hangout),
        Rewrite(hangout=hangout),
        Waits(hangout=hangout, question=question, page=0),
        Shift(hangout=hangout, question=question, page=0, act="down"),
        Edit(hangout=hangout, question=question),
        ComposeOn(hangout=hangout, day=DAY),
        Day(hangout=hangout, day=DAY),
        *(Ready(hangout=hangout, day=DAY, act=act, key="rain") for act in ("take", "skip", "page")),
    ]


async def test_buttons_forged_for_another_hangout_do_nothing(shop: Shop, world: SandboxWorld) -> None:
    await shop.ask("چای یا قهوه؟", ("چای", "قهوه"))
    [waiting] = await questions.queue(shop.hub, shop.owner.id, shop.hangout.id)
    thief = Desk(world.person("Daniel"), "en")
    await thief.owner.start()
    await thief.say("/new")
    thief.screen = await thief.owner.wait_for(thief.owner.id, lambda m: True)
    before = await panel_of(shop)
    for data in forged(shop.hangout.id, waiting.id, 1, shop.channel):
        answer = await thief.press(data.pack())
        assert answer.alert, data
        assert answer.text == thief.words(REFUSED)
        assert shop.hangout.title not in answer.text
    assert await panel_of(shop) == before


async def panel_of(shop: Shop) -> tuple[HangoutView, int]:
    """What a thief could have changed."""
    [mine] = await Desk(shop.owner).hangouts(shop.hub)
    return mine, len(await questions.queue(shop.hub, shop.owner.id, shop.hangout.id))


async def test_made_up_buttons_get_a_line(desk: Desk, shop: Shop) -> None:
    number = shop.hangout.id
    for data in (
        f"panel:{number}:nothing",
        f"panel:{number}",
        "panel:x:home",
        f"pick:{number}:colour:red",
        f"pick:{number}:reward:gold",
        f"pick:{number}:hour:99",
        f"draft:{number}:burn",
        f"out:{number}:999999:0:1",
        f"take:{number}",
        f"takew:{number}",
        f"day:{number}:{10**12}",
        f"day:{number}:1",
        f"ready:{number}:{DAY}:burn:rain",
        f"ready:{number}:{DAY}:take:no-such-question",
        f"ready:{number}:{DAY}:page:۳",
        f"shift:{number}:999999:0:up",
        f"shift:{number}:999999:0:sideways",
        f"waits:{number}:999999:0",
        f"edit:{number}:999999",
        f"writeon:{number}:1",
        "settle:1:maybe",
        "step",
    ):
        answer = await desk.press(data)
        assert answer.alert, data
        assert answer.text


async def test_an_old_message_is_answered_below(desk: Desk, shop: Shop) -> None:
    """Telegram no longer shows us the tapped message: the panel comes as a new one."""
    data = Panel(hangout=shop.hangout.id, act="settings").pack()
    number = desk.screen["message_id"]
    await desk.owner.press(desk.screen, data=data, old=True)
    await desk.sees("Posts speak: {language}", language="")
    assert desk.screen["message_id"] > number
