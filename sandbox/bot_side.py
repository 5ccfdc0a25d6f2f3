"""`/bot<token>/<method>` and `/file/bot<token>/<path>`: what a bot talks to."""

import json
import logging
from typing import Any

from aiohttp import web

from sandbox.api import answering, chats, editing, intake, moving, polls, profile, send
from sandbox.api.registry import execute
from sandbox.api.request import RawCall, read_request
from sandbox.core.files import by_path
from sandbox.errors import BotApiError, too_many_requests
from sandbox.faults import Fault
from sandbox.stage import Stage

FAMILIES = (answering, chats, editing, intake, moving, polls, profile, send)
"""Importing them registers their methods."""
log = logging.getLogger(__name__)
Answer = tuple[int, str]


class BotSide:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", r"/bot{token:\d+:[^/]+}/{method}", self.call),
            web.get(r"/file/bot{token:\d+:[^/]+}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.Response:
        """One call, and what tests ordered to go wrong with it."""
        name = request.match_info["method"]
        if request.match_info["token"] != self._stage.token:
            return _respond(_refused(BotApiError(401, "Unauthorized")))
        try:
            raw = await read_request(request)
        except BotApiError as error:
            return _respond(_refused(error))
        fault = self._stage.faults.strike(name, str(raw.fields.get("chat_id")))
        if fault is None:
            return _respond(await self.answer(name, raw))
        return await self._spoiled(request, fault, name, raw)

    async def _spoiled(self, request: web.Request, fault: Fault, name: str, raw: RawCall) -> web.Response:
        if fault.how == "flood":
            return _respond(_refused(too_many_requests(fault.retry_after)))
        if fault.how == "error":
            return _respond(_refused(BotApiError(500, "Internal Server Error")))
        if fault.how == "hold_before":
            return await self._held_before(request, name, raw)
        done = await self.answer(name, raw) if fault.how in ("drop_after", "hold_after") else None
        if done and fault.how == "hold_after":
            await self._stage.faults.hold()
            return _respond(done)
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)

    async def _held_before(self, request: web.Request, name: str, raw: RawCall) -> web.Response:
        """For a caller who has left meanwhile nothing is done."""
        await self._stage.faults.hold()
        if request.transport is None or request.transport.is_closing():
            return web.Response(status=500)
        return _respond(await self.answer(name, raw))

    async def answer(self, name: str, raw: RawCall) -> Answer:
        """HTTP status and body."""
        try:
            return 200, f'{{"ok":true,"result":{await execute(self._stage, name, raw)}}}'
        except BotApiError as error:
            return _refused(error)
        except Exception:
            log.exception("the sandbox failed in %s", name)
            return _refused(BotApiError(500, "Internal Server Error"))

    async def download(self, request: web.Request) -> web.Response:
        file = by_path(self._stage, request.match_info["path"])
        if request.match_info["token"] != self._stage.token or file is None or not file.data:
            return _respond(_refused(BotApiError(404, "Not Found")))
        return web.Response(body=file.data, content_type=file.mime)


def _refused(error: BotApiError) -> Answer:
    return error.code, json.dumps(error.answer())


def _respond(answer: Answer) -> web.Response:
    status, body = answer
    headers: dict[str, Any] = {}
    if status == 429:
        headers["Retry-After"] = str(json.loads(body)["parameters"]["retry_after"])
    return web.Response(status=status, text=body, content_type="application/json", headers=headers)
