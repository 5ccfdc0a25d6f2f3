"""The reader that every journey ends with: does it see a name that was let out?"""

from typing import Any

import pytest

from tests.support.calls import Call
from tests.support.leaks import leaks

PEOPLE = [
    {"id": 1001, "first_name": "مهتاب", "username": "mahtab"},
    {"id": 1002, "first_name": "آرش", "last_name": "نیک‌پور", "username": "arash_n"},
    {"id": 1003, "first_name": "نرگس"},
]


def _call(chat_id: int, **fields: Any) -> Call:
    return Call("sendMessage", {"chat_id": str(chat_id)} | fields, 0.0, 200)


@pytest.mark.parametrize("said", ["نرگس برای شما نوشت", "از 1003", "<b>نرگس</b>"])
def test_a_name_or_an_id_of_another_is_seen(said: str) -> None:
    assert len(leaks([_call(1002, text=said)], PEOPLE, {1001})) == 1


@pytest.mark.parametrize("field", ["caption", "reply_markup", "media"])
def test_wherever_it_stands(field: str) -> None:
    value: Any = '{"inline_keyboard": [[{"text": "@arash_n"}]]}' if field == "reply_markup" else "@arash_n"
    assert len(leaks([_call(1003, **{field: value})], PEOPLE, {1001})) == 1
    assert len(leaks([_call(-100, **{field: value})], PEOPLE, {1001})) == 1


def test_ones_own_staffs_and_what_staff_read_is_no_leak() -> None:
    said = [_call(1002, text="سلام آرش نیک‌پور، مهتاب نوشت"), _call(1001, text="نرگس، آرش نیک‌پور @arash_n 1002")]
    whisper = _call(-100, text="نرگس", ephemeral_message_parameters='{"receiver_user_id": 1003}')
    assert leaks([*said, whisper], PEOPLE, {1001}) == []
