"""python-telegram-bot, written by others than aiogram, understands every answer and every update."""

import warnings
from collections.abc import AsyncIterator
from io import BytesIO

import aiogram
import pytest
import telegram
from aiogram.types import Update
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter

from tests.sandbox.places import EVERY_KIND, Places, buttons, png
from tests.support.world import SandboxWorld


@pytest.fixture
async def bot(world: SandboxWorld) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(world.token, base_url=f"{world.url}/bot", base_file_url=f"{world.url}/file/bot")
    async with bot:
        yield bot


async def test_messages_and_edits(bot: telegram.Bot, places: Places) -> None:
    owner = places.world.owner
    keyboard = telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("بله", callback_data="yes"))
    sent = await bot.send_message(owner.id, "<b>سلام</b> 🙂 <i>خوبی</i>", parse_mode="HTML", reply_markup=keyboard)
    assert sent.text == "سلام 🙂 خوبی"
    assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [
        ("bold", 0, 4),
        ("italic", 8, 4),
    ]
    assert sent.reply_markup == keyboard
    edited = await bot.edit_message_text("تازه", owner.id, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date
    assert edited.reply_markup is None
    assert await bot.delete_message(owner.id, sent.message_id)
    copied = await bot.copy_message(places.channel, owner.id, (await bot.send_message(owner.id, "x")).message_id)
    assert copied.message_id
    forwarded = await bot.forward_message(owner.id, places.channel, copied.message_id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginChannel)
    assert await bot.pin_chat_message(places.group, (await bot.send_message(places.group, "pin")).message_id)
    assert await bot.unpin_chat_message(places.group)
    assert await bot.send_chat_action(owner.id, "typing")


async def test_files(bot: telegram.Bot, places: Places) -> None:
    owner = places.world.owner
    photo = await bot.send_photo(owner.id, png(64, 48), caption="عکس")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (64, 48)
    file = await bot.get_file(photo.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == png(64, 48)
    again = await bot.send_photo(owner.id, photo.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    other = telegram.InputMediaPhoto(BytesIO(png(10, 12)), caption="دیگر")
    changed = await bot.edit_message_media(other, owner.id, photo.message_id)
    assert isinstance(changed, telegram.Message)
    assert changed.photo[-1].width == 10
    captioned = await bot.edit_message_caption(owner.id, photo.message_id, caption="سوم")
    assert isinstance(captioned, telegram.Message)
    assert captioned.caption == "سوم"
    document = await bot.send_document(owner.id, b"a,b", filename="table.csv")
    assert document.document
    assert document.document.file_name == "table.csv"


async def test_a_request_for_a_chat(bot: telegram.Bot, places: Places) -> None:
    owner = places.world.owner
    rights = telegram.ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_post_messages=True,
    )
    asked = telegram.KeyboardButtonRequestChat(
        3, True, bot_administrator_rights=rights, user_administrator_rights=rights
    )
    keyboard = telegram.ReplyKeyboardMarkup([[telegram.KeyboardButton("کانال", request_chat=asked)]])
    await bot.send_message(owner.id, "کدام؟", reply_markup=keyboard)
    await owner.share_chat("کانال", places.channel)
    assert (await places.only("message"))["chat_shared"] == {"request_id": 3, "chat_id": places.channel}
    await bot.send_message(owner.id, "سپاس", reply_markup=telegram.ReplyKeyboardRemove())
    assert await owner.keyboard() is None


async def test_polls(bot: telegram.Bot, places: Places) -> None:
    sent = await bot.send_poll(places.group, "کدام؟", ["چای", "قهوه"], is_anonymous=False, allows_multiple_answers=True)
    assert sent.poll
    assert [option.text for option in sent.poll.options] == ["چای", "قهوه"]
    closed = await bot.stop_poll(places.group, sent.message_id)
    assert closed.is_closed
    quiz = await bot.send_poll(places.channel, "?", ["1", "2"], type="quiz", correct_option_id=1, explanation="دو")
    assert quiz.poll
    assert quiz.poll.correct_option_id == 1


async def test_chats_and_profile(bot: telegram.Bot, places: Places) -> None:
    assert (await bot.get_me()).username == "patogh_sandbox_bot"
    owner = places.world.owner
    full = await bot.get_chat(places.channel)
    assert full.linked_chat_id == places.group
    assert (await bot.get_chat(owner.id)).first_name == owner.name
    assert (await bot.get_chat_member(places.group, owner.id)).status == "creator"
    stranger = await places.world.new_person("غریبه")
    assert (await bot.get_chat_member(places.group, stranger.id)).status == "left"
    statuses = {member.status for member in await bot.get_chat_administrators(places.group)}
    assert statuses == {"creator", "administrator"}
    assert await bot.get_chat_member_count(places.group) == len((await owner.chat(places.group))["members"])
    assert await bot.export_chat_invite_link(places.channel)
    command = telegram.BotCommand("today", "پرسش امروز")
    assert await bot.set_my_commands([command], telegram.BotCommandScopeAllPrivateChats(), "fa")
    assert await bot.get_my_commands(telegram.BotCommandScopeAllPrivateChats(), "fa") == (command,)
    assert await bot.delete_my_commands(telegram.BotCommandScopeAllPrivateChats(), "fa")
    assert await bot.set_my_description("درباره", "fa")
    assert (await bot.get_my_description("fa")).description == "درباره"
    assert await bot.set_my_short_description("کوتاه")
    assert (await bot.get_my_short_description()).short_description == "کوتاه"
    assert await bot.set_my_name("پاتوق")
    assert (await bot.get_my_name()).name == "پاتوق"
    assert await bot.set_message_reaction(places.group, 1, "👍")
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.leave_chat(places.group)


async def test_refusals_become_its_errors(bot: telegram.Bot, places: Places) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(places.group, "")
    stranger = await places.world.new_person("غریبه")
    with pytest.raises(Forbidden, match="initiate conversation"):
        await bot.send_message(stranger.id, "سلام")
    await places.world.fault("sendMessage", "flood", retry_after=7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(RetryAfter) as error:
            await bot.send_message(places.group, "x")
    assert int(error.value._retry_after.total_seconds()) == 7
    await bot.set_webhook("http://127.0.0.1:9/nowhere", secret_token="abc")
    with pytest.raises(Conflict):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).max_connections == 40
    assert await bot.delete_webhook()


async def _live_through_everything(places: Places) -> None:
    """Makes an update of every kind."""
    world, owner, sara = places.world, places.world.owner, places.world.person("سارا")
    await sara.start("from_link")
    await sara.send(sara.id, "عکس", photo=png())
    wrote = await sara.send(places.group, "سلام همه")
    await sara.edit(wrote, "سلام به همه")
    posted = await owner.send(places.channel, "خبر تازه #خبر")
    await owner.edit(posted, "خبر تازه‌تر")
    asked = await places.ok("sendMessage", chat_id=places.channel, text="?", reply_markup=buttons("A"))
    await sara.press(asked, "A", wait=0)
    await sara.press(asked, "A", wait=0, old=True)
    poll = await places.ok("sendPoll", chat_id=places.group, question="?", options=["۱", "۲"], is_anonymous=False)
    await sara.vote(poll, [1])
    await owner.promote(owner.id, places.group, anonymous=True)
    await owner.vote(poll, [0])
    await owner.send(places.group, "از طرف گروه")
    await sara.react(wrote, "👍")
    await owner.react(wrote, "🔥")
    await sara.react(posted, "❤")
    await sara.forward(poll, sara.id)
    await owner.forward(posted, owner.id)
    await owner.forward(wrote, owner.id)
    guest = await world.new_person("مهمان")
    await guest.join(places.group)
    await guest.leave(places.group)
    await owner.act("remove_person", chat_id=places.group, person_id=sara.id)
    await sara.block()
    basic = await owner.new_chat("group", "گروه کوچک")
    await owner.add_bot(basic)
    await owner.act("migrate", chat_id=basic)
    keyboard = {"keyboard": [[{"text": "کانال", "request_chat": {"request_id": 5, "chat_is_channel": True}}]]}
    await places.ok("sendMessage", chat_id=owner.id, text="کدام کانال؟", reply_markup=keyboard)
    await owner.share_chat("کانال", places.channel)
    await owner.remove_bot(places.group)


async def test_both_clients_decode_every_kind_of_update(bot: telegram.Bot, places: Places) -> None:
    await _live_through_everything(places)
    found = await places.updates()
    seen = set()
    for raw in found:
        (kind,) = raw.keys() - {"update_id"}
        seen.add(kind)
        theirs = telegram.Update.de_json(dict(raw), bot)
        assert getattr(theirs, kind) is not None, raw
        ours = Update.model_validate(raw)
        assert ours.model_dump(mode="json", by_alias=True, exclude_none=True) == raw
    assert seen == set(EVERY_KIND)


async def test_what_people_see_is_what_a_bot_would_get(places: Places) -> None:
    """The page's messages pass through aiogram's types unchanged, but for the view beside them."""
    await _live_through_everything(places)
    for chat in (await places.world.seen_by(places.world.owner.id))["chats"]:
        for message in chat["messages"]:
            del message["view"]
            decoded = aiogram.types.Message.model_validate(message)
            assert decoded.model_dump(mode="json", by_alias=True, exclude_none=True) == message
