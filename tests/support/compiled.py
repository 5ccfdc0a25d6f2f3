"""What one store has compiled serves all others: a short test would spend a third of its time on compiling anew."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from storage.database import Database

ROLES = ("_write", "_read", "_hot")
ROOM = 5000
"""So many statements, more than the product has."""


def share() -> None:
    """From here on all stores of this process have the memory of the first of their kind."""
    first: dict[tuple[str, str, bool], Engine] = {}
    make = Database.__init__

    def made(store: Database, url: str, *, durable: bool = True) -> None:
        make(store, url, durable=durable)
        for role in ROLES:
            found: Any = getattr(store, role)
            if found is None:
                continue
            engine = getattr(found, "sync_engine", found)
            one = first.setdefault((role, engine.driver, durable), engine)
            if one is engine:
                engine._compiled_cache = LRUCache(ROOM)
            engine.dialect, engine._compiled_cache = one.dialect, one._compiled_cache  # a statement is kept by dialect

    Database.__init__ = made  # type: ignore[method-assign]
