"""The way of an idea: `move` is the one thing that changes where it stands. What a step brings (notices, notches, the
backers of what became part of something else) happens when it has settled, a minute later: see hub.ideas.settling."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.ideas import ideas
from hub.ideas.errors import NoSuchStep, NoTarget, UndoOver
from hub.ideas.steps import DECLINED, LIVE, MERGED, UNDO, may
from storage import triage
from storage.tables import Idea, Move


async def move(
    session: AsyncSession, hub: Hub, idea: Idea, after: str, by_id: int | None, reason: str | None = None
) -> Move:
    """Moves an idea, held by this transaction, to another state; `by_id` is None where a decision did it. `reason` is
    kept with it: why it was declined. NoSuchStep where it can not go there. Wake the hub after the commit."""
    if after == MERGED or not may(idea.state, after):
        raise NoSuchStep
    return await _move(session, hub, idea, after, by_id, reason)


async def merge(session: AsyncSession, hub: Hub, idea: Idea, into: Idea, by_id: int) -> Move:
    """An idea becomes part of another; both are held by this transaction. Its backers and its author will be for that
    one, once each. NoSuchStep, or NoTarget where the other is not on the board."""
    if not may(idea.state, MERGED):
        raise NoSuchStep
    if into.id == idea.id or into.hangout_id != idea.hangout_id or not into.live:
        raise NoTarget
    idea.merged_into = into.id
    return await _move(session, hub, idea, MERGED, by_id, None)


async def _move(session: AsyncSession, hub: Hub, idea: Idea, after: str, by_id: int | None, reason: str | None) -> Move:
    now = hub.now()
    step = Move(idea_id=idea.id or 0, before=idea.state, after=after, by_id=by_id, reason=reason, at=now)
    step.tell_at = now + UNDO
    idea.state, idea.reason, idea.changed_at = after, reason, now
    await _shown(session, idea)
    session.add(step)
    await session.flush()
    return step


async def undo(session: AsyncSession, hub: Hub, idea: Idea, step: Move) -> None:
    """Takes back the last step of an idea, held by this transaction, as if it had never been: nobody hears of it.
    UndoOver once it has settled, or another followed it."""
    last = await triage.latest(session, idea.id or 0)
    now = hub.now()
    if step.tell_at is None or step.told_to is not None or now >= step.at + UNDO or last is None or last.id != step.id:
        raise UndoOver
    step.undone_at, step.tell_at = now, None
    await session.flush()
    before = await triage.latest(session, idea.id or 0)
    declined = await triage.last_to(session, idea.id or 0, DECLINED) if step.before == DECLINED else None
    idea.state, idea.merged_into = step.before, None
    idea.reason = declined.reason if declined else None
    idea.changed_at = before.at if before else idea.created_at
    await _shown(session, idea)


async def _shown(session: AsyncSession, idea: Idea) -> None:
    idea.live = idea.state in LIVE
    await ideas.shown(session, idea)
