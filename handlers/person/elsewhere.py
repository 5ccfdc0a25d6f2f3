"""Commands that only the private chat answers, sent to a hangout's group: their sender alone is told where that is."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import InlineKeyboardButton, Message

from handlers.daily.looks import JOIN, deep
from handlers.filters import InGroup
from handlers.person.menu import group_commands, private_commands
from handlers.replies import Reply, rows, send
from handlers.rights import username
from handlers.whispers import told
from hub.context import Hub
from hub.hangout import hangouts
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="elsewhere")
IN_GROUPS = {one.command for one in group_commands(voice("en"))}
OURS = (*(one.command for one in private_commands(voice("en")) if one.command not in IN_GROUPS), "mydata", "forget")
LINKED: dict[str, str] = {}
"""By command, the prefix of the link that leads to its first screen; all others lead through the hangout's door."""


@router.message(InGroup(), Command(*OURS))
async def private_matter(message: Message, command: CommandObject, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Nothing in a group without a hangout: there it may have been another bot's."""
    here = await hangouts.of_chat(hub, message.chat.id)
    if here is None or here.state == "draft":
        return None
    prefix = LINKED.get(command.command, JOIN)
    door = open_there(voice.tell("Open it there"), await username(bot), f"{prefix}{here.slug}")
    return [told(message, who, send(who.id, voice.say("That one is answered in private."), rows([door])))]


def open_there(label: str, name: str, payload: str) -> InlineKeyboardButton:
    """The way into the private chat with the bot of this name."""
    return InlineKeyboardButton(text=label, url=deep(name, payload))
