"""The words of ballots, gathered while a group of votes is counted and written with them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from hub.daily.folding import folded, label
from storage import words
from storage.words import WordRow

Key = tuple[int, int]


class Speaking:
    """What members say in rounds; keys are (round, member)."""

    def __init__(self, connection: Connection, keys: Collection[Key]) -> None:
        self._connection = connection
        self._before = {key: said for key, (said, _) in words.said(connection, keys).items()} if keys else {}
        self._now = dict(self._before)
        self._rows: dict[Key, WordRow] = {}

    def said(self, key: Key, text: str) -> bool:
        """Notes a word, or with an empty text that it is taken back; False if that changes nothing."""
        now = folded(text)
        if now == self._now.get(key, ""):
            return False
        self._now[key] = now
        self._rows[key] = WordRow(*key, text, now, label(text), self._before.get(key))
        return True

    def write(self, at: datetime) -> None:
        """Keeps what was noted."""
        rows = [row for row in self._rows.values() if row.folded != (row.before_folded or "")]
        if rows:
            words.write(self._connection, rows, at)
