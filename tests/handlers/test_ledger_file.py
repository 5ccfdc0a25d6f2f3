"""The ledger as a file, read back by other programs: right numbers, no formulas, whole books; on both engines."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from handlers.stick import ledger_file
from handlers.stick.export import PARTS, _written
from handlers.stick.ledger_file import BOOKS, ENTRIES, MEMBERS, Calendar, CsvBook, XlsxBook
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.hangout.hangouts import HangoutView
from hub.person import forgetting, people
from hub.stick import corrections, export
from hub.stick.export import MemberRow, Row, span
from hub.stick.rules import Cut
from hub.stick.statement import Deed
from locales.voice import voice
from storage.tables import Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import cut, joined
from tests.support.store import rows

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
AT = datetime(2026, 11, 21, 20, 45, tzinfo=UTC)  # 00:15 of the next day in Tehran


def _row(**changes: Any) -> Row:
    plain = Row(AT, 7, "مینا", 2, 12, Deed("gift", "کمک"), None, "علی")
    return plain._replace(**changes)


def _csv(file: BinaryIO) -> list[list[str]]:
    with file:
        raw = file.read()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _xlsx(file: BinaryIO) -> Any:
    with file:
        return load_workbook(io.BytesIO(file.read()))


def _book(form: str, language: str, *chunks: list[Any], part: ledger_file.Part = ENTRIES) -> BinaryIO:
    book = BOOKS[form](Calendar(voice(language), "Asia/Tehran"))
    book.begin(part)
    for chunk in chunks:
        book.add(chunk)
    return book.finish()


def test_a_csv_says_what_happened_in_the_hangouts_calendar() -> None:
    head, line = _csv(_book("csv", "fa", [_row()]))
    assert head == ["تاریخ", "ساعت", "تاریخ (ISO)", "شمارهٔ همراه", "همراه", "خط", "مانده", "بابت", "دلیل", "نویسنده"]
    day = ["۱۴۰۵/۰۹/۰۱", "۰:۱۵", "2026-11-22T00:15:00+03:30"]
    assert line == [*day, "7", "مینا", "2", "12", str(voice("fa").tell("A gift")), "کمک", "علی"]
    [_, english] = _csv(_book("csv", "en", [_row()]))
    assert english[:3] == ["22 Nov 2026", "0:15", "2026-11-22T00:15:00+03:30"]


def test_purchases_and_what_was_taken_back_are_worded() -> None:
    bought = _row(deed=Deed("purchase", "1200000 toman"))
    back = _row(deed=Deed("correction", "برگشت خورد"), takes_back=Deed("purchase", "1200000 toman"), notches=-2)
    _, first, second = _csv(_book("csv", "en", [bought, back]))
    assert first[7:9] == ["A purchase", "120,000 toman"]
    assert second[5:9] == ["-2", "12", "“A purchase” taken back", "برگشت خورد"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    _, line = _csv(_book("csv", "fa", [_row(name=text, deed=Deed("gift", text), by=text, notches=-3)]))
    for place in (4, 8, 9):
        assert line[place] == f"'{text}"
    assert line[5] == "-3"


@pytest.mark.parametrize("text", [*HOSTILE, "http://x.example", "1e5", "_x000D_", "mailto:a@b.example", "internal:A1"])
def test_no_cell_of_a_sheet_is_a_formula_a_link_or_a_number(text: str) -> None:
    book = _xlsx(_book("xlsx", "fa", [_row(name=text, deed=Deed("gift", text), by=text)]))
    cells = [book.worksheets[0].cell(2, place) for place in (5, 9, 10)]
    for cell in cells:
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert unescape(cell.value) == text


def test_a_sheet_is_right_to_left_with_its_head_held_and_numbers_as_numbers() -> None:
    sheet = _xlsx(_book("xlsx", "fa", [_row(), _row(notches=-5, balance=-1)])).worksheets[0]
    assert (sheet.sheet_view.rightToLeft, sheet.freeze_panes) == (True, "A2")
    assert [sheet.cell(3, place).value for place in (4, 6, 7)] == [7, -5, -1]
    assert {sheet.cell(3, place).data_type for place in (4, 6, 7)} == {"n"}
    assert sheet.column_dimensions["I"].width > sheet.column_dimensions["F"].width
    assert sheet.auto_filter.ref == "A1:J3"
    english = _xlsx(_book("xlsx", "en", [_row()])).worksheets[0]
    assert not english.sheet_view.rightToLeft


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_file, "MOST_ROWS", 10)
    book = XlsxBook(Calendar(voice("fa"), "Asia/Tehran"))
    book.begin(ENTRIES)
    book.add([_row(balance=n) for n in range(25)])
    book.begin(MEMBERS)
    book.add([MemberRow(1, "مینا", 5, 2, AT)])
    sheets = _xlsx(book.finish()).worksheets
    assert [sheet.max_row - 1 for sheet in sheets] == [10, 10, 5, 1]
    assert [sheet.cell(2, 7).value for sheet in sheets[:3]] == [0, 10, 20]
    assert len({sheet.title for sheet in sheets}) == 4


@pytest.mark.parametrize("made", [CsvBook, XlsxBook])
def test_a_file_that_nobody_wants_is_dropped(made: Any) -> None:
    book = made(Calendar(voice("fa"), "Asia/Tehran"))
    book.begin(ENTRIES)
    book.add([_row()] * 10)
    book.drop()
    assert book._file.closed


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(form: str) -> None:
    """Four times the rows, about the same memory: what is written is on the disk."""

    def peak(chunks: int) -> int:
        book = BOOKS[form](Calendar(voice("fa"), "Asia/Tehran"))
        book.begin(ENTRIES)
        chunk = [_row(deed=Deed("gift", f"دلیل {n}")) for n in range(500)]
        book.add(chunk)
        tracemalloc.start()
        for _ in range(chunks):
            book.add(chunk)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        book.drop()
        return most

    assert peak(12) < 2 * peak(3) + 200_000


@pytest.mark.parametrize(
    ("language", "period", "since", "until"),
    [
        ("fa", "month", date(2026, 10, 23), None),
        ("fa", "before", date(2026, 9, 23), date(2026, 10, 23)),
        ("en", "month", date(2026, 11, 1), None),
        ("en", "before", date(2026, 10, 1), date(2026, 11, 1)),
        ("fa", "all", None, None),
    ],
)
def test_months_are_those_of_the_calendar(language: str, period: str, since: date | None, until: date | None) -> None:
    found = span(date(2026, 11, 21), language, "UTC", period)
    assert tuple(moment and moment.date() for moment in found) == (since, until)


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


async def _read(hub: Hub, hangout: HangoutView, period: str, form: str, part: str) -> BinaryIO:
    day = hub.now().date()
    async with export.ledger(hub, OWNER.id, hangout.id, period, day) as ledger:
        return await _written(ledger, form, part)


async def test_the_store_and_the_file_agree(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    other = await opened(hub, channel=-2001, group=None, owner=people.Seen(9002, "سارا", "fa"))
    mina, reza = await joined(hub, hangout, 42, "=مینا"), await joined(hub, hangout, 43, "رضا")
    foreign = await joined(hub, other, 44, "کسی دیگر")
    clock.at = datetime(2026, 10, 1, 8, tzinfo=UTC)
    await cut(hub, mina, Cut("vote", 1, "vote:1"))
    await cut(hub, foreign, Cut("vote", 1, "vote:2"))
    clock.at = datetime(2026, 11, 10, 8, tzinfo=UTC)
    given = await cut(hub, mina, Cut("gift", 4, "gift:1", OWNER.id, note="-پیشکش"))
    await cut(hub, reza, Cut("purchase", 2, "purchase:1", OWNER.id, note="1200000 toman"))
    await corrections.take_back(hub, OWNER.id, mina, given.entry_id, "اشتباه")
    whole = _csv(await _read(hub, hangout, "all", "csv", "entries"))[1:]
    assert [(line[3], line[5], line[6]) for line in whole] == [
        (str(mina), "1", "1"),
        (str(mina), "4", "5"),
        (str(reza), "2", "2"),
        (str(mina), "-4", "1"),
    ]
    assert [line[4] for line in whole] == ["'=مینا", "'=مینا", "رضا", "'=مینا"]
    assert [line[9] for line in whole] == ["", "مهتاب", "مهتاب", "مهتاب"]
    month = _csv(await _read(hub, hangout, "month", "csv", "entries"))[1:]
    assert month == whole[1:]
    before = _csv(await _read(hub, hangout, "before", "csv", "entries"))[1:]
    assert before == whole[:1]
    listed = _csv(await _read(hub, hangout, "all", "csv", "members"))[1:]
    assert [line[:4] for line in listed] == [[str(reza), "رضا", "2", "1"], [str(mina), "'=مینا", "1", "3"]]


async def test_the_book_holds_entries_and_members_the_forgotten_without_a_name(hub: Hub, hangout: HangoutView) -> None:
    mina = await joined(hub, hangout, 42, "مینا")
    await cut(hub, mina, Cut("vote", 1, "vote:1"))
    await forgetting.forget(hub, 42)
    entries, listed = _xlsx(await _read(hub, hangout, "all", "xlsx", "book")).worksheets
    assert [entries.cell(2, place).value for place in (4, 5, 6, 7)] == [mina, None, 1, 1]
    assert [listed.cell(2, place).value for place in (1, 2, 3, 4)] == [mina, None, 1, 1]


async def test_more_entries_than_a_chunk(hub: Hub, hangout: HangoutView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.statement.CHUNK", 7)
    made = [await joined(hub, hangout, 100 + n, f"همراه {n}") for n in range(5)]
    for n in range(50):
        await cut(hub, made[n % 5], Cut("vote", 1 + n % 3, f"vote:{n}"))
    lines = _csv(await _read(hub, hangout, "all", "csv", "entries"))[1:]
    sums = dict.fromkeys(map(str, made), 0)
    for line in lines:
        sums[line[3]] += int(line[5])
        assert int(line[6]) == sums[line[3]]
    assert len(lines) == 50


async def test_who_may_take_the_file_and_once_for_each_tap(hub: Hub, hangout: HangoutView) -> None:
    await joined(hub, hangout, 42, "مینا")
    for person in (42, 555):
        with pytest.raises(NotAllowed):
            await export.order(hub, person, hangout.id, "all", "csv", "t")
        with pytest.raises(NotAllowed):
            async with export.ledger(hub, person, hangout.id, "all", date(2026, 11, 21)):
                pass
    for period, form in (("year", "csv"), ("all", "pdf")):
        with pytest.raises(NotFound):
            await export.order(hub, OWNER.id, hangout.id, period, form, "t")
    for token in ("t1", "t1", "t2"):
        await export.order(hub, OWNER.id, hangout.id, "all", "csv", token)
    parts = [one.payload["part"] for one in await rows(hub.db, Notice, kind="ledger_file")]
    assert parts == ["entries", "members"] * 2


def test_every_part_of_an_order_is_known() -> None:
    assert {part for parts in export.FORMS.values() for part in parts} == PARTS.keys()
    assert export.FORMS.keys() == BOOKS.keys()
