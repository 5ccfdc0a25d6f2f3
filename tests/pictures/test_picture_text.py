"""What people type, made fit to draw."""

import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pictures
from pictures.text import clean, direction_of, fit, measure, wrap

FONTS = Path(pictures.__file__).parent / "fonts"
FORMATS = set("\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")


@cache
def covered() -> frozenset[int]:
    """The letters Vazirmatn really has, read from its character map (format 4)."""
    data = (FONTS / "Vazirmatn-Regular.ttf").read_bytes()
    tables = {data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * 30, 16)}
    start = tables[b"cmap"]
    for index in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        table = start + struct.unpack(">I", data[start + 8 + 8 * index : start + 12 + 8 * index])[0]
        if struct.unpack(">H", data[table : table + 2])[0] == 4:
            return frozenset(_segments(data, table))
    raise AssertionError("no character map of format 4")


def _segments(data: bytes, table: int) -> set[int]:
    half = struct.unpack(">H", data[table + 6 : table + 8])[0]
    ends = struct.unpack(f">{half // 2}H", data[table + 14 : table + 14 + half])
    starts = struct.unpack(f">{half // 2}H", data[table + 16 + half : table + 16 + 2 * half])
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_nothing_is_drawn_that_the_font_lacks(text: str) -> None:
    assert [char for char in clean(text) if char not in FORMATS and ord(char) not in covered()] == []


@settings(deadline=None)
@given(st.text(st.sampled_from("آب‌\u200d\u202e\u2066 \n☕é\u0301سلامTea👍🏽۱2()"), max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("چای‌خانهٔ نقش‌جهان ☕️🇮🇷", "چای‌خانهٔ نقش‌جهان"),
        ("𝓣𝓮𝓪 House", "Tea House"),
        ("سه\n\nخط\tو  فاصله", "سه خط و فاصله"),
        ("\u202eevil\u202c", "evil"),
        ("خانه\u200c\u200c\u200cها \u200cو", "خانه\u200cها و"),
        ("\u2066\u2069\u200c", ""),
        ("👨‍👩‍👧", ""),
        ("a" + "\u0301" * 40, "a" + "\u0301" * 2),
    ],
)
def test_clean(typed: str, drawn: str) -> None:
    assert clean(typed) == drawn


@pytest.mark.parametrize(
    ("text", "rtl", "direction"),
    [
        ("چای Latte", False, "rtl"),
        ("Latte چای", True, "ltr"),
        ("\u2068Latte\u2069 و چای", False, "rtl"),
        ("۱۲", True, "rtl"),
        ("12", False, "ltr"),
        ("", True, "rtl"),
    ],
)
def test_direction_follows_the_first_strong_letter(text: str, rtl: bool, direction: str) -> None:
    assert direction_of(text, rtl) == direction


def test_persian_letters_join_and_latin_keeps_its_place() -> None:
    joined, apart = measure("سلام", "Regular", 40, "rtl"), sum(measure(c, "Regular", 40, "rtl") for c in "سلام")
    assert joined < apart * 0.9


@settings(deadline=None)
@given(st.text(st.sampled_from("اب‌سیTea ،. چ"), max_size=150), st.integers(120, 900))
def test_a_fitted_line_is_never_wider_than_its_room(text: str, width: int) -> None:
    line = fit(text, "Bold", (50, 40), width, True)
    assert line.width <= width
    assert line.size == 40 or line.text == clean(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("اب‌سیTea ،. چ"), max_size=300), st.integers(1, 4))
def test_wrapped_lines_are_few_enough_and_lose_nothing_unsaid(text: str, most: int) -> None:
    lines = wrap(text, "Regular", (44, 36), 400, most, True)
    assert 1 <= len(lines) <= most
    assert all(line.width <= 400 for line in lines)
    if not lines[-1].text.endswith("…"):
        assert "".join(line.text for line in lines).replace(" ", "") == clean(text).replace(" ", "")


def test_a_name_is_shortened_at_a_word_where_it_can_be() -> None:
    assert fit("چای‌خانه و کتاب‌فروشی بزرگ نقش‌جهان", "Bold", (50,), 560, True).text == "چای‌خانه و کتاب‌فروشی…"


def test_importing_the_package_and_its_values_loads_no_pillow() -> None:
    line = "import sys, pictures, pictures.stick, pictures.results; print('PIL' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", line], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"


def test_the_fonts_travel_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8").upper()
    assert {path.name for path in FONTS.glob("*.ttf")} == {"Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf"}
