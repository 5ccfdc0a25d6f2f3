"""What owners and moderators decide about what members write: let it stand, hide it, and take that back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history, outbox
from hub.context import Hub
from hub.watch.cases import Held, held
from hub.watch.errors import AlreadyLooked, Changed, OwnCase
from hub.watch.things import REPORTABLE, digest, glimpse
from storage import hangouts, people, watch
from storage.tables import Case, Hangout, Member

NOTED = {"kept": "thing_kept", "hidden": "thing_hidden"}
QUIET = timedelta(minutes=1)
"""So long nobody hears of a decision: until then it can be taken back as if it had not been."""


async def decide(hub: Hub, person_id: int, case_id: int, *, hide: bool, seen: int | None = None) -> None:
    """Hides the thing, or lets it be seen. Of two who decide at once one does; the other gets AlreadyLooked, and who
    repeats their own decision changes nothing. `seen` is what they looked at, by things.glimpse: Changed if it is
    another by now; None where nobody looked."""
    async with hub.db.begin() as session:
        found = await held(session, person_id, case_id)
        case, after = found.case, "hidden" if hide else "kept"
        await _of_another(session, person_id, found)
        if case.state != "open":
            await _late(session, case, person_id, after)
            return
        if seen is not None and seen != glimpse(found.thing):
            raise Changed
        case.shown, case.looked = found.thing.shown, digest(found.thing)
        await _turn(session, hub, found, shown=not hide)
        case.state, case.turn, case.by_id, case.decided_at = after, case.turn + 1, person_id, hub.now()
        about = {"kind": case.kind, "cause": case.cause, "reports": case.reports} | _author(case)
        history.note(session, hub, case.hangout_id, person_id, NOTED[after], **about)
        if hide or case.cause == "held":
            await _tell_author(session, hub, case)
    hub.wake()


async def undo(hub: Hub, person_id: int, case_id: int) -> None:
    """Takes a decision back: the thing is where it was, and waits again. Nothing happens to a case that waits."""
    async with hub.db.begin() as session:
        found = await held(session, person_id, case_id)
        case = found.case
        await _of_another(session, person_id, found)
        if case.state not in ("kept", "hidden"):
            return
        await _turn(session, hub, found, shown=case.shown)
        case.state, case.turn, case.by_id, case.decided_at = "open", case.turn + 1, None, None
        about = {"kind": case.kind} | _author(case)
        history.note(session, hub, case.hangout_id, person_id, "decision_undone", **about)
    hub.wake()


async def _of_another(session: AsyncSession, person_id: int, found: Held) -> None:
    """OwnCase for a moderator who wrote it; an owner has nobody above them."""
    author = await session.get(Member, found.thing.member_id) if found.thing.member_id else None
    role = await hangouts.role(session, found.case.hangout_id, person_id)
    if author is not None and author.person_id == person_id and role != "owner":
        raise OwnCase


async def _turn(session: AsyncSession, hub: Hub, found: Held, *, shown: bool) -> None:
    kind = REPORTABLE[found.case.kind]
    if found.thing.shown != shown:
        await (kind.show if shown else kind.hide)(session, hub, found.case.thing)


async def _late(session: AsyncSession, case: Case, person_id: int, wanted: str) -> None:
    if case.by_id == person_id and case.state == wanted:
        return
    by = await people.person(session, case.by_id) if case.by_id else None
    raise AlreadyLooked(name=by.name if by else "")


def _author(case: Case) -> dict[str, Any]:
    """For the history; nothing where nobody learns who wrote it."""
    return {"member": case.member_id} if case.member_id and not REPORTABLE[case.kind].nameless else {}


async def _tell_author(session: AsyncSession, hub: Hub, case: Case) -> None:
    """Once a decision, a minute later; one who is gone or works on the hangout's staff is told as anybody is."""
    author = await session.get(Member, case.member_id) if case.member_id else None
    if author is None:
        return
    notice: dict[str, Any] = {"kind": "looked_at", "hangout_id": case.hangout_id, "chat_id": author.person_id}
    notice |= {"public": False, "payload": {"case_id": case.id, "turn": case.turn}, "due_at": hub.now() + QUIET}
    await outbox.queue(session, hub, notice | {"dedupe_key": f"looked_at:{case.id}:{case.turn}"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the author of a thing hears: its kind and words, what was decided (kept or hidden), the hangout's title."""

    kind: str
    text: str
    state: str
    title: str


async def told(hub: Hub, case_id: int, turn: int) -> Told | None:
    """What is told about a decision; None if it was taken back, or the thing is there no more."""
    async with hub.db.read() as session:
        case = await watch.case(session, case_id)
        if case is None or case.turn != turn or case.state not in ("kept", "hidden"):
            return None
        thing = await REPORTABLE[case.kind].find(session, case.thing)
        title = (await session.get_one(Hangout, case.hangout_id)).title
        return Told(case.kind, thing.text, case.state, title) if thing else None
