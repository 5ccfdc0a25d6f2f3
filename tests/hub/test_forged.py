"""Every act with somebody else's numbers: refused with a plain word, and not a row of the store changes."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hub import history
from hub.context import Hub
from hub.credit import book as credit_book
from hub.credit import charges
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.days import local_day
from hub.errors import HubError
from hub.hangout import settings, staff
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen, meet
from hub.proof import seals
from hub.reward import claims, handover, rewards, shelves
from hub.stick import corrections, export, rulebook, statement
from hub.stick.rulebook import Wish
from hub.till import counter as scanning
from hub.till import cutting, desk, found, tickets
from hub.together import goals
from storage.tables import METADATA
from tests.conftest import StillClock
from tests.support.counter import CLERK, SARA, hire, join
from tests.support.hangouts import OWNER, opened

STRANGER, RIVAL, DARA, FIRED, ABSENT = 9600, Seen(9700, "رقیب", "fa"), Seen(9201, "دارا", "fa"), 9800, 9801
WHY, SUM = "بی‌دلیل", 50
Work = Coroutine[Any, Any, Any]


@dataclass(frozen=True)
class Shop:
    """What a forger might name: everything of Sara's, and everything of the hangout's."""

    hub: Hub
    hangout: HangoutView
    sara: int
    reward: int
    claim: int
    handed: int
    charge: int
    goal: int
    card: str
    ticket: str
    entry: int
    invite: str


@pytest.fixture
async def shop(hub: Hub, clock: StillClock) -> Shop:
    """Everything is there, and whoever forges works in a shop of their own or in this one."""
    rival = await opened(hub, channel=-2001, group=None, owner=RIVAL)
    await join(hub, rival, DARA)
    hangout = await opened(hub)
    place = hangout.id
    for person in (CLERK, Seen(FIRED, "اخراجی", "fa"), Seen(ABSENT, "غایب", "fa")):
        await hire(hub, hangout, person)
    await meet(hub, Seen(STRANGER, "ناشناس", "fa"))
    sara = await join(hub, hangout, SARA)
    given = await corrections.give(hub, OWNER.id, sara, 9, "خوش آمدید", "w")
    assert given.fresh
    reward = (await rewards.add(hub, OWNER.id, place, rewards.Draft("چای", "3", stock="9"), once="r")).id
    claimed, handed = [(await claims.claim(hub, SARA.id, reward, once)).claim.id for once in "ab"]
    await credit_shop.switch(hub, OWNER.id, place, on=True)
    await credit.limit(hub, OWNER.id, sara, 1000)
    waiting = (await credit.charge(hub, OWNER.id, sara, SUM, "c")).account.waiting[0].id
    await credit_shop.confirm_above(hub, OWNER.id, place, 500)
    await credit.charge(hub, OWNER.id, sara, SUM, "d")
    goal = await goals.start(hub, OWNER.id, place, 100, _days(hub, 9), "یلدا")
    invite = await staff.invite(hub, OWNER.id, place, "clerk", staff.fresh_token())
    for clerk in (CLERK.id, FIRED):
        card = (await tickets.card(hub, SARA.id, place)).ticket.token
        await scanning.scan(hub, clerk, card)
    await handover.hand_over(hub, CLERK.id, handed, 0)
    await staff.remove(hub, OWNER.id, place, FIRED)
    ticket = (await shelves.ticket(hub, SARA.id, claimed))[1].ticket.token
    [entry, *_] = [line.id for line in (await statement.mine(hub, SARA.id, place)).lines if line.notches == 9]
    return Shop(hub, hangout, sara, reward, claimed, handed, waiting, goal.id, card, ticket, entry, invite.token)


def _days(hub: Hub, n: int) -> date:
    return local_day(hub.now(), "Asia/Tehran") + timedelta(days=n)


Acts = dict[str, Callable[[Shop, int], Work]]
AT_HAND: Acts = {
    "buy": lambda s, who: cutting.buy(s.hub, who, s.sara, s.card),
    "buy by a name": lambda s, who: cutting.buy(s.hub, who, s.sara, "anything"),
    "offer": lambda s, who: cutting.offer(s.hub, who, s.sara),
    "deed": lambda s, who: cutting.deed(s.hub, who, s.sara, "idea", "x", WHY),
    "gift": lambda s, who: corrections.give(s.hub, who, s.sara, 1, WHY, "x"),
    "correction": lambda s, who: corrections.adjust(s.hub, who, s.sara, -1, WHY, "x"),
    "taking back": lambda s, who: corrections.take_back(s.hub, who, s.sara, s.entry, WHY),
    "entry": lambda s, who: corrections.entry(s.hub, who, s.sara, s.entry),
    "hand-over": lambda s, who: handover.hand_over(s.hub, who, s.claim, 0),
    "of a guest": lambda s, who: handover.of_guest(s.hub, who, s.sara),
    "charge": lambda s, who: credit.charge(s.hub, who, s.sara, SUM, "x"),
    "payment": lambda s, who: credit.pay(s.hub, who, s.sara, SUM, "x"),
    "settling": lambda s, who: credit.settle(s.hub, who, s.sara, SUM, "x"),
    "account": lambda s, who: credit.look(s.hub, who, s.sara),
    "credit statement": lambda s, who: credit_book.statement_for(s.hub, who, s.sara),
    "statement": lambda s, who: statement.of_guest(s.hub, who, s.sara),
    "guest": lambda s, who: desk.guest(s.hub, who, s.sara),
}
"""For staff with the member in front of them."""
BY_STAFF: Acts = {
    "reply": lambda s, who: cutting.by_reply(s.hub, who, s.hangout.id, SARA, "m", amount=None, visits=1),
    "price": lambda s, who: cutting.reply_price(s.hub, who, s.hangout.id),
    "scan": lambda s, who: scanning.scan(s.hub, who, s.card),
    "ticket": lambda s, who: handover.at_ticket(s.hub, who, s.ticket),
    "redeem": lambda s, who: handover.redeem(s.hub, who, s.ticket),
    "undo": lambda s, who: handover.undo(s.hub, who, s.handed, 1),
}
BY_OWNER: Acts = {
    "rule": lambda s, who: rulebook.change(s.hub, who, s.hangout.id, "vote", Wish(9), agreed=10**6),
    "limit": lambda s, who: rulebook.limit(s.hub, who, s.hangout.id, "day_ceiling", 1),
    "currency": lambda s, who: rulebook.currency(s.hub, who, s.hangout.id, "rial"),
    "rules": lambda s, who: rulebook.book(s.hub, who, s.hangout.id),
    "add a reward": lambda s, who: rewards.add(s.hub, who, s.hangout.id, rewards.Draft("x", "1"), once="x"),
    "change a reward": lambda s, who: rewards.change(s.hub, who, s.reward, "notches", "1"),
    "stop a reward": lambda s, who: rewards.offer(s.hub, who, s.reward, active=False),
    "rewards": lambda s, who: rewards.kept(s.hub, who, s.hangout.id),
    "reward": lambda s, who: rewards.one(s.hub, who, s.reward),
    "start together": lambda s, who: goals.start(s.hub, who, s.hangout.id, 50, _days(s.hub, 3), "x"),
    "post together": lambda s, who: goals.post(s.hub, who, s.goal),
    "stop together": lambda s, who: goals.stop(s.hub, who, s.goal),
    "credit limit": lambda s, who: credit.limit(s.hub, who, s.sara, 10**6),
    "credit correction": lambda s, who: credit.correct(s.hub, who, s.sara, 0, "x", seen=SUM, reason=WHY),
    "credit off": lambda s, who: credit_shop.switch(s.hub, who, s.hangout.id, on=False),
    "usual limit": lambda s, who: credit_shop.usual(s.hub, who, s.hangout.id, 10**6),
    "confirm above": lambda s, who: credit_shop.confirm_above(s.hub, who, s.hangout.id, 10**6),
    "debts": lambda s, who: credit_shop.debts(s.hub, who, s.hangout.id),
    "reminder": lambda s, who: credit_shop.remind(s.hub, who, s.sara),
    "staff": lambda s, who: staff.roster(s.hub, who, s.hangout.id),
    "invite": lambda s, who: staff.invite(s.hub, who, s.hangout.id, "moderator", staff.fresh_token()),
    "withdraw": lambda s, who: staff.withdraw(s.hub, who, s.hangout.id, s.invite),
    "role": lambda s, who: staff.change_role(s.hub, who, s.hangout.id, CLERK.id, "moderator"),
    "fire": lambda s, who: staff.remove(s.hub, who, s.hangout.id, CLERK.id),
    "settings": lambda s, who: settings.change(s.hub, who, s.hangout.id, "length", "5"),
    "seals": lambda s, who: seals.shelf(s.hub, who, s.hangout.id),
    "history": lambda s, who: history.read(s.hub, who, s.hangout.id),
    "export": lambda s, who: export.order(s.hub, who, s.hangout.id, "all", "csv", "x"),
    "list": lambda s, who: found.listing(s.hub, who, s.hangout.id),
    "find": lambda s, who: found.named(s.hub, who, s.hangout.id, "سارا"),
    "handed lately": lambda s, who: handover.lately(s.hub, who, s.hangout.id),
}
BY_MEMBER: Acts = {
    "claim": lambda s, who: claims.claim(s.hub, who, s.reward, "x"),
    "offered": lambda s, who: shelves.offer(s.hub, who, s.reward),
    "claim's ticket": lambda s, who: shelves.ticket(s.hub, who, s.claim),
    "confirm": lambda s, who: charges.answer(s.hub, who, s.charge, yes=True),
    "refuse": lambda s, who: charges.answer(s.hub, who, s.charge, yes=False),
    "own credit": lambda s, who: credit_book.statement(s.hub, who, s.sara),
    "own statement": lambda s, who: statement.mine(s.hub, who, s.hangout.id),
    "card": lambda s, who: tickets.card(s.hub, who, s.hangout.id),
}
FORGERS: dict[str, tuple[int, tuple[Acts, ...]]] = {
    "a stranger": (STRANGER, (AT_HAND, BY_STAFF, BY_OWNER, BY_MEMBER)),
    "another shop's owner": (RIVAL.id, (AT_HAND, BY_STAFF, BY_OWNER, BY_MEMBER)),
    "another shop's member": (DARA.id, (AT_HAND, BY_STAFF, BY_OWNER, BY_MEMBER)),
    "the member": (SARA.id, (AT_HAND, BY_STAFF, BY_OWNER)),
    "a clerk": (CLERK.id, (BY_OWNER, BY_MEMBER)),
    "a clerk who did not scan": (ABSENT, (AT_HAND, BY_OWNER, BY_MEMBER)),
    "one who was a clerk": (FIRED, (AT_HAND, BY_STAFF, BY_OWNER, BY_MEMBER)),
}


async def _rows(hub: Hub) -> dict[str, list[Any]]:
    """Every row of every table."""
    async with hub.db.read() as session:
        tables = {name: (await session.execute(select(table))).all() for name, table in METADATA.tables.items()}
    return {name: sorted(map(repr, found)) for name, found in tables.items()}


async def _refused(work: Work) -> str:
    """Why it was refused; nothing if it was not."""
    try:
        await work
    except HubError as refused:
        return type(refused).__name__
    return ""


@pytest.mark.parametrize("forger", FORGERS)
async def test_nobody_acts_where_they_are_nobody(shop: Shop, forger: str) -> None:
    who, acts = FORGERS[forger]
    before = await _rows(shop.hub)
    done = [name for act in acts for name, work in act.items() if not await _refused(work(shop, who))]
    assert done == []
    assert await _rows(shop.hub) == before


async def test_whoever_may_can(shop: Shop) -> None:
    """The same acts by the right people, one after the other: so the refusals above were for who acts."""
    refused = {}
    for who, acts in ((CLERK.id, AT_HAND), (CLERK.id, BY_STAFF), (SARA.id, BY_MEMBER), (OWNER.id, BY_OWNER)):
        whys = {name: await _refused(work(shop, who)) for name, work in acts.items()}
        refused |= {name: why for name, why in whys.items() if why}
    assert refused == EXPECTED


EXPECTED = {
    "buy by a name": "StaleCard",  # without a card only an owner sells
    "deed": "NotAllowed",  # a clerk gives by hand, within a limit
    "taking back": "ByHandOver",  # which nine notches are beyond
    "scan": "CardUsed",  # by "buy"
    "claim's ticket": "ClaimOver",  # by "hand-over"
    "start together": "GoalOn",
    "reminder": "NothingOwed",  # since "credit correction"
}
HUGE = (-(2**63) + 1, -1, 0, 2**31, 2**63 - 1)


@pytest.mark.parametrize("number", HUGE)
async def test_numbers_of_nothing_are_refused(shop: Shop, number: int) -> None:
    """The owner names things that are not there."""
    nothing = Shop(shop.hub, shop.hangout, *[number] * 6, "x" * 300, "", number, "🙃")
    acts = [AT_HAND, {k: BY_STAFF[k] for k in ("scan", "ticket", "redeem", "undo")}]
    acts += [{k: w for k, w in BY_OWNER.items() if "hangout" not in w.__code__.co_names}, {"x": BY_MEMBER["claim"]}]
    before = await _rows(shop.hub)
    done = [name for act in acts for name, work in act.items() if not await _refused(work(nothing, OWNER.id))]
    assert done == []
    assert await _rows(shop.hub) == before
