"""A shop that sells on credit, for tests, and its chains looked at from outside."""

from dataclasses import dataclass

from sqlalchemy import select, text

from hub.context import Hub
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from hub.stick.chain import CREDIT, GENESIS, Link, seal
from storage import counter, hangouts
from storage.database import Database
from storage.tables import Account, CreditEntry, Staff
from storage.types import to_ms
from tests.support.hangouts import OWNER, opened

CLERK, OTHER_CLERK = Seen(9100, "کاوه", "fa"), Seen(9101, "نگار", "fa")
MEMBER = Seen(7001, "شیرین", "fa")


@dataclass(frozen=True, slots=True)
class CreditShop:
    """A hangout with credit on, two clerks who have a member at hand, and that member's limit of 1,000."""

    hub: Hub
    hangout_id: int
    member_id: int

    async def joins(self, seen: Seen) -> int:
        """Another member, at hand for the clerks; private messages reach them."""
        return await joins(self.hub, self.hangout_id, seen)


async def joins(hub: Hub, hangout_id: int, seen: Seen) -> int:
    """Makes a member and lets both clerks scan their card."""
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
    assert hangout
    await members.join(hub, seen, hangout.slug)
    await people.set_reach(hub, seen.id, reachable=True)
    async with hub.db.begin() as session:
        member = await hangouts.member(session, hangout_id, seen.id)
        assert member
        assert member.id
        for clerk in (CLERK, OTHER_CLERK):
            await counter.note_scan(session, member.id, clerk.id, hub.now())
    return member.id


async def credit_shop_of(hub: Hub, *, confirm_above: int = 10**12) -> CreditShop:
    """Charges need the member's word only above `confirm_above`."""
    hangout = await opened(hub)
    for clerk in (CLERK, OTHER_CLERK):
        await people.meet(hub, clerk)
    async with hub.db.begin() as session:
        for clerk in (CLERK, OTHER_CLERK):
            session.add(Staff(hangout_id=hangout.id, person_id=clerk.id, role="clerk", since=hub.now()))
    member_id = await joins(hub, hangout.id, MEMBER)
    await credit_shop.switch(hub, OWNER.id, hangout.id, on=True)
    await credit_shop.confirm_above(hub, OWNER.id, hangout.id, confirm_above)
    await credit.limit(hub, OWNER.id, member_id, 1000)
    return CreditShop(hub, hangout.id, member_id)


async def owed(db: Database) -> dict[int, int]:
    """What each member owes, after every chain has been verified against its entries and its account's head."""
    async with db.read() as session:
        entries = list((await session.scalars(select(CreditEntry).order_by(text("member_id, seq")))).all())
        accounts = {account.member_id: account for account in (await session.scalars(select(Account))).all()}
    sums = dict.fromkeys(accounts, 0)
    heads: dict[int, tuple[int, int | None, bytes]] = dict.fromkeys(accounts, (0, None, GENESIS))
    for entry in entries:
        length, last, sealed = heads[entry.member_id]
        said = (entry.amount, entry.kind, entry.once_key, to_ms(entry.at), entry.by_id, entry.reverses, entry.note)
        link = Link(entry.member_id, length + 1, *said)
        assert (entry.seq, entry.prev_id, entry.hash) == (length + 1, last, seal(sealed, link, CREDIT))
        heads[entry.member_id] = (entry.seq, entry.id, entry.hash)
        sums[entry.member_id] += entry.amount
        assert sums[entry.member_id] >= 0
    for key, account in accounts.items():
        assert account.owed == sums[key]
        assert (account.since is None) == (account.owed == 0)
        assert (account.entries, account.head_id, account.head_hash or GENESIS) == heads[key]
    return sums
