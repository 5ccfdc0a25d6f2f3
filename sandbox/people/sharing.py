"""Answering a button that asks for a chat: the bot gets the rights it asked for, then hears which chat it is."""

from sandbox.core.keyboards import used
from sandbox.core.members import change
from sandbox.core.messages import say
from sandbox.errors import ActError
from sandbox.people.registry import Act, act
from sandbox.rights import complete
from sandbox.world import Chat, Json, Membership


@act
def share_chat(given: Act) -> bool:
    chat = given.chat()
    private = given.stage.world.chats[given.me.id]
    asked = _request(private.keyboards.get(given.me.id), given.number("request_id"))
    _check_fits(given, chat, asked)
    _admit_bot(given, chat, asked)
    shared: Json = {"request_id": asked["request_id"], "chat_id": chat.id}
    if asked.get("request_title"):
        shared["title"] = chat.title
    if asked.get("request_username") and chat.username:
        shared["username"] = chat.username
    used(given.stage, private, given.me.id)
    say(given.stage, private, given.me.id, chat_shared=shared)
    return True


def _request(keyboard: Json | None, request_id: int) -> Json:
    """The request_chat part of the button with this id on the keyboard that the person sees."""
    buttons = [button for row in (keyboard or {}).get("keyboard", []) for button in row]
    for button in buttons:
        asked: Json | None = button.get("request_chat")
        if asked and asked["request_id"] == request_id:
            return asked
    raise ActError("no button asks for this")


def _check_fits(given: Act, chat: Chat, asked: Json) -> None:
    """Telegram offers only chats that fit: their kind, the person's own rights there, a public name."""
    if chat.type == "private" or asked["chat_is_channel"] != (chat.type == "channel"):
        raise ActError("the button asks for another kind of chat")
    mine = chat.membership(given.me.id)
    if not mine.present:
        raise ActError("you are not in this chat")
    if asked.get("chat_is_created") and mine.status != "creator":
        raise ActError("the button asks for a chat that you own")
    if asked.get("chat_has_username") is not None and asked["chat_has_username"] != bool(chat.username):
        raise ActError("the button asks for a chat with or without a public name")
    missing = [right for right in _wanted(chat, asked.get("user_administrator_rights")) if not mine.may(right)]
    if missing:
        raise ActError(f"you do not have the rights {', '.join(missing)} there")


def _wanted(chat: Chat, rights: Json | None) -> list[str]:
    """Rights that make sense in this kind of chat."""
    if rights is None:
        return []
    known = complete(chat, {})
    return [name for name, value in rights.items() if value and name in known]


def _admit_bot(given: Act, chat: Chat, asked: Json) -> None:
    """Add the bot with the rights it asked for, on top of those it has; a person may only give what they hold."""
    stage, mine, bot = given.stage, chat.membership(given.me.id), given.stage.bot_in(chat)
    wanted = _wanted(chat, asked.get("bot_administrator_rights"))
    if asked.get("bot_administrator_rights") is not None:
        held = {name for name, value in (bot.rights or {}).items() if value}
        if set(wanted) - held or not bot.admin:
            if not mine.may("can_promote_members"):
                raise ActError("you can not make the bot an administrator there")
            rights = complete(chat, dict.fromkeys(held | set(wanted), True))
            change(stage, chat, stage.bot_id, Membership("administrator", rights), given.me.id)
    elif asked.get("bot_is_member") and not bot.present:
        raise ActError("the bot is not in this chat")
