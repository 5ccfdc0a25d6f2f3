"""Joining, leaving, inviting, promoting; and what people do with the bot."""

from sandbox.core.members import change, set_blocked
from sandbox.errors import ActError
from sandbox.people.registry import Act, act
from sandbox.rights import complete, may
from sandbox.world import Chat, Membership


def _public_chat(given: Act, right: str | None = None) -> Chat:
    """A group or channel where the person holds this right."""
    chat = given.chat()
    if chat.type == "private":
        raise ActError("this is a private chat")
    if right and not may(chat, given.me.id, right):
        raise ActError("you do not have the right to do this")
    return chat


@act
def join(given: Act) -> bool:
    chat = _public_chat(given)
    if chat.membership(given.me.id).status == "kicked":
        raise ActError("you were removed from this chat")
    if not chat.membership(given.me.id).present:
        change(given.stage, chat, given.me.id, Membership("member"), given.me.id)
    return True


@act
def leave(given: Act) -> bool:
    chat = _public_chat(given)
    if not chat.membership(given.me.id).present:
        raise ActError("you are not in this chat")
    change(given.stage, chat, given.me.id, Membership("left"), given.me.id)
    return True


@act
def add_person(given: Act) -> bool:
    chat = _public_chat(given, "can_invite_users")
    person = given.person()
    if not chat.membership(person.id).present:
        change(given.stage, chat, person.id, Membership("member"), given.me.id)
    return True


@act
def remove_person(given: Act) -> bool:
    chat = _public_chat(given, "can_restrict_members")
    person = given.person()
    if chat.membership(person.id).status == "creator":
        raise ActError("the owner can not be removed")
    change(given.stage, chat, person.id, Membership("kicked"), given.me.id)
    return True


@act
def promote(given: Act) -> bool:
    """Give or (null) take an administrator's rights; also one's own anonymity, for the owner."""
    chat = _public_chat(given, "can_promote_members")
    person = given.person()
    old = chat.membership(person.id)
    anonymous = bool(given.fields.get("anonymous", False))
    if not old.present:
        raise ActError("this person is not in the chat")
    if old.status == "creator":
        new = Membership("creator", None, anonymous)
    else:
        new = _standing(chat, given.need("rights"), anonymous)
    change(given.stage, chat, person.id, new, given.me.id)
    return True


def _standing(chat: Chat, rights: object, anonymous: bool = False) -> Membership:
    if rights is None:
        return Membership("member")
    if not isinstance(rights, dict):
        raise ActError("'rights' must be an object or null")
    return Membership("administrator", complete(chat, rights), anonymous)


@act
def add_bot(given: Act) -> bool:
    """Add the bot, or change its rights; in a channel a bot can only be an administrator."""
    rights = given.fields.get("rights")
    chat = _public_chat(given, "can_promote_members" if rights is not None else "can_invite_users")
    if chat.type == "channel" and rights is None:
        raise ActError("in a channel a bot can only be an administrator")
    change(given.stage, chat, given.stage.bot_id, _standing(chat, rights), given.me.id)
    return True


@act
def remove_bot(given: Act) -> bool:
    chat = _public_chat(given, "can_restrict_members")
    if not given.stage.bot_in(chat).present:
        raise ActError("the bot is not in this chat")
    change(given.stage, chat, given.stage.bot_id, Membership("kicked"), given.me.id)
    return True


@act
def block(given: Act) -> bool:
    if not given.me.started:
        raise ActError("you never talked to the bot")
    set_blocked(given.stage, given.me, True)
    return True


@act
def unblock(given: Act) -> bool:
    set_blocked(given.stage, given.me, False)
    return True


@act
def deactivate(given: Act) -> bool:
    """The person deletes their account: nothing reaches them any more."""
    given.me.deactivated = True
    return True


@act
def permit(given: Act) -> bool:
    """What plain members of a group may do: {"can_send_messages": false, …}."""
    chat = _public_chat(given, "can_restrict_members")
    chat.permissions |= {name: bool(value) for name, value in given.need("permissions").items()}
    given.stage.events.emit("chat", chat_id=chat.id)
    return True
