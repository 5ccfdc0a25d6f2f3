"""What Telegram refuses besides texts, buttons and polls."""

import struct
from typing import Any

import pytest

from sandbox.core.files import picture_size
from tests.sandbox.places import Places, buttons, png
from tests.support.world import ActRefused


async def test_answers_to_presses(places: Places) -> None:
    owner = places.world.owner
    sent = await places.ok("sendMessage", chat_id=owner.id, text="?", reply_markup=buttons("A"))
    await owner.press(sent, "A", wait=0)
    press = (await places.only("callback_query"))["id"]
    long = await places.refused("answerCallbackQuery", callback_query_id=press, text="x" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"
    away = await places.refused("answerCallbackQuery", callback_query_id=press, url="https://example.com")
    assert away == "Bad Request: URL_INVALID"
    await places.ok("answerCallbackQuery", callback_query_id=press, url="https://t.me/patogh_sandbox_bot?start=abc")
    again = await places.refused("answerCallbackQuery", callback_query_id=press)
    assert again == "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("commands", [{"command": "Today", "description": "x"}], "BOT_COMMAND_INVALID"),
        ("commands", [{"command": "today", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("language_code", "persian", "invalid language code specified"),
    ],
)
async def test_command_menus(places: Places, field: str, value: Any, words: str) -> None:
    fields = {"commands": [{"command": "today", "description": "x"}]} | {field: value}
    assert await places.refused("setMyCommands", **fields) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "fields", "words"),
    [
        ("setMyName", {"name": "x" * 65}, "BOT_TITLE_INVALID"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_INVALID"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_ABOUT_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("editMessageText", {"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"),
        ("editMessageText", {"chat_id": "@mahe_no_gap", "text": "x"}, "message identifier is not specified"),
    ],
)
async def test_about_the_bot(places: Places, method: str, fields: dict[str, Any], words: str) -> None:
    assert await places.refused(method, **fields) == f"Bad Request: {words}"


async def test_an_empty_text_takes_the_description_back(places: Places) -> None:
    await places.ok("setMyDescription", description="همه")
    await places.ok("setMyDescription", description="فارسی", language_code="fa")
    assert (await places.ok("getMyDescription", language_code="fa"))["description"] == "فارسی"
    await places.ok("setMyDescription", description="", language_code="fa")
    assert (await places.ok("getMyDescription", language_code="fa"))["description"] == "همه"


async def test_reactions_of_the_bot(places: Places) -> None:
    where = {"chat_id": places.group, "message_id": 1}
    two = [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}]
    assert await places.refused("setMessageReaction", **where, reaction=two) == "Bad Request: REACTIONS_TOO_MANY"
    paid = [{"type": "paid"}]
    assert await places.refused("setMessageReaction", **where, reaction=paid) == "Bad Request: REACTION_INVALID"
    await places.ok("setMessageReaction", **where, reaction=two[:1])
    await places.ok("setMessageReaction", **where)
    shown = next(one for one in await places.world.owner.messages(places.group) if one["message_id"] == 1)
    assert shown["view"]["reactions"] == []


async def test_editing_media(places: Places) -> None:
    owner = places.world.owner
    photo = (await owner.send(owner.id, photo=png()))["photo"][0]["file_id"]
    sent = await places.ok("sendPhoto", chat_id=owner.id, photo=photo, has_spoiler=True, show_caption_above_media=True)
    assert (sent["has_media_spoiler"], sent["show_caption_above_media"]) == (True, True)
    where = {"chat_id": owner.id, "message_id": sent["message_id"]}
    video = {"type": "video", "media": photo}
    refused = await places.refused("editMessageMedia", **where, media=video)
    assert refused == "Bad Request: unsupported media type specified"
    text = await places.ok("sendMessage", chat_id=owner.id, text="x")
    where["message_id"] = text["message_id"]
    refused = await places.refused("editMessageMedia", **where, media={"type": "photo", "media": photo})
    assert refused == "Bad Request: message can't be edited"


async def test_a_channel_admin_may_edit_what_others_posted(places: Places) -> None:
    post = await places.world.owner.send(places.channel, "از مهتاب")
    where = {"chat_id": places.channel, "message_id": post["message_id"]}
    await places.ok("editMessageReplyMarkup", **where, reply_markup=buttons("A"))
    await places.world.owner.add_bot(places.channel, "can_post_messages")
    assert "can't be edited" in await places.refused("editMessageReplyMarkup", **where)


async def test_too_many_buttons(places: Places) -> None:
    many = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}
    refused = await places.refused("sendMessage", chat_id=places.world.owner.id, text="x", reply_markup=many)
    assert refused == "Bad Request: REPLY_MARKUP_TOO_LONG"


async def test_a_document_is_no_photo(places: Places) -> None:
    world = places.world
    form = {"chat_id": str(world.owner.id), "document": b"text"}
    async with world.http.post(f"{world.bot_url}/sendDocument", data=form) as response:
        document = (await response.json())["result"]["document"]["file_id"]
    refused = await places.refused("sendPhoto", chat_id=world.owner.id, photo=document)
    assert refused == "Bad Request: can't use file of type Document as Photo"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(7, 9), (7, 9)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40), (40, 30)),
        (b"RIFF0000WEBPVP8X" + b"0" * 8 + b"\x09\x00\x00\x13\x00\x00", (10, 20)),
        (b"RIFF0000WEBPVP8L" + b"0" * 5 + (9 | 19 << 14).to_bytes(4, "little"), (10, 20)),
        (b"RIFF0000WEBPVP8 " + b"0" * 10 + struct.pack("<HH", 10, 20), (10, 20)),
        (b"\xff\xd8\xff", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_pictures_are_measured_by_their_headers(data: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(data) == size


async def test_what_people_can_not_do(places: Places) -> None:
    owner, sara = places.world.owner, places.world.person("سارا")
    stranger = await places.world.new_person("غریبه")
    post = await owner.send(places.group, "x")
    poll = await owner.act("send_poll", chat_id=places.group, question="؟", options=["۱"])

    async def no(words: str, person: Any, act: str, **fields: Any) -> None:
        with pytest.raises(ActRefused, match=words):
            await person.act(act, **fields)

    where = {"chat_id": places.group, "message_id": post["message_id"]}
    await no("not in this chat", stranger, "react", **where, emoji="👍")
    await no("not in this chat", stranger, "leave", chat_id=places.group)
    await no("this is no poll", sara, "vote", **where, options=[0])
    await no("64 bytes|1-64", sara, "press", **where, data="x" * 65)
    await no("can not be edited", owner, "edit", **where | {"message_id": poll["message_id"]}, text="y")
    await no("the text is empty", owner, "edit", **where, text=" ")
    await no("the text is empty", owner, "send", chat_id=places.group, text=" ")
    await no("at most 4096", owner, "send", chat_id=places.group, text="x" * 4097)
    await no("not base64", owner, "send", chat_id=places.group, photo="!!")
    await no("no picture", owner, "send", chat_id=places.group, photo="AAAA")
    await no("is gone", owner, "send", chat_id=places.group, text="x", reply_to=999)
    await no("private chat", owner, "join", chat_id=owner.id)
    await no("not have the right", sara, "remove_person", chat_id=places.group, person_id=owner.id)
    await no("owner can not be removed", owner, "remove_person", chat_id=places.group, person_id=owner.id)
    await no("not in the chat", owner, "promote", chat_id=places.group, person_id=stranger.id, rights={})
    await no("no such person", owner, "promote", chat_id=places.group, person_id=5, rights={})
    await no("only the owner of a basic group", owner, "migrate", chat_id=places.group)
    await no("has a title", owner, "new_chat", type="forum", title="x")
    await no("only a supergroup", owner, "link", channel_id=places.channel, group_id=places.channel)
    await no("1-12 options", owner, "send_poll", chat_id=places.group, question="؟", options=[])
    await no("at most 64|payload", owner, "start", payload="x" * 65)
    await owner.remove_bot(places.group)
    await no("bot is not in this chat", owner, "remove_bot", chat_id=places.group)
