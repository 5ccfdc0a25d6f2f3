"""What a tap shows: in the tapped message, but below it where that is a letter of several parts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    SendPhoto,
)
from aiogram.types import CallbackQuery, Chat, KeyboardButton, Message, PhotoSize, ReplyKeyboardMarkup, User
from markupsafe import Markup

from handlers.letters import BETWEEN
from handlers.replies import edit, edit_keys, key, rows
from handlers.screens import Screen, in_place, on_tap

MINA = 7101
ALONE, SEVERAL = "پاداش شما", f"پاداش شما{BETWEEN}چای یا قهوه؟"
KEYS = rows([key("آری", "yes")])
PANEL = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="کانال")]])
PHOTO = [PhotoSize(file_id="old", file_unique_id="o", width=9, height=9)]


def _press(text: str, *, photo: bool) -> CallbackQuery:
    words: dict[str, Any] = {"caption": text, "photo": PHOTO} if photo else {"text": text}
    chat, at = Chat(id=MINA, type="private"), datetime(2026, 11, 21, tzinfo=UTC)
    message = Message(message_id=6, date=at, chat=chat, reply_markup=KEYS, **words)
    mina = User(id=MINA, is_bot=False, first_name="مینا")
    return CallbackQuery(id="1", from_user=mina, chat_instance="1", message=message, data="yes")


def _kinds(steps: Any) -> list[type]:
    return [type(step) for step in steps]


LONG = Markup("{}").format("x" * 2000)
SCREENS = [
    (Screen(Markup("x"), KEYS, said="ok"), EditMessageText, EditMessageCaption, SendMessage),
    (Screen(Markup("x"), said="ok", photo="new"), SendPhoto, EditMessageMedia, SendPhoto),
    (Screen(Markup("x"), PANEL, said="ok"), SendMessage, SendMessage, SendMessage),
    (Screen(LONG, KEYS, said="ok"), EditMessageText, SendMessage, SendMessage),
]


@pytest.mark.parametrize("photo", [False, True])
@pytest.mark.parametrize(("screen", "words", "picture", "below"), SCREENS)
def test_a_letter_of_several_parts_stays_as_it_is(
    screen: Screen, words: type, picture: type, below: type, photo: bool
) -> None:
    alone = on_tap(_press(ALONE, photo=photo), screen)
    assert _kinds(alone)[0] is (picture if photo else words)
    for show in (on_tap, in_place):
        several = show(_press(SEVERAL, photo=photo), screen)
        assert _kinds(several) == [below, AnswerCallbackQuery]
        assert several[-1].text == "ok"  # type: ignore[union-attr]


def test_its_buttons_stay_too() -> None:
    assert _kinds(edit_keys(_press(ALONE, photo=False), None)) == [EditMessageReplyMarkup]
    assert edit_keys(_press(SEVERAL, photo=False), None) == []
    assert _kinds(edit(_press(SEVERAL, photo=True), Markup("x"))) == [SendMessage, AnswerCallbackQuery]


def test_a_picture_makes_way_for_words_alone_only() -> None:
    screen = Screen(Markup("x"), KEYS)
    assert DeleteMessage in _kinds(in_place(_press(ALONE, photo=True), screen))
    assert DeleteMessage not in _kinds(in_place(_press(SEVERAL, photo=True), screen))
