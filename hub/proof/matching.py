"""My half: given to a member at any time, and given back at any later one to be held against the shop's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day
from hub.proof import halves
from hub.proof.errors import HalfDamaged, HalfElsewhere
from hub.proof.halves import Damaged, Half
from hub.proof.verify_chains import Chain
from hub.stick.chain import GENESIS, NOTCHES
from storage import chains, hangouts
from storage.audit import Link
from storage.tables import Hangout, Member, Person
from storage.types import EPOCH, from_ms

MINUTE = timedelta(minutes=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HalfView:
    """A half as it is given; `day` is the hangout's local one."""

    hangout_id: int
    title: str
    length: int
    code: str
    balance: int
    entries: int
    day: date


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry of the shop's half; `day` is the hangout's local one, None where the shop has no such entry."""

    seq: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Match:
    """What came of holding a half against the shop's.

    `verdict` is "same"; "parted": `same` is the last entry known to be in both, None if not even the earliest sample
    is, and `differs` the first known not to be; "broken": the shop's own chain is, at `differs`; or "altered": the
    code's own numbers do not go with its head, so the shop gave no such code.
    `given` is the day of the code, `balance` what it says and `seq` its last entry; `now` is the shop's last entry.
    `name` is the member's, `mine` says that they ask themselves.
    """

    hangout_id: int
    title: str
    name: str
    mine: bool
    verdict: str
    given: date
    today: date
    balance: int
    seq: int
    balance_now: int
    now: Spot
    same: Spot | None = None
    differs: Spot | None = None


async def give(hub: Hub, person_id: int) -> list[HalfView]:
    """The person's halves, a hangout each, in the order of joining."""
    found = []
    async with hub.db.read() as session:
        for hangout in await hangouts.of_member(session, person_id):
            member = await hangouts.member(session, hangout.id or 0, person_id)
            if member is not None:
                found.append(await _given(session, hub, hangout, member))
    return found


async def _given(session: AsyncSession, hub: Hub, hangout: Hangout, member: Member) -> HalfView:
    number, minute = member.id or 0, (hub.now() - EPOCH) // MINUTE
    fits = halves.room(number, member.entries, member.notches, minute)
    first = [member.entries, *halves.places(member.entries)][: fits + 1][-1]
    walked = await _on(session, lambda connection: chains.walk(connection, number, member.head_id, first))
    hashes = {link.seq: link.hash for link in walked}
    half = halves.cut(number, member.entries, member.notches, minute, hashes, member.head_hash or GENESIS)
    return HalfView(
        hangout_id=hangout.id or 0,
        title=hangout.title,
        length=hangout.stick_length,
        code=halves.encode(half),
        balance=member.notches,
        entries=member.entries,
        day=local_day(hub.now(), hangout.timezone),
    )


async def hold(hub: Hub, person_id: int, code: str) -> Match:
    """Holds a half against the shop's, which is worked out anew from its first entry. For the member and the owners of
    the hangout; HalfElsewhere for anybody else, HalfDamaged for what is no code."""
    try:
        half = halves.decode(code)
    except Damaged as error:
        raise HalfDamaged from error
    async with hub.db.read() as session:
        member = await session.get(Member, half.member_id)
        if member is None:
            raise HalfElsewhere
        if member.person_id != person_id and await hangouts.role(session, member.hangout_id, person_id) != "owner":
            raise HalfElsewhere
        hangout = await session.get_one(Hangout, member.hangout_id)
        person = await session.get_one(Person, member.person_id)
        shops = await _on(session, lambda connection: _read(connection, member))
    whose = (person.name, person.id == person_id)
    return _judged(hub.now(), hangout, member, whose, half, shops)


async def _on(session: AsyncSession, work: Callable[[Connection], T]) -> T:
    return await (await session.connection()).run_sync(work)


class _Shops(NamedTuple):
    """The shop's half: its entries by place, what it says at each, and where it is broken (0: nowhere)."""

    links: dict[int, Link]
    sums: dict[int, int]
    broken: int

    def hash_at(self, seq: int) -> bytes | None:
        if not seq:
            return GENESIS
        return self.links[seq].hash if seq in self.links else None


def _read(connection: Connection, member: Member) -> _Shops:
    links = chains.walk(connection, member.id or 0, member.head_id)
    broken = _broken(links, member)
    if broken:  # the way is lost somewhere: look at everything that is there
        links = chains.scan(connection, member.id or 0)
        broken = _broken(links, member)
    sums = {0: 0}
    if not broken:
        sums |= zip((link.seq for link in links), accumulate(link.amount for link in links), strict=True)
    return _Shops({link.seq: link for link in links}, sums, broken)


def _broken(links: Sequence[Link], member: Member) -> int:
    """The first place at which the chain contradicts itself, or its repeated end; 0 if it does not."""
    chain = Chain(NOTCHES)
    for link in links:
        if found := chain.follow(link):
            return found[1]
    ends = chain.ends(member.entries, member.notches, member.head_id, member.head_hash)
    return next((max(place, 1) for _, place, _ in ends), 0)


def _judged(
    now: datetime, hangout: Hangout, member: Member, whose: tuple[str, bool], half: Half, shops: _Shops
) -> Match:
    def day(at: datetime) -> date:
        return local_day(at, hangout.timezone)

    def spot(seq: int) -> Spot:
        return Spot(seq, day(from_ms(shops.links[seq].at)) if seq in shops.links else None)

    verdict, same, differs = _verdict(half, shops)
    return Match(
        hangout_id=hangout.id or 0,
        title=hangout.title,
        name=whose[0],
        mine=whose[1],
        verdict=verdict,
        given=day(EPOCH + half.minute * MINUTE),
        today=day(now),
        balance=half.balance,
        seq=half.seq,
        balance_now=member.notches,
        now=spot(member.entries),
        same=spot(same) if same else None,
        differs=spot(differs) if differs else None,
    )


def _verdict(half: Half, shops: _Shops) -> tuple[str, int, int]:
    """How it is, the last entry known to be the same and the first known not to be; 0 for none."""
    if shops.broken:
        return "broken", 0, shops.broken
    parting = halves.parting(half, shops.hash_at)
    if parting is not None:
        return "parted", parting.same, parting.differs
    return ("same" if shops.sums[half.seq] == half.balance else "altered"), half.seq, 0
