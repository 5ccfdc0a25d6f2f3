"""What members write for others, whichever part of the hangout it belongs to: each kind is one line in REPORTABLE."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a member wrote for others, as staff see it in the queue. `member_id` is who wrote it, None if
    several did; `media` are (kind, Telegram's file id), the kind being photo, voice or video; `shown`: others can see
    it now."""

    hangout_id: int
    member_id: int | None
    text: str
    media: tuple[tuple[str, str], ...] = ()
    shown: bool = True


class Find(Protocol):
    """A thing by its number; `lock` holds its row until the transaction ends. None: there is no such thing (any
    more), as when its author took it back or was forgotten."""

    async def __call__(self, session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None: ...


Change = Callable[[AsyncSession, Hub, int], Awaitable[None]]
Posted = Callable[[AsyncSession, int, int], Awaitable[int | None]]
Sees = Callable[[AsyncSession, int, int], Awaitable[bool]]
Offers = Callable[[AsyncSession, int], Awaitable[Sequence[tuple[int, str]]]]


@dataclass(frozen=True, slots=True)
class Reportable:
    """A kind of thing. `hide` takes it out of everybody's sight (its author may see it still), `show` brings it back
    as it was, or lets it out for the first time; both in the caller's transaction, whose lock `find` took, and both
    change nothing the second time.

    `posted` finds the thing that a message in a channel or group shows, if any does: (session, Telegram's chat,
    message). `sees` says whether a member can see a thing at all, where not every member of the hangout does:
    (session, number, member). `offers` lists the things of a hangout that no button stands beside, with their words.
    `whole`: hidden and shown again, it is just as it was. `nameless`: nobody learns who wrote it, staff included.
    """

    find: Find
    hide: Change
    show: Change
    posted: Posted | None = None
    offers: Offers | None = None
    sees: Sees | None = None
    whole: bool = True
    nameless: bool = False


REPORTABLE: dict[str, Reportable] = {}
"""By kind: "idea", "need", "answer", "moment", "option", "word" … Each part adds its own when it is imported; the
words for a kind stand in handlers.watch.kinds."""


def digest(thing: Thing) -> str:
    """What tells whether a thing is still the one that somebody looked at."""
    told = "\0".join([thing.text, *(file_id for _, file_id in thing.media)])
    return blake2b(told.encode(), digest_size=12).hexdigest()


def glimpse(thing: Thing) -> int:
    """The same, short enough for a button; never 0."""
    return int(digest(thing)[:10], 16) + 1
