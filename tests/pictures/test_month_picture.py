"""A member's last days as seen: every day in its weekday's column, each look told apart from the others."""

import hashlib
import io
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pictures.goal import Fact
from pictures.month import CHIP, LEFT, LOOKS, PITCH, RIGHT, TOP, Cell, Look, MonthView, column, month, spots

WEEKDAYS = ("ش", "ی", "د", "س", "چ", "پ", "ج")
LEGEND: tuple[tuple[Look, str], ...] = (("present", "بودید"), ("forgiven", "روز ارفاق"), ("open", "امروز هنوز باز است"))
FACTS = (Fact("۱۲", "روز پیاپی"), Fact("۲", "روز ارفاق"), Fact("۲۱", "گام بعدی"))
HOSTILE = [
    "",
    " \n ",
    "چای‌خانه" * 60,
    "A" * 5000,
    "\u202eevil\u202d (Tehran)!",
    "👨‍👩‍👧‍👦☕️",
    "Z" + "\u0337\u0322" * 60,
    "\ud800",
]


def view(looks: list[Look], lead: int = 0, *, rtl: bool = True, **words: str) -> MonthView:
    cells = tuple(Cell(str(n + 1), look) for n, look in enumerate(looks))
    said = {"title": "چای‌خانهٔ نقش‌جهان", "headline": "آبان و آذر ۱۴۰۵"} | words
    return MonthView(weekdays=WEEKDAYS, lead=lead, cells=cells, legend=LEGEND, facts=FACTS, rtl=rtl, **said)


def opened(png: bytes) -> Image.Image:
    Image.open(io.BytesIO(png)).verify()
    return Image.open(io.BytesIO(png)).convert("RGB")


views = st.builds(view, st.lists(st.sampled_from(LOOKS), min_size=1, max_size=28), st.integers(0, 6), rtl=st.booleans())


@settings(deadline=None)
@given(views)
def test_every_day_stands_below_its_weekday(seen: MonthView) -> None:
    found = spots(seen)
    assert len(found) == len(seen.cells)
    for number, spot in enumerate(found):
        week, weekday = divmod(seen.lead + number, 7)
        assert (spot.x, spot.top) == (column(weekday, seen.rtl), TOP + week * PITCH)
        assert LEFT < spot.x - CHIP[0] / 2 < spot.x + CHIP[0] / 2 < RIGHT
    assert not found[-1].chained
    assert all(not spot.chained or spot.cell.look in ("present", "forgiven", "held") for spot in found)


@pytest.mark.parametrize("rtl", [True, False])
def test_the_looks_can_be_told_apart_in_the_picture(rtl: bool) -> None:
    seen = view(list(LOOKS), rtl=rtl)
    image = opened(month(seen))
    chips = []
    for spot in spots(seen):
        left = round(spot.x - CHIP[0] / 2)
        # Without the number, which differs anyhow.
        chip = image.crop((left, spot.top, left + CHIP[0], spot.top + CHIP[1]))
        chip.paste((0, 0, 0), (30, 18, 88, 72))
        chips.append(chip.convert("L"))
    for number, one in enumerate(chips):
        for other in chips[number + 1 :]:
            assert sum(ImageChops.difference(one, other).histogram()[24:]) > 250, "also without colours"


@pytest.mark.parametrize("rtl", [True, False])
def test_a_band_joins_the_days_of_a_streak_and_only_those(rtl: bool) -> None:
    seen = view(["present", "forgiven", "missed", "present", "held", "open", "present"], rtl=rtl)
    image, found = opened(month(seen)), spots(seen)
    step = column(1, rtl) - column(0, rtl)
    filled = [image.getpixel((round(spot.x + step / 2), spot.top + CHIP[1] // 2)) for spot in found[:-1]]
    assert [colour != filled[1] for colour in filled] == [spot.chained for spot in found[:-1]]
    assert [spot.chained for spot in found] == [True, False, False, True, False, False, False]


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_make_a_picture_of_a_bubbles_shape(words: str) -> None:
    cells = tuple(Cell(words, look, words) for look in LOOKS * 4)
    legend = tuple((look, words) for look in LOOKS)
    image = opened(month(MonthView(words, words, (words,) * 7, 6, cells, legend, (Fact(words, words),) * 3)))
    assert image.width == 1080
    assert 900 <= image.height <= 1600


def test_the_same_view_gives_the_same_bytes_in_any_process() -> None:
    said = "'Tea', 'May', ('M',) * 7, 2, (Cell('1', 'present', 'today'), Cell('2', 'held')), (('held', 'pause'),)"
    line = f"import hashlib; from pictures.month import *; print(hashlib.sha256(month(MonthView({said}))).hexdigest())"
    told = subprocess.run([sys.executable, "-c", line], check=True, capture_output=True, text=True).stdout.strip()
    cells = (Cell("1", "present", "today"), Cell("2", "held"))
    here = month(MonthView("Tea", "May", ("M",) * 7, 2, cells, (("held", "pause"),)))
    assert hashlib.sha256(here).hexdigest() == told


def test_pictures_are_small_and_senseless_ones_are_refused() -> None:
    png = month(view(["present"] * 28, 6))
    assert png.startswith(b"\x89PNG\r\n")
    assert len(png) < 100_000
    for looks, lead in (([], 0), (["present"], 7), (["present"] * 43, 0)):
        with pytest.raises(ValueError, match=r"month|weeks"):
            view(looks, lead)
