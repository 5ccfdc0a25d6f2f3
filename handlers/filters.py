"""Small asynchronous filters: aiogram runs synchronous ones in a thread each, which costs more than they do."""

from collections.abc import Iterable

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from handlers.wizards import Setup, Stand
from hub.wording import same

AT_REST = (None, Setup.aside.state, Stand.name.state)
"""Where no wizard waits for words that may be ours."""
OURS: list[str] = []
"""Every word that calls a part of ours."""


class Private(Filter):
    """A message in the private chat with the bot."""

    async def __call__(self, message: Message) -> bool:
        """True in private."""
        return message.chat.type == "private"


class InGroup(Filter):
    """A message in a group or supergroup."""

    async def __call__(self, message: Message) -> bool:
        """True in a group."""
        return message.chat.type in ("group", "supergroup")


class Data(Filter):
    """A button whose data is exactly this."""

    def __init__(self, data: str) -> None:
        self._data = data

    async def __call__(self, press: CallbackQuery) -> bool:
        """True for the very data."""
        return press.data == self._data


class Says(Filter):
    """A message that is one of these words, however its letters and half-spaces were typed. In a wizard words are the
    wizard's: an option may be called like a part of ours."""

    def __init__(self, *words: str) -> None:
        self._words = words
        OURS.extend(words)

    async def __call__(self, message: Message, raw_state: str | None = None) -> bool:
        """True for one of the words alone."""
        return raw_state in AT_REST and _is_one(message, self._words)


class Ours(Filter):
    """A message that calls a part of ours by its word, so that a step which waits for a name leaves it alone."""

    async def __call__(self, message: Message) -> bool:
        """True for any of the words."""
        return _is_one(message, OURS)


def _is_one(message: Message, words: Iterable[str]) -> bool:
    text = message.text or ""
    return len(text) < 40 and any(same(text, word) for word in words)
