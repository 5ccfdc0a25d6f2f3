"""Delivers updates to the bot's webhook: in order within a chat, person or poll, in parallel between them."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from sandbox.api.request import RawCall, read_multipart
from sandbox.errors import BotApiError
from sandbox.updates import Pending, UpdateQueue

SIGNED_BY = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE = 60.0


Execute = Callable[[str, RawCall], Awaitable[object]]


class Webhook:
    """`execute` runs a method that the bot answered with.

    `pause` is the first one after a failure, it doubles up to LONGEST_PAUSE (`pauses` has the present ones); an
    answer is waited for `patience`. All in seconds.
    """

    def __init__(self, updates: UpdateQueue, execute: Execute) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.pause = 1.0
        self.patience = 60.0
        self._updates = updates
        self._execute = execute
        self._lines: dict[str, deque[int]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self.pauses: dict[str, float] = {}
        self._last_error: dict[str, Any] = {}

    def set(self, url: str, secret: str, max_connections: int) -> None:
        self.remove()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.start()

    def start(self) -> None:
        """Needs a running loop; without a url nothing is done."""
        if not self.url:
            return
        self._ready = asyncio.Queue()
        self._lines = {}
        for pending in self._updates.pending.values():
            self._queue(pending)
        self._updates.on_put = self._queue
        self._tasks = [asyncio.create_task(self._run())]

    def remove(self) -> None:
        self._stop_tasks()
        self.url = self.secret = ""
        self._updates.on_put = None
        self._last_error = {}
        self.pauses = {}

    def _stop_tasks(self) -> list[asyncio.Task[None]]:
        stopped, self._tasks = self._tasks, []
        for task in stopped:
            task.cancel()
        return stopped

    async def close(self) -> None:
        self._updates.on_put = None
        await asyncio.gather(*self._stop_tasks(), return_exceptions=True)

    def info(self) -> dict[str, Any]:
        raw: dict[str, Any] = {"url": self.url, "has_custom_certificate": False}
        if self.url:
            raw |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        return raw | self._last_error

    def saved(self) -> dict[str, Any]:
        return {"url": self.url, "secret": self.secret, "max_connections": self.max_connections}

    def restore(self, saved: dict[str, Any]) -> None:
        """As it was saved; `start` begins the deliveries."""
        self.url, self.secret, self.max_connections = saved["url"], saved["secret"], saved["max_connections"]

    def _queue(self, pending: Pending) -> None:
        """An update joins its line; a line is ready while its first update is not under way."""
        line = self._lines.get(pending.queue)
        if line is None:
            self._lines[pending.queue] = deque([pending.id])
            self._ready.put_nowait(pending.queue)
        else:
            line.append(pending.id)

    async def _run(self) -> None:
        async with ClientSession(timeout=ClientTimeout(total=self.patience)) as session, asyncio.TaskGroup() as group:
            for _ in range(self.max_connections):
                group.create_task(self._worker(session))

    async def _worker(self, session: ClientSession) -> None:
        while True:
            name = await self._ready.get()
            line = self._lines[name]
            pending = self._updates.alive(line[0])
            if pending is not None and not await self._deliver(session, pending):
                pause = self.pauses[name] = min(self.pauses.get(name, self.pause / 2) * 2, LONGEST_PAUSE)
                asyncio.get_running_loop().call_later(pause, self._ready.put_nowait, name)
                continue
            self.pauses.pop(name, None)
            self._updates.confirm(line.popleft())
            if line:
                self._ready.put_nowait(name)
            else:
                del self._lines[name]

    async def _deliver(self, session: ClientSession, pending: Pending) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SIGNED_BY] = self.secret
        try:
            async with session.post(self.url, data=pending.body.encode(), headers=headers) as response:
                if response.ok:
                    await self._obey(response)
                    return True
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        except TimeoutError:
            self._failed("Read timeout expired")
        except (ClientError, OSError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
        return False

    def _failed(self, why: str) -> None:
        self._last_error = {"last_error_date": int(time.time()), "last_error_message": why}

    async def _obey(self, response: ClientResponse) -> None:
        """Run the one method that a bot may put into its answer; the result goes nowhere."""
        try:
            call = await _answered_call(response)
        except (BotApiError, ValueError):
            return
        name = call.fields.pop("method", None) if call else None
        if call and isinstance(name, str):
            await self._execute(name, call)


async def _answered_call(response: ClientResponse) -> RawCall | None:
    """JSON, a form or multipart: clients differ. ValueError if it is none of them."""
    if response.content_type == "multipart/form-data":
        call = RawCall()
        await read_multipart(MultipartReader(response.headers, response.content), call)
        return call
    body = await response.read()
    if not body:
        return None
    if response.content_type == "application/x-www-form-urlencoded":
        return RawCall(dict(parse_qsl(body.decode())))
    fields = json.loads(body)
    return RawCall(fields) if isinstance(fields, dict) else None
