"""The kind word after a vote: by what happened, and by how the hangout likes to speak."""

from collections import Counter
from dataclasses import replace

import pytest

from handlers.daily.cheering import AWAY, kind_word, occasions
from hub.daily.ballots import Ended, Outcome
from locales.cheers import cheers
from locales.voice import voice

PLAIN = Outcome(Ended.COUNTED, "fa", notch=True, gained=1, streak=1, kind="choice")
LANGUAGES = ("fa", "en")


def _heard(language: str, outcome: Outcome) -> Counter[str]:
    """Which occasion's lines are heard, over many members."""
    where = {line: occasion for occasion, lines in cheers(language).items() for line in lines}
    seeds = range(7_000_000, 7_000_000 + 31 * 600, 31)
    return Counter(where[kind_word(voice(language), replace(outcome, seed=seed))] for seed in seeds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hangout_speaks_as_its_dial_stands(language: str) -> None:
    assert set(_heard(language, PLAIN)) == {"vote"}
    assert set(_heard(language, replace(PLAIN, together=2))) == {"vote", "vote-together"}
    assert set(_heard(language, replace(PLAIN, together=-1))) == {"vote", "vote-alone"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_every_fitting_occasion_is_heard(language: str) -> None:
    outcome = replace(PLAIN, together=1, streak=5, kind="word")
    seeds = range(7_000_000, 7_000_000 + 31 * 2500, 31)
    heard = {kind_word(voice(language), replace(outcome, seed=seed)) for seed in seeds}
    fitting = ("vote", "vote-together", "streak", "word")
    assert heard == {line for occasion in fitting for line in cheers(language)[occasion]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_rare_is_spoken_of_alone(language: str) -> None:
    worded = set(cheers(language))
    away = replace(PLAIN, away=AWAY, together=1)
    assert occasions(away, worded) == ["back"]
    assert occasions(replace(away, lucky=1), worded) == ["lucky"]
    assert occasions(replace(away, lucky=1, milestone=40), worded) == ["milestone-40"]


def test_the_same_tap_hears_the_same_word() -> None:
    outcome = replace(PLAIN, together=2, streak=4, seed=12345)
    assert len({kind_word(voice("fa"), outcome) for _ in range(5)}) == 1
