"""The day's letter: all that one person is told on one day, in one message. Alone, a part looks as it is."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

import structlog
from aiogram.types import InlineKeyboardButton

from handlers import notices
from handlers.letters import BETWEEN, Desk, Letter
from handlers.replies import CAPTION_LIMIT, rows
from hub import attention
from hub.attention import Part
from hub.context import StoreDown
from hub.outbox import Parcel
from hub.person import people
from locales.voice import Spoken, Voice, voice

log = structlog.get_logger()
TEXT_LIMIT = 4096
MOST_ROWS = 24
"""Rows of buttons below one message."""


class Written(NamedTuple):
    """A part as it would look alone."""

    id: int
    letter: Letter


async def bring(desk: Desk, parcel: Parcel) -> Letter | None:
    """The letter with every part that still has something to say and fits; the others wait for the next one."""
    left: dict[int, str] = {}
    written = []
    for part in await attention.contents(desk.hub, parcel.id):
        letter = await _alone(desk, parcel, part, left)
        if letter is not None:
            written.append(Written(part.id, letter))
    await attention.leave_out(desk.hub, parcel.id, left)
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    together = fitting(written, v)
    await attention.put_off(desk.hub, parcel.id, [one.id for one in written[len(together) :]])
    return joined([one.letter for one in together], v)


async def _alone(desk: Desk, parcel: Parcel, part: Part, left: dict[int, str]) -> Letter | None:
    """The part's own letter. None is noted in `left`; one that can not be written holds up no other."""
    own = Parcel(part.id, part.kind, part.hangout_id, parcel.chat_id, False, part.payload, parcel.attempts)
    try:
        letter = await notices.NOTICES[part.kind](desk, own)
    except StoreDown:
        raise
    except Exception:
        log.exception("a part of a letter could not be written", notice=part.id, kind=part.kind)
        left[part.id] = "failed"
        return None
    if letter is None:
        left[part.id] = "dropped"
    return letter


def fitting(written: list[Written], v: Voice) -> list[Written]:
    """As many from the beginning as fit into one message; the first always does."""
    for n in range(len(written), 1, -1):
        if _fits(_beside([one.letter for one in written[:n]], v)):
            return written[:n]
    return written[:1]


def _fits(letters: list[Letter]) -> bool:
    if any(letter.document or letter.poll for letter in letters):
        return False  # these stand alone
    photos = sum(bool(letter.photo) for letter in letters)
    room = CAPTION_LIMIT if photos else TEXT_LIMIT
    lines = sum(len(letter.keys.inline_keyboard) for letter in letters if letter.keys)
    return photos <= 1 and len(_text(letters)) <= room and lines <= MOST_ROWS


def _beside(letters: list[Letter], v: Voice) -> list[Letter]:
    """As they stand beside each other: short, and numbered where buttons of two would read the same."""
    said = [replace(one, text=one.among, photo=None) if one.among else one for one in letters]
    labels = [{tap.text for line in one.keys.inline_keyboard for tap in line} if one.keys else set() for one in said]
    often = Counter(label for own in labels for label in own)
    alike = [at for at, own in enumerate(labels) if any(often[label] > 1 for label in own)]
    for n, at in enumerate(alike, start=1):
        said[at] = _numbered(said[at], n, v)
    return said


def _numbered(letter: Letter, n: int, v: Voice) -> Letter:
    lines = letter.keys.inline_keyboard if letter.keys else []
    keys = rows(*([_named(tap, v.tell("{n}. {text}", n=n, text=Spoken(tap.text))) for tap in line] for line in lines))
    return replace(letter, text=f"{v.frame('<b>{n}.</b> ', n=n)}{letter.text}", keys=keys)


def _named(tap: InlineKeyboardButton, label: str) -> InlineKeyboardButton:
    return tap.model_copy(update={"text": label})


def _text(letters: list[Letter]) -> str:
    return BETWEEN.join(letter.text for letter in letters if letter.text)


def joined(letters: list[Letter], v: Voice) -> Letter | None:
    """One message out of several; it is silent only if all of them are."""
    if len(letters) < 2:
        return letters[0] if letters else None
    letters = _beside(letters, v)
    keys = rows(*(line for letter in letters if letter.keys for line in letter.keys.inline_keyboard))
    return Letter(
        _text(letters),
        keys if keys.inline_keyboard else None,
        photo=next((letter.photo for letter in letters if letter.photo), None),
        silent=all(letter.silent for letter in letters),
    )
