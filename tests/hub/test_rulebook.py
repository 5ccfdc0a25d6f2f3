"""Rules, ceilings and limits as an owner changes them, on both engines."""

import asyncio

import pytest
from sqlalchemy import func, select

from hub import history
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.errors import BadNumber, HubError, NotAllowed, NotFound
from hub.hangout.errors import CurrencyCounts, CurrencyOwed
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.person.people import row as person_row
from hub.stick import rulebook
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join
from hub.stick.rulebook import LIMITS, Rulebook, Sure, Wish
from hub.stick.rules import RULES, Cut, Setting
from storage import hangouts, people
from storage.tables import Account, Hangout, Round, RuleSetting, Staff
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.store import row, rows

PARTNER = Seen(9002, "سهراب", "fa")


async def _partner(hub: Hub, hangout: HangoutView) -> None:
    """A second owner."""
    async with hub.db.begin() as session:
        await people.add_people(session, [person_row(hub, PARTNER)])
        await hangouts.add_staff(session, hangout.id, PARTNER.id, "owner", hub.now())


async def _deeds(hub: Hub, hangout: HangoutView, rule: str, count: int, note: str | None = None) -> None:
    """So many deeds of one rule, by four customers in turn."""
    members = []
    for number in range(4):
        await join(hub, Seen(500 + number, f"همراه {number}", "fa"), hangout.slug)
        async with hub.db.read() as session:
            found = await hangouts.member(session, hangout.id, 500 + number)
            members.append(found.id if found else 0)
    async with hub.db.begin() as session:
        there = terms_of(await session.get_one(Hangout, hangout.id))
        for number in range(count):
            once = f"{rule}:{hub.now().isoformat()}:{number}:{note}"
            await cut_one(session, there, members[number % 4] or 0, Cut(rule, 1, once, note=note), hub.now())


async def _change(hub: Hub, hangout: HangoutView, rule: str, agreed: int = 0, **wish: int) -> Rulebook | Sure:
    return await rulebook.change(hub, OWNER.id, hangout.id, rule, Wish(**wish), agreed=agreed)


async def _now(hub: Hub, hangout: HangoutView) -> Rulebook:
    return await rulebook.book(hub, OWNER.id, hangout.id)


async def _past(hub: Hub, hangout: HangoutView) -> list[tuple[str, dict[str, object]]]:
    """The history, oldest first."""
    read = await history.read(hub, OWNER.id, hangout.id)
    return [(act.what, act.about) for act in reversed(read.acts)]


async def test_a_new_hangout_has_the_usual_rules(hub: Hub) -> None:
    hangout = await opened(hub)
    found = await _now(hub, hangout)
    assert found.rules == {rule: known.usual for rule, known in RULES.items()}
    assert found.limits == {"day_ceiling": None, "month_ceiling": None, "clerk_limit": 3, "sure_above": 100}
    assert (found.currency, found.stick_length) == ("toman", hangout.stick_length)
    assert await rows(hub.db, RuleSetting) == []


async def test_changes_hold_and_stand_in_the_history(hub: Hub) -> None:
    hangout = await opened(hub)
    await _change(hub, hangout, "purchase", notches=4)
    await _change(hub, hangout, "purchase", step=1_000_000)
    await _change(hub, hangout, "purchase", active=False)
    after = await _change(hub, hangout, "purchase", active=False, notches=4)
    assert isinstance(after, Rulebook)
    assert after.rules["purchase"] == Setting(4, active=False, step=1_000_000)
    assert after == await _now(hub, hangout)
    async with hub.db.read() as session:
        assert await rulebook.setting(session, hangout.id, "purchase") == after.rules["purchase"]
        assert await rulebook.setting(session, hangout.id, "idea") == RULES["idea"].usual
    assert await _past(hub, hangout) == [
        ("rule_value", {"rule": "purchase", "before": 1, "after": 4}),
        ("rule_step", {"rule": "purchase", "before": None, "after": 1_000_000, "currency": "toman"}),
        ("rule_switched", {"rule": "purchase", "on": False}),
    ]
    back = await _change(hub, hangout, "purchase", step=0)
    assert isinstance(back, Rulebook)
    assert back.rules["purchase"].step is None


async def test_a_vote_is_worth_what_the_owner_says_from_then_on(hub: Hub) -> None:
    """And what was cut before stays as it was."""
    hangout = await opened(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    playing = await row(hub.db, Round)

    async def cast(person: int) -> None:
        await votes.cast(
            hub, [Ballot(Seen(person, "همراه", "fa"), 1, round_id=playing.id, chat_id=-1001, message_id=7)]
        )

    await cast(601)
    await _change(hub, hangout, "vote", notches=5)
    await cast(602)
    await _change(hub, hangout, "vote", active=False)
    await cast(603)
    assert await notches(hub.db) == {601: 1, 602: 5, 603: 0}


async def test_what_would_give_away_much_is_asked_first(hub: Hub) -> None:
    hangout = await opened(hub)
    await _deeds(hub, hangout, "vote", 20)
    assert isinstance(await _change(hub, hangout, "vote", notches=5), Rulebook)  # a hundred a day: not above it
    asked = await _change(hub, hangout, "vote", notches=6)
    assert asked == Sure("vote", Wish(notches=6), Setting(6), "toman", 120, 12)
    assert (await _now(hub, hangout)).rules["vote"] == Setting(5)
    assert isinstance(await _change(hub, hangout, "vote", notches=6, agreed=119), Sure)
    assert isinstance(await _change(hub, hangout, "vote", notches=6, agreed=120), Rulebook)
    assert (await _now(hub, hangout)).rules["vote"] == Setting(6)
    assert [what for what, _ in await _past(hub, hangout)] == ["rule_value", "rule_value"]


async def test_less_than_before_is_never_asked(hub: Hub) -> None:
    hangout = await opened(hub)
    await _deeds(hub, hangout, "vote", 20)
    await _change(hub, hangout, "vote", notches=50, agreed=10**6)
    assert isinstance(await _change(hub, hangout, "vote", notches=40), Rulebook)
    assert isinstance(await _change(hub, hangout, "vote", active=False), Rulebook)
    assert isinstance(await _change(hub, hangout, "vote", notches=60), Rulebook)  # gives nothing while it is off
    assert await _change(hub, hangout, "vote", active=True) == Sure(
        "vote", Wish(active=True), Setting(60), "toman", 1200, 120
    )


async def test_a_rule_nobody_used_yet_is_done_once_a_day(hub: Hub) -> None:
    hangout = await opened(hub)
    assert isinstance(await _change(hub, hangout, "idea", notches=100), Rulebook)
    await rulebook.limit(hub, OWNER.id, hangout.id, "sure_above", 50)
    assert isinstance(await _change(hub, hangout, "need", notches=50), Rulebook)
    assert await _change(hub, hangout, "need", notches=51) == Sure(
        "need", Wish(notches=51), Setting(51), "toman", 51, 5
    )


async def test_only_the_last_days_of_this_hangout_and_rule_count(hub: Hub, clock: StillClock) -> None:
    hangout, other = await opened(hub), await opened(hub, channel=-2001, group=None)
    await _deeds(hub, hangout, "vote", 300)
    clock.pass_by(days=28)
    await _deeds(hub, hangout, "vote", 28 * 7)
    await _deeds(hub, hangout, "purchase", 99)
    await _deeds(hub, other, "vote", 400)
    assert await _change(hub, hangout, "vote", notches=20) == Sure(
        "vote", Wish(notches=20), Setting(20), "toman", 140, 14
    )


async def test_a_step_is_judged_by_what_was_spent(hub: Hub) -> None:
    """Ten purchases of 600,000 toman: a notch for every 50,000 would be 120 a day."""
    hangout = await opened(hub)
    await _deeds(hub, hangout, "purchase", 10, note="6000000 toman")
    assert await _change(hub, hangout, "purchase", step=500_000) == Sure(
        "purchase", Wish(step=500_000), Setting(1, step=500_000), "toman", 120, 12
    )
    assert isinstance(await _change(hub, hangout, "purchase", step=600_000), Rulebook)


@pytest.mark.parametrize(
    ("rule", "wish", "error"),
    [
        ("vote", Wish(notches=0), BadNumber),
        ("vote", Wish(notches=101), BadNumber),
        ("vote", Wish(step=5), NotFound),
        ("purchase", Wish(step=-1), NotFound),
        ("purchase", Wish(step=10**15 + 1), NotFound),
        ("correction", Wish(notches=1), NotFound),
        ("gift", Wish(notches=2), NotFound),
    ],
)
async def test_what_no_rule_can_be(hub: Hub, rule: str, wish: Wish, error: type[HubError]) -> None:
    hangout = await opened(hub)
    with pytest.raises(error):
        await rulebook.change(hub, OWNER.id, hangout.id, rule, wish)
    assert await rows(hub.db, RuleSetting) == []


async def test_two_owners_at_once_lose_nothing(hub: Hub) -> None:
    hangout = await opened(hub)
    await _partner(hub, hangout)
    for turn in range(2, 8):
        await asyncio.gather(
            rulebook.change(hub, OWNER.id, hangout.id, "purchase", Wish(notches=turn)),
            rulebook.change(hub, PARTNER.id, hangout.id, "purchase", Wish(step=turn * 1000)),
            rulebook.change(hub, PARTNER.id, hangout.id, "purchase", Wish(active=turn % 2 == 0)),
            rulebook.limit(hub, OWNER.id, hangout.id, "day_ceiling", turn),
            rulebook.limit(hub, PARTNER.id, hangout.id, "clerk_limit", turn + 2),
        )
        found = await _now(hub, hangout)
        assert found.rules["purchase"] == Setting(turn, turn % 2 == 0, turn * 1000)
        assert (found.limits["day_ceiling"], found.limits["clerk_limit"]) == (turn, turn + 2)


async def test_the_same_change_twice_at_once_is_told_once(hub: Hub) -> None:
    hangout = await opened(hub)
    await asyncio.gather(*(_change(hub, hangout, "idea", notches=8) for _ in range(6)))
    assert await _past(hub, hangout) == [("rule_value", {"rule": "idea", "before": 3, "after": 8})]


@pytest.mark.parametrize("field", LIMITS)
async def test_a_limit_is_set_within_its_bounds(hub: Hub, field: str) -> None:
    hangout = await opened(hub)
    bounds = LIMITS[field]
    for value in (bounds.least, bounds.most):
        assert (await rulebook.limit(hub, OWNER.id, hangout.id, field, value)).limits[field] == value
        assert (await _now(hub, hangout)).limits[field] == value
    for value in (bounds.least - 1, bounds.most + 1):
        with pytest.raises(BadNumber):
            await rulebook.limit(hub, OWNER.id, hangout.id, field, value)
    if bounds.optional:
        assert (await rulebook.limit(hub, OWNER.id, hangout.id, field, None)).limits[field] is None
    else:
        with pytest.raises(NotFound):
            await rulebook.limit(hub, OWNER.id, hangout.id, field, None)
    what, about = (await _past(hub, hangout))[0]
    assert (what, about["limit"], about["after"]) == ("limit_changed", field, bounds.least)


@pytest.mark.parametrize(("text", "value"), [("۱۲", 12), (" 1,200 ", 1200), ("١٢٬٣٤٥", 12345), ("۰", 0), ("007", 7)])
def test_a_number_however_it_is_typed(text: str, value: int) -> None:
    assert rulebook.number(text, 0, 20_000) == value


@pytest.mark.parametrize("text", ["", "ده", "1.5", "-3", "20001", "9" * 400, "²", "5 5", "٪5"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(BadNumber):
        rulebook.number(text, 0, 20_000)


async def test_the_currency_moves_freely_within_its_family(hub: Hub) -> None:
    hangout = await opened(hub)
    await _change(hub, hangout, "purchase", step=1_000_000)
    found = await rulebook.currency(hub, OWNER.id, hangout.id, "rial")
    assert (found.currency, found.rules["purchase"].step) == ("rial", 1_000_000)
    with pytest.raises(CurrencyCounts):
        await rulebook.currency(hub, OWNER.id, hangout.id, "EUR")
    await _change(hub, hangout, "purchase", step=0)
    assert (await rulebook.currency(hub, OWNER.id, hangout.id, "EUR")).currency == "EUR"
    assert (await _past(hub, hangout))[-1] == ("currency_changed", {"before": "rial", "after": "EUR"})
    with pytest.raises(NotFound):
        await rulebook.currency(hub, OWNER.id, hangout.id, "cowries")


async def test_what_is_owed_keeps_its_currency(hub: Hub) -> None:
    hangout = await opened(hub)
    await join(hub, Seen(500, "همراه", "fa"), hangout.slug)
    async with hub.db.begin() as session:
        member = await hangouts.member(session, hangout.id, 500)
        assert member
        session.add(Account(member_id=member.id or 0, hangout_id=hangout.id, ceiling=5_000_000))
        (await session.get_one(Hangout, hangout.id)).credit_confirm = 1_000_000
    assert (await rulebook.currency(hub, OWNER.id, hangout.id, "USD")).currency == "USD"
    account, hangout_row = await row(hub.db, Account), await row(hub.db, Hangout)
    assert (account.ceiling, hangout_row.credit_confirm) == (0, 0)
    async with hub.db.begin() as session:
        (await session.get_one(Account, account.member_id)).entries = 1
    with pytest.raises(CurrencyOwed):
        await rulebook.currency(hub, OWNER.id, hangout.id, "toman")


async def test_only_owners_see_and_change_the_rules(hub: Hub) -> None:
    hangout = await opened(hub)
    await _partner(hub, hangout)
    async with hub.db.begin() as session:
        (await session.get_one(Staff, (hangout.id, PARTNER.id))).role = "clerk"
    for act in (
        rulebook.book(hub, PARTNER.id, hangout.id),
        rulebook.change(hub, PARTNER.id, hangout.id, "vote", Wish(notches=2)),
        rulebook.limit(hub, PARTNER.id, hangout.id, "clerk_limit", 1000),
        rulebook.currency(hub, 777, hangout.id, "rial"),
        history.read(hub, PARTNER.id, hangout.id),
    ):
        with pytest.raises(NotAllowed):
            await act
    async with hub.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(RuleSetting)) == 0
