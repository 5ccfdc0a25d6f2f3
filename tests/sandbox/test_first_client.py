"""aiogram as a client: its own encoding of requests, its own decoding of answers, its dispatcher."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    ChatAdministratorRights,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputPollOption,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    PollAnswer,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from aiogram.utils.formatting import Bold, Text

from tests.sandbox.places import Places, png
from tests.support.world import SandboxWorld

YES = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="بله", callback_data="yes", style="success")]])


@pytest.fixture
async def bot(world: SandboxWorld) -> AsyncIterator[Bot]:
    async with Bot(world.token, AiohttpSession(api=TelegramAPIServer.from_base(world.url))) as bot:
        yield bot


async def test_messages(bot: Bot, places: Places) -> None:
    owner = places.world.owner
    sent = await bot.send_message(owner.id, **Text("سلام ", Bold("مهتاب")).as_kwargs(), reply_markup=YES)
    assert sent.html_text == "سلام <b>مهتاب</b>"
    assert sent.reply_markup
    assert sent.reply_markup.model_dump() == YES.model_dump()
    answer = await bot.send_message(owner.id, "پاسخ", reply_parameters=ReplyParameters(message_id=sent.message_id))
    assert answer.reply_to_message
    assert answer.reply_to_message.message_id == sent.message_id
    photo = await bot.send_photo(
        owner.id, BufferedInputFile(png(8, 6), "a.png"), caption="<i>کج</i>", parse_mode="HTML"
    )
    assert photo.photo
    assert photo.html_text == "<i>کج</i>"
    file = await bot.download(photo.photo[-1].file_id)
    assert file
    assert file.read() == png(8, 6)
    other = InputMediaPhoto(media=BufferedInputFile(png(9, 9), "b.png"))
    changed = await bot.edit_message_media(other, chat_id=owner.id, message_id=photo.message_id)
    assert isinstance(changed, Message)
    assert changed.photo
    assert changed.photo[-1].width == 9
    sara = places.world.person("سارا")
    terms = EphemeralMessageParameters(receiver_user_id=sara.id)
    whisper = await bot.send_message(places.group, "آهسته", ephemeral_message_parameters=terms)
    assert whisper.ephemeral_message_id


async def test_polls_and_the_rest(bot: Bot, places: Places) -> None:
    options: list[InputPollOption | str] = [InputPollOption(text="چای"), InputPollOption(text="قهوه")]
    sent = await bot.send_poll(places.group, "؟", options, is_anonymous=False, allows_revoting=True, open_period=600)
    assert sent.poll
    assert sent.poll.open_period == 600
    assert (await bot.stop_poll(places.group, sent.message_id, reply_markup=YES)).is_closed
    scope = BotCommandScopeChat(chat_id=places.world.owner.id)
    await bot.set_my_commands([BotCommand(command="panel", description="x")], scope, "fa")
    assert [command.command for command in await bot.get_my_commands(scope, "fa")] == ["panel"]
    assert (await bot.get_chat(places.group)).permissions
    assert len(await bot.get_chat_administrators(places.group)) == 3
    (update,) = await bot.get_updates(offset=places.offset)
    assert update.poll
    assert update.poll.is_closed
    assert (await bot.get_webhook_info()).pending_update_count == 1


async def test_a_request_for_a_chat(bot: Bot, places: Places) -> None:
    owner = places.world.owner
    named = {name: name == "can_post_messages" for name in ChatAdministratorRights.model_fields}
    asked = KeyboardButtonRequestChat(
        request_id=1, chat_is_channel=True, bot_administrator_rights=ChatAdministratorRights(**named)
    )
    keyboard = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="کانال", request_chat=asked)]], one_time_keyboard=True
    )
    await bot.send_message(owner.id, "کدام؟", reply_markup=keyboard)
    await owner.share_chat("کانال", places.channel)
    (update,) = await bot.get_updates(offset=places.offset)
    assert update.message
    assert update.message.chat_shared
    assert update.message.chat_shared.chat_id == places.channel


async def test_refusals_become_its_exceptions(bot: Bot, places: Places) -> None:
    owner = places.world.owner
    button = InlineKeyboardButton(text="x", callback_data="ب" * 33)
    wrong = InlineKeyboardMarkup(inline_keyboard=[[button]])
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await bot.send_message(owner.id, "x", reply_markup=wrong)
    await places.world.fault("sendMessage", "flood", retry_after=9)
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(owner.id, "x")
    assert flood.value.retry_after == 9
    old = await owner.new_chat("group", "گروه")
    await owner.add_bot(old)
    new = (await owner.act("migrate", chat_id=old))["chat_id"]
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(old, "x")
    assert moved.value.migrate_to_chat_id == new


async def test_its_dispatcher_polls(bot: Bot, places: Places) -> None:
    """A command, a press and a vote go through aiogram's own polling."""
    owner, sara = places.world.owner, places.world.person("سارا")
    voted: asyncio.Future[PollAnswer] = asyncio.get_running_loop().create_future()
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def greet(message: Message) -> None:
        await message.answer("خوش آمدی", reply_markup=YES)

    @dispatcher.callback_query()
    async def thank(press: CallbackQuery) -> None:
        await press.answer("گرفتم")

    @dispatcher.poll_answer()
    async def note(answer: PollAnswer) -> None:
        voted.set_result(answer)

    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, polling_timeout=2)
    )
    await owner.start()
    greeting = await owner.wait_for(owner.id, "خوش آمدی")
    assert (await owner.press(greeting, "بله")).text == "گرفتم"
    poll = await places.ok("sendPoll", chat_id=places.group, question="؟", options=["۱", "۲"], is_anonymous=False)
    await sara.vote(poll, [1])
    assert (await asyncio.wait_for(voted, 10)).option_ids == [1]
    await dispatcher.stop_polling()
    await polling
