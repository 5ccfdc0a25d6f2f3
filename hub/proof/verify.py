"""Checks a whole store, or one hangout, against itself: every chain, what is repeated of it, claims, charges, shared
sticks, draws and seals. One pass over the entries in the order of hangouts, members and places; memory does not
grow."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from hub.credit.owing import Debt, after
from hub.proof.roots import Told
from hub.proof.verify_chains import Chain
from hub.proof.verify_claims import HANDLING, Lives, Written, charge_differs
from hub.proof.verify_facts import Counts, Fault
from hub.proof.verify_seals import SealBook, Stored, faults
from hub.scenario.draw import Draw, given
from hub.stick.chain import CREDIT, NOTCHES
from hub.stick.rules import SHARED
from storage import audit, scenarios
from storage.audit import ChargeRow, ClaimRow, Holder
from storage.types import from_ms, to_ms

Tell = Callable[[Fault], None]
Tick = Callable[[int], None]
STEP = 5000  # entries between two ticks


class Lane:
    """Rows in the order of members, handed out member by member."""

    def __init__(self, rows: Iterator[Sequence[Any]], place: int) -> None:
        self._rows, self._place = rows, place
        self._next = next(rows, None)

    def of(self, owner_id: int) -> Iterator[Sequence[Any]]:
        """The next rows, as long as they are this owner's."""
        place = self._place
        row = self._next
        while row is not None and row[place] == owner_id:
            yield row
            row = self._next = next(self._rows, None)


class _Hangout:
    """What is gathered while a hangout's members pass."""

    def __init__(self, connection: Connection, number: int, slug: str) -> None:
        self.number, self.slug = number, slug
        self.goals = [[*row, 0] for row in audit.goals(connection, number)]
        self.seals = SealBook(number, [Stored(*row) for row in audit.seals(connection, number)])
        self.ran = audit.sealed_days(connection, number)
        self.draws = {key: Draw(*drawn) for key, drawn in scenarios.secrets(connection, number).items()}

    def count(self, at: int, notches: int) -> None:
        """Notches that count toward the shared sticks of their moment."""
        for goal in self.goals:
            if goal[2] <= at < goal[3]:
                goal[4] += notches


class Verification:
    """`tell` hears each fault, `tick` how many entries were read since it was last called."""

    def __init__(self, connection: Connection, tell: Tell, tick: Tick = lambda _: None) -> None:
        self._connection, self._hear, self._tick = connection, tell, tick
        self.counts = Counts()
        self._slug = ""

    def run(self, slug: str | None = None, told: Told | None = None) -> Counts:
        """Everything, or one hangout. `told` is a seal that an owner kept, compared with the one made again.
        LookupError if there is no such hangout."""
        shops = audit.shops(self._connection, slug)
        if slug is not None and not shops:
            raise LookupError(slug)
        only = shops[0][0] if slug is not None else None
        self._open_lanes(only)
        for number, name in shops:
            self._hangout(_Hangout(self._connection, number, name), told)
        self._slug = ""
        for orphan in audit.orphans(self._connection) if only is None else ():
            about = {"kind": orphan.kind, "id": orphan.id}
            self._hear_at("orphan", orphan.owner_id, orphan.seq, **about)
        if told is not None and told.slug not in [name for _, name in shops]:
            self._hear_at("seal_unknown", day=told.day)
        return self.counts

    def _open_lanes(self, only: int | None) -> None:
        connection = self._connection
        self._members = Lane(audit.members(connection, only), 0)
        self._entries = Lane(audit.entries(connection, only), 1)
        self._credit = Lane(audit.credit_entries(connection, only), 1)
        self._claims = Lane(audit.claims(connection, only), 0)
        self._charges = Lane(audit.charges(connection, only), 0)
        self._answers = Lane(scenarios.answers(connection, only), 0)

    def _hear_at(self, what: str, member: int | None = None, entry: int | None = None, **about: Any) -> None:
        self.counts.faults += 1
        self._hear(Fault(what, self._slug, member, entry, about))

    def _hangout(self, hangout: _Hangout, told: Told | None) -> None:
        self._slug = hangout.slug
        for row in self._members.of(hangout.number):
            self._member(hangout, Holder(*row))
        for number, notches, _, _, found in hangout.goals:
            if notches != found:
                self._hear_at("goal", goal=number, told=notches, found=found)
        for what, about in faults(hangout.seals, hangout.ran):
            self._hear_at(what, **about)
        if told is not None and told.slug == hangout.slug:
            self._compare(hangout.seals, told)
        self.counts.hangouts += 1
        self.counts.seals += len(hangout.seals.cuts)

    def _compare(self, book: SealBook, told: Told) -> None:
        """A seal that was kept outside against what the entries give now."""
        made: dict[date, bytes] = {seal.day: root for seal, root, _, _ in book.roots()}
        if told.day not in made:
            self._hear_at("seal_unknown", day=told.day)
        elif made[told.day] != told.root:
            self._hear_at("seal_kept_differs", day=told.day)

    def _member(self, hangout: _Hangout, holder: Holder) -> None:
        notches, credit = hangout.seals.moves(), hangout.seals.moves()
        lives = self._notches(hangout, holder, notches.take)
        self._owed(holder, credit.take)
        hangout.seals.take(holder.id, notches, credit)
        self._claimed(holder, lives)
        self.counts.members += 1

    def _notches(self, hangout: _Hangout, holder: Holder, move: Callable[[int, int, bytes], None]) -> Lives:
        chain, lives, read = Chain(NOTCHES), Lives(), 0
        lucky: set[str] = set()
        sealed, goals = bool(hangout.seals.cuts), bool(hangout.goals)
        for row in self._entries.of(holder.id):
            read += 1
            if not read % STEP:
                self._tick(STEP)
            if found := chain.follow(row):
                self._chain_fault("notches", holder.id, found)
                if found[0] == "unreadable":
                    continue
            if row[4] == "lucky":
                lucky.add(row[5])
                if not given(hangout.draws.get(row[5]), holder.id, row[3]):
                    self._hear_at("not_drawn", holder.id, row[2], chain="notches")
            if row[4] in HANDLING:
                lives.take(row)
            elif goals and row[4] in SHARED:
                hangout.count(row[6], row[3])
            if sealed:
                move(row[6], row[2], row[11])
        self._read(read)
        for found in chain.ends(holder.entries, holder.notches, holder.head_id, holder.head_hash):
            self._chain_fault("notches", holder.id, found)
        self._favoured(hangout, holder.id, lucky)
        return lives

    def _favoured(self, hangout: _Hangout, member_id: int, lucky: Collection[str]) -> None:
        """Whom a draw favoured has an entry for it, be it one of no notches."""
        for _, key in self._answers.of(member_id):
            if key not in lucky and given(hangout.draws.get(key), member_id, 1):
                self._hear_at("left_out", member_id, chain="notches", round=key.partition(":")[2])

    def _owed(self, holder: Holder, move: Callable[[int, int, bytes], None]) -> None:
        chain, debt, read = Chain(CREDIT), Debt(0, None), 0
        written: dict[str, Written] = {}
        for row in self._credit.of(holder.id):
            read += 1
            if not read % STEP:
                self._tick(STEP)
            if found := chain.follow(row):
                self._chain_fault("credit", holder.id, found)
                if found[0] == "unreadable":
                    continue
            debt = after(debt, row[3], from_ms(row[6]))
            if row[4] == "charge":
                written[f"{holder.id}:{row[5]}"] = Written(row[2], row[3], row[9], row[7])
            move(row[6], row[2], row[11])
        self._read(read)
        self._account(holder, chain, debt)
        self._charged(holder, written)

    def _account(self, holder: Holder, chain: Chain, debt: Debt) -> None:
        if holder.account_of is None:
            if chain.length:
                self._hear_at("account_gone", holder.id, chain.length, chain="credit")
            return
        head = (holder.credit_entries or 0, holder.owed or 0, holder.credit_head_id, holder.credit_head_hash)
        for found in chain.ends(*head):
            self._chain_fault("credit", holder.id, found)
        if holder.since != (to_ms(debt.since) if debt.since else None):
            self._hear_at("since", holder.id, chain.length, chain="credit")
        if holder.account_of != holder.hangout_id:
            self._hear_at("elsewhere", holder.id, kind="account", id=holder.id)

    def _claimed(self, holder: Holder, lives: Lives) -> None:
        rows = {}
        for claim in map(ClaimRow._make, self._claims.of(holder.id)):
            rows[claim.id] = claim._asdict()
            if not claim.hangout_id == claim.reward_of == holder.hangout_id:
                self._hear_at("elsewhere", holder.id, kind="claim", id=claim.id)
        self.counts.claims += len(rows)
        for what, seq, about in lives.against(rows):
            self._hear_at(what, holder.id, seq, **about)

    def _charged(self, holder: Holder, written: dict[str, Written]) -> None:
        for charge in map(ChargeRow._make, self._charges.of(holder.id)):
            found = written.get(charge.once_key)
            what = charge_differs(charge.state, charge.amount, charge.note, charge.by_id, found)
            if what:
                self._hear_at(what, holder.id, found.seq if found else None, chain="credit", charge=charge.id)
            if charge.hangout_id != holder.hangout_id:
                self._hear_at("elsewhere", holder.id, kind="charge", id=charge.id)

    def _chain_fault(self, chain: str, member_id: int, found: tuple[str, int, dict[str, Any]]) -> None:
        what, seq, about = found
        self._hear_at(what, member_id, seq, chain=chain, **about)

    def _read(self, entries: int) -> None:
        self.counts.entries += entries
        self._tick(entries % STEP)
