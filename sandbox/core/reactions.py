"""Reactions of people under messages."""

from collections import Counter

from sandbox.core.messages import tell_people
from sandbox.stage import Stage
from sandbox.world import Chat, Json, StoredMessage


def react(stage: Stage, chat: Chat, message: StoredMessage, person_id: int, emoji: str | None) -> None:
    """Set or take back (None) a person's reaction. Channels are told as counts, groups by person."""
    old = message.reactions.get(person_id)
    if old == emoji:
        return
    if emoji:
        message.reactions[person_id] = emoji
    else:
        message.reactions.pop(person_id, None)
    if chat.type == "private" or stage.bot_in(chat).admin:
        _tell_bot(stage, chat, message, person_id, old)
    tell_people(stage, "edit", message)


def _tell_bot(stage: Stage, chat: Chat, message: StoredMessage, person_id: int, old: str | None) -> None:
    base = {
        "chat": stage.render.chat(chat.id),
        "message_id": message.id,
        "date": stage.clock.second(),
    }
    if chat.type == "channel":
        counts = Counter(message.reactions.values())
        raw = {"reactions": [{"type": _emoji(one), "total_count": count} for one, count in counts.items()]}
        stage.updates.put("message_reaction_count", base | raw, chat.id)
        return
    change = {"old_reaction": _listed(old), "new_reaction": _listed(message.reactions.get(person_id))}
    hidden = chat.membership(person_id).anonymous
    who = {"actor_chat": stage.render.chat(chat.id)} if hidden else {"user": stage.render.user(person_id)}
    stage.updates.put("message_reaction", base | change | who, chat.id)


def _emoji(emoji: str) -> Json:
    return {"type": "emoji", "emoji": emoji}


def _listed(emoji: str | None) -> list[Json]:
    return [_emoji(emoji)] if emoji else []
