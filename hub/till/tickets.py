"""Tickets: what a member shows at the counter for five minutes, a QR and six digits that act once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from storage import counter, hangouts
from storage.tables import Member, Person, Ticket

LIFE = timedelta(minutes=5)
SPARE = timedelta(minutes=1)
"""A ticket with less than this left is not shown again: the walk to the counter takes as long."""
KEPT = timedelta(hours=1)
"""How long an ended ticket stays known, so that who comes late hears who was served and when."""
DIGITS = 6
TRIES = 50  # draws of a free code; even with half of a million codes in use, one in 10^15 cards would fail


@dataclass(frozen=True, slots=True)
class TicketView:
    """`token` is for the QR, `code` for fingers (six digits); `expires_at` is aware UTC."""

    token: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """A member's card in one hangout."""

    hangout_id: int
    title: str
    timezone: str
    name: str
    ticket: TicketView


async def issue(
    session: AsyncSession, hub: Hub, member: Member, claim_id: int | None = None, *, anew: bool = False
) -> TicketView:
    """The member's ticket for the counter, or for handing over a claimed reward. The live one is given again while
    it has more than `SPARE` left and is not used, unless it is to be made `anew`, which ends it.

    The caller holds the member locked.
    """
    now, member_id = hub.now(), member.id or 0
    live = await counter.live_ticket(session, member_id, claim_id, now)
    if live is not None and not anew and live.expires_at - now > SPARE:
        return shown(live)
    if anew:
        await counter.end_tickets(session, member_id, claim_id, now)
    await counter.sweep_tickets(session, member_id, now - KEPT)
    for _ in range(TRIES):
        made = TicketView(secrets.token_urlsafe(12), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", now + LIFE)
        row: dict[str, Any] = {"hangout_id": member.hangout_id, "member_id": member_id, "claim_id": claim_id, "at": now}
        row |= {"token": made.token, "code": made.code, "expires_at": made.expires_at}
        if await counter.add_ticket(session, row, now - KEPT):
            return made
    raise RuntimeError("no code is free")


def shown(ticket: Ticket) -> TicketView:
    """A ticket of its row."""
    return TicketView(ticket.token, ticket.code, ticket.expires_at)


async def card(hub: Hub, person_id: int, hangout_id: int, *, anew: bool = False) -> Card:
    """The person's card in a hangout; NotFound where they are no member."""
    async with hub.db.begin() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        member = await hangouts.member(session, hangout_id, person_id, lock=True)
        if member is None or hangout is None or hangout.state == "draft":
            raise NotFound
        person = await session.get_one(Person, person_id)
        ticket = await issue(session, hub, member, anew=anew)
        return Card(hangout_id, hangout.title, hangout.timezone, person.name, ticket)
