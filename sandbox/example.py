"""The example brand: a Tehran tea house, its people, its channel and its group. The bot is in neither yet."""

import time
from typing import NamedTuple

from sandbox.detect import detect
from sandbox.rights import complete
from sandbox.world import TELEGRAM_ID, Chat, Membership, Person, StoredMessage, World

DEMO_BOT_ID = 7_000_000_001
DEMO_TOKEN = f"{DEMO_BOT_ID}:AAH-the-sandbox-knows-only-this-bot"
BRAND = "چای‌خانهٔ ماه‌نو"
HOUR = 3600


class Someone(NamedTuple):
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str


OWNER = Someone("مهتاب", "رستگار", "mahtab_rastegar", "fa")
CUSTOMERS = (
    Someone("آرش", "نیک‌پور", "arash_nikpour", "fa"),
    Someone("نرگس", "یوسفی", None, "fa"),
    Someone("کاوه", None, "kaveh_tea", "fa"),
    Someone("سارا", "امینی", "sara_amini", "fa"),
    Someone("بی‌بی‌گل", None, None, "fa"),
    Someone("Daniel", "Moore", "danielmoore", "en"),
)
POSTS = (
    (75, "سلام به همسایه‌های تازه! از امروز قصه‌های چای‌خانه را همین‌جا می‌نویسیم. ☕️"),
    (51, "چای بهارهٔ لاهیجان رسید؛ تازه، کم‌رنگ و خوش‌عطر. تا آخر هفته با نقل بیدمشک می‌چسبد."),
    (27, "عصرهای پاییز تا ساعت ۱۱ شب باز هستیم. میز کنار پنجره را زودتر بگیرید! #ساعت_کار"),
    (5, "کیک هل و زعفران امروز داغِ داغ از تنور درآمد. هر که زودتر برسد، تکهٔ بزرگ‌تر با اوست. 🍰"),
)
TALK = (
    (26.5, "آرش", "میز کنار پنجره همیشه مال من است، گفته باشم 😄"),
    (26.2, "نرگس", "آرش جان، آن میز سند ندارد! فردا زودتر می‌آیم."),
    (4.6, "سارا", "کیک هل‌تان را پسرم هنوز یادش هست. برایم دو تکه کنار بگذارید لطفاً."),
    (4.5, "مهتاب", "حتماً سارا جان، کنار گذاشتم. با چای دارچین بخورید."),
    (3.1, "Daniel", "Is the saffron cake there tomorrow as well? I only get off work at six."),
)


def example_world(bot_id: int) -> World:
    """Messages are dated back from now. `bot_id` must not belong to anybody here."""
    world = World()
    owner = _person(world, OWNER)
    people = {person.first_name: person for person in (owner, *(_person(world, one) for one in CUSTOMERS))}
    channel = world.add_chat("channel", BRAND, "mahe_no_tea")
    group = world.add_chat("supergroup", f"گپِ {BRAND}", "mahe_no_gap")
    channel.linked_chat_id, group.linked_chat_id = group.id, channel.id
    for chat in (channel, group):
        _settle(chat, owner, list(people.values()))
    _write_history(world, channel, group, people)
    return world


def _person(world: World, someone: Someone) -> Person:
    return world.add_person(someone.first_name, someone.language_code, someone.last_name, someone.username)


def _settle(chat: Chat, owner: Person, people: list[Person]) -> None:
    """The owner owns, everybody else is a member; Arash helps in the group."""
    chat.members = {person.id: Membership("member") for person in people}
    chat.members[owner.id] = Membership("creator")
    if chat.is_group:
        helper = people[1]
        rights = {"can_delete_messages": True, "can_pin_messages": True, "can_invite_users": True}
        chat.members[helper.id] = Membership("administrator", complete(chat, rights))


def _write_history(world: World, channel: Chat, group: Chat, people: dict[str, Person]) -> None:
    """Posts and talk in the order of their time; every post appears in the group, as Telegram forwards it."""
    owner_id = people[OWNER.first_name].id
    lines = [(hours, None, text) for hours, text in POSTS] + list(TALK)
    for hours, name, text in sorted(lines, key=lambda line: -line[0]):
        date = int(time.time() - hours * HOUR)
        if name is not None:
            _write(group, StoredMessage(0, group.id, date, people[name].id, people[name].id), text)
            continue
        post = _write(channel, StoredMessage(0, channel.id, date, owner_id, None, channel.id), text)
        origin = {"type": "channel", "date": date, "chat": channel.id, "message_id": post.id}
        copy = StoredMessage(0, group.id, date, owner_id, TELEGRAM_ID, channel.id, origin=origin, automatic=True)
        _write(group, copy, text)


def _write(chat: Chat, message: StoredMessage, text: str) -> StoredMessage:
    found = detect(text, [])
    message.content = {"text": text} | ({"entities": found} if found else {})
    message.id = chat.next_message_id
    chat.messages[message.id] = message
    chat.next_message_id += 1
    return message
