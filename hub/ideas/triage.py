"""Owners and moderators look ideas through, one card at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import kept
from hub.context import Hub
from hub.errors import NotFound
from hub.history import note
from hub.ideas import pipeline
from hub.ideas.alike import likest
from hub.ideas.errors import NotTriager, Overtaken, Reworded, UpForVote
from hub.ideas.folding import folded
from hub.ideas.similar import gist, traces
from hub.ideas.steps import DECLINED, MERGED, PILES, REASON_LIMIT, STEPS, VOTED, WAITING
from hub.ideas.views import IdeaView, view, views
from hub.wording import required
from storage import decisions, history, ideas, triage
from storage.tables import Hangout, Idea, Move

OFFERED = 6
"""So many ideas are offered for words that were written."""
SHOWN = 80
"""So much of an idea stands in the history."""


@dataclass(frozen=True, slots=True)
class Piles:
    """How many ideas lie on each pile of a hangout; `owner`: it is an owner who looks."""

    hangout_id: int
    title: str
    owner: bool
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Card:
    """An idea on a pile. `seen` names how it stands, for the act on it: `reworded` if it was its author's change of
    it that brought it there; `ways` are the states it may go to, fewer while it is `up` for a vote; `behind` how many
    lie behind it, None where nobody counts."""

    hangout_id: int
    pile: str
    idea: IdeaView
    seen: int
    reworded: bool
    up: bool
    ways: tuple[str, ...]
    behind: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What an act did: `step` can be taken back. `after` says where the idea stands now."""

    step: int
    idea: IdeaView
    after: str


def short(text: str) -> str:
    """As much of an idea as a line of the history holds."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


async def hangout_of(hub: Hub, person_id: int, idea_id: int) -> int:
    """The hangout of an idea, for those who look it through."""
    async with hub.db.read() as session:
        return (await _look(session, person_id, idea_id)).hangout_id


async def piles(hub: Hub, person_id: int, hangout_id: int) -> Piles:
    """What there is to look through; NotTriager for anybody but owners and moderators."""
    async with hub.db.read() as session:
        hangout, role = await triager(session, person_id, hangout_id)
        counted = await triage.counts(session, hangout_id)
        sums = {pile: sum(counted.get(state, 0) for state in states) for pile, states in PILES.items()}
        return Piles(hangout_id, hangout.title, role == "owner", sums)


async def card(hub: Hub, person_id: int, hangout_id: int, pile: str, after: int | None = None) -> Card | None:
    """The first card of a pile, or the one behind the idea `after`; None where the pile ends."""
    if pile not in PILES:
        raise NotFound
    async with hub.db.read() as session:
        await triager(session, person_id, hangout_id)
        last = await ideas.idea(session, after) if after is not None else None
        found = await _next(session, hangout_id, pile, last)
        return await _card(session, pile, found) if found else None


async def this(hub: Hub, person_id: int, idea_id: int, pile: str) -> Card:
    """The card of one idea, wherever it stands."""
    async with hub.db.read() as session:
        found = await _look(session, person_id, idea_id)
        return await _card(session, pile if pile in PILES else "new", found)


async def _next(session: AsyncSession, hangout_id: int, pile: str, last: Idea | None) -> Idea | None:
    if pile in WAITING:
        return await triage.oldest(session, hangout_id, PILES[pile], (last.id or 0) if last else 0)
    spot = (last.backings, last.id or 0) if last else None
    [state] = PILES[pile]
    return await triage.most_backed(session, hangout_id, state, spot)


async def _card(session: AsyncSession, pile: str, found: Idea) -> Card:
    step = await ideas.last_move(session, found.id or 0)
    waits, up = pile in WAITING, await _up(session, found)
    behind = await triage.ahead(session, found.hangout_id, PILES[pile], found.id or 0) if waits else None
    return Card(
        hangout_id=found.hangout_id,
        pile=pile,
        idea=await view(session, found, None),
        seen=(step.id or 0) if step else 0,
        reworded=step is not None and step.before == step.after,
        up=up,
        ways=tuple(way for way in STEPS.get(found.state, ()) if way in VOTED or not up),
        behind=behind,
    )


async def _up(session: AsyncSession, found: Idea) -> bool:
    return bool(await decisions.undecided(session, [found.id or 0]))


async def _free(session: AsyncSession, found: Idea, after: str) -> None:
    """UpForVote where members decide about the idea, and could not choose it from there."""
    if after not in VOTED and await _up(session, found):
        raise UpForVote


async def near(hub: Hub, person_id: int, idea_id: int, words: str | None = None) -> list[IdeaView]:
    """Ideas on the board that this one may become part of: those most like it, or those with most of some words."""
    async with hub.db.read() as session:
        found = await _look(session, person_id, idea_id)
        if words is None:
            others: Sequence[Idea] = await likest(session, found.hangout_id, found.folded, besides=idea_id)
        else:
            pieces = traces(gist(folded(words)))
            numbers = await ideas.with_most(session, found.hangout_id, pieces, OFFERED + 1) if pieces else []
            others = await ideas.some(session, [number for number in numbers if number != idea_id][:OFFERED])
        return await views(session, [one for one in others if one.live], None)


async def act(
    hub: Hub, person_id: int, idea_id: int, seen: int, after: str, reason: str | None = None, into: int | None = None
) -> Moved:
    """Moves an idea as somebody saw it: its last step was `seen` then. Declining takes a `reason`, merging the idea
    that it becomes part of (`into`).

    Overtaken where somebody else has moved it meanwhile, Reworded where its author has changed it; the same act again
    finds what it did. NoSuchStep, NoTarget, UpForVote, TextEmpty or TextTooLong as well.
    """
    said = required(reason or "", REASON_LIMIT) if after == DECLINED else None
    async with hub.db.begin() as session:
        await _look(session, person_id, idea_id)
        held = await triage.hold(session, [idea_id, *([into] if into is not None else [])])
        idea, target = held[idea_id], held.get(into or 0)
        last = await ideas.last_move(session, idea_id)
        if ((last.id or 0) if last else 0) == seen:
            last = await _moved(session, hub, person_id, idea, after, said, target)
        elif last is None or (last.by_id, last.after) != (person_id, after):
            await _overtaken(session, idea, last)
        done = Moved((last.id or 0) if last else 0, await view(session, idea, None), idea.state)
    hub.wake()
    return done


async def _moved(
    session: AsyncSession, hub: Hub, person_id: int, idea: Idea, after: str, reason: str | None, target: Idea | None
) -> Move:
    await _free(session, idea, after)
    about = {"idea": short(idea.text), "before": idea.state, "after": after}
    if after == MERGED:
        if target is None:
            raise NotFound
        step = await pipeline.merge(session, hub, idea, target, person_id)
        about |= {"into": short(target.text)}
    else:
        step = await pipeline.move(session, hub, idea, after, person_id, reason)
    note(session, hub, idea.hangout_id, person_id, "idea_moved", **about, reason=reason or "")
    return step


async def _overtaken(session: AsyncSession, idea: Idea, last: Move | None) -> None:
    if last is not None and last.before == last.after:
        raise Reworded
    by = last.by_id if last else None
    names = await history.names(session, [by]) if by is not None else {}
    raise Overtaken(by=names.get(by or 0, ""), state=idea.state)


async def undo(hub: Hub, person_id: int, step_id: int) -> Card:
    """Takes back a step within its minute, so that nobody hears of it; UndoOver later, UpForVote where it was put up
    since. Twice is once."""
    async with hub.db.begin() as session:
        step = await triage.move(session, step_id)
        if step is None:
            raise NotFound
        await _look(session, person_id, step.idea_id)
        idea = (await triage.hold(session, [step.idea_id]))[step.idea_id]
        step = await triage.move(session, step_id) or step
        pile = next((name for name, states in PILES.items() if step.before in states), "new")
        if step.undone_at is None:
            await _free(session, idea, step.before)
            await pipeline.undo(session, hub, idea, step)
            about = {"idea": short(idea.text), "after": step.after, "before": step.before}
            note(session, hub, idea.hangout_id, person_id, "idea_undone", **about)
        shown = await _card(session, pile, idea)
    hub.wake()
    return shown


async def triager(session: AsyncSession, person_id: int, hangout_id: int) -> tuple[Hangout, str]:
    """The hangout and the person's role, for those who look its ideas through; NotTriager for anybody else."""
    return await kept(session, person_id, hangout_id, refusal=NotTriager)


async def _look(session: AsyncSession, person_id: int, idea_id: int) -> Idea:
    """An idea that staff may see: not one that its author has not posted yet. NotTriager or NotFound."""
    found = await ideas.idea(session, idea_id)
    if found is None or found.state == "draft":
        raise NotFound
    await triager(session, person_id, found.hangout_id)
    return found
