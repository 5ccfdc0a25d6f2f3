"""Claims: notches for a reward, once, and back where it is not fetched; on both engines."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from hub import clockwork
from hub.context import Hub
from hub.errors import NotFound, TextTooLong
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.reward import claims, handover, rewards, shelves
from hub.reward.errors import ClaimOver, NotEnoughNotches, OutOfStock, RewardPaused
from hub.reward.rewards import RewardView
from storage.tables import Claim, Entry, Member, Notice, Reward
from storage.types import to_ms
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.members import staff
from tests.support.rewards import claimed, holding, offered, ticket
from tests.support.store import row, rows

MINA, CLERK = 42, 77


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def tea(hub: Hub, hangout: HangoutView) -> RewardView:
    return await offered(hub, hangout, "یک چای", 10, days="30")


async def _clock_runs(hub: Hub) -> None:
    """All that is due by now; the daily questions too."""
    while await clockwork.run_due(hub):
        pass


async def test_a_claim_is_written_in_the_chain(hub: Hub, hangout: HangoutView, tea: RewardView) -> None:
    await holding(hub, hangout, MINA, 13)
    done = await claims.claim(hub, MINA, tea.id, "tap")
    assert (done.fresh, done.balance, done.claim.title, done.claim.cost) == (True, 3, "یک چای", 10)
    assert await notches(hub.db) == {MINA: 3}
    made, entry = await row(hub.db, Claim), await row(hub.db, Entry)
    assert (made.state, made.times, made.entry_id, made.claimed_at) == ("open", 0, entry.id, hub.now())
    assert (entry.rule, entry.notches, entry.note, entry.at) == ("claim", -10, "یک چای", hub.now())
    assert entry.once_key == f"claim:{made.id}:{made.reward_id}:{to_ms(made.expires_at)}"
    assert made.expires_at == datetime(2026, 12, 21, 20, 30, tzinfo=UTC)  # the end of the 30th day in Tehran
    assert await rows(hub.db, Notice) == []  # the tap's own answer says it


async def test_a_double_tap_claims_once(hub: Hub, hangout: HangoutView, tea: RewardView) -> None:
    await holding(hub, hangout, MINA, 35)
    done = await asyncio.gather(*(claims.claim(hub, MINA, tea.id, "tap") for _ in range(8)))
    assert sorted(one.fresh for one in done) == [False] * 7 + [True]
    assert {(one.claim.id, one.balance) for one in done} == {(done[0].claim.id, 25)}
    assert await notches(hub.db) == {MINA: 25}


async def test_many_taps_never_spend_what_is_not_there(hub: Hub, hangout: HangoutView, tea: RewardView) -> None:
    """As many claims as fit, however many come at once."""
    await holding(hub, hangout, MINA, 34)
    done = await asyncio.gather(*(claims.claim(hub, MINA, tea.id, f"tap{n}") for n in range(9)), return_exceptions=True)
    refused = [one for one in done if isinstance(one, NotEnoughNotches)]
    assert (len(refused), {one.values["missing"] for one in refused}) == (6, {6})
    assert await notches(hub.db) == {MINA: 4}
    assert len(await rows(hub.db, Claim)) == 3


async def test_the_last_piece_goes_to_one(hub: Hub, hangout: HangoutView) -> None:
    cake = await offered(hub, hangout, "کیک", 4, stock="1")
    people = range(100, 120)
    for person in people:
        await holding(hub, hangout, person, 5)
    tries = (claims.claim(hub, person, cake.id, "tap") for person in people)
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, OutOfStock) for one in done) == 19
    assert sorted((await notches(hub.db)).values()) == [1] + [5] * 19
    assert (await row(hub.db, Reward)).stock == 0
    assert len(await rows(hub.db, Claim)) == 1


async def test_what_can_not_be_had_is_refused(hub: Hub, hangout: HangoutView, tea: RewardView) -> None:
    await holding(hub, hangout, MINA, 10)
    for person, reward in ((12345, tea.id), (MINA, tea.id + 99)):
        with pytest.raises(NotFound):
            await claims.claim(hub, person, reward, "tap")
    await rewards.offer(hub, OWNER.id, tea.id, active=False)
    with pytest.raises(RewardPaused):
        await claims.claim(hub, MINA, tea.id, "tap")
    with pytest.raises(TextTooLong):
        await claims.claim(hub, MINA, tea.id, "t" * 33)
    await rewards.offer(hub, OWNER.id, tea.id, active=True)
    assert (await claims.claim(hub, MINA, tea.id, "tap")).fresh


async def test_claim_and_dearer_stick_at_once(hub: Hub, hangout: HangoutView) -> None:
    """Whichever comes first: what the claim cost is what the reward cost then."""
    await settings.change(hub, OWNER.id, hangout.id, "reward", "یک چای")
    main = await row(hub.db, Reward)
    for person in range(100, 110):
        await holding(hub, hangout, person, 50)
    changes = [settings.change(hub, OWNER.id, hangout.id, "length", str(length)) for length in (11, 12, 13, 14)]
    edits = [rewards.change(hub, OWNER.id, main.id, "stock", str(n)) for n in (40, 50)]
    taps = [claims.claim(hub, person, main.id, "tap") for person in range(100, 110)]
    await asyncio.gather(*taps[:5], *changes, *edits, *taps[5:])
    held = await notches(hub.db)
    for claim in await rows(hub.db, Claim):
        member = await row(hub.db, Member, id=claim.member_id)
        assert held[member.person_id] == 50 - claim.notches
        assert 10 <= claim.notches <= 14


async def test_lapsed_claims_give_their_notches_back(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    cake = await offered(hub, hangout, "کیک", 4, stock="2", days="1")
    number = await claimed(hub, hangout, MINA, cake)
    assert await notches(hub.db) == {MINA: 0}
    made = await row(hub.db, Claim)
    clock.at = made.expires_at - timedelta(milliseconds=1)
    await _clock_runs(hub)
    assert (await row(hub.db, Claim)).state == "open"
    clock.pass_by(milliseconds=1)
    assert await clockwork.next_moment(hub) == clock.at
    with pytest.raises(ClaimOver):
        await shelves.ticket(hub, MINA, number)
    await asyncio.gather(*(claims.expire(hub, number) for _ in range(6)))
    assert await notches(hub.db) == {MINA: 4}
    assert (await row(hub.db, Claim)).state == "expired"
    assert (await row(hub.db, Reward)).stock == 2
    entry = await row(hub.db, Entry)
    assert (entry.rule, entry.notches, entry.reverses, entry.once_key) == (
        "expired",
        4,
        made.entry_id,
        f"expired:{number}",
    )
    [told] = await rows(hub.db, Notice, kind="claim_expired")
    assert (told.chat_id, told.due_at.astimezone(UTC).hour) == (MINA, 5)  # midnight in Tehran: word waits for 9:00
    assert await claims.expire(hub, 99) is False


async def test_the_member_is_warned_once_and_by_day(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    tea = await offered(hub, hangout, days="30")
    number = await claimed(hub, hangout, MINA, tea)
    made = await row(hub.db, Claim)
    assert made.warn_at == datetime(2026, 12, 19, 5, 30, tzinfo=UTC)  # three days before the end, at 9:00
    clock.at = made.warn_at - timedelta(seconds=1)
    await _clock_runs(hub)
    assert await rows(hub.db, Notice, kind="claim_expiring") == []
    clock.pass_by(seconds=1)
    await asyncio.gather(*(claims.warn(hub, number) for _ in range(4)))
    [told] = await rows(hub.db, Notice, kind="claim_expiring")
    assert (told.chat_id, told.payload["claim_id"], told.payload["title"]) == (MINA, number, "یک چای")
    await _clock_runs(hub)
    assert len(await rows(hub.db, Notice, kind="claim_expiring")) == 1


async def test_nobody_is_warned_of_what_was_fetched(
    hub: Hub, clock: StillClock, hangout: HangoutView, tea: RewardView
) -> None:
    number = await claimed(hub, hangout, MINA, tea)
    await handover.redeem(hub, OWNER.id, await ticket(hub, number))
    clock.pass_by(days=40)
    await _clock_runs(hub)
    assert await claims.warn(hub, number) is False
    assert await claims.expire(hub, number) is False
    told = {notice.kind for notice in await rows(hub.db, Notice)}
    assert "claim_redeemed" in told
    assert not told & {"claim_expiring", "claim_expired"}
    assert (await row(hub.db, Claim)).state == "redeemed"


async def test_claims_keep_what_they_were(hub: Hub, clock: StillClock, hangout: HangoutView, tea: RewardView) -> None:
    """A reward that is changed or paused afterwards is still handed over as it was claimed."""
    number = await claimed(hub, hangout, MINA, tea)
    await rewards.change(hub, OWNER.id, tea.id, "title", "هیچ")
    await rewards.change(hub, OWNER.id, tea.id, "notches", "900")
    await rewards.offer(hub, OWNER.id, tea.id, active=False)
    [shelf] = await shelves.shelves(hub, MINA)
    assert [(claim.id, claim.title, claim.cost) for claim in shelf.waiting] == [(number, "یک چای", 10)]
    assert (await handover.redeem(hub, OWNER.id, await ticket(hub, number))).claim.title == "یک چای"


async def test_low_stock_is_told_once_between_two_counts(hub: Hub, hangout: HangoutView) -> None:
    cake = await offered(hub, hangout, "کیک", 1, stock="5")
    await holding(hub, hangout, MINA, 100)

    async def take(pieces: int) -> None:
        for _ in range(pieces):
            await claims.claim(hub, MINA, cake.id, f"{len(await rows(hub.db, Claim))}")

    async def told() -> list[int]:
        return [notice.payload["left"] for notice in await rows(hub.db, Notice, kind="low_stock")]

    await take(1)
    assert await told() == []
    await take(4)
    assert await told() == [3, 0]
    async with hub.db.begin() as session:
        await session.execute(text("UPDATE reward SET stock = 1"))  # as a lapsed claim's piece would
    await take(1)
    assert await told() == [3, 0]
    await rewards.change(hub, OWNER.id, cake.id, "stock", "4")
    await take(1)
    assert await told() == [3, 0, 3]
    assert {notice.chat_id for notice in await rows(hub.db, Notice, kind="low_stock")} == {OWNER.id}


async def test_a_clerks_role_gives_no_notches(hub: Hub, hangout: HangoutView, tea: RewardView) -> None:
    """Staff claim as members do, and only with notches of their own."""
    await staff(hub, hangout, CLERK, "سارا")
    with pytest.raises(NotFound):
        await claims.claim(hub, CLERK, tea.id, "tap")
    await holding(hub, hangout, CLERK, 9, "سارا")
    with pytest.raises(NotEnoughNotches):
        await claims.claim(hub, CLERK, tea.id, "tap")
