"""Channels, groups and who belongs to them."""

import pytest

from tests.sandbox.places import CHANNEL_RIGHTS, Places, buttons
from tests.support.world import ActRefused, SandboxWorld

ASKED = {"can_post_messages": True, "can_edit_messages": True}


def request_keyboard(**asked: object) -> dict[str, object]:
    button = {"text": "انتخاب", "request_chat": {"request_id": 7, "chat_is_channel": True} | asked}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


async def test_a_shared_chat_brings_the_bot_its_rights(world: SandboxWorld) -> None:
    """Rights first, then the message: as Telegram orders them."""
    places = Places(world, await world.chat_id("channel"), 0)
    owner = world.owner
    await owner.start()
    await places.updates()
    keyboard = request_keyboard(bot_administrator_rights=ASKED, user_administrator_rights=ASKED, request_title=True)
    await places.ok("sendMessage", chat_id=owner.id, text="کدام؟", reply_markup=keyboard)
    await owner.share_chat("انتخاب", places.channel)
    rights, shared = await places.updates()
    assert rights["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert rights["my_chat_member"]["new_chat_member"]["can_post_messages"] is True
    assert shared["message"]["chat_shared"] == {
        "request_id": 7,
        "chat_id": places.channel,
        "title": "چای‌خانهٔ ماه‌نو",
    }
    assert await owner.keyboard() is None
    await places.ok("sendMessage", chat_id=places.channel, text="سلام")


async def test_a_shared_chat_keeps_the_rights_the_bot_has(places: Places) -> None:
    owner = places.world.owner
    await places.ok(
        "sendMessage", chat_id=owner.id, text="؟", reply_markup=request_keyboard(bot_administrator_rights=ASKED)
    )
    await owner.share_chat("انتخاب", places.channel)
    assert await places.kinds() == ["message"]
    me = await places.ok("getChatMember", chat_id=places.channel, user_id=7_000_000_001)
    assert all(me[right] for right in CHANNEL_RIGHTS)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"chat_is_channel": False}, "another kind of chat"),
        ({"user_administrator_rights": {"can_post_messages": True}}, "do not have the rights can_post_messages"),
        ({"chat_is_created": True}, "that you own"),
        ({"chat_has_username": False}, "public name"),
    ],
)
async def test_chats_that_do_not_fit_can_not_be_shared(places: Places, asked: dict[str, object], words: str) -> None:
    sara = places.world.person("سارا")
    await sara.start()
    keyboard = request_keyboard(**asked)
    await places.ok("sendMessage", chat_id=sara.id, text="؟", reply_markup=keyboard)
    with pytest.raises(ActRefused, match=words):
        await sara.share_chat("انتخاب", places.channel)


async def test_only_who_may_promote_can_bring_the_bot_in(world: SandboxWorld) -> None:
    places = Places(world, await world.chat_id("channel"), 0)
    sara = world.person("سارا")
    await sara.start()
    keyboard = request_keyboard(bot_administrator_rights=ASKED)
    await places.ok("sendMessage", chat_id=sara.id, text="؟", reply_markup=keyboard)
    with pytest.raises(ActRefused, match="can not make the bot an administrator"):
        await sara.share_chat("انتخاب", places.channel)
    with pytest.raises(ActRefused, match="do not have the right"):
        await sara.add_bot(places.channel, "can_post_messages")
    with pytest.raises(ActRefused, match="only be an administrator"):
        await world.owner.add_bot(places.channel)


async def test_a_button_that_nobody_sent_can_not_be_used(places: Places) -> None:
    with pytest.raises(ActRefused, match="no button asks"):
        await places.world.owner.act("share_chat", request_id=7, chat_id=places.channel)


async def test_a_channel_post_is_forwarded_into_the_discussion(places: Places) -> None:
    owner, sara = places.world.owner, places.world.person("سارا")
    post = await places.ok("sendMessage", chat_id=places.channel, text="پرسش", reply_markup=buttons("A"))
    copy = await places.only("message")
    assert copy["is_automatic_forward"] is True
    assert copy["from"]["id"] == 777000
    assert copy["sender_chat"]["id"] == places.channel
    assert copy["forward_origin"]["message_id"] == post["message_id"]
    assert "reply_markup" not in copy
    await sara.send(places.group, "پاسخ", reply_to=copy["message_id"])
    comment = await places.only("message")
    assert comment["message_thread_id"] == copy["message_id"]
    assert comment["reply_to_message"]["is_automatic_forward"] is True
    thread = {"chat_id": places.group, "text": "در رشته", "message_thread_id": copy["message_id"]}
    assert (await places.ok("sendMessage", **thread))["message_thread_id"] == copy["message_id"]
    thread["message_thread_id"] = 9999
    assert await places.refused("sendMessage", **thread) == "Bad Request: message thread not found"
    await places.ok("editMessageText", chat_id=places.channel, message_id=post["message_id"], text="پرسش دیگر")
    assert (await places.only("edited_message"))["text"] == "پرسش دیگر"
    shown = await owner.wait_for(places.group, "پرسش دیگر", since=0)
    assert shown["view"]["author"] == "چای‌خانهٔ ماه‌نو"


async def test_linking_and_unlinking(places: Places) -> None:
    owner = places.world.owner
    await owner.act("link", channel_id=places.channel, group_id=places.group)
    with pytest.raises(ActRefused, match="do not own"):
        await places.world.person("سارا").act("link", channel_id=places.channel, group_id=places.group)
    sent = {"as": owner.id, "do": "link", "channel_id": places.channel, "group_id": None}
    await places.world.send_act(sent)
    await owner.send(places.channel, "خبر")
    assert await places.kinds() == ["channel_post"]
    assert "linked_chat_id" not in await places.ok("getChat", chat_id=places.channel)


async def test_anonymous_admins(places: Places) -> None:
    owner = places.world.owner
    await owner.promote(owner.id, places.group, anonymous=True)
    await places.updates()
    await owner.send(places.group, "از همه")
    said = await places.only("message")
    assert (said["from"]["id"], said["sender_chat"]["id"]) == (1087968824, places.group)
    asked = await places.ok("sendMessage", chat_id=places.group, text="?", reply_markup=buttons("A"))
    await owner.press(asked, "A", wait=0)
    assert (await places.only("callback_query"))["from"]["id"] == owner.id


async def test_speaking_as_a_channel(places: Places) -> None:
    owner, sara = places.world.owner, places.world.person("سارا")
    await owner.send(places.group, "از کانال", as_chat=places.channel)
    said = await places.only("message")
    assert (said["from"]["id"], said["sender_chat"]["id"]) == (136817688, places.channel)
    with pytest.raises(ActRefused, match="channel that you own"):
        await sara.send(places.group, "x", as_chat=places.channel)
    with pytest.raises(ActRefused, match="only an administrator"):
        await sara.send(places.group, "x", as_chat=places.group)


async def test_a_group_becomes_a_supergroup(places: Places) -> None:
    owner = places.world.owner
    old = await owner.new_chat("group", "گروه ما")
    await owner.add_bot(old)
    assert old > -1_000_000_000_000
    await places.updates()
    new = (await owner.act("migrate", chat_id=old))["chat_id"]
    left, came = [update["message"] for update in await places.updates()]
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (old, new)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (new, old)
    refused = await places.world.call("sendMessage", chat_id=old, text="x")
    assert refused == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    await places.ok("sendMessage", chat_id=new, text="x")
    assert old not in [chat["id"] for chat in (await places.world.seen_by(owner.id))["chats"]]
    with pytest.raises(ActRefused):
        await owner.send(old, "x")


async def test_members_come_and_go(places: Places) -> None:
    owner, guest = places.world.owner, await places.world.new_person("مهمان", username="mehman")
    count = await places.ok("getChatMemberCount", chat_id=places.group)
    await owner.act("add_person", chat_id=places.group, person_id=guest.id)
    joined = next(update["message"] for update in await places.updates() if "message" in update)
    assert joined["from"]["id"] == owner.id
    assert [user["id"] for user in joined["new_chat_members"]] == [guest.id]
    assert await places.ok("getChatMemberCount", chat_id=places.group) == count + 1
    await owner.promote(guest.id, places.group, "can_pin_messages")
    member = await places.ok("getChatMember", chat_id=places.group, user_id=guest.id)
    assert (member["status"], member["can_pin_messages"], member["can_delete_messages"]) == (
        "administrator",
        True,
        False,
    )
    await owner.demote(guest.id, places.group)
    await owner.act("remove_person", chat_id=places.group, person_id=guest.id)
    assert (await places.ok("getChatMember", chat_id=places.group, user_id=guest.id))["status"] == "kicked"
    with pytest.raises(ActRefused, match="removed"):
        await guest.join(places.group)
    with pytest.raises(ActRefused, match="can not write"):
        await guest.send(places.group, "x")


async def test_a_channel_keeps_its_members_to_its_admins(places: Places) -> None:
    sara = places.world.person("سارا")
    assert (await places.ok("getChatMember", chat_id=places.channel, user_id=sara.id))["status"] == "member"
    await places.world.owner.remove_bot(places.channel)
    refused = await places.refused("getChatMember", chat_id=places.channel, user_id=sara.id)
    assert refused == "Forbidden: bot was kicked from the channel chat"
    with pytest.raises(ActRefused, match="can not write"):
        await sara.send(places.channel, "x")


async def test_by_public_name(places: Places) -> None:
    sent = await places.ok("sendMessage", chat_id="@mahe_no_tea", text="x")
    assert sent["chat"]["id"] == places.channel
    assert await places.refused("sendMessage", chat_id="@nobody_here", text="x") == "Bad Request: chat not found"


async def test_pinned_messages(places: Places) -> None:
    first = await places.ok("sendMessage", chat_id=places.group, text="یک")
    second = await places.ok("sendMessage", chat_id=places.group, text="دو")
    for message in (first, second):
        await places.ok("pinChatMessage", chat_id=places.group, message_id=message["message_id"])
    full = await places.ok("getChat", chat_id=places.group)
    assert full["pinned_message"]["text"] == "دو"
    await places.ok("unpinChatMessage", chat_id=places.group)
    assert (await places.ok("getChat", chat_id=places.group))["pinned_message"]["text"] == "یک"
    await places.ok("unpinAllChatMessages", chat_id=places.group)
    assert "pinned_message" not in await places.ok("getChat", chat_id=places.group)
    refused = await places.refused("unpinChatMessage", chat_id=places.group)
    assert refused == "Bad Request: message to unpin not found"


async def test_forwards_tell_where_they_come_from(places: Places) -> None:
    owner, sara = places.world.owner, places.world.person("سارا")
    said = await sara.send(places.group, "حرف سارا")
    first = await places.ok(
        "forwardMessage", chat_id=owner.id, from_chat_id=places.group, message_id=said["message_id"]
    )
    assert first["forward_origin"]["sender_user"]["id"] == sara.id
    again = await places.ok(
        "forwardMessage", chat_id=places.group, from_chat_id=owner.id, message_id=first["message_id"]
    )
    assert again["forward_origin"]["sender_user"]["id"] == sara.id
    copied = await places.ok("copyMessage", chat_id=owner.id, from_chat_id=places.group, message_id=said["message_id"])
    seen = next(one for one in await owner.messages() if one["message_id"] == copied["message_id"])
    assert "forward_origin" not in seen
    assert seen["text"] == "حرف سارا"
    guarded = await places.ok("sendMessage", chat_id=owner.id, text="نبر", protect_content=True)
    fields = {"chat_id": places.group, "from_chat_id": owner.id, "message_id": guarded["message_id"]}
    assert await places.refused("forwardMessage", **fields) == "Bad Request: the message can't be forwarded"
    fields["message_id"] = 999
    assert await places.refused("copyMessage", **fields) == "Bad Request: message to copy not found"
