"""What the buttons about rewards carry, and how a reward is said, without Telegram."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.buttons import Desk
from handlers.reward import history as reward_history
from handlers.reward import looks as reward_looks
from handlers.reward.looks import Fetch, Give, Prize, Regret, Shelf, Want, Yes
from handlers.reward.panel import ACTS
from handlers.reward.steps import FIELDS, STEPS
from hub.reward.claims import ONCE_LIMIT
from hub.reward.rewards import RewardView
from locales.voice import languages, voice

HUGE = 2**40
TOKEN = "t" * 16


def test_whatever_a_button_carries_telegram_takes_it() -> None:
    buttons = [
        *(Prize(hangout=HUGE, reward=HUGE, act=act) for act in ACTS),
        *(Give(hangout=HUGE, reward=HUGE, field=field, value="100000") for field in FIELDS),
        *(Desk(member=HUGE, act=act, value=TOKEN) for act in ("redeem", "hand")),
        Desk(member=HUGE, act="give", value=f"{HUGE}.99"),
        Yes(reward=HUGE, once="o" * 8),
        Want(reward=HUGE),
        Shelf(hangout=HUGE),
        Fetch(claim=HUGE, anew=True),
        Regret(claim=HUGE, times=99),
    ]
    assert max(len(button.pack().encode()) for button in buttons) <= 64
    assert ONCE_LIMIT >= 8


def test_every_step_of_adding_is_asked() -> None:
    assert set(STEPS) == set(FIELDS) <= set(ACTS)


def _reward(stock: int | None) -> RewardView:
    return RewardView(1, 1, False, "چای", 10, "", stock, 30, True)


@pytest.mark.parametrize(("stock", "said"), [(None, None), (4, None), (3, "3 left"), (0, "none left for now")])
def test_stock_is_told_where_it_is_worth_a_word(stock: int | None, said: str | None) -> None:
    assert reward_looks.stock(voice("en"), _reward(stock)) == said


def test_a_claim_s_last_day_is_the_one_before_its_midnight() -> None:
    midnight = datetime(2026, 12, 21, 20, 30, tzinfo=UTC)
    assert reward_looks.last_day(midnight, "Asia/Tehran") == date(2026, 12, 21)
    assert reward_looks.last_day(midnight, "Europe/Berlin") == date(2026, 12, 21)


CHANGES: list[tuple[str, Any, Any]] = [
    ("title", "چای", "کیک"),
    ("notches", 10, 20),
    ("picture", False, True),
    ("picture", True, False),
    ("stock", None, 5),
    ("stock", 5, None),
    ("days", 30, 7),
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("field", "before", "after"), CHANGES)
def test_every_change_has_its_words(language: str, field: str, before: Any, after: Any) -> None:
    about = {"title": "<b>چای</b>", "field": field, "before": before, "after": after}
    line = reward_history.LINES["reward_changed"](voice(language), None, about)  # type: ignore[arg-type]
    assert line
    assert "<b>" not in line
    assert "None" not in line


def test_long_titles_are_cut_to_stand_beside_other_words() -> None:
    assert reward_looks.short("چای") == "چای"
    assert len(reward_looks.short("چای " * 30)) <= reward_looks.BUTTON
