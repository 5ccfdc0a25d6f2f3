"""What every test may ask for: both engines, and a hub whose clock stands still until it is moved."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

from hub.context import Hub
from locales.voice import languages
from storage.database import Database
from tests.support.bank import simple
from tests.support.compiled import share
from tests.support.engines import ENGINES, Engines

# How long an example takes says something about the machine, not about the product.
settings.register_profile("patogh", deadline=None)
settings.load_profile("patogh")


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Databases by the dozen."""
    share()
    made = Engines()
    yield made
    made.close()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, engines: Engines) -> str:
    """A fresh database: the test runs once on each engine."""
    return engines.url(request.param)


class StillClock:
    """Stands at noon in Tehran on an autumn day, until moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """Aware UTC."""
        return self.at

    def pass_by(self, **span: float) -> None:
        """Moves on by a timedelta's arguments."""
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> StillClock:
    """The hub's clock."""
    return StillClock()


@pytest.fixture
async def hub(database_url: str, clock: StillClock) -> AsyncIterator[Hub]:
    """Use cases without Telegram."""
    db = Database(database_url)
    yield hub_on(db, clock.now)
    await db.stop()


def hub_on(db: Database, now: Callable[[], datetime]) -> Hub:
    """Use cases on a database of a test's own."""
    return Hub(
        db=db, now=now, languages=languages(), language="fa", timezone="Asia/Tehran", bank=simple, wake=lambda: None
    )
