"""The whole ledger of a hangout for its owner: ordered by a tap, drawn up later, read in chunks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import owned
from hub.context import Hub
from hub.days import local_day, midnight, month_start
from hub.errors import NotFound
from hub.stick.statement import Deed
from storage import statement
from storage.statement import Booked

PERIODS = ("month", "before", "all")
"""This month so far, the whole month before, everything; months are those of the hangout's calendar."""
FORMS = {"xlsx": ("book",), "csv": ("entries", "members")}
"""A file's form and the parts it comes in, a message each."""


class Row(NamedTuple):
    """An entry as the file tells it. `balance` is the member's after it; `by` the name of who cut it by hand."""

    at: datetime
    member_id: int
    name: str
    notches: int
    balance: int
    deed: Deed
    takes_back: Deed | None
    by: str | None


class MemberRow(NamedTuple):
    """A member as the file tells of them; one who was forgotten has no name."""

    member_id: int
    name: str
    notches: int
    entries: int
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """A hangout's ledger, open for reading. The members' balances at the beginning of the period are kept in memory,
    the entries are not."""

    session: AsyncSession
    hangout_id: int
    title: str
    language: str
    timezone: str
    since: datetime | None
    until: datetime | None

    async def entries(self) -> AsyncIterator[list[Row]]:
        """The period's entries in their order, in chunks."""
        balances = await statement.opening(self.session, self.hangout_id, self.since) if self.since else {}
        async for chunk in statement.booked(self.session, self.hangout_id, self.since, self.until):
            yield [_row(entry, balances) for entry in chunk]

    async def members(self) -> AsyncIterator[list[MemberRow]]:
        """Every member as they stand now, with most notches first, in chunks."""
        async for chunk in statement.listed(self.session, self.hangout_id):
            yield [MemberRow(*one) for one in chunk]


def _row(entry: Booked, balances: dict[int, int]) -> Row:
    balance = balances.get(entry.member_id, 0) + entry.notches
    balances[entry.member_id] = balance
    back = Deed(entry.reversed_rule, entry.reversed_note) if entry.reversed_rule else None
    deed = Deed(entry.rule, entry.note)
    return Row(entry.at, entry.member_id, entry.name, entry.notches, balance, deed, back, entry.by)


def span(day: date, language: str, timezone: str, period: str) -> tuple[datetime | None, datetime | None]:
    """From when (included) to when (not included) a period goes that was asked for on a local day."""
    first = month_start(day, language)
    if period == "month":
        return midnight(first, timezone), None
    if period == "before":
        return midnight(month_start(first - timedelta(days=1), language), timezone), midnight(first, timezone)
    return None, None


async def order(hub: Hub, person_id: int, hangout_id: int, period: str, form: str, token: str) -> None:
    """The file is drawn up beside everything else and comes to the owner's private chat; once for each `token`."""
    if period not in PERIODS or form not in FORMS:
        raise NotFound
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id)
        day = local_day(hub.now(), hangout.timezone).isoformat()
        for part in FORMS[form]:
            what = {"period": period, "form": form, "part": part, "day": day}
            told = {"kind": "ledger_file", "hangout_id": hangout_id, "chat_id": person_id, "public": False}
            key = f"ledger_file:{hangout_id}:{person_id}:{token}:{part}"
            await outbox.queue(session, hub, told | {"payload": what, "dedupe_key": key})
    hub.wake()


@asynccontextmanager
async def ledger(hub: Hub, person_id: int, hangout_id: int, period: str, day: date) -> AsyncIterator[Ledger]:
    """The ledger of a period that was asked for on a local day, as it is at one moment; for an owner."""
    async with hub.db.read() as session:
        await statement.one_view(session)
        hangout = await owned(session, person_id, hangout_id)
        since, until = span(day, hangout.language, hangout.timezone, period)
        yield Ledger(session, hangout_id, hangout.title, hangout.language, hangout.timezone, since, until)
