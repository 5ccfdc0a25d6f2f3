"""You said, we did: what was made of members' ideas, with their names where they agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.days import local_day, midnight, month_start, opening
from hub.errors import NotFound
from hub.hangout.chats import public_chats
from hub.ideas.ideas import UNSEEN
from hub.ideas.settling import SHOWN_AT, next_month
from hub.ideas.steps import ACCEPTED, MADE, UNDO
from storage import hangouts, ideas, triage
from storage.tables import Hangout, Idea

PAGE = 6
FARTHEST = 10_000  # no list is as long as so many pages
MOST = 50
"""So many things of one month are counted; a picture and its text show the first of them."""


@dataclass(frozen=True, slots=True)
class MadeView:
    """A thing made. `names` are those of its authors who agreed, and no others; `day` is the local day on which it
    was made."""

    id: int
    text: str
    backings: int
    day: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadePage:
    """What a hangout made, the latest first; `more` follow. `today` is its local day."""

    hangout_id: int
    slug: str
    title: str
    language: str
    today: date
    things: tuple[MadeView, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Month:
    """What a hangout made in a month of its calendar, that begins on `first`: the things that most wanted come
    first."""

    slug: str
    title: str
    language: str
    timezone: str
    first: date
    things: tuple[MadeView, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A step of an idea, for somebody who waits for it. `own` is the idea (by id) of theirs that it is, or became part
    of; then `named` says whether they are named beside it, `name` how, and `notches` what this step cut for them.
    `into` is the text of what it became part of."""

    idea_id: int
    hangout_id: int
    title: str
    language: str
    text: str
    after: str
    reason: str
    into: str
    backings: int
    own: int | None
    named: bool
    name: str
    notches: int


async def page(hub: Hub, person_id: int, hangout_id: int, page_: int = 0) -> MadePage:
    """What a hangout made, for its members and staff; NotFound for anybody else."""
    async with hub.db.read() as session:
        hangout = await _at_home(session, person_id, hangout_id)
        first = min(max(page_, 0), FARTHEST)
        found = await triage.made(session, hangout_id, first * PAGE, PAGE + 1)
        things = await _views(session, hangout, found[:PAGE])
        today = local_day(hub.now(), hangout.timezone)
        told = (hangout_id, hangout.slug, hangout.title, hangout.language, today)
        return MadePage(*told, tuple(things), first, len(found) > PAGE)


async def one(hub: Hub, person_id: int, idea_id: int) -> tuple[MadePage, MadeView]:
    """One thing made with its hangout (no other things beside it); NotFound if it is not made, or no longer."""
    async with hub.db.read() as session:
        idea = await _made(session, idea_id)
        return await _alone(session, hub, idea, await _at_home(session, person_id, idea.hangout_id))


async def in_public(hub: Hub, idea_id: int) -> tuple[MadePage, MadeView]:
    """The same as it is shown to everybody."""
    async with hub.db.read() as session:
        idea = await _made(session, idea_id)
        return await _alone(session, hub, idea, await _there(session, idea.hangout_id))


async def _made(session: AsyncSession, idea_id: int) -> Idea:
    idea = await ideas.idea(session, idea_id)
    if idea is None or idea.state != MADE or not idea.live:
        raise NotFound
    return idea


async def _alone(session: AsyncSession, hub: Hub, idea: Idea, hangout: Hangout) -> tuple[MadePage, MadeView]:
    [thing] = await _views(session, hangout, [idea])
    today = local_day(hub.now(), hangout.timezone)
    return MadePage(idea.hangout_id, hangout.slug, hangout.title, hangout.language, today, (), 0, False), thing


async def of_month(hub: Hub, hangout_id: int, first: date) -> Month:
    """What was made in the month that begins on a day, as it stands now."""
    async with hub.db.read() as session:
        hangout = await _there(session, hangout_id)
        ranked = sorted(await _month(session, hangout, first), key=lambda idea: (-idea.backings, idea.id or 0))
        things = tuple(await _views(session, hangout, ranked))
        return Month(hangout.slug, hangout.title, hangout.language, hangout.timezone, first, things)


async def show_month(hub: Hub, hangout_id: int) -> bool:
    """By the clock: what was made in the month before goes to the channel, or to the group of a hangout that has none.
    Nothing, where nothing stands there any more."""
    async with hub.db.begin() as session:
        hangout = await hangouts.hangout(session, hangout_id, lock=True)
        if hangout is None or hangout.next_made is None or hangout.next_made > hub.now() or hangout.state != "open":
            return False
        first = _before(local_day(hangout.next_made, hangout.timezone), hangout.language)
        hangout.next_made = await _next(session, hub, hangout, next_month(first, hangout.language))
        places = await public_chats(session, hangout_id)
        if await _month(session, hangout, first) and places:
            place = next((chat for chat in places if chat.place == "channel"), places[0])
            key = f"made:{hangout_id}:{first.isoformat()}"
            notice = {"kind": "made_month", "hangout_id": hangout_id, "chat_id": place.telegram_id, "public": True}
            notice |= {"payload": {"month": first.isoformat(), "place": place.place}, "dedupe_key": key}
            await outbox.queue(session, hub, notice)
    hub.wake()
    return True


async def _next(session: AsyncSession, hub: Hub, hangout: Hangout, first: date) -> datetime | None:
    """When the next month in which something was made is shown, looking from the one that begins on a day."""
    while first <= local_day(hub.now(), hangout.timezone):
        after = next_month(first, hangout.language)
        if await _month(session, hangout, first):
            return opening(after, SHOWN_AT, hangout.timezone)
        first = after
    return None


def _before(day: date, language: str) -> date:
    """The first day of the month before the one of a day."""
    this = month_start(day, language)
    return month_start(date.fromordinal(this.toordinal() - 1), language)


async def _month(session: AsyncSession, hangout: Hangout, first: date) -> Sequence[Idea]:
    after = next_month(first, hangout.language)
    span = (midnight(first, hangout.timezone), midnight(after, hangout.timezone))
    return await triage.made(session, hangout.id or 0, 0, MOST, span)


async def _there(session: AsyncSession, hangout_id: int) -> Hangout:
    found = await hangouts.hangout(session, hangout_id)
    if found is None or found.state == "draft":
        raise NotFound
    return found


async def _at_home(session: AsyncSession, person_id: int, hangout_id: int) -> Hangout:
    """The hangout, for somebody who belongs to it."""
    member = await hangouts.member(session, hangout_id, person_id)
    if member is None and await hangouts.role(session, hangout_id, person_id) is None:
        raise NotFound
    return await _there(session, hangout_id)


async def _views(session: AsyncSession, hangout: Hangout, found: Sequence[Idea]) -> list[MadeView]:
    return [
        MadeView(
            one.id or 0,
            one.text,
            one.backings,
            local_day(one.changed_at, hangout.timezone),
            tuple(author.name for author in await triage.authors(session, one.id or 0) if author.named and author.name),
        )
        for one in found
    ]


async def agree(hub: Hub, person_id: int, idea_id: int, *, named: bool) -> None:
    """An author's word on whether they are named where their idea was made; NotFound for anybody else."""
    async with hub.db.begin() as session:
        idea = await ideas.idea(session, idea_id, lock=True)
        member = await hangouts.member(session, idea.hangout_id, person_id) if idea else None
        if idea is None or member is None or idea.member_id != member.id:
            raise NotFound
        idea.named = named


async def news(hub: Hub, person_id: int, move_id: int, own: int | None) -> News | None:
    """What a person hears of a step; nothing where it was taken back, or the idea has gone on from there meanwhile, in
    which case they hear of that."""
    async with hub.db.read() as session:
        step = await triage.move(session, move_id)
        idea = await ideas.idea(session, step.idea_id) if step else None
        if step is None or idea is None or step.undone_at is not None:
            return None
        if idea.state in UNSEEN:
            return None
        if await triage.settled_after(session, move_id, step.idea_id, _settled(hub)):
            return None
        hangout = await session.get_one(Hangout, idea.hangout_id)
        into = await ideas.idea(session, idea.merged_into) if idea.merged_into else None
        authors = await triage.authors(session, idea.id or 0) if own is not None else []
        mine = next((one for one in authors if one.own == own and one.person_id == person_id), None)
        return News(
            idea_id=idea.id or 0,
            hangout_id=idea.hangout_id,
            title=hangout.title,
            language=hangout.language,
            text=idea.text,
            after=step.after,
            reason=step.reason or "",
            into=into.text if into else "",
            backings=idea.backings,
            own=mine.own if mine else None,
            named=mine.named if mine else False,
            name=mine.name if mine else "",
            notches=await triage.earned(session, mine.member_id, mine.own) if mine and step.after == ACCEPTED else 0,
        )


def _settled(hub: Hub) -> datetime:
    return hub.now() - UNDO
