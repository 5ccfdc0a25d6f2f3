"""Brings posts up to date: each shape of a post is edited in its own way."""

from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.refusals import SETTLED, is_about, seconds
from bot.sending import markup
from handlers import notices
from handlers.notices import Desk
from hub.daily import posts
from hub.daily.posts import Stale
from hub.hangout import chats

UNKNOWN = 5.0  # seconds before an edit whose outcome is unknown is made again


async def due(desk: Desk, bot: "ExtBot[None]") -> int:
    """Edits the posts that are behind; how many there were."""
    behind = await posts.stale(desk.hub)
    for stale in behind:
        await _refresh(desk, bot, stale)
    return len(behind)


async def _refresh(desk: Desk, bot: "ExtBot[None]", stale: Stale) -> None:
    try:
        await SHAPES[stale.shape](bot, desk, stale)
    except RetryAfter as error:
        await posts.slowed(desk.hub, stale, seconds(error))
    except ChatMigrated as error:
        await chats.migrate(desk.hub, stale.chat_id, error.new_chat_id)
    except (BadRequest, Forbidden) as error:
        if is_about(error, SETTLED):
            await posts.refreshed(desk.hub, stale)
        else:
            await posts.gone(desk.hub, stale)
    except TelegramError:
        await posts.slowed(desk.hub, stale, UNKNOWN)  # an edit may be repeated: nothing appears twice
    else:
        await posts.refreshed(desk.hub, stale)


async def _words(bot: "ExtBot[None]", desk: Desk, stale: Stale) -> None:
    letter = notices.post(desk, stale.round)
    keys = markup(bot, letter)
    await bot.edit_message_text(letter.text, stale.chat_id, stale.message_id, parse_mode="HTML", reply_markup=keys)


async def _photo(bot: "ExtBot[None]", desk: Desk, stale: Stale) -> None:
    letter = notices.post(desk, stale.round)
    chat_id, message_id, keys = stale.chat_id, stale.message_id, markup(bot, letter)
    await bot.edit_message_caption(chat_id, message_id, caption=letter.text, parse_mode="HTML", reply_markup=keys)


async def _poll(bot: "ExtBot[None]", desk: Desk, stale: Stale) -> None:
    """A native poll counts by itself; only its end is ours."""
    if not stale.round.open:
        await bot.stop_poll(stale.chat_id, stale.message_id)


SHAPES: dict[str, Callable[["ExtBot[None]", Desk, Stale], Awaitable[None]]] = {
    "text": _words,
    "photo": _photo,
    "poll": _poll,
}
"""How a post of a shape is brought up to date."""
