"""A hangout's books looked at from outside, whole, for tests: every number against the rows that it stands for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from hub.context import Hub
from hub.credit import book as credit_book
from hub.proof.verify import Verification
from hub.proof.verify_facts import Fault
from hub.stick import members, statement
from hub.stick.chain import CREDIT, GENESIS, NOTCHES, Link, seal
from hub.till import desk
from storage.database import Database
from storage.tables import Account, Claim, CreditEntry, Entry, Goal, Hangout, Member, Reward, columns
from storage.types import to_ms

TOGETHER = {"vote", "lucky", "purchase", "idea", "need", "milestone", "thanks", "gift", "correction"}
"""What counts toward a shared stick, said a second time on purpose."""
MEMBER = columns(Member)


@dataclass
class Books:
    """A hangout's rows at one moment; entries by member, in the order of their chains."""

    hangout: Hangout
    members: list[Member]
    accounts: dict[int, Account]
    rewards: dict[int, Reward]
    claims: list[Claim]
    goals: list[Goal]
    notches: dict[int, list[Entry]] = field(default_factory=dict)
    credit: dict[int, list[CreditEntry]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Entries of both kinds."""
        return sum(map(len, self.notches.values())) + sum(map(len, self.credit.values()))

    def balance(self, member_id: int) -> int:
        """Notches of a member, added up anew."""
        return sum(entry.notches for entry in self.notches[member_id])

    def owed(self, member_id: int) -> int:
        """What a member owes, added up anew."""
        return sum(entry.amount for entry in self.credit[member_id])


async def books(db: Database, hangout_id: int) -> Books:
    """Everything of one hangout, read in one transaction."""
    async with db.read() as session:

        async def of(model: type[SQLModel], place: Any = None) -> list[Any]:
            found = columns(model).hangout_id == hangout_id if place is None else place
            return list((await session.scalars(select(model).where(found))).all())

        people, accounts, rewards, claims, goals = [await of(m) for m in (Member, Account, Reward, Claim, Goal)]
        mine = select(MEMBER.id).where(MEMBER.hangout_id == hangout_id)
        entries = await of(Entry, columns(Entry).member_id.in_(mine))
        credit_entries = await of(CreditEntry, columns(CreditEntry).member_id.in_(mine))
        hangout = await session.get_one(Hangout, hangout_id)
    found = Books(hangout, people, {a.member_id: a for a in accounts}, {r.id: r for r in rewards}, claims, goals)
    for member in people:
        found.notches[member.id] = sorted((e for e in entries if e.member_id == member.id), key=lambda e: e.seq)
        found.credit[member.id] = sorted((e for e in credit_entries if e.member_id == member.id), key=lambda e: e.seq)
    return found


def check(found: Books) -> None:
    """What must be true of any hangout at any time."""
    for member in found.members:
        key = member.id or 0
        _chain(found.notches[key], NOTCHES, member)
        _once(found.notches[key])
        _never_below(found.notches[key])
        assert member.notches == found.balance(key)
        _account(found.accounts.get(key), found.credit[key])
        _claims([claim for claim in found.claims if claim.member_id == key], found.notches[key])
    for reward in found.rewards.values():
        assert reward.stock is None or reward.stock >= 0
    for goal in found.goals:
        _goal(goal, [entry for entries in found.notches.values() for entry in entries])


def _chain(entries: list[Any], tag: Any, head: Any) -> None:
    before, sealed, last = 0, GENESIS, None
    for entry in entries:
        amount, rule = (entry.notches, entry.rule) if isinstance(entry, Entry) else (entry.amount, entry.kind)
        said = (amount, rule, entry.once_key, to_ms(entry.at), entry.by_id, entry.reverses, entry.note)
        sealed = seal(sealed, Link(entry.member_id, before + 1, *said), tag)
        assert (entry.seq, entry.prev_id, entry.hash) == (before + 1, last, sealed)
        before, last = entry.seq, entry.id
    assert (head.entries, head.head_id, head.head_hash or GENESIS) == (before, last, sealed)


def _once(entries: list[Any]) -> None:
    acted = Counter(entry.once_key for entry in entries)
    assert not [key for key, times in acted.items() if times > 1]
    back = Counter(entry.reverses for entry in entries if entry.reverses and entry.rule == "correction")
    assert not [key for key, times in back.items() if times > 1]


def _never_below(entries: list[Entry]) -> None:
    """Whatever takes notches leaves none missing, unless it is a correction."""
    balance = 0
    for entry in entries:
        balance += entry.notches
        assert balance >= 0 or entry.notches >= 0 or entry.rule == "correction", (entry.rule, balance)


def _account(account: Account | None, entries: list[CreditEntry]) -> None:
    if account is None:
        assert not entries
        return
    _chain(entries, CREDIT, account)
    _once(entries)
    owed = 0
    for entry in entries:
        owed += entry.amount
        assert owed >= 0
    assert account.owed == owed
    assert (account.since is None) == (owed == 0)


def _claims(claims: list[Claim], entries: list[Entry]) -> None:
    """The chain says of each claim what its row says, and knows no other claims."""
    told = {claim.id: claim for claim in claims}
    keys = [entry.once_key.split(":") for entry in entries if entry.rule in ("claim", "redeem", "undo", "expired")]
    assert {int(key[1]) for key in keys} == set(told)
    for number, claim in told.items():
        acts = [key[0] for key in keys if int(key[1]) == number]
        handed, undone = acts.count("redeem"), acts.count("undo")
        assert acts[0] == "claim"
        assert acts.count("claim") == 1
        assert (handed, handed - undone) == (claim.times, 1 if claim.state == "redeemed" else 0)
        assert acts.count("expired") == (1 if claim.state == "expired" else 0)


def _goal(goal: Goal, entries: list[Entry]) -> None:
    counted = [e.notches for e in entries if e.rule in TOGETHER and goal.starts_at <= e.at < goal.ends_at]
    assert goal.notches == sum(counted)


async def shown(hub: Hub, owner_id: int, found: Books, some: Iterable[Member]) -> None:
    """What these members and staff are shown is what the books say."""
    for member in some:
        key, held = member.id or 0, found.balance(member.id or 0)
        [view] = await members.sticks(hub, member.person_id, found.hangout.id)
        assert view.stick.notches + view.stick.full * view.stick.length == max(held, 0)
        guest = await desk.guest(hub, owner_id, key)
        assert (guest.balance, guest.stick) == (held, view.stick)
        page = await statement.mine(hub, member.person_id, found.hangout.id or 0)
        lines = [entry.id for entry in reversed(found.notches[key])][: len(page.lines)]
        assert ([line.id for line in page.lines], page.balance) == (lines, held)
        assert not page.lines or page.lines[0].balance == held
        owes = [view.owed for view in await credit_book.mine(hub, member.person_id) if view.member_id == key]
        assert owes in ([], [found.owed(key)])
        assert owes or not found.credit[key]


async def faults(db: Database, slug: str) -> list[Fault]:
    """What the product's own check finds wrong with the hangout."""
    heard: list[Fault] = []
    await db.run(lambda connection: Verification(connection, heard.append).run(slug))
    return heard
