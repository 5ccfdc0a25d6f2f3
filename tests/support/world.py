"""People in the sandbox, for tests: they start, write, press, vote and wait, over HTTP as the page does."""

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from sandbox.example import DEMO_TOKEN
from sandbox.server import Sandbox
from sandbox.world import World
from tests.support.people import Message, Someone


class ActRefused(Exception):
    """The sandbox said that a person can not do this."""


class SandboxWorld:
    """`async with SandboxWorld() as world:` starts a sandbox in this process; with `url` it joins one that runs.

    `world.owner` owns the example's channel and group (`world.channel_id`, `world.group_id`).
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        token: str = DEMO_TOKEN,
        world: World | None = None,
        save_to: Path | None = None,
        strict_flood: bool = True,
    ) -> None:
        self.url = url or ""
        self.token = token
        self.sandbox = None if url else Sandbox(token, world=world, save_to=save_to, strict_flood=strict_flood)
        self.event = 0
        """The last event before the clock was last moved: what came earlier is not waited for."""
        self._people: dict[int, Someone] = {}
        self._http: ClientSession | None = None

    async def __aenter__(self) -> Self:
        if self.sandbox:
            self.url = await self.sandbox.start()
        self._http = ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(total=90))
        await self.meet()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.close()
        if self.sandbox:
            await self.sandbox.stop()

    @property
    def http(self) -> ClientSession:
        assert self._http is not None, "use it in `async with`"
        return self._http

    @property
    def bot_url(self) -> str:
        """The base of the bot's calls: `{bot_url}/getMe`."""
        return f"{self.url}/bot{self.token}"

    async def call(self, method: str, **fields: Any) -> Any:
        """A raw call of the bot, as JSON; the whole answer, refused or not."""
        async with self.http.post(f"{self.bot_url}/{method}", json=fields) as response:
            return await response.json()

    async def meet(self) -> None:
        """Learn who is in the world."""
        self._people = {facts["id"]: Someone(self, facts) for facts in (await self.seen_by())["people"]}

    async def seen_by(self, person_id: int | None = None) -> Any:
        """The world as this person sees it; the first person's view without one."""
        return await self.get("world", **({} if person_id is None else {"as": person_id}))

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"{self.url}/sandbox/{path}", params=query) as response:
            answer = await response.json()
        if response.status != 200:
            raise ActRefused(answer["error"])
        return answer

    async def act(self, person_id: int | None, name: str, /, **fields: Any) -> tuple[Any, int]:
        """Do an act; its result, and the number of the last event before it. Fields that are None are left out."""
        given = {key: value for key, value in fields.items() if value is not None}
        return await self.send_act({"as": person_id, "do": name} | given)

    async def send_act(self, fields: dict[str, Any]) -> tuple[Any, int]:
        """The same with the fields exactly as they go over the wire."""
        async with self.http.post(f"{self.url}/sandbox/act", json=fields) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise ActRefused(answer["error"])
        return answer["result"], answer["event"]

    @property
    def people(self) -> list[Someone]:
        return list(self._people.values())

    @property
    def owner(self) -> Someone:
        """The first person of the world: in the example, the brand's owner."""
        return self.people[0]

    @property
    def customers(self) -> list[Someone]:
        return self.people[1:]

    def person(self, who: str | int) -> Someone:
        """Somebody by first name, username or id."""
        if isinstance(who, int):
            return self._people[who]
        found = next((one for one in self.people if who in (one.name, one.facts.get("username"))), None)
        assert found, f"nobody is called {who}: {[one.name for one in self.people]}"
        return found

    async def new_person(self, first_name: str, *, language_code: str = "fa", **facts: str | None) -> Someone:
        made, _ = await self.act(None, "new_person", first_name=first_name, language_code=language_code, **facts)
        self._people[made["id"]] = Someone(self, made)
        return self._people[made["id"]]

    async def chat_id(self, kind: str) -> int:
        """The id of the first chat of a kind: channel, supergroup, group."""
        chats = (await self.seen_by())["chats"]
        return int(next(chat["id"] for chat in chats if chat["type"] == kind))

    async def now(self) -> float:
        """The sandbox's clock, unix seconds."""
        return float((await self.get("clock"))["now"])

    async def advance(self, seconds: float) -> None:
        _, self.event = await self.act(None, "clock", advance=seconds)

    async def set_clock(self, moment: datetime) -> None:
        """`moment` knows its time zone."""
        assert moment.tzinfo is not None
        _, self.event = await self.act(None, "clock", set=moment.timestamp())

    async def fault(
        self, method: str, how: str, *, times: int = 1, chat_id: int | None = None, retry_after: int = 1
    ) -> None:
        """Spoil the bot's next calls: drop_before, drop_after, flood or error."""
        await self.act(None, "fault", method=method, how=how, times=times, chat_id=chat_id, retry_after=retry_after)

    async def reset_faults(self) -> None:
        await self.act(None, "reset_faults")


__all__ = ["ActRefused", "Message", "SandboxWorld", "Someone"]
