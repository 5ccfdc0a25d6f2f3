"""A world of its own for every test."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.places import Places
from tests.support.world import SandboxWorld


@pytest.fixture
async def world() -> AsyncIterator[SandboxWorld]:
    async with SandboxWorld(strict_flood=False) as world:
        yield world


@pytest.fixture
async def places(world: SandboxWorld) -> Places:
    """The example's channel and group with the bot as an administrator of both."""
    return await Places.prepared(world)
