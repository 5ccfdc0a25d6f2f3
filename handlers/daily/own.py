"""An option of one's own: written in private, seen at once where the question stands, looked after by staff."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from markupsafe import Markup

from handlers import errors
from handlers.arrivals import Arrival
from handlers.buttons import Number, Own
from handlers.daily.kinds.common import votes
from handlers.daily.looks import OWN
from handlers.daily.today import card
from handlers.filters import Private
from handlers.hangout import keepers, panel
from handlers.hangout.history import LINES, named
from handlers.hangout.keepers import Door, Keep, Keeper
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import DAILY
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.person.start import LINKS
from handlers.replies import Reply, key, rows, send
from handlers.rights import position
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, Wordless, enter, leave
from hub.context import Hub
from hub.daily import own
from hub.daily.errors import NoOwnOptions, OptionsFull, OwnOptionGiven
from hub.daily.own import OwnOption, OwnOptions
from hub.errors import HubError, NotFound
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from hub.stick import members
from hub.watch.errors import Muted
from locales.voice import Voice, voice

router = Router(name="own")
OVER = (NoOwnOptions, OwnOptionGiven, OptionsFull, Muted, NotFound)
"""What no other words would change."""


class OwnWords(StatesGroup):
    """A member's own option for a round."""

    text = State()


class Kept(CallbackData, prefix="kept"):
    """The options that members added to a round, or one of them (-1: none); it goes only if that is `sure`."""

    round: Number
    option: Number
    sure: bool


async def _arrived(arrival: Arrival) -> Reply:
    """From the button under a public post: whoever follows it becomes a member, and is asked for the option."""
    number, _, slug = arrival.payload.partition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise NotFound
    shown = await own.door(arrival.hub, int(number), slug)
    await members.join(arrival.hub, arrival.seen, shown.slug)
    return on_words(arrival.who.id, await _ask(arrival.hub, arrival.who, arrival.voice, shown.id))


@router.callback_query(Own.filter())
async def pressed(press: CallbackQuery, callback_data: Own, hub: Hub, who: Who, voice: Voice) -> Reply:
    """From the button of a private card; or nothing is to be added after all."""
    if callback_data.act == "add":
        return on_tap(press, await _ask(hub, who, voice, callback_data.round))
    await leave(hub, who)
    return on_tap(press, Screen(voice.say("Nothing was added. /today shows the question.")))


async def _ask(hub: Hub, who: Who, v: Voice, round_id: int) -> Screen:
    shown = await own.may_add(hub, who.id, round_id)
    await enter(hub, who, OwnWords.text, round=shown.id)
    text = v.say("<b>Which option is missing?</b>\nWrite it in a few words; everybody can choose it then.")
    head = Markup("<blockquote>{}</blockquote>").format(v.frame("<b>{question}</b>", question=shown.text))
    return Screen(Markup("\n\n").join([head, text]), rows([key(v.tell("Cancel"), _drop(shown.id))]))


def _drop(round_id: int) -> str:
    return Own(round=round_id, act="drop").pack()


@router.message(StateFilter(OwnWords.text), Typed())
async def written(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """It stands with the others now; the question is shown, since the option is not yet an answer. Words that do not
    fit leave the step waiting for others."""
    try:
        shown = await own.add(hub, who.id, int(who.data.get("round", 0)), message.text or "")
    except OVER:
        await leave(hub, who)
        raise
    await leave(hub, who)
    waits = own.waits(shown, message.text or "")
    told = (
        voice.say("There is a link or a way to reach somebody in it, so the hosts look at it first.")
        if waits
        else voice.say("It stands there now. Tap it, if it is your answer as well.")
    )
    return [send(who.id, told), card(who.id, voice, shown)]


@router.message(StateFilter(OwnWords.text), Private(), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """An option is words."""
    return send(who.id, voice.say("An option is a few words. Write it, please."))


@router.callback_query(Kept.filter())
async def kept(press: CallbackQuery, callback_data: Kept, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Staff look at what members added, ask for one to go, and see it gone."""
    shown = await own.listed(hub, who.id, callback_data.round)
    await position(bot, hub, who.id, shown.hangout_id)
    found = next((one for one in shown.options if one.option == callback_data.option), None)
    back = await keepers.back(hub, who, voice, shown.hangout_id, "own", "own")
    if found is None:
        return on_tap(press, _list(voice, shown, back))
    if not callback_data.sure:
        return on_tap(press, _sure(voice, shown, found))
    await own.take_away(hub, who.id, shown.round_id, found.option)
    after = await own.listed(hub, who.id, shown.round_id)
    return on_tap(press, _list(voice, after, back)._replace(said=voice.tell("Taken away.")))


async def _opened(visit: Visit | Keeper) -> Screen:
    """What members added to the open question."""
    hub, who, v, hangout_id = visit.hub, visit.who, visit.voice, visit.hangout.id
    back = await keepers.back(hub, who, v, hangout_id, "plan")
    shown = await own.current(hub, who.id, hangout_id)
    if shown is None:
        return Screen(v.say("The open question takes no options from members."), rows([back]))
    return _list(v, shown, back)


def _list(v: Voice, shown: OwnOptions, back: InlineKeyboardButton) -> Screen:
    return Screen(_told(v, shown), rows(*_outs(v, shown), [back]))


def _told(v: Voice, shown: OwnOptions) -> Markup:
    """The options with their votes and who they came from."""
    head = v.say("<b>{question}</b>\nOptions that members added:", question=shown.text)
    lines = [_line(v, place, one) for place, one in enumerate(shown.options, start=1)]
    return Markup("\n\n").join([head, *(lines or [v.say("None yet.")])])


def _outs(v: Voice, shown: OwnOptions) -> list[list[InlineKeyboardButton]]:
    """A button for each that can still go, a few to a line."""
    outs = [
        key(f"✕ {v.number(place)}", Kept(round=shown.round_id, option=one.option, sure=False).pack())
        for place, one in enumerate(shown.options, start=1)
        if shown.open and not one.gone
    ]
    return [outs[at : at + 4] for at in range(0, len(outs), 4)]


def _line(v: Voice, place: int, one: OwnOption) -> Markup:
    if one.gone:
        return v.say("{n}. <s>{option}</s> – not shown", n=place, option=one.text)
    told = {"option": one.text, "name": named(v, one.by), "votes": votes(v, one.votes)}
    return v.say("{n}. {option} – {name}, {votes}", n=place, **told)


def _sure(v: Voice, shown: OwnOptions, one: OwnOption) -> Screen:
    text = v.say(
        "Take “{option}” away? The votes for it go too; whoever gave one can choose again and keeps the notch.",
        option=one.text,
    )
    yes = Kept(round=shown.round_id, option=one.option, sure=True)
    no = Kept(round=shown.round_id, option=-1, sure=False)
    return Screen(text, rows([key(v.tell("Yes, take it away"), yes.pack()), key(v.tell("No, let it stay"), no.pack())]))


async def _added(desk: Desk, parcel: Parcel) -> Letter | None:
    """A member added an option; nothing if it is gone already, or the question is over."""
    try:
        shown = await own.listed(desk.hub, parcel.chat_id, parcel.payload["round_id"])
    except HubError:  # no longer of the staff
        return None
    one = next((found for found in shown.options if found.option == parcel.payload["option"]), None)
    if one is None or one.gone or not shown.open:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    text = v.say(
        "{name} added an option to “{question}” in {title}:\n<b>{option}</b>",
        name=named(v, one.by),
        question=shown.text,
        title=shown.title,
        option=one.text,
    )
    return Letter(text, _ways(v, shown.round_id, one.option), silent=True)


def _ways(v: Voice, round_id: int, option: int) -> InlineKeyboardMarkup:
    return rows(
        [
            key(v.tell("Take it away"), Kept(round=round_id, option=option, sure=False).pack()),
            key(v.tell("All added options"), Kept(round=round_id, option=-1, sure=False).pack()),
        ]
    )


LINKS[OWN] = _arrived
panel.ACTS["own"] = _opened
keepers.SCREENS["own"] = _opened
keepers.DOORS["own"] = Door(DAILY["own"], lambda hangout_id: Keep(hangout=hangout_id, act="own"))
NOTICES["own_option"] = _added
LINES["option_taken_away"] = lambda v, _, about: v.say(
    "Took away “{option}”, an option of {name}", option=about["option"], name=named(v, about["name"])
)
errors.WORDS["no_right_answer"] = lambda v, _: v.say("A guess needs one right answer. Choose it among the options.")
errors.WORDS["not_two_pictures"] = lambda v, _: v.say("This or that takes two pictures, one for each side.")
errors.WORDS["no_own_options"] = lambda v, _: v.say("This question takes no more options. /today shows the open one.")
errors.WORDS["own_option_given"] = lambda v, _: v.say("You have added an option to this question; one each fits.")
errors.WORDS["options_full"] = lambda v, d: v.say("The question has all the {limit} options that fit.", **d)
errors.WORDS["option_gone"] = lambda v, d: v.say("“{option}” was taken away from this question by its hosts.", **d)
errors.WORDS["not_keeper"] = lambda v, _: v.say("This is for the hangout’s owners and moderators.")
