"""Buttons about needs: whatever they carry, Telegram takes it; and every state of a need has its words."""

from datetime import UTC, datetime

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers.needs import ask, card, demand, looks, talk
from handlers.needs.buttons import Asking, Helping, Said, Want, Wanted, Wants
from hub.ideas.views import About
from hub.needs.views import LineView, NeedView, TalkView
from locales.voice import languages, voice

HUGE = 2**40
AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
EACH = pytest.mark.parametrize("language", languages())


def need(state: str = "open", *, met_by: str | None = None, shown: bool = True, mine: bool = True) -> NeedView:
    return NeedView(
        id=1,
        hangout_id=HUGE,
        title="چای‌خانه <b>",
        timezone="Asia/Tehran",
        text="<i>چای</i>",
        photo=None,
        state=state,
        shown=shown,
        met_by=met_by,
        mine=mine,
        keeper=False,
        asked=2,
        tags=(About(1, "tea", "چای"),),
        created_at=AT,
        expires_at=AT,
        renewals=0,
        warned=False,
    )


def test_whatever_a_button_carries_telegram_takes_it() -> None:
    packed: list[CallbackData] = [
        *(Want(need=HUGE, act=act) for act in (*card.ACTS, "photo")),
        *(Said(talk=HUGE, act=act) for act in (*talk.ACTS, "photos")),
        *(Wants(of=of, page=10**6) for of in card.LISTS),
        *(Asking(hangout=HUGE, act=act, what=HUGE) for act in (*ask.STEPS, "begin")),
        *(Wanted(hangout=HUGE, act=act, value=HUGE) for act in demand.ACTS),
        Helping(hangout=HUGE, interest=HUGE, on=False),
    ]
    assert all(len(data.pack().encode()) <= 64 for data in packed)


@EACH
def test_each_state_has_words_of_its_own(language: str) -> None:
    v = voice(language)
    states = [need(state) for state in ("open", "expired", "withdrawn")]
    states += [need("met", met_by=by) for by in ("member", "shop", "else")] + [need(shown=False)]
    said = [looks.state(v, one) for one in states]
    assert len(set(said)) == len(said)
    assert "&lt;i&gt;" in looks.quoted(v, states[0].text)


@EACH
def test_a_talk_tells_sides_and_no_names(language: str) -> None:
    v = voice(language)
    lines = (LineView(1, True, "یک <b>", None, True, AT), LineView(2, False, "دو", "photo", False, AT))
    both = [
        TalkView(1, need(), 1, shop, asker, False, False, False, False, lines)
        for shop in (False, True)
        for asker in (False, True)
    ]
    sides = {looks.line(v, one, lines[1]) for one in both}
    assert len(sides) == 3, "the shop, a member, who asks"
    assert all(v.say("(with a picture)") in side for side in sides)
    assert "&lt;b&gt;" in looks.line(v, both[0], lines[0])
    assert looks.talk_name(v, both[0]) != looks.talk_name(v, both[2])
