"""Needs as their askers see them: asked, taken back, asked anew, met."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound, NotOpen
from hub.habit.presence import was_here
from hub.ideas.errors import NoMember
from hub.ideas.folding import folded
from hub.ideas.similar import speaks_of
from hub.ideas.views import About
from hub.needs import asking, watching
from hub.needs.asking import DAYS
from hub.needs.errors import NeedOver, TooManyNeeds
from hub.needs.views import NeedView, view, views
from hub.watch import hold, holds, may_write
from hub.wording import required
from storage import habit, hangouts, interests, need_talks, needs
from storage.tables import Hangout, Member, Need
from storage.upsert import insert_once

LIMIT = 500
PER_DAY = 5
"""So many needs of one member fit a day."""
PAGE = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A need to be asked. `interests` (by id) is None where they are to be guessed; `photo` is Telegram's file id."""

    text: str
    photo: str | None = None
    interests: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """The words as they would be asked, and the hangout's interests: all, and those (by id) that the words name."""

    text: str
    title: str
    tags: tuple[About, ...]
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of needs; `more` follow."""

    needs: tuple[NeedView, ...]
    page: int
    more: bool


def check(text: str) -> str:
    """The words of a need on one line; TextEmpty, also where there is not one letter in them, or TextTooLong."""
    return required(text if folded(text) else "", LIMIT)


async def guess(hub: Hub, person_id: int, hangout_id: int, text: str) -> Guess:
    """What a need seems to be about, to be shown before it is asked."""
    kept = check(text)
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        if hangout is None or await hangouts.member(session, hangout_id, person_id) is None:
            raise NoMember
        tags = await _tags(session, hangout_id)
        return Guess(kept, hangout.title, tags, _named(kept, tags))


async def _tags(session: AsyncSession, hangout_id: int) -> tuple[About, ...]:
    found = [tag for tag in await interests.all_of(session, hangout_id) if tag.active]
    return tuple(About(tag.id or 0, tag.key, tag.name) for tag in found)


def _named(text: str, tags: Collection[About]) -> tuple[int, ...]:
    return tuple(tag.id for tag in tags if speaks_of(folded(text), folded(tag.name)))


async def may_ask(hub: Hub, person_id: int, hangout_id: int) -> None:
    """Before anything is written: NotOpen, NoMember, Muted or TooManyNeeds where the member can not ask now."""
    async with hub.db.read() as session:
        _, member = await _at_home(session, hub, hangout_id, person_id, hangouts.member)
        await _room(session, hub, member)


async def ask(hub: Hub, person_id: int, hangout_id: int, draft: Draft, *, once: str) -> NeedView:
    """A member's new need, which makes a present day; the shop and members who can help hear of it, unless it waits
    for staff because of what is in it. A repeated `once` finds the one that it made.

    NotOpen, NoMember, Muted, TooManyNeeds, TextEmpty or TextTooLong where it can not be.
    """
    text = check(draft.text)
    async with hub.db.begin() as session:
        hangout, member = await _at_home(session, hub, hangout_id, person_id, habit.member)
        key = f"{member.id}:{once}"
        if before := await needs.by_once(session, key):
            return await view(session, before, person_id)
        await _room(session, hub, member)
        await insert_once(session, Need, _row(hub, member, text, draft.photo) | {"once_key": key})
        need = await needs.by_once(session, key)
        if need is None:
            raise NotFound
        await _tag(session, need, draft.interests)
        await (asking.spread(session, hub, need) if need.shown else hold(session, hub, watching.NEED, need.id or 0))
        await was_here(session, hangout, member.id or 0, hub.now())
        seen = await view(session, need, person_id)
    hub.wake()
    return seen


async def _room(session: AsyncSession, hub: Hub, member: Member) -> None:
    if await needs.written_since(session, member.id or 0, hub.now() - timedelta(days=1)) >= PER_DAY:
        raise TooManyNeeds(limit=PER_DAY)


async def _at_home(
    session: AsyncSession, hub: Hub, hangout_id: int, person_id: int, find: Callable[..., Awaitable[Member | None]]
) -> tuple[Hangout, Member]:
    hangout = await hangouts.hangout(session, hangout_id)
    if hangout is None or hangout.state == "draft":
        raise NotOpen
    member = await find(session, hangout_id, person_id)
    if member is None:
        raise NoMember
    await may_write(session, hub, hangout_id, member.id or 0)
    return hangout, member


def _row(hub: Hub, member: Member, text: str, photo: str | None) -> dict[str, Any]:
    return {
        "hangout_id": member.hangout_id,
        "member_id": member.id,
        "text": text,
        "photo": photo,
        "state": "open",
        "shown": not holds(text),
        "renewals": 0,
        "warned": False,
        "created_at": hub.now(),
        "expires_at": hub.now() + DAYS,
    }


async def _tag(session: AsyncSession, need: Need, chosen: Collection[int] | None) -> None:
    tags = await _tags(session, need.hangout_id)
    chosen = _named(need.text, tags) if chosen is None else chosen
    await needs.tag(session, need.id or 0, {tag.id for tag in tags} & set(chosen))


async def one(hub: Hub, person_id: int, need_id: int) -> NeedView:
    """A need for its asker, for staff, for another member as long as it is open, and then for those who answered it;
    NotFound for anybody else."""
    async with hub.db.read() as session:
        need = await needs.need(session, need_id)
        if need is None:
            raise NotFound
        seen = await view(session, need, person_id)
        if not (seen.mine or seen.keeper or await _seen(session, need, person_id)):
            raise NotFound
        return seen


async def _seen(session: AsyncSession, need: Need, person_id: int) -> bool:
    member = await hangouts.member(session, need.hangout_id, person_id)
    if member is None or not need.shown or need.state == "withdrawn":
        return False
    return need.state == "open" or await need_talks.talk_with(session, need.id or 0, member.id) is not None


async def mine(hub: Hub, person_id: int, page: int = 0) -> Page:
    """What the person asked for, the newest first."""
    async with hub.db.read() as session:
        found = await needs.of_person(session, person_id, max(page, 0) * PAGE, PAGE + 1)
        return await _page(session, person_id, found, page)


async def others(hub: Hub, person_id: int, page: int = 0) -> Page:
    """What others look for in the person's hangouts, first what they said they can help with."""
    async with hub.db.read() as session:
        found = await needs.of_others(session, person_id, max(page, 0) * PAGE, PAGE + 1)
        return await _page(session, person_id, found, page)


async def _page(session: AsyncSession, person_id: int, found: Sequence[Need], page: int) -> Page:
    return Page(tuple(await views(session, found[:PAGE], person_id)), max(page, 0), len(found) > PAGE)


async def withdraw(hub: Hub, person_id: int, need_id: int) -> NeedView:
    """The asker takes it back; nothing the second time, NeedOver once it is met."""
    async with hub.db.begin() as session:
        need = await of_asker(session, person_id, need_id)
        if need.state == "met":
            raise NeedOver
        need.state = "withdrawn"
        return await view(session, need, person_id)


async def renew(hub: Hub, person_id: int, need_id: int) -> NeedView:
    """The asker asks anew, once it is warned of its end or over: it is open for its full time, and members who were
    not asked yet are. Nothing happens to one that has most of its time before it; NeedOver once it is met or taken
    back, Muted for one who may not write."""
    async with hub.db.begin() as session:
        need = await of_asker(session, person_id, need_id)
        if need.state not in ("open", "expired"):
            raise NeedOver
        if need.warned or need.state == "expired":
            await may_write(session, hub, need.hangout_id, need.member_id)
            need.state, need.warned, need.expires_at = "open", False, hub.now() + DAYS
            need.renewals += 1
            if need.shown:
                await asking.spread(session, hub, need)
            hangout = await session.get_one(Hangout, need.hangout_id)
            await was_here(session, hangout, need.member_id, hub.now())
        seen = await view(session, need, person_id)
    hub.wake()
    return seen


async def of_asker(session: AsyncSession, person_id: int, need_id: int) -> Need:
    """The need, held, for the one who asked; NotFound for anybody else."""
    need = await needs.need(session, need_id, lock=True)
    member = await hangouts.member(session, need.hangout_id, person_id) if need else None
    if need is None or member is None or need.member_id != member.id:
        raise NotFound
    return need
