"""Presses of inline buttons, from the tap to the bot's answer."""

import asyncio
from collections import OrderedDict
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import bad_request

KEPT = 20_000
ANSWERABLE_SECONDS = 150
WHISPER_SECONDS = 15
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    """`answer` is None until the bot has answered: then text, alert and url as the presser sees them."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    born: float
    answer: dict[str, Any] | None = None


class Presses:
    """The latest presses; one that is answered twice, or too late, is refused as Telegram does."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.known: OrderedDict[str, Press] = OrderedDict()
        self._waiting: dict[str, asyncio.Event] = {}

    def add(self, press: Press) -> None:
        self.known[press.id] = press
        while len(self.known) > KEPT:
            self.known.popitem(last=False)

    def open(self, press_id: str) -> Press:
        """A press that may still be answered."""
        press = self.known.get(press_id)
        if press is None or press.answer is not None or self._age(press) > ANSWERABLE_SECONDS:
            raise bad_request(TOO_OLD)
        return press

    def allows_whisper(self, press_id: str, person_id: int, chat_id: int) -> bool:
        """Whether this press lets the bot write to its presser alone: theirs, here, and fresh."""
        press = self.known.get(press_id)
        return (
            press is not None
            and (press.person_id, press.chat_id) == (person_id, chat_id)
            and self._age(press) <= WHISPER_SECONDS
        )

    def _age(self, press: Press) -> float:
        return self._clock.now() - press.born

    def answer(self, press: Press, answer: dict[str, Any]) -> None:
        press.answer = answer
        if waiting := self._waiting.pop(press.id, None):
            waiting.set()

    async def wait(self, press: Press, seconds: float) -> None:
        """Return once the press is answered, or after `seconds` of real time."""
        if press.answer is not None or seconds <= 0:
            return
        waiting = self._waiting.setdefault(press.id, asyncio.Event())
        try:
            await asyncio.wait_for(waiting.wait(), seconds)
        except TimeoutError:
            self._waiting.pop(press.id, None)

    def wake(self) -> None:
        """Let those who wait for an answer go without one."""
        for waiting in self._waiting.values():
            waiting.set()

    def saved(self) -> list[dict[str, Any]]:
        """Those that may still be answered."""
        return [asdict(press) for press in self.known.values() if press.answer is None and self._age(press) < 150]

    def restore(self, saved: list[dict[str, Any]]) -> None:
        for press in saved:
            self.add(Press(**press))
