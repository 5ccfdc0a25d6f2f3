"""Faults that tests order: what goes wrong with the bot's next calls."""

from dataclasses import dataclass

KINDS = ("drop_before", "drop_after", "flood", "error")


@dataclass(slots=True)
class Fault:
    """`method` in lower case or "*"; `left` is how many calls it will still spoil; `chat_id` None = any chat."""

    method: str
    how: str
    left: int = 1
    chat_id: int | None = None
    retry_after: int = 1


class Faults:
    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def reset(self) -> None:
        self._ordered.clear()

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
