"""Which command menu somebody sees: Telegram looks from the narrowest scope to the widest, own language first."""

from sandbox.world import BotFace, Chat, Json


def key(scope: Json, language: str) -> str:
    """How a scope and a language ("" = any) are named in `BotFace.commands`."""
    parts = [scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", ""))]
    return "/".join([*parts, language])


def menu(face: BotFace, chat: Chat, person_id: int, language: str | None) -> list[Json]:
    for scope in _scopes(chat, person_id):
        for spoken in (language or "", ""):
            commands = face.commands.get(key(scope, spoken))
            if commands:
                return commands
    return []


def _scopes(chat: Chat, person_id: int) -> list[Json]:
    here = {"type": "chat", "chat_id": chat.id}
    if chat.type == "private":
        return [here, {"type": "all_private_chats"}, {"type": "default"}]
    admins = [{"type": "chat_administrators", "chat_id": chat.id}] if chat.membership(person_id).admin else []
    everywhere = [{"type": "all_chat_administrators"}] if admins else []
    mine = {"type": "chat_member", "chat_id": chat.id, "user_id": person_id}
    return [mine, *admins, here, *everywhere, {"type": "all_group_chats"}, {"type": "default"}]


def worded(texts: dict[str, str], language: str | None) -> str:
    """A name or description in somebody's language, or the one for everybody."""
    return texts.get(language or "") or texts.get("", "")
