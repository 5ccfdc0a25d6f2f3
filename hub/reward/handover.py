"""Handing a claimed reward over at the counter, exactly once, and taking that back for a few minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.access import owned, staffed
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.habit.presence import was_here
from hub.reward import claims
from hub.reward.claims import ClaimView, Held
from hub.reward.errors import ClaimOver, TicketSpent, TooLateToUndo
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rules import Cut
from hub.till import desk
from hub.till.errors import OwnCard
from storage import counter, people, rewards
from storage.tables import Claim, Ticket

REGRET = timedelta(minutes=10)
"""How long a hand-over can be taken back."""


@dataclass(frozen=True, slots=True)
class Handover:
    """A claim at the counter. `fresh`: this act changed it. `by` is who handed it over, `at` when; both are None while
    it waits. `undo_until` is set for whom it may be taken back by."""

    claim: ClaimView
    name: str
    fresh: bool = False
    by_id: int | None = None
    by: str = ""
    at: datetime | None = None
    undo_until: datetime | None = None


async def at_ticket(hub: Hub, staff_id: int, token: str) -> Handover:
    """What a ticket would hand over, for staff to look at before they do. NotFound, TicketSpent or NotAllowed."""
    async with hub.db.read() as session:
        held, role = await _at_ticket(session, hub, staff_id, token)
        return await _shown(session, hub, held, staff_id, role)


async def redeem(hub: Hub, staff_id: int, token: str) -> Handover:
    """Hands over what the ticket is for. Whoever comes second learns who was first: nothing is handed over twice.

    TicketSpent where the ticket has done its work or its time is over, ClaimOver where the claim's is, NotAllowed for
    who is no staff there, or would serve themself.
    """
    async with hub.db.begin() as session:
        held, role = await _at_ticket(session, hub, staff_id, token)
        fresh = held.claim.state == "open"
        if fresh:
            await _hand(session, hub, held, staff_id, there=True)
            await _spend(session, hub, token, staff_id)
        done = await _shown(session, hub, held, staff_id, role, fresh=fresh)
    hub.wake()
    return done


async def hand_over(hub: Hub, staff_id: int, claim_id: int, times: int) -> Handover:
    """The same for a guest who stands at the counter already, by the claim itself. `times` is how often it had been
    handed over when the button was made: one that was tapped before does nothing more."""
    async with hub.db.begin() as session:
        held = await _held(session, claim_id)
        served = await desk.serve(session, hub, staff_id, held.claim.member_id)
        fresh = held.claim.state == "open" and held.claim.times == times
        if held.claim.state == "open":
            if not fresh:
                raise TicketSpent
            await _hand(session, hub, held, staff_id, there=served.there)
        done = await _shown(session, hub, held, staff_id, served.role, fresh=fresh)
    hub.wake()
    return done


async def undo(hub: Hub, staff_id: int, claim_id: int, times: int | None = None) -> Handover:
    """Takes a hand-over back within `REGRET`: by who made it, or by an owner. `times` names which one, so that a second
    tap does not take back another; without it the last one is meant. TooLateToUndo or NotAllowed otherwise."""
    async with hub.db.begin() as session:
        held = await _held(session, claim_id)
        role = await _may_undo(session, hub, held, staff_id)
        fresh = held.claim.state == "redeemed" and times in (None, held.claim.times)
        if fresh:
            await _take_back(session, hub, held, staff_id)
        done = await _shown(session, hub, held, staff_id, role, fresh=fresh)
    hub.wake()
    return done


async def of_guest(hub: Hub, staff_id: int, member_id: int) -> list[Handover]:
    """What a guest at the counter may fetch, and what was just handed to them and can be taken back."""
    async with hub.db.read() as session:
        served = await desk.serve(session, hub, staff_id, member_id)
        waiting = [
            Handover(claims.shown(served.hangout, claim, picture), served.person.name)
            for claim, picture in await rewards.open_claims(session, member_id, hub.now())
        ]
        since = hub.now() - REGRET
        handed = await rewards.handed_since(session, served.hangout.id or 0, since, member_id)
        return waiting + [
            _late(row, claims.shown(served.hangout, row[0], None))
            for row in handed
            if served.role == "owner" or row[0].redeemed_by == staff_id
        ]


async def lately(hub: Hub, owner_id: int, hangout_id: int) -> list[Handover]:
    """What was handed over in the last minutes and can be taken back by the hangout's owner."""
    async with hub.db.read() as session:
        hangout = await owned(session, owner_id, hangout_id)
        rows = await rewards.handed_since(session, hangout_id, hub.now() - REGRET)
        return [_late(row, claims.shown(hangout, row[0], None)) for row in rows]


def _late(row: tuple[Claim, str], shown: ClaimView) -> Handover:
    claim, name = row
    return Handover(shown, name, by_id=claim.redeemed_by, at=claim.redeemed_at, undo_until=_until(claim))


async def _held(session: AsyncSession, claim_id: int) -> Held:
    held = await claims.hold(session, claim_id)
    if held is None:
        raise NotFound
    return held


async def _at_ticket(session: AsyncSession, hub: Hub, staff_id: int, token: str) -> tuple[Held, str]:
    """The claim of a ticket, locked, and the role of who looks; a claim that was handed over is not refused."""
    claim_id = await rewards.claim_of_ticket(session, token)
    held = await claims.hold(session, claim_id) if claim_id else None
    ticket = await counter.ticket(session, token, lock=True) if held else None
    if held is None or ticket is None:
        raise TicketSpent
    _, role = await staffed(session, staff_id, held.claim.hangout_id)
    if held.member.person_id == staff_id:
        raise OwnCard
    if held.claim.state == "redeemed":
        return held, role
    _check_time(hub, held)
    await _check_ticket(session, hub, staff_id, ticket)
    return held, role


def _check_time(hub: Hub, held: Held) -> None:
    if held.claim.state != "open" or held.claim.expires_at <= hub.now():
        raise ClaimOver


async def _check_ticket(session: AsyncSession, hub: Hub, staff_id: int, ticket: Ticket) -> None:
    """It is live, or was when this person opened it and they still serve the member."""
    if ticket.used_at is not None:
        raise TicketSpent
    if ticket.expires_at <= hub.now():
        try:
            await desk.serve(session, hub, staff_id, ticket.member_id)
        except NotAllowed:
            raise TicketSpent from None


async def _spend(session: AsyncSession, hub: Hub, token: str, staff_id: int) -> None:
    ticket = await counter.ticket(session, token, lock=True)
    if ticket is not None:
        ticket.used_by, ticket.used_at = staff_id, hub.now()
        session.add(ticket)


async def _hand(session: AsyncSession, hub: Hub, held: Held, staff_id: int, *, there: bool) -> None:
    """Writes that the claim is handed over, in its row and in the member's chain. `there`: they see it happen."""
    _check_time(hub, held)
    row, now = held.claim, hub.now()
    row.times += 1
    row.state, row.redeemed_at, row.redeemed_by = "redeemed", now, staff_id
    session.add(row)
    cut = Cut("redeem", 0, f"redeem:{row.id}:{row.times}", by_id=staff_id, note=row.title)
    await cut_one(session, terms_of(held.hangout), row.member_id, cut, now)
    await was_here(session, held.hangout, row.member_id, now)
    key = f"claim_redeemed:{row.id}:{row.times}"
    await claims.tell(session, hub, held, {"kind": "claim_redeemed", "dedupe_key": key, "there": there})


async def _may_undo(session: AsyncSession, hub: Hub, held: Held, staff_id: int) -> str:
    _, role = await staffed(session, staff_id, held.claim.hangout_id)
    if held.member.person_id == staff_id:
        raise OwnCard
    if held.claim.state != "redeemed":
        return role
    if role != "owner" and held.claim.redeemed_by != staff_id:
        raise NotAllowed
    if _until(held.claim) <= hub.now():
        raise TooLateToUndo(minutes=REGRET // timedelta(minutes=1))
    return role


async def _take_back(session: AsyncSession, hub: Hub, held: Held, staff_id: int) -> None:
    """The claim waits again; an entry reverses that of the hand-over."""
    row, now = held.claim, hub.now()
    handed = await rewards.entry_of(session, row.member_id, f"redeem:{row.id}:{row.times}")
    cut = Cut("undo", 0, f"undo:{row.id}:{row.times}", by_id=staff_id, reverses=handed, note=row.title)
    await cut_one(session, terms_of(held.hangout), row.member_id, cut, now)
    row.state, row.redeemed_at, row.redeemed_by = "open", None, None
    session.add(row)
    history.note(session, hub, row.hangout_id, staff_id, "handover_undone", title=row.title, member=row.member_id)
    key = f"claim_undone:{row.id}:{row.times}"
    await claims.tell(session, hub, held, {"kind": "claim_undone", "dedupe_key": key})


def _until(claim: Claim) -> datetime:
    return (claim.redeemed_at or claim.claimed_at) + REGRET


async def _shown(
    session: AsyncSession, hub: Hub, held: Held, staff_id: int, role: str, *, fresh: bool = False
) -> Handover:
    row = held.claim
    guest = await people.person(session, held.member.person_id)
    clerk = await people.person(session, row.redeemed_by) if row.redeemed_by else None
    mine = row.state == "redeemed" and (role == "owner" or row.redeemed_by == staff_id)
    return Handover(
        claim=claims.shown(held.hangout, row, held.reward.picture),
        name=guest.name if guest else "",
        fresh=fresh,
        by_id=row.redeemed_by,
        by=clerk.name if clerk else "",
        at=row.redeemed_at,
        undo_until=_until(row) if mine and _until(row) > hub.now() else None,
    )
