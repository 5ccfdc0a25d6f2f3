"""/notch in the group: only who was replied to counts, once a message, for the clerk's eyes alone."""

from dataclasses import dataclass
from typing import Any

import pytest

from hub.person.people import Seen
from storage.tables import Entry, Member
from tests.support import counter
from tests.support.desk import Desk
from tests.support.people import Message, Someone, text_of
from tests.support.shop import Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
STEP = 1_000_000  # 100,000 toman
REFUSED = "This is for the hangout's owners, and only while they are admins of its channel and group."
NOT_THEIRS = "This is for those who serve at the counter. Your own card is at /card."
REPLY = "Reply with it to a message of the customer, sent in their own name."
CUT = "✓ {notches} for {name}; {n} of {size}."

pytestmark = pytest.mark.consent("نیما")  # everybody in the group sees whose message was replied to


@dataclass
class Group:
    """The shop's group with a clerk and a customer who has never been in private with the bot."""

    shop: Shop
    clerk: Desk
    customer: Someone

    async def order(self, text: str = "یک چای لطفاً") -> Message:
        return await self.customer.send(self.shop.group, text)

    async def reply(self, text: str, to: Message, who: Someone | None = None) -> Message:
        return await (who or self.clerk.owner).send(self.shop.group, text, reply_to=to["message_id"])

    async def hears(self, line: str, who: Desk | None = None, **values: Any) -> Message:
        """What the clerk alone sees in the group."""
        desk = who or self.clerk
        wanted = str(desk.words(line, **values)).split("\n")[0]
        return await desk.owner.wait_for(self.shop.group, lambda m: wanted in text_of(m) and m["view"]["ephemeral"])

    def notches(self, n: int) -> str:
        return self.clerk.voice.many("{n} notch", "{n} notches", n)

    async def cut(self) -> list[int]:
        return [entry.notches for entry in await rows(self.shop.hub.db, Entry)]


@pytest.fixture
async def group(world: SandboxWorld, app: Any, language: str) -> Group:
    shop = await open_shop(world, app.hub, language=language)
    clerk, customer = [await world.new_person(name, language_code=language) for name in ("فرهاد", "نیما")]
    for person in (clerk, customer):
        await person.join(shop.group)
    await counter.hire(shop.hub, shop.hangout, Seen(clerk.id, clerk.name, language))
    return Group(shop, Desk(clerk, language), customer)


@RUNS
async def test_a_reply_makes_a_member_and_cuts_a_visit(group: Group) -> None:
    order = await group.order()
    await group.reply("/notch", order)
    await group.hears(CUT, notches=group.notches(1), name="نیما", n=1, size=10)
    await group.reply("خط" if group.clerk.language == "fa" else "Notch", order)
    await group.hears(CUT, notches=group.notches(1), name="نیما", n=2, size=10)
    await group.reply("خط ۳", order)
    await group.hears(CUT, notches=group.notches(3), name="نیما", n=5, size=10)
    await group.reply("/notch 11", order)
    await group.hears("A whole number from {least} to {most} fits here.", least=1, most=10)
    assert await group.cut() == [1, 1, 3]
    assert (await row(group.shop.hub.db, Member, person_id=group.customer.id)).notches == 5
    others = await group.customer.messages(group.shop.group)
    assert [text_of(m) for m in others if "✓" in text_of(m)] == []
    keys = [entry.once_key for entry in await rows(group.shop.hub.db, Entry)]
    assert len(set(keys)) == 3
    assert all(key.startswith(f"purchase:g{group.shop.group}:") for key in keys)


@RUNS
async def test_the_customer_sees_the_stick_if_private_messages_reach_them(group: Group) -> None:
    await group.customer.start()
    await group.reply("/notch", await group.order())
    told = await group.customer.wait_for(group.customer.id, lambda m: "photo" in m)
    assert group.shop.hangout.title in text_of(told)


@RUNS
async def test_by_money_the_amount_is_asked_for(group: Group) -> None:
    await counter.rule(group.shop.hub, group.shop.hangout, notches=2, step=STEP)
    order = await group.order()
    await group.reply("/notch", order)
    await group.hears(
        "Write the amount after it, for instance: /notch {sum}", sum=group.clerk.voice.money(STEP, "toman")
    )
    await group.reply("/notch چند", order)
    example = group.clerk.voice.money(1_200_000, "toman")
    await group.hears("I could not read that amount. Write it like {example}.", example=example)
    await group.reply("/notch ۳۲۰ هزار تومان", order)
    await group.hears(CUT, notches=group.notches(6), name="نیما", n=6, size=10)
    assert (await row(group.shop.hub.db, Entry)).note == "3200000 toman"


@RUNS
async def test_only_staff_and_only_for_people(group: Group, language: str) -> None:
    order, world = await group.order(), group.shop.world
    await group.reply("/notch", order, group.customer)
    await group.hears(NOT_THEIRS, Desk(group.customer, language))
    mine = await group.clerk.owner.send(group.shop.group, "من هم یکی")
    await group.reply("/notch", mine)
    await group.hears("This is your own card. Show it at the counter; somebody else cuts your notches.")
    await group.clerk.owner.send(group.shop.group, "/notch")
    await group.hears(REPLY)
    await group.shop.owner.send(group.shop.channel, "خبر تازه")
    forwarded = await group.clerk.owner.wait_for(
        group.shop.group, lambda m: m.get("is_automatic_forward") and "خبر تازه" in text_of(m), since=0
    )
    await group.reply("/notch", forwarded)
    await group.hears(REPLY)
    bot = await world.call("sendMessage", chat_id=group.shop.group, text="از ربات")
    await group.reply("/notch", bot["result"])
    await group.hears(REPLY)
    assert await group.cut() == []


@RUNS
async def test_a_word_among_people_is_only_a_word(group: Group) -> None:
    """Neither a customer's «خط» nor a clerk's sentence, nor the word without a reply, does anything or is answered."""
    order = await group.order()
    await group.reply("خط", order, group.customer)
    await group.reply("خط من از همه بهتر است", order)
    await group.clerk.owner.send(group.shop.group, "خط")
    await group.reply("/notch", order)
    await group.hears(CUT, notches=group.notches(1), name="نیما", n=1, size=10)
    assert await group.cut() == [1]
    for person in (group.customer, group.clerk.owner):
        whispers = [m for m in await person.messages(group.shop.group) if m["view"]["ephemeral"]]
        assert len(whispers) == (1 if person is group.clerk.owner else 0)


@RUNS
async def test_who_hides_behind_the_group_neither_serves_nor_is_served(group: Group, language: str) -> None:
    hidden = Desk(await group.shop.world.new_person("پنهان", language_code=language), language)
    await hidden.owner.join(group.shop.group)
    await group.shop.owner.promote(hidden.owner.id, group.shop.group, "can_manage_chat", anonymous=True)
    await counter.hire(group.shop.hub, group.shop.hangout, Seen(hidden.owner.id, "پنهان", language))
    theirs = await hidden.owner.send(group.shop.group, "از پشت پرده", as_chat=group.shop.group)
    await group.reply("/notch", theirs)
    await group.hears(REPLY)
    order = await group.order()
    await hidden.owner.send(group.shop.group, "/notch", reply_to=order["message_id"], as_chat=group.shop.group)
    await group.reply("/notch", order)
    await group.hears(CUT, notches=group.notches(1), name="نیما", n=1, size=10)
    assert await group.cut() == [1]


@RUNS
async def test_an_owner_who_is_no_admin_any_more_is_refused(group: Group) -> None:
    owner = Desk(group.shop.owner, "fa")
    order = await group.order()
    await owner.owner.send(group.shop.group, "/notch", reply_to=order["message_id"])
    await group.hears(CUT, owner, notches=owner.voice.many("{n} notch", "{n} notches", 1), name="نیما", n=1, size=10)
    await counter.hire(group.shop.hub, group.shop.hangout, Seen(group.customer.id, "نیما", "fa"), "owner")
    other = await group.shop.owner.send(group.shop.group, "سلام")
    await group.reply("/notch", other, group.customer)
    await group.hears(REFUSED, Desk(group.customer, group.clerk.language))
    assert await until(group.cut) == [1]
