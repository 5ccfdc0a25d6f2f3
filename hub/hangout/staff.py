"""Who runs a hangout: owners invite by a one-use link, change roles and take them back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout.errors import InviteExpired, InviteUnknown, InviteUsed, OwnerStays
from hub.history import note
from hub.outbox import queue
from hub.person.people import Seen, row
from storage import hangouts, people, staff
from storage.tables import Hangout, Invite, Staff
from storage.upsert import insert_once

ROLES = ("clerk", "moderator")
"""What an owner can make of somebody. Owners are made by opening a hangout."""
VALID = timedelta(days=1)
OPEN = 20
"""Links of a hangout that may wait at a time; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class StaffView:
    """Somebody who runs the hangout; `role` is owner, moderator or clerk."""

    person_id: int
    name: str
    role: str
    since: datetime


@dataclass(frozen=True, slots=True)
class InviteView:
    """A link that makes whoever follows it first a `role`, until `expires_at`."""

    token: str
    role: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link makes of the person who follows it; `now` is what they are in the hangout, if anything."""

    title: str
    role: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the person is now; `fresh`: made so by this tap."""

    title: str
    role: str
    fresh: bool


def fresh_token() -> str:
    """A name for a link that nobody can guess; a screen is given one, so that a double tap makes one link."""
    return secrets.token_urlsafe(12)


async def roster(hub: Hub, person_id: int, hangout_id: int) -> tuple[list[StaffView], list[InviteView]]:
    """The staff, and the links that wait to be followed, for an owner."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await staff.roster(session, hangout_id)
        waiting = await staff.open_invites(session, hangout_id, hub.now())
        return [_shown(one, name) for one, name in found], [_invite(one) for one in waiting]


async def colleague(hub: Hub, hangout_id: int, person_id: int) -> StaffView | None:
    """One of the staff; None once they are not."""
    async with hub.db.read() as session:
        found = await staff.one(session, hangout_id, person_id)
        person = await people.person(session, person_id)
    return _shown(found, person.name) if found and person else None


def _shown(one: Staff, name: str) -> StaffView:
    return StaffView(one.person_id, name, one.role, one.since)


def _invite(one: Invite) -> InviteView:
    return InviteView(one.token, one.role, one.expires_at)


async def invite(hub: Hub, person_id: int, hangout_id: int, role: str, token: str) -> InviteView:
    """A link for one, good for a day. The same `token` again is the same link while it waits, else a new one."""
    _check(role)
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        waiting = list(await staff.open_invites(session, hangout_id, hub.now()))
        if same := next((one for one in waiting if (one.token, one.role) == (token, role)), None):
            return _invite(same)
        for oldest in waiting[: max(0, len(waiting) - OPEN + 1)]:
            oldest.expires_at = hub.now()
        made = {"hangout_id": hangout_id, "role": role, "by_id": person_id, "at": hub.now(), "used_by": None}
        made |= {"token": token, "expires_at": hub.now() + VALID}
        while not await insert_once(session, Invite, made):
            made["token"] = fresh_token()
        note(session, hub, hangout_id, person_id, "staff_invited", role=role)
        return InviteView(str(made["token"]), role, hub.now() + VALID)


async def withdraw(hub: Hub, person_id: int, hangout_id: int, token: str) -> None:
    """The link leads nowhere from now on. One that was used or is over stays as it is."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        found = await staff.invite(session, token, lock=True)
        if found is None or found.hangout_id != hangout_id:
            raise NotFound
        if found.used_by is None and found.expires_at > hub.now():
            found.expires_at = hub.now()
            note(session, hub, hangout_id, person_id, "invite_withdrawn", role=found.role)


async def look(hub: Hub, person_id: int, token: str) -> Offer:
    """What the link would make of the person. InviteUnknown, InviteUsed or InviteExpired where it leads nowhere."""
    async with hub.db.read() as session:
        found = await staff.invite(session, token)
        now = await hangouts.role(session, found.hangout_id, person_id) if found else None
        hangout = await _good(session, hub, found, person_id, now)
        return Offer(hangout.title, found.role if found else "", now)


async def accept(hub: Hub, seen: Seen, token: str) -> Accepted:
    """The person takes the role, and the owners are told. Owners stay owners, and whoever has the role already keeps
    it: the link then waits for somebody else."""
    async with hub.db.begin() as session:
        known = await staff.invite(session, token)
        if known is not None:
            await hangouts.hangout(session, known.hangout_id, lock=True)
            known = await staff.invite(session, token, lock=True)
        now = await hangouts.role(session, known.hangout_id, seen.id) if known else None
        hangout = await _good(session, hub, known, seen.id, now)
        if known is None or known.used_by is not None or now in ("owner", known.role):
            return Accepted(hangout.title, now or "", fresh=False)
        known.used_by = seen.id
        await people.add_people(session, [row(hub, seen)])
        await _take(session, hub, hangout.id or 0, seen.id, known.role)
        note(session, hub, hangout.id or 0, seen.id, "staff_joined", person=seen.id, role=known.role)
        await _tell_owners(session, hub, hangout, seen.id, token)
        done = Accepted(hangout.title, known.role, fresh=True)
    hub.wake()
    return done


async def _good(session: AsyncSession, hub: Hub, found: Invite | None, person_id: int, now: str | None) -> Hangout:
    """The hangout of a link that can be followed, or that the person followed already and is what it made of them."""
    hangout = await hangouts.hangout(session, found.hangout_id) if found else None
    if found is None or hangout is None:
        raise InviteUnknown
    if found.used_by is not None and not (found.used_by == person_id and now):
        raise InviteUsed
    if found.used_by is None and found.expires_at <= hub.now():
        raise InviteExpired
    return hangout


async def _take(session: AsyncSession, hub: Hub, hangout_id: int, person_id: int, role: str) -> None:
    there = await staff.one(session, hangout_id, person_id)
    if there is None:
        await hangouts.add_staff(session, hangout_id, person_id, role, hub.now())
    else:
        there.role = role


async def _tell_owners(session: AsyncSession, hub: Hub, hangout: Hangout, person_id: int, token: str) -> None:
    payload = {"person": person_id, "title": hangout.title}
    for owner_id in await hangouts.owners(session, hangout.id or 0):
        told = {"kind": "staff_joined", "hangout_id": hangout.id, "chat_id": owner_id, "public": False}
        await queue(session, hub, told | {"payload": payload, "dedupe_key": f"staff_joined:{token}:{owner_id}"})


async def change_role(hub: Hub, person_id: int, hangout_id: int, whose: int, role: str) -> None:
    """Another role from now on. OwnerStays for an owner, NotFound for who is not staff."""
    _check(role)
    async with hub.db.begin() as session:
        there = await _changeable(session, person_id, hangout_id, whose)
        if there.role != role:
            note(session, hub, hangout_id, person_id, "staff_role", person=whose, before=there.role, after=role)
            there.role = role


async def remove(hub: Hub, person_id: int, hangout_id: int, whose: int) -> None:
    """The person is nobody here from now on: their next act is refused. OwnerStays for an owner; one who is not staff
    any more stays so."""
    async with hub.db.begin() as session:
        try:
            there = await _changeable(session, person_id, hangout_id, whose)
        except NotFound:
            return
        note(session, hub, hangout_id, person_id, "staff_removed", person=whose, role=there.role)
        await session.delete(there)


async def _changeable(session: AsyncSession, person_id: int, hangout_id: int, whose: int) -> Staff:
    await owned(session, person_id, hangout_id, lock=True)
    there = await staff.one(session, hangout_id, whose)
    if there is None:
        raise NotFound
    if there.role == "owner":
        raise OwnerStays
    return there


def _check(role: str) -> None:
    if role not in ROLES:
        raise NotFound
