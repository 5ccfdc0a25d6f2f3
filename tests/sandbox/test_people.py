"""The people's side: what a page is shown, what happens live, the clock, faults."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import FormData

from tests.sandbox.places import Places, buttons, png
from tests.support.people import Someone
from tests.support.world import ActRefused, SandboxWorld


async def live(world: SandboxWorld, person: Someone, after: int, wanted: int) -> list[dict[str, Any]]:
    """The next events that this person's page hears."""
    found: list[dict[str, Any]] = []
    query = {"as": person.id, "after": after}
    async with asyncio.timeout(10), world.http.get(f"{world.url}/sandbox/events", params=query) as stream:
        async for line in stream.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
                if len(found) == wanted:
                    return found
    return found


async def test_the_world_of_a_newcomer(world: SandboxWorld) -> None:
    seen = await world.seen_by(world.owner.id)
    assert seen["me"]["first_name"] == "مهتاب"
    assert len(seen["people"]) == 7
    assert {person["language_code"] for person in seen["people"]} == {"fa", "en"}
    private, channel, group = seen["chats"]
    assert (private["type"], private["started"], private["blocked"]) == ("private", False, False)
    assert private["messages"] == []
    assert (channel["title"], channel["my_status"], channel["bot_status"]) == ("چای‌خانهٔ ماه‌نو", "creator", "left")
    assert (channel["linked_chat_id"], group["linked_chat_id"]) == (group["id"], channel["id"])
    assert channel["member_count"] == 7
    assert len(channel["messages"]) == 4
    dates = [message["date"] for message in group["messages"]]
    assert dates == sorted(dates)
    assert any(message["view"]["mine"] for message in group["messages"])


async def test_only_ones_own_private_chat_is_seen(places: Places) -> None:
    sara = places.world.person("سارا")
    assert places.world.owner.id not in [chat["id"] for chat in (await places.world.seen_by(sara.id))["chats"]]
    with pytest.raises(ActRefused):
        await sara.messages(places.world.owner.id)
    with pytest.raises(ActRefused):
        await sara.send(places.world.owner.id, "x")
    with pytest.raises(ActRefused):
        await places.world.seen_by(5)


async def test_events_are_heard_live_and_again(places: Places) -> None:
    world, sara = places.world, places.world.person("سارا")
    start = (await world.seen_by())["event"]
    listening = asyncio.create_task(live(world, sara, start, 4))
    sent = await places.ok("sendMessage", chat_id=places.group, text="سلام", reply_markup=buttons("A"))
    await places.ok("sendMessage", chat_id=world.owner.id, text="راز")
    await places.ok("editMessageText", chat_id=places.group, message_id=sent["message_id"], text="درود")
    await places.ok("deleteMessage", chat_id=places.group, message_id=sent["message_id"])
    await places.ok("sendChatAction", chat_id=places.group, action="typing")
    heard = await listening
    assert [event["kind"] for event in heard] == ["message", "edit", "delete", "action"]
    assert heard[1]["message"]["text"] == "درود"
    assert heard[2]["message_id"] == sent["message_id"]
    assert [event["n"] for event in await live(world, sara, start, 4)] == [event["n"] for event in heard]


async def test_a_toast_is_for_the_presser(places: Places) -> None:
    world, sara = places.world, places.world.person("سارا")
    sent = await places.ok("sendMessage", chat_id=places.group, text="?", reply_markup=buttons("A"))
    start = (await world.seen_by())["event"]
    pressing = asyncio.create_task(sara.press(sent, "A"))
    update = (await places.ok("getUpdates", offset=places.offset, timeout=10))[0]["callback_query"]
    await places.ok("answerCallbackQuery", callback_query_id=update["id"], text="آفرین", show_alert=True)
    answer = await pressing
    assert (answer.answered, answer.text, answer.alert, answer.url) == (True, "آفرین", True, None)
    (toast,) = await live(world, sara, start, 1)
    assert toast["kind"] == "toast"
    assert (toast["callback_id"], toast["text"], toast["alert"]) == (update["id"], "آفرین", True)
    await places.ok("sendMessage", chat_id=places.group, text="پایان")
    assert [event["kind"] for event in await live(world, world.owner, start, 1)] == ["message"]


async def test_photos_are_shown(places: Places) -> None:
    world = places.world
    sent = await world.owner.send(places.channel, "عکس", photo=png())
    async with world.http.get(f"{world.url}{sent['view']['photo']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", png())
    async with world.http.get(f"{world.url}/sandbox/photo/none") as response:
        assert response.status == 404


async def test_an_album_and_a_voice_reach_the_bot_and_can_be_sent_again(places: Places) -> None:
    owner = places.world.owner
    first = await owner.send(owner.id, "عکس‌ها", photo=png(), album="5")
    second = await owner.send(owner.id, photo=png(), album="5")
    assert first["media_group_id"] == second["media_group_id"] == "5"
    spoken = await owner.send(owner.id, voice=b"ogg" * 2000)
    assert spoken["voice"]["duration"] > 1
    edited = await owner.edit(spoken, "با یک سطر")
    assert (edited["caption"], edited["voice"]) == ("با یک سطر", spoken["voice"])
    other = await owner.edit(first, "عکسی دیگر", photo=png(60, 50))
    assert (other["photo"][-1]["width"], other["media_group_id"], other["caption"]) == (60, "5", "عکسی دیگر")
    with pytest.raises(ActRefused, match="only a photo's"):
        await owner.edit(spoken, "نه", photo=png())
    again = await places.ok("sendVoice", chat_id=owner.id, voice=spoken["voice"]["file_id"])
    assert again["voice"]["file_id"] == spoken["voice"]["file_id"]
    with pytest.raises(ActRefused, match="not base64"):
        await owner.act("send", chat_id=owner.id, voice="%%")


async def test_a_document_never_runs_as_a_page(places: Places) -> None:
    world = places.world
    form = FormData({"chat_id": str(world.owner.id)})
    form.add_field("document", b"<script>alert(1)</script>", filename="x.html")
    async with world.http.post(f"{world.bot_url}/sendDocument", data=form) as response:
        document = (await response.json())["result"]["document"]
    async with world.http.get(f"{world.url}/sandbox/photo/{document['file_unique_id']}") as response:
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''x.html"


async def test_reactions_are_counted(places: Places) -> None:
    sara, owner = places.world.person("سارا"), places.world.owner
    sent = await sara.send(places.group, "سلام")
    await owner.react(sent, "👍")
    await sara.react(sent, "👍")
    await places.ok(
        "setMessageReaction",
        chat_id=places.group,
        message_id=sent["message_id"],
        reaction=[{"type": "emoji", "emoji": "🔥"}],
    )
    seen = await owner.last(places.group)
    assert seen["view"]["reactions"] == [
        {"emoji": "👍", "count": 2, "mine": True},
        {"emoji": "🔥", "count": 1, "mine": False},
    ]


async def test_menus_and_descriptions_in_each_language(places: Places) -> None:
    world, daniel = places.world, places.world.person("Daniel")
    texts = {"": "today", "fa": "emruz"}
    for language, name in texts.items():
        command = [{"command": name, "description": name}]
        await places.ok("setMyCommands", commands=command, language_code=language)
        await places.ok("setMyDescription", description=f"about {name}", language_code=language)
    admins = [{"command": "panel", "description": "panel"}]
    await places.ok("setMyCommands", commands=admins, scope={"type": "all_chat_administrators"})
    here = [{"command": "here", "description": "here"}]
    await places.ok("setMyCommands", commands=here, scope={"type": "chat", "chat_id": daniel.id})
    theirs = (await world.seen_by(world.owner.id))["bot"]
    assert (theirs["commands"][0]["command"], theirs["description"]) == ("emruz", "about emruz")
    his = (await world.seen_by(daniel.id))["bot"]
    assert (his["commands"][0]["command"], his["description"]) == ("here", "about today")
    assert (await world.owner.chat(places.group))["commands"] == admins
    assert (await daniel.chat(places.group))["commands"][0]["command"] == "today"


async def test_a_one_time_keyboard_goes_when_it_is_used(places: Places) -> None:
    owner = places.world.owner
    keyboard = {"keyboard": [["بله", "نه"]], "one_time_keyboard": True}
    await places.ok("sendMessage", chat_id=owner.id, text="؟", reply_markup=keyboard)
    assert (await owner.keyboard() or {})["keyboard"] == [[{"text": "بله"}, {"text": "نه"}]]
    await owner.say("شاید")
    assert await owner.keyboard()
    start = (await places.world.seen_by())["event"]
    await owner.say("بله")
    assert await owner.keyboard() is None
    told, _ = await live(places.world, owner, start, 2)
    assert (told["kind"], told["chat_id"]) == ("chat", owner.id)


async def test_the_clock_moves_messages_and_followers(places: Places) -> None:
    world = places.world
    reading = await world.get("clock")
    following = asyncio.create_task(world.get("clock", after=reading["version"]))
    await asyncio.sleep(0.05)
    assert not following.done()
    await world.set_clock(datetime(2030, 1, 2, 3, 4, tzinfo=UTC))
    moved = await following
    assert moved["version"] == reading["version"] + 1
    assert datetime.fromtimestamp(moved["now"], UTC).strftime("%F %H:%M") == "2030-01-02 03:04"
    said = await world.owner.say("سلام")
    assert datetime.fromtimestamp(said["date"], UTC).year == 2030
    await world.advance(24 * 3600)
    assert (await world.owner.say("فردا"))["date"] - said["date"] >= 24 * 3600


async def test_ordered_faults(places: Places) -> None:
    world, owner = places.world, places.world.owner
    fields = {"chat_id": owner.id, "text": "x"}
    await world.fault("sendMessage", "flood", retry_after=3)
    flood = await world.call("sendMessage", **fields)
    assert (flood["error_code"], flood["parameters"]) == (429, {"retry_after": 3})
    await world.fault("*", "error")
    assert (await world.call("sendMessage", **fields))["error_code"] == 500
    assert await owner.messages() == [await owner.last()]
    await world.fault("sendMessage", "drop_before", chat_id=owner.id)
    await places.ok("sendMessage", chat_id=places.group, text="جای دیگر")
    with pytest.raises(aiohttp.ClientError):
        await world.call("sendMessage", **fields)
    assert len(await owner.messages()) == 1
    await world.fault("sendMessage", "drop_after", times=2)
    with pytest.raises(aiohttp.ClientError):
        await world.call("sendMessage", **fields)
    assert len(await owner.messages()) == 2
    await world.reset_faults()
    await places.ok("sendMessage", **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "fly"}, "nobody knows how"),
        ({"do": "send", "as": None}, "'as' names nobody"),
        ({"do": "send"}, "'chat_id' is missing"),
        ({"do": "send", "chat_id": "x"}, "whole number"),
        ({"do": "send", "chat_id": 5, "text": "x"}, "no such chat"),
        ({"do": "start", "payload": "با فاصله"}, "a payload has"),
        ({"do": "fault", "method": "x", "how": "badly"}, "'how' is one of"),
        ({"do": "new_person", "first_name": " "}, "the name is empty"),
        ({"do": "block"}, "never talked"),
    ],
)
async def test_senseless_acts(world: SandboxWorld, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ActRefused, match=words):
        await world.send_act({"as": world.person("نرگس").id} | fields)


async def test_ones_own_messages_only(places: Places) -> None:
    owner, sara = places.world.owner, places.world.person("سارا")
    theirs = await owner.send(places.group, "x")
    with pytest.raises(ActRefused, match="not yours"):
        await sara.edit(theirs, "y")
    where = {"chat_id": places.group, "message_id": theirs["message_id"]}
    with pytest.raises(ActRefused, match="not yours"):
        await sara.act("delete", **where)
    await owner.act("delete", **where)
    with pytest.raises(ActRefused, match="no such message"):
        await owner.act("delete", **where)
    await sara.start()
    await sara.block()
    with pytest.raises(ActRefused, match="blocked"):
        await sara.say("x")


async def test_waiting_in_vain_says_what_was_there(places: Places) -> None:
    await places.ok("sendMessage", chat_id=places.world.owner.id, text="چیز دیگر")
    with pytest.raises(AssertionError, match="چیز دیگر"):
        await places.world.owner.wait_for(places.world.owner.id, "هرگز", timeout=0.05)


async def test_the_page_is_served(world: SandboxWorld) -> None:
    async with world.http.get(f"{world.url}/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
