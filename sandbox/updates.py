"""The queue of updates that wait for the bot, as Telegram keeps it."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from aiogram.types import Update

from sandbox.clock import Clock
from sandbox.errors import BotApiError

KEPT_SECONDS = 24 * 3600
PRESS_KEPT_SECONDS = 150
LONGEST_POLL = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Pending:
    """`body` is the Update as JSON text; `queue` names the chat, person or poll whose updates keep their order."""

    id: int
    kind: str
    queue: str
    body: str
    born: float

    def expired(self, now: float) -> bool:
        return now - self.born > (PRESS_KEPT_SECONDS if self.kind == "callback_query" else KEPT_SECONDS)


class UpdateQueue:
    """Fed by what happens, emptied by getUpdates or by a webhook (which listens through `on_put`)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.next_id = 1
        self.allowed: list[str] | None = None
        self.pending: dict[int, Pending] = {}
        self.on_put: Callable[[Pending], None] | None = None
        self._bell = asyncio.Event()
        self._poller: asyncio.Event | None = None
        self._closed = False

    def wants(self, kind: str) -> bool:
        """An empty or absent list means everything but what must be asked for."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def put(self, kind: str, raw: Any, queue: object) -> None:
        """Queue an update if the bot wants this kind, in the words of aiogram's types."""
        if not self.wants(kind):
            return
        update = Update.model_validate({"update_id": self.next_id, kind: raw})
        body = update.model_dump_json(by_alias=True, exclude_none=True)
        pending = Pending(self.next_id, kind, str(queue), body, self._clock.now())
        self.next_id += 1
        self.pending[pending.id] = pending
        self._ring()
        if self.on_put:
            self.on_put(pending)

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def alive(self, update_id: int) -> Pending | None:
        """The update if it still waits; one that grew too old meanwhile is forgotten."""
        pending = self.pending.get(update_id)
        if pending and pending.expired(self._clock.now()):
            del self.pending[update_id]
            return None
        return pending

    def confirm(self, update_id: int) -> None:
        self.pending.pop(update_id, None)

    def confirm_before(self, offset: int) -> None:
        """Forget what is older than `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            for update_id in list(self.pending)[:offset]:
                del self.pending[update_id]
            return
        for update_id in list(self.pending):
            if update_id >= offset:
                break
            del self.pending[update_id]

    def drop_all(self) -> None:
        self.pending.clear()

    def count(self) -> int:
        return sum(1 for update_id in list(self.pending) if self.alive(update_id))

    def _first(self, limit: int) -> list[str]:
        found: list[str] = []
        for update_id in list(self.pending):
            if len(found) == limit:
                break
            if pending := self.alive(update_id):
                found.append(pending.body)
        return found

    async def take(self, offset: int, limit: int, seconds: int) -> str:
        """A JSON array of updates. A later caller ends an earlier one that still waits, with 409."""
        self.terminate_poller()
        self.confirm_before(offset)
        mine = self._poller = asyncio.Event()
        try:
            bodies = await self._wait_for_some(mine, limit, min(seconds, LONGEST_POLL))
        finally:
            if self._poller is mine:
                self._poller = None
        return f"[{','.join(bodies)}]"

    async def _wait_for_some(self, ended: asyncio.Event, limit: int, seconds: int) -> list[str]:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            if ended.is_set():
                raise BotApiError(409, TERMINATED)
            bodies = self._first(limit)
            left = deadline - loop.time()
            if bodies or left <= 0 or self._closed:
                return bodies
            try:
                await asyncio.wait_for(self._bell.wait(), left)
            except TimeoutError:
                continue

    def terminate_poller(self) -> None:
        if self._poller:
            self._poller.set()
            self._ring()

    def close(self) -> None:
        """Nobody waits any longer."""
        self._closed = True
        self._ring()

    def saved(self) -> dict[str, Any]:
        waiting = [asdict(pending) for pending in self.pending.values()]
        return {"next_id": self.next_id, "allowed": self.allowed, "pending": waiting}

    def restore(self, saved: dict[str, Any]) -> None:
        self.next_id = saved["next_id"]
        self.allowed = saved["allowed"]
        self.pending = {pending["id"]: Pending(**pending) for pending in saved["pending"]}
