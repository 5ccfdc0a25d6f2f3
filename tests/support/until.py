"""Waiting for something to become true, for tests: no test measures how long it took."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0
"""Seconds after which something that did not come is a failure; never reached when all is well."""


async def until(condition: Callable[[], Any], what: str = "") -> Any:
    """The condition's first true value; it may be a plain function or a coroutine function."""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                value = condition()
                if inspect.isawaitable(value):
                    value = await value
                if value:
                    return value
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"waited in vain {what or inspect.getsource(condition).strip()}") from None
