"""At the counter: a member says that they are for an idea, and whoever serves them notes it."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.errors import WORDS
from handlers.habit.budget import PARTS
from handlers.hangout.history import LINES, named
from handlers.ideas import shelves
from handlers.ideas.looks import quoted, short
from handlers.ideas.places import Card, asked_in, place, searched
from handlers.letters import Desk as At
from handlers.letters import Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap, on_words
from handlers.till import desk
from handlers.till.desk import Serving, button, serving
from handlers.wizards import Seeking, Typed, enter
from hub.context import Hub
from hub.errors import HubError
from hub.ideas import backing, board, ideas
from hub.ideas.board import ASKED_LIMIT, Edge, Look, Page
from hub.ideas.steps import MADE
from hub.ideas.views import IdeaView
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="behalf")


class Aisle(CallbackData, prefix="ia"):
    """A page of the board for the member who is served; `idea` is what they are for (`on`) or no more, 0 for none."""

    member: Number
    idea: Number = 0
    on: bool = True
    what: str = "top"
    edge: str = ""
    back: bool = False


def _button(served: Serving) -> InlineKeyboardButton | None:
    return button(served, served.voice.tell("For an idea"), "ideas")


async def _opened(served: Serving) -> Screen:
    return await _screen(served, Look(served.hangout.id, "top"))


@router.callback_query(Aisle.filter())
async def pressed(press: CallbackQuery, callback_data: Aisle, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Another page, or a word of the member's that is noted."""
    served = await serving(bot, hub, who, voice, callback_data.member)
    said = await _noted(served, callback_data) if callback_data.idea else ""
    edge = Edge(board.key_of(callback_data.edge), callback_data.back) if callback_data.edge else None
    about = asked_in(press) if callback_data.what == "search" else ""
    return on_tap(press, (await _screen(served, Look(0, callback_data.what, about, edge)))._replace(said=said))


async def _noted(served: Serving, data: Aisle) -> str:
    act = backing.back_for if data.on else backing.take_back_for
    await act(served.hub, served.who.id, served.guest.member_id, data.idea)
    return served.voice.tell("Noted.") if data.on else served.voice.tell("Taken back.")


@router.message(StateFilter(Seeking.served), Typed())
async def looked_for(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Words of the idea that the member speaks of."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    return on_words(who.id, await _screen(served, Look(0, "search", (message.text or "")[:ASKED_LIMIT])))


async def _screen(served: Serving, look: Look) -> Screen:
    """The board's ideas; words to look for can be written from now on."""
    v, member_id = served.voice, served.guest.member_id
    shown = await board.at_counter(served.hub, served.who.id, member_id, look)
    await enter(served.hub, served.who, Seeking.served, member=member_id)
    ask = v.say("<b>Which idea is {name} for?</b>\nTap it, or write a word of it.", name=served.guest.name)
    parts = [ask, *([searched(v, look)] if look.what == "search" else [])]
    parts += [*shelves.lines(v, shown.ideas)] or [v.say("No idea is here with these words.")]
    keys = rows(
        *([_tap(served, one, n, look)] for n, one in enumerate(shown.ideas, 1) if one.state != MADE),
        shelves.turns(v, shown, lambda edge: _data(served, shown, edge)),
        [button(served, v.tell("Back"), "home")],
    )
    return Screen(Markup("\n\n").join(parts), keys)


def _tap(served: Serving, one: IdeaView, n: int, look: Look) -> InlineKeyboardButton:
    v = served.voice
    label = v.tell("{n}. {text}", n=n, text=short(one.text, shelves.ON_BUTTON))
    where = {name: value for name, value in place(look).items() if name != "about"}
    data = Aisle(member=served.guest.member_id, idea=one.id, on=not one.noted, **where)
    return key(f"✓ {label}" if one.noted else label, data.pack())


def _data(served: Serving, shown: Page, edge: Edge) -> str:
    where = {"edge": board.written(edge.key), "back": edge.back}
    return Aisle(member=served.guest.member_id, what=shown.look.what, **where).pack()


async def _told(at: At, parcel: Parcel) -> Letter | None:
    """To the member: what was noted, with a way to the idea; nothing if they are not for it any more."""
    try:
        found = await ideas.one(at.hub, parcel.chat_id, parcel.payload["idea_id"])
    except HubError:
        return None
    if not found.backed:
        return None
    v = voice(await people.language_of(at.hub, parcel.chat_id))
    text = v.say("At the counter it was noted that you are for this idea:")
    keys = rows([key(v.tell("See it"), Card(idea=found.id).pack())])
    return Letter(Markup("\n").join([text, quoted(v, found.text)]), keys)


NOTICES["backed_for"] = _told
PARTS["backed_for"] = lambda v, n: v.many("{n} word left at the counter", "{n} words left at the counter", n)
desk.ACTS["ideas"] = _opened
desk.BUTTONS["ideas"] = _button
desk.WIZARDS.add("Seeking")
LINES["backed_for"] = lambda v, _, d: v.say(
    "Noted at the counter that {name} is for an idea.", name=named(v, d["name"])
)
LINES["unbacked_for"] = lambda v, _, d: v.say(
    "Noted at the counter that {name} is no longer for an idea.", name=named(v, d["name"])
)
WORDS["month_full"] = lambda v, _: v.say("Their month has no room for one more idea.")
