"""The stick as seen: every cut can be counted in the picture itself."""

import hashlib
import io
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pictures.stick import (
    LONGEST,
    WOOD_LEFT,
    WOOD_RIGHT,
    Place,
    StickView,
    notch_places,
    pitch,
    rows,
    stick,
    tick_numbers,
)

HOSTILE = [
    "",
    " \n\t ",
    "چای‌خانهٔ نقش‌جهان" * 20,
    "A" * 5000,
    "\u202eevil\u202d Café «کافه» (Tehran)!",
    "\u2067\u2066\u2068",
    "\u200c\u200d\u200b\ufeff",
    "👨‍👩‍👧‍👦☕️🇮🇷1️⃣",
    "Z" + "\u0337\u0322\u031b\u0356" * 60,
    "\x00\x1b[31m<b>&amp;</b>",
    "\ud800\udfff",
    "茶館 Чайхана ชา",
    "ﷲ" * 80,
]


def view(notches: int, length: int, *, full: int = 0, rtl: bool = True, **words: str) -> StickView:
    said = {"title": "چای‌خانهٔ نقش‌جهان", "headline": "خط‌های شما", "caption": "تا یک چای دونفره"} | words
    return StickView(notches, length, full, rtl=rtl, **said)


def opened(png: bytes) -> Image.Image:
    Image.open(io.BytesIO(png)).verify()
    return Image.open(io.BytesIO(png)).convert("RGB")


def changed(first: StickView, second: StickView) -> tuple[int, int, int, int] | None:
    """Where two pictures of one size differ."""
    one, other = opened(stick(first)), opened(stick(second))
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox()


def darkness(image: Image.Image, place: Place) -> float:
    """The share of nearly black pixels around the upper half of a mark, clear of the bark."""
    reach = 9
    box = (round(place.x) - reach, place.top + 14, round(place.x) + reach, place.top + place.depth // 2)
    grey = image.crop(box).convert("L")
    return sum(grey.histogram()[:52]) / (grey.width * grey.height)


sticks = st.integers(1, LONGEST).flatmap(
    lambda length: st.builds(view, st.integers(0, length), st.just(length), rtl=st.booleans())
)


@settings(deadline=None)
@given(sticks)
def test_every_place_is_on_the_wood_and_in_reading_order(seen: StickView) -> None:
    places = notch_places(seen)
    assert [place.number for place in places] == list(range(1, seen.length + 1))
    assert [place.cut for place in places] == [number <= seen.notches for number in range(1, seen.length + 1)]
    wood = rows(seen.length)
    for place in places:
        assert WOOD_LEFT + 60 < place.x < WOOD_RIGHT - 60
        assert wood[place.row].top == place.top
        assert place.top + place.depth < wood[place.row].bottom
    for before, after in pairwise(places):
        if before.row == after.row:
            assert (after.x - before.x) * (-1 if seen.rtl else 1) == pytest.approx(pitch(seen.length))
        else:
            assert after.row == before.row + 1


@settings(deadline=None)
@given(sticks)
def test_right_to_left_is_the_mirror_of_left_to_right(seen: StickView) -> None:
    other = view(seen.notches, seen.length, rtl=not seen.rtl)
    for place, mirrored in zip(notch_places(seen), notch_places(other), strict=True):
        assert place.x + mirrored.x == pytest.approx(WOOD_LEFT + WOOD_RIGHT)
        assert (place.row, place.depth, place.cut) == (mirrored.row, mirrored.depth, mirrored.cut)


@settings(deadline=None)
@given(st.integers(1, LONGEST))
def test_long_sticks_share_their_places_evenly(length: int) -> None:
    sizes = [row.last - row.first + 1 for row in rows(length)]
    assert sum(sizes) == length
    assert max(sizes) - min(sizes) <= 1
    assert pitch(length) > 29, "a thumb-wide picture still shows single marks"


@settings(deadline=None)
@given(sticks)
def test_numbers_under_the_wood_never_touch(seen: StickView) -> None:
    numbers = tick_numbers(seen)
    assert seen.notches == 0 or seen.notches in numbers
    for before, after in pairwise(sorted(numbers)):
        assert (after - before) * pitch(seen.length) >= 62


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize(
    ("notches", "length"), [(0, 5), (1, 5), (7, 10), (10, 10), (11, 12), (37, 40), (40, 40), (61, 100), (100, 100)]
)
def test_the_cuts_can_be_counted_in_the_picture(notches: int, length: int, rtl: bool) -> None:
    seen = view(notches, length, rtl=rtl)
    image = opened(stick(seen))
    dark = [darkness(image, place) > 0.12 for place in notch_places(seen)]
    assert dark == [place.cut for place in notch_places(seen)]


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize(("number", "length"), [(1, 40), (20, 40), (21, 40), (38, 40), (77, 100)])
def test_one_more_notch_changes_its_own_place_alone(number: int, length: int, rtl: bool) -> None:
    box = changed(view(number - 1, length, rtl=rtl), view(number, length, rtl=rtl))
    place = notch_places(view(number, length, rtl=rtl))[number - 1]
    assert box is not None
    assert place.x - 45 < box[0] < place.x < box[2] < place.x + 45
    assert place.top - 8 < box[1] < box[3] < place.top + place.depth + 16


def test_the_full_stick_gilds_its_star_at_the_far_end() -> None:
    for rtl in (True, False):
        image = opened(stick(view(10, 10, rtl=rtl)))
        waiting = opened(stick(view(9, 10, rtl=rtl)))
        star = (96 - 40, 142, 96 + 40, 292) if rtl else (984 - 40, 142, 984 + 40, 292)
        golden = [
            sum(red > 215 and 130 < green < 225 and blue < 120 for red, green, blue in picture.crop(star).getdata())
            for picture in (image, waiting)
        ]
        assert golden[0] > 1500
        assert golden[1] < golden[0] / 5


def test_more_notches_than_the_stick_takes_show_as_full() -> None:
    assert stick(view(13, 10)) == stick(view(10, 10))


def test_filled_sticks_stand_at_the_far_end_of_the_title() -> None:
    boxes = [changed(view(3, 10, title=""), view(3, 10, full=full, title="")) for full in (1, 3, 5)]
    widths = [box[2] - box[0] for box in boxes if box]
    assert len(widths) == 3
    assert widths == sorted(set(widths)), "each earned stick is seen"
    assert all(box and box[2] < 540 and box[3] < rows(10)[0].top for box in boxes)


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("full", [0, 10**9])
def test_no_name_leaves_its_line(title: str, full: int) -> None:
    box = changed(view(3, 10, full=full, title=""), view(3, 10, full=full, title=title))
    if box is not None:
        assert box[0] >= (420 if full else 50)
        assert box[2] <= 1080 - 54 - 50
        assert 36 < box[1] < box[3] <= rows(10)[0].top


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_leave_the_paper(words: str) -> None:
    image = opened(stick(view(3, 12, headline=words, caption=words)))
    bottom, paper = rows(12)[-1].bottom + 62, image.getpixel((20, image.height - 3))
    edges = [
        image.crop(box)
        for box in (
            (0, bottom, 44, image.height),
            (1036, bottom, 1080, image.height),
            (0, image.height - 5, 1080, image.height),
        )
    ]
    assert all(edge.getcolors() == [(edge.width * edge.height, paper)] for edge in edges)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text_makes_a_picture(words: str, rtl: bool) -> None:
    image = opened(stick(view(2, 5, rtl=rtl, title=words, headline=words, caption=words)))
    assert image.width == 1080


@pytest.mark.parametrize("length", [5, 10, 25, 40, 75, 100])
def test_pictures_are_small_and_twice_as_wide_as_high_or_less(length: int) -> None:
    png = stick(view(length // 2, length))
    assert png.startswith(b"\x89PNG\r\n")
    width, height = opened(png).size
    assert width == 1080
    assert 480 <= height <= 760
    assert len(png) < (60_000 if length <= 25 else 110_000)


def test_the_same_view_gives_the_same_bytes_in_any_process() -> None:
    line = (
        "import hashlib; from pictures.stick import StickView, stick;"
        "print(hashlib.sha256(stick(StickView(7, 40, 2, 'Tea', 'Seven', 'More'))).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", line], check=True, capture_output=True, text=True).stdout.strip()
    here = stick(StickView(7, 40, 2, "Tea", "Seven", "More"))
    assert hashlib.sha256(here).hexdigest() == told
    assert here == stick(StickView(7, 40, 2, "Tea", "Seven", "More"))


@pytest.mark.parametrize(("notches", "length", "full"), [(0, 0, 0), (0, 101, 0), (-1, 10, 0), (1, 10, -1)])
def test_senseless_sticks_are_refused(notches: int, length: int, full: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        view(notches, length, full=full)
