"""Backing an idea and taking it back: once a member and idea, within the month's budget where the hangout sets one, by
themselves or told at the counter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.days import local_day, midnight, month_start
from hub.errors import BadNumber, NotFound
from hub.habit.presence import was_here
from hub.history import note
from hub.ideas import rising
from hub.ideas.errors import MonthFull, NoBackingsLeft, NoMember, OwnIdea, PastBacking
from hub.ideas.steps import MADE
from hub.ideas.views import IdeaView, view
from hub.outbox import queue
from hub.till.desk import serve
from storage import board, habit, ideas
from storage.tables import Hangout, Idea, Member, Person

LEAST, MOST = 1, 100
"""Backings a month that a hangout may allow, if it does not allow any number."""


@dataclass(frozen=True, slots=True)
class Backed:
    """The idea as the member sees it now. `fresh`: this is what changed it; `left`: backings that the month still
    holds for them, None where it holds any number."""

    view: IdeaView
    fresh: bool
    left: int | None


async def back(hub: Hub, person_id: int, idea_id: int) -> Backed:
    """The member is for an idea on the board, which makes a present day. Nothing happens the second time.

    NotFound, NoMember, OwnIdea, PastBacking or NoBackingsLeft where it can not be.
    """
    async with hub.db.begin() as session:
        idea, hangout = await _on_board(session, idea_id)
        return await _back(session, hub, idea, hangout, await _member(session, idea, person_id))


async def take_back(hub: Hub, person_id: int, idea_id: int) -> Backed:
    """The member is for it no more. Nothing happens the second time; PastBacking once it is made or off the board."""
    async with hub.db.begin() as session:
        idea, hangout = await _on_board(session, idea_id)
        return await _take_back(session, hub, idea, hangout, await _member(session, idea, person_id))


async def back_for(hub: Hub, staff_id: int, member_id: int, idea_id: int) -> bool:
    """The member said so at the counter, to a staff person who serves them now (see hub.till.desk). It is of their
    budget, and as good as their own tap; they are told of it, so that nobody speaks for them unheard.

    False where it changed nothing: it was noted before, or the idea is the member's own, or they tapped it themself.
    Which of these is nobody's at the counter. PastBacking or MonthFull before any of it could show.
    """
    async with hub.db.begin() as session:
        idea, hangout = await _on_board(session, idea_id)
        member = await _served(session, hub, staff_id, member_id, idea)
        _check(idea)
        before = await board.backing(session, idea_id, member_id)
        if before is not None and before.by_id is not None:
            return False
        room = await left(session, hub, hangout, member_id)
        if room is not None and room <= 0:
            raise MonthFull
        if before is not None or idea.member_id == member_id:
            return False
        await _back(session, hub, idea, hangout, member, by_id=staff_id)
        note(session, hub, idea.hangout_id, staff_id, "backed_for", member=member_id, idea=idea_id)
        await _tell(session, hub, idea, member)
    hub.wake()
    return True


async def _tell(session: AsyncSession, hub: Hub, idea: Idea, member: Member) -> None:
    """Once for an idea and member, if private messages reach them."""
    person = await session.get_one(Person, member.person_id)
    if person.reach != "open":
        return
    told = {"kind": "backed_for", "hangout_id": idea.hangout_id, "chat_id": person.id, "public": False}
    row = told | {"payload": {"idea_id": idea.id}, "dedupe_key": f"backed_for:{idea.id}:{member.id}"}
    await queue(session, hub, row)


async def take_back_for(hub: Hub, staff_id: int, member_id: int, idea_id: int) -> bool:
    """Takes back what was noted at the counter; False where nothing was, as for what the member tapped themself."""
    async with hub.db.begin() as session:
        idea, _ = await _on_board(session, idea_id)
        await _served(session, hub, staff_id, member_id, idea)
        _check(idea)
        before = await board.backing(session, idea_id, member_id)
        if before is None or before.by_id is None:
            return False
        await remove(session, idea, member_id)
        note(session, hub, idea.hangout_id, staff_id, "unbacked_for", member=member_id, idea=idea_id)
        return True


async def add(
    session: AsyncSession, hub: Hub, idea: Idea, member_id: int, at: datetime, by_id: int | None = None
) -> bool:
    """Counts one backing, given at a moment, of an idea that this transaction holds; False if it is counted already,
    or the member suggested it. Neither the budget nor the day: those are `back`'s."""
    if member_id == idea.member_id or not await board.back(session, idea.id or 0, member_id, at, by_id):
        return False
    idea.backings, idea.rise = idea.backings + 1, rising.with_one(idea.rise, at)
    await _follow(session, idea)
    return True


async def remove(session: AsyncSession, idea: Idea, member_id: int) -> bool:
    """Counts one backing less of an idea that this transaction holds; False if there is none of the member's."""
    at = await board.unback(session, idea.id or 0, member_id)
    if at is None:
        return False
    idea.backings -= 1
    idea.rise = rising.without_one(idea.rise, at) if idea.backings else rising.NOTHING
    await _follow(session, idea)
    return True


async def _follow(session: AsyncSession, idea: Idea) -> None:
    await session.flush()
    await ideas.tags_follow(session, idea)


async def left(session: AsyncSession, hub: Hub, hangout: Hangout, member_id: int) -> int | None:
    """Backings that this month of the hangout's calendar still holds for the member; None where it holds any
    number."""
    most = hangout.backing_budget
    if most is None:
        return None
    begun = month_start(local_day(hub.now(), hangout.timezone), hangout.language)
    return most - await board.spent(session, member_id, midnight(begun, hangout.timezone), most)


async def budget(hub: Hub, person_id: int, hangout_id: int) -> int | None:
    """How many backings a member has a month, for an owner; None: any number."""
    async with hub.db.read() as session:
        return (await owned(session, person_id, hangout_id)).backing_budget


async def set_budget(hub: Hub, person_id: int, hangout_id: int, most: int | None) -> None:
    """An owner's word on how many; what was given stays given. BadNumber."""
    if most is not None and not LEAST <= most <= MOST:
        raise BadNumber(least=LEAST, most=MOST)
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        before, hangout.backing_budget = hangout.backing_budget, most
        if before != most:
            note(session, hub, hangout_id, person_id, "backing_budget", before=before, after=most)


async def _on_board(session: AsyncSession, idea_id: int) -> tuple[Idea, Hangout]:
    """The idea, held until the transaction ends, and its hangout."""
    idea = await ideas.idea(session, idea_id, lock=True)
    if idea is None:
        raise NotFound
    return idea, await session.get_one(Hangout, idea.hangout_id)


async def _member(session: AsyncSession, idea: Idea, person_id: int) -> Member:
    """Who acts, held: their budget is counted. Who is a stranger there learns nothing about the idea."""
    member = await habit.member(session, idea.hangout_id, person_id)
    if member is None:
        raise NoMember
    return member


async def _served(session: AsyncSession, hub: Hub, staff_id: int, member_id: int, idea: Idea) -> Member:
    served = await serve(session, hub, staff_id, member_id, lock=True)
    if served.hangout.id != idea.hangout_id:
        raise NotFound
    return served.member


async def _back(
    session: AsyncSession, hub: Hub, idea: Idea, hangout: Hangout, member: Member, by_id: int | None = None
) -> Backed:
    number = member.id or 0
    if await board.backing(session, idea.id or 0, number) is not None:
        return Backed(await view(session, idea, member), fresh=False, left=await left(session, hub, hangout, number))
    _check(idea)
    if idea.member_id == number:
        raise OwnIdea
    room = await left(session, hub, hangout, number)
    if room is not None and room <= 0:
        raise NoBackingsLeft(limit=hangout.backing_budget)
    await add(session, hub, idea, number, hub.now(), by_id)
    await was_here(session, hangout, number, hub.now())
    return Backed(await view(session, idea, member), fresh=True, left=None if room is None else room - 1)


async def _take_back(session: AsyncSession, hub: Hub, idea: Idea, hangout: Hangout, member: Member) -> Backed:
    number = member.id or 0
    if await board.backing(session, idea.id or 0, number) is not None:
        _check(idea)
    fresh = await remove(session, idea, number)
    return Backed(await view(session, idea, member), fresh, await left(session, hub, hangout, number))


def _check(idea: Idea) -> None:
    if not idea.live or idea.state == MADE:
        raise PastBacking
