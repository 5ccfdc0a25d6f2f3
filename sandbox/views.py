"""What a person sees: their chats, and messages with what a page needs to show them."""

from collections import Counter

from sandbox.core.commands import menu, worded
from sandbox.events import Event
from sandbox.html import to_html
from sandbox.stage import Stage
from sandbox.world import Chat, Json, Person, Poll, StoredMessage

SHOWN = 100
PICTURES = 24


def message_view(stage: Stage, me: Person, message: StoredMessage) -> Json:
    """The Bot API's message and a "view" of it; `changed` is the number of the last event about it."""
    raw = stage.render.message(message)
    chat = stage.world.chats[message.chat_id]
    text = raw.get("text") or raw.get("caption") or ""
    entities = raw.get("entities") or raw.get("caption_entities") or []
    if message.poll_id:
        poll = stage.world.polls[message.poll_id]
        _hide_counts(raw["poll"], poll)
        _hide_right(raw["poll"], poll, answered=bool(_my_votes(stage, me, chat, message)))
    raw["view"] = {
        "html": to_html(text, entities),
        "photo": _photo(raw),
        "file": _file(raw),
        "mine": message.author_id == me.id and not message.automatic,
        "my_votes": _my_votes(stage, me, chat, message),
        "author": _author(stage, message),
        "ephemeral": message.receiver_id is not None,
        "reactions": _reactions(message, me.id),
        "edited": message.edit_date is not None,
        "pinned": message.receiver_id is None and message.id in chat.pinned,
        "changed": message.changed,
    }
    return raw


def _file(raw: Json) -> str | None:
    """Where a document or a voice can be saved from."""
    sent = raw.get("document") or raw.get("voice")
    return f"/sandbox/photo/{sent['file_unique_id']}" if sent else None


def _photo(raw: Json) -> str | None:
    return f"/sandbox/photo/{raw['photo'][-1]['file_unique_id']}" if "photo" in raw else None


def pictures_view(stage: Stage, me: Person) -> list[Json]:
    """The newest pictures on anybody's screen, the newest first: what a phone's camera could be held at."""
    shown = [
        {"photo": address, "seen_by": _seer(stage, chat, message), "date": message.date}
        | {"mine": me.id in (chat.id, message.receiver_id)}
        for chat in stage.world.chats.values()
        for message in (*chat.messages.values(), *chat.whispers.values())
        if not message.automatic and (address := _photo(message.content))
    ]
    return sorted(shown, key=lambda one: (one["date"], one["photo"]), reverse=True)[:PICTURES]


def _seer(stage: Stage, chat: Chat, message: StoredMessage) -> str:
    """On whose screen a message stands: one person's, or everybody's in a channel or group."""
    person_id = message.receiver_id or (chat.id if chat.type == "private" else None)
    if person_id is None:
        return chat.title or ""
    user = stage.render.user(person_id)
    return " ".join(part for part in (user["first_name"], user.get("last_name")) if part)


def _hide_counts(raw: Json, poll: Poll) -> None:
    if poll.hidden and not poll.closed:
        raw["options"] = [option | {"voter_count": 0} for option in raw["options"]]


def _hide_right(raw: Json, poll: Poll, *, answered: bool) -> None:
    """Who plays a quiz learns what is right by answering; where results are hidden, by its end."""
    if not poll.closed and (poll.hidden or not answered):
        for name in ("correct_option_ids", "correct_option_id", "explanation", "explanation_entities"):
            raw.pop(name, None)


def _my_votes(stage: Stage, me: Person, chat: Chat, message: StoredMessage) -> list[int]:
    if message.poll_id is None:
        return []
    voter = chat.id if chat.is_group and chat.membership(me.id).anonymous else me.id
    return stage.world.polls[message.poll_id].votes.get(voter, [])


def _author(stage: Stage, message: StoredMessage) -> str:
    if message.sender_chat_id is not None:
        return stage.world.chats[message.sender_chat_id].title or ""
    user = stage.render.user(message.sender_id or message.author_id)
    return " ".join(part for part in (user["first_name"], user.get("last_name")) if part)


def _reactions(message: StoredMessage, me: int) -> list[Json]:
    counts = Counter(message.reactions.values())
    mine = message.reactions.get(me)
    return [{"emoji": emoji, "count": count, "mine": emoji == mine} for emoji, count in counts.items()]


def messages_view(stage: Stage, me: Person, chat: Chat, most: int = SHOWN) -> list[Json]:
    """The latest messages that this person may see, their own whispers among them, oldest first."""
    latest = list(chat.messages.values())[-most:]
    whispers = [message for message in chat.whispers.values() if message.receiver_id == me.id]
    if whispers:
        latest = sorted(latest + whispers, key=lambda message: message.date)[-most:]
    return [message_view(stage, me, message) for message in latest]


def chat_view(stage: Stage, me: Person, chat: Chat) -> Json:
    private = chat.type == "private"
    mine = chat.membership(me.id)
    bot = "kicked" if private and me.blocked else stage.bot_in(chat).status
    seen: Json = {
        "id": chat.id,
        "type": chat.type,
        "title": _bot_name(stage, me) if private else chat.title,
        "username": chat.username,
        "linked_chat_id": chat.linked_chat_id,
        "member_count": 2 if private else len(chat.present_ids()),
        "my_status": "member" if private else mine.status,
        "my_anonymous": mine.anonymous,
        "members": [] if private else _members(stage, chat),
        "bot_status": "member" if private and not me.blocked else bot,
        "commands": [] if chat.type == "channel" else menu(stage.world.face, chat, me.id, me.language_code),
        "keyboard": chat.keyboards.get(me.id),
        "messages": messages_view(stage, me, chat),
    }
    if private:
        seen |= {"started": me.started, "blocked": me.blocked}
    return {name: value for name, value in seen.items() if value is not None or name == "keyboard"}


def _members(stage: Stage, chat: Chat) -> list[Json]:
    return [
        {
            "person_id": user_id,
            "first_name": stage.render.user(user_id)["first_name"],
            "status": membership.status,
            "is_bot": user_id == stage.bot_id,
            "rights": membership.rights,
            "anonymous": membership.anonymous,
        }
        for user_id, membership in chat.members.items()
        if membership.present
    ]


def _bot_name(stage: Stage, me: Person) -> str:
    return worded(stage.world.face.names, me.language_code) or stage.world.bot_name


def bot_view(stage: Stage, me: Person) -> Json:
    """The bot as Telegram shows it to this person: names, descriptions and menu in their language."""
    face, language = stage.world.face, me.language_code
    private = stage.world.chats[me.id]
    return {
        "id": stage.bot_id,
        "username": stage.world.bot_username,
        "first_name": _bot_name(stage, me),
        "description": worded(face.descriptions, language),
        "short_description": worded(face.short_descriptions, language),
        "commands": menu(face, private, me.id, language),
    }


def world_view(stage: Stage, me: Person) -> Json:
    chats = [
        chat
        for chat in stage.world.chats.values()
        if chat.id == me.id or (chat.type != "private" and not chat.migrated_to)
    ]
    return {
        "clock": {"now": stage.clock.now(), "offset": stage.clock.offset},
        "bot": bot_view(stage, me),
        "me": stage.render.person(me),
        "people": [stage.render.person(person) for person in stage.world.people.values()],
        "chats": [chat_view(stage, me, chat) for chat in chats],
        "offers": sorted(stage.offers),
        "event": stage.events.last,
    }


def event_view(stage: Stage, me: Person, event: Event) -> Json | None:
    """An event as this person may know it; None if it is not for them."""
    if event.only_for is not None and event.only_for != me.id:
        return None
    seen: Json = {"n": event.n, "kind": event.kind} | event.facts
    if event.message is not None:
        seen["message"] = message_view(stage, me, event.message)
    return seen
