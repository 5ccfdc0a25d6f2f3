"""The world's values as Bot API JSON. What leaves towards a bot passes through aiogram's own types on top of this."""

from collections import Counter
from typing import Any

from sandbox.rights import chat_member
from sandbox.world import (
    CHANNEL_BOT_ID,
    GROUP_ANONYMOUS_BOT_ID,
    TELEGRAM_ID,
    Chat,
    Json,
    Membership,
    Person,
    Poll,
    StoredFile,
    StoredMessage,
    World,
)

SPECIAL_USERS: dict[int, Json] = {
    TELEGRAM_ID: {"id": TELEGRAM_ID, "is_bot": False, "first_name": "Telegram"},
    GROUP_ANONYMOUS_BOT_ID: {
        "id": GROUP_ANONYMOUS_BOT_ID,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    },
    CHANNEL_BOT_ID: {"id": CHANNEL_BOT_ID, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
}


IN_MESSAGES = ("description", "description_entities")
"""What is told of a poll only where it stands in a message."""


def _given(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


class Renderer:
    """Knows the world and the bot's id, so that the functions below need not be told each time."""

    def __init__(self, world: World, bot_id: int) -> None:
        self._world = world
        self._bot_id = bot_id

    def bot_user(self) -> Json:
        name = self._world.face.names.get("") or self._world.bot_name
        return {"id": self._bot_id, "is_bot": True, "first_name": name, "username": self._world.bot_username}

    def user(self, user_id: int) -> Json:
        if user_id == self._bot_id:
            return self.bot_user()
        return SPECIAL_USERS.get(user_id) or self.person(self._world.people[user_id])

    @staticmethod
    def person(person: Person) -> Json:
        return {"id": person.id, "is_bot": False, "first_name": person.first_name} | _given(
            last_name=person.last_name, username=person.username, language_code=person.language_code
        )

    def chat(self, chat_id: int) -> Json:
        chat = self._world.chats[chat_id]
        if chat.type == "private":
            person = self._world.people[chat_id]
            names = _given(first_name=person.first_name, last_name=person.last_name, username=person.username)
            return {"id": chat.id, "type": chat.type} | names
        return {"id": chat.id, "type": chat.type} | _given(title=chat.title, username=chat.username)

    def member(self, chat: Chat, user_id: int, membership: Membership | None = None) -> Json:
        """A ChatMember; `membership` if not the present one is meant."""
        editable = user_id != self._bot_id and chat.membership(self._bot_id).may("can_promote_members")
        shown = membership or chat.membership(user_id)
        return chat_member(chat, shown, self.user(user_id), editable=editable)

    def message(self, message: StoredMessage, *, deep: bool = True) -> Json:
        """A Message; with `deep` off without the message it replies to, as a replied message is shown."""
        raw = self._envelope(message) | self._origin(message) | message.content
        if message.poll_id:
            raw["poll"] = self._poll_in(message, self._world.polls[message.poll_id])
        raw.pop("pinned_message", None)
        if deep:
            raw |= self._links(message)
        if message.markup:
            raw["reply_markup"] = message.markup
        return raw

    def _envelope(self, message: StoredMessage) -> Json:
        whisper = message.receiver_id is not None
        raw: Json = {
            "message_id": 0 if whisper else message.id,
            "date": message.date,
            "chat": self.chat(message.chat_id),
        }
        if whisper and message.receiver_id is not None:
            raw |= {"ephemeral_message_id": message.id, "receiver_user": self.user(message.receiver_id)}
        if message.sender_id is not None:
            raw["from"] = self.user(message.sender_id)
        if message.sender_chat_id is not None:
            raw["sender_chat"] = self.chat(message.sender_chat_id)
        return raw | _given(edit_date=message.edit_date, message_thread_id=message.thread_id)

    def _origin(self, message: StoredMessage) -> Json:
        """Origins keep ids only, so that a person or chat is shown by its present name."""
        if message.origin is None:
            return {}
        origin = dict(message.origin)
        if "sender_user" in origin:
            origin["sender_user"] = self.user(origin["sender_user"])
        for key in ("sender_chat", "chat"):
            if key in origin:
                origin[key] = self.chat(origin[key])
        return {"forward_origin": origin} | ({"is_automatic_forward": True} if message.automatic else {})

    def _links(self, message: StoredMessage) -> Json:
        """The replied and the pinned message; a message that was deleted meanwhile is left out."""
        there = self._world.chats[message.chat_id].messages
        raw: Json = {}
        if message.reply_to in there:
            raw["reply_to_message"] = self.message(there[message.reply_to], deep=False)
        pinned = message.content.get("pinned_message")
        if pinned is not None:
            found = there.get(pinned)
            raw["pinned_message"] = self.message(found, deep=False) if found else self.gone(message.chat_id, pinned)
        return raw

    def gone(self, chat_id: int, message_id: int) -> Json:
        """An InaccessibleMessage."""
        return {"chat": self.chat(chat_id), "message_id": message_id, "date": 0}

    def _poll_in(self, message: StoredMessage, poll: Poll) -> Json:
        """The right answer of a quiz is told once it is closed, to its sender, and in private."""
        raw = self.poll(poll) | {name: poll.traits[name] for name in IN_MESSAGES if name in poll.traits}
        own = poll.author_id == self._bot_id and message.origin is None
        if not (poll.closed or own or message.chat_id > 0):
            for name in ("correct_option_ids", "correct_option_id", "explanation", "explanation_entities"):
                raw.pop(name, None)
        return raw

    def poll(self, poll: Poll) -> Json:
        counts = Counter(index for chosen in poll.votes.values() for index in chosen)
        options = [option | {"voter_count": counts[index]} for index, option in enumerate(poll.options)]
        return {
            "id": poll.id,
            "question": poll.question,
            "options": options,
            "total_voter_count": len(poll.votes),
            "is_closed": poll.closed,
            "is_anonymous": poll.anonymous,
        } | {name: value for name, value in poll.traits.items() if name not in IN_MESSAGES}

    @staticmethod
    def photo(file: StoredFile) -> list[Json]:
        return [
            {
                "file_id": file.id,
                "file_unique_id": file.unique_id,
                "width": file.width,
                "height": file.height,
                "file_size": len(file.data),
            }
        ]

    @staticmethod
    def voice(file: StoredFile) -> Json:
        """Its length is guessed from its size, since the sandbox hears nothing."""
        return {
            "file_id": file.id,
            "file_unique_id": file.unique_id,
            "duration": 1 + len(file.data) // 2000,
            "mime_type": "audio/ogg",
            "file_size": len(file.data),
        }

    @staticmethod
    def document(file: StoredFile) -> Json:
        return {
            "file_id": file.id,
            "file_unique_id": file.unique_id,
            "file_name": file.name,
            "mime_type": file.mime,
            "file_size": len(file.data),
        }
