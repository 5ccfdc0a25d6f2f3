"""A step of an idea has stood for a minute: its author and its backers hear of it, and what else it brings happens.

By the clock, some persons at a time, so that a step is one tap for staff however many it is told to.
"""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.days import local_day, month_start, opening
from hub.ideas import backing
from hub.ideas.steps import ACCEPTED, MADE, MERGED, UNDO, leads_back
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rulebook import setting
from hub.stick.rules import idea as accepted
from storage import hangouts, triage
from storage.tables import Hangout, Idea, Move
from storage.triage import Author, Hearer

BATCH = 100
"""So many persons are told in one transaction."""
SHOWN_AT = 11 * 60
"""Local minute at which a month of things made is shown."""


class Settling(NamedTuple):
    """A step that has settled, with its idea, held; `target` is what the idea became part of, held too."""

    hangout: Hangout
    idea: Idea
    step: Move
    target: Idea | None


async def settle(hub: Hub, move_id: int) -> bool:
    """Does what a step brings, or a part of it; whether there was anything to do. Safe to repeat."""
    async with hub.db.begin() as session:
        settling = await _settling(session, hub, move_id)
        if settling is None:
            return False
        idea, step = settling.idea, settling.step
        if step.after == MERGED and await triage.joining(session, idea.id or 0):
            return False  # what became part of this idea comes first, and then goes along
        if step.told_to is None and (slip := await _slip(session, step)):
            step.tell_at = slip.at + UNDO if slip.at + UNDO > hub.now() else None
            return True
        if step.told_to is None:
            await BRINGS.get(step.after, _nothing)(session, hub, settling)
        if await triage.settled_after(session, move_id, idea.id or 0, hub.now() - UNDO):
            step.tell_at = None  # who waits for it hears how far it has come since
        else:
            await _tell_some(session, hub, settling)
    hub.wake()
    return True


async def _slip(session: AsyncSession, step: Move) -> Move | None:
    """The step by which staff took this one back within its minute, though not by the button for that: it brings
    nothing and nobody hears of it, once that other one stands."""
    later = await triage.next_step(session, step.id or 0, step.idea_id)
    taken_back = later is not None and later.at < step.at + UNDO and leads_back(step.after, later.after)
    return later if taken_back else None


async def _settling(session: AsyncSession, hub: Hub, move_id: int) -> Settling | None:
    """The step with everything that it is about, locked in the house's order; None where nothing is left to do."""
    step = await triage.move(session, move_id)
    seen = await session.get(Idea, step.idea_id) if step else None
    if step is None or seen is None:
        return None
    hangout = await hangouts.hangout(session, seen.hangout_id, lock=step.after == MADE)
    into = seen.merged_into if step.after == MERGED else None
    held = await triage.hold(session, [step.idea_id, *([into] if into else [])])
    step = await triage.move(session, move_id)
    if hangout is None or step is None or step.tell_at is None or step.tell_at > hub.now():
        return None
    return Settling(hangout, held[step.idea_id], step, held.get(into or 0))


async def _tell_some(session: AsyncSession, hub: Hub, settling: Settling) -> None:
    """The next persons who wait for it, the authors with the first of them."""
    idea, step = settling.idea, settling.step
    first = step.told_to is None
    authors = {one.person_id: one for one in await triage.authors(session, idea.id or 0)} if first else {}
    backers = await triage.backers(session, idea.id or 0, step.told_to, BATCH)
    await _tell(session, hub, settling, authors, {one.person_id: one for one in backers})
    step.told_to = backers[-1].person_id if backers else step.told_to or 0
    if len(backers) < BATCH:
        step.tell_at = None


async def _tell(
    session: AsyncSession,
    hub: Hub,
    settling: Settling,
    authors: dict[int, Author],
    backers: dict[int, Hearer],
) -> None:
    """By the persons' ids, so that two who tell never wait for each other."""
    step = settling.step
    for person_id in sorted({*authors, *backers}):
        if settling.target is not None:
            one = backers.get(person_id) or authors[person_id]
            by_id = one.by_id if isinstance(one, Hearer) else None
            await backing.add(session, hub, settling.target, one.member_id, one.at, by_id)
        own = authors[person_id].own if person_id in authors else None
        notice: dict[str, Any] = {"kind": "idea_moved", "hangout_id": settling.hangout.id, "chat_id": person_id}
        notice |= {
            "public": False,
            "payload": {"move": step.id, "own": own},
            "dedupe_key": f"idea:{step.id}:{person_id}",
        }
        await outbox.queue(session, hub, notice)


async def _nothing(session: AsyncSession, hub: Hub, settling: Settling) -> None:
    """Most steps only need to be told."""


async def _earned(session: AsyncSession, hub: Hub, settling: Settling) -> None:
    """An accepted idea cuts notches for its author, and for those whose ideas became part of it, once for each idea.
    As at the counter, nobody serves themself."""
    rule = await setting(session, settling.hangout.id or 0, "idea")
    if not rule.active:
        return
    for one in sorted(await triage.authors(session, settling.idea.id or 0), key=lambda author: author.member_id):
        if one.person_id == settling.step.by_id:
            continue
        cut = accepted(rule, str(one.own), settling.step.by_id)
        await cut_one(session, terms_of(settling.hangout), one.member_id, cut, hub.now())


async def _shown_later(session: AsyncSession, hub: Hub, settling: Settling) -> None:
    """What is made in a month is shown together when the next one begins."""
    hangout = settling.hangout
    if hangout.next_made is not None:
        return
    first = month_start(local_day(settling.step.at, hangout.timezone), hangout.language)
    hangout.next_made = opening(next_month(first, hangout.language), SHOWN_AT, hangout.timezone)


def next_month(first: date, language: str) -> date:
    """The first day of the month after the one that begins on a day."""
    return month_start(first + timedelta(days=32), language)


BRINGS: dict[str, Callable[[AsyncSession, Hub, Settling], Awaitable[None]]] = {ACCEPTED: _earned, MADE: _shown_later}
"""What a state brings beside being told."""
