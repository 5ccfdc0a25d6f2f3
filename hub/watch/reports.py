"""Reporting: a member says that a thing should be looked at. Nobody learns who it was."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import NotFound
from hub.watch.cases import open_case, tell_staff
from hub.watch.errors import ForMembers, OwnThing, TooManyReports
from hub.watch.things import REPORTABLE, Reportable, Thing, digest
from storage import hangouts, watch
from storage.tables import Case, Hangout, Member

REASONS = ("rude", "spam", "private", "other")
"""Hurts somebody; advertises something; tells what is nobody's business; something else."""
MOST = 10
"""So many things a member may report on one local day."""
ENOUGH = 3
"""A thing that so many members reported is hidden until staff have looked at it."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What came of it. `again`: they had reported it already; `settled`: staff have looked at it as it is and let it
    stand; `hidden`: nobody sees it now."""

    hangout_id: int
    title: str
    again: bool = False
    settled: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A thing that can be reported from a list."""

    kind: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What stands in a hangout without a button beside it."""

    hangout_id: int
    title: str
    things: tuple[Offer, ...]


async def may(hub: Hub, person_id: int, kind: str, number: int) -> str:
    """The title of the hangout in which they may report the thing; a HubError that says why they can not."""
    async with hub.db.read() as session:
        thing = await _seen(session, kind, number)
        await _member(session, kind, number, thing, person_id)
        return (await session.get_one(Hangout, thing.hangout_id)).title


async def report(hub: Hub, person_id: int, kind: str, number: int, reason: str) -> Reported:
    """Reports a thing that others can see. NotFound for anything else; ForMembers for strangers, or NotFound
    where it stands in private; OwnThing, TooManyReports."""
    if reason not in REASONS:
        raise NotFound
    async with hub.db.begin() as session:
        thing = await _seen(session, kind, number, lock=True)
        member = await _member(session, kind, number, thing, person_id)
        hangout = await session.get_one(Hangout, thing.hangout_id)
        before = await watch.case_of(session, kind, number)
        if before is not None and before.state == "kept" and before.looked == digest(thing):
            return Reported(thing.hangout_id, hangout.title, settled=True)
        await _check_day(session, hub, hangout, member)
        case = await open_case(session, hub, kind, number, thing, "report")
        row = {"case_id": case.id, "member_id": member.id, "reason": reason, "at": hub.now()}
        fresh = await watch.report(session, row)
        hidden = fresh and await _count(session, hub, REPORTABLE[kind], case)
    hub.wake()
    return Reported(thing.hangout_id, hangout.title, again=not fresh, hidden=hidden)


async def _count(session: AsyncSession, hub: Hub, kind: Reportable, case: Case) -> bool:
    """One more report; whether it was the one that hides the thing for now, of which staff hear."""
    case.reports += 1
    if case.reports != ENOUGH or not kind.whole:
        return False
    await kind.hide(session, hub, case.thing)
    case.turn += 1
    await tell_staff(session, hub, case)
    return True


async def offers(hub: Hub, person_id: int) -> list[Offers]:
    """In the person's hangouts, what members wrote that stands among other things: a word, an option."""
    async with hub.db.read() as session:
        return [await _offers(session, hangout) for hangout in await hangouts.of_member(session, person_id)]


async def _offers(session: AsyncSession, hangout: Hangout) -> Offers:
    key = hangout.id or 0
    found = [
        Offer(name, number, text)
        for name, kind in REPORTABLE.items()
        if kind.offers is not None
        for number, text in await kind.offers(session, key)
    ]
    return Offers(key, hangout.title, tuple(found))


async def posted(hub: Hub, chat_id: int, message_id: int) -> tuple[str, int] | None:
    """The kind and number of the thing that a message in a channel or group shows, if it shows one."""
    async with hub.db.read() as session:
        for name, kind in REPORTABLE.items():
            number = await kind.posted(session, chat_id, message_id) if kind.posted is not None else None
            if number is not None:
                return name, number
    return None


async def _seen(session: AsyncSession, kind: str, number: int, *, lock: bool = False) -> Thing:
    """A thing that others can see."""
    thing = await REPORTABLE[kind].find(session, number, lock=lock) if kind in REPORTABLE else None
    if thing is None or not thing.shown:
        raise NotFound
    return thing


async def _member(session: AsyncSession, kind: str, number: int, thing: Thing, person_id: int) -> Member:
    """Who reports, if they can see it. A stranger is told how to become a member only about what stands in public:
    that anything else is there is nobody else's business."""
    member = await hangouts.member(session, thing.hangout_id, person_id)
    if member is None:
        raise NotFound if REPORTABLE[kind].posted is None else ForMembers
    sees = REPORTABLE[kind].sees
    if sees is not None and not await sees(session, number, member.id or 0):
        raise NotFound
    if member.id == thing.member_id:
        raise OwnThing
    return member


async def _check_day(session: AsyncSession, hub: Hub, hangout: Hangout, member: Member) -> None:
    today = midnight(local_day(hub.now(), hangout.timezone), hangout.timezone)
    if await watch.reported_by(session, member.id or 0, today) >= MOST:
        raise TooManyReports(limit=MOST)
