"""What the author of an idea may do with it until it is shortlisted: post it after all, change it, take it back."""

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.ideas.errors import TooFar
from hub.ideas.folding import folded, grams
from hub.ideas.ideas import (
    AUTHORS,
    DRAFT,
    HELD,
    HIDDEN,
    NEW,
    SEEN,
    WITHDRAWN,
    check,
    enter,
    first_state,
    fits,
    look_at,
    shown,
    tag,
)
from hub.ideas.views import IdeaView, Media, view
from hub.watch import may_write
from storage import hangouts, ideas
from storage.tables import Hangout, Idea, Member


async def decide(hub: Hub, person_id: int, idea_id: int) -> IdeaView:
    """Its author says that it is a new one: it goes the way of every idea. Nothing happens the second time."""
    async with hub.db.begin() as session:
        idea, member = await _of_author(session, person_id, idea_id)
        if idea.state == DRAFT:
            await may_write(session, hub, idea.hangout_id, member.id or 0)
            await _enter_first(session, hub, idea)
        seen = await view(session, idea, member)
    hub.wake()
    return seen


async def change(
    hub: Hub,
    person_id: int,
    idea_id: int,
    text: str | None = None,
    media: Sequence[Media] | None = None,
    interests_: Collection[int] | None = None,
    *,
    again: bool = False,
) -> IdeaView:
    """Its author gives it other words, pictures or interests, until it is shortlisted: TooFar then. Words and pictures
    that were approved are looked at again where the hangout wants that. The same words again change nothing.

    `again`: one that was taken back is an idea once more; NotFound for one that was out of sight by then.
    """
    async with hub.db.begin() as session:
        idea, member = await _of_author(session, person_id, idea_id)
        back = again and idea.state == WITHDRAWN
        if back or text is not None or media is not None:
            await may_write(session, hub, idea.hangout_id, member.id or 0)
        if back:
            await _come_back(session, hub, idea)
        await _still_authors(session, idea)
        if text is not None:
            await _reword(session, hub, idea, check(text))
        if media is not None:
            await _show_with(session, hub, idea, media)
        if interests_ is not None:
            await tag(session, idea, interests_)
        seen = await view(session, idea, member)
    hub.wake()
    return seen


async def _enter_first(session: AsyncSession, hub: Hub, idea: Idea) -> None:
    hangout = await session.get_one(Hangout, idea.hangout_id)
    await enter(session, hub, idea, first_state(hangout, idea.text))
    await look_at(session, hub, idea)


async def _come_back(session: AsyncSession, hub: Hub, idea: Idea) -> None:
    """What others keep out of sight does not come back by going away first."""
    last = await ideas.last_move(session, idea.id or 0)
    if last is not None and last.before == HIDDEN:
        raise NotFound
    await _enter_first(session, hub, idea)


async def _reword(session: AsyncSession, hub: Hub, idea: Idea, text: str) -> None:
    if text == idea.text:
        return
    hangout = await session.get_one(Hangout, idea.hangout_id)
    await ideas.unindex(session, idea, grams(idea.folded))
    idea.text, idea.folded = text, folded(text)
    waits = first_state(hangout, text)
    if idea.state in SEEN:
        await enter(session, hub, idea, waits if waits != NEW else idea.state)
    await shown(session, idea)
    await look_at(session, hub, idea)


async def _show_with(session: AsyncSession, hub: Hub, idea: Idea, media: Sequence[Media]) -> None:
    """What comes with it from now on; what was not there before is looked at first, where the hangout wants that."""
    fits(media)
    given = [{"kind": one.kind, "file_id": one.file_id} for one in media]
    if given == idea.media:
        return
    fresh = [one for one in given if one not in idea.media]
    idea.media = given
    hangout = await session.get_one(Hangout, idea.hangout_id)
    if idea.state in SEEN:
        await enter(session, hub, idea, HELD if fresh and hangout.ideas_held else idea.state)
        await look_at(session, hub, idea)


async def withdraw(hub: Hub, person_id: int, idea_id: int) -> IdeaView:
    """Its author takes it back: off the board for good. TooFar once it is shortlisted; nothing the second time."""
    async with hub.db.begin() as session:
        idea, member = await _of_author(session, person_id, idea_id)
        if idea.state != WITHDRAWN:
            await _still_authors(session, idea)
            await enter(session, hub, idea, WITHDRAWN)
        seen = await view(session, idea, member)
    hub.wake()
    return seen


async def _of_author(session: AsyncSession, person_id: int, idea_id: int) -> tuple[Idea, Member]:
    """The idea, held, and its author; NotFound for anybody else."""
    idea = await ideas.idea(session, idea_id, lock=True)
    member = await hangouts.member(session, idea.hangout_id, person_id) if idea else None
    if idea is None or member is None or idea.member_id != member.id:
        raise NotFound
    return idea, member


async def _still_authors(session: AsyncSession, idea: Idea) -> None:
    """TooFar from the shortlist on, also for one that was hidden from there."""
    last = await ideas.last_move(session, idea.id or 0) if idea.state == HIDDEN else None
    stood = last.before if last is not None and last.before != WITHDRAWN else idea.state
    if stood not in AUTHORS:
        raise TooFar
