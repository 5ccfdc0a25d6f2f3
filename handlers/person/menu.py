"""The bot's command menu and its descriptions, in every language."""

from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from handlers.replies import Method
from locales.voice import Voice, languages, voice


def private_commands(voice: Voice) -> list[BotCommand]:
    """What a person can do in private, members' things first."""
    return [
        BotCommand(command="today", description=voice.tell("Today’s question")),
        BotCommand(command="stick", description=voice.tell("My tally stick")),
        BotCommand(command="me", description=voice.tell("My days, and a pause")),
        BotCommand(command="statement", description=voice.tell("What stands on my stick, and why")),
        BotCommand(command="half", description=voice.tell("My half of the stick")),
        BotCommand(command="rewards", description=voice.tell("My rewards")),
        BotCommand(command="card", description=voice.tell("My card for the counter")),
        BotCommand(command="suggest", description=voice.tell("An idea for my hangout")),
        BotCommand(command="together", description=voice.tell("Our shared stick")),
        BotCommand(command="draw", description=voice.tell("The draws of lucky notches")),
        BotCommand(command="guide", description=voice.tell("What people here like")),
        BotCommand(command="ideas", description=voice.tell("The board of ideas")),
        BotCommand(command="moment", description=voice.tell("A moment of mine, for all to see")),
        BotCommand(command="cues", description=voice.tell("A nudge a day, at my hour")),
        BotCommand(command="interests", description=voice.tell("What I like to talk about")),
        BotCommand(command="standing", description=voice.tell("How we stand, for those who want to")),
        BotCommand(command="need", description=voice.tell("I look for something")),
        BotCommand(command="needs", description=voice.tell("What is looked for")),
        BotCommand(command="credit", description=voice.tell("My credit stick")),
        BotCommand(command="panel", description=voice.tell("Manage my hangout")),
        BotCommand(command="new", description=voice.tell("Open a hangout for my shop")),
        BotCommand(command="language", description=voice.tell("Language of this chat")),
        BotCommand(command="help", description=voice.tell("What can be done here")),
    ]


def group_commands(voice: Voice) -> list[BotCommand]:
    """What a member can do in a group."""
    return [
        BotCommand(command="stick", description=voice.tell("My tally stick")),
        BotCommand(command="together", description=voice.tell("Our shared stick")),
        BotCommand(command="ideas", description=voice.tell("The board of ideas")),
        BotCommand(command="made", description=voice.tell("What was made of our ideas")),
    ]


def commands_of(voice: Voice, person_id: int) -> Method:
    """The menu of one private chat, for a person whose language is not their app's."""
    return SetMyCommands(commands=private_commands(voice), scope=BotCommandScopeChat(chat_id=person_id))


def introduction(default: str) -> list[Method]:
    """What Telegram shows of the bot before a word is said; `default` serves whoever has another language."""
    return [method for code in languages() for method in _in(voice(code), code if code != default else None)]


def _in(voice: Voice, code: str | None) -> list[Method]:
    private: BotCommandScopeUnion = BotCommandScopeAllPrivateChats()
    group: BotCommandScopeUnion = BotCommandScopeAllGroupChats()
    about = voice.tell(
        "One short question a day in your shop’s channel, group and here.\n"
        "Each answer cuts a notch on your tally stick; a full stick is a reward."
    )
    return [
        SetMyCommands(commands=private_commands(voice), scope=private, language_code=code),
        SetMyCommands(commands=group_commands(voice), scope=group, language_code=code),
        SetMyDescription(description=about, language_code=code),
        SetMyShortDescription(
            short_description=voice.tell("The always-open hangout of your shop: a question a day and a tally stick."),
            language_code=code,
        ),
    ]
