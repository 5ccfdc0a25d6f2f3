"""What comes with an idea: read off a message, and sent again."""

from collections.abc import Iterable, Sequence

from aiogram.methods import SendVideo, SendVoice
from aiogram.types import Message
from markupsafe import Markup

from handlers.replies import Method, picture
from hub.ideas.views import Media
from locales.voice import Spoken, Voice


def of_message(message: Message) -> Media | None:
    """The message's picture, voice or video; None for any other."""
    if message.photo:
        return Media("photo", message.photo[-1].file_id)
    if message.voice:
        return Media("voice", message.voice.file_id)
    if message.video:
        return Media("video", message.video.file_id)
    return None


def methods(chat_id: int, media: Iterable[Media]) -> list[Method]:
    """Each as a message of its own, as Telegram knows it already."""
    return [_method(chat_id, one) for one in media]


def _method(chat_id: int, one: Media) -> Method:
    if one.kind == "voice":
        return SendVoice(chat_id=chat_id, voice=one.file_id)
    if one.kind == "video":
        return SendVideo(chat_id=chat_id, video=one.file_id)
    return picture(chat_id, one.file_id, Markup(""))


def look(v: Voice, media: Sequence[Media]) -> str:
    """The button that shows them."""
    things = told(v, media)
    return v.tell("See {things}", things=Spoken(things[0])) if len(things) == 1 else v.tell("Show what came with it")


def told(v: Voice, media: Iterable[Media]) -> list[str]:
    """How much of what there is: “3 pictures”."""
    kinds = [one.kind for one in media]
    counted = {kind: kinds.count(kind) for kind in ("photo", "voice", "video") if kind in kinds}
    return [_counted(v, kind, number) for kind, number in counted.items()]


def _counted(v: Voice, kind: str, number: int) -> str:
    if kind == "voice":
        return v.many("{n} voice message", "{n} voice messages", number)
    if kind == "video":
        return v.many("{n} video", "{n} videos", number)
    return v.many("{n} picture", "{n} pictures", number)
