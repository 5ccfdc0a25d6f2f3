"""A month of life: one act in the sandbox's page, and the example's hangout has lived for as long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app import App
from bot.hosting import Host
from bot.settings import Settings
from bot.simulation import month
from hub.hangout import hangouts
from hub.stick import members
from sandbox.server import Sandbox
from tests.journeys.conftest import BOTH
from tests.support.journal import Journal
from tests.support.shop import ballots_of
from tests.support.world import ActRefused, SandboxWorld

TOLD = "the hangout has had questions already: a month fits in only before the first"


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A week with a few people shows the same."""
    monkeypatch.setattr(month, "DAYS", 7)
    monkeypatch.setattr(month, "OTHERS", 8)


def _host(world: SandboxWorld) -> tuple[Host, Sandbox]:
    assert world.sandbox
    return Host(world.sandbox), world.sandbox


@asynccontextmanager
async def _lived(world: SandboxWorld, settings: Settings, host: Host) -> AsyncIterator[App]:
    """The product before, the month, and the product after it, as the process goes through them."""
    async with App(settings) as app:
        host.opened(app)
        asked = asyncio.create_task(world.act(None, "month"))
        await asyncio.wait_for(host.wished.wait(), 30)
    await host.live(app)
    async with App(settings) as app:
        host.opened(app)
        assert (await asked)[0] is True
        yield app


@BOTH
async def test_the_past_is_there_and_todays_question_comes_for_real(
    world: SandboxWorld, settings: Settings, journal: Journal
) -> None:
    host, sandbox = _host(world)
    channel = await world.chat_id("channel")
    async with _lived(world, settings, host) as app:
        post = await world.owner.wait_for(channel, lambda m: bool(ballots_of(m)), since=0)
        arash = world.person("آرش")
        before = (await members.sticks(app.hub, arash.id))[0].stick
        told = await arash.press(post, data=ballots_of(post)[0])
        assert told.text
        after = (await members.sticks(app.hub, arash.id))[0].stick
        assert before.full * before.length + before.notches > 0
        assert (after.full, after.notches) != (before.full, before.notches)
        [owned] = await hangouts.owned_by(app.hub, world.owner.id)
        assert owned.state == "open"
        assert owned.reward
        assert sandbox.stage.offers == {}


async def test_a_hangout_that_was_asked_something_keeps_its_own_past(
    world: SandboxWorld, settings: Settings, journal: Journal
) -> None:
    host, sandbox = _host(world)
    async with _lived(world, settings, host):
        sandbox.stage.offers["month"] = host.month
        with pytest.raises(ActRefused, match=TOLD):
            await world.act(None, "month")


async def test_without_a_host_nobody_offers_a_month(world: SandboxWorld) -> None:
    with pytest.raises(ActRefused, match="nobody offers this here"):
        await world.act(None, "month")


async def test_before_the_product_is_open_a_month_waits(world: SandboxWorld) -> None:
    _host(world)
    with pytest.raises(ActRefused, match="a month is passing already"):
        await world.act(None, "month")


async def test_the_examples_chats_must_be_where_they_were(
    world: SandboxWorld, settings: Settings, journal: Journal
) -> None:
    host, sandbox = _host(world)
    for chat in sandbox.stage.world.chats.values():
        if chat.type == "channel":
            chat.members[world.owner.id].status = "administrator"
    async with App(settings) as app:
        host.opened(app)
        with pytest.raises(ActRefused, match="not as they were"):
            await world.act(None, "month")
