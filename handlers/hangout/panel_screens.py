"""The panel's screens: a hangout's state and settings, with the buttons that change them."""

from collections.abc import Callable, Mapping

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Compose, Panel, Queue
from handlers.daily.looks import votes
from handlers.hangout.steps import LABELS, facts
from handlers.replies import key, rows
from handlers.screens import Screen
from hub.context import Hub
from hub.daily.rounds import RoundView
from hub.hangout import desks, panel
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice, voice


def button(label: str, hangout: HangoutView, act: str) -> InlineKeyboardButton:
    """A button of the panel."""
    return key(label, Panel(hangout=hangout.id, act=act).pack())


def none_yet(v: Voice) -> Screen:
    """A person who owns no hangout."""
    begin = key(v.tell("Open a hangout for my shop"), "setup")
    return Screen(v.say("You have no hangout yet. Opening one takes two minutes."), rows([begin]))


def unfinished(v: Voice) -> Screen:
    """A hangout that is still being set up."""
    text = v.say("This hangout is not open yet; a few questions are left.")
    return Screen(text, rows([key(v.tell("Go on with my hangout"), "setup")]))


async def home(hub: Hub, who: Who, v: Voice, hangout: HangoutView) -> Screen:
    """The hangout as it stands today."""
    if hangout.state == "draft":
        return unfinished(v)
    today = await panel.playing(hub, who.id, hangout.id)
    beside = await panel.beside(hub, who.id, hangout.id)
    waiting = await desks.waiting(hub, who.id, hangout.id)
    voices = sum(n for act, n in waiting.items() if act in VOICE)
    lines = [v.say("<b>{title}</b>", title=hangout.title), _state(hub, v, hangout), _today(v, today)]
    lines += [_beside(hub, v, one) for one in beside]
    is_open = hangout.state == "open"
    queue = v.tell("Queue · {n}", n=hangout.queued)
    keys = rows(
        [
            key(v.tell("New question"), Compose(hangout=hangout.id).pack()),
            key(queue, Queue(hangout=hangout.id, page=0).pack()),
        ],
        [button(v.tell("Next two weeks"), hangout, "plan")],
        [button(v.tell("Post one right now"), hangout, "now")] if is_open else [],
        [
            button(v.tell("Tally stick"), hangout, "shelf"),
            button(heaped(v, v.tell("Habit"), waiting["words"]), hangout, "habit"),
        ],
        [button(heaped(v, v.tell("Customers’ voice"), voices), hangout, "people")],
        [button(v.tell("Invite people"), hangout, "link"), button(v.tell("Settings"), hangout, "settings")],
        [
            button(v.tell("Close for now"), hangout, "pause")
            if is_open
            else button(v.tell("Open again"), hangout, "open")
        ],
    )
    return Screen(Markup("\n").join(line for line in lines if line), keys)


def _state(hub: Hub, v: Voice, hangout: HangoutView) -> Markup:
    if hangout.state == "open" and hangout.next_opening:
        return v.say("Next question: {when}", when=v.when(hangout.next_opening, hangout.timezone, hub.now()))
    return v.say("Closed for now: no question goes out until you open it again.")


def _today(v: Voice, today: RoundView | None) -> Markup:
    if today is None:
        return Markup("")
    return v.say("On now: {question} · {votes}", question=today.text, votes=votes(v, today.voters))


def _beside(hub: Hub, v: Voice, one: RoundView) -> Markup:
    when = v.when(one.closes_at, one.timezone, hub.now())
    told = {"question": one.text, "votes": votes(v, one.voters), "when": when}
    return v.say("Up for decision until {when}: {question} · {votes}", **told)


def settings(v: Voice, hangout: HangoutView) -> Screen:
    """Every setting with a button for each."""
    speaks = v.say("Posts speak: {language}", language=voice(hangout.language).name)
    fields = [button(label(v), hangout, field) for field, label in LABELS.items()]
    keys = rows(
        fields[:3],
        fields[3:],
        [button(v.tell("Language of posts"), hangout, "language")],
        [button(v.tell("Channel and group"), hangout, "chats"), button(v.tell("Check rights"), hangout, "rights")],
        [button(v.tell("Back"), hangout, "home")],
    )
    head = v.say("<b>{title}</b>", title=hangout.title)
    return Screen(Markup("\n").join([head, facts(v, hangout), speaks]), keys)


Shelf = dict[str, Callable[[Voice], str]]


def shelf(v: Voice, hangout: HangoutView) -> Screen:
    """What belongs to the stick: a button for each part."""
    text = v.say("<b>The tally stick of {title}</b>", title=hangout.title)
    last = [button(v.tell("History"), hangout, "history"), button(v.tell("Back"), hangout, "home")]
    return Screen(text, rows(*parts(v, hangout, SHELF, {}), last))


async def habit(hub: Hub, who: Who, v: Voice, hangout: HangoutView) -> Screen:
    """What makes coming by a habit: a button for each part."""
    text = v.say("<b>The habit of coming to {title}</b>", title=hangout.title)
    waiting = await desks.waiting(hub, who.id, hangout.id)
    return Screen(text, rows(*parts(v, hangout, HABIT, waiting), [button(v.tell("Back"), hangout, "home")]))


async def people(hub: Hub, who: Who, v: Voice, hangout: HangoutView) -> Screen:
    """What customers say, ask and give: a button for each part."""
    text = v.say("<b>The customers’ voice in {title}</b>", title=hangout.title)
    first = [act for act in OFTEN if act in VOICE]
    ordered = {act: VOICE[act] for act in (*first, *VOICE)}
    waiting = await desks.waiting(hub, who.id, hangout.id)
    return Screen(text, rows(*parts(v, hangout, ordered, waiting), [button(v.tell("Back"), hangout, "home")]))


def parts(v: Voice, hangout: HangoutView, of: Shelf, waiting: Mapping[str, int]) -> list[list[InlineKeyboardButton]]:
    """A shelf's buttons, two to a line, with what is waiting behind them."""
    shown = [button(heaped(v, label(v), waiting.get(act, 0)), hangout, act) for act, label in of.items()]
    return [shown[at : at + 2] for at in range(0, len(shown), 2)]


def heaped(v: Voice, label: str, n: int) -> str:
    """The label of a button behind which so much waits; as it is where nothing does."""
    return f"{label} · {v.number(n)}" if n else label


SHELF: Shelf = {
    "rewards": lambda v: v.tell("Rewards"),
    "rules": lambda v: v.tell("Rules"),
    "members": lambda v: v.tell("Members"),
    "goal": lambda v: v.tell("Shared stick"),
    "credit": lambda v: v.tell("Credit"),
    "staff": lambda v: v.tell("Staff"),
    "export": lambda v: v.tell("Statement as a file"),
    "seal": lambda v: v.tell("Seal"),
}
"""The parts of the shelf in their order; each puts its act into handlers.hangout.panel.ACTS where it is made."""

DAILY: Shelf = {"own": lambda v: v.tell("Members’ options")}
"""The same for the daily question, below the plan of the next two weeks."""

HABIT: Shelf = {
    "words": lambda v: v.tell("Words"),
    "budget": lambda v: v.tell("Attention"),
    "names": lambda v: v.tell("Standing"),
    "tags": lambda v: v.tell("Interests"),
    "scenario": lambda v: v.tell("Scenario"),
}
"""The same for the habit."""

VOICE: Shelf = {
    "guide": lambda v: v.tell("Guide"),
    "backings": lambda v: v.tell("Voices a month"),
    "triage": lambda v: v.tell("Look through ideas"),
    "decisions": lambda v: v.tell("Decisions"),
    "ideas": lambda v: v.tell("How ideas are taken"),
    "moments": lambda v: v.tell("Moments"),
    "demand": lambda v: v.tell("What is wanted"),
    "reports": lambda v: v.tell("Reports"),
}
"""The same for what customers say, ask and give."""
OFTEN = ("triage", "decisions", "demand", "moments", "guide", "reports")
"""What of it is opened most days, in this order; settings follow."""
