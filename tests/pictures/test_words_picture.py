"""The picture of a question's words: every word on its plate, larger the more members said it, in reading order."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.canvas import MARGIN
from pictures.paints import GROOVE, WIDTH
from pictures.words import Plate, WordsView, words
from pictures.words_layout import INNER, LARGEST, SMALLEST, Box, poster

LABELS = ["آرامش", "چای تازه‌دم", "Cosy", "دورهمی", "عطر هل و دارچین", "خانه"]


def view(*plates: Plate, rtl: bool = True) -> WordsView:
    return WordsView("نقش‌جهان", "شنبه، ۲۲ آذر", "در یک کلمه؟", plates, "۷۸ رأی", rtl=rtl)


def many(count: int, *, rtl: bool = True) -> WordsView:
    return view(*(Plate(LABELS[n % 6], str(count - n), (count - n) / count, n == 0) for n in range(count)), rtl=rtl)


def apart(one: Box, other: Box) -> bool:
    beside = one.inset + one.width <= other.inset or other.inset + other.width <= one.inset
    return beside or one.top + one.height <= other.top or other.top + other.height <= one.top


def check(seen: WordsView) -> None:
    plan = poster(seen)
    for at, box in enumerate(plan.boxes):
        assert box.inset >= MARGIN - 1
        assert box.inset + box.width <= MARGIN + INNER + 1
        assert plan.head.baselines[-1] < box.top
        assert box.top + box.height < plan.rule < plan.height
        assert all(apart(box, other) for other in plan.boxes[:at])
        inside = box.label.width + box.count.width + box.star
        assert inside <= box.width


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("count", [1, 2, 7, 20])
def test_every_number_of_words_fits(count: int, rtl: bool) -> None:
    seen = many(count, rtl=rtl)
    check(seen)
    drawn = words(seen)
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    assert image.size == (WIDTH, poster(seen).height)
    assert drawn == words(seen)
    assert len(drawn) < 110_000


def test_sizes_follow_the_counts() -> None:
    sizes = [box.label.size for box in poster(view(*(Plate("چای", "", w) for w in (1, 0.6, 0.3, 0.1, 0)))).boxes]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (LARGEST, SMALLEST)
    assert len(set(sizes)) == 5


@pytest.mark.parametrize("rtl", [True, False])
def test_words_stand_where_reading_begins_and_winners_are_gilded(rtl: bool) -> None:
    seen = view(Plate("یک", "۹", 0.2, True), Plate("دو", "۱", 0.1), rtl=rtl)
    image = Image.open(io.BytesIO(words(seen))).convert("RGB")
    first, second = poster(seen).boxes
    spots = [(WIDTH - box.inset - 24 if rtl else box.inset + 24, box.top + box.height / 2) for box in (first, second)]
    gold, plain = (image.getpixel((round(x), round(y))) for x, y in spots)
    assert isinstance(gold, tuple)
    assert isinstance(plain, tuple)
    assert gold[0] > 200
    assert gold[2] < 130
    assert max(abs(a - b) for a, b in zip(plain, GROOVE, strict=True)) < 12


def test_the_largest_plate_is_wood_down_to_its_edge() -> None:
    seen = view(Plate("آرامش", "۹", 1, True))
    image = Image.open(io.BytesIO(words(seen))).convert("RGB")
    [box] = poster(seen).boxes
    assert box.label.size == LARGEST
    edge = image.getpixel((round(box.inset + box.width / 2), box.top + box.height - 2))
    assert isinstance(edge, tuple)
    assert edge[0] > 120


def test_what_can_not_be_drawn_is_left_out() -> None:
    assert [box.label.text for box in poster(view(Plate("☕", "۲", 1), Plate("چای ☕", "۱", 0.5))).boxes] == ["چای"]
    assert [box.label.text for box in poster(view(Plate("☕", "۲", 1), Plate("🍵", "۱", 0.5))).boxes] == ["2"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=40), st.floats()), min_size=1, max_size=20), st.booleans())
def test_any_words_and_weights_keep_the_layout(said: list[tuple[str, float]], rtl: bool) -> None:
    seen = view(*(Plate(label, label, weight, at == 0) for at, (label, weight) in enumerate(said)), rtl=rtl)
    check(seen)


@pytest.mark.parametrize("count", [0, 21])
def test_no_words_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 20"):
        many(count) if count else view()
