"""Whom the bot may write to, and what its rights allow."""

from tests.sandbox.places import Places


async def test_people_who_can_not_be_reached(places: Places) -> None:
    async def reach(person_id: int) -> str:
        return await places.refused("sendMessage", chat_id=person_id, text="x")

    assert await reach(42) == "Bad Request: chat not found"
    sara = places.world.person("سارا")
    assert await reach(sara.id) == "Forbidden: bot can't initiate conversation with a user"
    await sara.start()
    await places.ok("sendMessage", chat_id=sara.id, text="x")
    await sara.block()
    assert await reach(sara.id) == "Forbidden: bot was blocked by the user"
    await sara.start()
    await places.ok("sendMessage", chat_id=sara.id, text="x")
    await sara.act("deactivate")
    assert await reach(sara.id) == "Forbidden: user is deactivated"


async def test_rights_in_a_channel(places: Places) -> None:
    owner, channel = places.world.owner, places.channel
    await owner.add_bot(channel, "can_edit_messages")
    send = {"chat_id": channel, "text": "x"}
    assert await places.refused("sendMessage", **send) == "Bad Request: need administrator rights in the channel chat"
    await owner.remove_bot(channel)
    assert await places.refused("sendMessage", **send) == "Forbidden: bot was kicked from the channel chat"
    await owner.add_bot(channel, "can_post_messages")
    await places.ok("leaveChat", chat_id=channel)
    assert await places.refused("sendMessage", **send) == "Forbidden: bot is not a member of the channel chat"
    other = await owner.new_chat("channel", "ناآشنا")
    assert await places.refused("getChat", chat_id=other) == "Bad Request: chat not found"


async def test_rights_in_a_group(places: Places) -> None:
    owner, group = places.world.owner, places.group
    await owner.add_bot(group)
    await places.ok("sendMessage", chat_id=group, text="x")
    await owner.act("permit", chat_id=group, permissions={"can_send_messages": False, "can_send_polls": False})
    words = "Bad Request: not enough rights to send {} to the chat"
    assert await places.refused("sendMessage", chat_id=group, text="x") == words.format("text messages")
    poll = {"chat_id": group, "question": "?", "options": ["x"]}
    assert await places.refused("sendPoll", **poll) == words.format("polls")
    pin = await places.refused("pinChatMessage", chat_id=group, message_id=999)
    assert pin == "Bad Request: message to pin not found"
    await owner.act("permit", chat_id=group, permissions={"can_pin_messages": False})
    pin = await places.refused("pinChatMessage", chat_id=group, message_id=999)
    assert pin == "Bad Request: not enough rights to manage pinned messages in the chat"
    await owner.remove_bot(group)
    kicked = await places.refused("sendMessage", chat_id=group, text="x")
    assert kicked == "Forbidden: bot was kicked from the supergroup chat"


async def test_deleting_needs_rights_or_freshness(places: Places) -> None:
    owner, group = places.world.owner, places.group
    theirs = await owner.send(group, "x")
    mine = await places.ok("sendMessage", chat_id=group, text="x")
    await owner.add_bot(group)
    words = "Bad Request: message can't be deleted for everyone"
    assert await places.refused("deleteMessage", chat_id=group, message_id=theirs["message_id"]) == words
    await places.world.advance(49 * 3600)
    assert await places.refused("deleteMessage", chat_id=group, message_id=mine["message_id"]) == words
    await owner.add_bot(group, "can_delete_messages")
    await places.ok("deleteMessages", chat_id=group, message_ids=[theirs["message_id"], mine["message_id"], 999])
    assert all(
        message["message_id"] < theirs["message_id"] for message in await owner.messages(group) if "text" in message
    )
