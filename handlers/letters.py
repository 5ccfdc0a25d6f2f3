"""A notice turned into a message: what the courier sends."""

from dataclasses import dataclass
from typing import BinaryIO

from aiogram.types import InlineKeyboardMarkup


@dataclass(frozen=True, slots=True)
class Ballotbox:
    """A native poll."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send, open at its beginning. Whoever sends it closes it, and then it is gone."""

    name: str
    file: BinaryIO


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: text (HTML), or a photo or a document with the text below, or a native poll.

    `shown` is the state of the round that it shows; `silent` arrives without a sound.
    """

    text: str = ""
    keys: InlineKeyboardMarkup | None = None
    photo: bytes | None = None
    document: Document | None = None
    poll: Ballotbox | None = None
    silent: bool = False
    reply_to: int | None = None
    shown: int = 0
