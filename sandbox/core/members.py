"""Who belongs to a chat and with which rights; joining and leaving are told as Telegram tells them."""

from sandbox.core.messages import say
from sandbox.stage import Stage
from sandbox.world import Chat, Membership, Person


def change(stage: Stage, chat: Chat, user_id: int, new: Membership, by: int) -> None:
    """Give a person or the bot another standing in a chat. `by` is the person (or the bot) who did it."""
    old = chat.membership(user_id)
    chat.members[user_id] = new
    _tell_bot(stage, chat, user_id, old, new, by)
    if chat.is_group and old.present != new.present:
        _announce(stage, chat, user_id, new, by)
    stage.events.emit("chat", chat_id=chat.id)
    stage.changed()


def _tell_bot(stage: Stage, chat: Chat, user_id: int, old: Membership, new: Membership, by: int) -> None:
    if user_id != stage.bot_id and not stage.bot_in(chat).admin:
        return
    kind = "my_chat_member" if user_id == stage.bot_id else "chat_member"
    raw = {
        "chat": stage.render.chat(chat.id),
        "from": stage.render.user(by),
        "date": stage.clock.second(),
        "old_chat_member": stage.render.member(chat, user_id, old),
        "new_chat_member": stage.render.member(chat, user_id, new),
    }
    stage.updates.put(kind, raw, chat.id)


def _announce(stage: Stage, chat: Chat, user_id: int, new: Membership, by: int) -> None:
    """The group's own line about who came or went; a removed bot is past hearing it."""
    user = stage.render.user(user_id)
    if new.present:
        say(stage, chat, by, new_chat_members=[user])
    else:
        say(stage, chat, by, left_chat_member=user)


def set_blocked(stage: Stage, person: Person, blocked: bool) -> None:
    """A person blocks or unblocks the bot: in their private chat it is told as a membership."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    old, new = Membership("member"), Membership("kicked")
    if not blocked:
        old, new = new, old
    _tell_bot(stage, stage.world.chats[person.id], stage.bot_id, old, new, person.id)
    stage.events.emit("chat", chat_id=person.id, only_for=person.id)
    stage.changed()
