"""The world as one JSON file, and uploaded files beside it: a restart goes on where it was."""

import asyncio
import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sandbox.stage import Stage
from sandbox.world import BotFace, Chat, Json, Membership, Person, Poll, StoredFile, StoredMessage, World

log = logging.getLogger(__name__)
QUIET_SECONDS = 1.0
"""How long changes are gathered before they are written."""


def to_json(stage: Stage) -> Json:
    """Everything but the bytes of files."""
    world = stage.world
    files = [{**_facts(file), "data": None} for file in world.files.values()]
    return {
        "version": 1,
        "offset": stage.clock.offset,
        "last_event": stage.events.last,
        "updates": stage.updates.saved(),
        "presses": stage.presses.saved(),
        "webhook": stage.webhook.saved(),
        "world": asdict(_without_files(world)) | {"files": files},
    }


def _facts(file: StoredFile) -> Json:
    return {name: getattr(file, name) for name in StoredFile.__slots__ if name != "data"}


def _without_files(world: World) -> World:
    """The same world, so that its files' bytes are not copied."""
    return World(
        world.bot_username, world.bot_name, world.people, world.chats, world.polls, {}, world.face, world.last_number
    )


def world_from_json(saved: Json, folder: Path) -> World:
    """JSON turns the numbers that are keys into text: they are turned back."""
    return World(
        bot_username=saved["bot_username"],
        bot_name=saved["bot_name"],
        people={int(number): Person(**person) for number, person in saved["people"].items()},
        chats={int(number): _chat(chat) for number, chat in saved["chats"].items()},
        polls={number: _poll(poll) for number, poll in saved["polls"].items()},
        files={file["id"]: _file(file, folder) for file in saved["files"]},
        face=BotFace(**saved["face"]),
        last_number=saved["last_number"],
    )


def _numbered(items: dict[str, Any]) -> dict[int, Any]:
    return {int(number): item for number, item in items.items()}


def _chat(saved: Json) -> Chat:
    chat = Chat(**saved)
    chat.members = {number: Membership(**one) for number, one in _numbered(saved["members"]).items()}
    chat.messages = {number: _message(one) for number, one in _numbered(saved["messages"]).items()}
    chat.whispers = {number: _message(one) for number, one in _numbered(saved["whispers"]).items()}
    chat.keyboards = _numbered(saved["keyboards"])
    return chat


def _message(saved: Json) -> StoredMessage:
    return StoredMessage(**{**saved, "reactions": _numbered(saved["reactions"])})


def _poll(saved: Json) -> Poll:
    places = [(chat_id, message_id) for chat_id, message_id in saved["places"]]
    return Poll(**{**saved, "votes": _numbered(saved["votes"]), "places": places})


def _file(saved: Json, folder: Path) -> StoredFile:
    path = folder / saved["unique_id"]
    return StoredFile(**{**saved, "data": path.read_bytes() if path.exists() else b""})


class Saver:
    """Writes a stage to a file: a while after a change, and when told to. A crash leaves the last whole file."""

    def __init__(self, stage: Stage, path: Path) -> None:
        self._stage = stage
        self._path = path
        self._folder = path.with_name(f"{path.name}.files")
        self._timer: asyncio.TimerHandle | None = None

    def changed(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(QUIET_SECONDS, self.write)

    def write(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._write_files()
        text = json.dumps(to_json(self._stage), ensure_ascii=False, separators=(",", ":"))
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self._path)

    def _write_files(self) -> None:
        """Each file once; those whose bytes were dropped go away."""
        self._folder.mkdir(exist_ok=True)
        for file in self._stage.world.files.values():
            path = self._folder / file.unique_id
            if file.data and not path.exists():
                path.write_bytes(file.data)
            elif not file.data:
                path.unlink(missing_ok=True)


def load(path: Path) -> Json | None:
    """What was saved, the world in it as values; None if nothing was. A file that can not be read is put aside."""
    if not path.exists():
        return None
    try:
        saved: Json = json.loads(path.read_text(encoding="utf-8"))
        saved["world"] = world_from_json(saved["world"], path.with_name(f"{path.name}.files"))
    except (ValueError, TypeError, KeyError, AttributeError):
        aside = path.with_name(f"{path.name}.unreadable")
        log.warning("the saved sandbox can not be read; it is kept as %s and a new one begins", aside)
        path.replace(aside)
        return None
    return saved


def resume(stage: Stage, saved: Json) -> None:
    """Put the clock, waiting updates, presses and webhook where they were."""
    stage.clock.offset = saved["offset"]
    stage.events.last = saved["last_event"]
    stage.updates.restore(saved["updates"])
    stage.presses.restore(saved["presses"])
    stage.webhook.restore(saved["webhook"])
