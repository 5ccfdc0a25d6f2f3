"""Alembic, run on an open connection, and only where there is something to do: importing it takes half a second."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def config(connection: Connection) -> "Config":
    """Alembic's configuration for one connection; there is no ini file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def newest() -> str:
    """The revision of the newest schema: migrations are files named `<number>_<what>.py`."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def upgrade(connection: Connection) -> None:
    """To the newest schema."""
    if _revision(connection) == newest():
        return
    from alembic import command

    command.upgrade(config(connection), "head")


def is_newest(connection: Connection) -> bool:
    """Whether the store has the newest schema."""
    return _revision(connection) == newest()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
