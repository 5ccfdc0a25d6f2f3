"""In a group, for the eyes of one person: a message that nobody else sees, where Telegram can do that."""

from aiogram.types import EphemeralMessageParameters, Message

from handlers.replies import Method
from hub.context import Hub
from hub.hangout import hangouts
from hub.person.people import Seen, Who
from hub.stick import members
from hub.stick.members import StickView


async def member(message: Message, hub: Hub, who: Who) -> StickView | None:
    """Who asks for something in a hangout's group belongs to it from then on; None where no hangout is."""
    here = await hangouts.of_chat(hub, message.chat.id)
    if here is None or here.state == "draft":
        return None
    return (await members.join(hub, seen(message, who), here.slug)).view


def seen(message: Message, who: Who) -> Seen:
    """Who wrote the message, with the language that Telegram says."""
    return Seen(who.id, who.name, message.from_user.language_code if message.from_user else None)


def whisper(message: Message, who: Who, private: Method) -> Method:
    """What would be sent in private, in the group for the same eyes; nothing, where Telegram can not do that."""
    seen_by_one = EphemeralMessageParameters(receiver_user_id=who.id)
    return private.model_copy(update={"chat_id": message.chat.id, "ephemeral_message_parameters": seen_by_one})


def told(message: Message, who: Who, private: Method) -> tuple[Method, ...]:
    """The same, and where Telegram can not do that, in private."""
    return whisper(message, who, private), private
