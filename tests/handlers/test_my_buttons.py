"""Buttons of a member's own days and the owner's tags: whatever they carry, Telegram takes it; what the days say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Panel
from handlers.habit import interests, names, pause, standing, tags
from handlers.habit.me import ACTS, BUTTONS, ORDER, Mine, keys
from handlers.habit.month import caption, draw
from handlers.hangout import panel
from hub.habit.interests import Liking
from hub.habit.me import Me
from hub.habit.streak import Span, Streak
from hub.habit.strip import LENGTH, Mark, Marked
from hub.habit.tags import OWN
from hub.stick.sticks import Stick
from locales.topics import topics
from locales.voice import Spoken, languages, voice

HUGE = 2**40
TODAY = date(2026, 3, 25)  # 5 Farvardin 1405: the strip goes over Nowruz and a month's end in both calendars
UNLIKED = Liking(3, "own-2", "ورزش", picked=False, learned=False)
EACH = pytest.mark.parametrize("language", languages())


def mine(streak: Streak, today: Mark = Mark.OPEN, span: Span | None = None, *, may_pause: bool = True) -> Me:
    days = [Marked(TODAY - timedelta(days=n), Mark.PRESENT if n else today) for n in reversed(range(LENGTH))]
    return Me(
        hangout_id=HUGE,
        title="چای‌خانه <b>",
        slug="s",
        today=TODAY,
        streak=streak,
        milestone=40,
        days=tuple(days),
        stick=Stick(3, 10, 1),
        pause=span,
        may_pause=may_pause,
        standing=True,
        alias=None,
        tags=(
            Liking(1, "food", "-", picked=True, learned=False),
            Liking(2, "own-1", "قلیان <b>", False, True),
            UNLIKED,
        ),
    )


def test_whatever_a_button_carries_telegram_takes_it() -> None:
    packed: list[CallbackData] = [
        *(Mine(hangout=HUGE, act=act) for act in (*ACTS, "days")),
        *(standing.Table(hangout=HUGE, act=act) for act in ("days", "notches", "name", "leave")),
        standing.Named(hangout=HUGE, heard=HUGE),
        *(tags.Theme(hangout=HUGE, tag=key, on=False) for key in (*topics("fa"), f"{OWN}{10**6}")),
        *(Panel(hangout=HUGE, act=act) for act in panel.ACTS),
        interests.Like(hangout=HUGE, interest=HUGE, on=False),
        interests.Clear(hangout=HUGE),
        names.Out(hangout=HUGE, seal="f" * 16, sure=True),
    ]
    assert all(len(data.pack().encode()) <= 64 for data in packed)
    assert {"pause", "back", "interests", "standing"} < ACTS.keys()
    assert pause.router.name == "pause"


@EACH
def test_the_buttons_follow_what_can_be_done(language: str) -> None:
    v, streak = voice(language), Streak(8, TODAY, TODAY, 1)

    def labels(shown: Me) -> list[str]:
        return [button.text for line in keys(v, shown).inline_keyboard for button in line]

    assert set(ORDER) == BUTTONS.keys()
    away, today = v.tell("I will be away"), v.tell("Today’s question")
    assert labels(mine(streak))[:2] == [today, away]
    assert len(labels(mine(streak))) == len(ORDER)
    assert labels(mine(streak, Mark.PRESENT))[0] == away
    assert away not in labels(mine(streak, may_pause=False))
    assert v.tell("I am back") in labels(mine(streak, span=Span(TODAY, TODAY), may_pause=False))


@EACH
def test_nobody_is_shown_a_nought(language: str) -> None:
    v, away = voice(language), mine(Streak(0, None, TODAY, 0))
    missed = replace(away, days=tuple(one._replace(mark=Mark.MISSED) for one in away.days))
    assert v.many("here on {n} day", "here on {n} days", 0) not in caption(v, missed)
    assert v.number(28) in caption(v, away)
    assert v.number(28) not in caption(v, missed)
    assert draw(v, missed).startswith(b"\x89PNG")


@EACH
@pytest.mark.parametrize("streak", [Streak(39, TODAY, TODAY, 3), Streak(0, None, TODAY, 0)])
def test_the_caption_tells_what_the_picture_shows(language: str, streak: Streak) -> None:
    v, shown = voice(language), mine(streak, span=Span(TODAY, TODAY + timedelta(days=2)))
    text = caption(v, shown)
    assert "&lt;b&gt;" in text
    assert v.many("here on {n} day", "here on {n} days", 27) in text
    assert v.date(TODAY + timedelta(days=2)) in text
    assert (v.say("Next milestone: {n} days, your chelleh", n=40) in text) == (streak.days > 0)
    assert (v.say("Your next answer begins a new row of days.") in text) == (not streak.days)
    coming = v.many("one more after {n} day", "one more after {n} days", shown.until_grace)
    assert coming not in text, "no more than three are kept"
    assert (coming in caption(v, mine(Streak(39, TODAY, TODAY, 2)))) == (streak.days > 0)
    assert draw(v, shown).startswith(b"\x89PNG")


@EACH
def test_the_caption_names_what_they_like(language: str) -> None:
    v, shown = voice(language), mine(Streak(8, TODAY, TODAY, 1))
    names = Spoken(f"\u2068{topics(language)['food']}\u2069{v.tell(', ')}\u2068قلیان <b>\u2069")
    assert v.say("Interests: {names}", names=names) in caption(v, shown)
    nothing = caption(v, replace(shown, tags=(UNLIKED,)))
    assert v.say("Interests: {names}", names=Spoken("")) not in nothing
    assert UNLIKED.name not in nothing
