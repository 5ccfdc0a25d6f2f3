"""A letter as a call of python-telegram-bot."""

from telegram import InlineKeyboardMarkup, InputFile, Message
from telegram.ext import ExtBot

from handlers.letters import Letter


async def send(bot: "ExtBot[None]", chat_id: int, letter: Letter) -> Message:
    """Sends it; raises what Telegram, or the way there, says."""
    keys = InlineKeyboardMarkup.de_json(letter.keys.model_dump(exclude_none=True), bot) if letter.keys else None
    if letter.poll is not None:
        return await bot.send_poll(
            chat_id,
            letter.poll.question,
            list(letter.poll.options),
            is_anonymous=False,
            reply_markup=keys,
            disable_notification=letter.silent,
        )
    if letter.photo is not None:
        return await bot.send_photo(
            chat_id,
            letter.photo,
            caption=letter.text,
            parse_mode="HTML",
            reply_markup=keys,
            disable_notification=letter.silent,
        )
    if letter.document is not None:
        return await bot.send_document(
            chat_id,
            InputFile(letter.document.file, letter.document.name, read_file_handle=False),
            caption=letter.text,
            parse_mode="HTML",
            reply_markup=keys,
            disable_notification=letter.silent,
            disable_content_type_detection=True,
        )
    return await bot.send_message(
        chat_id,
        letter.text,
        parse_mode="HTML",
        reply_markup=keys,
        disable_notification=letter.silent,
        reply_to_message_id=letter.reply_to,
        allow_sending_without_reply=True,
    )
