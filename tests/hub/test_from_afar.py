"""What staff can do without their member, however often: the day's one letter brings it. Only who stands at the counter
or is in a talk hears at once."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from hub.context import Hub
from hub.credit import charges
from hub.credit import writing as credit
from hub.moments import hosting, moments
from hub.moments.moments import Draft
from hub.needs import meeting
from hub.needs.sides import AT_ONCE
from hub.reward import claims, handover
from hub.stick import corrections
from hub.till import cutting
from storage.tables import Charge, Claim, Line
from tests.conftest import StillClock
from tests.support import counter
from tests.support.credit import CLERK, MEMBER, CreditShop, credit_shop_of
from tests.support.hangouts import OWNER, opened
from tests.support.letters import deliver, letters
from tests.support.members import joined, scanned
from tests.support.needs import DARA, SARA, asked, scene, told
from tests.support.rewards import holding, offered
from tests.support.store import row, rows

TIMES = 3
Act = Callable[[Hub, CreditShop, int], Awaitable[object]]


async def _given(hub: Hub, shop: CreditShop, n: int) -> None:
    await corrections.give(hub, OWNER.id, shop.member_id, 1, "for nothing", f"{n}")


async def _put_right(hub: Hub, shop: CreditShop, n: int) -> None:
    await corrections.adjust(hub, OWNER.id, shop.member_id, -1, "for nothing", f"{n}")


async def _sold(hub: Hub, shop: CreditShop, n: int) -> None:
    assert (await cutting.buy(hub, OWNER.id, shop.member_id, f"v{n}")).fresh


async def _sold_in_the_group(hub: Hub, shop: CreditShop, n: int) -> None:
    done = await cutting.by_reply(hub, OWNER.id, shop.hangout_id, MEMBER, f"g{n}", amount=None, visits=1)
    assert done.fresh


async def _rewarded(hub: Hub, shop: CreditShop, n: int) -> None:
    assert (await cutting.deed(hub, OWNER.id, shop.member_id, "idea", f"{n}", "for nothing")).fresh


async def _charged(hub: Hub, shop: CreditShop, n: int) -> None:
    assert not (await credit.charge(hub, OWNER.id, shop.member_id, 10, f"{n}")).waits


async def _asked_for_a_word(hub: Hub, shop: CreditShop, n: int) -> None:
    assert (await credit.charge(hub, OWNER.id, shop.member_id, 150, f"{n}")).waits


ACTS = {
    "by_hand": (_given, _put_right),
    "cut": (_sold, _sold_in_the_group, _rewarded),
    "credit_written": (_charged,),
    "charge_waits": (_asked_for_a_word,),
}
EVERY = [pytest.param(kind, act, id=act.__name__.strip("_")) for kind, acts in ACTS.items() for act in acts]


@pytest.fixture
async def shop(hub: Hub, clock: StillClock) -> CreditShop:
    """Who was at the counter is long gone."""
    made = await credit_shop_of(hub, confirm_above=100)
    clock.pass_by(hours=1)
    return made


@pytest.mark.parametrize(("kind", "act"), EVERY)
async def test_an_owner_alone_is_one_letter(hub: Hub, shop: CreditShop, clock: StillClock, kind: str, act: Act) -> None:
    for n in range(TIMES):
        await act(hub, shop, n)
        assert await deliver(hub) == ([[kind]] if n == 0 else [])
    clock.pass_by(days=1)
    assert [kind] * (TIMES - 1) in await deliver(hub)
    assert len(await letters(hub, MEMBER.id)) == 2


@pytest.mark.parametrize(("kind", "act"), EVERY[2:3] + EVERY[4:])
async def test_at_the_counter_they_see_it_at_once(hub: Hub, shop: CreditShop, kind: str, act: Act) -> None:
    await scanned(hub, shop.member_id, OWNER.id)
    for n in range(TIMES):
        await act(hub, shop, n)
        assert await deliver(hub) == [[kind]]
    assert await letters(hub, MEMBER.id) == []


async def test_a_word_asked_for_from_afar_outlives_the_letter_it_came_in(
    hub: Hub, shop: CreditShop, clock: StillClock
) -> None:
    await _given(hub, shop, 1)
    await deliver(hub)
    await _asked_for_a_word(hub, shop, 1)
    clock.pass_by(days=1, hours=2)
    assert ["charge_waits"] in await deliver(hub)
    waits = await row(hub.db, Charge)
    assert (await charges.answer(hub, MEMBER.id, waits.id, yes=True)).charge.state == "confirmed"


async def test_a_hand_over_to_nobody_and_back(hub: Hub) -> None:
    """The owner has found the claim in the member's list; nobody stands there."""
    hangout = await opened(hub)
    await counter.hire(hub, hangout, CLERK)
    reward = await offered(hub, hangout)
    member = await holding(hub, hangout, MEMBER.id, 10)
    claim = (await claims.claim(hub, MEMBER.id, reward.id, "once")).claim.id
    for n in range(TIMES):
        await handover.hand_over(hub, OWNER.id, claim, n)
        assert await deliver(hub) == ([["claim_redeemed"]] if n == 0 else [])
        await handover.undo(hub, OWNER.id, claim)
        assert await deliver(hub) == []
    await scanned(hub, member, CLERK.id)
    await handover.hand_over(hub, CLERK.id, claim, TIMES)
    assert await deliver(hub) == [["claim_redeemed"]]
    assert (await row(hub.db, Claim)).state == "redeemed"
    assert len(await letters(hub, MEMBER.id)) == 1


async def test_a_moment_is_declined_again_and_again(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await joined(hub, hangout, SARA, "سارا")
    shared = await moments.share(hub, SARA, Draft(hangout.id, "؟", "چای عصر", None, None), "once")
    brought = []
    for _ in range(TIMES):
        await hosting.decide(hub, OWNER.id, shared.id, post=False)
        clock.pass_by(minutes=2)
        brought += await deliver(hub)
        await hosting.undo(hub, OWNER.id, shared.id)
    assert brought.count(["moment_answered"]) == 1
    assert len(await letters(hub, SARA)) == 1


async def test_a_shop_that_does_not_stop_talking(hub: Hub, clock: StillClock) -> None:
    """A few messages go at once; what more there is waits for a word of the other one, or for the letter."""
    place = await scene(hub)
    need = await asked(hub, place)
    await deliver(hub)
    said = Counter[str]()
    for n in range(2 * AT_ONCE):
        talk = await told(hub, need.id, OWNER.id, f"{n}")
        for kinds in await deliver(hub):
            said[kinds[0]] += 1
    assert said["need_said"] == AT_ONCE + 1
    assert len(await letters(hub, SARA)) == 1
    clock.pass_by(days=1)
    assert ["need_said"] * (AT_ONCE - 1) in await deliver(hub)
    await told(hub, need.id, SARA, "again", talk.id)
    await told(hub, need.id, OWNER.id, "good")
    assert await deliver(hub) == [["need_said"], ["need_said"]]
    assert len(await letters(hub, SARA)) == 2
    assert len(await rows(hub.db, Line)) == 2 * AT_ONCE + 2


async def test_thanks_for_help_come_in_the_letter(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    first = await asked(hub, place)
    clock.pass_by(days=1)
    second = await asked(hub, place, "چای سبز")
    talks = [(need.id, (await told(hub, need.id, DARA, f"{need.id}")).id) for need in (first, second)]
    await deliver(hub)
    clock.pass_by(days=1)
    for need_id, talk_id in talks:
        await meeting.meet(hub, SARA, need_id, talk_id=talk_id)
    assert await deliver(hub) == [["need_met", "need_met"]]
    assert clock.at - (await letters(hub, DARA))[-1] < timedelta(minutes=1)
