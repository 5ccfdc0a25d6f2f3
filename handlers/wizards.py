"""Where somebody is in a wizard. It is kept in the store, so that a restart loses nothing. A wizard's steps stand where
it is led; here are those that several files know.

The place in an unfinished set-up (`setup`) is carried through every other wizard: changing something else or writing
a question in between does not lose it.
"""

from typing import Any

from aiogram.filters import Filter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from hub.context import Hub
from hub.errors import NotFound
from hub.person import people
from hub.person.people import Who

STEPS = ("chats", "timezone", "hour", "length", "reward", "preview")


class Setup(StatesGroup):
    """Opening a hangout; `aside` is a set-up that waits while the person does something else."""

    chats = State()
    timezone = State()
    hour = State()
    length = State()
    reward = State()
    preview = State()
    aside = State()


class Change(StatesGroup):
    """One setting of a hangout that exists."""

    chats = State()
    timezone = State()
    hour = State()
    length = State()
    reward = State()
    title = State()
    trade = State()


class Book(StatesGroup):
    """A number or an amount for a hangout's rules; `asked` in its data says for what."""

    value = State()


class Offering(StatesGroup):
    """A reward that is being added, thing by thing."""

    title = State()
    notches = State()
    picture = State()
    stock = State()
    days = State()


class Amend(StatesGroup):
    """One thing about a reward that is there."""

    title = State()
    notches = State()
    picture = State()
    stock = State()
    days = State()


class Write(StatesGroup):
    """A question for the queue, or for a day."""

    text = State()
    options = State()
    then = State()
    day = State()


class Counter(StatesGroup):
    """A member at the counter: what they spent, or what their notches are for."""

    amount = State()
    reason = State()


class Credit(StatesGroup):
    """What staff write on a member's credit stick: how much, then what for (the one screen that also confirms)."""

    amount = State()
    note = State()
    limit = State()
    reason = State()


class Seeking(StatesGroup):
    """Words to look for among a hangout's ideas; of a member's, or at the counter of the member who is served."""

    words = State()
    served = State()


class Stand(StatesGroup):
    """The name under which a member wants to stand in a ranking: it is written, then asked about."""

    name = State()


class Answering(StatesGroup):
    """A message about a need."""

    words = State()
    rest = State()


PASSING = frozenset(
    {
        "Change",
        "Amend",
        "Book",
        "Find",
        "Hand",
        "Sifting",
        "Hashtags",
        "Credit",
        "Demanding",
        "Lending",
        "Subject",
        "Tagging",
    }
)
"""Wizards of one question, which wait no longer once another screen of the panel is opened."""


class Typed(Filter):
    """Ordinary words in private, not a command."""

    async def __call__(self, message: Message) -> bool:
        """True for text that does not begin with a slash."""
        return message.chat.type == "private" and bool(message.text) and not (message.text or "").startswith("/")


class Wordless(Filter):
    """Something else than words in private: a sticker, a photo, a voice message. Polls and chats have their use."""

    async def __call__(self, message: Message) -> bool:
        """True for a message that no step can take."""
        given = message.text or message.poll or message.chat_shared
        return message.chat.type == "private" and not given


class Heard(Filter):
    """A message that a step took before and that Telegram brought again, since its answer was cut off."""

    async def __call__(self, message: Message, who: Who) -> bool:
        """True for the very message that led to where the person is."""
        return who.data.get("heard") == message.message_id and message.chat.type == "private"


def at(who: Who) -> tuple[str, str]:
    """The wizard and its step: ("Setup", "hour"); two empty strings outside of one."""
    wizard, _, step = (who.state or "").partition(":")
    return wizard, step


def here(who: Who) -> int:
    """The hangout that the person's wizard is about."""
    if "hangout" not in who.data:
        raise NotFound
    return int(who.data["hangout"])


async def enter(hub: Hub, who: Who, step: State, **data: Any) -> None:
    """Moves to a step of another wizard than the set-up; what was gathered elsewhere is forgotten."""
    await people.save_wizard(hub, who.id, step.state or "", _carried(who) | data)


async def enter_setup(
    hub: Hub, who: Who, step: str, hangout_id: int, *, changing: bool = False, heard: int = 0
) -> None:
    """Moves to a step of the set-up; `changing` comes back to the preview after it, `heard` is the message that led
    here."""
    data = {"hangout": hangout_id, "setup": step, "changing": changing, "heard": heard}
    await people.save_wizard(hub, who.id, f"Setup:{step}", data)


async def leave(hub: Hub, who: Who) -> None:
    """Out of the wizard; an unfinished set-up is put aside."""
    if who.state is None or who.state == Setup.aside.state:
        return
    if kept := _carried(who):
        await people.save_wizard(hub, who.id, Setup.aside.state or "", kept)
    else:
        await people.drop_wizard(hub, who.id)


async def finish_setup(hub: Hub, who: Who) -> None:
    """The set-up is done; another wizard that is under way goes on."""
    if at(who)[0] not in ("", "Setup"):
        kept = {name: value for name, value in who.data.items() if name not in ("setup", "changing")}
        await people.save_wizard(hub, who.id, who.state or "", kept)
    else:
        await people.drop_wizard(hub, who.id)


def _carried(who: Who) -> dict[str, Any]:
    return {name: who.data[name] for name in ("setup", "changing") if name in who.data}
