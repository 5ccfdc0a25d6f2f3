"""Alembic, run on an open connection."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """Alembic's configuration for one connection; there is no ini file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection) -> None:
    """To the newest schema; nothing to do is quick."""
    command.upgrade(config(connection), "head")
