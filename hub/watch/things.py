"""What members write for others, whichever part of the hangout it belongs to: each kind is one line in REPORTABLE."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a member wrote for others, as staff see it in the queue. `member_id` is who wrote it; `media` are
    (kind, Telegram's file id), the kind being photo, voice or video; `shown`: others can see it now."""

    hangout_id: int
    member_id: int
    text: str
    media: tuple[tuple[str, str], ...] = ()
    shown: bool = True


class Find(Protocol):
    """A thing by its number; `lock` holds its row until the transaction ends. None: there is no such thing (any
    more), as when its author took it back or was forgotten."""

    async def __call__(self, session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None: ...


Change = Callable[[AsyncSession, Hub, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reportable:
    """A kind of thing. `hide` takes it out of everybody's sight (its author may see it still), `show` brings it back
    as it was, or lets it out for the first time; both in the caller's transaction, whose lock `find` took, and both
    change nothing the second time. `posted` finds the thing that a message in a channel or group shows, if any does:
    (session, Telegram's chat, message).
    """

    find: Find
    hide: Change
    show: Change
    posted: Callable[[AsyncSession, int, int], Awaitable[int | None]] | None = None


REPORTABLE: dict[str, Reportable] = {}
"""By kind: "idea", "need", "answer", "moment", "option", "word" … Each part adds its own when it is imported; the
words for a kind stand in handlers.watch.kinds."""
