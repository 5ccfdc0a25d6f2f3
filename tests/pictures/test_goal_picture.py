"""The shared stick as seen: how far it has come can be counted in the picture itself."""

import hashlib
import io
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pictures.goal import (
    BOTTOM,
    PLACES,
    QUARTERS,
    ROD,
    TOP,
    WOOD_LEFT,
    WOOD_RIGHT,
    Fact,
    GoalView,
    binding,
    goal,
    places,
)

FACTS = (Fact("۸۴", "همراه سهم دارند"), Fact("۳۰", "روز مانده"), Fact("۱۲", "خط سهم شما"))
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


def view(
    notches: int, target: int = 1000, *, rtl: bool = True, facts: tuple[Fact, ...] = FACTS, **words: str
) -> GoalView:
    said = {"title": "چای‌خانهٔ نقش‌جهان", "goal": "با هم تا شب یلدا", "headline": "از هزار خط"} | words
    return GoalView(notches, target, marks=("۲۵۰", "۵۰۰", "۷۵۰", "۱٬۰۰۰"), facts=facts, rtl=rtl, **said)


def opened(png: bytes) -> Image.Image:
    Image.open(io.BytesIO(png)).verify()
    return Image.open(io.BytesIO(png)).convert("RGB")


def darkness(image: Image.Image, x: float, top: int) -> float:
    """The share of nearly black pixels in a mark."""
    grey = image.crop((round(x) - 6, top + 3, round(x) + 6, top + 24)).convert("L")
    return sum(grey.histogram()[:58]) / (grey.width * grey.height)


goals = st.integers(10, 10**6).flatmap(
    lambda target: st.builds(view, st.integers(-5, target * 2), st.just(target), rtl=st.booleans())
)


@settings(deadline=None)
@given(goals)
def test_every_place_is_on_the_wood_and_clear_of_the_thread(seen: GoalView) -> None:
    found = places(seen)
    assert [place.cut for place in found] == [place.number <= seen.cut for place in found]
    threads = [binding(quarter, seen.rtl) for quarter in range(1, QUARTERS + 1)]
    for place in found:
        assert WOOD_LEFT + 30 < place.x < WOOD_RIGHT - 30
        assert TOP <= place.top <= BOTTOM - ROD
        assert all(abs(place.x - thread) > 30 for thread in threads)
    for before, after in pairwise(found):
        onwards = (after.x - before.x) * (-1 if seen.rtl else 1)
        assert (onwards == 0 and after.rod == before.rod + 1) or (onwards > 0 and after.rod == 0)


@settings(deadline=None)
@given(goals)
def test_the_cuts_tell_the_share_and_only_a_full_stick_shows_full(seen: GoalView) -> None:
    assert (seen.cut == PLACES) == (seen.notches >= seen.target)
    assert (seen.cut == 0) == (seen.notches <= 0)
    share = min(1, max(0, seen.notches) / seen.target)
    assert abs(seen.cut - share * PLACES) <= 1


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("notches", [0, 1, 249, 640, 999, 1000])
def test_the_cuts_can_be_counted_in_the_picture(notches: int, rtl: bool) -> None:
    seen = view(notches, rtl=rtl)
    image = opened(goal(seen))
    dark = [darkness(image, place.x, place.top) > 0.16 for place in places(seen)]
    assert dark == [place.cut for place in places(seen)]


def test_a_full_one_shines() -> None:
    """Its wood, its star and the paper around it; one notch less does not."""
    gold = [
        sum(r > 200 and 120 < g < 230 and b < 130 for r, g, b in opened(goal(view(notches))).getdata())
        for notches in (999, 1000)
    ]
    assert gold[1] > 2 * gold[0]


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("facts", [(), FACTS[:1], FACTS[:2], FACTS])
def test_the_words_stand_on_the_side_where_reading_begins(facts: tuple[Fact, ...], rtl: bool) -> None:
    seen = view(5, rtl=rtl, facts=facts)
    image = opened(goal(seen))
    below = image.crop((0, BOTTOM + 80, 1080, image.height)).convert("L").point(lambda level: 255 * (level < 110))
    box = below.getbbox()
    assert box is not None
    assert (box[2] > 1000) if rtl else (box[0] < 80)
    assert box[0] >= 50
    assert box[2] <= 1030


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("notches", [3, 1000])
def test_any_words_make_a_picture_of_a_bubbles_shape(words: str, notches: int) -> None:
    seen = view(notches, title=words, goal=words, headline=words, facts=(Fact(words, words),) * 3)
    image = opened(goal(seen))
    assert image.width == 1080
    assert 600 <= image.height <= 900


def test_other_words_change_nothing_but_their_own_lines() -> None:
    one, other = (opened(goal(view(640, goal=words))) for words in ("یک", "دو"))
    box = ImageChops.difference(one, other).getbbox()
    assert box is not None
    assert box[1] > BOTTOM + 70


def test_the_same_view_gives_the_same_bytes_in_any_process() -> None:
    said = "640, 1000, 'Tea', 'Together', 'So far', ('250', '500', '750', '1,000'), (Fact('84', 'people'),)"
    for notches in ("640", "1000"):
        call = f"goal(GoalView({said.replace('640', notches)}))"
        line = (
            f"import hashlib; from pictures.goal import Fact, GoalView, goal; print(hashlib.sha256({call}).hexdigest())"
        )
        told = subprocess.run([sys.executable, "-c", line], check=True, capture_output=True, text=True).stdout.strip()
        marks = ("250", "500", "750", "1,000")
        here = goal(GoalView(int(notches), 1000, "Tea", "Together", "So far", marks, (Fact("84", "people"),)))
        assert hashlib.sha256(here).hexdigest() == told


@pytest.mark.parametrize("notches", [640, 1000])
def test_pictures_are_small(notches: int) -> None:
    png = goal(view(notches))
    assert png.startswith(b"\x89PNG\r\n")
    assert len(png) < 130_000


def test_senseless_ones_are_refused() -> None:
    for target, facts in ((0, ()), (-1, ()), (10, FACTS + FACTS)):
        with pytest.raises(ValueError, match="at least one notch"):
            view(1, target, facts=facts)
