"""Every way in which clients write a request; and who is turned away at the door."""

import json

import pytest
from aiohttp import FormData

from sandbox.api.registry import HANDLERS
from tests.sandbox.places import Places, buttons, png
from tests.support.world import SandboxWorld


async def test_query_form_json_and_multipart_say_the_same(places: Places) -> None:
    world, chat_id = places.world, str(places.world.owner.id)
    url = f"{world.bot_url}/sendMessage"
    fields = {"chat_id": chat_id, "text": "سلام", "reply_markup": json.dumps(buttons("A"))}
    parts = FormData(default_to_multipart=True)
    for name, value in fields.items():
        parts.add_field(name, value)
    answers = [
        await (await world.http.get(url, params=fields)).json(),
        await (await world.http.post(url, data=fields)).json(),
        await (await world.http.post(url, data=parts)).json(),
        await (await world.http.post(url, json=fields)).json(),
        await world.call("sendMessage", chat_id=int(chat_id), text="سلام", reply_markup=buttons("A")),
    ]
    for answer in answers:
        assert answer["ok"], answer
        assert answer["result"]["text"] == "سلام"
        assert answer["result"]["reply_markup"] == buttons("A")


@pytest.mark.parametrize("name", ["SENDMESSAGE", "sendmessage", "SendMessage"])
async def test_method_names_know_no_case(places: Places, name: str) -> None:
    assert (await places.ok(name, chat_id=places.world.owner.id, text="x"))["text"] == "x"


async def test_an_upload_is_found_by_attach_and_by_its_own_field(places: Places) -> None:
    world = places.world
    for named in ("attach://one", None):
        form = FormData({"chat_id": str(world.owner.id)})
        if named:
            form.add_field("photo", named)
        form.add_field("one" if named else "photo", png(20, 10), filename="a.png")
        answer = await (await world.http.post(f"{world.bot_url}/sendPhoto", data=form)).json()
        assert answer["ok"], answer
        assert answer["result"]["photo"][-1]["width"] == 20


async def test_a_sent_file_can_be_downloaded(places: Places) -> None:
    world = places.world
    form = FormData({"chat_id": str(world.owner.id)})
    form.add_field("document", "ا,ب".encode(), filename="fa.csv")
    sent = await (await world.http.post(f"{world.bot_url}/sendDocument", data=form)).json()
    file = await places.ok("getFile", file_id=sent["result"]["document"]["file_id"])
    async with world.http.get(f"{world.url}/file/bot{world.token}/{file['file_path']}") as response:
        assert await response.read() == "ا,ب".encode()
    async with world.http.get(f"{world.url}/file/bot{world.token}/documents/none") as response:
        assert response.status == 404
    assert await places.refused("getFile", file_id="none") == "Bad Request: invalid file_id"


@pytest.mark.parametrize("method", ["sendDice", "banChatMember", "noSuchThing"])
async def test_an_unknown_method_is_never_answered_politely(world: SandboxWorld, method: str) -> None:
    answer = await world.call(method, chat_id=1)
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_another_token_is_unauthorized(world: SandboxWorld) -> None:
    async with world.http.get(f"{world.url}/bot123456:other/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "chat_id is empty"),
        ({"chat_id": 1}, "message text is empty"),
        ({"chat_id": 1, "text": "x", "reply_markup": "{no json"}, "can't parse reply markup JSON object"),
        ({"chat_id": 1, "text": "x", "reply_parameters": {"message_id": "many"}}, "can't parse reply parameters"),
        ({"chat_id": "", "text": "x"}, "chat_id is empty"),
    ],
)
async def test_an_unreadable_request_is_named(places: Places, fields: dict[str, object], words: str) -> None:
    assert words in await places.refused("sendMessage", **fields)


async def test_a_body_that_is_no_json_object_is_refused(world: SandboxWorld) -> None:
    headers = {"Content-Type": "application/json"}
    async with world.http.post(f"{world.bot_url}/getMe", data="[1]", headers=headers) as response:
        assert response.status == 400


async def test_an_upload_over_the_limit_is_refused(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.api.request.LARGEST_UPLOAD", 1000)
    form = FormData({"chat_id": str(places.world.owner.id)})
    form.add_field("document", b"0" * 1001, filename="large.bin")
    async with places.world.http.post(f"{places.world.bot_url}/sendDocument", data=form) as response:
        assert response.status == 413


def test_the_methods_the_product_needs_are_all_there() -> None:
    needed = """getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage sendPhoto sendDocument sendVoice
        sendPoll stopPoll editMessageText editMessageCaption editMessageMedia editMessageReplyMarkup deleteMessage
        deleteMessages
        forwardMessage copyMessage answerCallbackQuery getChat getChatMember getChatAdministrators getChatMemberCount
        leaveChat sendChatAction pinChatMessage unpinChatMessage setMyCommands getMyCommands deleteMyCommands
        setMyDescription setMyShortDescription setMyName getMyDescription getMyShortDescription getMyName getFile
        setMessageReaction exportChatInviteLink editEphemeralMessageText deleteEphemeralMessage"""
    assert {name.lower() for name in needed.split()} <= HANDLERS.keys()
