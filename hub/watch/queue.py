"""The queue of what waits for owners and moderators: one case at a time, with all that is needed to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.watch.cases import watched
from hub.watch.things import REPORTABLE, Thing, glimpse
from storage import hangouts, people, watch
from storage.tables import Case, Hangout

LATEST = 6
"""So many decisions are listed to be taken back."""
BATCH = 20


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its thing. `name` is its author's, empty if they were forgotten, several wrote it, or nobody learns
    who did; `author` their number as a member, None where nobody can be muted for it. `apart`: where nobody learns who
    wrote it, the case for which they are muted, as in storage.tables.Mute; else 0. `reports` members reported it for
    `reasons`; `shown`: others can see it now; `seen` names it as it is, for a decision. `by` decided it, if anybody
    did. `waiting` cases are open in all."""

    id: int
    hangout_id: int
    title: str
    kind: str
    text: str
    media: tuple[tuple[str, str], ...]
    name: str
    apart: int
    author: int | None
    muted_until: datetime | None
    timezone: str
    cause: str
    state: str
    reports: int
    reasons: Mapping[str, int]
    shown: bool
    seen: int
    by: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is to look after: open cases, members who are mute, and the latest decisions. `owns`: its reader
    owns the hangout, rather than moderating it."""

    hangout_id: int
    title: str
    waiting: int
    muted: int
    decided: tuple[CaseView, ...]
    owns: bool = False


async def hangout_of(hub: Hub, person_id: int, case_id: int) -> int:
    """The hangout of a case, for those who look after it."""
    async with hub.db.read() as session:
        case = await watch.case(session, case_id)
        if case is None:
            raise NotFound
        return (await watched(session, person_id, case.hangout_id)).id or 0


async def overview(hub: Hub, person_id: int, hangout_id: int) -> Overview:
    """For owners and moderators; NotWatcher for anybody else."""
    async with hub.db.read() as session:
        hangout = await watched(session, person_id, hangout_id)
        shown = [await _view(session, hub, hangout, case) for case in await watch.decided(session, hangout_id, LATEST)]
        waiting, muted = (
            await watch.how_many(session, hangout_id),
            await watch.how_many_mute(session, hangout_id, hub.now()),
        )
        decided = tuple(one for one in shown if one is not None)
        owns = await hangouts.role(session, hangout_id, person_id) == "owner"
        return Overview(hangout_id, hangout.title, waiting, muted, decided, owns)


async def following(hub: Hub, person_id: int, hangout_id: int, after: int = 0) -> CaseView | None:
    """The oldest case that waits and came after that one; behind the last comes the first again. None if none waits.
    Cases whose thing was taken back meanwhile, or let out by its part, are over."""
    async with hub.db.begin() as session:
        hangout = await watched(session, person_id, hangout_id)
        for start in (after, 0) if after else (0,):
            found = await _first(session, hub, hangout, start)
            if found is not None:
                return found
    return None


async def _first(session: AsyncSession, hub: Hub, hangout: Hangout, after: int) -> CaseView | None:
    while cases := await watch.waiting(session, hangout.id or 0, after, BATCH):
        for case in cases:
            shown = await _view(session, hub, hangout, case)
            if shown is not None and not _over(shown):
                return shown
            case.state = "gone"
        after = cases[-1].id or 0
        await session.flush()
    return None


def _over(shown: CaseView) -> bool:
    """What was held was let out where its part is looked after."""
    return shown.cause == "held" and shown.shown


async def one(hub: Hub, person_id: int, case_id: int) -> CaseView:
    """A case, whatever became of it; NotFound if its thing is there no longer."""
    async with hub.db.read() as session:
        case = await watch.case(session, case_id)
        if case is None:
            raise NotFound
        hangout = await watched(session, person_id, case.hangout_id)
        shown = await _view(session, hub, hangout, case)
        if shown is None:
            raise NotFound
        return shown


async def _view(session: AsyncSession, hub: Hub, hangout: Hangout, case: Case) -> CaseView | None:
    kind = REPORTABLE.get(case.kind)
    thing = await kind.find(session, case.thing) if kind else None
    if kind is None or thing is None:
        return None
    apart = case.id or 0 if kind.nameless else 0
    name, author, until = await _author(session, hub, hangout, thing, apart)
    by = await people.person(session, case.by_id) if case.by_id else None
    return CaseView(
        id=case.id or 0,
        hangout_id=case.hangout_id,
        title=hangout.title,
        kind=case.kind,
        text=thing.text,
        media=thing.media,
        name=name,
        apart=apart,
        author=author,
        muted_until=until,
        timezone=hangout.timezone,
        cause=case.cause,
        state=case.state,
        reports=case.reports,
        reasons=await watch.reasons(session, case.id or 0, case.opened_at),
        shown=thing.shown,
        seen=glimpse(thing),
        by=by.name if by else "",
        waiting=await watch.how_many(session, case.hangout_id),
    )


async def _author(
    session: AsyncSession, hub: Hub, hangout: Hangout, thing: Thing, apart: int
) -> tuple[str, int | None, datetime | None]:
    """The name, the member to mute if they can be, and until when they are mute."""
    if thing.member_id is None:
        return "", None, None
    person_id, name = await watch.name_of(session, thing.member_id)
    role = await hangouts.role(session, hangout.id or 0, person_id)
    until = await watch.muted_until(session, thing.member_id, apart)
    mutable = None if role is not None or person_id < 0 else thing.member_id
    return "" if apart else name, mutable, until if until is not None and until > hub.now() else None
