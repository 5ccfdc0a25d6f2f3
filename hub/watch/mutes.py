"""A member who writes nothing for others in a hangout for a time. They vote, earn and read as before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.context import Hub
from hub.errors import NotFound
from hub.watch.cases import watched
from hub.watch.errors import Muted, StaffSpeaks
from storage import hangouts, watch
from storage.tables import Hangout, Member, Mute

DAYS = (1, 7, 30)
"""For so long somebody can be muted."""
MOST = 20
"""So many are listed."""


@dataclass(frozen=True, slots=True)
class MuteView:
    """Who is mute, and until when (aware UTC); a forgotten person's name is empty. Muted for something nameless, they
    are known only by its `kind` and case: `member_id` is 0."""

    member_id: int
    name: str
    until: datetime
    case_id: int = 0
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Mutes:
    """Those who are mute now, who may write soonest first."""

    hangout_id: int
    title: str
    timezone: str
    members: tuple[MuteView, ...]


async def may_write(session: AsyncSession, hub: Hub, hangout_id: int, member_id: int) -> None:
    """Nothing, or Muted: to be asked in the transaction of whatever a member writes for others."""
    until = await watch.muted_until(session, member_id)
    if until is not None and until > hub.now():
        hangout = await session.get_one(Hangout, hangout_id)
        raise Muted(until=until, timezone=hangout.timezone, now=hub.now())


async def mute(hub: Hub, person_id: int, member_id: int, days: int, case_id: int = 0) -> datetime:
    """Mutes a member for one of DAYS from now on; until when that is. What holds longer already stays. For a nameless
    thing `case_id` is its case: nothing that is told of the mute names them then. StaffSpeaks for somebody who runs
    the hangout."""
    if days not in DAYS:
        raise NotFound
    async with hub.db.begin() as session:
        member = await _member(session, person_id, member_id)
        if await hangouts.role(session, member.hangout_id, member.person_id) is not None:
            raise StaffSpeaks
        before, until = await watch.muted_until(session, member_id, case_id), hub.now() + timedelta(days=days)
        if before is not None and before >= until:
            return before
        row = {"member_id": member_id, "case_id": case_id, "hangout_id": member.hangout_id, "until": until}
        await watch.mute(session, row | {"by_id": person_id, "at": hub.now()})
        case = await watch.case(session, case_id) if case_id else None
        about: dict[str, Any] = {"kind": case.kind} if case else {"member": member_id}
        history.note(session, hub, member.hangout_id, person_id, "member_muted", days=days, **about)
    return until


async def unmute(hub: Hub, person_id: int, hangout_id: int, member_id: int) -> None:
    """The hangout's member may write again, which changes nothing if they may already."""
    async with hub.db.begin() as session:
        member = await _member(session, person_id, member_id)
        if member.hangout_id != hangout_id:
            raise NotFound
        if await watch.unmute(session, member_id):
            history.note(session, hub, hangout_id, person_id, "member_unmuted", member=member_id)


async def unmute_for(hub: Hub, person_id: int, case_id: int) -> None:
    """Whoever was muted for a nameless thing may write again, unless they were muted besides."""
    async with hub.db.begin() as session:
        case = await watch.case(session, case_id)
        if case is None:
            raise NotFound
        await watched(session, person_id, case.hangout_id)
        if await watch.unmute_for(session, case_id):
            history.note(session, hub, case.hangout_id, person_id, "member_unmuted", kind=case.kind)


async def muted(hub: Hub, person_id: int, hangout_id: int) -> Mutes:
    """For owners and moderators."""
    async with hub.db.read() as session:
        hangout = await watched(session, person_id, hangout_id)
        found = await watch.mutes(session, hangout_id, hub.now(), MOST)
        shown = tuple(_view(one, name, kind) for one, name, kind in found)
        return Mutes(hangout_id, hangout.title, hangout.timezone, shown)


def _view(one: Mute, name: str, kind: str | None) -> MuteView:
    return MuteView(0, "", one.until, one.case_id, kind) if kind else MuteView(one.member_id, name, one.until)


async def _member(session: AsyncSession, person_id: int, member_id: int) -> Member:
    """The member, locked, for one of those who look after their hangout."""
    found: Member | None = await session.get(Member, member_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    await watched(session, person_id, found.hangout_id)
    return found
