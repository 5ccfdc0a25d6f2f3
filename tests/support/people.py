"""One person of the sandbox, for tests."""

import asyncio
import base64
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.world import SandboxWorld

Message = dict[str, Any]
Wanted = str | Callable[[Message], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a press brought: the toast or alert; `answered` is False if the bot said nothing in time."""

    answered: bool
    text: str
    alert: bool
    url: str | None


def text_of(message: Message) -> str:
    return str(message.get("text") or message.get("caption") or message.get("poll", {}).get("question") or "")


def buttons_of(message: Message) -> list[dict[str, Any]]:
    """The inline buttons, row after row."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def _fits(message: Message, wanted: Wanted) -> bool:
    return wanted in text_of(message) if isinstance(wanted, str) else bool(wanted(message))


class Someone:
    """Acts raise ActRefused where the sandbox says no. `id` is also the id of the private chat with the bot."""

    def __init__(self, world: "SandboxWorld", facts: dict[str, Any]) -> None:
        self._world = world
        self.facts = facts
        self.id: int = facts["id"]
        self.name: str = facts["first_name"]
        self._event = 0

    async def act(self, name: str, /, **fields: Any) -> Any:
        """Any act by its name; fields that are None are left out."""
        result, self._event = await self._world.act(self.id, name, **fields)
        return result

    async def _write(self, name: str, /, **fields: Any) -> Message:
        """An act whose result is a message."""
        message: Message = await self.act(name, **fields)
        return message

    async def start(self, payload: str | None = None) -> Message:
        return await self._write("start", payload=payload)

    async def send(
        self,
        chat_id: int,
        text: str = "",
        *,
        reply_to: int | None = None,
        photo: bytes | None = None,
        voice: bytes | None = None,
        album: str | None = None,
        as_chat: int | None = None,
    ) -> Message:
        """Pictures with the same `album` belong together."""
        files = {"photo": photo, "voice": voice}
        fields: dict[str, Any] = {kind: base64.b64encode(file).decode() for kind, file in files.items() if file}
        fields |= {"chat_id": chat_id, "text": text, "reply_to": reply_to, "album": album, "as_chat": as_chat}
        return await self._write("send", **fields)

    async def say(self, text: str) -> Message:
        """Write to the bot in private."""
        return await self.send(self.id, text)

    async def edit(self, message: Message, text: str, photo: bytes | None = None) -> Message:
        """Other words; with `photo` another picture too."""
        encoded = base64.b64encode(photo).decode() if photo else None
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        return await self._write("edit", **place, text=text, photo=encoded)

    async def press(
        self, message: Message, label: str = "", *, data: str | None = None, wait: float = 10, old: bool = False
    ) -> Answer:
        """Tap the button whose text begins with (or holds) `label`, or one of forged `data`; waits for the answer."""
        result = await self.act(
            "press",
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            ephemeral_message_id=message.get("ephemeral_message_id"),
            data=data or self._data(message, label),
            wait=wait,
            old=old,
        )
        return Answer(result["answered"], result["text"], result["alert"], result["url"])

    @staticmethod
    def _data(message: Message, label: str) -> str:
        buttons = buttons_of(message)
        found = [button for button in buttons if button["text"].startswith(label)]
        found = found or [button for button in buttons if label in button["text"]]
        assert found, f"no button {label!r} among {[button['text'] for button in buttons]}"
        assert "callback_data" in found[0], f"{found[0]} is not a button to press"
        return str(found[0]["callback_data"])

    async def vote(self, message: Message, options: list[int]) -> Message:
        """Vote in a native poll; no options take the vote back."""
        return await self._write(
            "vote", chat_id=message["chat"]["id"], message_id=message["message_id"], options=options
        )

    async def share_chat(self, label: str, chat_id: int) -> None:
        """Use the reply-keyboard button whose text holds `label` to give the bot a chat."""
        keyboard = await self.keyboard()
        buttons = [button for row in (keyboard or {}).get("keyboard", []) for button in row]
        found = [button for button in buttons if label in button["text"] and "request_chat" in button]
        assert found, f"no button {label!r} that asks for a chat among {[button['text'] for button in buttons]}"
        await self.act("share_chat", request_id=found[0]["request_chat"]["request_id"], chat_id=chat_id)

    async def forward(self, message: Message, to: int) -> Message:
        return await self._write("forward", chat_id=message["chat"]["id"], message_id=message["message_id"], to=to)

    async def react(self, message: Message, emoji: str | None) -> None:
        await self.act("react", chat_id=message["chat"]["id"], message_id=message["message_id"], emoji=emoji)

    async def join(self, chat_id: int) -> None:
        await self.act("join", chat_id=chat_id)

    async def leave(self, chat_id: int) -> None:
        await self.act("leave", chat_id=chat_id)

    async def add_bot(self, chat_id: int, *rights: str) -> None:
        """As an administrator with these rights; as a plain member without any."""
        await self.act("add_bot", chat_id=chat_id, rights=dict.fromkeys(rights, True) if rights else None)

    async def remove_bot(self, chat_id: int) -> None:
        await self.act("remove_bot", chat_id=chat_id)

    async def block(self) -> None:
        await self.act("block")

    async def unblock(self) -> None:
        await self.act("unblock")

    async def new_chat(self, kind: str, title: str, username: str | None = None) -> int:
        chat = await self.act("new_chat", type=kind, title=title, username=username)
        return int(chat["id"])

    async def promote(self, person_id: int, chat_id: int, *rights: str, anonymous: bool = False) -> None:
        """Make somebody an administrator with these rights."""
        given = dict.fromkeys(rights, True)
        await self.act("promote", chat_id=chat_id, person_id=person_id, rights=given, anonymous=anonymous)

    async def demote(self, person_id: int, chat_id: int) -> None:
        fields = {"as": self.id, "do": "promote", "chat_id": chat_id, "person_id": person_id, "rights": None}
        await self._world.send_act(fields)

    async def chat(self, chat_id: int) -> dict[str, Any]:
        """A chat as this person sees it."""
        chats: list[dict[str, Any]] = (await self._world.seen_by(self.id))["chats"]
        return next(chat for chat in chats if chat["id"] == chat_id)

    async def keyboard(self, chat_id: int | None = None) -> dict[str, Any] | None:
        """The reply keyboard shown to this person, in private unless a chat is named."""
        keyboard: dict[str, Any] | None = (await self.chat(chat_id or self.id))["keyboard"]
        return keyboard

    async def messages(self, chat_id: int | None = None) -> list[Message]:
        """The latest hundred that this person sees, oldest first; in private unless a chat is named."""
        return (await self._look(chat_id or self.id))[0]

    async def last(self, chat_id: int | None = None) -> Message:
        """The newest message."""
        return (await self.messages(chat_id))[-1]

    async def _look(self, chat_id: int) -> tuple[list[Message], int]:
        seen = await self._world.get("messages", **{"as": self.id, "chat_id": chat_id})
        return seen["messages"], seen["event"]

    def wait_for(
        self, chat_id: int, wanted: Wanted, *, timeout: float = 30, since: int | None = None
    ) -> Coroutine[Any, Any, Message]:
        """The newest message of others that holds a text, or for which `wanted(message)` is true.

        It must have come or changed since this person's last act or the last move of the clock; `since=0` looks at
        everything there is.
        """
        after = max(self._event, self._world.event) if since is None else since
        return self._within(timeout, chat_id, wanted, after)

    async def _within(self, seconds: float, chat_id: int, wanted: Wanted, after: int) -> Message:
        try:
            async with asyncio.timeout(seconds):
                return await self._wait(chat_id, wanted, after)
        except TimeoutError:
            seen = [text_of(message) for message in await self.messages(chat_id)]
        raise AssertionError(f"{self.name} waited {seconds} s in vain for {wanted!r}; the chat ends with {seen[-5:]}")

    async def _wait(self, chat_id: int, wanted: Wanted, after: int) -> Message:
        while True:
            messages, event = await self._look(chat_id)
            for message in reversed(messages):
                fresh = after == 0 or message["view"]["changed"] > after
                if fresh and not message["view"]["mine"] and _fits(message, wanted):
                    return message
            await self._next_event(chat_id, event)

    async def _next_event(self, chat_id: int, after: int) -> None:
        """Return when something happens in this chat, or (0) in all of them."""
        query = {"as": self.id, "after": after}
        async with self._world.http.get(f"{self._world.url}/sandbox/events", params=query) as stream:
            async for line in stream.content:
                if line.startswith(b"data: ") and json.loads(line[6:]).get("chat_id") in (chat_id, 0):
                    return
