"""The state of the sandbox: people, chats, messages, polls, files. Plain values, so that they can be saved as JSON."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup", "channel"]

SUPERGROUP_BASE = -1_000_000_000_000
TELEGRAM_ID = 777000
GROUP_ANONYMOUS_BOT_ID = 1087968824
CHANNEL_BOT_ID = 136817688

MESSAGES_KEPT = 2000
"""Per chat; the oldest are forgotten beyond it."""
FILES_KEPT = 400
PRESENT = ("creator", "administrator", "member", "restricted")
ADMINS = ("creator", "administrator")


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Membership:
    """`rights` belong to administrators (`can_…`) and to the restricted; a member has None."""

    status: str
    rights: dict[str, bool] | None = None
    anonymous: bool = False

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        return self.status in ADMINS

    def may(self, right: str) -> bool:
        return self.status == "creator" or bool(self.status == "administrator" and (self.rights or {}).get(right))


@dataclass(slots=True)
class StoredMessage:
    """`content` holds Bot API fields as they are sent (text, entities, photo…); the poll is kept apart.

    `author_id` is who really wrote it, `sender_id` and `sender_chat_id` are what is shown. An automatic forward names
    its channel post in `origin`. `changed` is the number of the last event that was about this message.
    """

    id: int
    chat_id: int
    date: int
    author_id: int
    sender_id: int | None = None
    sender_chat_id: int | None = None
    content: Json = field(default_factory=dict)
    poll_id: str | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    markup: Json | None = None
    origin: Json | None = None
    automatic: bool = False
    service: bool = False
    edit_date: int | None = None
    receiver_id: int | None = None
    reactions: dict[int, str] = field(default_factory=dict)
    changed: int = 0


@dataclass(slots=True)
class Poll:
    """`votes` maps a voter (a person's id, or a chat's id for anonymous admins) to option indices.

    `hidden`: people see no counts before it is closed.
    """

    id: str
    question: str
    options: list[Json]
    author_id: int
    traits: Json
    anonymous: bool = True
    hidden: bool = False
    closed: bool = False
    close_at: float | None = None
    votes: dict[int, list[int]] = field(default_factory=dict)
    places: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class StoredFile:
    """`data` is empty once the file was dropped to bound memory."""

    id: str
    unique_id: str
    path: str
    data: bytes
    name: str
    mime: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Chat:
    """`keyboards` maps a person to the reply keyboard shown to them here; `whispers` are ephemeral messages."""

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    members: dict[int, Membership] = field(default_factory=dict)
    linked_chat_id: int | None = None
    migrated_to: int | None = None
    permissions: dict[str, bool] = field(default_factory=dict)
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    whispers: dict[int, StoredMessage] = field(default_factory=dict)
    next_message_id: int = 1
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, Json] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "supergroup")

    def membership(self, person_id: int) -> Membership:
        return self.members.get(person_id) or Membership("left")

    def present_ids(self) -> list[int]:
        return [person_id for person_id, membership in self.members.items() if membership.present]


@dataclass(slots=True)
class BotFace:
    """What the bot says of itself, by language code ("" = any); its menus by the keys of `core/commands.py`."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    bot_username: str = "patogh_sandbox_bot"
    bot_name: str = "پاتوق"
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    face: BotFace = field(default_factory=BotFace)
    last_number: int = 1000
    """The last number given to a person, chat, poll or file: none is ever given twice."""

    def number(self) -> int:
        self.last_number += 1
        return self.last_number

    def add_person(
        self, first_name: str, language_code: str, last_name: str | None = None, username: str | None = None
    ) -> Person:
        person = Person(200_000_000 + self.number(), first_name, last_name, username, language_code)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private")
        return person

    def add_chat(self, kind: ChatType, title: str, username: str | None = None) -> Chat:
        number = self.number()
        chat = Chat(-number if kind == "group" else SUPERGROUP_BASE - number, kind, title, username)
        self.chats[chat.id] = chat
        return chat

    def chat_by_username(self, username: str) -> Chat | None:
        wanted = username.removeprefix("@").lower()
        return next((chat for chat in self.chats.values() if (chat.username or "").lower() == wanted), None)
