"""A question in private after a tap: its buttons in their place, whatever else the message holds kept."""

from datetime import UTC, date, datetime
from typing import Any

from aiogram.methods import EditMessageCaption, EditMessageReplyMarkup, EditMessageText
from aiogram.types import InlineKeyboardMarkup

from handlers.daily.card import card
from handlers.habit.offer import OFFER
from handlers.letters import BETWEEN
from handlers.replies import key
from hub.daily.rounds import RoundView
from locales.voice import voice

AT = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
FA = voice("fa")


def _view(*, is_open: bool = True) -> RoundView:
    return RoundView(
        7, 1, "چای‌خانه", "fa", "Asia/Tehran", date(2026, 11, 21), "choice", "چای یا قهوه؟", ("چای", "قهوه"),
        (2, 1), 3, is_open, AT, AT, "abc", 4, mine=1,
    )  # fmt: skip


def _message(*lines: list[tuple[str, str]], text: str = "چای یا قهوه؟", **other: Any) -> dict[str, Any]:
    keys = [[{"text": said, "callback_data": data} for said, data in line] for line in lines]
    said = {"caption": text} if "photo" in other else {"text": text}
    return {"chat": {"id": 5}, "message_id": 6, "reply_markup": {"inline_keyboard": keys}} | said | other


def _data(keys: Any) -> list[str | None]:
    assert isinstance(keys, InlineKeyboardMarkup)
    return [button.callback_data for line in keys.inline_keyboard for button in line]


def _keys(method: Any) -> list[str | None]:
    assert isinstance(method, EditMessageReplyMarkup)
    return _data(method.reply_markup)


def test_its_buttons_follow_the_votes() -> None:
    old = _message([("چای", "v:7:0")], [("قهوه", "v:7:1")])
    made = card(FA, old, _view(), [])
    assert _keys(made) == ["v:7:0", "v:7:1"]
    assert isinstance(made, EditMessageReplyMarkup)
    assert (made.chat_id, made.message_id) == (5, 6)


def test_what_stands_around_stays_in_its_place() -> None:
    old = _message([("نشانم بده", "fetch:1")], [("چای", "v:7:0")], [("قهوه", "v:7:1")], [("تلنگر", "cues-about")])
    made = card(FA, old, _view(), [[key("پاداش", "rewards")]])
    assert _keys(made) == ["fetch:1", "v:7:0", "v:7:1", "rewards", "cues-about"]


def test_the_offer_is_not_kept_by_itself() -> None:
    old = _message([("چای", "v:7:0")], [("یادم بینداز", OFFER)])
    assert _keys(card(FA, old, _view(), [])) == ["v:7:0", "v:7:1"]
    assert _keys(card(FA, old, _view(), [[key("یادم بینداز", OFFER)]])) == ["v:7:0", "v:7:1", OFFER]


def test_another_question_in_the_same_message_stays() -> None:
    old = _message([("چای", "v:7:0")], [("آری", "v:8:0"), ("نه", "v:8:1")])
    assert _keys(card(FA, old, _view(), [])) == ["v:7:0", "v:7:1", "v:8:0", "v:8:1"]


def test_a_message_without_its_buttons() -> None:
    """Telegram tells nothing of one that is too old."""
    assert _keys(card(FA, {"chat": {"id": 5}, "message_id": 6, "date": 0}, _view(), [])) == ["v:7:0", "v:7:1"]


def test_its_end_is_told() -> None:
    old = _message([("چای", "v:7:0")], text="🔔 سؤال امروز\n\nچای یا قهوه؟")
    told = card(FA, old, _view(is_open=False), [])
    assert isinstance(told, EditMessageText)
    assert "چای یا قهوه؟" in told.text
    assert told.reply_markup is None
    told = card(FA, old | {"photo": [{}], "caption": old.pop("text")}, _view(is_open=False), [])
    assert isinstance(told, EditMessageCaption)


def test_its_end_takes_no_other_words_away() -> None:
    """In a letter with other parts only the buttons go."""
    old = _message([("نشانم بده", "fetch:1")], [("چای", "v:7:0")], text=f"پاداش شما{BETWEEN}چای یا قهوه؟")
    assert _keys(card(FA, old, _view(is_open=False), [])) == ["fetch:1"]
