"""Telegram's pace, on a clock of the test's own."""

from sandbox.errors import BotApiError
from sandbox.flood import Flood
from tests.sandbox.places import Places
from tests.support.world import SandboxWorld


class Moments:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def refused(flood: Flood, chat_id: int) -> int | None:
    """The seconds to wait, None if the send was let through."""
    try:
        flood.check(chat_id)
    except BotApiError as error:
        return error.parameters["retry_after"]
    return None


def test_thirty_a_second_in_all() -> None:
    moments = Moments()
    flood = Flood(real=moments)
    assert [refused(flood, person) for person in range(1, 32)] == [None] * 30 + [1]
    moments.now += 1.01
    assert refused(flood, 1) is None


def test_twenty_a_minute_in_a_group() -> None:
    moments = Moments()
    flood = Flood(real=moments)
    assert [refused(flood, -5) for _ in range(21)] == [None] * 20 + [60]
    assert refused(flood, -6) is None
    moments.now += 45
    assert refused(flood, -5) == 15
    moments.now += 15.01
    assert refused(flood, -5) is None


def test_a_refused_send_does_not_count() -> None:
    moments = Moments()
    flood = Flood(real=moments)
    for _ in range(40):
        refused(flood, -5)
    moments.now += 60.01
    assert [refused(flood, -5) for _ in range(20)] == [None] * 20


def test_people_have_no_minute() -> None:
    moments = Moments()
    flood = Flood(real=moments)
    for _ in range(50):
        assert refused(flood, 7) is None
        moments.now += 0.5


async def test_edits_count_and_the_answer_says_how_long(places: Places) -> None:
    assert places.world.sandbox
    places.world.sandbox.stage.flood = Flood(real=Moments())
    sent = await places.ok("sendMessage", chat_id=places.channel, text="0")
    for number in range(1, 20):
        await places.ok("editMessageText", chat_id=places.channel, message_id=sent["message_id"], text=str(number))
    await places.world.advance(3600)
    async with places.world.http.post(
        f"{places.world.bot_url}/editMessageText",
        json={"chat_id": places.channel, "message_id": sent["message_id"], "text": "x"},
    ) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "60")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 60",
            "parameters": {"retry_after": 60},
        }


async def test_the_limits_hold_unless_lifted() -> None:
    async with SandboxWorld() as strict, SandboxWorld(strict_flood=False) as loose:
        for world, expected in ((strict, True), (loose, False)):
            assert world.sandbox
            assert world.sandbox.stage.flood.strict is expected
