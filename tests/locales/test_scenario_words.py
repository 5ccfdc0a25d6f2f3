"""Scenarios and plain questions have words in every language, short where they are buttons, spelled as Persian is."""

import re
from collections.abc import Iterator
from dataclasses import astuple

import pytest

from hub.scenario.dials import QUESTIONS
from hub.scenario.presets import presets
from hub.together.terms import TITLE_LIMIT
from locales.scenarios import questions, scenarios
from locales.voice import languages
from tests.locales.test_persian import SLIPS

EACH = pytest.mark.parametrize("language", languages())
BUTTON = 26


def _texts(language: str) -> Iterator[str]:
    for told in scenarios(language).values():
        yield from (text for text in astuple(told) if text)
    for asked in questions(language).values():
        yield from (asked.ask, *asked.answers)


@EACH
def test_every_scenario_and_question_has_words_and_nothing_else_has(language: str) -> None:
    assert scenarios(language).keys() == presets().keys()
    assert questions(language).keys() == QUESTIONS.keys()


@EACH
def test_a_shared_stick_is_named_where_one_is_proposed(language: str) -> None:
    for code, preset in presets().items():
        name = scenarios(language)[code].shared
        assert bool(name) == (preset.shared_days is not None), code
        assert len(name) <= TITLE_LIMIT


@EACH
def test_buttons_are_short_and_no_two_names_alike(language: str) -> None:
    names = [told.name for told in scenarios(language).values()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 16 for name in names)
    assert all(len(answer) <= BUTTON for asked in questions(language).values() for answer in asked.answers)


@EACH
def test_texts_are_whole_and_lines_are_lines(language: str) -> None:
    for text in _texts(language):
        assert text == text.strip()
        assert not set(text) & set("{}<>&\n\t!")
    for told in scenarios(language).values():
        assert len(told.line) <= 60
        assert told.story.endswith(".")
        assert not told.reward.endswith(".")


@pytest.mark.parametrize("slip", SLIPS)
def test_the_persian_has_no(slip: str) -> None:
    assert [text for text in _texts("fa") if re.search(SLIPS[slip], text)] == []
