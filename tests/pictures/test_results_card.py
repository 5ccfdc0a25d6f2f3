"""The results card: its layout, and bars whose lengths can be read off the picture."""

import io
import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.canvas import INNER, MARGIN
from pictures.paints import GROOVE, WIDTH
from pictures.results import ResultRow, ResultsView, results
from pictures.results_layout import TRACK, RowBox, card

LABELS = ["باقلوای یزدی", "Earl Grey (Twinings)", "نان‌برنجی کرمانشاه", "هیچ‌کدام؛ فقط قند و نبات"]


def row(label: str, share: float, winner: bool = False) -> ResultRow:
    return ResultRow(label, "۴۱ رأی", "۵۳٪", share, winner)


def view(
    *rows: ResultRow, rtl: bool = True, question: str = "کنار چای چه می‌چسبد؟", title: str = "نقش‌جهان"
) -> ResultsView:
    return ResultsView(title, "شنبه، ۲۲ آذر", question, rows, "۷۸ نفر رأی دادند", rtl=rtl)


def many(count: int, rtl: bool = True) -> ResultsView:
    return view(*(row(LABELS[index % 4], index / 20, index == count - 1) for index in range(count)), rtl=rtl)


def opened(png: bytes) -> Image.Image:
    Image.open(io.BytesIO(png)).verify()
    return Image.open(io.BytesIO(png)).convert("RGB")


def track(image: Image.Image, box: RowBox, rtl: bool) -> list[tuple[int, int, int]]:
    """The pixels along the middle of a bar's track, from the side where reading begins."""
    left = WIDTH - MARGIN - TRACK if rtl else MARGIN
    level = box.bar_top + box.bar_height // 2
    pixels = list(image.crop((left, level, left + TRACK, level + 1)).getdata())
    return pixels[::-1] if rtl else pixels


def length(image: Image.Image, box: RowBox, rtl: bool) -> int:
    return sum(max(abs(a - b) for a, b in zip(pixel, GROOVE, strict=True)) > 12 for pixel in track(image, box, rtl))


def check_layout(seen: ResultsView) -> None:
    plan = card(seen)
    assert 1 <= len(plan.head.question) <= 4
    assert all(line.width <= INNER for line in plan.head.question)
    top = plan.head.baselines[-1]
    for box in plan.rows:
        assert 1 <= len(box.label) <= 2
        assert top < box.baselines[0] - box.label[0].size * 0.7
        assert box.baselines[-1] + box.label[0].size * 0.35 < box.bar_top
        assert box.label_inset + max(line.width for line in box.label) <= WIDTH - MARGIN - box.count.width
        assert box.percent.width + TRACK <= INNER
        assert 0 <= box.filled <= TRACK
        top = box.bottom
    assert top < plan.rule < plan.height
    assert plan.total.width <= INNER
    assert plan.head.date.width <= INNER / 2


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("count", range(1, 13))
def test_every_number_of_options_fits(count: int, rtl: bool) -> None:
    seen = many(count, rtl)
    check_layout(seen)
    image = opened(results(seen))
    assert image.size == (WIDTH, card(seen).height)


@pytest.mark.parametrize("counts", [range(1, 7), range(7, 13)])
def test_the_card_grows_with_its_options(counts: range) -> None:
    heights = [card(many(count)).height for count in counts]
    assert all(before < after for before, after in pairwise(heights))
    assert card(many(12)).height > card(many(6)).height


@pytest.mark.parametrize("rtl", [True, False])
def test_bars_are_as_long_as_their_shares_and_start_where_reading_starts(rtl: bool) -> None:
    shares = [0.53, 0.25, 0.5, 1.0]
    seen = view(*(row(label, share) for label, share in zip(LABELS, shares, strict=True)), rtl=rtl)
    image = opened(results(seen))
    for box, share in zip(card(seen).rows, shares, strict=True):
        assert length(image, box, rtl) == pytest.approx(TRACK * share, abs=TRACK * 0.03)
        begun = track(image, box, rtl)[20 : round(TRACK * share) - 20]
        assert all(pixel[2] < 190 for pixel in begun), "wood without gaps"


def golden(image: Image.Image, box: RowBox) -> bool:
    red, green, blue = track(image, box, True)[60]
    return red > 215 and green > 150 and blue < 130


def test_ties_gild_every_winner() -> None:
    seen = view(row("پررنگ", 0.4, True), row("کم‌رنگ", 0.4, True), row("قهوه", 0.2))
    image = opened(results(seen))
    assert [golden(image, box) for box in card(seen).rows] == [True, True, False]


def test_no_votes_leave_empty_grooves() -> None:
    seen = view(*(row(label, 0.0) for label in LABELS))
    image = opened(results(seen))
    assert [length(image, box, True) for box in card(seen).rows] == [0, 0, 0, 0]


def test_a_single_vote_among_thousands_is_still_seen() -> None:
    seen = view(row("این", 0.9999, True), row("آن", 0.0001))
    assert length(opened(results(seen)), card(seen).rows[1], True) >= 20


@pytest.mark.parametrize("share", [math.nan, -1.0, 7.0, math.inf])
def test_senseless_shares_stay_in_the_groove(share: float) -> None:
    check_layout(view(row("این", share), row("آن", 0.5)))


def test_a_label_of_emoji_alone_becomes_its_number() -> None:
    fa = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    seen = ResultsView(
        "", "", "چه‌طور بود؟", (row("😍", 0.5), row("🙂 خوب", 0.5)), "", lambda n: str(n).translate(fa), rtl=True
    )
    assert [box.label[0].text for box in card(seen).rows] == ["۱", "خوب"]


def test_a_question_as_long_as_telegram_allows_is_shortened_not_overflown() -> None:
    seen = view(row("آری", 1.0, True), row("نه", 0.0), question="دوست دارید چای‌خانه شب‌ها هم باز باشد؟ " * 8)
    check_layout(seen)
    assert card(seen).head.question[-1].text.endswith("…")


def test_half_spaces_keep_words_whole_across_lines() -> None:
    question = "می‌خواهید نان‌برنجی‌های کرمانشاه را همین پنج‌شنبه کنار چای‌های تازه‌دم بچشید یا نمی‌خواهید؟"
    lines = card(view(row("آری", 1.0), question=question)).head.question
    assert len(lines) > 1
    assert " ".join(line.text for line in lines) == question


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.booleans(), st.floats())
def test_any_text_and_share_keep_the_layout(words: str, label: str, rtl: bool, share: float) -> None:
    seen = ResultsView(
        words, words, words, (ResultRow(label, words, words, share, True), row(label, share)), words, rtl=rtl
    )
    check_layout(seen)
    assert opened(results(seen)).width == WIDTH


def test_the_same_view_gives_the_same_bytes() -> None:
    assert results(many(7)) == results(many(7))
    assert len(results(many(12))) < 100_000


@pytest.mark.parametrize("count", [0, 13])
def test_no_options_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        many(count)
