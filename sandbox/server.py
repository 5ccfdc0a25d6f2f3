"""The sandbox as one aiohttp server on one port: the bot's side, the people's side, the page."""

import asyncio
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from sandbox.api.request import RawCall
from sandbox.bot_side import BotSide
from sandbox.clock import Clock
from sandbox.core.polls import close_due
from sandbox.example import example_world
from sandbox.flood import Flood
from sandbox.people_side import PeopleSide
from sandbox.stage import Stage
from sandbox.store import Saver, load, resume
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
LARGEST_REQUEST = 60 * 1024 * 1024
CLOSING_CHECK = 0.5
"""Seconds between looks for polls whose time has come."""


class Sandbox:
    """`world` (the example brand without one) is where it begins, unless `save_to` names a file to go on from.

    `strict_flood=False` lifts Telegram's limits of 30 messages a second and 20 a minute in a group.
    """

    def __init__(
        self, token: str, *, world: World | None = None, save_to: Path | None = None, strict_flood: bool = True
    ) -> None:
        saved = load(save_to) if save_to else None
        start = saved["world"] if saved else world or example_world(int(token.split(":", 1)[0]))
        self.stage = Stage(start, token, clock=Clock(), flood=Flood(strict_flood), execute=self._execute)
        if saved:
            resume(self.stage, saved)
        self._saver = Saver(self.stage, save_to) if save_to else None
        self._bot_side = BotSide(self.stage)
        self._people_side = PeopleSide(self.stage)
        self._runner: web.AppRunner | None = None
        self._closing: asyncio.Task[None] | None = None

    async def _execute(self, method: str, call: RawCall) -> object:
        return await self._bot_side.answer(method, call)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and return the base address, such as http://127.0.0.1:8081."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        if self._saver:
            self.stage.changed = self._saver.changed
        self.stage.webhook.start()
        self._closing = asyncio.create_task(self._close_polls())
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Safe to call twice, and on a server that never started."""
        self.stage.close()
        if self._closing:
            self._closing.cancel()
            with suppress(asyncio.CancelledError):
                await self._closing
            self._closing = None
        await self.stage.webhook.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
        if self._saver:
            self._saver.write()

    async def _close_polls(self) -> None:
        while True:
            close_due(self.stage)
            await asyncio.sleep(CLOSING_CHECK)

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.add_routes([*self._bot_side.routes(), *self._people_side.routes()])
        if PAGE.is_dir():
            app.add_routes([web.get("/", self._index), web.static("/page", PAGE)])
            app.on_response_prepare.append(_always_asked_for)
        return app

    async def _index(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def _always_asked_for(request: web.Request, response: web.StreamResponse) -> None:
    """A browser that keeps some of the page's modules would mix them with newer ones."""
    if request.path.startswith("/page/"):
        response.headers["Cache-Control"] = "no-cache"
