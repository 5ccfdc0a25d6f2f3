"""This or that in one image: the first where reading begins, whatever was sent as a picture."""

import io

import pytest
from PIL import Image

from pictures.ornaments import FRIEZE
from pictures.paints import WIDTH
from pictures.versus import Side, VersusView, versus
from pictures.versus_drawing import GAP, HALF, MOST_PIXELS, TALL

RED, GREEN = (200, 40, 40), (40, 160, 60)


def photo(colour: tuple[int, int, int], size: tuple[int, int] = (900, 700), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def drawn(first: bytes, second: bytes, labels: tuple[str, str] = ("چای", "قهوه"), *, rtl: bool = True) -> Image.Image:
    sides = (Side(labels[0], first), Side(labels[1], second))
    return Image.open(io.BytesIO(versus(VersusView(sides, "یا", rtl)))).convert("RGB")


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) < 12


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("size", [(900, 700), (120, 2000), (2000, 90)])
def test_each_picture_fills_its_half(size: tuple[int, int], rtl: bool) -> None:
    image = drawn(photo(RED, size), photo(GREEN, size, "PNG"), rtl=rtl)
    assert image.width == WIDTH
    left, right = (GREEN, RED) if rtl else (RED, GREEN)
    for y in (FRIEZE + 8, FRIEZE + TALL - 9):
        assert near(image.getpixel((8, y)), left)
        assert near(image.getpixel((HALF - 9, y)), left)
        assert near(image.getpixel((HALF + GAP + 8, y)), right)
        assert near(image.getpixel((WIDTH - 9, y)), right)


@pytest.mark.parametrize("broken", [b"", b"no picture", photo(RED)[:200], photo(RED, kind="PNG")[:60]])
def test_what_is_no_picture_leaves_a_board(broken: bytes) -> None:
    image = drawn(broken, photo(GREEN), rtl=False)
    assert not near(image.getpixel((HALF // 2, FRIEZE + TALL // 4)), RED)
    assert near(image.getpixel((WIDTH - HALF // 4, FRIEZE + TALL // 4)), GREEN)


def test_a_picture_that_would_fill_the_memory_is_not_opened() -> None:
    out = io.BytesIO()
    Image.new("1", (MOST_PIXELS // 5000 + 1, 5001)).save(out, "PNG")
    image = drawn(out.getvalue(), photo(GREEN), rtl=False)
    assert len(set(image.crop((40, FRIEZE + 40, 240, FRIEZE + 240)).getdata())) > 50  # grain, not one flat black


def test_long_names_make_the_image_higher() -> None:
    one, other = photo(RED), photo(GREEN)
    long = drawn(one, other, ("نوشیدنی گرم پاییزی با عسل و دارچین", "قهوه"))
    assert long.height > drawn(one, other).height
