"""A letter as a call of python-telegram-bot."""

from telegram import InlineKeyboardMarkup, InputFile, InputMediaPhoto, Message
from telegram.error import BadRequest
from telegram.ext import ExtBot

from handlers.letters import Ballotbox, Letter


def markup(bot: "ExtBot[None]", letter: Letter) -> InlineKeyboardMarkup | None:
    """A letter's buttons as the library has them."""
    return InlineKeyboardMarkup.de_json(letter.keys.model_dump(exclude_none=True), bot) if letter.keys else None


async def send(bot: "ExtBot[None]", chat_id: int, letter: Letter) -> Message:
    """Sends it; raises what Telegram, or the way there, says."""
    keys = markup(bot, letter)
    if letter.poll is not None:
        return await _send_poll(bot, chat_id, letter.poll, keys, silent=letter.silent)
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


async def end(bot: "ExtBot[None]", chat_id: int, letter: Letter, message_id: int) -> None:
    """Takes a message of ours away; one that is too old for that keeps its place and becomes the letter. Doing so
    again changes nothing."""
    try:
        await bot.delete_message(chat_id, message_id)
    except BadRequest:
        await _become(bot, chat_id, letter, message_id)


async def _become(bot: "ExtBot[None]", chat_id: int, letter: Letter, message_id: int) -> None:
    if letter.photo is not None:
        media = InputMediaPhoto(letter.photo, caption=letter.text, parse_mode="HTML")
        await bot.edit_message_media(media, chat_id, message_id)
    else:
        await bot.edit_message_text(letter.text, chat_id, message_id, parse_mode="HTML")


async def _send_poll(
    bot: "ExtBot[None]", chat_id: int, poll: Ballotbox, keys: InlineKeyboardMarkup | None, *, silent: bool
) -> Message:
    """With names, so that the vote has an owner. In a quiz the first answer stays."""
    quiz = {} if poll.right is None else {"type": "quiz", "correct_option_ids": [poll.right]}
    return await bot.send_poll(
        chat_id,
        poll.question,
        list(poll.options),
        is_anonymous=False,
        allows_multiple_answers=poll.several,
        hide_results_until_closes=poll.hidden,
        reply_markup=keys,
        disable_notification=silent,
        description=poll.about or None,
        description_parse_mode="HTML",
        **quiz,  # type: ignore[arg-type]
    )
