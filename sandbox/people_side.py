"""`/sandbox/…`: what the page and the tests talk to."""

import json
from typing import Any
from urllib.parse import quote

from aiohttp import web

from sandbox.errors import ActError
from sandbox.people import belonging, hosted, making, pressing, sharing, speaking, steering
from sandbox.people.registry import do
from sandbox.stage import Stage
from sandbox.views import event_view, messages_view, pictures_view, world_view
from sandbox.world import Person

FAMILIES = (belonging, hosted, making, pressing, sharing, speaking, steering)
"""Importing them registers their acts."""
LONGEST_CLOCK_POLL = 25.0
HEARTBEAT = 15.0


class PeopleSide:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/world", self.world),
            web.get("/sandbox/messages", self.messages),
            web.get("/sandbox/pictures", self.pictures),
            web.get("/sandbox/events", self.events),
            web.get("/sandbox/clock", self.clock),
            web.post("/sandbox/act", self.act),
            web.get("/sandbox/photo/{unique_id}", self.photo),
        ]

    def _me(self, request: web.Request) -> Person:
        number = request.query.get("as", "")
        person = self._stage.world.people.get(int(number) if number.isdigit() else 0)
        if person is None:
            raise _failure("'as' names nobody")
        return person

    async def world(self, request: web.Request) -> web.Response:
        """Without `as`: as the first person of the world, so that a page can begin."""
        people = self._stage.world.people
        if "as" not in request.query and people:
            return _json(world_view(self._stage, next(iter(people.values()))))
        return _json(world_view(self._stage, self._me(request)))

    async def messages(self, request: web.Request) -> web.Response:
        """One chat's latest messages and the number of the last event."""
        me = self._me(request)
        chat = self._stage.world.chats.get(_number(request, "chat_id"))
        if chat is None or (chat.type == "private" and chat.id != me.id):
            raise _failure("there is no such chat")
        most = _number(request, "limit", 100)
        return _json({"messages": messages_view(self._stage, me, chat, most), "event": self._stage.events.last})

    async def pictures(self, request: web.Request) -> web.Response:
        """Pictures that somebody has on their screen."""
        return _json({"pictures": pictures_view(self._stage, self._me(request))})

    async def act(self, request: web.Request) -> web.Response:
        """`event` in the answer is the number of the last event before the act."""
        try:
            fields = await request.json()
            if not isinstance(fields, dict):
                raise ActError("an act is a JSON object")
            before = self._stage.events.last
            return _json({"ok": True, "result": await do(self._stage, fields), "event": before})
        except ActError as error:
            raise _failure(str(error)) from None
        except (ValueError, TypeError) as error:
            raise _failure(f"this act can not be read: {error}") from None

    async def clock(self, request: web.Request) -> web.Response:
        """With `after=<version>`: once the clock has been moved since."""
        if "after" in request.query:
            await self._stage.clock.wait_for_move(_number(request, "after"), LONGEST_CLOCK_POLL)
        return _json(self._stage.clock.reading())

    async def events(self, request: web.Request) -> web.StreamResponse:
        me = self._me(request)
        seen = _number(request, "after", self._stage.events.last)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b": open\n\n")
        try:
            await self._stream(response, me, seen)
        except ConnectionError:
            return response
        return response

    async def _stream(self, response: web.StreamResponse, me: Person, seen: int) -> None:
        events = self._stage.events
        while not self._stage.closed:
            for event in events.after(seen):
                seen = event.n
                view = event_view(self._stage, me, event)
                if view is not None:
                    text = json.dumps(view, ensure_ascii=False)
                    await response.write(f"id: {event.n}\ndata: {text}\n\n".encode())
            await events.wait(seen, HEARTBEAT)
            if events.last <= seen and not self._stage.closed:
                await response.write(b": still here\n\n")

    async def photo(self, request: web.Request) -> web.Response:
        """A picture to show; any other file only to keep, so that no document runs as a page."""
        unique_id = request.match_info["unique_id"]
        files = self._stage.world.files.values()
        file = next((file for file in files if file.unique_id == unique_id), None)
        if file is None or not file.data:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
        if not file.width:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=file.data, content_type=file.mime, headers=headers)


def _number(request: web.Request, name: str, default: int | None = None) -> int:
    try:
        return int(request.query.get(name, "" if default is None else default))
    except ValueError:
        raise _failure(f"'{name}' must be a whole number") from None


def _json(value: Any) -> web.Response:
    return web.json_response(value, dumps=lambda one: json.dumps(one, ensure_ascii=False))


def _failure(error: str) -> web.HTTPBadRequest:
    text = json.dumps({"ok": False, "error": error}, ensure_ascii=False)
    return web.HTTPBadRequest(text=text, content_type="application/json")
