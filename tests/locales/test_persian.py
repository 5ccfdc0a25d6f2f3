"""Persian as it is spelled: its own letters, digits and marks, and the half-space in its places."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest

from locales.bank import bank
from locales.cheers import cheers
from locales.topics import topics

ZWNJ = "\u200c"
PREFIXES = "می|نمی"
SUFFIXES = "ها|های|هایی|هایم|تر|ترین|ای|ام|اند"
JOINING = "بپتثجچحخسشصضطظعغفقکگلمنهی"
WHOLE_WORDS = "تنها|انتها|نهایی|بها"  # they only look like plurals

SLIPS = {
    "Arabic letter": r"[يكىة]",
    "Latin or Arabic digit": r"[0-9٠-٩]",
    "Latin mark": r"[?,;\"']",
    "three dots": r"\.\.",
    "two spaces": r"\s{2}|^\s|\s$",
    "space before a mark": r"\s[،؛؟.»]",
    "no space after a mark": r"[،؛](?=\S)",
    "space inside quotes": r"«\s|\s»",
    "prefix apart": rf"(?:^|\s)(?:{PREFIXES})\s",
    "suffix apart": rf"\s(?:{SUFFIXES})(?=[\s.،؟]|$)",
    "plural glued": rf"\b(?!{WHOLE_WORDS})\w*[{JOINING}]ها(?:ی|یی|یم)?\b",
    "half-space at an edge": rf"{ZWNJ}(?=[\s.،؛؟»]|$)|(?:^|[\s«]){ZWNJ}|{ZWNJ}{ZWNJ}",
    "half-space that nothing needs": rf"[ءآأادذرزژؤو]{ZWNJ}",
    "yeh for ezafe": rf"ه{ZWNJ}ی\b",
    "stiff": rf"می‌باشد|(?<!{ZWNJ})\bگردید|\bنمودن|\bکاربر|\bلطفا(?!ً)",
    "spelling": r"سوال|سئوال|\bرای\b|تایید|جایزه",
    "emoji": r"[\u2600-\u27bf\U0001f300-\U0001faff]",
    "bidi mark": r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]",
}


def persian_texts() -> Iterator[str]:
    for question in bank("fa"):
        yield question.text
        yield from question.options if question.kind != "scale" else question.facts["ends"]
    yield from topics("fa").values()
    yield from chain(*cheers("fa").values())


@pytest.mark.parametrize("slip", SLIPS)
def test_persian_has_no(slip: str) -> None:
    assert [text for text in persian_texts() if re.search(SLIPS[slip], text)] == []


@pytest.mark.parametrize(
    ("slip", "wrong"),
    [
        ("Arabic letter", "چاي يا كيك؟"),
        ("Latin or Arabic digit", "ساعت 8 یا ٩؟"),
        ("Latin mark", "چای, یا قهوه?"),
        ("three dots", "چای..."),
        ("two spaces", "چای  یا قهوه؟"),
        ("space before a mark", "چای یا قهوه ؟"),
        ("no space after a mark", "چای،قهوه"),
        ("space inside quotes", "« چای»"),
        ("prefix apart", "چه می نوشید؟"),
        ("suffix apart", "کتاب ها را بخوانید."),
        ("plural glued", "کتابهای تازه"),
        ("plural glued", "رنگها"),
        ("half-space at an edge", f"چای{ZWNJ} داغ"),
        ("half-space that nothing needs", f"کار{ZWNJ}ها"),
        ("yeh for ezafe", f"خانه{ZWNJ}ی ما"),
        ("stiff", "این گزینه می‌باشد."),
        ("spelling", "سوال امروز"),
        ("emoji", "خوش آمدید \U0001f44b"),
        ("bidi mark", "\u200fچای"),
    ],
)
def test_the_slip_would_be_seen(slip: str, wrong: str) -> None:
    assert re.search(SLIPS[slip], wrong)
