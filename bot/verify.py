"""`patogh verify`: checks the ledger of a store against itself and names, in plain words, what does not fit where."""

import asyncio
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import typer
from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import Redactor
from bot.settings import Settings
from hub.context import StoreDown
from hub.proof.roots import DamagedText, Told, read
from hub.proof.verify import Verification
from hub.proof.verify_facts import Counts, Fault
from storage import audit
from storage.database import Database
from storage.migrate import is_newest

SHOWN = 20  # places said on the screen; all of them stand in the report


class CanNot(Exception):
    """Nothing could be verified; the text says why, in a line without secrets."""


def examine(settings: Settings, hangout: str | None, seal: str | None, report: Path | None) -> bool:
    """Verifies the store, or one hangout; True where all is well. Raises CanNot."""
    told = _told(seal)
    url = make_url(settings.database_url.get_secret_value())
    _must_be_there(url)
    with ExitStack() as closing:
        written = Report(_opened(report, closing), Redactor(settings.secrets()))
        written.begin(url, hangout)
        try:
            counts = asyncio.run(_verified(url, hangout, told, written))
        except (StoreDown, SQLAlchemyError, OSError) as error:
            cause = error.__cause__ or error
            raise CanNot(f"the database does not answer ({type(cause).__name__}); see DATABASE_URL") from None
        written.end(counts, report)
    return not counts.faults


def _told(seal: str | None) -> Told | None:
    try:
        return None if seal is None else read(seal)
    except DamagedText:
        raise CanNot("--seal: this seal is damaged, a letter is wrong or missing; copy it whole") from None


def _must_be_there(url: URL) -> None:
    """Looking at a SQLite file that is not there would make it."""
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise CanNot(f"there is no store at {url.database}; see DATABASE_URL")


def _opened(report: Path | None, closing: ExitStack) -> TextIO | None:
    if report is None:
        return None
    try:
        return closing.enter_context(report.open("w", encoding="utf-8"))
    except OSError as error:
        raise CanNot(f"--report: {report} can not be written ({error.strerror})") from None


class Report:
    """Each place goes to the file as it is found; the first of them are said too."""

    def __init__(self, file: TextIO | None, redact: Callable[[str], str]) -> None:
        self._file, self._redact = file, redact
        self._first: list[str] = []

    def begin(self, url: URL, hangout: str | None) -> None:
        """What is verified, and when."""
        self._write(f"patogh verify, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        self._write(f"store: {url.render_as_string(hide_password=True)}")
        self._write(f"hangout: {hangout or 'all'}\n")

    def hear(self, fault: Fault) -> None:
        """One place."""
        line = plain(fault)
        self._write(f"✗ {line}")
        if len(self._first) < SHOWN:
            self._first.append(line)

    def end(self, counts: Counts, report: Path | None) -> None:
        """The places found and how much was read."""
        for line in self._first:
            typer.echo(self._redact(f"✗ {line}"))
        if counts.faults > len(self._first):
            more = "all of them are in the report" if report else "--report FILE writes all of them down"
            typer.echo(f"… and {counts.faults - len(self._first):,} more; {more}")
        verdict = "✓ all is well" if not counts.faults else f"✗ {counts.faults:,} places do not fit"
        read = f"{counts.entries:,} entries of {counts.members:,} members in {counts.hangouts:,} hangouts"
        line = f"{verdict}: {read}, {counts.claims:,} claims, {counts.seals:,} seals"
        self._write(f"\n{line}")
        typer.echo(line)

    def _write(self, line: str) -> None:
        if self._file is not None:
            self._file.write(self._redact(line) + "\n")


async def _verified(url: URL, hangout: str | None, told: Told | None, report: Report) -> Counts:
    database = Database(url.render_as_string(hide_password=False))
    try:
        return await database.look(lambda connection: _work(connection, hangout, told, report))
    finally:
        await database.release()


def _work(connection: Connection, hangout: str | None, told: Told | None, report: Report) -> Counts:
    if not is_newest(connection):
        raise CanNot("the store is of another version; start this one on it once, then verify")
    shops = audit.shops(connection, hangout)
    if hangout is not None and not shops:
        raise CanNot(f"no hangout is called {hangout}")
    total = audit.count(connection, shops[0][0] if hangout is not None else None)
    with typer.progressbar(length=total, label="Verifying", file=sys.stderr) as bar:
        return Verification(connection, report.hear, bar.update).run(hangout, told)


def plain(fault: Fault) -> str:
    """The place and what is wrong there: `cafe: member 7, entry 12: …`."""
    place = [fault.slug or "no hangout"]
    where = []
    if fault.member is not None:
        where.append(f"member {fault.member}")
    if fault.entry is not None:
        kind = "credit entry" if fault.about.get("chain") == "credit" else "entry"
        where.append(f"{kind} {fault.entry}")
    return ": ".join([*place, *([", ".join(where)] if where else []), WORDS[fault.what](fault.about)])


def _fixed(words: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda about: words.format(**about)


def _missing(about: Mapping[str, Any]) -> str:
    more = about["count"] - 1
    return f"missing, and the {more} after it" if more else "missing"


WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "changed": _fixed("its seal does not fit: it, or what comes before it, is not what was written"),
    "unlinked": _fixed("it does not name the entry before it"),
    "missing": _missing,
    "twice": _fixed("its place in the chain is taken already"),
    "unreadable": _fixed("a value that no entry can have"),
    "end": _fixed("the chain has {found} entries, the row that repeats its end says {told} or names another end"),
    "sum": _fixed("the entries add up to {found}, the row says {told}"),
    "account_gone": _fixed("credit entries, but no account"),
    "since": _fixed("the account says that the present debt began at another moment"),
    "elsewhere": _fixed("{kind} {id} names another hangout than its member's or its reward's"),
    "claim_entry": _fixed("an entry about a claim that does not fit the claim's life so far"),
    "claim_gone": _fixed("claim {claim} was entered, but is not there"),
    "claim_unwritten": _fixed("claim {claim} was never entered in the chain"),
    "claim_differs": lambda about: (
        f"claim {about['claim']} says otherwise than its entries: {', '.join(about['columns'])}"
    ),
    "charge_unwritten": _fixed("charge {charge} counts as confirmed, but was never entered"),
    "charge_not_confirmed": _fixed("charge {charge} was entered, but does not count as confirmed"),
    "charge_differs": _fixed("charge {charge} says otherwise than its entry"),
    "not_drawn": _fixed("a lucky notch that no draw of the hangout gave this member"),
    "left_out": _fixed("the draw of round {round} gave a lucky notch that was never entered"),
    "goal": _fixed("shared stick {goal} says {told}, the entries that count give {found}"),
    "seal_unlinked": _fixed("the seal of {day} does not hold the one before it"),
    "seal_differs": _fixed("the seal of {day} does not fit the entries up to that day"),
    "seal_counts": _fixed("the seal of {day} says other numbers of members and entries than it was made of"),
    "seal_gone": _fixed("the seal of {day} was made, but is not there"),
    "seal_foreign": _fixed("the seal of {day} was not made by the clock"),
    "seal_unknown": _fixed("the seal that was kept, of {day}, is not known here"),
    "seal_kept_differs": _fixed("the seal that was kept, of {day}, does not fit the entries up to that day"),
    "orphan": _fixed("{kind} {id} belongs to nobody who is there"),
}
