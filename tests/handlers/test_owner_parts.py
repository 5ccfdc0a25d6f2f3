"""Parts of the owner's side that need no Telegram: zones by name, labels, what buttons carry."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handlers import rights
from handlers.buttons import Compose, Panel, Queue
from handlers.daily.imports import Take
from handlers.daily.plan import Ready
from handlers.daily.queue import SHIFTS, Out, Shift
from handlers.daily.write_acts import ACTS as WRITING
from handlers.daily.write_screens import Draft
from handlers.hangout import connect
from handlers.hangout.choosers import CHOOSERS, LABEL_LIMIT, Pick, short
from handlers.hangout.connect import Again
from handlers.hangout.panel import ACTS, Next, Speak
from handlers.hangout.steps import Open, Step
from handlers.hangout.zones import COMMON, named, offered
from handlers.wizards import STEPS
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from locales.bank import bank
from locales.voice import languages, voice

HUGE = 2**30  # more hangouts than a chat request could name


def _ready(key: str) -> Ready:
    return Ready(hangout=HUGE, day=date.max.toordinal(), act="take", key=key)


def _hangout(**changes: Any) -> HangoutView:
    plain = HangoutView(
        id=HUGE,
        slug="s",
        title="چای‌خانه",
        language="fa",
        timezone="Asia/Tehran",
        opens_minute=19 * 60,
        stick_length=10,
        reward="",
        state="draft",
        next_opening=None,
        chats=(),
        queued=0,
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("تهران", "Asia/Tehran"),
        (" tehran ", "Asia/Tehran"),
        ("asia/tehran", "Asia/Tehran"),
        ("London", "Europe/London"),
        ("لندن", "Europe/London"),
        ("استانبول", "Europe/Istanbul"),
        ("لوس آنجلس", "America/Los_Angeles"),
        ("Toronto", "America/Toronto"),
        ("ناکجاآباد", "ناکجاآباد"),
        ("", ""),
        ("x" * 4096, "x" * 4096),
    ],
)
def test_zones_are_known_by_their_cities(words: str, zone: str) -> None:
    assert named(words) == zone


def test_the_houses_zone_is_offered_first_and_the_current_one_too() -> None:
    assert offered("Asia/Kabul", "Asia/Tokyo")[:2] == ["Asia/Kabul", "Asia/Tokyo"]
    assert len(offered("Asia/Tehran", "Asia/Tehran")) == len(COMMON)
    assert all(named(zone) == zone for zone in COMMON)


def test_whatever_a_button_carries_telegram_takes_it(hub: Hub) -> None:
    hangouts = [_hangout(), _hangout(timezone="America/Argentina/ComodRivadavia", reward="ب" * 120, opens_minute=1)]
    picks = [
        Pick(hangout=HUGE, field=field, value=value)
        for hangout in hangouts
        for field, chooser in CHOOSERS.items()
        for value, _ in chooser.taps(hub, voice("fa"), hangout)
    ]
    assert len(picks) > 30
    others = [
        *(Panel(hangout=HUGE, act=act) for act in ACTS),
        *(Step(hangout=HUGE, to=step, changing=True) for step in (*STEPS, "aside")),
        *(Draft(hangout=HUGE, act=f"{act}.{date.max.toordinal()}") for act in WRITING),
        *(Shift(hangout=HUGE, question=HUGE, page=12, act=act) for act in SHIFTS),
        *(_ready(question.key) for language in languages() for question in bank(language)),
        Open(hangout=HUGE, now=True),
        Compose(hangout=HUGE),
        Take(hangout=HUGE),
        Speak(hangout=HUGE, code="fa"),
        Next(hangout=HUGE, after=HUGE),
        Queue(hangout=HUGE, page=12),
        Out(hangout=HUGE, question=HUGE, page=12, sure=True),
        Again(hangout=HUGE, place="channel", chat=-1009999999999999),
    ]
    assert all(len(data.pack().encode()) <= 64 for data in (*picks, *others))


def test_what_stands_now_is_among_the_taps(hub: Hub) -> None:
    hangout = _hangout(timezone="Asia/Tokyo", opens_minute=8 * 60 + 5, stick_length=33, reward="خودم")
    for field, chooser in CHOOSERS.items():
        if field != "title":
            taps = dict(chooser.taps(hub, voice("fa"), hangout))
            assert chooser.current(hangout) in taps, field


@pytest.mark.parametrize("hangout", [1, 7, 2**29])
@pytest.mark.parametrize("place", connect.PLACES)
def test_a_request_remembers_its_hangout_and_place(hangout: int, place: str) -> None:
    keyboard = connect.keyboard(voice("fa"), _hangout(id=hangout))
    requests = [button.request_chat for row in keyboard.keyboard for button in row if button.request_chat]
    numbers = [request.request_id for request in requests if request.chat_is_channel is (place == "channel")]
    assert [connect.asked(number) for number in numbers] == [(hangout, place)]
    assert all(request.bot_administrator_rights for request in requests)


@pytest.mark.parametrize("language", languages())
def test_every_missing_right_has_words_of_its_own(language: str) -> None:
    codes = [rights.ABSENT, *rights.IN_CHANNEL, *rights.IN_GROUP]
    lines = rights.rights_words(voice(language), codes).split("\n")
    assert len(set(lines)) == len(codes)


def test_labels_fit_on_a_button() -> None:
    assert short("چای") == "چای"
    assert len(short("چای " * 40)) <= LABEL_LIMIT
