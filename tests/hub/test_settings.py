"""One checked change at a time, on both engines."""

from collections.abc import Callable
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import history
from hub.context import Hub
from hub.errors import BadHour, BadLength, BadTimezone, HubError, NotAllowed, TextEmpty, TextTooLong
from hub.hangout import settings
from hub.hangout.settings import length, minute, timezone
from hub.hangout.setup import begin
from hub.stick.sticks import LEAST, MOST
from tests.support.hangouts import OWNER, opened

PERSIAN, ARABIC = (str.maketrans("0123456789", digits) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"))
SPELLINGS = ("{h}:{m:02}", "{h:02}:{m:02}", "{h}.{m}", " {h} : {m:02} ", "{h}٫{m:02}", "{h},{m:02}")


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(SPELLINGS), st.sampled_from([{}, PERSIAN, ARABIC]))
def test_an_hour_is_read_however_it_is_spelt(h: int, m: int, spelling: str, digits: dict[int, int]) -> None:
    assert minute(spelling.format(h=h, m=m).translate(digits)) == h * 60 + m


def _read(parse: Callable[[str], object], error: type[HubError], text: str) -> object:
    try:
        return parse(text)
    except error:
        return None


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert _read(minute, BadHour, text) in (None, *range(24 * 60))
    assert _read(length, BadLength, text) in (None, *range(LEAST, MOST + 1))
    assert _read(timezone, BadTimezone, text) in (None, *available_timezones())


@pytest.mark.parametrize("text", ["24", "19:60", "-1", "7pm", "", "19:", ":30", "1 9", "۲۴:۰۰", "19:30:00", "²"])
def test_what_is_no_hour(text: str) -> None:
    with pytest.raises(BadHour):
        minute(text)


@pytest.mark.parametrize("text", [str(LEAST - 1), str(MOST + 1), "0", "-7", "ده", "7.5", "", "9" * 400, "²"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(BadLength):
        length(text)


@pytest.mark.parametrize(
    "text", ["Tehran", "Asia", "../etc/passwd", "/etc/passwd", "", "Asia/Nowhere", "a\x00b", "a" * 5000]
)
def test_what_is_no_zone(text: str) -> None:
    with pytest.raises(BadTimezone):
        timezone(text)


@pytest.mark.parametrize(
    ("field", "value", "column", "expected"),
    [
        ("hour", "۹:۳۰", "opens_minute", 570),
        ("timezone", " Europe/Berlin ", "timezone", "Europe/Berlin"),
        ("length", "۱۲", "stick_length", 12),
        ("reward", "  یک  چای ", "reward", "یک چای"),
        ("title", "چای‌خانه", "title", "چای‌خانه"),
    ],
)
async def test_a_change_is_kept(hub: Hub, field: str, value: str, column: str, expected: object) -> None:
    hangout = await opened(hub)
    assert getattr(await settings.change(hub, OWNER.id, hangout.id, field, value), column) == expected


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("hour", "25", BadHour),
        ("timezone", "Mars", BadTimezone),
        ("length", "4", BadLength),
        ("reward", "\u200c", TextEmpty),
        ("reward", "ب" * 121, TextTooLong),
        ("title", "ب" * 61, TextTooLong),
    ],
)
async def test_a_refused_change_changes_nothing(hub: Hub, field: str, value: str, error: type[HubError]) -> None:
    hangout = await opened(hub)
    with pytest.raises(error):
        await settings.change(hub, OWNER.id, hangout.id, field, value)
    assert await settings.change(hub, OWNER.id, hangout.id, "title", hangout.title) == hangout


async def test_only_an_owner_changes_anything(hub: Hub) -> None:
    hangout = await opened(hub)
    for act in (
        settings.change(hub, 777, hangout.id, "hour", "9"),
        settings.change_language(hub, 777, hangout.id, "en"),
        settings.pause(hub, 777, hangout.id),
        settings.change(hub, OWNER.id, hangout.id + 1, "hour", "9"),
    ):
        with pytest.raises(NotAllowed):
            await act


async def test_the_language_of_posts_is_one_we_speak(hub: Hub) -> None:
    hangout = await opened(hub)
    assert (await settings.change_language(hub, OWNER.id, hangout.id, "en")).language == "en"
    with pytest.raises(HubError) as refused:
        await settings.change_language(hub, OWNER.id, hangout.id, "xx")
    assert refused.value.code != "error"


async def test_the_history_tells_of_a_hangout_that_has_opened(hub: Hub) -> None:
    hangout = await opened(hub)
    for _ in range(2):
        await settings.change(hub, OWNER.id, hangout.id, "length", "۱۲")
        await settings.change_language(hub, OWNER.id, hangout.id, "en")
    acts = (await history.read(hub, OWNER.id, hangout.id)).acts
    assert [(act.what, act.about) for act in reversed(acts)] == [
        ("setting_changed", {"field": "length", "before": 10, "after": 12}),
        ("setting_changed", {"field": "language", "before": "fa", "after": "en"}),
    ]


async def test_what_is_set_up_first_is_no_history(hub: Hub) -> None:
    draft = await begin(hub, OWNER)
    await settings.change(hub, OWNER.id, draft.id, "length", "12")
    await settings.change(hub, OWNER.id, draft.id, "title", "چای‌خانه")
    assert (await history.read(hub, OWNER.id, draft.id)).acts == ()
