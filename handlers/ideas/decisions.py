"""The owner's decisions in the panel: what members decide now and what they have decided; and who hears of it."""

from collections.abc import Callable

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers import errors
from handlers.buttons import Number
from handlers.daily.binding import named
from handlers.daily.looks import votes
from handlers.habit.budget import PARTS
from handlers.hangout import panel
from handlers.hangout.choosers import short
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.ideas import deciding, decisions
from hub.ideas.decisions import DecisionView, OptionView
from hub.ideas.outcomes import AGAIN, BOTH, NOTHING, OLDER
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from locales.voice import Spoken, Voice, voice

router = Router(name="decisions")

TIES: dict[str, Callable[[Voice], str]] = {
    OLDER: lambda v: v.tell("The older idea wins"),
    AGAIN: lambda v: v.tell("We ask once more"),
    BOTH: lambda v: v.tell("Both of them win"),
}
"""What happens to those that stand side by side."""
MISSES: dict[str, Callable[[Voice], str]] = {
    NOTHING: lambda v: v.tell("Nothing is decided"),
    AGAIN: lambda v: v.tell("We ask once more"),
}
"""What happens where too few vote."""


class Decided(CallbackData, prefix="dcsn"):
    """A decision, to be looked at (show), or dropped while it waits (ask first, then drop)."""

    decision: Number
    act: str


async def listed(visit: Visit) -> Screen:
    """The hangout's decisions, the newest first."""
    v, found = visit.voice, await decisions.listed(visit.hub, visit.who.id, visit.hangout.id)
    text = v.say(
        "<b>Decisions at {title}</b>\nWhat your members vote for moves on by itself, on terms that stand under the "
        "question from the first vote on.",
        title=visit.hangout.title,
    )
    lines = [[key(_label(v, one), Decided(decision=one.id, act="show").pack())] for one in found]
    last = [button(v.tell("New decision"), visit.hangout, "decide"), button(v.tell("Back"), visit.hangout, "people")]
    return Screen(text, rows(*lines, last))


def _label(v: Voice, one: DecisionView) -> str:
    """A tick stands before what is over and decided."""
    return f"✓ {short(one.text)}" if one.state == "decided" else short(one.text)


@router.callback_query(Decided.filter())
async def tapped(press: CallbackQuery, callback_data: Decided, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A decision is looked at, or dropped on the owner's second word."""
    one = await decisions.one(hub, who.id, callback_data.decision)
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, one.hangout_id))
    if callback_data.act == "ask" and one.waits:
        return on_tap(press, _sure(voice, one))
    if callback_data.act != "drop" or not one.waits:
        return on_tap(press, shown(visit, one))
    await decisions.drop(hub, who.id, one.id)
    after = await listed(visit)
    return on_tap(press, after._replace(said=voice.tell("Taken back.")))


def shown(visit: Visit, one: DecisionView) -> Screen:
    """A decision: what there is to choose from, its terms, how it stands."""
    v = visit.voice
    head = v.frame("<b>{question}</b>", question=one.text)
    options = [_option(v, one, option) for option in one.options]
    parts = [
        head,
        Markup("\n").join(options),
        terms(v, one.promise, one.quorum, one.on_tie, one.on_missed),
        _now(visit, one),
    ]
    drop = [key(v.tell("Take it back"), Decided(decision=one.id, act="ask").pack())] if _stays(visit, one) else []
    plan = [button(v.tell("Next two weeks"), visit.hangout, "plan")] if one.waits and not one.days else []
    return Screen(Markup("\n\n").join(parts), rows(plan, [*drop, button(v.tell("Back"), visit.hangout, "decisions")]))


def _option(v: Voice, one: DecisionView, option: OptionView) -> Markup:
    if one.ended_at is None:
        return v.frame("• {option}", option=option.text)
    layout = "✓ {option} · {votes}" if option.won else "• {option} · {votes}"
    return v.frame(layout, option=option.text, votes=votes(v, option.votes))


def terms(v: Voice, promise: str, quorum: int, on_tie: str, on_missed: str) -> Markup:
    """What holds, whatever the votes are."""
    lines = [v.say("Promise: {promise}", promise=promise), v.say("Side by side: {what}", what=TIES[on_tie](v))]
    if quorum:
        lines.append(v.say("Fewer than {votes}: {what}", votes=votes(v, quorum), what=MISSES[on_missed](v)))
    return Markup("\n").join(lines)


def lasting(v: Voice, days: int) -> Spoken:
    """How long it is asked beside the daily question."""
    return v.many("Beside it, for {n} day", "Beside it, for {n} days", days)


def _now(visit: Visit, one: DecisionView) -> Markup:
    v = visit.voice
    if one.waits:
        return _waits(visit, one)
    if one.closes_at is not None:
        when = v.when(one.closes_at, visit.hangout.timezone, visit.hub.now())
        return v.say("The votes are coming in, beside the daily question; it closes {when}.", when=when)
    if one.ended_at is None:
        return v.say("The votes are coming in.")
    winners = tuple(option.text for option in one.options if option.won)
    if not winners:
        return v.say("Too few voted ({votes}), so that nothing was decided.", votes=votes(v, one.voters))
    return v.say("Decided by {votes}: {winners}", votes=votes(v, one.voters), winners=named(v, winners))


def _stays(visit: Visit, one: DecisionView) -> bool:
    """Whether it still waits when the owner has read this: what is on its way would be out by then."""
    leaving = one.opens_at is not None and one.opens_at <= visit.hub.now() and visit.hangout.state == "open"
    return one.waits and not leaving


def _waits(visit: Visit, one: DecisionView) -> Markup:
    v, zone, now = visit.voice, visit.hangout.timezone, visit.hub.now()
    if one.opens_at is None:
        return v.say("It is asked next.")
    if visit.hangout.state != "open":
        return v.say("The hangout is closed now. Once you open it again it goes out by day, beside the daily question.")
    if not _stays(visit, one):
        return v.say("It goes out now, beside the daily question.")
    days = v.many("{n} day", "{n} days", one.days)
    return v.say(
        "It goes out {when}, beside the daily question, for {days}.", when=v.when(one.opens_at, zone, now), days=days
    )


def _sure(v: Voice, one: DecisionView) -> Screen:
    text = v.say("Take “{question}” back? Nobody is asked then.", question=one.text)
    yes = key(v.tell("Yes, take it back"), Decided(decision=one.id, act="drop").pack())
    return Screen(text, rows([yes, key(v.tell("No, let it stay"), Decided(decision=one.id, act="show").pack())]))


async def _over(desk: Desk, parcel: Parcel) -> Letter | None:
    """For those who are for an idea that was up and did not move on."""
    end = await deciding.over(desk.hub, parcel.chat_id, parcel.payload["decision"])
    if end is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    if not end.winners:
        text = v.say("Too few voted on “{question}” in {title}, so that nothing was decided.", **_of(end))
    else:
        told = {"votes": votes(v, end.voters), "winners": named(v, end.winners)}
        text = v.say("“{question}” was decided in {title}, by {votes}: {winners}", **_of(end), **told)
    return Letter(Markup("\n").join([text, *_after(v, end)]), silent=True)


def _after(v: Voice, end: deciding.Over) -> list[Markup]:
    """What becomes of the ideas."""
    stuck = [
        v.say("“{idea}” was not on the shortlist any more by then, so it does not move on by itself.", idea=idea)
        for idea in end.stuck
    ]
    return [*stuck, *([v.say("An idea there that you are for stays on the shortlist.")] if end.stays else [])]


def _of(end: deciding.Over) -> dict[str, str]:
    return {"question": end.question, "title": end.title}


panel.ACTS["decisions"] = listed
NOTICES["decision_over"] = _over
PARTS["decision_over"] = lambda v, n: v.many("{n} outcome of a decision", "{n} outcomes of decisions", n)
LINES["decision_begun"] = lambda v, _, about: v.say(
    "“{question}” was put to a vote that decides.", question=about["question"]
)
LINES["decision_dropped"] = lambda v, _, about: v.say(
    "“{question}”, which was to decide, was taken back.", question=about["question"]
)
errors.WORDS["idea_not_shortlisted"] = lambda v, _: v.say(
    "One of these ideas is not on the shortlist any more. Choose again."
)
errors.WORDS["idea_up_already"] = lambda v, _: v.say("One of these ideas is up for a vote already. Choose again.")
errors.WORDS["too_many_up"] = lambda v, d: v.say(
    "Beside the daily question there is room for {limit} votes at once. Wait until one closes, or make this the daily "
    "question.",
    **d,
)
errors.WORDS["question_binds"] = lambda v, _: v.say(
    "This question decides something, so that its words stay. Take it out of the queue, and begin another."
)
