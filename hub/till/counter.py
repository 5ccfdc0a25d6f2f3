"""A member's card comes to the counter: scanned or typed by staff, who then have the member at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.errors import HubError
from hub.till import guessing
from hub.till.desk import AT_HAND
from hub.till.errors import CardUsed, CodesClosed, NoSuchCode, OwnCard, StaffOnly, StaleCard
from hub.till.guessing import CLERK, HANGOUT, Policy, Tries
from storage import counter, hangouts, people
from storage.tables import Guess, Hangout, Member, Ticket
from storage.types import from_ms, to_ms

EVERYBODY = 0  # in the place of a person: all who type codes in a hangout


@dataclass(frozen=True, slots=True)
class Opened:
    """A card that staff have in front of them now. `claim_id` is the reward that it was made for, if any."""

    member_id: int
    hangout_id: int
    token: str
    claim_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A hangout in which a code means a member."""

    hangout_id: int
    title: str


async def works_somewhere(hub: Hub, person_id: int) -> bool:
    """Whether the person is staff of any hangout that has been opened."""
    async with hub.db.read() as session:
        return bool(await hangouts.staffed_by(session, person_id))


async def works_at(hub: Hub, person_id: int, hangout_id: int) -> bool:
    """Whether the person is staff of the hangout."""
    async with hub.db.read() as session:
        return await hangouts.role(session, hangout_id, person_id) is not None


def moment(until: int) -> datetime:
    """The end of a lock, from a notice about it."""
    return from_ms(until)


async def name_of(hub: Hub, person_id: int) -> str:
    """What a person is called; nothing for one who is not known any more."""
    async with hub.db.read() as session:
        found = await people.person(session, person_id)
    return found.name if found else ""


async def scan(hub: Hub, staff_id: int, token: str) -> Opened:
    """A QR was scanned. OwnCard, StaffOnly, NoSuchCode (also for a card of somewhere else), StaleCard or CardUsed."""
    async with hub.db.begin() as session:
        found = await counter.ticket(session, token)
        works = {hangout.id: hangout for hangout in await hangouts.staffed_by(session, staff_id)}
        if found is not None and found.hangout_id in works:
            return await _open(session, hub, staff_id, works[found.hangout_id], found)
        if found is not None and (await session.get_one(Member, found.member_id)).person_id == staff_id:
            raise OwnCard
        raise NoSuchCode(wait=0) if works else StaffOnly


async def typed(hub: Hub, staff_id: int, code: str, hangout_id: int | None = None) -> Opened | list[Place]:
    """Six digits were typed: the card, or the hangouts in which they are one. They are looked for wherever the person
    is staff, or in one hangout only. What `scan` raises, and CodesClosed; a wrong code counts against the person and
    in the hangout, whatever else happens."""
    async with hub.db.begin() as session:
        works = [h for h in await hangouts.staffed_by(session, staff_id) if hangout_id in (None, h.id)]
        if not works:
            raise StaffOnly
        found = await _tried(session, hub, staff_id, works, code)
    hub.wake()
    if isinstance(found, HubError):
        raise found
    return found


async def _tried(
    session: AsyncSession, hub: Hub, staff_id: int, works: list[Hangout], code: str
) -> Opened | list[Place] | HubError:
    """A wrong code is returned, not raised: its count is to be committed."""
    pairs = [(h.id or 0, who) for h in works for who in (EVERYBODY, staff_id)]
    tries = {(g.hangout_id, g.person_id): g for g in await counter.guesses(session, pairs, hub.now())}
    taking = {h.id or 0: h for h in works if not _shut(tries, h, staff_id, hub.now())}
    if not taking:
        return _closed(hub, works[0], tries.values())
    now, tickets = hub.now(), await counter.by_code(session, list(taking), code)
    live = [ticket for ticket in tickets if ticket.expires_at > now]
    if len(live) > 1:
        return [Place(ticket.hangout_id, taking[ticket.hangout_id].title) for ticket in live]
    if known := live or [ticket for ticket in tickets if _late(ticket, now)]:
        return await _open(session, hub, staff_id, taking[known[0].hangout_id], known[0])
    waits = [await _count(session, hub, tries, h, staff_id) for h in taking.values()]
    return NoSuchCode(wait=max(waits))


def _late(ticket: Ticket, now: datetime) -> bool:
    """Whether somebody may still come with it, and is told what it was."""
    return now - ticket.expires_at < AT_HAND


def _shut(tries: Mapping[tuple[int, int], Guess], hangout: Hangout, staff_id: int, now: datetime) -> bool:
    return any(guessing.closed(_state(tries[hangout.id or 0, who]), now) for who in (EVERYBODY, staff_id))


def _state(row: Guess) -> Tries:
    return Tries(row.wrong, row.since, row.closed_until)


def _closed(hub: Hub, hangout: Hangout, tries: Iterable[Guess]) -> CodesClosed:
    until = max(row.closed_until for row in tries)
    return CodesClosed(until=until, now=hub.now(), timezone=hangout.timezone)


async def _count(
    session: AsyncSession, hub: Hub, tries: Mapping[tuple[int, int], Guess], hangout: Hangout, staff_id: int
) -> int:
    """Seconds until the person may type another code there."""
    wait = 0
    for who, policy in ((EVERYBODY, HANGOUT), (staff_id, CLERK)):
        row = tries[hangout.id or 0, who]
        after = guessing.wrong(policy, _state(row), hub.now())
        row.wrong, row.since, row.closed_until = after
        wait = max(wait, round((after.closed_until - hub.now()).total_seconds()))
        if guessing.locked(policy, after):
            await _tell_owners(session, hub, hangout, who, staff_id, policy, after)
    return wait


async def _tell_owners(
    session: AsyncSession, hub: Hub, hangout: Hangout, who: int, by_id: int, policy: Policy, after: Tries
) -> None:
    """Once per lock, with who typed the last wrong code."""
    for owner in await hangouts.owners(session, hangout.id or 0):
        payload = {"by": by_id, "everybody": who == EVERYBODY, "wrong": after.wrong, "until": to_ms(after.closed_until)}
        told = {"kind": "guessing", "hangout_id": hangout.id, "chat_id": owner, "public": False, "payload": payload}
        await outbox.queue(
            session, hub, told | {"dedupe_key": f"guessing:{hangout.id}:{who}:{payload['until']}:{owner}"}
        )


async def _open(session: AsyncSession, hub: Hub, staff_id: int, hangout: Hangout, found: Ticket) -> Opened:
    """The card is in the staff person's hands, if it still can act. One that they opened in time stays open."""
    now = hub.now()
    member = await session.get_one(Member, found.member_id, with_for_update=True)
    ticket = await counter.ticket(session, found.token, lock=True)
    if ticket is None:
        raise NoSuchCode(wait=0)
    if member.person_id == staff_id:
        raise OwnCard
    over = ticket.expires_at <= now
    if ticket.used_at is not None and (over or ticket.claim_id is None):  # a claim tells by itself what became of it
        raise await used(session, hub, hangout, ticket.used_by or 0, ticket.used_at)
    reopened = ticket.opened_by == staff_id and ticket.opened_at is not None and now - ticket.opened_at < AT_HAND
    if over and not reopened:
        raise StaleCard
    ticket.opened_by, ticket.opened_at = staff_id, now
    await counter.note_scan(session, member.id or 0, staff_id, now)
    return Opened(member.id or 0, ticket.hangout_id, ticket.token, ticket.claim_id)


async def used(session: AsyncSession, hub: Hub, hangout: Hangout, by_id: int, at: datetime) -> CardUsed:
    """What somebody hears who comes with a card that was served already."""
    by = await people.person(session, by_id)
    return CardUsed(name=by.name if by else "", at=at, timezone=hangout.timezone, now=hub.now())
