"""The sandbox's page: what a bot puts before people. The bot here is the test itself, calling the Bot API."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from aiogram.types import ChatAdministratorRights
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import Size
from tests.sandbox.places import Places, png
from tests.support.world import SandboxWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")
EVERY_BUTTON = [
    [{"text": "دارچین · ۳", "callback_data": "vote:1", "style": "primary"}],
    [
        {"text": "Yes", "callback_data": "yes", "style": "success"},
        {"text": "No", "callback_data": "no", "style": "danger"},
    ],
    [{"text": "نیمهٔ من", "copy_text": {"text": "half-7c21"}}, {"text": "بسته", "disabled": {}}],
    [
        {"text": "چوب‌خط", "url": "https://t.me/patogh_sandbox_bot?start=stick"},
        {"text": "سایت", "url": "https://example.com/"},
    ],
]
RIGHTS = [name for name, field in ChatAdministratorRights.model_fields.items() if field.is_required()]


@pytest_asyncio.fixture(loop_scope="session")
async def places(world: SandboxWorld) -> Places:
    return await Places.prepared(world)


async def next_update(places: Places, kind: str) -> dict[str, Any]:
    """The next update of a kind; others are passed over."""
    async with asyncio.timeout(20):
        while True:
            for update in await places.updates(timeout=5):
                if kind in update:
                    found: dict[str, Any] = update[kind]
                    return found


async def post(places: Places, text: str, rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    sent: dict[str, Any] = await places.ok(
        "sendMessage", chat_id=places.channel, text=text, reply_markup={"inline_keyboard": rows}
    )
    return sent


@pytest.mark.parametrize("size", Size)
async def test_a_tap_waits_for_the_bot_and_shows_its_toast(
    world: SandboxWorld, places: Places, look: OpenScreen, size: Size
) -> None:
    screen = await look(world.person("سارا"), size=size)
    await post(places, "امروز کدام چای؟", EVERY_BUTTON)
    button = (await screen.message("channel", "امروز کدام چای؟")).locator("[data-button='دارچین · ۳']")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    press = await next_update(places, "callback_query")
    assert (press["data"], press["from"]["id"]) == ("vote:1", world.person("سارا").id)
    await places.ok("answerCallbackQuery", callback_query_id=press["id"], text="Sara، خط پنجم هم افتاد")
    await expect((await screen.show("channel")).get_by_test_id("toast")).to_have_text("Sara، خط پنجم هم افتاد")
    await expect(button).not_to_have_attribute("aria-busy", "true")
    assert await screen.fits()


async def test_an_alert_stays_until_it_is_closed_and_only_its_presser_sees_it(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    sara, arash = await look(world.person("سارا"), ui="en"), await look(world.person("آرش"))
    await post(places, "امروز کدام چای؟", EVERY_BUTTON)
    await (await sara.message("channel", "امروز کدام چای؟")).locator("[data-button=No]").click()
    press = await next_update(places, "callback_query")
    await places.ok("answerCallbackQuery", callback_query_id=press["id"], text="رأی بسته شد", show_alert=True)
    await expect(sara.hook("alert")).to_contain_text("رأی بسته شد")
    await sara.hook("alert-close").click()
    await expect(sara.hook("alert")).to_have_count(0)
    await expect(arash.hook("alert")).to_have_count(0)


async def test_every_kind_of_button_does_its_own_thing(world: SandboxWorld, places: Places, look: OpenScreen) -> None:
    screen = await look(world.person("سارا"))
    await post(places, "همه‌جور دکمه", EVERY_BUTTON)
    message = await screen.message("channel", "همه‌جور دکمه")
    await expect(message.locator("[data-button='بسته']")).to_be_disabled()
    styles = [await message.locator(f"[data-button={name}]").get_attribute("data-style") for name in ("Yes", "No")]
    assert styles == ["success", "danger"]
    await message.locator("[data-button='نیمهٔ من']").click()
    await expect((await screen.show("channel")).get_by_test_id("toast")).to_have_text("کپی شد.")
    await message.locator("[data-button='سایت']").click()
    await expect(screen.hook("link-open")).to_have_attribute("href", "https://example.com/")
    await screen.hook("sheet-close").click()
    await message.locator("[data-button='چوب‌خط']").click()
    await expect(await screen.last("private")).to_contain_text("/start stick")
    assert (await world.person("سارا").last())["text"] == "/start stick"


async def test_an_edit_under_the_finger_keeps_the_keyboard_focus(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    screen = await look(world.person("سارا"))
    sent = await post(places, "امروز کدام چای؟", EVERY_BUTTON)
    button = (await screen.message("channel", "امروز کدام چای؟")).locator("[data-callback='vote:1']")
    await button.focus()
    rows = [[{"text": "دارچین · ۴", "callback_data": "vote:1"}], *EVERY_BUTTON[1:]]
    where = {"chat_id": places.channel, "message_id": sent["message_id"]}
    await places.ok("editMessageReplyMarkup", **where, reply_markup={"inline_keyboard": rows})
    await expect(button).to_have_text("دارچین · ۴")
    await expect(button).to_be_focused()


async def test_a_bot_that_was_never_started_introduces_itself(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    await places.ok("setMyDescription", description="من پاتوق ماه‌نو هستم.")
    await places.ok("setMyDescription", description="I keep your tally stick.", language_code="en")
    sara, daniel = await look(world.person("سارا")), await look(world.person("Daniel"))
    await expect(sara.hook("intro")).to_have_text("من پاتوق ماه‌نو هستم.")
    await expect(daniel.hook("intro")).to_have_text("I keep your tally stick.")
    await sara.hook("start").click()
    assert (await next_update(places, "message"))["text"] == "/start"
    await expect((await sara.show("private")).get_by_test_id("composer")).to_be_visible()
    await (await sara.manage("private")).get_by_test_id("manage-block").click()
    assert (await next_update(places, "my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await sara.hook("unblock").click()
    await expect((await sara.show("private")).get_by_test_id("composer")).to_be_visible()


@pytest.mark.parametrize("size", Size)
async def test_commands_are_offered_with_their_descriptions(
    world: SandboxWorld, places: Places, look: OpenScreen, size: Size
) -> None:
    commands = [{"command": "today", "description": "سؤال امروز"}, {"command": "stick", "description": "چوب‌خط من"}]
    await places.ok("setMyCommands", commands=commands)
    screen = await look(world.owner, size=size)
    private = await screen.show("private")
    await private.get_by_test_id("command-menu").click()
    await expect(private.get_by_test_id("commands").get_by_role("option")).to_have_text(
        ["/todayسؤال امروز", "/stickچوب‌خط من"]
    )
    await screen.page.keyboard.press("Escape")
    composer = private.get_by_test_id("composer")
    await composer.fill("/s")
    await expect(private.get_by_test_id("commands").get_by_role("option")).to_have_count(1)
    await composer.press("Enter")
    assert (await next_update(places, "message"))["text"] == "/stick"
    await expect(composer).to_have_value("")


@pytest.mark.parametrize("size", Size)
async def test_a_chat_is_chosen_and_the_asked_rights_are_told(
    world: SandboxWorld, places: Places, look: OpenScreen, size: Size
) -> None:
    given = ("can_manage_chat", "can_post_messages", "can_edit_messages")
    rights = dict.fromkeys(RIGHTS, False) | dict.fromkeys(given, True)
    asked = {"request_id": 7, "chat_is_channel": True, "request_title": True}
    asked |= {"user_administrator_rights": rights, "bot_administrator_rights": rights}
    keyboard = {"keyboard": [[{"text": "انتخاب کانال", "request_chat": asked}]], "one_time_keyboard": True}
    screen = await look(world.owner, size=size)
    await places.ok("sendMessage", chat_id=world.owner.id, text="کدام کانال؟", reply_markup=keyboard)
    private = await screen.show("private")
    await private.locator("[data-reply-key='انتخاب کانال']").click()
    sheet = screen.hook("choose-chat")
    await expect(sheet.locator("[data-right]")).to_have_count(3)
    await expect(sheet.locator("[data-right=can_post_messages]")).to_have_text("ارسال پیام")
    await sheet.get_by_test_id("choose-new").click()
    await screen.hook("chat-title").fill("کانال تازهٔ من")
    await screen.submit("newchat-sheet")
    await expect(sheet).to_have_count(0)
    shared = (await next_update(places, "message"))["chat_shared"]
    assert (shared["request_id"], shared["title"]) == (7, "کانال تازهٔ من")
    await expect(private.get_by_test_id("reply-keyboard")).to_be_hidden()
    answer = await places.ok("getChatMember", chat_id=shared["chat_id"], user_id=int(world.token.partition(":")[0]))
    assert answer["status"] == "administrator"
    assert await screen.fits()


async def test_keys_write_for_the_person_and_keep_away_once_used(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    keyboard = {
        "keyboard": [["فارسی", "English"]],
        "one_time_keyboard": True,
        "input_field_placeholder": "یکی را بزنید",
    }
    screen = await look(world.owner)
    private = await screen.show("private")
    for _ in range(2):
        await places.ok("sendMessage", chat_id=world.owner.id, text="به چه زبانی؟", reply_markup=keyboard)
        await expect(private.get_by_test_id("composer")).to_have_attribute("placeholder", "یکی را بزنید")
        await private.locator("[data-reply-key=English]").click()
        assert (await next_update(places, "message"))["text"] == "English"
        await expect(private.get_by_test_id("reply-keyboard")).to_be_hidden()


async def test_a_quiz_tells_right_from_wrong_after_the_vote(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    screen = await look(world.person("کاوه"))
    options = [{"text": "لاهیجان"}, {"text": "شیراز"}]
    quiz = {"type": "quiz", "correct_option_ids": [0], "explanation": "از ۱۲۷۹ خورشیدی"}
    await places.ok("sendPoll", chat_id=places.group, question="چای ایران از کجا آغاز شد؟", options=options, **quiz)
    poll = (await screen.last("group")).get_by_test_id("poll")
    await expect(poll).not_to_contain_text("۱۲۷۹")
    await poll.get_by_test_id("poll-option").nth(1).click()
    await expect(poll.locator("[data-option='1'] [role=img]")).to_have_attribute("aria-label", "رأی شما · نادرست")
    await expect(poll.locator("[data-option='0'] [role=img]")).to_have_attribute("aria-label", "درست")
    await expect(poll).to_contain_text("از ۱۲۷۹ خورشیدی")
    await expect(poll.get_by_test_id("poll-retract")).to_have_count(0)


async def test_several_options_are_ticked_and_sent_together(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    screen = await look(world.person("کاوه"))
    options = [{"text": text} for text in ("صبح", "عصر", "شب")]
    several = {"is_anonymous": False, "allows_multiple_answers": True}
    await places.ok("sendPoll", chat_id=places.group, question="کی می‌آیید؟", options=options, **several)
    poll = (await screen.last("group")).get_by_test_id("poll")
    await poll.get_by_test_id("poll-option").nth(0).locator("input").check()
    await poll.get_by_test_id("poll-option").nth(2).locator("input").check()
    await poll.get_by_test_id("poll-vote").click()
    assert (await next_update(places, "poll_answer"))["option_ids"] == [0, 2]
    await expect(poll.locator("[data-chosen=true]")).to_have_count(2)
    last = (await world.owner.messages(places.group))[-1]
    await places.ok("stopPoll", chat_id=places.group, message_id=last["message_id"])
    await expect(poll).to_have_attribute("data-closed", "true")
    await expect(poll.get_by_test_id("poll-change")).to_have_count(0)


async def test_whispers_pictures_and_typing_are_shown(world: SandboxWorld, places: Places, look: OpenScreen) -> None:
    sara, arash = await look(world.person("سارا")), await look(world.person("آرش"))
    group = await sara.show("group")
    await places.ok("sendChatAction", chat_id=places.group, action="typing")
    await expect(group.get_by_test_id("typing")).to_be_visible()
    await places.ok(
        "sendMessage",
        chat_id=places.group,
        text="فقط برای سارا",
        ephemeral_message_parameters={"receiver_user_id": world.person("سارا").id},
    )
    await expect(await sara.message("group", "فقط برای سارا")).to_have_attribute("data-ephemeral", "true")
    await expect(group.get_by_test_id("typing")).to_have_count(0)
    async with world.http.post(
        f"{world.bot_url}/sendPhoto", data={"chat_id": str(places.group), "photo": png(50, 20), "caption": "چوب‌خط"}
    ) as response:
        assert response.status == 200, await response.text()
    picture = (await arash.message("group", "چوب‌خط")).get_by_test_id("photo").locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 50)
    await expect(await arash.message("group", "فقط برای سارا")).to_have_count(0)
