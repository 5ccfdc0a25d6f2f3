"""What the sandbox's tests share: the bot's side in a line, and the example's chats made ready."""

import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from tests.support.world import SandboxWorld

CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_delete_messages", "can_invite_users")
GROUP_RIGHTS = ("can_delete_messages", "can_pin_messages", "can_invite_users")
EVERY_KIND = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
]


def png(width: int = 40, height: int = 30) -> bytes:
    """The smallest honest PNG of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def buttons(*labels: str) -> dict[str, Any]:
    """An inline keyboard of one row; each button's data is its label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}


@dataclass
class Places:
    world: SandboxWorld
    channel: int
    group: int
    offset: int = 0

    @classmethod
    async def prepared(cls, world: SandboxWorld) -> "Places":
        places = cls(world, await world.chat_id("channel"), await world.chat_id("supergroup"))
        await world.owner.add_bot(places.channel, *CHANNEL_RIGHTS)
        await world.owner.add_bot(places.group, *GROUP_RIGHTS)
        await world.owner.start()
        await places.updates(allowed_updates=json.dumps(EVERY_KIND))
        return places

    async def ok(self, method: str, **fields: Any) -> Any:
        """The result of a call that must go well."""
        answer = await self.world.call(method, **fields)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **fields: Any) -> str:
        """The description of a call that must be refused."""
        answer = await self.world.call(method, **fields)
        assert not answer["ok"], answer
        assert answer["description"]
        return str(answer["description"])

    async def updates(self, **fields: Any) -> list[dict[str, Any]]:
        """All that wait, confirmed at once."""
        found: list[dict[str, Any]] = await self.ok("getUpdates", offset=self.offset, **fields)
        if found:
            self.offset = found[-1]["update_id"] + 1
            await self.ok("getUpdates", offset=self.offset, limit=1)
        return found

    async def kinds(self) -> list[str]:
        """The kinds of the updates that wait, in order."""
        return [kind for update in await self.updates() for kind in update if kind != "update_id"]

    async def only(self, kind: str) -> dict[str, Any]:
        """The one update of this kind among those that wait."""
        found: list[dict[str, Any]] = [update[kind] for update in await self.updates() if kind in update]
        assert len(found) == 1, found
        return found[0]
