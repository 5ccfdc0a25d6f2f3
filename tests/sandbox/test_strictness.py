"""What Telegram refuses, and the words it does it with."""

from typing import Any

import pytest

from tests.sandbox.places import Places, buttons, png

KEY64 = "ش" * 32


async def _sent(places: Places, **fields: Any) -> dict[str, Any]:
    asked = {"chat_id": places.world.owner.id, "text": "x"} | fields
    sent: dict[str, Any] = await places.ok("sendMessage", **asked)
    return sent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        ("   \n ", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("🙂" * 4097, "message is too long"),
    ],
)
async def test_text_length(places: Places, text: str, words: str) -> None:
    refused = await places.refused("sendMessage", chat_id=places.world.owner.id, text=text)
    assert refused == f"Bad Request: {words}"


async def test_text_is_measured_after_parsing(places: Places) -> None:
    sent = await _sent(places, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096
    refused = await places.refused("sendMessage", chat_id=places.world.owner.id, text="<b></b>", parse_mode="HTML")
    assert refused == "Bad Request: text must be non-empty"


async def test_caption_length(places: Places) -> None:
    owner = places.world.owner
    photo = (await owner.send(owner.id, photo=png()))["photo"][-1]["file_id"]
    await places.ok("sendPhoto", chat_id=owner.id, photo=photo, caption="ک" * 1024)
    refused = await places.refused("sendPhoto", chat_id=owner.id, photo=photo, caption="ک" * 1025)
    assert refused == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": KEY64 + "1"}, "BUTTON_DATA_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "1"}, "Text must be non-empty"),
        ({"text": "x", "url": "not a link"}, "inline keyboard button URL 'not a link' is invalid"),
    ],
)
async def test_buttons(places: Places, button: dict[str, str], words: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    refused = await places.refused("sendMessage", chat_id=places.world.owner.id, text="x", reply_markup=markup)
    assert words in refused


async def test_callback_data_is_counted_in_bytes(places: Places) -> None:
    assert (await _sent(places, reply_markup=buttons(KEY64)))["reply_markup"] == buttons(KEY64)


async def test_a_mini_app_button_is_for_private_chats(places: Places) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://example.com"}}]]}
    await _sent(places, reply_markup=markup)
    refused = await places.refused("sendMessage", chat_id=places.group, text="x", reply_markup=markup)
    assert refused == "Bad Request: BUTTON_TYPE_INVALID"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"keyboard": []}, "REPLY_MARKUP_EMPTY"),
        ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button: Text must be non-empty"),
        ({"keyboard": 5}, "can't parse reply keyboard markup JSON object"),
        ({"inline_keyboard": [{"text": "x"}]}, "can't parse inline keyboard markup JSON object"),
        ({"buttons": []}, "object expected as reply markup"),
    ],
)
async def test_keyboards(places: Places, markup: dict[str, Any], words: str) -> None:
    refused = await places.refused("sendMessage", chat_id=places.world.owner.id, text="x", reply_markup=markup)
    assert refused == f"Bad Request: {words}"


async def test_a_channel_has_inline_keyboards_only(places: Places) -> None:
    keyboard = {"keyboard": [[{"text": "x"}]]}
    refused = await places.refused("sendMessage", chat_id=places.channel, text="x", reply_markup=keyboard)
    assert refused == "Bad Request: inline keyboard expected"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"question": " "}, "poll question must be non-empty"),
        ({"question": "؟" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": ["x"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["x", ""]}, "poll options must be non-empty"),
        ({"options": ["x" * 101]}, "poll options length must not exceed 100"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [5]}, "wrong correct option ID specified"),
        ({"open_period": 10, "close_date": 2_000_000_000}, "open_period and close_date can't be used together"),
        ({"open_period": 2}, "POLL_CLOSE_DATE_INVALID"),
        ({"open_period": 2_700_000}, "POLL_CLOSE_DATE_INVALID"),
        ({"allow_adding_options": True}, "options can't be added to anonymous polls and quizzes"),
        ({"members_only": True}, "poll restrictions are supported only in channel chats"),
        ({"type": "guess"}, "unsupported poll type specified"),
    ],
)
async def test_polls(places: Places, fields: dict[str, Any], words: str) -> None:
    asked = {"chat_id": places.group, "question": "?", "options": ["x", "y"]} | fields
    assert await places.refused("sendPoll", **asked) == f"Bad Request: {words}"


async def test_a_channel_has_anonymous_polls_only(places: Places) -> None:
    asked = {"chat_id": places.channel, "question": "?", "options": ["x", "y"], "is_anonymous": False}
    refused = await places.refused("sendPoll", **asked)
    assert refused == "Bad Request: non-anonymous polls can't be sent to channel chats"


async def test_a_refused_poll_leaves_nothing_behind(places: Places) -> None:
    wrong = {"inline_keyboard": [[{"text": "x"}]]}
    await places.refused("sendPoll", chat_id=places.group, question="?", options=["x"], reply_markup=wrong)
    assert places.world.sandbox
    assert not places.world.sandbox.stage.world.polls


async def test_not_modified(places: Places) -> None:
    sent = await _sent(places, text="<b>x</b>", parse_mode="HTML", reply_markup=buttons("A"))
    where = {"chat_id": places.world.owner.id, "message_id": sent["message_id"]}
    same = {"text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": buttons("A")}
    refused = await places.refused("editMessageText", **where, **same)
    assert refused == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message"
    )
    assert "not modified" in await places.refused("editMessageReplyMarkup", **where, reply_markup=buttons("A"))
    await places.ok("editMessageReplyMarkup", **where)
    assert "not modified" in await places.refused("editMessageReplyMarkup", **where)


async def test_editing_what_is_gone_or_not_ones_own(places: Places) -> None:
    owner = places.world.owner
    edit = {"chat_id": owner.id, "message_id": 99, "text": "x"}
    assert await places.refused("editMessageText", **edit) == "Bad Request: message to edit not found"
    theirs = await owner.say("از من")
    edit["message_id"] = theirs["message_id"]
    assert await places.refused("editMessageText", **edit) == "Bad Request: message can't be edited"
    sent = await _sent(places)
    caption = {"chat_id": owner.id, "message_id": sent["message_id"], "caption": "x"}
    assert "there is no caption" in await places.refused("editMessageCaption", **caption)
    photo = await places.ok(
        "sendPhoto", chat_id=owner.id, photo=(await owner.send(owner.id, photo=png()))["photo"][0]["file_id"]
    )
    edit["message_id"] = photo["message_id"]
    assert "there is no text" in await places.refused("editMessageText", **edit)


@pytest.mark.parametrize(
    ("method", "fields", "words"),
    [
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("stopPoll", {"message_id": 99}, "message with poll to stop not found"),
        ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ("sendPhoto", {"photo": "nothing"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.com/a.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": "attach://gone"}, "file attach://gone is not found in the request"),
        ("sendMessage", {"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ("getChatMember", {"user_id": 5}, "invalid user_id specified"),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
    ],
)
async def test_in_a_private_chat(places: Places, method: str, fields: dict[str, Any], words: str) -> None:
    assert await places.refused(method, chat_id=places.world.owner.id, **fields) == f"Bad Request: {words}"


async def test_a_reply_to_what_is_gone_may_be_allowed(places: Places) -> None:
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await _sent(places, reply_parameters=lenient)


async def test_photos_must_be_pictures(places: Places) -> None:
    owner = places.world.owner
    for data, words in ((b"text", "IMAGE_PROCESS_FAILED"), (png(2000, 50), "PHOTO_INVALID_DIMENSIONS")):
        form = {"chat_id": str(owner.id), "photo": data}
        async with places.world.http.post(f"{places.world.bot_url}/sendPhoto", data=form) as response:
            assert (await response.json())["description"] == f"Bad Request: {words}"
