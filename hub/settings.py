"""A hangout's settings: one checked change at a time."""

import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from hub.access import owned
from hub.context import Hub
from hub.days import next_opening
from hub.errors import BadHour, BadLength, BadTimezone, NotFound
from hub.hangouts import HangoutView, view
from hub.sticks import LEAST, MOST
from hub.wording import required
from storage import rounds

REWARD_LIMIT = 120
TITLE_LIMIT = 60


def timezone(value: str) -> str:
    """An IANA name such as Asia/Tehran."""
    try:
        return ZoneInfo(value.strip()).key
    except (KeyError, ValueError, OSError) as error:
        raise BadTimezone from error


def minute(value: str) -> int:
    """`19`, `19:30`, `۱۹:۳۰`, `19.30`: minutes after local midnight."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in value.strip())
    found = re.fullmatch(r"(\d{1,2})(?:\s*[:.٫,]\s*(\d{1,2}))?", plain)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise BadHour
    return int(found[1]) * 60 + int(found[2] or 0)


def length(value: str) -> int:
    """Notches of a whole stick."""
    plain = value.strip()
    if not plain.isdecimal() or not LEAST <= int(plain) <= MOST:
        raise BadLength(least=LEAST, most=MOST)
    return int(plain)


FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "timezone": ("timezone", timezone),
    "hour": ("opens_minute", minute),
    "length": ("stick_length", length),
    "reward": ("reward", lambda value: required(value, REWARD_LIMIT)),
    "title": ("title", lambda value: required(value, TITLE_LIMIT)),
}


async def change(hub: Hub, person_id: int, hangout_id: int, field: str, value: str) -> HangoutView:
    """Checks and writes one setting as the owner typed or tapped it; a HubError says what is wrong with it.

    A changed hour or time zone moves the next opening, and with it the close of the round that is open.
    """
    column, parse = FIELDS[field]
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        setattr(hangout, column, parse(value))
        if hangout.state == "open" and field in ("hour", "timezone"):
            last = await rounds.last_run(session, "round", hangout_id)
            hangout.next_opening = next_opening(hub.now(), hangout.opens_minute, hangout.timezone, last)
            if playing := await rounds.open_round(session, hangout_id):
                playing.closes_at = hangout.next_opening
                session.add(playing)
        session.add(hangout)
        await session.flush()
        shown = await view(session, hangout)
    hub.wake()
    return shown


async def change_language(hub: Hub, person_id: int, hangout_id: int, language: str) -> HangoutView:
    """The language of the public posts."""
    if language not in hub.languages:
        raise NotFound
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        hangout.language = language
        session.add(hangout)
        await session.flush()
        return await view(session, hangout)


async def pause(hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """No more questions until the owner opens again; the round that is open runs to its close."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        hangout.state, hangout.next_opening = "paused", None
        session.add(hangout)
        await session.flush()
        return await view(session, hangout)
