"""A word of one's own: written in private, or as a reply to the question wherever it stands."""

from dataclasses import replace
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SetMessageReaction
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginChannel,
    ReactionTypeEmoji,
)
from markupsafe import Markup

from handlers import errors
from handlers.answered import answered
from handlers.arrivals import Arrival
from handlers.daily.kinds.word import WRITE, Say
from handlers.daily.votes import line
from handlers.filters import InGroup, Private
from handlers.person.start import LINKS
from handlers.replies import Reply, key, rows, send
from handlers.screens import Screen, on_tap, on_words
from handlers.whispers import whisper
from handlers.wizards import Typed, Wordless, at, enter, leave
from hub.context import Hub
from hub.daily import rounds, words
from hub.daily.ballots import ACTS, Ballot, Ended, Outcome
from hub.daily.crowd import Crowd
from hub.daily.folding import LIMIT, check
from hub.daily.rounds import RoundView
from hub.errors import NotFound, TextEmpty, TextTooLong
from hub.person.people import Seen, Who
from hub.stick import members
from locales.voice import Voice

router = Router(name="words")
THUMB = ReactionTypeEmoji(emoji="👍")
"""What an answer in the group gets instead of a message."""
TALK = 3 * LIMIT
"""A longer reply is talk about the question, and no answer."""


class Saying(StatesGroup):
    """A member's word for a round."""

    word = State()


class ToCard(Filter):
    """A reply in private to a question's card; `round_id` is read off the card's own button."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        """Words that answer one of our own messages."""
        replied = answered(message)
        if replied is None or replied.from_user is None or replied.from_user.id != bot.id or not _plain(message):
            return False
        lines = replied.reply_markup.inline_keyboard if replied.reply_markup else []
        datas = [button.callback_data or "" for line in lines for button in line]
        found = next((data for data in datas if data.startswith("say:")), None)
        return {"round_id": Say.unpack(found).round} if found else False


class ToPost(Filter):
    """A reply in a group to an open question's post, or to what Telegram carried there from the channel;
    `round_id` is the question's, `home` the chat and the message in which we asked it."""

    async def __call__(self, message: Message, bot: Bot, hub: Hub) -> bool | dict[str, Any]:
        """Ordinary talk among people costs no look into the store."""
        place = _place(message, bot.id)
        if place is None or not _plain(message) or len(message.text or "") > TALK:
            return False
        round_id = await words.asked_at(hub, *place, _text(answered(message)))
        return {"round_id": round_id, "home": place} if round_id else False


def _plain(message: Message) -> bool:
    return bool(message.text) and not (message.text or "").startswith("/")


def _text(asking: Message | None) -> str:
    return (asking.text or asking.caption or "") if asking else ""


def _place(message: Message, bot_id: int) -> tuple[int, int] | None:
    """The chat and the number of the post that was replied to, if it may be one of ours."""
    replied = answered(message)
    if replied is None:
        return None
    if replied.is_automatic_forward and isinstance(replied.forward_origin, MessageOriginChannel):
        return replied.forward_origin.chat.id, replied.forward_origin.message_id
    if replied.from_user is not None and replied.from_user.id == bot_id:
        return message.chat.id, replied.message_id
    return None


async def _arrived(arrival: Arrival) -> Reply:
    """From the button under a public post: whoever follows it becomes a member, and is asked for the word."""
    number, _, slug = arrival.payload.partition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise NotFound
    joined = await members.join(arrival.hub, arrival.seen, slug)
    shown = await _shown(arrival.hub, int(number), arrival.who.id)
    if shown.hangout_id != joined.view.hangout_id:
        raise NotFound
    return on_words(arrival.who.id, await _ask(arrival.hub, arrival.who, arrival.voice, shown))


async def _shown(hub: Hub, round_id: int, person_id: int) -> RoundView:
    """The question, for members of its hangout."""
    shown = await rounds.for_member(hub, round_id, person_id)
    if shown is None or shown.kind != "word":
        raise NotFound
    return shown


async def _ask(hub: Hub, who: Who, v: Voice, shown: RoundView) -> Screen:
    """The question, waiting for a word; one that is over is only told of."""
    if not shown.open:
        await leave(hub, who)
        return Screen(v.say("This question is closed. /today shows the open one."))
    await enter(hub, who, Saying.word, round=shown.id)
    head = Markup("<blockquote>{}</blockquote>").format(v.frame("<b>{question}</b>", question=shown.text))
    mine = shown.words.mine
    if not mine:
        help_ = v.say("<b>What is your word?</b>\nOne, or a few: up to {limit} letters.", limit=LIMIT)
        return Screen(Markup("\n\n").join([head, help_]), rows([_act(v.tell("Cancel"), shown, "keep")]))
    help_ = v.say("Until now your word is <b>{word}</b>. Write another, and it takes its place.", word=mine)
    keys = rows([_act(v.tell("Leave it so"), shown, "keep"), _act(v.tell("Take it back"), shown, "back")])
    return Screen(Markup("\n\n").join([head, help_]), keys)


def _act(text: str, shown: RoundView, act: str) -> InlineKeyboardButton:
    return key(text, Say(round=shown.id, act=act).pack())


@router.callback_query(Say.filter())
async def pressed(press: CallbackQuery, callback_data: Say, hub: Hub, crowd: Crowd, who: Who, voice: Voice) -> Reply:
    """Write a word, take it back, or leave it as it is."""
    shown = await _shown(hub, callback_data.round, who.id)
    if callback_data.act == "write":
        return on_tap(press, await _ask(hub, who, voice, shown))
    if at(who)[0] == "Saying":
        await leave(hub, who)
    if callback_data.act == "back":
        seen = Seen(who.id, who.name, press.from_user.language_code)
        outcome = await crowd.cast(Ballot(seen, 0, round_id=shown.id, chat_id=who.id))
        return on_tap(press, Screen(Markup("{}").format(line(voice, outcome)), _again(voice, shown.id)))
    return on_tap(press, Screen(voice.say("Nothing has changed. /today shows the question."), _again(voice, shown.id)))


@router.message(Private(), ToCard())
async def replied(message: Message, round_id: int, hub: Hub, crowd: Crowd, who: Who, voice: Voice) -> Reply:
    """A reply to the card is a word, whatever else is being written."""
    return await _say(message, round_id, hub, crowd, who, voice)


@router.message(StateFilter(Saying), Typed())
async def typed(message: Message, hub: Hub, crowd: Crowd, who: Who, voice: Voice) -> Reply:
    """The word that was asked for; one that does not fit leaves the question waiting."""
    return await _say(message, int(who.data.get("round", 0)), hub, crowd, who, voice)


@router.message(StateFilter(Saying), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no word."""
    return send(who.id, voice.say("A word is written in letters. Write it, please."))


async def _say(message: Message, round_id: int, hub: Hub, crowd: Crowd, who: Who, v: Voice) -> Reply:
    word = check(message.text or "")
    outcome = await crowd.cast(_ballot(message, round_id, who.id, word))
    if at(who)[0] == "Saying":
        await leave(hub, who)
    if outcome.ended is Ended.ELSEWHERE:  # no member, or no such question
        raise NotFound
    if outcome.ended is Ended.LATE:
        return send(who.id, Markup("{}").format(line(v, outcome)))
    text = Markup("\n").join([v.frame("✓ <b>{word}</b>", word=word), Markup("{}").format(line(v, outcome))])
    return on_words(who.id, Screen(text, _again(v, round_id, filled=outcome.filled)))


def _ballot(message: Message, round_id: int, chat_id: int, word: str) -> Ballot:
    user = message.from_user
    if user is None:
        raise NotFound
    return Ballot(Seen(user.id, user.full_name, user.language_code), 1, round_id=round_id, chat_id=chat_id, text=word)


def _again(v: Voice, round_id: int, *, filled: bool = False) -> InlineKeyboardMarkup:
    reward = [key(v.tell("Claim a reward"), "rewards")] if filled else []
    return rows(reward, [key(v.tell("Another word"), Say(round=round_id, act="write").pack())])


@router.message(InGroup(), ToPost())
async def in_group(
    message: Message, round_id: int, home: tuple[int, int], hub: Hub, crowd: Crowd, who: Who, voice: Voice
) -> Reply:
    """A thumb for what counts, a whisper for what is a little too long or brings more than a notch. Below a post that
    Telegram carried here people talk on: only the first thing that each says is an answer."""
    below = home[0] != message.chat.id
    if below and (asked := await rounds.for_member(hub, round_id, who.id)) and asked.mine:
        return None
    try:
        word = check(message.text or "")
    except TextEmpty:
        return None
    except TextTooLong as error:
        return whisper(message, who, send(who.id, errors.words(voice, error)))
    ballot = _ballot(message, round_id, home[0], word)
    # our own message in the group is known by the answer, as by a press; who wrote in the channel is not certain
    outcome = await crowd.cast(ballot if below else replace(ballot, message_id=home[1]))
    if outcome.ended not in ACTS:
        return None
    thumb = SetMessageReaction(chat_id=message.chat.id, message_id=message.message_id, reaction=[THUMB])
    told = whisper(message, who, send(who.id, Markup("{}").format(line(voice, outcome))))
    return [thumb, told] if _is_news(outcome) else [(thumb, told)]  # where thumbs are not allowed, a whisper says it


def _is_news(outcome: Outcome) -> bool:
    return bool(outcome.filled or outcome.milestone or outcome.lucky)


LINKS[WRITE] = _arrived
