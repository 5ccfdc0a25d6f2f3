"""The credit stick over HTTP: switched on, charged, confirmed, paid, read by both sides, reminded of by hand."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from handlers.buttons import Desk as Button
from handlers.buttons import Panel
from handlers.credit.member import Word
from handlers.credit.panel import Amount, Owers
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.person import people
from hub.person.people import Seen
from locales.voice import voice
from storage import counter as scans
from storage.tables import Charge, CreditEntry, Hangout
from tests.support import counter
from tests.support.credit import owed
from tests.support.desk import Desk
from tests.support.people import Message, buttons_of, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
UNSET: Any = None
TOMAN = 10
HOW_MUCH = "<b>How much goes on credit for {name}?</b>\nTap one, or write an amount."
PAYS = "<b>How much does {name} pay?</b>\nOwed: {owed}. Tap one, or write an amount."
MOST = "<b>How much may {name} owe at most?</b>\nTap one, or write an amount."
REALLY = "<b>What does {name} really owe?</b>\nIt says {owed} here. Write what is right."
ABOVE = (
    "<b>Above which amount shall a member confirm a charge?</b>\n"
    "It then waits a day for their word. Tap one, or write an amount."
)
OFF = (
    "<b>Credit stick</b>\n"
    "It is off. When it is on, you and your clerks write down what a member takes on credit, up to the limit that "
    "you set for them. They read the same statement as you, and confirm the larger charges themselves."
)
LATE = "The day for {amount} is over and it was not written. If it is yours, the shop can note it again."
WHO_OWES = "<b>Who owes what</b>\nOwed by {people}: <b>{sum}</b>"


@dataclass
class Counter:
    """A shop with a clerk and a member whose card was scanned; all of them speak `language`."""

    shop: Shop
    owner: Desk
    clerk: Desk
    member: Desk
    member_id: int

    async def account(self, desk: Desk) -> None:
        """The member's account on the screen of who serves."""
        await desk.press(Button(member=self.member_id, act="credit").pack())
        await desk.sees("<b>{name}</b> · credit", name=UNSET)

    async def charge(self, amount: int) -> int:
        """A charge that waits for the member's word."""
        clerk = self.clerk.owner.id
        await credit.charge(self.shop.hub, clerk, self.member_id, amount, f"test:{amount}")
        return (await row(self.shop.hub.db, Charge)).id or 0

    async def scanned(self) -> None:
        """The clerk has the member at hand from now on."""
        async with self.shop.hub.db.begin() as session:
            await scans.note_scan(session, self.member_id, self.clerk.owner.id, self.shop.hub.now())

    @property
    def name(self) -> str:
        """The member's whole name."""
        facts = self.member.owner.facts
        return f"{facts['first_name']} {facts['last_name']}" if facts.get("last_name") else str(facts["first_name"])

    def money(self, toman: int) -> str:
        return voice(self.clerk.language).money(toman * TOMAN, "toman")


async def _speaks(shop: Shop, desk: Desk) -> Desk:
    await desk.owner.start()
    await desk.owner.wait_for(desk.owner.id, lambda m: True)
    await people.choose_language(shop.hub, desk.owner.id, desk.language)
    await desk.say("/help")
    desk.screen = await desk.owner.start()
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: bool(buttons_of(m)))
    return desk


@pytest.fixture
async def at(world: SandboxWorld, app: Any, language: str) -> Counter:
    shop = await open_shop(world, app.hub, language=language)
    clerk, member = world.customers[0], world.customers[1]
    desks = [await _speaks(shop, Desk(person, language)) for person in (shop.owner, clerk, member)]
    await counter.hire(shop.hub, shop.hangout, Seen(clerk.id, clerk.name, language))
    member_id = await counter.join(shop.hub, shop.hangout, Seen(member.id, member.name, language))
    made = Counter(shop, *desks, member_id)
    await made.scanned()
    return made


async def _lends(at: Counter, confirm_above: int = 100_000 * TOMAN, limit: int = 1_000_000 * TOMAN) -> None:
    """Credit is on, and the member has a limit."""
    hub, owner, hangout = at.shop.hub, at.shop.owner.id, at.shop.hangout.id
    await credit_shop.switch(hub, owner, hangout, on=True)
    await credit_shop.confirm_above(hub, owner, hangout, confirm_above)
    await credit.limit(hub, owner, at.member_id, limit)


async def _last(desk: Desk, part: str) -> Message:
    desk.screen = await desk.owner.wait_for(desk.owner.id, part)
    return desk.screen


@RUNS
async def test_an_owner_switches_credit_on_and_sets_its_terms(at: Counter) -> None:
    owner, hangout = at.owner, at.shop.hangout
    await owner.press(Panel(hangout=hangout.id, act="shelf").pack())
    await owner.sees("<b>The tally stick of {title}</b>", title=UNSET)
    await owner.tap("Credit")
    await owner.sees(OFF)
    await owner.tap("Switch on")
    await owner.sees("<b>Credit stick</b>")
    assert owner.words("Every charge waits for the member’s word.") in owner.text
    await owner.tap("Confirm above")
    await owner.sees(ABOVE)
    await owner.say("بسیار زیاد")
    await owner.sees("I could not read that amount. Write it like {example}.", example=UNSET)
    await owner.say("۱۰۰ هزار تومان")
    await _last(owner, at.money(100_000))
    await owner.tap("Usual limit")
    await owner.press(Amount(hangout=hangout.id, field="usual", amount="5000000").pack())
    await _last(owner, at.money(500_000))
    found = await row(at.shop.hub.db, Hangout)
    assert (found.credit, found.credit_confirm, found.credit_limit) == (True, 1_000_000, 5_000_000)
    await owner.tap("Switch off")
    await owner.sees(OFF)
    await owner.press(Panel(hangout=hangout.id, act="history").pack())
    await owner.sees("<b>History of {title}</b>", title=UNSET)
    assert owner.words("The usual credit limit became {amount}.", amount=at.money(500_000)) in owner.text


@RUNS
async def test_a_charge_is_typed_with_its_reason_and_both_sides_read_it(at: Counter) -> None:
    await _lends(at)
    clerk, name = at.clerk, at.member.owner.name
    await clerk.press(Button(member=at.member_id, act="home").pack())
    await clerk.sees("{n} of {size} notches", n=UNSET, size=UNSET)
    await clerk.tap("Credit")
    await clerk.sees("<b>{name}</b> · credit", name=UNSET)
    assert clerk.voice.tell("Limit") not in clerk.labels()
    await clerk.tap("New charge")
    await clerk.sees(HOW_MUCH, name=UNSET)
    await clerk.say("۲ میلیون")
    await clerk.sees("That is over the limit: {left} can still go on credit.", left=at.money(1_000_000))
    await clerk.say("50k")
    await _last(clerk, at.money(50_000))
    await clerk.say("نان <b>و</b> پنیر")
    await _last(clerk, "نان <b>و</b> پنیر")
    confirm, keys = clerk.screen, buttons_of(clerk.screen)[0]["callback_data"]
    answer = await clerk.tap("Confirm")
    assert answer.text == clerk.voice.tell("Written.")
    again = await clerk.owner.press(confirm, data=keys)
    assert again.text == clerk.voice.tell("That button has done its work.")
    assert await owed(at.shop.hub.db) == {at.member_id: 500_000}
    told = await at.member.owner.wait_for(at.member.owner.id, "نان <b>و</b> پنیر", since=0)
    assert at.member.words("You owe <b>{owed}</b> now.", owed=at.money(50_000)) in text_of(told)
    at.member.screen = told
    await at.member.tap("My credit stick")
    await at.member.sees("<b>Credit · {title}</b>", title=UNSET)
    assert clerk.owner.name in at.member.text
    assert name not in at.member.text


@RUNS
async def test_a_larger_charge_waits_for_the_members_word(at: Counter) -> None:
    await _lends(at)
    clerk, member = at.clerk, at.member
    await at.account(clerk)
    await clerk.tap("New charge")
    await clerk.sees(HOW_MUCH, name=UNSET)
    await clerk.press(Button(member=at.member_id, act="charge", value=str(200_000 * TOMAN)).pack())
    await clerk.sees("<b>{amount}</b> on credit for {name}", amount=at.money(200_000), name=UNSET)
    answer = await clerk.tap("Confirm")
    assert answer.text == clerk.voice.tell("Noted; it waits for {name}’s word.", name=at.name)
    asked = await member.owner.wait_for(member.owner.id, at.money(200_000), since=0)
    yes, no = (button["callback_data"] for button in buttons_of(asked))
    stranger = await clerk.owner.press(clerk.screen, data=yes)
    assert stranger.alert
    assert await owed(at.shop.hub.db) == {at.member_id: 0}
    await member.owner.press(asked, data=yes)
    await member.sees("Confirmed: {amount} is on your credit stick.", amount=at.money(200_000))
    await member.owner.press(asked, data=no)
    await member.sees("You confirmed {amount} already.", amount=at.money(200_000))
    assert await owed(at.shop.hub.db) == {at.member_id: 2_000_000}
    await clerk.sees("✓ {name} confirmed {amount}; it is written.", name=at.name, amount=at.money(200_000), since=0)


@RUNS
async def test_refused_and_lapsed_charges_are_told_to_who_wrote_them(at: Counter) -> None:
    await _lends(at)
    clerk, member, name = at.clerk, at.member, at.name
    refused = await at.charge(300_000 * TOMAN)
    await member.say("/credit")
    await member.sees("<b>Credit · {title}</b>", title=UNSET)
    answer = await member.press(Word(charge=refused, yes=False, listed=True).pack())
    assert answer.text == member.words(
        "{amount} was not written. The shop hears that it is not yours.", amount=at.money(300_000)
    )
    refusal = "{name} says that {amount} is not theirs; nothing was written."
    await clerk.sees(refusal, name=name, amount=at.money(300_000), since=0)
    lapsed = await at.charge(400_000 * TOMAN)
    asked = await member.owner.wait_for(member.owner.id, at.money(400_000), since=0)
    await at.shop.move(NOON + timedelta(days=1, minutes=1))
    silence = "No word came from {name} on {amount} in time; nothing was written. You can note it again."
    await clerk.sees(silence, name=name, amount=at.money(400_000), since=0)
    member.screen = asked
    await member.press(Word(charge=lapsed, yes=True, listed=False).pack())
    await member.sees(LATE, amount=at.money(400_000))
    assert await owed(at.shop.hub.db) == {at.member_id: 0}


@RUNS
async def test_payments_and_settling_at_the_counter(at: Counter) -> None:
    await _lends(at, confirm_above=10**12)
    await credit.charge(at.shop.hub, at.clerk.owner.id, at.member_id, 500_000 * TOMAN, "a")
    clerk = at.clerk
    await at.account(clerk)
    await clerk.tap("Payment")
    await clerk.sees(PAYS, name=UNSET, owed=UNSET)
    await clerk.say("۶۰۰ هزار")
    await clerk.sees("That is more than is owed. What is owed is {owed}.", owed=at.money(500_000))
    await clerk.say("۱۵۰ هزار")
    await clerk.sees("{name} pays <b>{amount}</b>", name=UNSET, amount=at.money(150_000))
    await clerk.tap("Confirm")
    await _last(clerk, at.money(350_000))
    await clerk.tap("Settle all")
    await clerk.sees("{name} pays all of it: <b>{amount}</b>", name=UNSET, amount=at.money(350_000))
    await clerk.tap("Confirm")
    await clerk.sees("<b>{name}</b> · credit", name=UNSET)
    assert clerk.words("Owes nothing.") in clerk.text
    assert await owed(at.shop.hub.db) == {at.member_id: 0}
    await at.member.owner.wait_for(at.member.owner.id, at.member.words("The account is clear. Thank you."), since=0)


@RUNS
async def test_an_owner_sets_a_limit_puts_right_and_reminds(at: Counter) -> None:
    await credit_shop.switch(at.shop.hub, at.shop.owner.id, at.shop.hangout.id, on=True)
    owner, member = at.owner, at.member
    await at.account(owner)
    await owner.tap("Limit")
    await owner.sees(MOST, name=UNSET)
    await owner.say("۱ میلیون و ۵۰۰ هزار تومان")
    await _last(owner, at.money(1_500_000))
    await owner.tap("Put it right")
    await owner.sees(REALLY, name=UNSET, owed=UNSET)
    await owner.say("۷۵۰٬۰۰۰")
    await _last(owner, at.money(750_000))
    await owner.say("از دفتر قدیم")
    await _last(owner, "از دفتر قدیم")
    await owner.tap("Confirm")
    await owner.sees("<b>{name}</b> · credit", name=UNSET)
    assert await owed(at.shop.hub.db) == {at.member_id: 7_500_000}
    await owner.tap("Remind kindly")
    await owner.sees("{name} would read this:", name=UNSET)
    await owner.tap("Send it")
    answer = await owner.press(Button(member=at.member_id, act="cr_remind", value="1").pack())
    assert answer.text == owner.words("The reminder for this day is out or waits its turn. One a day is enough.")
    await at.shop.move(NOON + timedelta(days=1))  # what was put right has been this day's letter
    reminded = await member.owner.wait_for(
        member.owner.id,
        lambda m: (
            at.shop.hangout.title in text_of(m)
            and at.money(750_000) in text_of(m)
            and "\n" in text_of(m)
            and member.owner.name in text_of(m)
        ),
        since=0,
    )
    assert buttons_of(reminded)
    await owner.press(Owers(hangout=at.shop.hangout.id, page=0).pack())
    await owner.sees(WHO_OWES, people=UNSET, sum=UNSET)
    assert member.owner.name in owner.text
    assert at.money(750_000) in owner.text


@RUNS
async def test_at_night_a_reminder_waits_for_the_morning(at: Counter) -> None:
    await _lends(at, confirm_above=10**12)
    await credit.charge(at.shop.hub, at.shop.owner.id, at.member_id, 50_000 * TOMAN, "a")
    await at.shop.move(NOON.replace(hour=23))
    await at.account(at.owner)
    await at.owner.tap("Remind kindly")
    await at.owner.sees("{name} would read this:", name=UNSET)
    answer = await at.owner.tap("Send it")
    assert answer.text == at.owner.voice.tell("It leaves in the morning.")
    await at.owner.sees("<b>{name}</b> · credit", name=UNSET)
    assert at.owner.words("A reminder leaves in the morning.") in at.owner.text
    before = len(await at.member.owner.messages())
    await at.shop.move(NOON.replace(hour=9) + timedelta(days=1))

    async def came() -> bool:
        return len(await at.member.owner.messages()) > before

    await until(came, "for the reminder")


@RUNS
async def test_a_long_statement_is_turned_in_place(at: Counter) -> None:
    await _lends(at, confirm_above=10**12)
    for n in range(1, 9):
        await credit.charge(at.shop.hub, at.clerk.owner.id, at.member_id, n * 1000 * TOMAN, str(n), f"خرید {n}")
    member = at.member
    await member.say("نسیه" if member.language == "fa" else "/credit")
    member.screen = await member.owner.wait_for(
        member.owner.id, lambda m: "خرید 8" in text_of(m) and "خرید 7" in text_of(m)
    )
    first = member.screen["message_id"]
    assert "خرید 2" not in member.text
    await member.tap("Older ones")
    await _last(member, "خرید 2")
    assert member.screen["message_id"] == first
    await member.tap("Newer ones")
    await _last(member, "خرید 8")


@RUNS
async def test_forged_and_foreign_buttons_write_nothing(at: Counter) -> None:
    await _lends(at)
    waits = await at.charge(200_000 * TOMAN)
    member, hangout = at.member, at.shop.hangout.id
    forged = [
        Button(member=at.member_id, act=act, value=value).pack()
        for act in ("credit", "charge", "payment", "settle", "cr_limit", "cr_fix", "cr_remind", "cr_write")
        for value in ("", "5000", "x", "9" * 17, "²")
    ]
    forged += [Word(charge=waits + 1, yes=True, listed=True).pack(), Owers(hangout=hangout, page=0).pack()]
    forged += [Amount(hangout=hangout, field="usual", amount="7").pack(), Panel(hangout=hangout, act="cr_off").pack()]
    for data in forged:
        assert (await member.press(data)).alert, data
    for data in (Button(member=at.member_id, act="cr_limit", value="7").pack(), forged[-1], forged[-2], forged[-3]):
        assert (await at.clerk.press(data)).alert, data
    assert (await at.owner.press(Amount(hangout=hangout, field="nothing", amount="7").pack())).alert
    assert (await at.owner.press(Amount(hangout=hangout, field="usual", amount="-7").pack())).alert
    assert await rows(at.shop.hub.db, CreditEntry) == []
    found = await row(at.shop.hub.db, Hangout)
    assert (found.credit, found.credit_limit) == (True, 0)


@RUNS
async def test_without_credit_there_is_nothing_to_see(at: Counter) -> None:
    await at.member.say("/credit")
    await at.member.sees("You have no credit stick. A shop that sells on credit opens one.")
    await at.clerk.press(Button(member=at.member_id, act="home").pack())
    await at.clerk.sees("{n} of {size} notches", n=UNSET, size=UNSET)
    assert at.clerk.voice.tell("Credit") not in at.clerk.labels()
