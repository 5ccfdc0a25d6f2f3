"""Long polling, and which updates a bot gets at all."""

import asyncio
import json
from typing import Any

import pytest

from tests.sandbox.places import CHANNEL_RIGHTS, GROUP_RIGHTS, Places, buttons, png
from tests.support.world import SandboxWorld


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_confirmed(places: Places) -> None:
    owner = places.world.owner
    for word in ["یک", "دو", "سه", "چهار"]:
        await owner.say(word)
    first = await places.ok("getUpdates", limit=2)
    assert texts(first) == ["یک", "دو"]
    assert texts(await places.ok("getUpdates", limit=2)) == ["یک", "دو"]
    rest = await places.ok("getUpdates", offset=first[-1]["update_id"] + 1)
    assert texts(rest) == ["سه", "چهار"]
    assert texts(await places.ok("getUpdates")) == ["سه", "چهار"]
    assert (await places.ok("getWebhookInfo"))["pending_update_count"] == 2


async def test_a_negative_offset_keeps_the_newest(places: Places) -> None:
    for word in ["یک", "دو", "سه"]:
        await places.world.owner.say(word)
    assert texts(await places.ok("getUpdates", offset=-1)) == ["سه"]
    assert texts(await places.ok("getUpdates")) == ["سه"]


async def test_a_long_poll_ends_when_something_comes(places: Places) -> None:
    polling = asyncio.create_task(places.ok("getUpdates", offset=places.offset, timeout=30))
    await asyncio.sleep(0.05)
    assert not polling.done()
    await places.world.owner.say("سلام")
    assert texts(await polling) == ["سلام"]


async def test_a_long_poll_without_news_is_empty(places: Places) -> None:
    assert await places.ok("getUpdates", offset=places.offset, timeout=1) == []


async def test_a_second_poller_ends_the_first(places: Places) -> None:
    first = asyncio.create_task(places.world.call("getUpdates", offset=places.offset, timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(places.world.call("getUpdates", offset=places.offset, timeout=30))
    ended = await first
    assert ended["error_code"] == 409
    assert ended["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await places.world.owner.say("سلام")
    assert texts((await second)["result"]) == ["سلام"]


async def test_polling_conflicts_with_a_webhook(places: Places) -> None:
    polling = asyncio.create_task(places.world.call("getUpdates", offset=places.offset, timeout=30))
    await asyncio.sleep(0.05)
    await places.ok("setWebhook", url="http://127.0.0.1:9/none")
    assert (await polling)["error_code"] == 409
    refused = await places.world.call("getUpdates")
    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    await places.ok("deleteWebhook")
    await places.ok("getUpdates", offset=places.offset)


async def test_allowed_updates_are_remembered(places: Places) -> None:
    owner = places.world.owner
    await places.updates(allowed_updates=json.dumps(["callback_query"]))
    sent = await places.ok("sendMessage", chat_id=owner.id, text="?", reply_markup=buttons("A"))
    await owner.say("این نمی‌رسد")
    await owner.press(sent, "A", wait=0)
    assert await places.kinds() == ["callback_query"]
    await places.updates(allowed_updates="[]")
    await owner.say("این می‌رسد")
    await owner.react(sent, "👍")
    assert await places.kinds() == ["message"]


async def test_members_and_reactions_must_be_asked_for_and_need_an_admin(places: Places) -> None:
    world = places.world
    guest, sara = await world.new_person("مهمان"), world.person("سارا")
    await guest.join(places.group)
    assert await places.kinds() == ["chat_member", "message"]
    message = await sara.send(places.group, "سلام")
    await sara.react(message, "👍")
    assert await places.kinds() == ["message", "message_reaction"]
    await world.owner.add_bot(places.group)
    await places.updates()
    await guest.leave(places.group)
    await sara.react(message, None)
    assert await places.kinds() == ["message"]


async def test_privacy_mode(places: Places) -> None:
    """A bot that is no admin hears commands, replies to itself and service messages."""
    group, sara = places.group, places.world.person("سارا")
    await places.world.owner.add_bot(group)
    asked = await places.ok("sendMessage", chat_id=group, text="?")
    await places.updates()
    await sara.send(group, "میان خودمان")
    await sara.send(group, "/today@other_bot")
    await sara.send(group, "بگو @patogh_sandbox_bot")
    await sara.send(group, "/today")
    await sara.send(group, "/today@patogh_sandbox_bot حالا")
    await sara.send(group, "پاسخ", reply_to=asked["message_id"])
    assert texts(await places.updates()) == ["/today", "/today@patogh_sandbox_bot حالا", "پاسخ"]
    await places.world.owner.add_bot(group, *GROUP_RIGHTS)
    await places.updates()
    await sara.send(group, "حالا می‌شنوی")
    assert texts(await places.updates()) == ["حالا می‌شنوی"]


async def test_a_stranger_bot_hears_nothing(world: SandboxWorld) -> None:
    await world.owner.send(await world.chat_id("channel"), "خبر")
    await world.owner.send(await world.chat_id("supergroup"), "/start")
    assert (await world.call("getUpdates"))["result"] == []


async def test_own_messages_do_not_come_back(places: Places) -> None:
    await places.ok("sendMessage", chat_id=places.group, text="x")
    await places.ok("sendMessage", chat_id=places.world.owner.id, text="x")
    assert await places.updates() == []


async def test_messages_of_people(places: Places) -> None:
    sara = places.world.person("سارا")
    await sara.start("ref_12-x")
    await sara.send(sara.id, "نگاه کن #عکس", photo=png())
    started, photo = [update["message"] for update in await places.updates()]
    assert started["text"] == "/start ref_12-x"
    assert started["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert started["chat"]["type"] == "private"
    assert started["from"]["language_code"] == "fa"
    assert photo["caption"] == "نگاه کن #عکس"
    assert photo["caption_entities"] == [{"type": "hashtag", "offset": 8, "length": 4}]


async def test_blocking_is_told_as_membership(places: Places) -> None:
    sara = places.world.person("سارا")
    await sara.start()
    await places.updates()
    await sara.block()
    told = await places.only("my_chat_member")
    assert (told["old_chat_member"]["status"], told["new_chat_member"]["status"]) == ("member", "kicked")
    assert told["chat"]["id"] == sara.id
    await sara.start()
    assert await places.kinds() == ["my_chat_member", "message"]


async def test_rights_of_the_bot_are_told(places: Places) -> None:
    await places.world.owner.add_bot(places.channel, "can_post_messages")
    told = await places.only("my_chat_member")
    assert told["from"]["id"] == places.world.owner.id
    assert told["old_chat_member"]["can_edit_messages"] is True
    assert told["new_chat_member"]["can_edit_messages"] is False
    await places.world.owner.remove_bot(places.channel)
    assert (await places.only("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    assert CHANNEL_RIGHTS[0] in told["new_chat_member"]


@pytest.mark.parametrize(("seconds", "left"), [(140, ["message", "callback_query"]), (160, ["message"]), (90_000, [])])
async def test_old_updates_are_forgotten(places: Places, seconds: float, left: list[str]) -> None:
    owner = places.world.owner
    sent = await places.ok("sendMessage", chat_id=owner.id, text="?", reply_markup=buttons("A"))
    await owner.say("سلام")
    await owner.press(sent, "A", wait=0)
    await places.world.advance(seconds)
    assert await places.kinds() == left


async def test_an_old_press_can_not_be_answered(places: Places) -> None:
    owner = places.world.owner
    sent = await places.ok("sendMessage", chat_id=owner.id, text="?", reply_markup=buttons("A"))
    await owner.press(sent, "A", wait=0)
    press = (await places.only("callback_query"))["id"]
    await places.world.advance(151)
    refused = await places.refused("answerCallbackQuery", callback_query_id=press)
    assert refused == "Bad Request: query is too old and response timeout expired or query ID is invalid"
