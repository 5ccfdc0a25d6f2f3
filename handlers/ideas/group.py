"""Ideas in the group and in comments: a hashtag beside one's words makes them an idea, as long as it stands there."""

from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.methods import DeleteMessage, EditEphemeralMessageText, SendMessage, SetMessageReaction
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReactionTypeEmoji
from aiogram.types import ReplyParameters as To
from markupsafe import Markup

from handlers import errors
from handlers.filters import InGroup
from handlers.ideas import looks, media
from handlers.ideas.board import LINK
from handlers.ideas.buttons import Asked
from handlers.person.elsewhere import open_there
from handlers.replies import Keys, Method, Reply, Step, key, rows, send, toast
from handlers.rights import username
from handlers.screens import Screen, on_tap
from handlers.whispers import seen, told
from hub.context import Hub
from hub.errors import HubError
from hub.ideas import alike, authoring, backing, hashtags, ideas
from hub.ideas.hashtags import Place
from hub.ideas.ideas import Draft
from hub.ideas.views import IdeaView, Media
from hub.person.people import Who
from hub.stick import members
from locales.voice import Voice

router = Router(name="ideas_in_group")
NOTED = ReactionTypeEmoji(emoji="✍")
"""What an idea in the group gets instead of a message."""


class Hashed(Filter):
    """A person's own message with one of the hangout's hashtags; `idea` is what it says besides."""

    async def __call__(self, message: Message, hub: Hub) -> bool | dict[str, Any]:
        """Talk without any hashtag costs no look into the store."""
        words = message.text or message.caption or ""
        if message.forward_origin is not None or message.is_automatic_forward or not hashtags.hashed(words):
            return False
        place = await hashtags.place(hub, message.chat.id)
        idea = hashtags.idea_in(words, place.hashtags) if place else None
        return False if idea is None else {"place": place, "idea": idea}


class OfAlbum(Filter):
    """A further picture of an album in a hangout's group."""

    async def __call__(self, message: Message, hub: Hub) -> bool | dict[str, Any]:
        """One without words of its own."""
        if not message.media_group_id or message.caption or media.of_message(message) is None:
            return False
        place = await hashtags.place(hub, message.chat.id)
        return {"place": place} if place else False


class WasIdea(Filter):
    """A message that is an idea already."""

    async def __call__(self, message: Message, hub: Hub) -> bool | dict[str, Any]:
        """`number` is the idea's."""
        number = await ideas.of_message(hub, message.chat.id, message.message_id)
        return {"number": number} if number else False


@router.message(InGroup(), Hashed())
@router.edited_message(InGroup(), ~WasIdea(), Hashed())
async def posted(message: Message, place: Place, idea: str, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """It stands on the board, unless others are like it: then its author is asked first. A refusal is theirs alone."""
    try:
        return await _posted(message, place, idea, bot, hub, who, voice)
    except HubError as error:
        return _quietly(message, who, errors.words(voice, error))


async def _posted(message: Message, place: Place, idea: str, bot: Bot, hub: Hub, who: Who, v: Voice) -> Reply:
    if not idea:
        return _quietly(message, who, v.say("Write what you wish beside the hashtag, and it becomes an idea."))
    await members.join(hub, seen(message, who), place.slug)
    like = await alike.alike(hub, who.id, place.hangout_id, idea)
    found, source = media.of_message(message), (message.chat.id, message.message_id)
    draft = Draft(idea, (found,) if found else (), source=source, asked=bool(like))
    made = await ideas.post(hub, who.id, place.hangout_id, draft, once=_once(message))
    return _asked(message, who, v, made, like) if like else _noted(message, who, v, made, await _door(bot, v, made))


def _once(message: Message) -> str:
    """One idea a message, or an album."""
    if message.media_group_id:
        return f"a{message.chat.id}:{message.media_group_id}"
    return f"g{message.chat.id}:{message.message_id}"


async def _door(bot: Bot, v: Voice, made: IdeaView) -> InlineKeyboardMarkup:
    """Its author's way to where it stands."""
    return rows([open_there(v.tell("See it"), await username(bot), f"{LINK}{made.id}")])


def _noted(message: Message, who: Who, v: Voice, made: IdeaView, door: InlineKeyboardMarkup) -> Reply:
    if waits := looks.waits(v, made):
        return _quietly(message, who, waits)
    noted = SetMessageReaction(chat_id=message.chat.id, message_id=message.message_id, reaction=[NOTED])
    return [(noted, *told(message, who, send(who.id, v.say("✓ It stands on the board."), door)))]


def _asked(message: Message, who: Who, v: Voice, made: IdeaView, like: list[IdeaView]) -> Reply:
    text = Markup("\n").join(
        [looks.quoted(v, made.text), v.say("<b>Is it one of these?</b>"), looks.alike(v, like)],
    )
    keys = [
        [looks.rather(v, place, Asked(idea=made.id, other=one.id).pack())] for place, one in enumerate(like, start=1)
    ]
    new = [key(v.tell("It is a new one, post it"), Asked(idea=made.id, other=0).pack())]
    return [(*told(message, who, send(who.id, text, rows(*keys, new))), _aloud(message, text, rows(*keys, new)))]


def _quietly(message: Message, who: Who, text: Markup) -> list[Step]:
    return [told(message, who, send(who.id, text))]


def _aloud(message: Message, text: Markup, keys: Keys) -> Method:
    """Where neither can be, below the message itself, if that is still there."""
    to = To(message_id=message.message_id, allow_sending_without_reply=False)
    return SendMessage(chat_id=message.chat.id, text=text, parse_mode="HTML", reply_markup=keys, reply_parameters=to)


@router.callback_query(Asked.filter())
async def answered(press: CallbackQuery, callback_data: Asked, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Its author's word: a new one, or for another instead."""
    if not callback_data.other:
        made = await authoring.decide(hub, who.id, callback_data.idea)
        held = voice.tell("It waits for a moderator’s eye.")
        words = voice.tell("It stands on the board.") if made.live else held
        return _said(press, voice, made, words, await _door(bot, voice, made))
    own = await ideas.one(hub, who.id, callback_data.idea)
    done = await backing.back(hub, who.id, callback_data.other)
    await authoring.withdraw(hub, who.id, own.id)
    return _said(press, voice, done.view, voice.tell("You are for it. Nothing new was posted."))


def _said(
    press: CallbackQuery, v: Voice, idea: IdeaView, words: str, door: InlineKeyboardMarkup | None = None
) -> Reply:
    """The question becomes its answer; one that all could see goes."""
    text = looks.quoted(v, idea.text) + v.frame("✓ {words}", words=words)
    if not isinstance(press.message, Message) or press.message.chat.type == "private":
        return on_tap(press, Screen(text, door))
    chat_id = press.message.chat.id
    if number := press.message.ephemeral_message_id:
        asker = press.from_user.id
        become = EditEphemeralMessageText(
            chat_id=chat_id,
            receiver_user_id=asker,
            ephemeral_message_id=number,
            text=text,
            parse_mode="HTML",
            reply_markup=door,
        )
        return [become, toast(press, words)]
    return [DeleteMessage(chat_id=chat_id, message_id=press.message.message_id), toast(press, words, alert=True)]


@router.message(InGroup(), OfAlbum())
async def joined(message: Message, place: Place, hub: Hub, who: Who) -> Reply:
    """The rest of an album that began as an idea; that of another album is nothing."""
    found = media.of_message(message)
    if found is not None:
        await ideas.attach(hub, who.id, place.hangout_id, _once(message), found)
    return None


def _with(message: Message) -> tuple[Media, ...] | None:
    """What an edit may have put into a message; None where nothing is, and for one of an album, which is not all."""
    found = media.of_message(message)
    return (found,) if found and not message.media_group_id else None


@router.edited_message(InGroup(), WasIdea())
async def edited(message: Message, number: int, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Other words are the idea's words, another picture is its picture; without its hashtag it is taken back. Too late
    for any of it, it stays so."""
    place = await hashtags.place(hub, message.chat.id)
    idea = hashtags.idea_in(message.text or message.caption or "", place.hashtags) if place else None
    try:
        if idea:
            await authoring.change(hub, who.id, number, idea, _with(message), again=True)
        else:
            await authoring.withdraw(hub, who.id, number)
    except HubError as error:
        return _quietly(message, who, errors.words(voice, error))
    return None
