"""The lines in the toast: short, many, even, and the same for the same seed."""

import subprocess
import sys
from collections import Counter
from itertools import chain

import pytest

from hub.habit.streak import MILESTONES
from locales.cheers import cheer, cheers

LANGUAGES = ("fa", "en")
ENOUGH = {"vote": 30, "moved": 8, "vote-together": 12, "vote-alone": 12, "streak": 12}
ENOUGH |= {"lucky": 8, "back": 8, "guess": 8, "word": 8} | {f"milestone-{days}": 5 for days in MILESTONES}
EVERY_LINE = [(lang, line) for lang in LANGUAGES for line in chain(*cheers(lang).values())]
# What would call someone a man or a woman, a child, or a purse.
UNWELCOME = {
    "fa": ("آقا", "خانم", "پسر", "دختر", "برادر", "خواهر", "تخفیف", "خرید", "آفرین", "مشتری"),
    "en": ("sir", "madam", "guys", "girl", "boy", "buy", "sale", "discount", "customer", "well done"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_occasion_has_enough_lines(language: str) -> None:
    assert cheers(language).keys() == ENOUGH.keys()
    assert all(len(lines) >= ENOUGH[occasion] for occasion, lines in cheers(language).items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_said_twice(language: str) -> None:
    lines = Counter(chain(*cheers(language).values()))
    assert [line for line, n in lines.items() if n > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_do_not_all_begin_alike(language: str) -> None:
    for lines in cheers(language).values():
        first_words = Counter(line.split()[0] for line in lines)
        assert first_words.most_common(1)[0][1] <= 3


@pytest.mark.parametrize(("language", "line"), EVERY_LINE)
def test_a_line_is_short_whole_and_plain(language: str, line: str) -> None:
    assert 1 <= len(line) <= 60
    assert line == line.strip()
    assert line[-1] in ".?؟"
    assert not set(line) & set("{}%<>!\n\t")


@pytest.mark.parametrize(("language", "line"), EVERY_LINE)
def test_a_line_names_no_gender_and_sells_nothing(language: str, line: str) -> None:
    words = {word.strip(".,،؟?") for word in line.casefold().split()}
    assert [word for word in UNWELCOME[language] if word in words or (" " in word and word in line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", sorted(ENOUGH))
@pytest.mark.parametrize("stride", [1, 2, 6, 10, 30, 32, 34, 36, 1000, 2**32])
def test_lines_are_spread_evenly_whatever_the_seeds_share(language: str, occasion: str, stride: int) -> None:
    lines = cheers(language)[occasion]
    heard = Counter(cheer(language, occasion, 5_000_000_000 + i * stride) for i in range(200 * len(lines)))
    assert heard.keys() == set(lines)
    assert min(heard.values()) >= 120
    assert max(heard.values()) <= 280


def test_the_same_seed_says_the_same_in_another_process() -> None:
    seeds = [0, 1, -1, 7_300_000_000, 2**63 + 5]
    code = f"from locales.cheers import cheer\nfor s in {seeds}: print(ascii(cheer('fa', 'vote', s)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:-1] == [ascii(cheer("fa", "vote", seed)) for seed in seeds]


def test_an_occasion_without_lines_is_said() -> None:
    with pytest.raises(KeyError):
        cheer("fa", "late", 1)
