"""The picture of a half: what its QR says is what a reader reads, whatever the stick."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from pictures.half import HalfView, half

VIEW = HalfView(
    notches=7,
    length=10,
    title="چای‌خانهٔ ماه‌نو",
    headline="۲۷ خط",
    lines=("نیمهٔ نازنین", "شنبه ۳۰ آبان", "تا سطر ۴۱"),
    shops="نیمهٔ دیگر پیش پاتوق است",
    link=f"https://t.me/a_bot_with_quite_a_long_name_bot?start=h_{'Hx-_' * 15}Hx",
    rtl=True,
)


def drawn(view: HalfView) -> Image.Image:
    return Image.open(io.BytesIO(half(view))).convert("RGB")


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize(("notches", "length"), [(0, 5), (7, 10), (40, 40), (99, 100)])
def test_the_qr_is_read_back(notches: int, length: int, rtl: bool) -> None:
    picture = drawn(replace(VIEW, notches=notches, length=length, rtl=rtl))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [VIEW.link]


def test_it_is_read_from_a_small_copy_too() -> None:
    small = drawn(VIEW).resize((540, 450))
    assert [found.text for found in zxingcpp.read_barcodes(small)] == [VIEW.link]


def test_the_same_half_is_the_same_picture_and_another_notch_another() -> None:
    assert half(VIEW) == half(VIEW)
    assert half(VIEW) != half(replace(VIEW, notches=8))


def test_long_words_stay_inside() -> None:
    long = replace(VIEW, title="ی" * 200, headline="۱٬۲۳۴٬۵۶۷٬۸۹۰ خط", lines=("نیمهٔ " + "م" * 300,) * 3)
    assert drawn(long).size == drawn(VIEW).size


@pytest.mark.parametrize(("notches", "length"), [(1, 0), (-1, 10), (11, 10), (1, 101)])
def test_what_no_stick_can_be_is_refused(notches: int, length: int) -> None:
    with pytest.raises(ValueError, match="notches"):
        replace(VIEW, notches=notches, length=length)
