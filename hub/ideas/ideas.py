"""Ideas as their authors see them: suggested, changed, taken back. What becomes of them is in hub.ideas.pipeline."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound, NotOpen
from hub.habit.presence import was_here
from hub.ideas.errors import NoMember, TooFar, TooManyIdeas, TooMuchMedia
from hub.ideas.folding import folded, grams, mentions
from hub.ideas.views import IdeaView, Media, view, views
from hub.wording import required
from storage import habit, hangouts, ideas, interests
from storage.tables import Hangout, Idea, Member, Move

LIMIT = 600
MOST_MEDIA = 10  # an album
PER_DAY = 10
"""So many ideas of one member fit a day: enough for the keenest, too few to bury the others."""
PAGE = 5

DRAFT = "draft"
"""Written in the group, and asked back whether it is not the same as another: its author's word is awaited."""
HELD = "held"
NEW = "new"
WITHDRAWN = "withdrawn"
AUTHORS = frozenset({DRAFT, HELD, NEW, "open"})
"""States in which an idea is still its author's, to change and to take back."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An idea to be posted. `interests` (by id) is None where they are to be guessed; `source` is the group's message
    (chat, message) that it was written in; `asked`: its author is to say first whether it is a new one."""

    text: str
    media: tuple[Media, ...] = ()
    interests: tuple[int, ...] | None = None
    source: tuple[int, int] | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """A page of the ideas of one author, the newest first; `more` follow."""

    ideas: tuple[IdeaView, ...]
    page: int
    more: bool


def check(text: str) -> str:
    """The words of an idea on one line; TextEmpty, also where there is not one letter in them, or TextTooLong."""
    return required(text if folded(text) else "", LIMIT)


async def post(hub: Hub, person_id: int, hangout_id: int, draft: Draft, *, once: str) -> IdeaView:
    """A member's new idea, which makes a present day. A repeated `once` finds the one that it made.

    It waits for a moderator where the hangout wants that. NotOpen, NoMember, TooManyIdeas, TooMuchMedia, TextEmpty or
    TextTooLong where it can not be.
    """
    text = check(draft.text)
    _fits(draft.media)
    async with hub.db.begin() as session:
        hangout, member = await _at_home(session, hangout_id, person_id)
        key = f"{member.id}:{once}"
        if before := await ideas.by_once(session, key):
            return await view(session, before, member)
        if await ideas.written_since(session, member.id or 0, hub.now() - timedelta(days=1)) >= PER_DAY:
            raise TooManyIdeas(limit=PER_DAY)
        row = _row(hub, hangout, member, draft, text) | {"once_key": key}
        number = await ideas.add(session, row)
        idea = await ideas.idea(session, number) if number else await ideas.by_once(session, key)
        if idea is None:  # the very message made an idea before
            raise NotFound
        if number:
            await _tag(session, idea, draft.interests)
            await shown(session, idea)
            await was_here(session, hangout, member.id or 0, hub.now())
        seen = await view(session, idea, member)
    hub.wake()
    return seen


async def _at_home(session: AsyncSession, hangout_id: int, person_id: int) -> tuple[Hangout, Member]:
    hangout = await hangouts.hangout(session, hangout_id)
    if hangout is None or hangout.state == "draft":
        raise NotOpen
    member = await habit.member(session, hangout_id, person_id)
    if member is None:
        raise NoMember
    return hangout, member


def _row(hub: Hub, hangout: Hangout, member: Member, draft: Draft, text: str) -> dict[str, Any]:
    state = DRAFT if draft.asked else _first_state(hangout, text)
    chat, message = draft.source or (None, None)
    return {
        "hangout_id": hangout.id,
        "member_id": member.id,
        "text": text,
        "folded": folded(text),
        "media": [{"kind": one.kind, "file_id": one.file_id} for one in draft.media],
        "state": state,
        "live": state == NEW,
        "backings": 0,
        "rise": 0,
        "named": False,
        "created_at": hub.now(),
        "changed_at": hub.now(),
        "source_chat": chat,
        "source_message": message,
    }


def _first_state(hangout: Hangout, text: str) -> str:
    return HELD if hangout.ideas_held else NEW


def _fits(media: Collection[Media]) -> None:
    if len(media) > MOST_MEDIA:
        raise TooMuchMedia(limit=MOST_MEDIA)


async def _tag(session: AsyncSession, idea: Idea, chosen: Collection[int] | None) -> None:
    """The interests that its author chose, or those that its words name; others than the hangout's own are passed."""
    own = {tag.id or 0: tag.name for tag in await interests.all_of(session, idea.hangout_id) if tag.active}
    if chosen is None:
        chosen = [number for number, name in own.items() if mentions(idea.folded, folded(name))]
    await ideas.tag(session, idea, set(chosen) & set(own))


async def shown(session: AsyncSession, idea: Idea) -> None:
    """Brings what is kept beside an idea in step with its `live` and `backings`: the pieces by which it is found, and
    the rows that order the board by interest. Call it in the transaction that changed them."""
    await session.flush()
    if idea.live:
        await ideas.index(session, idea, grams(idea.folded))
    else:
        await ideas.unindex(session, idea, grams(idea.folded))
    await ideas.tags_follow(session, idea)


async def one(hub: Hub, person_id: int, idea_id: int) -> IdeaView:
    """An idea as a member of its hangout sees it; one that is not on the board only its author. NotFound else."""
    async with hub.db.read() as session:
        idea = await ideas.idea(session, idea_id)
        member = await hangouts.member(session, idea.hangout_id, person_id) if idea else None
        if idea is None or member is None or not (idea.live or idea.member_id == member.id):
            raise NotFound
        return await view(session, idea, member)


async def mine(hub: Hub, person_id: int, hangout_id: int, page: int = 0) -> Mine:
    """A page of what the member suggested, with where each stands."""
    async with hub.db.read() as session:
        member = await hangouts.member(session, hangout_id, person_id)
        if member is None:
            raise NoMember
        found = await ideas.of_author(session, member.id or 0, max(page, 0) * PAGE, PAGE + 1)
        return Mine(tuple(await views(session, found[:PAGE], member)), max(page, 0), len(found) > PAGE)


async def decide(hub: Hub, person_id: int, idea_id: int) -> IdeaView:
    """Its author says that it is a new one: it goes the way of every idea. Nothing happens the second time."""
    async with hub.db.begin() as session:
        idea, member = await _of_author(session, person_id, idea_id)
        if idea.state == DRAFT:
            hangout = await session.get_one(Hangout, idea.hangout_id)
            await _enter(session, hub, idea, _first_state(hangout, idea.text))
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
) -> IdeaView:
    """Its author gives it other words, pictures or interests, until it is shortlisted: TooFar then. Words that were
    approved are looked at again where the hangout wants that. The same words again change nothing."""
    async with hub.db.begin() as session:
        idea, member = await _of_author(session, person_id, idea_id)
        _still_authors(idea)
        if text is not None:
            await _reword(session, hub, idea, check(text))
        if media is not None:
            _fits(media)
            idea.media = [{"kind": one.kind, "file_id": one.file_id} for one in media]
        if interests_ is not None:
            await _tag(session, idea, interests_)
        seen = await view(session, idea, member)
    hub.wake()
    return seen


async def _reword(session: AsyncSession, hub: Hub, idea: Idea, text: str) -> None:
    if text == idea.text:
        return
    hangout = await session.get_one(Hangout, idea.hangout_id)
    await ideas.unindex(session, idea, grams(idea.folded))
    idea.text, idea.folded = text, folded(text)
    if idea.state in (NEW, "open") and _first_state(hangout, text) == HELD:
        await _enter(session, hub, idea, HELD)
    await shown(session, idea)


async def withdraw(hub: Hub, person_id: int, idea_id: int) -> IdeaView:
    """Its author takes it back: off the board for good. TooFar once it is shortlisted; nothing the second time."""
    async with hub.db.begin() as session:
        idea, member = await _of_author(session, person_id, idea_id)
        if idea.state != WITHDRAWN:
            _still_authors(idea)
            await _enter(session, hub, idea, WITHDRAWN)
        seen = await view(session, idea, member)
    hub.wake()
    return seen


async def _enter(session: AsyncSession, hub: Hub, idea: Idea, state: str) -> None:
    """A step that its author takes, or their words make."""
    session.add(Move(idea_id=idea.id or 0, before=idea.state, after=state, at=hub.now()))
    idea.state, idea.live, idea.changed_at = state, state == NEW, hub.now()
    await shown(session, idea)


async def _of_author(session: AsyncSession, person_id: int, idea_id: int) -> tuple[Idea, Member]:
    """The idea, held, and its author; NotFound for anybody else."""
    idea = await ideas.idea(session, idea_id, lock=True)
    member = await hangouts.member(session, idea.hangout_id, person_id) if idea else None
    if idea is None or member is None or idea.member_id != member.id:
        raise NotFound
    return idea, member


def _still_authors(idea: Idea) -> None:
    if idea.state not in AUTHORS:
        raise TooFar
