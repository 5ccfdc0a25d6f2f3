"""An old seal that its owner gives back, against what the entries give today."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from hub.access import owned
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotAllowed
from hub.proof import roots
from hub.proof.errors import SealDamaged
from hub.proof.roots import DamagedText, Told
from hub.proof.verify import Verification
from hub.proof.verify_facts import Fault
from storage import audit, hangouts, seals
from storage.tables import Hangout, Seal

MOST = 200_000
"""Entries that are counted through while somebody waits; larger hangouts are verified on the command line."""


@dataclass(frozen=True, slots=True)
class SealCheck:
    """`verdict`: "same" (the entries give this very seal), "kept" (it is the one that was made, too large to be made
    again here), "differs", or "unknown" (none was made for that day). `faults` are all that the hangout has."""

    hangout_id: int
    title: str
    day: date
    today: date
    verdict: str
    members: int = 0
    entries: int = 0
    faults: int = 0


async def check(hub: Hub, person_id: int, typed: str) -> SealCheck:
    """For the hangout's owners; NotAllowed for anybody else, SealDamaged for what is no seal's text."""
    try:
        told = roots.read(typed)
    except DamagedText as error:
        raise SealDamaged from error
    async with hub.db.read() as session:
        hangout = await hangouts.by_slug(session, told.slug)
        if hangout is None:
            raise NotAllowed
        await owned(session, person_id, hangout.id or 0)
        kept = await seals.of_day(session, hangout.id or 0, told.day)
    if kept is None:
        return _found(hub, hangout, told, None, "unknown")
    found: list[Fault] = []

    def work(connection: Connection) -> bool:
        if audit.count(connection, hangout.id) > MOST:
            return False
        Verification(connection, found.append).run(told.slug, told)
        return True

    whole = await hub.db.look(work)
    differs = kept.root != told.root or any(fault.what == "seal_kept_differs" for fault in found)
    verdict = "differs" if differs else "same" if whole else "kept"
    return _found(hub, hangout, told, kept, verdict, len(found))


def _found(hub: Hub, hangout: Hangout, told: Told, kept: Seal | None, verdict: str, faults: int = 0) -> SealCheck:
    return SealCheck(
        hangout_id=hangout.id or 0,
        title=hangout.title,
        day=told.day,
        today=local_day(hub.now(), hangout.timezone),
        verdict=verdict,
        members=kept.members if kept else 0,
        entries=kept.entries if kept else 0,
        faults=faults,
    )
