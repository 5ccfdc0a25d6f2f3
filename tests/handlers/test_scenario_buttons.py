"""Buttons about scenarios and draws: whatever they carry, Telegram takes it."""

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers.scenario.draw import SHOWN, Draws
from handlers.scenario.panel import ACTS
from handlers.scenario.scene import Scene
from handlers.scenario.words import FIELDS, changed, wanted
from hub.scenario.presets import presets
from hub.scenario.scenarios import RULE, Change
from hub.together.terms import MOST
from locales.voice import languages, voice

HUGE = 2**40  # hangouts


def test_whatever_a_button_carries_telegram_takes_it() -> None:
    packed: list[CallbackData] = [
        *(Scene(hangout=HUGE, act=act, what=code, n=MOST) for act in ACTS for code in presets()),
        *(Draws(hangout=HUGE, page=10**6, act=act) for act in SHOWN),
    ]
    assert all(len(data.pack().encode()) <= 64 for data in packed)


@pytest.mark.parametrize("language", languages())
def test_everything_a_scenario_may_change_has_words(language: str) -> None:
    """Also where it was never set, or is taken away."""
    v = voice(language)
    preset = presets()["yalda"]
    changes = [Change(field, getattr(preset, field), getattr(preset, field)) for field in FIELDS]
    changes += [Change(f"{RULE}{rule}", 1, notches) for rule, notches in preset.rules.items()]
    changes += [Change("day_ceiling", None, 5), Change("month_ceiling", 30, None), Change("lucky_permille", 120, 0)]
    changes += [Change(dial, -2, value) for dial, value in preset.dials._asdict().items()]
    for say in (changed, wanted):
        said = [say(v, change) for change in changes]
        assert len(set(said)) == len(said)
        assert not any("{" in line or "None" in line for line in said)
