"""What a member shares, sees of it, and takes back."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import KEEPERS
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound, TextEmpty, TextTooLong
from hub.habit import presence
from hub.moments import posts
from hub.moments.errors import NameTells, TooManyMoments
from hub.moments.views import Door, MomentView, shown
from hub.watch import holds, may_write
from hub.wording import clean, required
from storage import hangouts, moments, staff
from storage.tables import Hangout, Member, Moment

TEXT_LIMIT, NAME_LIMIT, PROMPT_LIMIT = 400, 32, 200
WAITING = 3
"""So many moments of one member may wait for staff at a time."""
PAGE = 8
"""So many are listed at a time."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A moment as it is about to be shared: words, a photo (Telegram's file id), or both. `name` None: without one."""

    hangout_id: int
    prompt: str
    text: str
    photo: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of somebody's moments, counted from 0; `more` follow."""

    moments: tuple[MomentView, ...]
    page: int
    more: bool


def check(text: str, photo: str | None) -> str:
    """The words as they will be kept; TextEmpty where there is nothing at all, TextTooLong."""
    kept = clean(text)
    if not kept and photo is None:
        raise TextEmpty
    if len(kept) > TEXT_LIMIT:
        raise TextTooLong(limit=TEXT_LIMIT, length=len(kept))
    return kept


def check_name(name: str) -> str:
    """A name to be shown; TextEmpty, TextTooLong, or NameTells where it leads to somebody."""
    kept = required(name, NAME_LIMIT)
    if holds(kept):
        raise NameTells
    return kept


def _door(hub: Hub, hangout: Hangout) -> Door:
    today = local_day(hub.now(), hangout.timezone)
    return Door(hangout.id or 0, hangout.title, hangout.slug, hangout.language, today)


async def may_share(hub: Hub, person_id: int, hangout_id: int) -> Door:
    """The hangout in which the member is about to share something; a HubError that says why they can not."""
    async with hub.db.read() as session:
        hangout, member = await _there(session, person_id, hangout_id)
        await _check(session, hub, hangout, member)
        return _door(hub, hangout)


async def _there(
    session: AsyncSession, person_id: int, hangout_id: int, *, lock: bool = False
) -> tuple[Hangout, Member]:
    hangout = await hangouts.hangout(session, hangout_id)
    find = moments.hold_member if lock else hangouts.member
    member = await find(session, hangout_id, person_id)
    if hangout is None or hangout.state != "open" or member is None:
        raise NotFound
    return hangout, member


async def _check(session: AsyncSession, hub: Hub, hangout: Hangout, member: Member) -> None:
    await may_write(session, hub, hangout.id or 0, member.id or 0)
    if await moments.waiting_of(session, member.id or 0) >= WAITING:
        raise TooManyMoments(limit=WAITING)


async def share(hub: Hub, person_id: int, draft: Draft, once: str) -> MomentView:
    """Hands a moment to the staff, which makes a present day. The same `once` of a member again is the same moment."""
    text = check(draft.text, draft.photo)
    name = None if draft.name is None else check_name(draft.name)
    prompt = required(draft.prompt, PROMPT_LIMIT)
    async with hub.db.begin() as session:
        hangout, member = await _there(session, person_id, draft.hangout_id, lock=True)
        key = f"moment:{member.id}:{once}"
        before = await moments.by_once(session, key)
        if before is not None:
            return shown(hangout, before)
        await _check(session, hub, hangout, member)
        row: dict[str, Any] = {
            "hangout_id": hangout.id,
            "member_id": member.id,
            "prompt": prompt,
            "text": text,
            "photo": draft.photo,
        }
        row |= {"name": name, "state": "waiting", "turn": 0, "created_at": hub.now(), "once_key": key}
        moment, _ = await moments.add(session, row)
        await _tell_hosts(session, hub, member, moment)
        await presence.was_here(session, hangout, member.id or 0, hub.now())
        done = shown(hangout, moment)
    hub.wake()
    return done


async def _tell_hosts(session: AsyncSession, hub: Hub, author: Member, moment: Moment) -> None:
    """Those who may decide: every owner, and the moderators but its author."""
    for host, _ in await staff.roster(session, moment.hangout_id):
        own = host.person_id == author.person_id and host.role != "owner"
        if host.role not in KEEPERS or own:
            continue
        told: dict[str, Any] = {"kind": "moment_waits", "hangout_id": moment.hangout_id, "chat_id": host.person_id}
        told |= {"public": False, "payload": {"moment_id": moment.id}}
        await outbox.queue(session, hub, told | {"dedupe_key": f"moment_waits:{moment.id}:{host.person_id}"})


async def mine(hub: Hub, person_id: int, page: int = 0) -> Page:
    """The person's moments that they have not taken back: first what stands or waits, each the newest first."""
    async with hub.db.read() as session:
        found = await moments.of_person(session, person_id, page * PAGE, PAGE + 1)
        kept = tuple(shown(hangout, moment) for moment, hangout in found[:PAGE])
        return Page(kept, page, len(found) > PAGE)


async def one_of_mine(hub: Hub, person_id: int, moment_id: int) -> MomentView:
    """One of them; NotFound for anybody else's and for what was taken back."""
    async with hub.db.read() as session:
        moment, hangout = await _own(session, person_id, moment_id)
        return shown(hangout, moment)


async def _own(session: AsyncSession, person_id: int, moment_id: int, *, lock: bool = False) -> tuple[Moment, Hangout]:
    moment = await moments.moment(session, moment_id, lock=lock)
    member = await hangouts.member(session, moment.hangout_id, person_id) if moment else None
    if moment is None or member is None or moment.member_id != member.id or moment.state == "withdrawn":
        raise NotFound
    return moment, await session.get_one(Hangout, moment.hangout_id)


async def withdraw(hub: Hub, person_id: int, moment_id: int) -> None:
    """The author takes it back, whatever became of it: its post goes, and nothing of it is kept. NotFound the second
    time."""
    async with hub.db.begin() as session:
        moment, _ = await _own(session, person_id, moment_id, lock=True)
        await posts.take_away(session, hub, moment)
        moment.state, moment.turn = "withdrawn", moment.turn + 1
        moment.text, moment.photo, moment.name = "", None, None
    hub.wake()


async def take_all_away(session: AsyncSession, hub: Hub, member_ids: list[int]) -> None:
    """Somebody is forgotten: their posts go; the moments themselves go with everything else of theirs."""
    for moment in await moments.all_of(session, member_ids, lock=True):
        await posts.take_away(session, hub, moment)
