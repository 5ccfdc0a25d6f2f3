"""Whatever people do in whatever order, a hangout's books are right after every step; on both engines.

The steps are the real use cases. PATOGH_EXAMPLES=500 walks as many random stories, else it is a few that are always
the same. Each story has a hangout of its own in one database, and lives to its end: until all that was begun has
lapsed.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hub.clockwork import run_due
from hub.context import Hub
from hub.credit import charges
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Ended
from hub.days import local_day
from hub.errors import HubError
from hub.hangout import chats
from hub.hangout import settings as changes
from hub.person import forgetting
from hub.person.people import Seen
from hub.reward import claims, handover, rewards, shelves
from hub.reward.handover import Handover
from hub.stick import corrections, members, rulebook
from hub.stick.rulebook import Wish
from hub.till import counter as scanning
from hub.till import cutting, tickets
from hub.till.errors import CardUsed
from hub.together import goals
from storage.database import Database
from storage.tables import Charge, Claim, Member, Round
from tests.conftest import StillClock, hub_on
from tests.support.books import Books, books, check, faults, shown
from tests.support.counter import hire
from tests.support.engines import ENGINES, Engines
from tests.support.hangouts import opened
from tests.support.store import row, rows

T = TypeVar("T")
EXAMPLES = int(os.environ.get("PATOGH_EXAMPLES", "0"))
STORIES = settings(
    max_examples=EXAMPLES or 6,
    stateful_step_count=30,
    derandomize=not EXAMPLES,
    print_blob=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)
NUMBERS = count(1)
PERSON, KEY, SOME = st.integers(0, 2), st.sampled_from("abcdef"), st.integers(0, 9)
CLERKS = st.integers(0, 1)
AMOUNTS = st.sampled_from([400, 1000, 1, 500, 2500, 0, 10**13])


@dataclass(frozen=True)
class World:
    """What all stories on an engine share."""

    loop: asyncio.AbstractEventLoop
    hub: Hub
    clock: StillClock


class WholeLedger(RuleBasedStateMachine):
    """A hangout with an owner, two clerks, two members and one who may become a third by voting."""

    world: ClassVar[World]

    @property
    def hub(self) -> Hub:
        return self.world.hub

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """A use case that must go well."""
        return self.world.loop.run_until_complete(work)

    def may(self, work: Coroutine[Any, Any, T]) -> T | HubError:
        """A use case that may be refused; a refusal changes nothing in the books."""
        before = self.books.length
        try:
            return self.do(work)
        except HubError as refused:
            assert self.look().length == before
            return refused

    def look(self) -> Books:
        self.books = self.do(books(self.hub.db, self.hangout.id))
        return self.books

    @initialize()
    def opens(self) -> None:
        n = next(NUMBERS) * 100
        self.world.clock.at = StillClock().at
        self.owner, *self.clerks = (Seen(n + k, f"staff {k}", "fa") for k in range(3))
        self.people = [Seen(n + 10 + k, f"عضو {k}", "fa") for k in range(3)]
        self.channel = -1000 - n
        self.hangout = self.do(opened(self.hub, channel=self.channel, group=None, owner=self.owner))
        self.do(changes.change(self.hub, self.owner.id, self.hangout.id, "length", "5"))
        self.do(changes.change(self.hub, self.owner.id, self.hangout.id, "reward", "چای"))
        for clerk in self.clerks:
            self.do(hire(self.hub, self.hangout, clerk, "moderator"))
        for seen in self.people[:2]:
            self.do(members.join(self.hub, seen, self.hangout.slug))
        small = rewards.Draft("کلوچه", "3", stock="2", days="1")
        self.small = self.do(rewards.add(self.hub, self.owner.id, self.hangout.id, small, once="small")).id
        self.do(credit_shop.switch(self.hub, self.owner.id, self.hangout.id, on=True))
        self.do(credit_shop.confirm_above(self.hub, self.owner.id, self.hangout.id, 500))
        self.look()
        self.steps, self.stock, self.counted_at = 0, 2, 0
        for member in self.books.members:
            self.do(credit.limit(self.hub, self.owner.id, member.id or 0, 2000))
            self.do(corrections.give(self.hub, self.owner.id, member.id or 0, 9, "خوش آمدید", "welcome"))
        self.look()

    def member(self, who: int) -> int:
        """The id of a person's membership; of one who is none yet, the owner's first guest."""
        found = [m.id for m in self.books.members if m.person_id == self.people[who].id]
        return (found or [self.books.members[0].id])[0] or 0

    def staff(self, which: int, member_id: int | None = None) -> int:
        """The owner, or a clerk, who scans the member's card first if they are to serve one."""
        chosen = self.owner.id if which == 2 else self.clerks[which].id
        if which != 2 and member_id is not None:
            whose = next(m.person_id for m in self.books.members if m.id == member_id)
            card = self.do(tickets.card(self.hub, whose, self.hangout.id, anew=True))
            self.do(scanning.scan(self.hub, chosen, card.ticket.token))
        return chosen

    def pair(self, which: int, who: int) -> tuple[int, int]:
        """A staff person with a member in front of them."""
        return self.staff(which, self.member(who)), self.member(who)

    @rule(who=PERSON, option=CLERKS, again=st.booleans())
    def votes(self, who: int, option: int, again: bool) -> None:
        self.may(rounds.open_now(self.hub, self.owner.id, self.hangout.id))
        asked = self.do(row(self.hub.db, Round, hangout_id=self.hangout.id))
        ballot = Ballot(self.people[who], 1 << option, round_id=asked.id, chat_id=self.channel, message_id=7)
        [outcome] = self.do(votes.cast(self.hub, [ballot]))
        if again:
            [same] = self.do(votes.cast(self.hub, [ballot]))
            assert (same.ended, same.notch) == (outcome.ended if asked.state != "open" else Ended.SAME, False)

    @rule(who=PERSON, clerk=CLERKS, amount=AMOUNTS, again=st.booleans())
    def buys(self, who: int, clerk: int, amount: int, again: bool) -> None:
        """A card is shown, scanned, and served; the second clerk with the same card hears that it was."""
        card = self.may(tickets.card(self.hub, self.people[who].id, self.hangout.id))
        if isinstance(card, HubError):
            return
        first, second = (self.clerks[n].id for n in (clerk, 1 - clerk))
        at_hand = self.do(scanning.scan(self.hub, first, card.ticket.token))
        self.do(scanning.scan(self.hub, second, card.ticket.token))
        done = self.may(cutting.buy(self.hub, first, at_hand.member_id, card.ticket.token, amount=amount))
        if again and not isinstance(done, HubError):
            self.look()
            same = self.may(cutting.buy(self.hub, first, at_hand.member_id, card.ticket.token, amount=amount))
            assert isinstance(same, HubError) or not same.fresh
            late = self.may(cutting.buy(self.hub, second, at_hand.member_id, card.ticket.token, amount=amount))
            assert isinstance(late, CardUsed)

    @rule(who=PERSON, visit=KEY, amount=AMOUNTS, visits=st.integers(0, 3))
    def buys_in_the_group(self, who: int, visit: str, amount: int, visits: int) -> None:
        work = cutting.by_reply(
            self.hub, self.owner.id, self.hangout.id, self.people[who], f"reply:{visit}", amount=amount, visits=visits
        )
        self.may(work)

    @rule(who=PERSON, staff=PERSON, name=st.sampled_from(["idea", "need", "thanks"]), what=KEY)
    def did_well(self, who: int, staff: int, name: str, what: str) -> None:
        self.may(cutting.deed(self.hub, *self.pair(staff, who), name, what, "آفرین"))

    @rule(who=PERSON, staff=PERSON, notches=st.sampled_from([0, 1, 4, 10**6]), token=KEY)
    def is_given(self, who: int, staff: int, notches: int, token: str) -> None:
        self.may(corrections.give(self.hub, *self.pair(staff, who), notches, "مهمان ما", token))

    @rule(who=PERSON, staff=PERSON, notches=st.sampled_from([-1000, -7, -1, 0, 2]), token=KEY)
    def is_corrected(self, who: int, staff: int, notches: int, token: str) -> None:
        self.may(corrections.adjust(self.hub, *self.pair(staff, who), notches, "اشتباه بود", token))

    @rule(who=PERSON, staff=PERSON, which=SOME, elsewhere=st.booleans())
    def is_taken_back(self, who: int, staff: int, which: int, elsewhere: bool) -> None:
        """An entry, mostly of the member's own."""
        entries = [
            e.id or 0 for key, es in self.books.notches.items() if elsewhere or key == self.member(who) for e in es
        ]
        if entries:
            entry_id = entries[which % len(entries)]
            self.may(corrections.take_back(self.hub, *self.pair(staff, who), entry_id, "اشتباه بود"))

    @rule(who=PERSON, which=CLERKS, once=KEY, again=st.booleans())
    def claims(self, who: int, which: int, once: str, again: bool) -> None:
        reward_id = sorted(self.books.rewards)[which]
        done = self.may(claims.claim(self.hub, self.people[who].id, reward_id, once))
        if again and not isinstance(done, HubError):
            same = self.do(claims.claim(self.hub, self.people[who].id, reward_id, once))
            assert (same.fresh, same.claim.id) == (False, done.claim.id)

    def some_claim(self, which: int) -> Claim | None:
        """One of the newest claims; where nobody claimed anything yet, somebody who is given the notches may."""
        if not self.books.claims:
            member = self.books.members[0]
            self.do(corrections.give(self.hub, self.owner.id, member.id or 0, 9, "مهمان ما", "for a claim"))
            self.may(claims.claim(self.hub, member.person_id, sorted(self.books.rewards)[0], "first"))
        made = sorted(self.look().claims, key=lambda claim: claim.id or 0)[-4:]
        return made[which % len(made)] if made else None

    @rule(which=SOME, clerk=PERSON, by_ticket=st.booleans(), regret=st.booleans())
    def is_handed_over(self, which: int, clerk: int, by_ticket: bool, regret: bool) -> None:
        if (claim := self.some_claim(which)) is None:
            return
        by = self.staff(clerk, claim.member_id)
        if not by_ticket:
            done = self.may(handover.hand_over(self.hub, by, claim.id or 0, claim.times))
        elif (done := self.with_ticket(claim, by)) is None:
            return
        if regret and not isinstance(done, HubError) and done.fresh:
            self.look()
            back = [self.do(handover.undo(self.hub, by, claim.id or 0, done.claim.times)) for _ in range(2)]
            assert [one.fresh for one in back] == [True, False]

    def with_ticket(self, claim: Claim, by: int) -> Handover | None:
        """Handed over by the claim's ticket, which acts once; None where the claim has none."""
        whose = next(m.person_id for m in self.books.members if m.id == claim.member_id)
        found = self.may(shelves.ticket(self.hub, whose, claim.id or 0))
        if isinstance(found, HubError):
            return None
        done, late = [self.do(handover.redeem(self.hub, who, found[1].ticket.token)) for who in (by, self.staff(0))]
        assert (done.fresh, late.fresh, late.by_id) == (True, False, by)
        return done

    @rule(which=SOME, clerk=PERSON, named=st.booleans())
    def is_handed_back(self, which: int, clerk: int, named: bool) -> None:
        if claim := self.some_claim(which):
            times = claim.times if named else None
            self.may(handover.undo(self.hub, self.staff(clerk), claim.id or 0, times))

    @rule(who=PERSON, staff=PERSON, amount=AMOUNTS, once=KEY, again=st.booleans())
    def charges(self, who: int, staff: int, amount: int, once: str, again: bool) -> None:
        done = self.may(credit.charge(self.hub, *self.pair(staff, who), amount, once, "نان"))
        if again and not isinstance(done, HubError):
            assert not self.do(credit.charge(self.hub, *self.pair(staff, who), amount, once, "نان")).fresh

    @rule(which=SOME, who=PERSON, yes=st.booleans())
    def answers(self, which: int, who: int, yes: bool) -> None:
        waiting = self.do(rows(self.hub.db, Charge, hangout_id=self.hangout.id))[-3:]
        if waiting:
            charge = waiting[which % len(waiting)]
            owner = next(m.person_id for m in self.books.members if m.id == charge.member_id)
            person = self.people[who].id
            done = self.may(charges.answer(self.hub, person, charge.id, yes=yes))
            assert isinstance(done, HubError) or person == owner

    @rule(who=PERSON, staff=PERSON, amount=AMOUNTS, once=KEY, fits=st.booleans())
    def pays(self, who: int, staff: int, amount: int, once: str, fits: bool) -> None:
        """Not more than is owed, or just any amount; who owes nothing buys something first."""
        owed = self.books.owed(self.member(who))
        if fits and not owed:
            self.may(credit.charge(self.hub, self.owner.id, self.member(who), 400, f"first {once}"))
            self.look()
        amount = min(amount, owed) if fits else amount
        self.may(credit.pay(self.hub, *self.pair(staff, who), amount, once))

    @rule(who=PERSON, staff=PERSON, off=st.sampled_from([0, 0, 1]), once=KEY)
    def settles(self, who: int, staff: int, off: int, once: str) -> None:
        seen = self.books.owed(self.member(who)) + off
        self.may(credit.settle(self.hub, *self.pair(staff, who), seen, once))

    @rule(who=PERSON, staff=PERSON, becomes=AMOUNTS, once=KEY)
    def owes_less(self, who: int, staff: int, becomes: int, once: str) -> None:
        key = self.member(who)
        seen = self.books.owed(key)
        self.may(credit.correct(self.hub, *self.pair(staff, who), becomes, once, seen=seen, reason="اشتباه بود"))

    @rule(
        name=st.sampled_from(["vote", "purchase", "gift", "thanks"]),
        notches=st.sampled_from([None, 0, 1, 7]),
        active=st.sampled_from([None, True, True, False]),
        step=st.sampled_from([None, 0, 500]),
    )
    def rules_change(self, name: str, notches: int | None, active: bool | None, step: int | None) -> None:
        wish = Wish(notches, active, step)
        self.may(rulebook.change(self.hub, self.owner.id, self.hangout.id, name, wish, agreed=10**9))

    @rule(
        field=st.sampled_from(["day_ceiling", "month_ceiling", "clerk_limit"]), value=st.sampled_from([None, 1, 4, 9])
    )
    def limits_change(self, field: str, value: int | None) -> None:
        self.may(rulebook.limit(self.hub, self.owner.id, self.hangout.id, field, value))

    @rule(length=st.sampled_from(["5", "7"]), stock=st.sampled_from(["", "0", "3"]), active=st.booleans())
    def the_shop_changes(self, length: str, stock: str, active: bool) -> None:
        self.do(changes.change(self.hub, self.owner.id, self.hangout.id, "length", length))
        self.do(rewards.change(self.hub, self.owner.id, self.small, "stock", stock))
        self.do(rewards.offer(self.hub, self.owner.id, self.small, active=active))
        self.stock, self.counted_at = int(stock or -1), self.live_claims()

    @rule(notches=st.sampled_from([10, 12]), days=st.integers(0, 3))
    def together(self, notches: int, days: int) -> None:
        last = local_day(self.hub.now(), "Asia/Tehran") + timedelta(days=days)
        self.may(goals.start(self.hub, self.owner.id, self.hangout.id, notches, last, "یلدا"))

    @rule()
    def no_more_together(self) -> None:
        for goal in self.books.goals:
            self.may(goals.stop(self.hub, self.owner.id, goal.id or 0))

    @rule(who=PERSON, comes_back=st.booleans())
    def is_forgotten(self, who: int, comes_back: bool) -> None:
        """Their books stay under no name; whoever comes back begins anew."""
        before = {member.id: member.person_id for member in self.books.members}
        gone = self.people[who].id
        if isinstance(self.may(forgetting.forget(self.hub, gone)), HubError):
            return
        after = {member.id: member.person_id for member in self.look().members}
        assert after.keys() == before.keys()
        assert [after[key] for key, person in before.items() if person != gone] == [
            p for p in before.values() if p != gone
        ]
        assert gone not in after.values()
        if comes_back:
            joined = self.do(members.join(self.hub, self.people[who], self.hangout.slug))
            assert (joined.fresh, joined.view.stick.notches, joined.view.stick.full) == (True, 0, 0)

    @rule(minutes=st.sampled_from([1, 4, 11, 16, 300, 1500, 50_000]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.pass_by(minutes=minutes)
        self.do(run_due(self.hub))

    def live_claims(self) -> int:
        """Claims on the small reward that hold a piece of its stock."""
        return sum(claim.reward_id == self.small and claim.state != "expired" for claim in self.books.claims)

    @invariant()
    def books_are_right(self) -> None:
        """Of those who are shown their stick it is one after the other's turn."""
        self.steps += 1
        people = self.look().members
        self.right(people[self.steps % len(people) :][:1])

    def right(self, shown_to: list[Member]) -> None:
        check(self.books)
        self.do(shown(self.hub, self.owner.id, self.books, shown_to))
        stock = self.books.rewards[self.small].stock
        assert stock == (None if self.stock < 0 else self.stock - (self.live_claims() - self.counted_at))
        assert self.do(faults(self.hub.db, self.hangout.slug)) == []

    def teardown(self) -> None:
        """Everything that was begun comes to its end."""
        self.do(chats.lost(self.hub, self.channel, at=1))
        self.world.clock.pass_by(days=500)
        while self.do(run_due(self.hub)):
            pass
        self.right(self.look().members)
        assert not [claim.id for claim in self.books.claims if claim.state == "open"]
        assert not [goal.id for goal in self.books.goals if goal.state == "on"]


@pytest.fixture(params=ENGINES)
def world(request: pytest.FixtureRequest, engines: Engines) -> Iterator[World]:
    """A database and a loop in which all stories run."""
    loop = asyncio.new_event_loop()
    db, clock = Database(engines.url(request.param)), StillClock()
    yield World(loop, hub_on(db, clock.now), clock)
    loop.run_until_complete(db.stop())
    loop.close()


def test_the_books_are_right_whatever_happens(world: World) -> None:
    told: dict[str, Any] = {"world": world}
    machine: Callable[[], WholeLedger] = type("Story", (WholeLedger,), told)
    run_state_machine_as_test(machine, settings=STORIES)
