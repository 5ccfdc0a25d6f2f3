"""Faults that tests order: what goes wrong with the bot's next calls."""

import asyncio
from dataclasses import dataclass

KINDS = ("drop_before", "drop_after", "hold_before", "hold_after", "flood", "error")


@dataclass(slots=True)
class Fault:
    """`method` in lower case or "*"; `left` is how many calls it will still spoil; `chat_id` None = any chat."""

    method: str
    how: str
    left: int = 1
    chat_id: int | None = None
    retry_after: int = 1


class Faults:
    """`held` is how many calls wait at this moment, for `reset` to let them go on."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []
        self._gate = asyncio.Event()
        self.held = 0

    def order(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def reset(self) -> None:
        self._ordered.clear()
        gate, self._gate = self._gate, asyncio.Event()
        gate.set()

    async def hold(self) -> None:
        """Return at the next `reset`."""
        self.held += 1
        try:
            await self._gate.wait()
        finally:
            self.held -= 1

    def strike(self, method: str, chat_id: str | None) -> Fault | None:
        """The first ordered fault that fits this call; it is used up by one."""
        for fault in self._ordered:
            fits_chat = fault.chat_id is None or str(fault.chat_id) == chat_id
            if fault.method in ("*", method.lower()) and fits_chat:
                fault.left -= 1
                if fault.left <= 0:
                    self._ordered.remove(fault)
                return fault
        return None
