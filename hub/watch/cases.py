"""A case: a thing that waits for staff, since members reported it or since there is a link in it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import KEEPERS, kept
from hub.context import Hub
from hub.errors import NotFound
from hub.watch.errors import NotWatcher
from hub.watch.things import REPORTABLE, Thing
from storage import staff, watch
from storage.tables import Case, Hangout, Member


@dataclass(frozen=True, slots=True)
class Held:
    """A case with its thing, both locked by the transaction."""

    case: Case
    thing: Thing


async def hold(session: AsyncSession, hub: Hub, kind: str, number: int) -> None:
    """A thing that its part keeps out of sight, because of what is in it, waits for staff from now on. In the
    transaction that wrote it; asked again, nothing changes."""
    thing = await REPORTABLE[kind].find(session, number, lock=True)
    if thing is None:
        raise NotFound
    case = await open_case(session, hub, kind, number, thing, "held")
    case.cause = "held"


async def open_case(session: AsyncSession, hub: Hub, kind: str, number: int, thing: Thing, cause: str) -> Case:
    """The thing's case, open; those who look after it hear of it if it was not. The thing is locked."""
    row: dict[str, Any] = {"hangout_id": thing.hangout_id, "kind": kind, "thing": number, "cause": cause}
    row |= {"member_id": thing.member_id, "state": "new", "shown": thing.shown, "reports": 0, "turn": 0}
    case = await watch.begin(session, row | {"opened_at": hub.now()})
    if case.state != "open":
        case.state, case.cause, case.shown, case.reports = "open", cause, thing.shown, 0
        case.opened_at, case.member_id, case.turn = hub.now(), thing.member_id, case.turn + 1
        await watch.clear_reports(session, case.id or 0)
        await tell_staff(session, hub, case)
    return case


async def tell_staff(session: AsyncSession, hub: Hub, case: Case) -> None:
    """Once a turn of the case: owners and moderators, whoever wrote it excepted."""
    author = await session.get(Member, case.member_id) if case.member_id else None
    for keeper, _ in await staff.roster(session, case.hangout_id):
        if keeper.role not in KEEPERS or (author is not None and author.person_id == keeper.person_id):
            continue
        notice: dict[str, Any] = {"kind": "case", "hangout_id": case.hangout_id, "chat_id": keeper.person_id}
        notice |= {"public": False, "payload": {"case_id": case.id, "turn": case.turn}}
        key = f"case:{case.id}:{case.turn}:{keeper.person_id}"
        await outbox.queue(session, hub, notice | {"dedupe_key": key})


async def watched(session: AsyncSession, person_id: int, hangout_id: int) -> Hangout:
    """The hangout, for those who look after what members write; NotWatcher for anybody else."""
    return (await kept(session, person_id, hangout_id, refusal=NotWatcher))[0]


async def held(session: AsyncSession, person_id: int, case_id: int) -> Held:
    """A case with its thing, locked, for one of the staff. NotFound if the thing is there no longer: then the case is
    over, too. The thing comes first, as in every transaction that writes one."""
    found = await watch.case(session, case_id)
    if found is None or found.kind not in REPORTABLE:
        raise NotFound
    await watched(session, person_id, found.hangout_id)
    thing = await REPORTABLE[found.kind].find(session, found.thing, lock=True)
    case = await watch.case(session, case_id, lock=True)
    if thing is None or case is None:
        raise NotFound
    return Held(case, thing)
