"""Delivers the outbox and keeps posts true, through python-telegram-bot."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing, nullcontext
from datetime import datetime
from functools import partial

import httpx
import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot import refreshing
from bot.aside import Aside
from bot.clock import Clock
from bot.refusals import RIGHTS, is_about, seconds
from bot.sending import end, send
from handlers import notices
from handlers.letters import Letter
from handlers.notices import Desk
from hub import outbox
from hub.context import Hub, StoreDown
from hub.daily import posts
from hub.errors import NotFound
from hub.hangout import chats
from hub.outbox import Parcel

log = structlog.get_logger()
AT_ONCE = 10  # sends in flight; more only makes each of them dearer
LONGEST = 15.0
PACE = 3.0  # seconds between two edits of a post
OVERALL_PACE, GROUP_PACE = 1 / 29, 60 / 19  # seconds between two sends, a little more than Telegram asks for
AGAIN = (0.5, 1, 2, 4, 8, 16)  # seconds before the store is asked again; together less than a lease
NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def make_bot(token: str, api: str) -> "ExtBot[None]":
    """The bot that delivers. Its limiter starts with empty buckets: bursts would be answered with 429."""
    pace: BaseRateLimiter[None] = AIORateLimiter(  # type: ignore[assignment]  # typed for its own arguments only
        overall_max_rate=1,
        overall_time_period=OVERALL_PACE,
        group_max_rate=1,
        group_time_period=GROUP_PACE,
        max_retries=0,
    )
    request = HTTPXRequest(connection_pool_size=AT_ONCE + 4, read_timeout=30, write_timeout=30, media_write_timeout=60)
    return ExtBot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request,
        get_updates_request=request,  # it fetches none; a request of their own would read all certificates once more
        rate_limiter=pace,
    )


class Courier:
    """Two loops: `deliver` empties the outbox, `refresh` brings posts up to date."""

    def __init__(self, hub: Hub, bot: "ExtBot[None]", clock: Clock) -> None:
        self._hub, self._bot, self._clock = hub, bot, clock
        self._stirred = asyncio.Event()
        self._voted = asyncio.Event()
        self._closing = False
        self._aside = Aside(hub, self._deliver, self._stirred.set)

    def stir(self) -> None:
        """Something may have been queued, or a round has changed."""
        self._stirred.set()
        self._voted.set()

    def voted(self) -> None:
        """Votes have been committed: posts are behind."""
        self._voted.set()

    def close(self) -> None:
        """Nothing more is begun: `deliver` ends when what is under way has its outcome."""
        self._closing = True
        self.stir()

    async def deliver(self) -> None:
        """Runs until `close`. Cancelled in the middle of a send, it would leave the outcome unknown."""
        await self._loop(self._stirred, self._deliver_due, outbox.next_due)
        await self._aside.finish()

    async def refresh(self) -> None:
        """Runs until cancelled. Votes that come while a post waits for its pace do not stir it."""
        await self._loop(self._voted, self._refresh_due, posts.next_refresh, patient=True)

    async def _refresh_due(self) -> int:
        return await refreshing.due(self._desk(), self._bot)

    async def _loop(
        self,
        stirred: asyncio.Event,
        work: Callable[[], Awaitable[int]],
        next_moment: Callable[[Hub], Awaitable[datetime | None]],
        *,
        patient: bool = False,
    ) -> None:
        while not self._closing:
            stirred.clear()
            try:
                if await work():
                    continue
                moment = await next_moment(self._hub)
                if patient and moment is not None:
                    await self._clock.until(moment, PACE)
                else:
                    await self._clock.until(moment, LONGEST, stirred)
            except StoreDown as error:
                log.warning("the store does not answer; the courier waits", error=type(error).__name__)
                await asyncio.sleep(1)
            except Exception:
                log.exception("the courier stumbled")
                await asyncio.sleep(1)

    async def _deliver_due(self) -> int:
        parcels = await outbox.lease(self._hub, AT_ONCE)
        for parcel in parcels:
            if parcel.kind in notices.SLOW:
                self._aside.put(parcel)
        quick = [parcel for parcel in parcels if parcel.kind not in notices.SLOW]
        done = await asyncio.gather(*(self._deliver(parcel) for parcel in quick), return_exceptions=True)
        for error in done:
            if isinstance(error, BaseException):
                raise error
        return len(parcels)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._brought(parcel)
        except NotFound:
            log.info("a notice was taken back while it was under way", kind=parcel.kind)

    async def _brought(self, parcel: Parcel) -> None:
        letter = await self._written(parcel)
        if letter is None:
            return
        with closing(letter.document.file) if letter.document else nullcontext():
            await self._sent(parcel, letter)

    async def _sent(self, parcel: Parcel, letter: Letter) -> None:
        await outbox.begin_sending(self._hub, parcel)
        if letter.ends is not None:
            await self._ended(parcel, letter, letter.ends)
            return
        try:
            message = await send(self._bot, parcel.chat_id, letter)
        except TelegramError as error:
            await _noted(partial(self._not_sent, parcel, error))
            return
        poll_id = message.poll.id if message.poll else None
        await _noted(partial(outbox.sent, self._hub, parcel, message.message_id, poll_id, letter.shown))
        if parcel.kind == "round" and isinstance(letter.photo, bytes):
            await _noted(partial(posts.pictured, self._hub, parcel.payload["round_id"], message.photo[-1].file_id))

    async def _ended(self, parcel: Parcel, letter: Letter, message_id: int) -> None:
        try:
            await end(self._bot, parcel.chat_id, letter, message_id)
        except TelegramError as error:
            await _noted(partial(self._not_sent, parcel, error))
            return
        await _noted(partial(outbox.sent, self._hub, parcel, message_id, None, 0))

    def _desk(self) -> Desk:
        return Desk(self._hub, self._bot.username, self._fetch)

    async def _fetch(self, file_id: str) -> bytes:
        """A file that Telegram has; empty if it has it no longer."""
        try:
            return bytes(await (await self._bot.get_file(file_id)).download_as_bytearray())
        except BadRequest as error:
            log.warning("a file is gone", error=str(error))
            return b""

    async def _written(self, parcel: Parcel) -> Letter | None:
        """The letter; None if there is nothing to send, which is noted. One that can not be written stops no other."""
        try:
            letter = await notices.letter(self._desk(), parcel)
        except StoreDown:
            raise
        except (RetryAfter, NetworkError) as error:  # a file that it needs can not be had just now
            wait = seconds(error) if isinstance(error, RetryAfter) else outbox.pause(parcel.attempts)
            await outbox.later(self._hub, parcel, wait, error="unreachable")
            return None
        except Exception as error:
            log.exception("a notice could not be written", notice=parcel.id, kind=parcel.kind)
            await outbox.failed(self._hub, parcel, error=type(error).__name__)
            return None
        if letter is None:
            await outbox.drop(self._hub, parcel)
        return letter

    async def _not_sent(self, parcel: Parcel, error: TelegramError) -> None:
        """Every answer but success has its own consequence; what is not an answer leaves the outcome unknown."""
        hub = self._hub
        log.info("not sent", notice=parcel.id, kind=parcel.kind, error=str(error))
        if isinstance(error, RetryAfter):
            await outbox.later(hub, parcel, seconds(error), error="flood")
        elif isinstance(error, ChatMigrated):
            await chats.migrate(hub, parcel.chat_id, error.new_chat_id)
            await outbox.later(hub, parcel, 0, error="migrated")
        elif isinstance(error, BadRequest | Forbidden) or not isinstance(error, NetworkError):
            await outbox.failed(hub, parcel, error=str(error), unreachable=isinstance(error, Forbidden))
            if parcel.public and (isinstance(error, Forbidden) or is_about(error, RIGHTS)):
                await chats.lost(hub, parcel.chat_id, at=parcel.id)
        elif isinstance(error.__cause__, NOT_BEGUN):
            await outbox.later(hub, parcel, outbox.pause(parcel.attempts), error="unreachable")
        else:
            await outbox.uncertain(hub, parcel)


async def _noted(outcome: Callable[[], Awaitable[None]]) -> None:
    """Writes down what became of a send. A store in trouble is asked again: forgotten, it would count as unknown."""
    for pause in AGAIN:
        try:
            return await outcome()
        except StoreDown as error:
            log.warning("the store does not answer; an outcome waits", error=type(error).__name__)
            await asyncio.sleep(pause)
    return await outcome()
