"""QRs that a camera reads."""

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pictures.paints import INK, PAPER
from pictures.qr import qr

LINK = "https://t.me/patogh_example_bot?start=c_Zk3-9_xYw0Qa7Rb2"


@pytest.mark.parametrize("size", [120, 333, 640])
def test_a_link_is_read_back_from_any_size(size: int) -> None:
    drawn = qr(LINK, size)
    assert drawn.size == (size, size)
    [found] = zxingcpp.read_barcodes(drawn)
    assert found.text == LINK


def test_only_ink_and_paper_with_paper_all_around() -> None:
    drawn = qr(LINK, 400)
    assert {colour for _, colour in drawn.getcolors() or []} == {INK, PAPER}
    border = [drawn.getpixel((at, edge)) for at in range(400) for edge in range(16)]
    assert set(border) == {PAPER}


def test_a_size_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        qr(LINK, 60)


@given(st.from_regex(r"[A-Za-z0-9_-]{16}", fullmatch=True))
@hypothesis_settings(max_examples=25)
def test_every_token_is_read_back(token: str) -> None:
    text = f"https://t.me/patogh_bot?start=c_{token}"
    assert [found.text for found in zxingcpp.read_barcodes(qr(text, 420))] == [text]
