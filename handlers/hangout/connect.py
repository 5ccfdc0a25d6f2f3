"""Bringing a channel or a group into a hangout: the buttons that ask for it, and the check of what came."""

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
)
from markupsafe import Markup

from handlers import errors
from handlers.buttons import Number
from handlers.replies import key, rows
from handlers.rights import ABSENT, look, missing, rights_words, standing
from handlers.screens import Screen
from hub.errors import HubError, NotFound
from hub.hangout.hangouts import ChatView, HangoutView
from hub.hangout.setup import ChatFacts
from locales.voice import Spoken, Voice, languages, voice

PLACES = ("channel", "group")
KINDS = {"channel": "channel", "group": "group", "supergroup": "group"}  # Telegram's chat types -> our places
NO_RIGHTS = dict.fromkeys((name for name, f in ChatAdministratorRights.model_fields.items() if f.is_required()), False)
RIGHTS = {
    "channel": ChatAdministratorRights(
        **NO_RIGHTS | {"can_manage_chat": True}, can_post_messages=True, can_edit_messages=True
    ),
    "group": ChatAdministratorRights(**NO_RIGHTS | {"can_manage_chat": True}),
}


class NotAdmin(HubError):
    """The person does not administer the chat that they brought."""

    code = "not_admin"


errors.WORDS["not_admin"] = lambda v, _: v.say(
    "Only an admin of that channel or group can bring it here. Come from an account that is one."
)


class Again(CallbackData, prefix="again"):
    """Look at a chat's rights once more. Everything in it is checked anew."""

    hangout: Number
    place: str
    chat: Number


class Shared(Filter):
    """The answer to a button that asks for a chat."""

    async def __call__(self, message: Message) -> bool:
        """True for a shared chat, in private."""
        return message.chat_shared is not None and message.chat.type == "private"


def keyboard(voice: Voice, hangout: HangoutView, *labels: str) -> ReplyKeyboardMarkup:
    """Buttons that ask Telegram for a channel and a group and give the bot its rights there; below, plain words."""
    asking = [_asking(choose(voice, place), hangout.id, place) for place in PLACES]
    words = [KeyboardButton(text=label) for label in labels]
    return ReplyKeyboardMarkup(keyboard=[asking, *([word] for word in words)], resize_keyboard=True, is_persistent=True)


def choose(voice: Voice, place: str) -> str:
    """The words on the button for a channel or a group."""
    return voice.tell("Choose a channel") if place == "channel" else voice.tell("Choose a group")


def _asking(label: str, hangout_id: int, place: str) -> KeyboardButton:
    """The hangout and the place travel in the request's own number, so that no memory is needed for the answer."""
    asked = KeyboardButtonRequestChat(
        request_id=hangout_id * len(PLACES) + PLACES.index(place),
        chat_is_channel=place == "channel",
        user_administrator_rights=RIGHTS[place],
        bot_administrator_rights=RIGHTS[place],
        request_title=True,
        request_username=True,
    )
    return KeyboardButton(text=label, request_chat=asked)


def asked(request_id: int) -> tuple[int, str]:
    """The hangout and the place that a request's number stands for."""
    return request_id // len(PLACES), PLACES[request_id % len(PLACES)]


async def check(
    bot: Bot, voice: Voice, person_id: int, hangout_id: int, place: str, chat_id: int, title: str = ""
) -> ChatFacts | Screen:
    """The chat's facts if the person administers it and the bot can work there; else what is missing, in words."""
    seen = await look(bot, chat_id)
    status = await standing(bot, chat_id, person_id)
    if status is not None and status not in ("creator", "administrator"):
        raise NotAdmin
    if seen is not None and seen.type not in KINDS:
        raise NotFound
    place = KINDS[seen.type] if seen else place
    lacking = await missing(bot, chat_id, place) if seen else [ABSENT]
    if lacking or seen is None:
        again = Again(hangout=hangout_id, place=place, chat=chat_id)
        return _lacking(voice, place, (seen and seen.title) or title, lacking, again)
    if status is None:
        raise NotAdmin
    return ChatFacts(seen.id, place, seen.title or "", seen.username, seen.linked_chat_id)


def _lacking(voice: Voice, place: str, title: str, codes: list[str], again: Again) -> Screen:
    head = voice.say("I can not work in {chat} yet. There I still need:", chat=called(voice, place, title))
    tail = voice.say("Give me that in its admin settings, then tap “Check again”.")
    text = Markup("\n").join([head, rights_words(voice, codes), tail])
    return Screen(text, rows([key(voice.tell("Check again"), again.pack())]))


def called(voice: Voice, place: str, title: str) -> Spoken:
    """A channel or group with its name, if it is known."""
    if place == "channel":
        return voice.tell("the channel {title}", title=title) if title else voice.tell("your channel")
    return voice.tell("the group {title}", title=title) if title else voice.tell("your group")


def connected(voice: Voice, hangout: HangoutView) -> Markup:
    """The hangout's channel and group, a line each."""
    return Markup("\n").join(_line(voice, chat) for chat in hangout.chats)


def _line(voice: Voice, chat: ChatView) -> Markup:
    mark = Spoken("⚠️" if chat.lost else "✓")
    if chat.place == "channel":
        return voice.say("{mark} Channel: {title}", mark=mark, title=chat.title)
    return voice.say("{mark} Group: {title}", mark=mark, title=chat.title)


class Label(Filter):
    """A word of a reply keyboard, in whichever language the keyboard was sent; `words` speaks it."""

    def __init__(self, *words: str) -> None:
        self._words = words

    async def __call__(self, message: Message) -> bool:
        """True for the word alone."""
        return any(message.text == voice(code).tell(word) for code in languages() for word in self._words)
