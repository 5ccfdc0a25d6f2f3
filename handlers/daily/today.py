"""/today: the open question, answered in place."""

from itertools import chain

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from handlers.daily.looks import card_text, vote_keys
from handlers.filters import Data, Private
from handlers.fronts import MOST
from handlers.habit.back import welcome
from handlers.replies import Method, Reply, Step, picture, send, toast
from hub.context import Hub
from hub.daily import rounds
from hub.daily.rounds import RoundView
from hub.hangout import hangouts
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="today")


@router.message(Private(), Command("today"))
async def today(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The open questions of the person's hangouts; who comes back after a week or more is welcomed first."""
    return [*await welcome(hub, who, voice), *await cards(hub, who, voice)]


@router.callback_query(Data("today"))
async def today_pressed(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button."""
    return [toast(press), *await welcome(hub, who, voice), *await cards(hub, who, voice)]


async def cards(hub: Hub, who: Who, voice: Voice, *, unanswered: bool = False) -> list[Step]:
    """A message for each open question (or just the `unanswered`), or one line on when the next one comes. What waits
    for an answer stands first, so that whoever answers comes to all of them."""
    found = [view for view in await rounds.today(hub, who.id) if not (unanswered and view.mine)]
    if not found and unanswered:
        return []
    if not found:
        return [send(who.id, await _nothing(hub, who, voice))]
    many = len({view.hangout_id for view in found}) > 1
    first = sorted(found, key=lambda view: bool(view.mine))[:MOST]
    shown = [[*apart(who.id, voice, view), card(who.id, voice, view, named=many)] for view in first]
    return list(chain.from_iterable(shown))


def apart(person_id: int, voice: Voice, view: RoundView) -> list[Method]:
    """The question's pictures each for itself, as long as no post of it has arrived that shows them as one."""
    files = () if view.photo else view.facts.pictures
    named = zip(files, view.options, strict=False)
    return [picture(person_id, file_id, voice.frame("{option}", option=option)) for file_id, option in named]


def card(person_id: int, voice: Voice, view: RoundView, *, named: bool = False) -> Method:
    """An open question in private, below its picture if it has one; `named` says whose it is."""
    head = voice.frame("{title}\n", title=view.title) if named else Markup("")
    text, keys = head + card_text(voice, view), vote_keys(voice, view)
    return picture(person_id, view.photo, text, keys) if view.photo else send(person_id, text, keys)


async def _nothing(hub: Hub, who: Who, voice: Voice) -> Markup:
    joined = await hangouts.joined_by(hub, who.id)
    coming = [(view.next_opening, view.timezone) for view in joined if view.next_opening]
    if not coming:
        return voice.say("No question is open for you. Open a hangout’s link, or vote once in its channel, to join it.")
    at, timezone = min(coming)
    when = voice.when(at, timezone, hub.now())
    return voice.say("No question is open right now. The next one comes {when}.", when=when)
