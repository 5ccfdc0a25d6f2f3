"""The picture of what was made of members' ideas."""

import io

import pytest
from PIL import Image

from pictures.made import MOST_THINGS, MadeView, Thing, made
from pictures.paints import WIDTH

LONG = "چای به‌لیمو هم در فهرست باشد، مخصوصاً عصرهای سرد پاییز که دل آدم یک چیز گرم و ترش می‌خواهد " * 6


def view(*things: Thing, rtl: bool = True, rest: str = "") -> MadeView:
    return MadeView("چای‌خانهٔ مهتاب", "آبان", "شما گفتید، شد", things, rest, rtl)


def height(shown: MadeView) -> int:
    with Image.open(io.BytesIO(made(shown))) as image:
        assert image.format == "PNG"
        assert image.width == WIDTH
        return image.height


@pytest.mark.parametrize("rtl", [True, False])
def test_the_same_view_is_the_same_picture_and_other_words_another(rtl: bool) -> None:
    one = view(Thing("صندلی بیرون", "۲۱ آبان"), rtl=rtl)
    assert made(one) == made(view(Thing("صندلی بیرون", "۲۱ آبان"), rtl=rtl))
    assert made(one) != made(view(Thing("صندلی بیرون", "۲۲ آبان"), rtl=rtl))


def test_it_grows_with_what_stands_on_it_and_never_without_end() -> None:
    thing = Thing("صندلی بیرون", "۲۱ آبان · ۵ هم‌رأی")
    assert height(view(thing)) < height(view(thing, thing)) < height(view(*[thing] * MOST_THINGS))
    assert height(view(*[thing] * MOST_THINGS)) < height(view(*[thing] * MOST_THINGS, rest="و ۳ چیز دیگر"))
    assert height(view(*[Thing(LONG, LONG)] * MOST_THINGS)) < 2600


@pytest.mark.parametrize("text", ["", "😀", "\u200c\u200c", "W" * 600, "a\nb"])
def test_whatever_was_written_is_drawn(text: str) -> None:
    assert height(view(Thing(text, text))) > 300


def test_none_and_too_many_are_no_picture() -> None:
    for number in (0, MOST_THINGS + 1):
        with pytest.raises(ValueError, match="things made"):
            view(*[Thing("چای", "")] * number)
