"""Ephemeral messages: one member of a group sees them."""

from typing import Any

import pytest

from tests.sandbox.places import Places, buttons


async def whisper(places: Places, receiver: int, **fields: Any) -> dict[str, Any]:
    terms = {"receiver_user_id": receiver}
    asked = {"chat_id": places.group, "text": "فقط تو", "ephemeral_message_parameters": terms} | fields
    sent: dict[str, Any] = await places.ok("sendMessage", **asked)
    return sent


async def test_only_its_receiver_sees_it(places: Places) -> None:
    sara, owner = places.world.person("سارا"), places.world.owner
    sent = await whisper(places, sara.id, reply_markup=buttons("A"))
    assert sent["message_id"] == 0
    assert sent["receiver_user"]["id"] == sara.id
    seen = await sara.wait_for(places.group, "فقط تو")
    assert seen["view"]["ephemeral"] is True
    assert seen["ephemeral_message_id"] == sent["ephemeral_message_id"]
    assert all(message.get("text") != "فقط تو" for message in await owner.messages(places.group))
    await sara.press(seen, "A", wait=0)
    pressed = await places.only("callback_query")
    assert pressed["message"]["ephemeral_message_id"] == sent["ephemeral_message_id"]


async def test_it_is_edited_and_deleted_by_its_own_methods(places: Places) -> None:
    sara = places.world.person("سارا")
    sent = await whisper(places, sara.id)
    where = {
        "chat_id": places.group,
        "receiver_user_id": sara.id,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    assert await places.ok("editEphemeralMessageText", **where, text="دیگر") is True
    assert (await sara.wait_for(places.group, "دیگر"))["view"]["edited"] is True
    assert await places.ok("editEphemeralMessageReplyMarkup", **where, reply_markup=buttons("A")) is True
    wrong = where | {"receiver_user_id": places.world.owner.id}
    assert (
        await places.refused("editEphemeralMessageText", **wrong, text="x") == "Bad Request: message to edit not found"
    )
    assert await places.ok("deleteEphemeralMessage", **where) is True
    assert await places.refused("deleteEphemeralMessage", **where) == "Bad Request: message to delete not found"
    assert all(message["message_id"] for message in await sara.messages(places.group))


@pytest.mark.parametrize(("seconds", "allowed"), [(10, True), (20, False)])
async def test_a_plain_member_needs_a_fresh_press(places: Places, seconds: float, allowed: bool) -> None:
    sara, group = places.world.person("سارا"), places.group
    await places.world.owner.add_bot(group)
    asked = await places.ok("sendMessage", chat_id=group, text="?", reply_markup=buttons("A"))
    await places.updates()
    await sara.press(asked, "A", wait=0)
    press = (await places.only("callback_query"))["id"]
    await places.world.advance(seconds)
    terms = {"receiver_user_id": sara.id, "callback_query_id": press}
    answer = await places.world.call("sendMessage", chat_id=group, text="x", ephemeral_message_parameters=terms)
    assert answer["ok"] is allowed
    other = {"receiver_user_id": places.world.owner.id, "callback_query_id": press}
    await places.refused("sendMessage", chat_id=group, text="x", ephemeral_message_parameters=other)
    without = {"receiver_user_id": sara.id}
    refused = await places.refused("sendMessage", chat_id=group, text="x", ephemeral_message_parameters=without)
    assert refused == "Bad Request: not enough rights to send ephemeral messages to the chat"


async def test_where_and_to_whom(places: Places) -> None:
    stranger, owner = await places.world.new_person("غریبه"), places.world.owner
    fields = {"text": "x", "ephemeral_message_parameters": {"receiver_user_id": stranger.id}}
    assert await places.refused("sendMessage", chat_id=places.group, **fields) == "Bad Request: USER_NOT_PARTICIPANT"
    fields["ephemeral_message_parameters"] = {"receiver_user_id": owner.id}
    refused = await places.refused("sendMessage", chat_id=owner.id, **fields)
    assert refused == "Bad Request: ephemeral messages can be sent only to group and supergroup chats"
