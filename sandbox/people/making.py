"""New people and chats, and how chats are tied together."""

from dataclasses import replace

from sandbox.core.messages import say
from sandbox.errors import ActError
from sandbox.people.registry import Act, act
from sandbox.world import Json, Membership

KINDS = {"group": "group_chat_created", "supergroup": "supergroup_chat_created", "channel": "channel_chat_created"}


@act
def new_person(given: Act) -> Json:
    first_name = str(given.need("first_name")).strip()
    if not first_name:
        raise ActError("the name is empty")
    world = given.stage.world
    language = str(given.fields.get("language_code") or "fa")
    person = world.add_person(
        first_name, language, given.fields.get("last_name") or None, given.fields.get("username") or None
    )
    given.stage.events.emit("people")
    return given.stage.render.person(person)


@act
def new_chat(given: Act) -> Json:
    kind, title = given.need("type"), str(given.need("title")).strip()
    if kind not in KINDS or not title:
        raise ActError("a chat has a title and is a group, a supergroup or a channel")
    chat = given.stage.world.add_chat(kind, title, given.fields.get("username") or None)
    chat.members[given.me.id] = Membership("creator")
    say(given.stage, chat, given.me.id, **{KINDS[kind]: True})
    given.stage.events.emit("chat", chat_id=chat.id)
    return given.stage.render.chat(chat.id)


@act
def link(given: Act) -> bool:
    """Make a group the discussion of a channel, or (null) end that."""
    world = given.stage.world
    channel = given.chat("channel_id")
    if channel.type != "channel" or channel.membership(given.me.id).status != "creator":
        raise ActError("you do not own this channel")
    for chat in world.chats.values():
        if chat.linked_chat_id == channel.id:
            chat.linked_chat_id = None
    channel.linked_chat_id = None
    if given.need("group_id") is not None:
        group = given.chat("group_id")
        if group.type != "supergroup" or not group.membership(given.me.id).admin:
            raise ActError("only a supergroup that you administer can be a discussion")
        channel.linked_chat_id, group.linked_chat_id = group.id, channel.id
    given.stage.events.emit("chat", chat_id=channel.id)
    return True


@act
def migrate(given: Act) -> Json:
    """A basic group becomes a supergroup: another id, the same people."""
    stage, world, group = given.stage, given.stage.world, given.chat()
    if group.type != "group" or group.membership(given.me.id).status != "creator":
        raise ActError("only the owner of a basic group can do this")
    chat = world.add_chat("supergroup", group.title or "")
    chat.members = {person_id: replace(membership) for person_id, membership in group.members.items()}
    chat.permissions, chat.keyboards = dict(group.permissions), dict(group.keyboards)
    say(stage, group, given.me.id, migrate_to_chat_id=chat.id)
    group.migrated_to = chat.id
    say(stage, chat, given.me.id, migrate_from_chat_id=group.id)
    stage.events.emit("chat", chat_id=chat.id)
    return {"chat_id": chat.id}
