"""A sandbox, and the real product on it over HTTP: by polling or as a webhook, on either engine."""

import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from functools import cache

import pytest

import bot.app
import bot.courier
from bot.app import App
from bot.settings import Settings, load_settings
from storage.database import StoreDown
from storage.tables import Staff
from tests.support.bank import simple
from tests.support.calls import Calls, watch
from tests.support.engines import Engines
from tests.support.journal import Journal, listening
from tests.support.leaks import leaks
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import rows
from tests.support.world import SandboxWorld

BOTH = pytest.mark.parametrize(("way", "engine"), [("polling", "sqlite"), ("webhook", "postgresql")], indirect=True)
"""Both ways in and both engines, in two runs of a test instead of four."""
Start = Callable[..., Awaitable[App]]


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session", autouse=True)
def _certificates() -> None:
    """Read once for all: every client that is made loads the whole list, whether or not it speaks to anybody by TLS."""
    ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the operator's settings; a chat may be written to as often as the sandbox allows; and a question of the
    bank is answered by a tap on any of its options."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(bot.courier, "GROUP_PACE", 0.01)
    monkeypatch.setattr(bot.app, "bank", simple)


@pytest.fixture
def way(request: pytest.FixtureRequest) -> str:
    """How updates come in: "polling" or "webhook"."""
    return getattr(request, "param", "polling")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """The database: "sqlite" or "postgresql"."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
async def world(request: pytest.FixtureRequest) -> AsyncIterator[SandboxWorld]:
    """The sandbox, at noon in Tehran. `world` parametrized with "strict" has Telegram's pace limits."""
    async with SandboxWorld(strict_flood=getattr(request, "param", "") == "strict") as world:
        await world.set_clock(NOON)
        yield world


@pytest.fixture
def settings(world: SandboxWorld, way: str, engine: str, engines: Engines) -> Settings:
    """Settings as an operator would give them, on a fresh database."""
    given = {"bot_token": world.token, "telegram_api": world.url, "database_url": engines.url(engine)}
    if way == "webhook":
        port = free_port()
        given |= {"webhook_url": f"http://127.0.0.1:{port}/telegram", "http_port": str(port)}
    return load_settings(_env_file=None, **given)


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    """The log; the test fails if it says more than a warning or shows a secret."""
    with listening(settings.secrets()) as journal:
        yield journal
    journal.check(settings.secrets())


@pytest.fixture
async def start(
    settings: Settings, journal: Journal, world: SandboxWorld, request: pytest.FixtureRequest
) -> AsyncIterator[Start]:
    """Starts the product, as often as it is called, with other settings if given; all of it is stopped at the end.

    Nothing that left it in the meantime may have named a member to another one, but those who agreed to it in the
    test: `@pytest.mark.consent(*names)`; and `@pytest.mark.nameless(*names)` are named to nobody, staff included.
    """
    calls = watch(world.sandbox) if world.sandbox else Calls()
    apps: list[App] = []
    async with AsyncExitStack() as stack:

        async def started(given: Settings = settings) -> App:
            apps.append(await stack.enter_async_context(App(given)))
            return apps[-1]

        yield started
        with suppress(StoreDown):
            everybody = (await world.seen_by())["people"]
            people = [one for one in everybody if one["first_name"] not in _marked(request, "consent")]
            nameless = [one for one in everybody if one["first_name"] in _marked(request, "nameless")]
            trusted = {one.person_id for app in apps for one in await rows(app.db, Staff)}
            taps = world.sandbox.stage.presses.known if world.sandbox else {}
            pressers = {key: one.person_id for key, one in taps.items()}
            assert leaks(calls, people, trusted, pressers) == []
            assert leaks(calls, nameless, set(), pressers) == []


def _marked(request: pytest.FixtureRequest, mark: str) -> set[str]:
    return {name for one in request.node.iter_markers(mark) for name in one.args}


@pytest.fixture
async def app(start: Start) -> App:
    """The product, running."""
    return await start()


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    """An open hangout in Persian, with the example's channel and group."""
    return await open_shop(world, app.hub)
