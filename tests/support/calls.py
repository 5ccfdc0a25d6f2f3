"""What the bot asked of the sandbox, call by call, for tests."""

from dataclasses import dataclass
from typing import Any

from sandbox.api.request import RawCall
from sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Call:
    """`method` as it was spelt, `at` in unix seconds of the sandbox's clock, `status` the HTTP status answered."""

    method: str
    fields: dict[str, Any]
    at: float
    status: int

    @property
    def chat_id(self) -> int:
        """The chat it was about; 0 if it named none."""
        return int(self.fields.get("chat_id") or 0)


class Calls(list[Call]):
    """Every call since `watch`, in order of its answer."""

    def of(self, method: str, chat_id: int | None = None) -> list[Call]:
        """Those of one method, in one chat if it is named."""
        return [call for call in self if call.method == method and chat_id in (None, call.chat_id)]


def watch(sandbox: Sandbox) -> Calls:
    """Writes down every call from here on; those that a fault swallowed before they were done are not among them."""
    seen, side = Calls(), sandbox._bot_side
    answer = side.answer

    async def noting(name: str, raw: RawCall) -> tuple[int, str]:
        fields, at = dict(raw.fields), sandbox.stage.clock.now()
        status, body = await answer(name, raw)
        seen.append(Call(name, fields, at, status))
        return status, body

    side.answer = noting  # type: ignore[method-assign]
    return seen
