"""How columns are written. Times are UTC instants; a `day` is the hangout's own local date."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text
from sqlmodel import Field, SQLModel

from storage.types import Instant

# SQLite only numbers rows by itself for INTEGER keys; PostgreSQL needs 64 bits for what Telegram sends.
Serial = BigInteger().with_variant(Integer(), "sqlite")
METADATA = SQLModel.metadata
SQLModel.model_config["defer_build"] = True  # rows are not validated: what would do it is made when somebody asks


def serial() -> Any:
    """A key that the database draws."""
    return Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))


def big(default: Any = ..., *, nullable: bool = False, **options: Any) -> Any:
    """A whole number of 64 bits."""
    column = Column(BigInteger, nullable=nullable, **options)
    return Field(default=None if nullable else default, sa_column=column)


def points(target: str, *, nullable: bool = False, **options: Any) -> Any:
    """A key of another table."""
    column = Column(BigInteger, ForeignKey(target), nullable=nullable, **options)
    return Field(default=None if nullable else ..., sa_column=column)


def words(default: Any = ..., *, nullable: bool = False, **options: Any) -> Any:
    """Text of any length."""
    return Field(default=None if nullable else default, sa_column=Column(Text, nullable=nullable, **options))


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A moment, aware UTC."""
    column = Column(Instant, nullable=nullable, index=index)
    return Field(default=None if nullable else ..., sa_column=column)


def octets(*, nullable: bool = False) -> Any:
    """Plain bytes, such as a hash."""
    column = Column(LargeBinary, nullable=nullable)
    return Field(default=None if nullable else ..., sa_column=column)


def structure(empty: type[dict[str, Any]] | type[list[Any]] | None = None) -> Any:
    """A small value as JSON; `empty` makes the one that holds until something is written."""
    column = Column(JSON, nullable=False)
    return Field(sa_column=column) if empty is None else Field(default_factory=empty, sa_column=column)


def table_of(model: type[SQLModel]) -> Table:
    """The plain table, for statements over many rows: they skip the object mapper."""
    return METADATA.tables[str(model.__tablename__)]


def columns(model: type[SQLModel]) -> Any:
    """The columns to build queries of; SQLModel types a class's attributes as plain values, which they are not."""
    return table_of(model).c
