"""A scale's card: columns as high as their shares, the mean where it lies, in both directions."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.canvas import INNER, Canvas
from pictures.paints import GROOVE, TURQUOISE, WIDTH
from pictures.scale import ScaleView, StepColumn, scale
from pictures.scale_drawing import COLUMN, TALL, place, plan_of

HOSTILE = ["", " \n ", "\u202eevil\u202d (Tehran)!", "👨‍👩‍👧‍👦☕️", "خیلی" * 60, "Z" + "\u0337\u0322" * 60, "\ud800"]


def view(shares: tuple[float, ...], mean: float = 3.0, spread: float = 1.0, **more: object) -> ScaleView:
    steps = tuple(StepColumn(str(n), f"{share:.0%}", share) for n, share in enumerate(shares, 1))
    given = {"title": "چای‌خانه", "date": "شنبه", "question": "چای چطور بود؟", "mean_text": "۳٫۰", "total": "۷ رأی"}
    return ScaleView(steps=steps, mean=mean, spread=spread, **(given | more))  # type: ignore[arg-type]


def opened(seen: ScaleView) -> Image.Image:
    return Image.open(io.BytesIO(scale(seen))).convert("RGB")


def height(image: Image.Image, seen: ScaleView, step: int) -> int:
    """The pixels of wood in a step's column."""
    x = round(place(Canvas(image, seen.rtl), step, len(seen.steps)))
    top = plan_of(seen).columns
    column = image.crop((x, top, x + 1, top + TALL)).getdata()
    return sum(max(abs(a - b) for a, b in zip(pixel, GROOVE, strict=True)) > 24 for pixel in column)


@pytest.mark.parametrize("rtl", [True, False])
def test_columns_stand_as_high_as_their_shares(rtl: bool) -> None:
    seen = view((0.1, 0.0, 0.2, 0.4, 0.3), rtl=rtl)
    image = opened(seen)
    heights = [height(image, seen, step) for step in range(1, 6)]
    assert heights[3] > TALL - 12
    for found, part in zip(heights, (0.25, 0, 0.5, 1, 0.75), strict=True):
        assert abs(found - TALL * part) <= 12


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("mean", [1.0, 2.5, 5.0])
def test_the_mean_stands_at_its_place(mean: float, rtl: bool) -> None:
    seen = view((0.2,) * 5, mean, rtl=rtl)
    image, ruler = opened(seen), plan_of(seen).ruler
    strip = image.crop((0, ruler - 3, WIDTH, ruler + 3)).load()
    assert strip is not None
    marked = [x for x in range(WIDTH) if max(abs(a - b) for a, b in zip(strip[x, 0], TURQUOISE, strict=True)) < 40]
    assert abs(sum(marked) / len(marked) - place(Canvas(image, rtl), mean, 5)) < 6


def test_one_is_where_reading_begins() -> None:
    image = Image.new("RGB", (WIDTH, 9))
    left, right = (place(Canvas(image, rtl), 1, 5) for rtl in (False, True))
    assert left < COLUMN * 1.5
    assert right > WIDTH - COLUMN * 1.5


@settings(max_examples=12)
@given(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.booleans())
def test_any_words_fit(one: str, other: str, rtl: bool) -> None:
    seen = view((1.0, 0, 0, 0, 0), 1.0, 0.0, title=one, question=other, ends=(one, other), total=other, rtl=rtl)
    plan = plan_of(seen)
    assert plan.mean.width + plan.total.width <= INNER
    assert sum(max((line.width for line in end), default=0) for end in plan.ends) <= INNER
    assert opened(seen).size == (WIDTH, plan.height)


def test_a_mean_outside_of_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="mean"):
        view((1.0, 0, 0), 3.5)
    with pytest.raises(ValueError, match="steps"):
        view((1.0,), 1.0)
