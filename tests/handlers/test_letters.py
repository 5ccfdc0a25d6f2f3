"""A letter of parts: alone a part looks as it is, together they are one message that Telegram takes."""

from dataclasses import replace
from typing import Any

import pytest

import handlers
from handlers.habit import letter
from handlers.habit.budget import PARTS
from handlers.habit.letter import Written, fitting, joined
from handlers.letters import Ballotbox, Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import key, rows
from hub import outbox
from hub.attention import CRUMB, FLEETING, KINDS, LETTER, PUBLIC, THERE
from hub.context import Hub, StoreDown
from hub.outbox import Parcel
from locales.voice import voice
from storage.tables import Notice
from tests.conftest import StillClock
from tests.support.store import row

MINA = 7101
KEYS = rows([key("آری", "yes"), key("نه", "no")])
FA = voice("fa")


async def _no_file(_: str) -> bytes:
    raise AssertionError("no file is asked for")


def test_every_kind_has_its_weight() -> None:
    assert handlers.routers()  # whatever defines a kind of its own has been imported
    assert set(NOTICES) == set(KINDS) | PUBLIC | {LETTER}
    assert not set(KINDS) & PUBLIC
    assert all(KINDS[kind] is CRUMB for kind in FLEETING)
    assert set(PARTS) == {kind for kind, weight in KINDS.items() if weight in (CRUMB, THERE)}


def _numbered(*letters: Letter) -> list[Written]:
    return [Written(n, one) for n, one in enumerate(letters)]


def test_alone_a_part_is_itself() -> None:
    for one in (Letter("<b>x</b>", KEYS, silent=True), Letter("x", photo=b"png"), Letter(poll=Ballotbox("?", ("a",)))):
        assert joined([one], FA) is one
    assert joined([], FA) is None


def test_together_they_are_one_message() -> None:
    made = joined(
        [Letter("<b>یک</b>", KEYS), Letter("دو", photo="file", silent=True), Letter("سه", rows([key("z", "z")]))],
        FA,
    )
    assert made is not None
    assert [part.strip() for part in made.text.split("· · ·")] == ["<b>یک</b>", "دو", "سه"]
    assert made.keys is not None
    assert [[one.callback_data for one in line] for line in made.keys.inline_keyboard] == [["yes", "no"], ["z"]]
    assert made.photo == "file"
    assert not made.silent
    quiet = joined([Letter("a", silent=True), Letter("b", silent=True)], FA)
    assert quiet is not None
    assert quiet.silent
    assert quiet.keys is None


def test_among_others_a_picture_gives_way_to_a_line() -> None:
    """Two gifts in a letter are two lines, not one stick that belongs to neither."""
    gift = Letter("long", photo=b"stick", among="short")
    assert joined([gift], FA) is gift
    assert [one.id for one in fitting(_numbered(gift, gift, Letter("z", photo="other")), FA)] == [0, 1, 2]
    made = joined([gift, gift, Letter("z", photo="other")], FA)
    assert made is not None
    assert [part.strip() for part in made.text.split("· · ·")] == ["short", "short", "z"]
    assert made.photo == "other"


@pytest.mark.parametrize(("language", "first", "second"), [("fa", "۱", "۲"), ("en", "1", "2")])
def test_parts_whose_buttons_read_the_same_are_numbered(language: str, first: str, second: str) -> None:
    """And no others: the question of the day keeps its options as they are."""
    asked = [Letter("<b>a</b>", rows([key("yes", "1"), key("why", "2")])), Letter("z", rows([key("more", "3")]))]
    made = joined([*asked, Letter("b", rows([key("yes", "4")]))], voice(language))
    assert made is not None
    assert made.keys is not None
    said = ["".join(char for char in part if char.isprintable()).strip() for part in made.text.split("· · ·")]
    assert said == [f"<b>{first}.</b> <b>a</b>", "z", f"<b>{second}.</b> b"]
    taps = [(one.text, one.callback_data) for line in made.keys.inline_keyboard for one in line]
    assert [data for _, data in taps] == ["1", "2", "3", "4"]
    assert [text.startswith(n) for (text, _), n in zip(taps, [first, first, "more", second], strict=True)] == [True] * 4


def test_numbers_take_room() -> None:
    full = Letter("x" * 2044, rows([key("yes", "yes")]))
    assert len(fitting(_numbered(full, full), FA)) == 1


@pytest.mark.parametrize(
    ("letters", "fit"),
    [
        ([Letter("x" * 4096)], 1),
        ([Letter("x" * 2000), Letter("y" * 2000), Letter("z" * 2000)], 2),
        ([Letter("x" * 4090), Letter("y" * 10)], 1),
        ([Letter("x", photo=b"1"), Letter("y" * 1020)], 1),
        ([Letter("x", photo=b"1"), Letter("y"), Letter("z", photo=b"2")], 2),
        ([Letter("x"), Letter(poll=Ballotbox("?", ("a", "b")))], 1),
        (
            [
                Letter("x", rows(*([key("a", "a")] for _ in range(20)))),
                Letter("y", rows(*([key("b", "b")] for _ in range(5)))),
            ],
            1,
        ),
        ([], 0),
    ],
)
def test_as_many_as_fit(letters: list[Letter], fit: int) -> None:
    assert [one.id for one in fitting(_numbered(*letters), FA)] == list(range(fit))


async def _queued(hub: Hub, *keys: str) -> Parcel:
    async with hub.db.begin() as session:
        for name in keys:
            notice = {"kind": "claim_expired", "hangout_id": None, "chat_id": MINA, "public": False}
            await outbox.queue(session, hub, notice | {"payload": {"key": name}, "dedupe_key": name})
    [parcel] = await outbox.lease(hub, 10)
    assert parcel.kind == LETTER
    return parcel


def _says(monkeypatch: pytest.MonkeyPatch, **said: Any) -> None:
    """What each part, by its key, becomes: a letter, nothing, or an error."""

    async def written(desk: Desk, parcel: Parcel) -> Letter | None:
        result = said[parcel.payload["key"]]
        if isinstance(result, Exception):
            raise result
        assert parcel.chat_id == MINA
        return replace(result) if result else None

    monkeypatch.setitem(NOTICES, "claim_expired", written)


async def _states(hub: Hub, *keys: str) -> list[str]:
    return [(await row(hub.db, Notice, dedupe_key=name)).state for name in keys]


async def test_a_part_without_a_word_leaves_the_others(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch, a=Letter("یک"), b=None, c=ValueError("no such thing"), d=Letter("دو"))
    parcel = await _queued(hub, "a", "b", "c", "d")
    made = await letter.bring(Desk(hub, "bot", _no_file), parcel)
    assert made is not None
    assert "یک" in made.text
    assert "دو" in made.text
    assert await _states(hub, "a", "b", "c", "d") == ["part", "dropped", "failed", "part"]
    await outbox.sent(hub, parcel, 5, None, 0)
    assert await _states(hub, "a", "b", "c", "d") == ["sent", "dropped", "failed", "sent"]


async def test_nothing_to_say_is_no_letter(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch, a=None, b=None)
    assert await letter.bring(Desk(hub, "bot", _no_file), await _queued(hub, "a", "b")) is None
    assert await _states(hub, "a", "b") == ["dropped", "dropped"]


async def test_what_is_too_long_comes_tomorrow(hub: Hub, clock: StillClock, monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch, a=Letter("x" * 3000), b=Letter("y" * 3000))
    desk, parcel = Desk(hub, "bot", _no_file), await _queued(hub, "a", "b")
    first = await letter.bring(desk, parcel)
    assert first is not None
    assert first.text == "x" * 3000
    await outbox.sent(hub, parcel, 5, None, 0)
    assert await _states(hub, "a", "b") == ["sent", "part"]
    clock.pass_by(days=1)
    [later] = await outbox.lease(hub, 10)
    second = await letter.bring(desk, later)
    assert second is not None
    assert second.text == "y" * 3000


async def test_a_store_that_is_down_is_nobodys_fault(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: the letter is written again later."""
    _says(monkeypatch, a=StoreDown())
    parcel = await _queued(hub, "a")
    with pytest.raises(StoreDown):
        await letter.bring(Desk(hub, "bot", _no_file), parcel)
    assert await _states(hub, "a") == ["part"]
