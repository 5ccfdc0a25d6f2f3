"""A hangout's ledger as a file, CSV or XLSX, written row by row to the disk: nothing of it is held in memory.

What people typed is text and stays text: a name such as `=1+1` is never a formula.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from handlers.stick import deeds
from hub.stick.export import MemberRow, Row
from locales.voice import FIRST_STRONG, LEFT_TO_RIGHT, POP, Spoken, Voice

MOST_ROWS = 1_000_000  # of a sheet; Excel's own limit is a little above
BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
PLAIN = {ord(mark): None for mark in (FIRST_STRONG, LEFT_TO_RIGHT, POP)}
Cell = str | int


class Column(NamedTuple):
    """`width` is in letters."""

    title: Callable[[Voice], Spoken]
    width: int


class Part(NamedTuple):
    """A sheet: its name, its columns, and how something becomes a row of them."""

    name: Callable[[Voice], Spoken]
    columns: tuple[Column, ...]
    cells: Callable[["Calendar", Any], tuple[Cell, ...]]


class Calendar:
    """A moment in the words of a voice, on the clock of a time zone. Days are worded once."""

    def __init__(self, voice: Voice, timezone: str) -> None:
        self.voice, self._zone = voice, ZoneInfo(timezone)
        self.day = cache(voice.figures)
        self.hour = cache(voice.clock)
        self.rule = cache(lambda deed, back: _bare(deeds.rule(voice, deed, back)))

    def cells(self, at: datetime) -> tuple[str, str, str]:
        """The day in the calendar, the hour, and both as ISO 8601 says them."""
        there = at.astimezone(self._zone)
        return self.day(there.date()), self.hour(there.hour * 60 + there.minute), there.isoformat(timespec="seconds")


def _bare(text: str) -> str:
    """Without the marks that set a value apart in a message."""
    return text.translate(PLAIN)


def _entry(calendar: Calendar, row: Row) -> tuple[Cell, ...]:
    back = row.takes_back._replace(note=None) if row.takes_back else None
    what = calendar.rule(row.deed._replace(note=None), back)
    note = _bare(deeds.noted(calendar.voice, row.deed))
    who = (row.member_id, row.name, row.notches, row.balance)
    return (*calendar.cells(row.at), *who, what, note, row.by or "")


def _member(calendar: Calendar, row: MemberRow) -> tuple[Cell, ...]:
    day, _, iso = calendar.cells(row.joined_at)
    return (row.member_id, row.name, row.notches, row.entries, day, iso)


DATE = Column(lambda v: v.tell("Date"), 12)
NUMBER = Column(lambda v: v.tell("Member no."), 10)
NAME = Column(lambda v: v.tell("Member"), 24)
ISO = Column(lambda v: v.tell("Date (ISO)"), 26)
ENTRIES = Part(
    lambda v: v.tell("Entries"),
    (
        DATE,
        Column(lambda v: v.tell("Hour"), 8),
        ISO,
        NUMBER,
        NAME,
        Column(lambda v: v.tell("Notches"), 9),
        Column(lambda v: v.tell("Balance after"), 12),
        Column(lambda v: v.tell("What for"), 30),
        Column(lambda v: v.tell("Reason"), 40),
        Column(lambda v: v.tell("By"), 20),
    ),
    _entry,
)
MEMBERS = Part(
    lambda v: v.tell("Members"),
    (
        NUMBER,
        NAME,
        Column(lambda v: v.tell("Notches"), 9),
        Column(lambda v: v.tell("Number of entries"), 14),
        Column(lambda v: v.tell("With us since"), 14),
        ISO,
    ),
    _member,
)


class Book(Protocol):
    """A file that is being written. `begin` a part, `add` rows to it, and at the end `finish`."""

    def begin(self, part: Part) -> None: ...

    def add(self, rows: Iterable[Any]) -> None: ...

    def finish(self) -> BinaryIO:
        """The file, open at its beginning; gone when it is closed."""
        ...

    def drop(self) -> None:
        """Nobody wants it any more."""
        ...


class CsvBook:
    """One part; with a byte order mark, by which Excel knows the letters."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
        self._text = io.TextIOWrapper(self._file, encoding="utf-8-sig", newline="", write_through=False)
        self._rows = csv.writer(self._text)

    def begin(self, part: Part) -> None:
        self._part = part
        self._rows.writerow([column.title(self._calendar.voice) for column in part.columns])

    def add(self, rows: Iterable[Any]) -> None:
        cells = self._part.cells
        self._rows.writerows([_harmless(cell) for cell in cells(self._calendar, row)] for row in rows)

    def finish(self) -> BinaryIO:
        self._text.flush()
        self._text.detach()
        self._file.seek(0)
        return self._file

    def drop(self) -> None:
        self._text.close()


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers are numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else cell


class XlsxBook:
    """All parts, a sheet each, or several where there are more rows than a sheet holds."""

    def __init__(self, calendar: Calendar) -> None:
        import xlsxwriter

        self._calendar = calendar
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
        self._folder = tempfile.TemporaryDirectory()
        options = {"constant_memory": True, "tmpdir": self._folder.name, "use_zip64": True}
        self._book = xlsxwriter.Workbook(self._file, options)
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._part, self._row, self._sheets = ENTRIES, 0, 0
        self._sheet: Any = None

    def begin(self, part: Part) -> None:
        self._close_sheet()
        self._part, self._sheets = part, 0
        self._open_sheet()

    def _open_sheet(self) -> None:
        voice, self._sheets = self._calendar.voice, self._sheets + 1
        name = _bare(self._part.name(voice))
        sheet = self._book.add_worksheet(name if self._sheets == 1 else f"{name} {self._sheets}")
        if voice.rtl:
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._part.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, _bare(column.title(voice)), self._bold)
        self._sheet, self._row = sheet, 0

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, self._row, len(self._part.columns) - 1)

    def add(self, rows: Iterable[Any]) -> None:
        cells, calendar = self._part.cells, self._calendar
        for row in rows:
            if self._row == MOST_ROWS:
                self._close_sheet()
                self._open_sheet()
            self._row += 1
            for place, cell in enumerate(cells(calendar, row)):
                if isinstance(cell, int):
                    self._sheet.write_number(self._row, place, cell)
                elif cell:
                    self._sheet.write_string(self._row, place, cell)

    def finish(self) -> BinaryIO:
        self._close_sheet()
        self._book.close()
        self._folder.cleanup()
        self._file.seek(0)
        return self._file

    def drop(self) -> None:
        with suppress(Exception):  # whatever it was that went wrong: its own files are closed by this alone
            self._book.close()
        self._folder.cleanup()
        self._file.close()


BOOKS: dict[str, Callable[[Calendar], Book]] = {"csv": CsvBook, "xlsx": XlsxBook}
