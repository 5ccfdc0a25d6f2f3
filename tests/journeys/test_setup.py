"""Opening a hangout: every way through the wizard, in both languages, with every kind of stumble."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram.methods import SendMessage

from bot.app import App
from bot.settings import Settings
from handlers.hangout.connect import Again
from handlers.hangout.steps import Open
from hub.hangout import panel
from hub.hangout.hangouts import HangoutView
from tests.support.desk import ANSWERS, BLANKS, CITY, FIRST, HOUR, ONE_MORE, OPENED, PREVIEW, STEPS, Desk, walk_to
from tests.support.journal import Journal
from tests.support.people import Someone, text_of
from tests.support.shop import NOON
from tests.support.world import ActRefused, SandboxWorld

WAYS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)


async def _brand(world: SandboxWorld, language: str) -> tuple[Desk, int, int]:
    """An owner of that language with a channel and a group."""
    if language == "fa":
        return Desk(world.owner), await world.chat_id("channel"), await world.chat_id("supergroup")
    owner = await world.new_person("Sam", language_code="en")
    channel, group = await owner.new_chat("channel", "Sam’s Tea"), await owner.new_chat("supergroup", "Tea talk")
    return Desk(owner, "en"), channel, group


@WAYS
async def test_taps_alone_open_a_hangout(world: SandboxWorld, app: App, language: str) -> None:
    desk, channel, group = await _brand(world, language)
    await desk.owner.start()
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "reply_markup" in m)
    await desk.tap("Open a hangout for my shop")
    await desk.sees(FIRST)
    await desk.share("Choose a channel", channel)
    await desk.sees(ONE_MORE)
    await desk.share("Choose a group", group)
    await desk.sees(CITY)
    assert await desk.owner.keyboard() is None
    number = desk.screen["message_id"]
    for data in ("timezone:Asia/Dubai", "hour:21.00", "length:12", "reward:tea"):
        [mine] = await desk.hangouts(app.hub)
        answer = await desk.press(f"pick:{mine.id}:{data}")
        assert answer.answered
    await desk.sees(PREVIEW)
    assert desk.screen["message_id"] == number, "taps change the message in place"
    await desk.tap("Open and post one now")
    [opened] = await desk.hangouts(app.hub)
    assert (opened.state, opened.timezone, opened.opens_minute) == ("open", "Asia/Dubai", 21 * 60)
    assert (opened.stick_length, opened.reward) == (12, desk.voice.tell("A tea on us"))
    await desk.sees(OPENED, title=opened.title)
    playing = await panel.playing(app.hub, desk.owner.id, opened.id)
    assert playing
    await desk.owner.wait_for(channel, playing.text, since=0)
    await desk.owner.wait_for(group, lambda m: m.get("poll", {}).get("question") == playing.text, since=0)
    assert f"start=j_{opened.slug}" in desk.text


@WAYS
async def test_words_alone_open_a_hangout_whose_hour_then_comes(world: SandboxWorld, app: App, language: str) -> None:
    desk, channel, _ = await _brand(world, language)
    await walk_to(desk, channel, "preview")
    for shown in (
        "یک چای <b>دبش</b>",
        desk.voice.number(15),
        desk.voice.clock(19 * 60 + 30),
        desk.voice.city("Asia/Tehran"),
    ):
        assert shown in desk.text
    when = desk.voice.when(NOON.replace(hour=19, minute=30), "Asia/Tehran", NOON)
    await desk.tap("Open; first question {when}", when=when)
    [opened] = await desk.hangouts(app.hub)
    await desk.sees(OPENED, title=opened.title)
    assert opened.next_opening == NOON.replace(hour=19, minute=30)
    await world.set_clock(NOON.replace(hour=19, minute=30, second=1))
    await desk.owner.wait_for(channel, lambda m: "v:" in str(m.get("reply_markup")), since=0)


@pytest.mark.parametrize("step", ["chats", *STEPS])
async def test_a_restart_at_any_step_loses_nothing(
    world: SandboxWorld, settings: Settings, journal: Journal, step: str
) -> None:
    desk, channel, _ = await _brand(world, "fa")
    async with App(settings):
        await walk_to(desk, channel, step)
    async with App(settings) as app:
        if step in ANSWERS:
            await desk.say(ANSWERS[step])
            after = list(STEPS)[list(STEPS).index(step) + 1]
            await desk.sees(STEPS[after], **BLANKS)
        else:
            await desk.say("/new")
            await desk.sees(STEPS.get(step, ONE_MORE), **BLANKS)
        [mine] = await desk.hangouts(app.hub)
        assert [chat.telegram_id for chat in mine.chats] == [channel]


@pytest.mark.parametrize("step", list(STEPS))
async def test_other_things_in_between_lose_nothing(world: SandboxWorld, app: App, step: str) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, step)
    for other in ("/today", "/help", "/start"):
        await desk.say(other)
        desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: True)
    await desk.tap("Go on with my hangout")
    await desk.sees(STEPS[step], **BLANKS)
    await desk.tap("Later")
    await desk.sees("Put aside; nothing is lost. Send /new whenever you like, and we go on from here.")
    await desk.say("سلام")
    await desk.tap("Go on with my hangout")
    await desk.sees(STEPS[step], **BLANKS)


WRONG: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "timezone": [("ناکجاآباد", "I do not know that time zone. Write it like Asia/Tehran or Europe/Berlin.", {})],
    "hour": [
        (text, "I could not read that hour. Write it like {example}.", {"example": "۱۹:۳۰"})
        for text in ("25", "عصر", "19:75", "\u202e19", "x" * 4096)
    ],
    "length": [
        (text, "A stick holds {least} to {most} notches. Send a number between them.", {"least": 5, "most": 100})
        for text in ("4", "101", "ده", "۱۰٫۵", "-7")
    ],
    "reward": [
        ("\u200b \u202e\u2069", "That came empty. Write a line and send it.", {}),
        (
            "چ" * 4096,
            "That is a little long: {length} letters, and {limit} fit. Send a shorter one.",
            {"length": 4096, "limit": 120},
        ),
    ],
}


@pytest.mark.parametrize("step", list(WRONG))
async def test_a_wrong_answer_gets_a_line_and_another_try(world: SandboxWorld, app: App, step: str) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, step)
    for text, line, values in WRONG[step]:
        await desk.say(text)
        answer = await desk.owner.wait_for(desk.owner.id, lambda m: True)
        assert text_of(answer).replace("\u2068", "").replace("\u2069", "") == desk.words(line, **values).replace(
            "\u2068", ""
        ).replace("\u2069", "")
    await desk.owner.send(desk.owner.id, photo=PIXEL)
    await desk.sees("Here I understand taps and written words. Tap a button above, or write it.")
    await desk.say(ANSWERS[step])
    after = list(STEPS)[list(STEPS).index(step) + 1]
    await desk.sees(STEPS[after], **BLANKS)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100000500010d0a2db40000"
    "000049454e44ae426082"
)


async def test_words_are_no_way_to_choose_a_chat(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await desk.owner.start()
    await desk.say("/new")
    await desk.sees(FIRST)
    await desk.say("ادامه")
    await desk.sees("A hangout needs a channel or a group first.")
    await desk.say("@mahe_no_tea")
    await desk.sees("Choose the channel or group with the buttons below the text field.")
    await desk.share("Choose a channel", channel)
    await desk.sees(ONE_MORE)


async def test_names_with_markup_and_overrides_are_shown_as_they_read(world: SandboxWorld, app: App) -> None:
    owner = await world.new_person("<i>آرش</i> \u202e", language_code="fa")
    channel = await owner.new_chat("channel", "<b>Tea</b> \u202e\u2067& co")
    desk = Desk(owner)
    await walk_to(desk, channel, "preview")
    assert "<b>Tea</b> & co" in desk.text
    assert not set(desk.text) & set("\u202e\u2067")
    [mine] = await desk.hangouts(app.hub)
    assert mine.title == "<b>Tea</b> & co"


async def test_back_and_change_come_back_to_where_they_were_asked(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, "preview")
    await desk.tap("Hour")
    await desk.sees(HOUR, **BLANKS)
    await desk.tap("Back")
    await desk.sees(PREVIEW)
    await desk.tap("Hour")
    await desk.say("8:05")
    await desk.sees(PREVIEW)
    assert desk.voice.clock(8 * 60 + 5) in desk.text
    for step in reversed(list(STEPS)[:-1]):
        await desk.tap("Back")
        await desk.sees(STEPS[step], **BLANKS)
    await desk.tap("Back")
    await desk.sees(ONE_MORE)


async def test_an_old_chooser_changes_its_setting_and_nothing_else(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, "hour")
    old = desk.screen
    await desk.say("۱۹:۳۰")
    await desk.sees(STEPS["length"], **BLANKS)
    await desk.owner.press(old, "۹:۰۰")
    await desk.sees(STEPS["length"], **BLANKS)
    [mine] = await desk.hangouts(app.hub)
    assert mine.opens_minute == 9 * 60


async def test_two_taps_on_post_one_now_post_one(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, "preview")
    [mine] = await desk.hangouts(app.hub)
    for _ in range(3):
        answer = await desk.press(Open(hangout=mine.id, now=True).pack())
        assert answer.answered
    await desk.owner.wait_for(channel, lambda m: "v:" in str(m.get("reply_markup")), since=0)
    first = await panel.playing(app.hub, desk.owner.id, mine.id)
    assert first
    assert first.day == NOON.date() - timedelta(days=1), "the evening keeps a question of its own"


async def test_an_owner_with_two_hangouts(world: SandboxWorld, app: App) -> None:
    desk, channel, group = await _brand(world, "fa")
    await walk_to(desk, channel, "preview")
    [first] = await desk.hangouts(app.hub)
    await desk.press(Open(hangout=first.id, now=False).pack())
    await desk.say("/new")
    await desk.sees(FIRST)
    await desk.share("Choose a group", group)
    await desk.sees(ONE_MORE)
    await desk.say(desk.voice.tell("Continue"))
    for step, answer in ANSWERS.items():
        await desk.sees(STEPS[step], **BLANKS)
        await desk.say(answer)
    await desk.sees(PREVIEW)
    views = await desk.hangouts(app.hub)
    await desk.press(Open(hangout=views[1].id, now=False).pack())
    assert [(view.state, len(view.chats)) for view in await desk.hangouts(app.hub)] == [("open", 1), ("open", 1)]
    await desk.say("/panel")
    await desk.sees("Which hangout?")
    assert len(desk.labels()) == 2


async def _draft(desk: Desk, app: App) -> HangoutView:
    await desk.owner.start()
    await desk.say("/new")
    await desk.sees(FIRST)
    [mine] = await desk.hangouts(app.hub)
    return mine


async def test_who_is_no_admin_can_not_register(world: SandboxWorld, app: App) -> None:
    owner, channel, group = await _brand(world, "fa")
    await walk_to(owner, channel, "chats")
    stranger = Desk(world.customers[1])
    mine = await _draft(stranger, app)
    with pytest.raises(ActRefused):
        await stranger.share("Choose a channel", channel)
    await owner.owner.add_bot(group)
    for chat, place in ((channel, "channel"), (group, "group"), (channel, "group")):
        answer = await stranger.press(Again(hangout=mine.id, place=place, chat=chat).pack())
        assert answer.alert
        assert "مدیر" in answer.text
    [mine] = await stranger.hangouts(app.hub)
    assert mine.chats == ()


async def test_a_chat_belongs_to_one_hangout(world: SandboxWorld, app: App) -> None:
    owner, channel, _ = await _brand(world, "fa")
    await walk_to(owner, channel, "preview")
    await owner.tap("Open and post one now")
    other = Desk(world.customers[0])
    rights = ("can_manage_chat", "can_post_messages", "can_edit_messages", "can_promote_members")
    await owner.owner.promote(other.owner.id, channel, *rights)
    await _draft(other, app)
    await other.share("Choose a channel", channel)
    title = (await owner.owner.chat(channel))["title"]
    await other.sees("{title} already has a hangout of its own. Choose another.", title=title)


async def test_what_the_bot_lacks_is_said_until_it_is_given(world: SandboxWorld, app: App) -> None:
    desk, channel, group = await _brand(world, "fa")
    mine = await _draft(desk, app)
    await desk.press(Again(hangout=mine.id, place="channel", chat=channel).pack())
    await desk.sees("to be there, as an admin")
    await desk.owner.add_bot(channel, "can_post_messages")
    await desk.tap("Check again")
    await desk.sees("to edit messages")
    assert desk.words("to post messages") not in desk.text
    await desk.owner.add_bot(channel, "can_post_messages", "can_edit_messages")
    await desk.tap("Check again")
    await desk.sees(ONE_MORE)
    await desk.owner.add_bot(group)
    await _permit(desk.owner, group, can_send_polls=False)
    await desk.owner.start()
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "reply_markup" in m)
    await desk.press(Again(hangout=mine.id, place="group", chat=group).pack())
    await desk.sees("to send polls")
    assert desk.words("to send photos") not in desk.text
    await _permit(desk.owner, group, can_send_polls=True)
    await desk.tap("Check again")
    await desk.sees(CITY)


async def _permit(owner: Someone, group: int, **permissions: bool) -> None:
    await owner.act("permit", chat_id=group, permissions=permissions)


async def test_a_silent_telegram_is_not_taken_for_a_no(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await _draft(desk, app)
    await world.fault("getChatMember", "error")
    await desk.share("Choose a channel", channel)
    await desk.sees("Telegram did not answer just now. Try again in a moment.")
    await desk.share("Choose a channel", channel)
    await desk.sees(ONE_MORE)


async def test_a_draft_outlives_the_chat_that_its_maker_lost(world: SandboxWorld, app: App) -> None:
    owner, channel, _ = await _brand(world, "fa")
    maker = Desk(world.customers[0])
    rights = ("can_manage_chat", "can_post_messages", "can_edit_messages", "can_promote_members")
    await owner.owner.promote(maker.owner.id, channel, *rights)
    await walk_to(maker, channel, "hour")
    await owner.owner.demote(maker.owner.id, channel)
    await maker.say("19:30")
    await maker.sees("This is for the hangout's owners, and only while they are admins of its channel and group.")
    await maker.say("/new")
    await maker.sees(ONE_MORE)
    other = await maker.owner.new_chat("channel", "کانال تازه")
    await maker.share("Choose a channel", other)
    await maker.sees(ONE_MORE)
    [mine] = await maker.hangouts(app.hub)
    assert [chat.telegram_id for chat in mine.chats] == [other]


async def test_an_answer_that_telegram_brings_twice_is_taken_once(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, "length")
    message = await desk.say("15")
    await desk.sees(STEPS["reward"], **BLANKS)
    again = {"update_id": 1, "message": message}
    [reply] = await app.inbound.handle(again)
    assert isinstance(reply, SendMessage)
    assert reply.text.startswith("<b>پاداش"), "the step that it led to, not an answer to that step"
    [mine] = await desk.hangouts(app.hub)
    assert (mine.stick_length, mine.reward) == (15, "")


async def test_a_group_that_moved_meanwhile_is_found_at_its_new_address(world: SandboxWorld, app: App) -> None:
    desk, *_ = await _brand(world, "fa")
    mine = await _draft(desk, app)
    old = await desk.owner.new_chat("group", "گپ")
    await desk.owner.add_bot(old)
    new = (await desk.owner.act("migrate", chat_id=old))["chat_id"]
    await desk.press(Again(hangout=mine.id, place="group", chat=old).pack())
    await desk.sees(ONE_MORE)
    [mine] = await desk.hangouts(app.hub)
    assert [(chat.telegram_id, chat.place) for chat in mine.chats] == [(new, "group")]


async def test_a_keyboard_in_the_language_of_before_still_works(world: SandboxWorld, app: App) -> None:
    desk, channel, _ = await _brand(world, "fa")
    await walk_to(desk, channel, "chats")
    await desk.press("lang:en")
    await desk.say(desk.voice.tell("Continue"))
    desk.language = "en"
    await desk.sees(CITY)
