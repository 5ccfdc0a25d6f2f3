"""Buttons about ideas that are looked through: whatever they carry, Telegram takes it, and each has its words."""

import pytest

from handlers.ideas.made_screens import Made, MadeCard, Sign
from handlers.ideas.moved import TOLD
from handlers.ideas.triage import ACTS
from handlers.ideas.triage_screens import ACTS as ASKING
from handlers.ideas.triage_screens import LETTERS, NAMES, REASONS, WAYS, pile_of, reason, to
from hub.ideas.steps import PILES, REASON_LIMIT, STEPS
from locales.voice import languages, voice

HUGE = 2**40
GOALS = {after for ways in STEPS.values() for after in ways}


def test_whatever_a_button_carries_telegram_takes_it() -> None:
    made = [to("", HUGE, pile, act, HUGE, HUGE).callback_data or "" for pile in NAMES for act in ACTS]
    made += [Made(hangout=HUGE, page=HUGE).pack(), MadeCard(idea=HUGE).pack(), Sign(idea=HUGE, named=True).pack()]
    assert all(0 < len(data.encode()) <= 64 for data in made)


def test_every_pile_has_a_letter_of_its_own() -> None:
    assert set(NAMES) == set(PILES)
    assert [pile_of(letter) for letter in LETTERS.values()] == list(NAMES)
    assert pile_of("?") == pile_of("") == "new"


@pytest.mark.parametrize("language", languages())
def test_every_way_can_be_gone_and_told(language: str) -> None:
    v = voice(language)
    assert set(WAYS) == GOALS <= set(ACTS)
    assert set(TOLD) == GOALS
    assert set(ASKING.values()) <= set(ACTS)
    labels = [said(v) for said in (*WAYS.values(), *NAMES.values())]
    assert all(0 < len(label) <= 30 for label in labels)
    reasons = [reason(language, number) for number in range(len(REASONS))]
    assert len(set(reasons)) == len(reasons)
    assert all(0 < len(said) <= REASON_LIMIT for said in reasons)
