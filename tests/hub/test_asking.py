"""The bank's order: nothing twice until everything was asked, then the longest ago first; the queue before it."""

from sqlalchemy import text

from hub.context import Hub
from hub.daily import asking, questions, rounds
from hub.daily.tags import times
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened


async def _days(hub: Hub, clock: StillClock, days: int) -> list[str]:
    hangout = await opened(hub)
    for _ in range(days):
        clock.pass_by(days=1)
        assert await rounds.turn(hub, hangout.id)
    async with hub.db.read() as session:
        return list((await session.scalars(text("SELECT source FROM round ORDER BY id"))).all())


async def test_nothing_comes_twice_before_everything_came(hub: Hub, clock: StillClock) -> None:
    asked = await _days(hub, clock, 40)
    assert len(set(asked)) == 40


async def test_what_was_asked_longest_ago_comes_again_first(hub: Hub, clock: StillClock) -> None:
    three = tuple(entry for entry in hub.bank("fa") if entry.kind == "choice" and not times(entry.tags))[:3]
    small = Hub(hub.db, hub.now, hub.languages, hub.language, hub.timezone, lambda _: three, hub.wake)
    asked = await _days(small, clock, 9)
    assert len(set(asked[:3])) == 3
    assert asked[3:6] == asked[6:9] == asked[:3]


async def test_the_preview_is_what_comes(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    seen = await asking.coming(hub, OWNER.id, hangout.id)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    await questions.add(hub, OWNER.id, hangout.id, "چای یا قهوه؟", ["چای", "قهوه"], once_key="a")
    queued = await asking.coming(hub, OWNER.id, hangout.id)
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    async with hub.db.read() as session:
        sources = list((await session.scalars(text("SELECT source FROM round ORDER BY id"))).all())
    assert sources == [seen.source, queued.source]
    assert queued.text == "چای یا قهوه؟"
