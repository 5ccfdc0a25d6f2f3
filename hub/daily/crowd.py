"""Groups the votes that arrive together, so that many share one transaction."""

import asyncio
from collections import deque
from collections.abc import Callable

from hub.context import Hub
from hub.daily.ballots import Ballot, Outcome
from hub.daily.votes import cast

MOST = 1024  # larger groups gain nothing and make the first in them wait


class Crowd:
    """Waits for nothing: what arrives while a group is being committed is the next group.

    `committed` is called after each group.
    """

    def __init__(self, hub: Hub, committed: Callable[[], None] = lambda: None) -> None:
        self._hub, self._committed = hub, committed
        self._waiting: deque[tuple[Ballot, asyncio.Future[Outcome]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def cast(self, ballot: Ballot) -> Outcome:
        """Returns after the commit; raises what the store raised, in which case nothing was counted."""
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((ballot, done))
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return await done

    async def _work(self) -> None:
        # One turn of the loop lets everybody who has been read already get in before the first group leaves.
        await asyncio.sleep(0)
        while self._waiting:
            await self._commit([self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))])
        self._task = None

    async def _commit(self, group: list[tuple[Ballot, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await cast(self._hub, [ballot for ballot, _ in group])
        except Exception as error:
            await self._alone(group, error)
            return
        self._committed()
        for (_, done), outcome in zip(group, outcomes, strict=True):
            if not done.cancelled():
                done.set_result(outcome)

    async def _alone(self, group: list[tuple[Ballot, asyncio.Future[Outcome]]], error: Exception) -> None:
        """A group failed: halves of it are tried, so that one bad ballot spoils only itself."""
        if len(group) == 1:
            if not group[0][1].cancelled():
                group[0][1].set_exception(error)
            return
        middle = len(group) // 2
        await self._commit(group[:middle])
        await self._commit(group[middle:])

    async def drain(self) -> None:
        """Returns when everything that was waiting has been committed or has failed."""
        while self._task is not None:
            await asyncio.wait({self._task})
