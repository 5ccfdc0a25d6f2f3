"""A notice turned into a message: what the courier sends."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from aiogram.types import InlineKeyboardMarkup

from hub.context import Hub

BETWEEN = "\n\n· · ·\n\n"
"""Between the parts of a message that brings several."""


def brings_several(text: str | None) -> bool:
    """Whether a message that reads so is a letter of several parts. It is told by the words alone; a single part in
    which somebody wrote the same sign is taken for one."""
    return BETWEEN.strip() in (text or "")


class Desk(NamedTuple):
    """What writing a letter needs: the hub, the bot's username (for links), and a way to Telegram's files by their
    ids."""

    hub: Hub
    username: str
    fetch: Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Ballotbox:
    """A native poll; a quiz where an option is `right`. `several` may be chosen; `hidden` shows nothing, and tells
    nothing, before its end. `about` is HTML that stands above it."""

    question: str
    options: tuple[str, ...]
    several: bool = False
    hidden: bool = False
    right: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send, open at its beginning. Whoever sends it closes it, and then it is gone."""

    name: str
    file: BinaryIO


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: text (HTML), or a photo or a document with the text below, or a native poll.

    A photo is PNG, or Telegram's file id of one that it has. `shown` is the state of the round that it shows; `silent`
    arrives without a sound. One that `ends` a message brings nothing new: that message is deleted or, where it is too
    late for this, becomes the letter. `among` is what it says among others in one message, without its picture; if
    that is empty, the same as alone.
    """

    text: str = ""
    keys: InlineKeyboardMarkup | None = None
    photo: bytes | str | None = None
    document: Document | None = None
    poll: Ballotbox | None = None
    silent: bool = False
    reply_to: int | None = None
    shown: int = 0
    ends: int | None = None
    among: str = ""
