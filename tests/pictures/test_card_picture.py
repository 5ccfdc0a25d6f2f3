"""The card at the counter: read by a camera, whatever people and shops are called."""

import io
from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pictures.card import CardView, card
from pictures.paints import WIDTH

LINK = "https://t.me/patogh_example_bot?start=c_Zk3-9_xYw0Qa7Rb2"
DIGITS = (982, 1150)  # the height at which the code stands


def view(code: str = "۴۸۲۹۱۵", *, rtl: bool = True, **words: str) -> CardView:
    said = {"title": "چای‌خانهٔ نقش‌جهان", "name": "سارا", "link": LINK, "until": "تا ساعت ۱۹:۳۵"} | words
    return CardView(code=code, rtl=rtl, **said)


def drawn(seen: CardView) -> Image.Image:
    return Image.open(io.BytesIO(card(seen))).convert("RGB")


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("scale", [1.0, 0.4])
def test_a_camera_reads_the_link(rtl: bool, scale: float) -> None:
    image = drawn(view(rtl=rtl))
    small = image.resize((round(image.width * scale), round(image.height * scale)))
    assert [found.text for found in zxingcpp.read_barcodes(small)] == [LINK]


def test_each_digit_stands_in_its_own_place_from_the_left() -> None:
    """A card with one digit changed differs there alone, in order from left to right."""
    plain, places = drawn(view("111111", rtl=True)), []
    for index in range(6):
        code = "".join("8" if at == index else "1" for at in range(6))
        box = ImageChops.difference(plain, drawn(view(code, rtl=True))).getbbox()
        assert box
        assert DIGITS[0] <= box[1] < box[3] <= DIGITS[1]
        places.append((box[0], box[2]))
    assert all(left[1] < right[0] for left, right in pairwise(places))


def test_the_same_card_is_the_same_bytes_and_small() -> None:
    assert card(view()) == card(view())
    assert len(card(view())) < 80_000


@pytest.mark.parametrize("code", ["12345", "1234567", "12345x", ""])
def test_a_code_has_six_digits(code: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        view(code)


@given(st.text(max_size=80), st.text(max_size=80), st.booleans())
@settings(max_examples=20)
def test_any_names_leave_the_code_readable(title: str, name: str, rtl: bool) -> None:
    image = drawn(view(title=title, name=name, rtl=rtl))
    assert image.width == WIDTH
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [LINK]
