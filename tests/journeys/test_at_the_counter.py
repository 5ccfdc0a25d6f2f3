"""At the counter over HTTP: cards, scans, codes, purchases, and what everybody is told."""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from handlers.buttons import Desk as Button
from handlers.stick import deeds
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick.statement import Deed
from storage.tables import Entry, Ticket
from tests.sandbox.places import png
from tests.support import counter
from tests.support.desk import Desk
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.photos import photo_of, scanned
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
LINK = re.compile(r"https://t\.me/\w+\?start=(c_[A-Za-z0-9_-]{16})")
STEP = 1_000_000  # 100,000 toman


@dataclass
class Counter:
    """A shop with a clerk and a member; both speak `language`."""

    shop: Shop
    clerk: Desk
    member: Desk

    @property
    def world(self) -> SandboxWorld:
        return self.shop.world

    @property
    def hangout(self) -> HangoutView:
        return self.shop.hangout

    async def card(self) -> Message:
        """The member's card in their chat."""
        since = (await self.member.owner.say("/card"))["message_id"]
        return await self.member.owner.wait_for(
            self.member.owner.id, lambda m: "photo" in m and m["message_id"] > since
        )

    async def scan(self, card: Message) -> None:
        """The clerk's camera opens the link, and their chat with the bot."""
        found = LINK.fullmatch(await scanned(self.world, card))
        assert found
        await self.clerk.owner.start(found[1])

    async def serves(self) -> None:
        """The clerk has the member on the screen."""
        await self.clerk.sees("{n} of {size} notches", n=UNSET, size=UNSET)

    async def told(self, text: str) -> Message:
        """The picture that the member gets."""
        return await self.member.owner.wait_for(self.member.owner.id, lambda m: "photo" in m and text in text_of(m))


UNSET: Any = None


def home(desk: Desk, name: str) -> str:
    return str(desk.words("<b>{name}</b> · {hangout}", name=name, hangout="")).split("·", maxsplit=1)[0].strip()


async def hired(shop: Shop, person: Someone, language: str, role: str = "clerk") -> Desk:
    await person.start()
    await person.wait_for(person.id, lambda m: True)
    await counter.hire(shop.hub, shop.hangout, Seen(person.id, person.name, language), role)
    return Desk(person, language)


async def at_counter(shop: Shop, language: str) -> Counter:
    clerk = await hired(shop, await shop.world.new_person("فرهاد", language_code=language), language)
    member = await shop.world.new_person("سارا", language_code=language)
    await member.start(f"j_{shop.hangout.slug}")
    await member.wait_for(member.id, lambda m: True)
    return Counter(shop, clerk, Desk(member, language))


@pytest.fixture
async def there(world: SandboxWorld, app: Any, language: str) -> Counter:
    return await at_counter(await open_shop(world, app.hub, language=language), language)


async def screen(desk: Desk, name: str) -> None:
    """Waits for the counter's screen of a member."""
    desk.screen = await desk.owner.wait_for(desk.owner.id, home(desk, name))


async def entries(there: Counter) -> list[tuple[str, int]]:
    return [(entry.rule, entry.notches) for entry in await rows(there.shop.hub.db, Entry)]


@RUNS
async def test_a_visit_from_the_card_to_the_member_s_picture(there: Counter) -> None:
    card = await there.card()
    digits = there.member.voice.clock(12 * 60 + 5)
    assert str(there.member.words("Good until {hour}", hour=digits)) in text_of(card)
    await there.scan(card)
    await screen(there.clerk, "سارا")
    assert text_of(there.clerk.screen).count("┆") == 10
    one = there.clerk.voice.many("{n} notch", "{n} notches", 1)
    answer = await there.clerk.tap("One visit · {notches}", notches=one)
    assert answer.text == there.clerk.words("Done.")
    await there.clerk.sees("✓ {notches} for {name}; {n} of {size}.", notches=one, name="سارا", n=1, size=10)
    told = await there.told(str(there.member.voice.many("{n} notch was cut", "{n} notches were cut", 1)))
    assert str(deeds.words(there.member.voice, Deed("purchase", None))) in text_of(told)
    assert (await photo_of(there.world, told)).width == 1080
    assert await entries(there) == [("purchase", 1)]
    await there.clerk.tap("Back")
    await there.clerk.sees("For another purchase, ask for a new card.", since=0)


@RUNS
async def test_the_same_card_again_and_a_new_code_in_its_place(there: Counter) -> None:
    first = await there.card()
    again = await there.card()
    assert await scanned(there.world, first) == await scanned(there.world, again)
    assert text_of(first) == text_of(again)
    there.member.screen = again
    answer = await there.member.tap("New code")
    assert answer.text == there.member.words("A new code; the old one has ended.")
    number, before = again["message_id"], text_of(again)
    changed = await there.member.owner.wait_for(
        there.member.owner.id, lambda m: m["message_id"] == number and text_of(m) != before
    )
    assert await scanned(there.world, changed) != await scanned(there.world, first)
    await there.scan(first)
    await there.clerk.sees("The five minutes of this card are over. Ask for a new one: /card")
    await there.scan(changed)
    await screen(there.clerk, "سارا")


@RUNS
async def test_six_digits_in_any_script_and_a_money_rule(there: Counter) -> None:
    await counter.rule(there.shop.hub, there.hangout, notches=2, step=STEP)
    code = (await ticket(there)).code
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    await there.clerk.say(f" {persian[:3]}-{persian[3:]} ")
    await screen(there.clerk, "سارا")
    await there.clerk.tap(str(there.clerk.voice.money(3 * STEP, "toman", short=True)))
    await there.clerk.sees(
        "<b>{sum}</b> for {name}: {notches}.", sum=there.clerk.voice.money(3 * STEP, "toman"), name=UNSET, notches=UNSET
    )
    await there.clerk.tap("Another amount")
    await there.clerk.sees("<b>What did {name} spend?</b>\nWrite the amount.", name="سارا")
    await there.clerk.say("ده تا")
    await there.clerk.sees("I could not read that amount. Write it like {example}.", example=UNSET)
    await there.clerk.say("۹۰ هزار")
    await there.clerk.sees(
        "A notch comes with every {step}; {amount} does not reach it. Nothing was cut.",
        step=there.clerk.voice.money(STEP, "toman"),
        amount=UNSET,
    )
    await there.clerk.say("250,000")
    await there.clerk.sees(
        "<b>{sum}</b> for {name}: {notches}.",
        sum=there.clerk.voice.money(2_500_000, "toman"),
        name=UNSET,
        notches=UNSET,
    )
    four = there.clerk.voice.many("{n} notch", "{n} notches", 4)
    confirm = there.clerk.screen
    await there.clerk.tap("Cut {notches}", notches=four)
    await there.clerk.sees("✓ {notches} for {name}; {n} of {size}.", notches=four, name="سارا", n=4, size=10)
    spent = there.member.voice.money(2_500_000, "toman")
    assert str(spent) in text_of(await there.told(str(spent)))
    there.clerk.screen = confirm
    answer = await there.clerk.press(buttons_of(confirm)[0]["callback_data"])
    assert answer.text == there.clerk.words("That is done already.")
    assert await entries(there) == [("purchase", 4)]
    await there.clerk.say("250 000")
    await there.clerk.sees("No live card has this code. Ask the customer for the code that stands on their card now.")


@RUNS
async def test_the_card_stands_below_the_stick_and_is_asked_for_in_words(there: Counter) -> None:
    member = there.member
    await member.say("/stick")
    member.screen = await member.owner.wait_for(member.owner.id, lambda m: "photo" in m and buttons_of(m))
    stick = member.screen["message_id"]
    await member.tap("My card")
    shown = await member.owner.wait_for(member.owner.id, lambda m: "photo" in m and m["message_id"] > stick)
    assert LINK.fullmatch(await scanned(there.world, shown))
    await member.say("كارت من" if member.language == "fa" else "Card")
    again = await member.owner.wait_for(member.owner.id, lambda m: m["message_id"] > shown["message_id"])
    assert text_of(again) == text_of(shown)


@RUNS
async def test_who_is_with_several_is_asked_where_they_are(there: Counter) -> None:
    member, other = there.member, await counter_of_another(there)
    await member.owner.start(f"j_{other.slug}")
    await member.owner.wait_for(member.owner.id, lambda m: True)
    await member.say("/card")
    await member.sees("Where are you? Your card is made for one place.")
    answer = await member.tap(other.title)
    assert answer.answered
    shown = await member.owner.wait_for(member.owner.id, lambda m: "photo" in m)
    assert other.title in text_of(shown)


async def ticket(there: Counter) -> Ticket:
    await there.card()
    found: Ticket = await row(there.shop.hub.db, Ticket)
    return found


@RUNS
async def test_two_clerks_with_one_card(there: Counter, language: str) -> None:
    other = await hired(there.shop, await there.world.new_person("گلی", language_code=language), language)
    card = await there.card()
    await there.scan(card)
    await screen(there.clerk, "سارا")
    await other.owner.start(LINK.fullmatch(await scanned(there.world, card))[1])  # type: ignore[index]
    await screen(other, "سارا")
    taps = [desk.press(buttons_of(desk.screen)[0]["callback_data"]) for desk in (there.clerk, other)]
    answers = await asyncio.gather(*taps)
    assert sorted(answer.alert for answer in answers) == [False, True]
    assert await entries(there) == [("purchase", 1)]
    late = next(desk for desk, answer in zip((there.clerk, other), answers, strict=True) if answer.alert)
    first = there.clerk if late is other else other
    [said] = [answer.text for answer in answers if answer.alert]
    when = late.voice.when(NOON, "Asia/Tehran", NOON)
    assert (
        said.split("\u2068")[0]
        == late.words(
            "This card was served {when} by {name}. For another purchase, ask for a new card.", when=when, name="x"
        ).split("\u2068")[0]
    )
    assert first.owner.name in said


@RUNS
async def test_who_should_not_serve_is_told_kindly(there: Counter, language: str) -> None:
    """The member with their own card, a passer-by, another shop's owner, a clerk with their own card."""
    card = await there.card()
    link = LINK.fullmatch(await scanned(there.world, card))
    assert link
    await there.member.owner.start(link[1])
    await there.member.sees("This is your own card. Show it at the counter; somebody else cuts your notches.")
    passer = Desk(await there.world.new_person("رهگذر", language_code=language), language)
    for payload in (link[1], "c_made-up-token-xx", "c_", "c_" + "x" * 62):
        await passer.owner.start(payload)
        await passer.sees("This is a customer’s card; it works when the shop’s staff scan it. Yours is at /card.")
    neighbour = await elsewhere(there, language)
    for payload in (link[1], "c_made-up-token-xx"):
        await neighbour.owner.start(payload)
        await neighbour.sees("No live card has this code. Ask the customer for the code that stands on their card now.")
    await passer.say("123456")
    await passer.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")
    clerk = there.clerk
    await clerk.owner.start(f"j_{there.hangout.slug}")
    await clerk.say("/card")
    own = await clerk.owner.wait_for(
        clerk.owner.id, lambda m: "photo" in m and "<code>" not in text_of(m) and buttons_of(m)
    )
    await clerk.owner.start(LINK.fullmatch(await scanned(there.world, own))[1])  # type: ignore[index]
    await clerk.sees("This is your own card. Show it at the counter; somebody else cuts your notches.")
    assert await entries(there) == []


async def elsewhere(there: Counter, language: str) -> Desk:
    """Staff of a hangout of somebody else."""
    person = await there.world.new_person("همسایه", language_code=language)
    await person.start()
    other = await counter_of_another(there)
    await counter.hire(there.shop.hub, other, Seen(person.id, person.name, language))
    return Desk(person, language)


async def counter_of_another(there: Counter) -> HangoutView:
    from tests.support.hangouts import opened

    return await opened(there.shop.hub, channel=-1009, group=-1010, owner=Seen(9999, "Nora", "en"))


async def test_buttons_are_not_trusted(shop: Shop) -> None:
    """A member, and a clerk who never scanned: every act of the counter is refused and cuts nothing."""
    there = await at_counter(shop, "fa")
    card = await there.card()
    token = (await row(shop.hub.db, Ticket)).token
    thief = Desk(await shop.world.new_person("دزد"), "fa")
    await thief.owner.start()
    thief.screen = await thief.owner.wait_for(thief.owner.id, lambda m: True)
    member = (await row(shop.hub.db, Ticket)).member_id
    await there.clerk.say("/serve")
    there.clerk.screen = await there.clerk.owner.wait_for(there.clerk.owner.id, "/notch")
    there.member.screen = card
    for act, value in (
        ("home", ""),
        ("visit", f"{token}.1"),
        ("visit", f"{token}.-5"),
        ("buy", f"{token}.99999999"),
        ("sum", f"{token}.x"),
        ("visits", token),
        ("amount", token),
        ("more", ""),
        ("deed", "idea"),
    ):
        data = Button(member=member, act=act, value=value).pack()
        assert (await there.member.press(data)).alert, act
        for desk in (thief, there.clerk):
            assert (await desk.press(data)).alert, act
    assert await entries(there) == []


@RUNS
async def test_a_moderator_rewards_an_idea_with_its_reason(there: Counter, language: str) -> None:
    moderator = await hired(
        there.shop, await there.world.new_person("گلی", language_code=language), language, "moderator"
    )
    there.clerk = moderator
    await there.scan(await there.card())
    await screen(moderator, "سارا")
    await moderator.tap("For a deed")
    await moderator.sees("<b>What did {name} do?</b>", name="سارا")
    await moderator.tap("Their idea")
    await moderator.sees("<b>Which idea of {name} was accepted?</b>\nOne line; they will read it.", name="سارا")
    await moderator.owner.send(moderator.owner.id, photo=png())
    await moderator.sees("Write it in words or digits, please.")
    await moderator.say("صندلی‌های <b>بیرون</b>")
    three = moderator.voice.many("{n} notch", "{n} notches", 3)
    await moderator.sees("✓ {notches} for {name}; {n} of {size}.", notches=three, name="سارا", n=3, size=10)
    await there.told("صندلی‌های <b>بیرون</b>")
    assert await entries(there) == [("idea", 3)]


@RUNS
async def test_a_ceiling_is_told_to_both(there: Counter) -> None:
    await counter.rule(there.shop.hub, there.hangout, notches=4)
    await counter.set_hangout(there.shop.hub, there.hangout, day_ceiling=3)
    await there.scan(await there.card())
    await screen(there.clerk, "سارا")
    await there.clerk.tap("One visit · {notches}", notches=there.clerk.voice.many("{n} notch", "{n} notches", 4))
    words = "It would be {notches}; the hangout’s ceiling for a day or a month leaves no more."
    four = there.clerk.voice.many("{n} notch", "{n} notches", 4)
    await there.clerk.sees(
        "✓ {notches} for {name}; {n} of {size}.",
        notches=there.clerk.voice.many("{n} notch", "{n} notches", 3),
        name="سارا",
        n=3,
        size=10,
    )
    assert str(there.clerk.words(words, notches=four)) in there.clerk.text
    await there.told(str(there.member.words(words, notches=four)))


@RUNS
async def test_guessing_locks_and_the_owner_is_told(there: Counter) -> None:
    code = (await ticket(there)).code
    wrong, clerk = counter.wrong_code(code), there.clerk
    for wait in (0, 0, 5, 15, 30, 60, 120, 3600):
        await clerk.say(wrong)
        await clerk.sees("No live card has this code. Ask the customer for the code that stands on their card now.")
        if wait in (5, 120):
            await clerk.say(code)
            await clerk.sees(
                "Too many wrong codes. The next one is taken in {wait}; the QR of a card can be scanned at any time.",
                wait=UNSET,
            )
        if 0 < wait < 3600:
            moment = there.shop.hub.now() + timedelta(seconds=wait + 1)
            await there.shop.move(moment)
            await until(lambda then=moment: there.shop.hub.now() >= then, "for the wait to be over")
    owner = Desk(there.shop.owner, "fa")
    await owner.owner.wait_for(
        owner.owner.id, lambda m: "فرهاد" in text_of(m) and owner.voice.number(8) in text_of(m), since=0
    )
    fresh = await there.card()
    await clerk.say((await row(there.shop.hub.db, Ticket)).code)
    await clerk.sees(
        "Too many wrong codes. The next one is taken in {wait}; the QR of a card can be scanned at any time.",
        wait=UNSET,
    )
    await there.scan(fresh)
    await screen(clerk, "سارا")
