"""Fifty times the same deed at the same moment: one acts, the others are answered; on both engines."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest

from hub.clockwork import run_due
from hub.context import Hub
from hub.credit import charges
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.days import local_day
from hub.errors import HubError
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.proof import seals
from hub.reward import claims, handover, rewards, shelves
from hub.stick import corrections, members, rulebook
from hub.stick.rulebook import Wish
from hub.till import counter as scanning
from hub.till import cutting, tickets
from hub.together import goals
from storage.tables import Round
from tests.conftest import StillClock
from tests.support.books import Books, books, check, faults
from tests.support.counter import CLERK, OTHER_CLERK, SARA, hire, join
from tests.support.hangouts import OWNER, opened
from tests.support.store import row

Act = Callable[[], Coroutine[Any, Any, Any]]
MANY = 50
DARA = Seen(9201, "دارا", "fa")


@dataclass(frozen=True)
class Busy:
    """A shop with Sara and Dara, who have notches and credit, and two clerks who have both at hand."""

    hub: Hub
    hangout: HangoutView
    sara: int
    dara: int
    reward: int

    async def claimed(self, once: str) -> int:
        """A claim of Sara's, who is given what it costs."""
        await corrections.give(self.hub, OWNER.id, self.sara, 4, "مهمان ما", once)
        return (await claims.claim(self.hub, SARA.id, self.reward, once)).claim.id

    async def card(self, clerk: Seen = CLERK) -> str:
        """Sara's card, scanned by the clerk."""
        token = (await tickets.card(self.hub, SARA.id, self.hangout.id, anew=True)).ticket.token
        await scanning.scan(self.hub, clerk.id, token)
        return token

    async def waiting(self) -> int:
        """A charge that waits for Sara's word."""
        written = await credit.charge(self.hub, OWNER.id, self.sara, 5000, "w")
        return written.account.waiting[0].id

    async def look(self) -> Books:
        return await books(self.hub.db, self.hangout.id)


@pytest.fixture
async def busy(hub: Hub) -> Busy:
    hangout = await opened(hub, group=None)
    await settings.change(hub, OWNER.id, hangout.id, "reward", "چای")
    for clerk in (CLERK, OTHER_CLERK):
        await hire(hub, hangout, clerk, "moderator")
    sara, dara = await join(hub, hangout, SARA), await join(hub, hangout, DARA)
    draft = rewards.Draft("کلوچه", "4", stock="9")
    reward = await rewards.add(hub, OWNER.id, hangout.id, draft, once="r")
    await credit_shop.switch(hub, OWNER.id, hangout.id, on=True)
    await credit_shop.confirm_above(hub, OWNER.id, hangout.id, 1000)
    for member_id in (sara, dara):
        await corrections.give(hub, OWNER.id, member_id, 9, "خوش آمدید", "welcome")
        await credit.limit(hub, OWNER.id, member_id, 10_000)
        await credit.charge(hub, OWNER.id, member_id, 900, "first")
    for person in (SARA, DARA):
        for clerk in (CLERK, OTHER_CLERK):
            token = (await tickets.card(hub, person.id, hangout.id, anew=True)).ticket.token
            await scanning.scan(hub, clerk.id, token)
    return Busy(hub, hangout, sara, dara, reward.id)


async def _purchase(b: Busy) -> Act:
    token = await b.card()
    return lambda: cutting.buy(b.hub, CLERK.id, b.sara, token)


async def _purchase_by_two(b: Busy) -> Act:
    token = await b.card()
    clerks = iter([CLERK, OTHER_CLERK] * MANY)
    return lambda: cutting.buy(b.hub, next(clerks).id, b.sara, token)


async def _reply(b: Busy) -> Act:
    new = Seen(9300, "تازه‌وارد", "fa")
    return lambda: cutting.by_reply(b.hub, CLERK.id, b.hangout.id, new, "reply:1", amount=None, visits=2)


async def _thanks(b: Busy) -> Act:
    return lambda: cutting.deed(b.hub, OWNER.id, b.sara, "thanks", "x", "ممنون")


async def _gift(b: Busy) -> Act:
    return lambda: corrections.give(b.hub, OWNER.id, b.sara, 2, "مهمان ما", "x")


async def _clerks_gift(b: Busy) -> Act:
    return lambda: corrections.give(b.hub, CLERK.id, b.sara, 3, "مهمان ما", "y")


async def _correction(b: Busy) -> Act:
    return lambda: corrections.adjust(b.hub, OWNER.id, b.sara, -2, "اشتباه بود", "x")


async def _take_back(b: Busy) -> Act:
    entry = (await b.look()).notches[b.sara][-1]
    return lambda: corrections.take_back(b.hub, OWNER.id, b.sara, entry.id or 0, "اشتباه بود")


async def _claim(b: Busy) -> Act:
    return lambda: claims.claim(b.hub, SARA.id, b.reward, "x")


async def _redeem(b: Busy) -> Act:
    """By fifty different clerks."""
    claim_id = await b.claimed("redeem")
    clerks = [Seen(9400 + n, f"clerk {n}", "en") for n in range(MANY)]
    for clerk in clerks:
        await hire(b.hub, b.hangout, clerk)
    token, turn = (await shelves.ticket(b.hub, SARA.id, claim_id))[1].ticket.token, iter(clerks)
    return lambda: handover.redeem(b.hub, next(turn).id, token)


async def _hand_over(b: Busy) -> Act:
    claim_id = await b.claimed("hand over")
    return lambda: handover.hand_over(b.hub, CLERK.id, claim_id, 0)


async def _undo(b: Busy) -> Act:
    claim_id = await b.claimed("undo")
    await handover.hand_over(b.hub, CLERK.id, claim_id, 0)
    return lambda: handover.undo(b.hub, CLERK.id, claim_id, 1)


async def _charge(b: Busy) -> Act:
    return lambda: credit.charge(b.hub, CLERK.id, b.sara, 100, "x")


async def _waiting_charge(b: Busy) -> Act:
    return lambda: credit.charge(b.hub, CLERK.id, b.sara, 2000, "y")


async def _payment(b: Busy) -> Act:
    return lambda: credit.pay(b.hub, CLERK.id, b.sara, 10, "x")


async def _settling(b: Busy) -> Act:
    owed = (await b.look()).owed(b.sara)
    return lambda: credit.settle(b.hub, CLERK.id, b.sara, owed, "x")


async def _answer(b: Busy) -> Act:
    charge_id = await b.waiting()
    return lambda: charges.answer(b.hub, SARA.id, charge_id, yes=True)


DEEDS: dict[str, tuple[Callable[[Busy], Awaitable[Act]], ...]] = {
    "at the counter": (_purchase, _purchase_by_two, _reply, _thanks),
    "by hand": (_gift, _clerks_gift, _correction, _take_back),
    "rewards": (_claim, _redeem, _hand_over, _undo),
    "credit": (_charge, _waiting_charge, _payment, _answer, _settling),
}


async def _answered(work: Coroutine[Any, Any, Any]) -> Any:
    """The answer; a refusal is one. Trouble of the store is none."""
    try:
        return await work
    except HubError as refused:
        return refused


@pytest.mark.parametrize("where", DEEDS)
async def test_fifty_equal_deeds_at_once_act_once(busy: Busy, where: str) -> None:
    for deed in DEEDS[where]:
        act = await deed(busy)
        before = (await busy.look()).length
        answers = await asyncio.gather(*(_answered(act()) for _ in range(MANY)))
        assert [getattr(answer, "fresh", False) for answer in answers].count(True) == 1, deed
        after = await busy.look()
        assert after.length == before + (deed is not _waiting_charge), deed
        check(after)
    assert await faults(busy.hub.db, busy.hangout.slug) == []


async def test_fifty_different_claims_take_what_is_there(busy: Busy) -> None:
    """Nine notches are enough for two; Dara takes the third piece, and no fourth is there."""
    await rewards.change(busy.hub, OWNER.id, busy.reward, "stock", "3")
    takers = [(SARA, n) for n in range(MANY // 2)] + [(DARA, n) for n in range(MANY // 2)]
    work = [claims.claim(busy.hub, seen.id, busy.reward, f"{n}") for seen, n in takers]
    answers = await asyncio.gather(*(_answered(one) for one in work))
    assert sum(getattr(answer, "fresh", False) for answer in answers) == 3
    after = await busy.look()
    assert (after.rewards[busy.reward].stock, len(after.claims)) == (0, 3)
    check(after)


async def test_fifty_charges_stay_within_the_limit(busy: Busy) -> None:
    work = [credit.charge(busy.hub, CLERK.id, busy.sara, 700, f"{n}") for n in range(MANY)]
    answers = await asyncio.gather(*(_answered(one) for one in work))
    assert sum(getattr(answer, "fresh", False) for answer in answers) == (10_000 - 900) // 700
    check(await busy.look())


async def test_a_clerk_s_fifty_gifts_stay_within_the_day_s_limit(busy: Busy) -> None:
    work = [corrections.give(busy.hub, CLERK.id, busy.sara, 1, "مهمان ما", f"{n}") for n in range(MANY)]
    answers = await asyncio.gather(*(_answered(one) for one in work))
    assert sum(getattr(answer, "fresh", False) for answer in answers) == 3
    check(await busy.look())


@pytest.mark.parametrize("seed", range(3))
async def test_everything_at_once(busy: Busy, clock: StillClock, seed: int) -> None:
    """Members, clerks, the owner and the clock together: nobody waits for another in a circle."""
    hub, place, owner = busy.hub, busy.hangout.id, OWNER.id
    await rounds.open_now(hub, owner, place)
    asked = (await row(hub.db, Round)).id
    held, charge_id, token = await busy.claimed("before"), await busy.waiting(), await busy.card()
    await goals.start(hub, owner, place, 12, local_day(hub.now(), "Asia/Tehran").replace(day=30), "یلدا")
    clock.pass_by(minutes=2)
    new = [Seen(9500 + n, f"n{n}", "en") for n in range(8)]
    acts: list[Coroutine[Any, Any, Any]] = [
        *(votes.cast(hub, [Ballot(seen, 1, round_id=asked, chat_id=-1001)]) for seen in (*new, SARA, DARA)),
        *(members.join(hub, seen, busy.hangout.slug) for seen in new),
        *(cutting.buy(hub, CLERK.id, busy.sara, token) for _ in range(3)),
        *(cutting.by_reply(hub, CLERK.id, place, s, f"m{s.id}", amount=None, visits=1) for s in (*new, SARA, DARA)),
        *(cutting.deed(hub, OTHER_CLERK.id, m, "idea", "i", "خوب") for m in (busy.sara, busy.dara)),
        *(corrections.give(hub, owner, m, 1, "مهمان ما", "z") for m in (busy.sara, busy.dara)),
        *(claims.claim(hub, s.id, busy.reward, "z") for s in (SARA, DARA, SARA)),
        *(handover.hand_over(hub, c.id, held, 0) for c in (CLERK, OTHER_CLERK)),
        *(credit.charge(hub, CLERK.id, m, 50, "z") for m in (busy.sara, busy.dara, busy.sara)),
        *(credit.pay(hub, OTHER_CLERK.id, m, 20, "z") for m in (busy.sara, busy.dara)),
        *(charges.answer(hub, SARA.id, charge_id, yes=yes) for yes in (True, False)),
        *(tickets.card(hub, s.id, place, anew=True) for s in (SARA, DARA, SARA)),
        rulebook.change(hub, owner, place, "vote", Wish(2), agreed=10**6),
        rulebook.limit(hub, owner, place, "day_ceiling", 30),
        settings.change(hub, owner, place, "length", "6"),
        settings.change(hub, owner, place, "hour", "20:00"),
        rewards.change(hub, owner, busy.reward, "stock", "50"),
        credit_shop.confirm_above(hub, owner, place, 2000),
        credit.limit(hub, owner, busy.sara, 9000),
        rounds.open_now(hub, owner, place, after=asked),
        *(run_due(hub) for _ in range(3)),
        *(seals.seal(hub, place) for _ in range(2)),
    ]
    random.Random(seed).shuffle(acts)
    await asyncio.gather(*(_answered(act) for act in acts))
    check(await busy.look())
    assert await faults(hub.db, busy.hangout.slug) == []
