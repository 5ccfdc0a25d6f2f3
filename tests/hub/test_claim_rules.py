"""Surplus, validity and warnings as properties; and whole lives of claims, at random, on both engines."""

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.context import Hub
from hub.errors import BadNumber, HubError
from hub.hangout.hangouts import HangoutView
from hub.proof.verify import Verification
from hub.proof.verify_facts import Fault
from hub.reward import claims, handover, rewards
from hub.reward.validity import NOTE_BEFORE, lapses, warns
from hub.stick.rules import gift
from hub.stick.sticks import LEAST, MOST, stick
from storage.tables import Claim, Entry, Reward
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.members import cut
from tests.support.rewards import holding, offered, ticket
from tests.support.store import row, rows

ZONES = st.sampled_from(["Asia/Tehran", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
MINA = 42


@given(st.integers(0, 10_000), st.integers(LEAST, MOST))
def test_a_full_stick_s_reward_leaves_the_surplus(balance: int, length: int) -> None:
    """What is cut on the stick in hand stays as it is; one full stick goes."""
    before = stick(balance, length)
    if before.full:
        after = stick(balance - length, length)
        assert (after.notches, after.full) == (before.notches, before.full - 1)


@given(MOMENTS, st.integers(1, 365), ZONES)
def test_a_claim_holds_to_the_end_of_its_last_day(at: datetime, days: int, zone: str) -> None:
    end = lapses(at, days, zone)
    there = (end - timedelta(milliseconds=1)).astimezone(ZoneInfo(zone)).date()
    assert there == at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    assert end - at > timedelta(days=days) - timedelta(hours=2)  # clocks may jump


@given(MOMENTS, st.integers(1, 365), ZONES)
def test_the_warning_comes_in_time_and_by_day(at: datetime, days: int, zone: str) -> None:
    end = lapses(at, days, zone)
    told = warns(at, end, zone)
    assert at < told < end
    assert end - told <= NOTE_BEFORE
    assert 9 <= told.astimezone(ZoneInfo(zone)).hour < 22


@given(st.integers(0, 10**8), st.sampled_from(["{:d}", "{:,}", " {:d} "]))
def test_numbers_are_read_as_people_write_them(n: int, form: str) -> None:
    written = form.format(n)
    persian = written.translate(str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬"))
    assert rewards.number(written, 0, 10**8) == rewards.number(persian, 0, 10**8) == n


@given(st.text(max_size=12))
def test_anything_else_is_no_number(text: str) -> None:
    with suppress(BadNumber):
        assert 1 <= rewards.number(text, 1, 1000) <= 1000


class Story:
    """A member's life with three rewards, at random; what they gave and got is counted beside the ledger."""

    def __init__(self, hub: Hub, clock: StillClock, hangout: HangoutView, seed: int) -> None:
        self.hub, self.clock, self.hangout, self.chance = hub, clock, hangout, random.Random(seed)
        self.earned, self.member, self.taps = 0, 0, 0

    async def begin(self) -> None:
        for title, cost, stock, days in (("چای", 3, "", "2"), ("کیک", 7, "4", "5"), ("سفر", 20, "", "9")):
            await offered(self.hub, self.hangout, title, cost, stock=stock, days=days)
        self.member = await holding(self.hub, self.hangout, MINA, 0)

    async def step(self) -> None:
        act = self.chance.choice([self.earn, self.earn, self.claim, self.claim, self.hand, self.undo, self.wait])
        with suppress(HubError):  # a refusal changes nothing, which is what is checked next
            await act()
        await self.check()

    async def earn(self) -> None:
        self.taps += 1
        n = self.chance.randint(1, 9)
        await cut(self.hub, self.member, gift(n, f"{self.taps}", OWNER.id, "آزمون"))
        self.earned += n

    async def claim(self) -> None:
        self.taps += 1
        reward = self.chance.choice(await rows(self.hub.db, Reward))
        for _ in range(self.chance.choice([1, 1, 2])):
            await claims.claim(self.hub, MINA, reward.id, f"{self.taps}")

    async def hand(self) -> None:
        if waiting := await rows(self.hub.db, Claim, state="open"):
            await handover.redeem(self.hub, OWNER.id, await ticket(self.hub, self.chance.choice(waiting).id))

    async def undo(self) -> None:
        if handed := await rows(self.hub.db, Claim, state="redeemed"):
            await handover.undo(self.hub, OWNER.id, self.chance.choice(handed).id)

    async def wait(self) -> None:
        self.clock.pass_by(minutes=self.chance.choice([1, 9, 60 * 24]))
        for claim in await rows(self.hub.db, Claim):
            await claims.expire(self.hub, claim.id)

    async def check(self) -> None:
        """What was earned, by days in a row too, is on the stick or in a claim that did not lapse; nothing is owed,
        nothing is made up."""
        made = await rows(self.hub.db, Claim)
        spent = sum(claim.notches for claim in made if claim.state != "expired")
        balance = (await notches(self.hub.db))[MINA]
        reached = sum(entry.notches for entry in await rows(self.hub.db, Entry, rule="milestone"))
        assert balance == self.earned + reached - spent >= 0
        cake = await row(self.hub.db, Reward, title="کیک")
        out = sum(claim.reward_id == cake.id and claim.state != "expired" for claim in made)
        assert cake.stock == 4 - out >= 0
        for claim in made:
            assert (claim.state == "redeemed") == (claim.redeemed_at is not None)


@pytest.mark.parametrize("seed", range(3))
async def test_no_notch_is_lost_or_made_up(hub: Hub, clock: StillClock, seed: int) -> None:
    story = Story(hub, clock, await opened(hub), seed)
    await story.begin()
    for _ in range(60):
        await story.step()
    states = {claim.state for claim in await rows(hub.db, Claim)}
    assert {"redeemed", "expired"} <= states
    faults: list[Fault] = []
    await hub.db.run(lambda connection: Verification(connection, faults.append).run())
    assert faults == []
