"""The acts that people can do, by name."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.errors import ActError
from sandbox.stage import Stage
from sandbox.world import Chat, Json, Person, StoredMessage


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who does it and the fields that came with it."""

    stage: Stage
    me: Person
    fields: Json

    def need(self, name: str) -> Any:
        if name not in self.fields:
            raise ActError(f"'{name}' is missing")
        return self.fields[name]

    def number(self, name: str) -> int:
        value = self.need(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ActError(f"'{name}' must be a whole number")
        return value

    def chat(self, name: str = "chat_id") -> Chat:
        """A chat that still exists; a person sees no private chat but their own."""
        chat = self.stage.world.chats.get(self.number(name))
        if chat is None or (chat.type == "private" and chat.id != self.me.id):
            raise ActError("there is no such chat")
        if chat.migrated_to:
            raise ActError(f"the group has become {chat.migrated_to}")
        return chat

    def message(self, chat: Chat) -> StoredMessage:
        """A message of this chat that the person sees; `ephemeral_message_id` names one meant for them alone."""
        whisper = chat.whispers.get(self.fields.get("ephemeral_message_id") or 0)
        if whisper and whisper.receiver_id == self.me.id:
            return whisper
        message = chat.messages.get(self.number("message_id"))
        if message is None:
            raise ActError("there is no such message")
        return message

    def person(self) -> Person:
        person = self.stage.world.people.get(self.number("person_id"))
        if person is None:
            raise ActError("there is no such person")
        return person


ACTS: dict[str, Callable[[Act], Any]] = {}
OPEN_TO_STRANGERS = ("new_person", "clock", "fault", "reset_faults", "month")
"""Acts of whoever plays with the sandbox: they need no person."""
NOBODY = Person(0, "")


def act(handler: Callable[[Act], Any]) -> Callable[[Act], Any]:
    """Register a function, plain or async, under its own name (a trailing _ keeps it apart from an imported one)."""
    ACTS[handler.__name__.removesuffix("_")] = handler
    return handler


async def do(stage: Stage, fields: Json) -> Any:
    name = fields.get("do")
    if not isinstance(name, str) or name not in ACTS:
        raise ActError(f"nobody knows how to do {name!r}")
    me = stage.world.people.get(fields.get("as") or 0)
    if me is None and name not in OPEN_TO_STRANGERS:
        raise ActError("'as' names nobody")
    result = ACTS[name](Act(stage, me or NOBODY, fields))
    if inspect.isawaitable(result):
        result = await result
    stage.changed()
    return result
