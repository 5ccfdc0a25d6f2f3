"""What a deed cuts under a hangout's rules, ceilings and shared stick, and that it does so once; on both engines."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Ended, Outcome
from hub.person.people import Seen
from hub.stick import ledger, members, rulebook
from hub.stick.ceilings import Terms
from hub.stick.ledger import Done
from hub.stick.rulebook import Wish
from hub.stick.rules import Cut
from storage.tables import Entry, Goal, Hangout, Member, Round
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.store import row, rows

ARASH, BITA = Seen(1, "آرش", "fa"), Seen(2, "بیتا", "fa")
MIDNIGHT = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
"""The end of the clock's first day in Tehran, which is the last of Aban: a month ends with it too."""


@dataclass
class Place:
    """A hangout with its hub, and short words for what happens in it."""

    hub: Hub
    clock: StillClock
    hangout_id: int
    slug: str

    async def ask(self) -> int:
        """Puts today's question on; the round's id."""
        await rounds.open_now(self.hub, OWNER.id, self.hangout_id)
        return int((await row(self.hub.db, Round, hangout_id=self.hangout_id)).id)

    async def vote(self, seen: Seen, round_id: int, choices: int = 1) -> Outcome:
        [outcome] = await votes.cast(self.hub, [Ballot(seen, choices, round_id=round_id, chat_id=-1001, message_id=7)])
        return outcome

    async def join(self, seen: Seen) -> Member:
        await members.join(self.hub, seen, self.slug)
        found: Member = await row(self.hub.db, Member, person_id=seen.id, hangout_id=self.hangout_id)
        return found

    async def cut(self, member_id: int, cut: Cut, at: datetime | None = None) -> Done:
        async with self.hub.db.begin() as session:
            terms = ledger.terms_of(await session.get_one(Hangout, self.hangout_id))
            return await ledger.cut_one(session, terms, member_id, cut, at or self.clock.at)

    async def deed(self, key: str, n: int = 1, *, rule: str = "purchase", at: datetime | None = None) -> Done:
        """A deed of Arash's."""
        return await self.cut((await self.join(ARASH)).id or 0, Cut(rule, n, key), at)

    async def rule(self, name: str, **wish: int | bool) -> None:
        await rulebook.change(self.hub, OWNER.id, self.hangout_id, name, Wish(**wish), agreed=10**9)

    async def ceiling(self, span: str, most: int | None) -> None:
        await rulebook.limit(self.hub, OWNER.id, self.hangout_id, f"{span}_ceiling", most)

    async def goal(self, starts: datetime, ends: datetime, state: str = "on") -> int:
        async with self.hub.db.begin() as session:
            span = {"starts_at": starts, "ends_at": ends}
            goal = Goal(hangout_id=self.hangout_id, title="یلدا", target=10, state=state, by_id=OWNER.id, **span)
            session.add(goal)
            await session.flush()
            return goal.id or 0

    async def together(self, goal_id: int) -> int:
        return int((await row(self.hub.db, Goal, id=goal_id)).notches)


@pytest.fixture
async def place(hub: Hub, clock: StillClock) -> Place:
    made = await opened(hub)
    return Place(hub, clock, made.id, made.slug)


async def test_a_vote_cuts_what_its_rule_says_from_then_on(place: Place) -> None:
    first = await place.ask()
    await place.vote(ARASH, first)
    await place.rule("vote", notches=3)
    outcome = await place.vote(BITA, first)
    assert (outcome.notch, outcome.stick.notches if outcome.stick else 0) == (True, 3)
    assert not (await place.vote(ARASH, first, 2)).notch  # what was cut before stays as it was
    assert await notches(place.hub.db) == {ARASH.id: 1, BITA.id: 3}


async def test_a_vote_counts_though_its_rule_is_off(place: Place) -> None:
    await place.rule("vote", active=False)
    asked = await place.ask()
    outcome = await place.vote(BITA, asked)
    assert (outcome.ended, outcome.notch, outcome.filled) == (Ended.COUNTED, False, False)
    await place.rule("vote", active=True)
    assert (await place.vote(BITA, asked)).ended is Ended.SAME
    assert (await place.vote(BITA, asked, 2)).notch is False  # the first answer was given while it cut nothing
    assert await notches(place.hub.db) == {BITA.id: 0}
    view = await rounds.view(place.hub, asked)
    assert view is not None
    assert view.counts[:2] == (0, 1)


async def test_a_hangout_keeps_its_own_rules(place: Place) -> None:
    """Votes for two hangouts in one group of ballots."""
    other = await opened(place.hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    await place.rule("vote", notches=5)
    mine = await place.ask()
    await rounds.open_now(place.hub, 9002, other.id)
    theirs = (await row(place.hub.db, Round, hangout_id=other.id)).id
    ballots = [Ballot(BITA, 1, round_id=mine, chat_id=-1001), Ballot(BITA, 1, round_id=theirs, chat_id=-2001)]
    ends = await votes.cast(place.hub, ballots)
    assert [end.stick.notches if end.stick else 0 for end in ends] == [5, 1]


async def test_a_daily_ceiling_cuts_part_then_nothing_and_still_once(place: Place) -> None:
    await place.ceiling("day", 5)
    assert [(await place.deed(f"purchase:{n}", 3)).notches for n in range(3)] == [3, 2, 0]
    held_back = await place.deed("purchase:2", 3)
    assert (held_back.fresh, held_back.notches, held_back.entry_id) == (False, 0, 0)
    await place.ceiling("day", None)
    assert not (await place.deed("purchase:2", 3)).fresh  # it has acted, with nothing
    assert [entry.notches for entry in await rows(place.hub.db, Entry)] == [3, 2, 0]
    assert await notches(place.hub.db) == {ARASH.id: 5}


async def test_the_next_day_has_room_again_from_its_first_moment(place: Place) -> None:
    await place.ceiling("day", 2)
    just_before, just_after = MIDNIGHT - timedelta(milliseconds=1), MIDNIGHT
    assert (await place.deed("a", 2, at=just_before)).notches == 2
    assert (await place.deed("b", 2, at=just_before)).notches == 0
    assert (await place.deed("c", 2, at=just_after)).notches == 2
    assert (await place.deed("d", 1, at=just_after)).notches == 0


async def test_deeds_that_met_at_midnight_are_all_counted(place: Place) -> None:
    """One that began before midnight is linked after one that began later."""
    await place.ceiling("day", 2)
    assert (await place.deed("new", 2, at=MIDNIGHT)).notches == 2
    assert (await place.deed("old", 2, at=MIDNIGHT - timedelta(milliseconds=5))).notches == 0
    assert (await place.deed("late", 1, at=MIDNIGHT)).notches == 0


async def test_a_month_is_that_of_the_hangout_s_calendar(place: Place) -> None:
    """The first of Azar begins a Jalali month in the midst of a Gregorian one."""
    await place.ceiling("month", 4)
    assert (await place.deed("a", 3, at=MIDNIGHT - timedelta(days=20))).notches == 3
    assert (await place.deed("b", 3, at=MIDNIGHT - timedelta(days=2))).notches == 1
    assert (await place.deed("c", 3, at=MIDNIGHT)).notches == 3
    assert (await place.deed("d", 3, at=MIDNIGHT + timedelta(days=29))).notches == 1


async def test_the_tighter_of_two_ceilings_holds(place: Place) -> None:
    await place.ceiling("day", 3)
    await place.ceiling("month", 4)
    day = [MIDNIGHT + timedelta(days=n, hours=3) for n in range(3)]
    assert [(await place.deed(f"{n}", 3, at=at)).notches for n, at in enumerate(day)] == [3, 1, 0]


async def test_gifts_and_rewards_know_no_ceiling(place: Place) -> None:
    await place.ceiling("day", 1)
    assert (await place.deed("gift:a", 7, rule="gift")).notches == 7
    assert (await place.deed("p", 1)).notches == 1  # and take none of its room
    assert (await place.deed("correction:x", -9, rule="correction")).notches == -9
    assert (await place.deed("claim:1:1", -9, rule="claim")).notches == -9
    assert (await place.deed("q", 1)).notches == 0


async def test_votes_stop_at_a_ceiling_and_still_count(place: Place) -> None:
    await place.ceiling("day", 4)
    await place.rule("vote", notches=3)
    asked = await place.ask()
    await place.deed("p", 2)
    part = await place.vote(ARASH, asked)
    assert (part.ended, part.notch, part.stick.notches if part.stick else 0) == (Ended.COUNTED, True, 4)
    for n in range(4):
        await place.cut((await place.join(BITA)).id or 0, Cut("purchase", 1, f"b{n}"))
    none = await place.vote(BITA, asked)
    assert (none.ended, none.notch) == (Ended.COUNTED, False)
    assert await notches(place.hub.db) == {ARASH.id: 4, BITA.id: 4}


async def test_a_group_of_ballots_keeps_each_one_s_ceiling(place: Place) -> None:
    await place.ceiling("day", 2)
    await place.rule("vote", notches=2)
    asked = await place.ask()
    await place.deed("p", 1)
    many = [Seen(n, f"p{n}", "en") for n in range(1, 9)]
    ends = await votes.cast(place.hub, [Ballot(seen, 1, round_id=asked, chat_id=-1001) for seen in many])
    assert all(end.notch for end in ends)
    assert await notches(place.hub.db) == dict.fromkeys(range(1, 9), 2)


async def test_a_shared_stick_counts_from_its_first_moment_up_to_its_end(place: Place) -> None:
    start, end = place.clock.at + timedelta(minutes=1), place.clock.at + timedelta(minutes=10)
    goal = await place.goal(start, end)
    ms = timedelta(milliseconds=1)
    for n, (at, counted) in enumerate([(start - ms, 0), (start, 3), (end - ms, 6), (end, 6)]):
        await place.deed(f"p{n}", 3, at=at)
        assert await place.together(goal) == counted


async def test_a_shared_stick_counts_deeds_and_not_rewards(place: Place) -> None:
    goal = await place.goal(place.clock.at, MIDNIGHT)
    steps = [("purchase", 4, 4), ("gift", 2, 6), ("correction", -3, 3), ("claim", -5, 3), ("expired", 5, 3)]
    for rule, n, counted in [*steps, ("redeem", 0, 3), ("undo", 0, 3)]:
        await place.deed(f"{rule}:x", n, rule=rule)
        assert await place.together(goal) == counted, rule
    await place.deed("gift:x", 2, rule="gift")  # the same deed again
    assert await place.together(goal) == 3


async def test_a_shared_stick_gets_what_the_ceiling_left(place: Place) -> None:
    await place.ceiling("day", 2)
    goal = await place.goal(place.clock.at, MIDNIGHT)
    for n in range(3):
        await place.deed(f"p{n}", 1)
    assert await place.together(goal) == 2


async def test_votes_fill_the_shared_stick_of_their_own_hangout(place: Place) -> None:
    asked = await place.ask()
    goal = await place.goal(place.clock.at, MIDNIGHT + timedelta(days=3))
    over = await place.goal(place.clock.at - timedelta(days=9), place.clock.at, "missed")
    other = await opened(place.hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    elsewhere = await Place(place.hub, place.clock, other.id, other.slug).goal(place.clock.at, MIDNIGHT)
    await place.rule("vote", notches=2)
    ballots = [Ballot(Seen(n, f"p{n}", "en"), 1, round_id=asked, chat_id=-1001) for n in range(1, 8)]
    await votes.cast(place.hub, ballots)
    await votes.cast(place.hub, [*ballots, Ballot(Seen(1, "p1", "en"), 2, round_id=asked, chat_id=-1001)])
    assert [await place.together(key) for key in (goal, over, elsewhere)] == [14, 0, 0]


async def _cut_and_fail(place: Place, member_id: int) -> None:
    async with place.hub.db.begin() as session:
        terms = Terms(place.hangout_id, "Asia/Tehran", "fa")
        await ledger.cut_one(session, terms, member_id, Cut("gift", 3, "k"), place.clock.at)
        raise ZeroDivisionError


async def test_a_deed_that_is_rolled_back_leaves_no_trace(place: Place) -> None:
    goal, member = await place.goal(place.clock.at, MIDNIGHT), await place.join(ARASH)
    with pytest.raises(ZeroDivisionError):
        await _cut_and_fail(place, member.id or 0)
    assert await notches(place.hub.db) == {ARASH.id: 0}
    assert await place.together(goal) == 0
    assert (await place.deed("k", 3)).fresh


async def test_what_a_deed_says_is_kept_and_sealed(place: Place) -> None:
    first = await place.cut((await place.join(ARASH)).id or 0, Cut("purchase", 2, "purchase:a", by_id=OWNER.id))
    why = "اشتباه بود؛ ببخشید 🙏"
    second = Cut("correction", -2, "correction:b", by_id=OWNER.id, reverses=first.entry_id, note=why)
    await place.cut(first.head.member_id, second)
    kept = (await rows(place.hub.db, Entry))[-1]
    assert (kept.by_id, kept.reverses, kept.note, kept.prev_id) == (OWNER.id, first.entry_id, why, first.entry_id)
    assert await notches(place.hub.db) == {ARASH.id: 0}


async def test_a_deed_said_again_acts_no_more(place: Place) -> None:
    done = [await place.deed("purchase:x", 2) for _ in range(3)]
    assert [(d.fresh, d.notches, d.head.notches) for d in done] == [(True, 2, 2), (False, 0, 2), (False, 0, 2)]
    assert done[0].entry_id > 0
    assert done[0].head.head_id == done[1].head.head_id == done[0].entry_id


async def test_another_s_deed_with_the_same_key_is_another_deed(place: Place) -> None:
    for seen in (ARASH, BITA):
        assert (await place.cut((await place.join(seen)).id or 0, Cut("gift", 1, "same"))).fresh
    assert await notches(place.hub.db) == {ARASH.id: 1, BITA.id: 1}


async def test_fifty_equal_deeds_at_once_act_once(place: Place) -> None:
    await place.ceiling("day", 100)
    goal, member = await place.goal(place.clock.at, MIDNIGHT), await place.join(ARASH)
    cut = Cut("purchase", 2, "purchase:same")
    done = await asyncio.gather(*(place.cut(member.id or 0, cut) for _ in range(50)))
    assert sum(one.fresh for one in done) == 1
    assert {one.head.notches for one in done} == {2}
    assert await notches(place.hub.db) == {ARASH.id: 2}
    assert await place.together(goal) == 2


async def test_fifty_deeds_at_once_stay_under_the_ceiling(place: Place) -> None:
    await place.ceiling("day", 7)
    goal, member = await place.goal(place.clock.at, MIDNIGHT), await place.join(ARASH)
    done = await asyncio.gather(*(place.cut(member.id or 0, Cut("purchase", 2, f"p{n}")) for n in range(50)))
    assert sorted(one.notches for one in done)[-4:] == [1, 2, 2, 2]
    assert sum(one.notches for one in done) == 7
    assert all(one.fresh for one in done)
    assert await notches(place.hub.db) == {ARASH.id: 7}
    assert await place.together(goal) == 7


async def test_votes_and_deeds_at_once_lose_nothing(place: Place) -> None:
    """Members' heads and the shared stick are moved by both ways of cutting at the same time."""
    asked = await place.ask()
    goal = await place.goal(place.clock.at, MIDNIGHT + timedelta(days=2))
    people = [Seen(n, f"p{n}", "en") for n in range(1, 11)]
    keys = [(await place.join(seen)).id or 0 for seen in people]
    deeds = [place.cut(key, Cut("gift", 1, f"g{n}")) for key in keys for n in range(3)]
    both = [*(place.vote(seen, asked) for seen in people), *deeds]
    await asyncio.gather(*both)
    assert await notches(place.hub.db) == dict.fromkeys(range(1, 11), 4)
    assert await place.together(goal) == 40
