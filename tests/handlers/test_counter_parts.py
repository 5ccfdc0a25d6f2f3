"""Parts of the counter that need no Telegram: what is a code, what buttons carry, how a card is captioned."""

from datetime import UTC, datetime

import pytest

import handlers
from handlers.buttons import Desk
from handlers.till import desk
from handlers.till.card import Show, caption, digits, scan_link
from handlers.till.counter import Which, digits_of
from hub.money import MOST
from hub.till.tickets import Card, TicketView
from locales.voice import languages, voice

HUGE = 2**40  # more members than anybody will have
TOKEN = "x" * 16


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("482915", "482915"),
        ("۴۸۲۹۱۵", "482915"),
        ("٤٨٢٩١٥", "482915"),
        (" 482 915 ", "482915"),
        ("482-915", "482915"),
        ("۴۸۲\u200c۹۱۵", "482915"),
        ("\u200e482\n915\u200f", "482915"),
        ("\u2066۴۸۲ ۹۱۵\u2069", "482915"),
        ("000000", "000000"),
        ("48291", ""),
        ("4829150", ""),
        ("482.915", ""),
        ("482,915", ""),
        ("۴۸۲٬۹۱۵", ""),
        ("48291x", ""),
        ("²²²²²²", ""),
        ("کد 482915", ""),
        ("/482915", ""),
        ("4 8 2 9 1 5" + " " * 60, ""),
        ("", ""),
    ],
)
def test_six_digits_and_nothing_else_are_a_code(text: str, code: str) -> None:
    assert digits_of(text) == code


def test_whatever_a_button_of_the_counter_carries_telegram_takes_it() -> None:
    values = {
        "visit": f"{TOKEN}.10",
        "visits": TOKEN,
        "amount": TOKEN,
        "sum": f"{TOKEN}.{MOST}",
        "buy": f"{TOKEN}.{MOST}",
        "deed": "thanks",
    }
    packed = [Desk(member=HUGE, act=act, value=value).pack() for act, value in values.items()]
    packed += [Show(hangout=HUGE, anew=True).pack(), Which(hangout=HUGE, code="482915").pack()]
    assert all(len(data.encode()) <= 64 for data in packed)
    assert handlers.routers()  # whatever adds an act has been imported
    assert set(values) <= set(desk.ACTS)


@pytest.mark.parametrize("language", languages())
def test_a_card_s_caption_says_all_that_its_picture_shows(language: str) -> None:
    speaker = voice(language)
    ends = datetime(2026, 11, 21, 16, 5, 40, tzinfo=UTC)
    text = caption(speaker, Card(1, "<چای>", "Asia/Tehran", "سارا", TicketView(TOKEN, "048291", ends)))
    code = digits(speaker, "048291")
    assert f"{code[:3]} {code[3:]}" in text
    assert speaker.clock(19 * 60 + 35) in text
    assert "&lt;چای&gt;" in text
    assert scan_link("bot", TOKEN).endswith(f"?start=c_{TOKEN}")
