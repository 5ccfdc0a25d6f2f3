"""Ideas: posted, shown to their authors, and kept in step with what is found beside them. What their authors change is
in hub.ideas.authoring, what staff do in hub.ideas.pipeline."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound, NotOpen
from hub.habit.presence import was_here
from hub.ideas import waiting
from hub.ideas.errors import NoMember, TooManyIdeas, TooMuchMedia
from hub.ideas.folding import folded, grams
from hub.ideas.similar import speaks_of
from hub.ideas.views import IdeaView, Media, view, views
from hub.watch import REPORTABLE, Reportable, Thing, hold, holds, may_write
from hub.wording import required
from storage import habit, hangouts, ideas, interests
from storage.tables import Hangout, Idea, Member, Move

LIMIT = 600
MOST_MEDIA = 10  # an album
PER_DAY = 10
"""So many ideas of one member fit a day: enough for the keenest, too few to bury the others."""
PAGE = 5

KIND = "idea"
"""As hub.watch calls it."""
DRAFT = "draft"
"""Written in the group, and asked back whether it is not the same as another: its author's word is awaited."""
HELD = "held"
"""It waits for those who look ideas through, since the hangout wants that."""
HIDDEN = "hidden"
"""It waits for those who look after what members write (hub.watch): for a link in it, or since it was reported."""
NEW, OPEN = "new", "open"
WITHDRAWN = "withdrawn"
UNSEEN = frozenset({DRAFT, HELD, HIDDEN, WITHDRAWN})
AUTHORS = frozenset({DRAFT, HELD, HIDDEN, NEW, OPEN})
"""States in which an idea is still its author's, to change and to take back; hidden, if it was theirs before."""
SEEN = frozenset({HELD, NEW, OPEN})
"""Those of them in which staff have its card: a change of it is a step, so that nobody taps for words unread."""


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
    fits(draft.media)
    async with hub.db.begin() as session:
        hangout, member = await _at_home(session, hangout_id, person_id)
        key = f"{member.id}:{once}"
        if before := await ideas.by_once(session, key):
            return await view(session, before, member)
        await may_write(session, hub, hangout_id, member.id or 0)
        if await ideas.written_since(session, member.id or 0, hub.now() - timedelta(days=1)) >= PER_DAY:
            raise TooManyIdeas(limit=PER_DAY)
        row = _row(hub, hangout, member, draft, text) | {"once_key": key}
        number = await ideas.add(session, row)
        idea = await ideas.idea(session, number) if number else await ideas.by_once(session, key)
        if idea is None:  # the very message made an idea before
            raise NotFound
        if number:
            await tag(session, idea, draft.interests)
            await shown(session, idea)
            await look_at(session, hub, idea)
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
    state = DRAFT if draft.asked else first_state(hangout, text)
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


def first_state(hangout: Hangout, text: str) -> str:
    """What has a link or a way to reach somebody in it waits too, and nowhere else."""
    return HIDDEN if holds(text) else HELD if hangout.ideas_held else NEW


async def look_at(session: AsyncSession, hub: Hub, idea: Idea) -> None:
    """What waits is told to those who look it through."""
    if idea.state == HIDDEN and holds(idea.text):
        await hold(session, hub, KIND, idea.id or 0)
    elif idea.state == HELD:
        await waiting.tell(session, hub, idea.hangout_id)


def fits(media: Collection[Media]) -> None:
    """TooMuchMedia for more than an album."""
    if len(media) > MOST_MEDIA:
        raise TooMuchMedia(limit=MOST_MEDIA)


async def tag(session: AsyncSession, idea: Idea, chosen: Collection[int] | None) -> None:
    """The interests that its author chose, or those that its words name; others than the hangout's own are passed."""
    own = {tag.id or 0: tag.name for tag in await interests.all_of(session, idea.hangout_id) if tag.active}
    if chosen is None:
        chosen = [number for number, name in own.items() if speaks_of(idea.folded, folded(name))]
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


async def enter(session: AsyncSession, hub: Hub, idea: Idea, state: str) -> None:
    """A step that no staff takes: its author or their words do; to where it stands, where the words are only others."""
    session.add(Move(idea_id=idea.id or 0, before=idea.state, after=state, at=hub.now()))
    if HIDDEN not in (idea.state, state):  # out of sight for a while changes nothing about when it got so far
        idea.changed_at = hub.now()
    idea.state, idea.live = state, state not in UNSEEN
    await shown(session, idea)


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


async def of_message(hub: Hub, chat_id: int, message_id: int) -> int | None:
    """The idea (its id) that a message in a group is."""
    async with hub.db.read() as session:
        idea = await ideas.by_source(session, chat_id, message_id)
        return idea.id if idea else None


async def attach(hub: Hub, person_id: int, hangout_id: int, once: str, more: Media) -> bool:
    """Another picture of the album that `once` posted; False if it posted none, or holds all that fit. Telegram brings
    an album one by one, and may bring one twice."""
    async with hub.db.begin() as session:
        member = await hangouts.member(session, hangout_id, person_id)
        found = await ideas.by_once(session, f"{member.id}:{once}") if member else None
        idea = await ideas.idea(session, found.id or 0, lock=True) if found else None
        row = {"kind": more.kind, "file_id": more.file_id}
        if idea is None or len(idea.media) >= MOST_MEDIA or row in idea.media or idea.state not in AUTHORS:
            return False
        idea.media = [*idea.media, row]
        if idea.state in SEEN:
            await enter(session, hub, idea, idea.state)
        return True


async def _thing(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    idea = await ideas.idea(session, number, lock=lock)
    if idea is None or idea.state in (DRAFT, WITHDRAWN):
        return None
    media = tuple((one["kind"], one["file_id"]) for one in idea.media)
    return Thing(idea.hangout_id, idea.member_id, idea.text, media, idea.live)


async def _hide(session: AsyncSession, hub: Hub, number: int) -> None:
    idea = await ideas.idea(session, number, lock=True)
    if idea is not None and idea.live:
        await enter(session, hub, idea, HIDDEN)


async def _show(session: AsyncSession, hub: Hub, number: int) -> None:
    """Back where it was; or open, if it was never seen: whoever lets it out has looked at it, and need not again."""
    idea = await ideas.idea(session, number, lock=True)
    if idea is not None and idea.state == HIDDEN:
        last = await ideas.last_move(session, number)
        await enter(session, hub, idea, last.before if last and last.before not in UNSEEN else OPEN)


async def _posted(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    idea = await ideas.by_source(session, chat_id, message_id)
    return idea.id if idea else None


REPORTABLE[KIND] = Reportable(_thing, _hide, _show, _posted)
