"""Spellings of one word fall together; what is another word stays apart."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.daily.folding import LIMIT, check, folded, label
from hub.errors import TextEmpty, TextTooLong

ALIKE = [
    ["چای سبز", "چاي‌سبز", "چایسبز", " چای  سبز! ", "«چای سبز»", "چَایِ سبز", "چـــای سبز", "چای‌ سبز"],
    ["یک", "يك", "ےڪ", "\u200fیک\u200f"],
    ["قهوه", "قهوة", "قهوە", "قهوه ☕", "#قهوه", "قهوۀ", "قهوهٔ"],
    ["پاییز", "پائیز", "پاييز"],
    ["مسئله", "مسیله", "مسئلة"],
    ["سؤال", "سوال"],
    ["سلام", "سلاااام", "سلام...", "سلام 🙂"],
    ["café", "Cafe", "CAFÉ.", "cafe\u0301", "“café”"],
    ["ice cream", "Ice-Cream", "icecream", "ICE  CREAM"],
    ["۱۲", "12", "١٢", "１２"],
    ["۱٫۵", "1.5"],
    ["۱٬۰۰۰", "1000"],
    ["چای ۲", "چای2", "چای‌٢"],
    ["☕", "☕️"],
]
APART = [
    "C",
    "C++",
    "C#",
    "1.5",
    "15",
    "1/5",
    "10-15",
    "1015",
    "-5",
    "5",
    "2 3",
    "23",
    "آب",
    "اب",
    "ماه",
    "ما",
    "☕",
    "🍵",
]
TYPED = st.text(
    st.characters() | st.sampled_from("يكىةۀأإآؤئ\u200c\u200d\u200f\u064e\u0640\u0653\u0654٫٬۱١1.,-+#_ \tاوی"),
    max_size=30,
)


@pytest.mark.parametrize("spellings", ALIKE)
def test_spellings_of_a_word_fall_together(spellings: list[str]) -> None:
    assert len({folded(spelling) for spelling in spellings}) == 1


def test_other_words_stay_apart() -> None:
    words = [*APART, *(spellings[0] for spellings in ALIKE if spellings[0] not in ("۱۲", "۱٫۵", "☕"))]
    clash = [pair for pair in itertools.combinations(words, 2) if folded(pair[0]) == folded(pair[1])]
    assert clash == []


@given(TYPED)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(TYPED)
def test_what_can_be_answered_can_be_counted_and_shown(text: str) -> None:
    try:
        kept = check(text)
    except (TextEmpty, TextTooLong):
        return
    assert 1 <= len(kept) <= LIMIT
    assert folded(kept)
    assert label(kept)
    assert folded(label(kept)) == folded(kept)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("  «چاي ـ سبز»!", "چای سبز"), ("كتاب‌ها", "کتاب‌ها"), ("C++", "C++"), ("...", "..."), ("-5", "-5"), ("☕", "☕")],
)
def test_a_word_is_shown_tidily(typed: str, shown: str) -> None:
    assert label(typed) == shown


def test_a_speech_is_no_word() -> None:
    with pytest.raises(TextTooLong):
        check("چ" * (LIMIT + 1))
    with pytest.raises(TextEmpty):
        check(" \u200c ")
