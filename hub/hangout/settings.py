"""A hangout's settings: one checked change at a time."""

import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.daily.tags import TRADES
from hub.days import next_opening
from hub.errors import BadHour, BadLength, BadTimezone, NotFound
from hub.habit import resting
from hub.hangout.errors import BadTrade
from hub.hangout.hangouts import HangoutView, view
from hub.history import note
from hub.stick.sticks import LEAST, MOST
from hub.wording import required
from storage import rewards, rounds
from storage.tables import Hangout, Reward

REWARD_LIMIT = 120
TITLE_LIMIT = 60
ANYTHING = "anything"


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


def trade(value: str) -> str | None:
    """What is sold, as the bank's tags name it; None for anything."""
    if value not in (*TRADES, ANYTHING):
        raise BadTrade
    return None if value == ANYTHING else value


FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "timezone": ("timezone", timezone),
    "hour": ("opens_minute", minute),
    "length": ("stick_length", length),
    "title": ("title", lambda value: required(value, TITLE_LIMIT)),
    "trade": ("trade", trade),
}


async def change(hub: Hub, person_id: int, hangout_id: int, field: str, value: str) -> HangoutView:
    """Checks and writes one setting as the owner typed or tapped it; a HubError says what is wrong with it.

    A changed hour or time zone moves the next opening, and with it the close of the round that is open.
    """
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        zone = hangout.timezone
        if field in FIELDS:
            _write(session, hub, hangout, person_id, field, value)
        await _main_reward(session, hub, hangout, title=value if field == "reward" else None)
        if hangout.timezone != zone:
            await resting.skipped(session, hangout, zone, hub.now())
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


def _write(session: AsyncSession, hub: Hub, hangout: Hangout, person_id: int, field: str, value: str) -> None:
    """One column; once the hangout has been open, its history tells of it."""
    column, parse = FIELDS[field]
    before, after = getattr(hangout, column), parse(value)
    setattr(hangout, column, after)
    if hangout.state != "draft" and after != before:
        note(session, hub, hangout.id or 0, person_id, "setting_changed", field=field, before=before, after=after)


async def _main_reward(session: AsyncSession, hub: Hub, hangout: Hangout, title: str | None) -> None:
    """The reward for a full stick always costs one, and is called what the owner last wrote."""
    reward = await rewards.main(session, hangout.id or 0)
    if reward is None and title is not None:
        reward = Reward(hangout_id=hangout.id or 0, main=True, title="", notches=0, created_at=hub.now())
    if reward is not None:
        reward.title = reward.title if title is None else required(title, REWARD_LIMIT)
        reward.notches = hangout.stick_length
        session.add(reward)


async def change_language(hub: Hub, person_id: int, hangout_id: int, language: str) -> HangoutView:
    """The language of the public posts."""
    if language not in hub.languages:
        raise NotFound
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if hangout.state != "draft" and hangout.language != language:
            about = {"before": hangout.language, "after": language}
            note(session, hub, hangout_id, person_id, "setting_changed", field="language", **about)
        hangout.language = language
        session.add(hangout)
        await session.flush()
        return await view(session, hangout)


async def pause(hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """No more questions until the owner opens again; the round that is open runs to its close."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        hangout.state, hangout.next_opening = "paused", None
        await resting.begin(session, hangout, hub.now())
        session.add(hangout)
        await session.flush()
        return await view(session, hangout)
