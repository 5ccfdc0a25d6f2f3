"""The ledger looked at from outside, for tests."""

from sqlalchemy import select, text

from hub.stick.chain import GENESIS, Link, seal
from storage.database import Database
from storage.tables import Entry, Member
from storage.types import to_ms


async def notches(db: Database) -> dict[int, int]:
    """Notches by person, as `balances` finds them, where nobody is in two hangouts."""
    return {person_id: held for (_, person_id), held in (await balances(db)).items()}


async def balances(db: Database) -> dict[tuple[int, int], int]:
    """Notches by hangout and person, after every chain has been verified against its entries and its member's head."""
    async with db.read() as session:
        if not db.is_sqlite:  # entries and members of one moment, while others go on writing
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        entries = list((await session.scalars(select(Entry).order_by(text("member_id, seq")))).all())
        members = {member.id or 0: member for member in (await session.scalars(select(Member))).all()}
    sums = dict.fromkeys(members, 0)
    heads: dict[int, tuple[int, int | None, bytes]] = dict.fromkeys(members, (0, None, GENESIS))
    for entry in entries:
        length, last, sealed = heads[entry.member_id]
        said = (entry.notches, entry.rule, entry.once_key, to_ms(entry.at), entry.by_id, entry.reverses, entry.note)
        link = Link(entry.member_id, length + 1, *said)
        assert (entry.seq, entry.prev_id, entry.hash) == (length + 1, last, seal(sealed, link))
        heads[entry.member_id] = (entry.seq, entry.id, entry.hash)
        sums[entry.member_id] += entry.notches
    for key, member in members.items():
        assert member.notches == sums[key]
        assert (member.entries, member.head_id, member.head_hash or GENESIS) == heads[key]
    return {(member.hangout_id, member.person_id): sums[key] for key, member in members.items()}
