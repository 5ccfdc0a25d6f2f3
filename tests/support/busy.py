"""A store in which everything has happened that a ledger can tell of, made through the product's own use cases."""

from datetime import timedelta

from hub.context import Hub
from hub.credit import charges
from hub.credit import writing as credit
from hub.days import local_day
from hub.hangout.hangouts import HangoutView, owned_by
from hub.person.people import Seen
from hub.proof import seals
from hub.reward import claims, handover
from hub.stick import corrections
from hub.stick.rules import RULES, Setting, purchase, thanks, vote
from hub.together import goals
from storage.tables import Charge, Entry
from tests.conftest import StillClock
from tests.support.credit import CLERK, MEMBER, credit_shop_of, joins
from tests.support.hangouts import OWNER, opened
from tests.support.members import cut, joined
from tests.support.rewards import offered
from tests.support.store import row

OTHER_OWNER = Seen(9002, "کاوه", "en")
SECOND = Seen(7002, "نازنین", "fa")
ONE = Setting(1)


async def busy(hub: Hub, clock: StillClock) -> list[HangoutView]:
    """Two hangouts, five members, every rule, claims and charges in every state, credit, seals, shared sticks."""
    shop = await credit_shop_of(hub, confirm_above=100)
    [first] = await owned_by(hub, OWNER.id)
    second = await opened(hub, channel=-2001, group=-2002, owner=OTHER_OWNER)
    last_day = local_day(clock.now(), "Asia/Tehran") + timedelta(days=20)
    for owner, hangout in ((OWNER, first), (OTHER_OWNER, second)):
        await goals.start(hub, owner.id, hangout.id, 500, last_day, "یلدا")
    clock.pass_by(minutes=5)
    members = [shop.member_id, await joins(hub, first.id, SECOND), await joined(hub, first, 7003, "بهار")]
    strangers = [await joined(hub, second, 7002, "نازنین"), await joined(hub, second, 7004, "رضا")]
    for day in range(1, 4):
        for member in (*members, *strangers):
            await cut(hub, member, vote(ONE, day))
            await cut(hub, member, purchase(ONE, f"{day}", None, CLERK.id, "1200000 toman"))
            await cut(hub, member, thanks(Setting(2), f"{day}:{member}", OWNER.id, "دستت درد نکند"))
        await _night(hub, clock, first, second)
    await _by_hand(hub, members)
    await _owing(hub, clock, shop.member_id)
    await _claimed(hub, clock, first, members)
    await _night(hub, clock, first, second)
    await cut(hub, members[0], vote(ONE, 99))
    return [first, second]


async def _night(hub: Hub, clock: StillClock, *hangouts: HangoutView) -> None:
    clock.pass_by(days=1)
    for hangout in hangouts:
        await seals.seal(hub, hangout.id)


async def _by_hand(hub: Hub, members: list[int]) -> None:
    await corrections.give(hub, OWNER.id, members[0], min(30, RULES["gift"].most), "برای صبوری", "g1")
    await corrections.give(hub, OWNER.id, members[1], min(30, RULES["gift"].most), "برای صبوری", "g2")
    await corrections.adjust(hub, OWNER.id, members[2], -4, "دوبار شمرده شد", "a1")
    wrong = await row(hub.db, Entry, member_id=members[1], rule="thanks")
    await corrections.take_back(hub, OWNER.id, members[1], wrong.id, "اشتباه بود")


async def _owing(hub: Hub, clock: StillClock, member_id: int) -> None:
    """Charges at once, confirmed, refused, lapsed and waiting; payments, a settling and a correction."""
    await credit.charge(hub, OWNER.id, member_id, 90, "c1", "نان")
    await credit.pay(hub, OWNER.id, member_id, 40, "p1")
    await credit.settle(hub, OWNER.id, member_id, 50, "s1")
    for once, answer in (("yes", True), ("no", False), ("sure", True)):
        clock.pass_by(minutes=1)
        await credit.charge(hub, OWNER.id, member_id, 150, once, "برنج")
        waiting = await row(hub.db, Charge, state="waiting")
        await charges.answer(hub, MEMBER.id, waiting.id, yes=answer)
    await credit.correct(hub, OWNER.id, member_id, 280, "k1", seen=300, reason="تخفیف")
    await credit.charge(hub, OWNER.id, member_id, 120, "late", "چای")
    clock.pass_by(days=2)
    await charges.lapse(hub, (await row(hub.db, Charge, state="waiting")).id)
    await credit.charge(hub, OWNER.id, member_id, 130, "last", "قند")


async def _claimed(hub: Hub, clock: StillClock, hangout: HangoutView, members: list[int]) -> None:
    """Claims that were given back, wait, were handed over, taken back, and handed over again."""
    reward = await offered(hub, hangout, cost=3)
    gone = (await claims.claim(hub, MEMBER.id, reward.id, "gone")).claim
    clock.at = gone.expires_at + timedelta(hours=1)
    await claims.expire(hub, gone.id)
    for person, once, times in ((7002, "waits", 0), (7001, "had", 1), (7001, "undone", 2), (7002, "again", 3)):
        claim = (await claims.claim(hub, person, reward.id, once)).claim
        for turn in range(times):
            clock.pass_by(minutes=1)
            if turn % 2 == 0:
                await handover.hand_over(hub, OWNER.id, claim.id, turn // 2)
            else:
                await handover.undo(hub, OWNER.id, claim.id)
