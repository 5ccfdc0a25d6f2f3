"""The way in. An update is acknowledged only after its commit: by the next offset when polling, by 200 as a webhook."""

import asyncio
import contextlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.types import Update
from aiohttp import web

from bot.answers import Answers, steps
from handlers.daily import votes
from handlers.replies import Step
from hub.context import Hub, StoreDown
from hub.daily.crowd import Crowd

log = structlog.get_logger()
KINDS = [  # what we ask Telegram for
    "message",
    "edited_message",
    "callback_query",
    "poll_answer",
    "my_chat_member",
    "message_reaction",
]
HOLD = 25  # seconds Telegram keeps an empty poll open
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name


class RawUpdates(TelegramMethod[list[votes.Raw]]):
    """getUpdates as plain JSON: votes are read from it directly."""

    __returning__ = list[votes.Raw]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    limit: int | None = None
    allowed_updates: list[str] | None = None


class Inbound:
    """Hands updates to the handlers and sends what they answer."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, hub: Hub, crowd: Crowd) -> None:
        self._bot, self._dispatcher, self._hub, self._crowd = bot, dispatcher, hub, crowd
        self._answers = Answers(bot, hub)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._closing = asyncio.Event()

    async def handle(self, update: votes.Raw) -> list[Step]:
        """Runs the handler; returns its answer. StoreDown means: not done, bring it again.

        Any other error is logged and the update is let go, since it would fail the same way for ever.
        """
        if not any(kind in update for kind in KINDS):
            return []  # asked for by an earlier version, or by nobody
        try:
            if votes.is_vote(update):
                return steps(await votes.take(update, self._hub, self._crowd))
            decoded = Update.model_validate(update, context={"bot": self._bot})
            # Two messages of one person would read and write the same wizard.
            async with self._turns.setdefault(_lane(update), asyncio.Lock()):
                fed = self._dispatcher.feed_update(self._bot, decoded, hub=self._hub, crowd=self._crowd)
                return steps(await fed)
        except StoreDown:
            raise
        except Exception:
            log.exception("an update failed", update_id=update.get("update_id"))
            return []

    async def drain(self, seconds: float) -> None:
        """Waits for answers that wait themselves, at most so long."""
        await self._answers.drain(seconds)

    async def answer(self, reply: list[Step]) -> None:
        """Sends an answer, after the commit."""
        await self._answers.send(reply)

    def close(self) -> None:
        """`poll` ends when what it has taken is done and confirmed."""
        self._closing.set()

    async def poll(self) -> None:
        """Long polling until `close`. The next offset passes over what is done, and over nothing else."""
        offset, pause = None, 1.0
        while not self._closing.is_set():
            try:
                offset = await self._take(await self._fetch(offset), offset)
                pause = 1.0
            except TelegramUnauthorizedError:
                raise
            except Exception as error:
                await self._rest(max(pause, _trouble(error)))
                pause = min(pause * 2, 30)
        if offset is not None:
            with contextlib.suppress(TelegramAPIError):  # unconfirmed, they would be answered a second time
                await self._bot(RawUpdates(offset=offset, timeout=0, limit=1), request_timeout=5)

    async def _fetch(self, offset: int | None) -> list[votes.Raw]:
        """What waits, or nothing as soon as the way in closes."""
        ask = RawUpdates(offset=offset, timeout=HOLD, allowed_updates=KINDS)
        asked = asyncio.ensure_future(self._bot(ask, request_timeout=HOLD + 15))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({asked, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (asked, closing):
                task.cancel()
        return await asked if asked.done() else []

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    async def _take(self, batch: Iterable[votes.Raw], offset: int | None) -> int | None:
        """Each person's updates in their order, different persons' side by side."""
        lanes: dict[int, list[votes.Raw]] = defaultdict(list)
        for update in batch:
            lanes[_lane(update)].append(update)
            offset = update["update_id"] + 1
        done = await asyncio.gather(*(self._lane(lane) for lane in lanes.values()), return_exceptions=True)
        for error in done:
            if isinstance(error, BaseException):
                raise error
        return offset

    async def _lane(self, updates: list[votes.Raw]) -> None:
        for update in updates:
            await self.answer(await self.handle(update))


def _trouble(error: Exception) -> float:
    """Notes why polling failed; returns the seconds that Telegram asks us to wait."""
    if isinstance(error, StoreDown):
        log.warning("the store does not answer; updates wait at Telegram", error=str(error))
    elif isinstance(error, TelegramConflictError):
        log.warning("another process polls with the same token; stop one of them")
    elif isinstance(error, TelegramAPIError):
        log.info("no updates", error=type(error).__name__)
    else:
        log.error("polling stumbled", exc_info=error)
    return float(error.retry_after) if isinstance(error, TelegramRetryAfter) else 0.0


def _lane(update: votes.Raw) -> int:
    """Whose update it is: a person's, or else a chat's."""
    event = next((value for value in update.values() if isinstance(value, dict)), {})
    whose = event.get("from") or event.get("user") or event.get("chat") or {}
    return int(whose.get("id", 0))


class Webhook:
    """The same as an HTTP endpoint: 200 after the commit, 503 when the store is down, so that Telegram repeats."""

    def __init__(self, inbound: Inbound, secret: str) -> None:
        self._inbound, self._secret = inbound, secret.encode()

    async def __call__(self, request: web.Request) -> web.Response:
        """One update."""
        if not hmac.compare_digest(request.headers.get(SECRET, "").encode(), self._secret):
            return web.Response(status=401)
        try:
            update = json.loads(await request.read())
        except ValueError:
            update = None
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            reply = await self._inbound.handle(update)
        except StoreDown as error:
            log.warning("the store does not answer; updates wait at Telegram", error=type(error).__name__)
            return web.Response(status=503)
        return await self._respond(reply)

    async def _respond(self, reply: list[Step]) -> web.Response:
        """A tap's answer travels in the response itself: one request less."""
        if len(reply) == 1 and isinstance(reply[0], AnswerCallbackQuery):
            said = reply[0]
            body = {"method": "answerCallbackQuery", "callback_query_id": said.callback_query_id, "text": said.text}
            return web.json_response(body | {"show_alert": bool(said.show_alert)})
        await self._inbound.answer(reply)
        return web.Response()
