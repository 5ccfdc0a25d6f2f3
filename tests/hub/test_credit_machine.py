"""Whatever is done in whatever order: what is owed is the sum of the entries, and every chain verifies."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub import clockwork
from hub.context import Hub
from hub.credit import charges
from hub.credit import writing as credit
from hub.errors import HubError
from locales.bank import bank
from locales.voice import languages
from storage.database import Database
from storage.tables import Charge
from tests.conftest import StillClock
from tests.support.credit import CLERK, MEMBER, CreditShop, credit_shop_of, owed
from tests.support.engines import ENGINES, Engines
from tests.support.hangouts import OWNER
from tests.support.store import rows

AMOUNT, ONCE = st.integers(1, 700), st.sampled_from("abcdef")
DEEDS = st.one_of(
    st.tuples(st.just("charge"), AMOUNT, ONCE),
    st.tuples(st.just("pay"), AMOUNT, ONCE),
    st.tuples(st.just("settle"), AMOUNT, ONCE),
    st.tuples(st.just("correct"), AMOUNT, ONCE),
    st.tuples(st.just("limit"), st.integers(0, 1500), ONCE),
    st.tuples(st.just("answer"), st.integers(0, 5), ONCE),
    st.tuples(st.just("pass"), st.integers(1, 30), ONCE),
)


async def _do(shop: CreditShop, clock: StillClock, deed: tuple[str, int, str]) -> int:
    """Does it; by how much the debt must have changed. A refusal changes nothing."""
    (what, number, once), hub, who = deed, shop.hub, (CLERK.id, shop.member_id)
    before = (await credit.look(hub, OWNER.id, shop.member_id)).owed
    if what == "charge":
        written = await credit.charge(hub, *who, number, once)
        return number if written.fresh and not written.waits else 0
    if what == "pay":
        return -number if (await credit.pay(hub, *who, number, once)).fresh else 0
    if what == "settle":
        return -before if (await credit.settle(hub, *who, before, once)).fresh else 0
    if what == "correct":
        fixed = await credit.correct(hub, OWNER.id, shop.member_id, number, once, seen=before, reason="دفتر")
        return number - before if fixed.fresh else 0
    if what == "limit":
        await credit.limit(hub, OWNER.id, shop.member_id, number)
        return 0
    return await _wait_or_answer(shop, clock, what, number)


async def _wait_or_answer(shop: CreditShop, clock: StillClock, what: str, number: int) -> int:
    if what == "pass":
        clock.pass_by(hours=number)
        await clockwork.run_due(shop.hub)
        await shop.joins(MEMBER)  # scanned again
        return 0
    made = await rows(shop.hub.db, Charge)
    if not made:
        return 0
    asked = made[number % len(made)]
    end = await charges.answer(shop.hub, MEMBER.id, asked.id or 0, yes=bool(number % 3))
    return asked.amount if end.fresh and end.charge.state == "confirmed" else 0


async def _story(url: str, deeds: list[tuple[str, int, str]]) -> None:
    clock, db = StillClock(), Database(url)
    clock.at = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    hub = Hub(db, clock.now, languages(), "fa", "Asia/Tehran", bank, lambda: None)
    try:
        shop, expected = await credit_shop_of(hub, confirm_above=300), 0
        for deed in deeds:
            with suppress(HubError):
                expected += await _do(shop, clock, deed)
            assert (await owed(db))[shop.member_id] == expected
        waits = [charge for charge in await rows(db, Charge) if charge.state == "waiting"]
        assert all(charge.expires_at > clock.at for charge in waits)
    finally:
        await db.stop()


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_owed_is_the_sum_of_the_entries(engine: str, engines: Engines) -> None:
    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(st.lists(DEEDS, min_size=5, max_size=25))
    def run(deeds: list[Any]) -> None:
        asyncio.run(_story(engines.url(engine), deeds))

    run()
