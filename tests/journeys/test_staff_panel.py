"""Staff, walked over HTTP: a link is shared, followed by one, told of; a role is changed and taken back."""

import re
from urllib.parse import parse_qs, urlparse

import pytest

from handlers.buttons import Panel
from handlers.hangout.hired import Agree
from handlers.hangout.staff import Colleague, Hire, Withdraw
from handlers.hangout.staff_words import ONE, ROLE
from hub.errors import NotAllowed
from hub.hangout import staff
from hub.hangout.hangouts import of_staff
from hub.person import people
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.people import Someone, buttons_of
from tests.support.shop import NOON, Shop
from tests.support.world import SandboxWorld

STAFF = "<b>Staff of {title}</b>"
INVITED = "<b>{title}</b>\nYou are invited to be {role} of this hangout."
LINK = (
    "<b>A link for one {role}</b>\n{link}\n\nWhoever follows it first becomes {one} of {title}. "
    "It holds until {when}, and you hear who it was. Give it only to that person."
)
USED = "Somebody has used this link already. Ask the owner for a new one."
OVER = "This link is over; it holds for one day. Ask the owner for a new one."
UNKNOWN = "I do not know this link. Ask the owner of the hangout for a new one."


@pytest.fixture(params=["fa", "en"])
async def desk(request: pytest.FixtureRequest, shop: Shop) -> Desk:
    """The owner at the staff, in one language or the other."""
    await people.choose_language(shop.hub, shop.owner.id, request.param)
    desk = Desk(shop.owner, request.param)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await desk.tap("Tally stick")
    await desk.sees("<b>The tally stick of {title}</b>", title=shop.hangout.title)
    await desk.tap("Staff")
    await desk.sees(STAFF, title=shop.hangout.title)
    return desk


async def _link(desk: Desk, label: str = "New clerk") -> str:
    """What the owner's new link brings after its prefix."""
    await desk.tap(label)
    role = ROLE["clerk" if label == "New clerk" else "moderator"](desk.voice)
    await desk.sees(LINK, role=role, one="", link="", title="", when="")
    [token] = re.findall(r"\?start=(s_[\w-]+)", desk.text)
    return str(token)


async def _come(*people: Someone) -> None:
    """They open the private chat; the greeting has arrived."""
    for someone in people:
        await someone.start()
        await someone.wait_for(someone.id, lambda m: True)


async def _follow(someone: Someone, token: str, language: str = "fa") -> Desk:
    """At the counter of the link, in the newcomer's own language."""
    guest = Desk(someone, language)
    await someone.start(token)
    guest.screen = await someone.wait_for(someone.id, lambda m: True)
    return guest


async def _role(shop: Shop, someone: Someone) -> str | None:
    try:
        return (await of_staff(shop.hub, someone.id, shop.hangout.id))[1]
    except NotAllowed:
        return None


def _invited(guest: Desk, shop: Shop, role: str) -> str:
    return str(guest.words(INVITED, title=shop.hangout.title, role=ONE[role](guest.voice)))


@BOTH
async def test_a_clerk_is_hired_promoted_and_let_go(desk: Desk, shop: Shop, world: SandboxWorld) -> None:
    title, sara = shop.hangout.title, world.customers[0]
    await _come(sara)
    token = await _link(desk)
    guest = await _follow(sara, token)
    assert _invited(guest, shop, "clerk") in guest.text
    assert await _role(shop, sara) is None
    await guest.tap("Yes, I am in")
    await guest.sees("Welcome. You are {role} of {title} now.", role=ONE["clerk"](guest.voice), title=title)
    heard = await desk.owner.wait_for(desk.owner.id, lambda m: sara.name in m.get("text", ""), since=0)
    told = "{name} followed your link and is {role} of {title} now."
    shown = desk.words(told, name=sara.facts["first_name"], role=ONE["clerk"](desk.voice), title=title)
    assert heard["text"].split("\u2069")[0].startswith(shown.split("\u2069")[0])
    desk.screen = heard
    await desk.tap("Staff")
    await desk.sees(STAFF, title=title)
    assert ROLE["clerk"](desk.voice) in desk.text
    await desk.tap(sara.name)
    await desk.owner.wait_for(desk.owner.id, lambda m: m["message_id"] == desk.screen["message_id"])
    await _refresh(desk)
    await desk.tap("Make them {role}", role=ONE["moderator"](desk.voice))
    assert await _role(shop, sara) == "moderator"
    await desk.press(Colleague(hangout=shop.hangout.id, person=sara.id, act="ask").pack())
    await _refresh(desk)
    await desk.tap("Yes, remove")
    assert await _role(shop, sara) is None
    await _refresh(desk)
    assert sara.name not in desk.text
    answer = await guest.press(Panel(hangout=shop.hangout.id, act="home").pack())
    assert answer.alert
    await desk.press(Panel(hangout=shop.hangout.id, act="history").pack())
    await _refresh(desk)
    assert desk.text.count(sara.name) == 4  # joined (by and about), promoted, removed


async def _refresh(desk: Desk) -> None:
    """The tapped message as it is now."""
    number = desk.screen["message_id"]
    desk.screen = next(m for m in await desk.owner.messages() if m["message_id"] == number)


@BOTH
async def test_where_a_link_ends(desk: Desk, shop: Shop, world: SandboxWorld) -> None:
    """Used, withdrawn, unknown and out of date: each has its line, and nobody is hired."""
    sara, omid = world.customers[:2]
    await _come(sara, omid)
    used = await _link(desk)
    await (await _follow(sara, used)).tap("Yes, I am in")
    await desk.tap("Back")
    await desk.sees(STAFF, title=shop.hangout.title)
    withdrawn = await _link(desk, "New moderator")
    await desk.tap("Take the link back")
    await desk.sees(STAFF, title=shop.hangout.title)
    late = await _link(desk)
    for token, line in ((used, USED), (withdrawn, OVER), ("s_none", UNKNOWN), ("s_", UNKNOWN)):
        guest = await _follow(omid, token)
        assert guest.text == guest.words(line)
    guest = await _follow(omid, late)
    await shop.move(NOON.replace(day=NOON.day + 1, minute=1))
    answer = await guest.tap("Yes, I am in")
    assert (answer.alert, answer.text) == (True, guest.words(OVER))
    assert await _role(shop, omid) is None


@BOTH
async def test_owners_and_staff_try_a_link_themselves(desk: Desk, shop: Shop, world: SandboxWorld) -> None:
    sara = world.customers[0]
    await _come(sara)
    token = await _link(desk)
    own = await _follow(desk.owner, token, desk.language)
    assert own.text.startswith(
        own.words("You own {title}, and that stays. The link waits for whom you send it to.", title=shop.hangout.title)
    )
    assert await _role(shop, desk.owner) == "owner"
    guest = await _follow(sara, token)
    for _ in range(2):
        await guest.press(Agree(token=token.removeprefix("s_")).pack())
    assert await _role(shop, sara) == "clerk"
    guest = await _follow(sara, token)
    assert guest.text == guest.words(
        "You are {role} of {title} already.", role=ONE["clerk"](guest.voice), title=shop.hangout.title
    )


async def test_the_share_button_brings_the_link_and_a_word(shop: Shop) -> None:
    desk = Desk(shop.owner)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await desk.press(Panel(hangout=shop.hangout.id, act="staff").pack())
    await _refresh(desk)
    token = await _link(desk)
    share = next(b for b in buttons_of(desk.screen) if "url" in b)
    copied = next(b for b in buttons_of(desk.screen) if "copy_text" in b)
    asked = parse_qs(urlparse(share["url"]).query)
    assert share["url"].startswith("https://t.me/share/url?")
    assert asked["url"] == [copied["copy_text"]["text"]]
    assert asked["url"][0].endswith(f"?start={token}")
    assert shop.hangout.title in asked["text"][0]
    await desk.press(Panel(hangout=shop.hangout.id, act="staff").pack())
    await _refresh(desk)
    waiting = [b["text"] for b in buttons_of(desk.screen) if b.get("callback_data", "").startswith("hire:")]
    assert len(waiting) == 3
    first = next(b for b in buttons_of(desk.screen) if token.removeprefix("s_") in b.get("callback_data", ""))
    await desk.press(first["callback_data"])
    await _refresh(desk)
    assert token in desk.text


async def test_buttons_of_a_strangers_hand(shop: Shop, world: SandboxWorld) -> None:
    """A clerk's hand, too: what belongs to the owner is refused, and nothing changes."""
    hub, number, clerk, thief = shop.hub, shop.hangout.id, world.customers[0], world.person("Daniel")
    invite = await staff.invite(hub, shop.owner.id, number, "clerk", staff.fresh_token())
    await _come(clerk, thief)
    guest = await _follow(clerk, f"s_{invite.token}")
    await guest.tap("Yes, I am in")
    before = await staff.roster(hub, shop.owner.id, number)
    for someone in (clerk, thief):
        hand = Desk(someone)
        hand.screen = await someone.wait_for(someone.id, lambda m: True, since=0)
        for data in (
            Panel(hangout=number, act="staff"),
            Hire(hangout=number, role="moderator", token="x"),
            Withdraw(hangout=number, token=invite.token),
            Colleague(hangout=number, person=clerk.id, act="moderator"),
            Colleague(hangout=number, person=shop.owner.id, act="remove"),
            Colleague(hangout=number, person=clerk.id),
        ):
            assert (await hand.press(data.pack())).alert, data
    assert await staff.roster(hub, shop.owner.id, number) == before
    owner = Desk(shop.owner)
    owner.screen = await shop.owner.wait_for(shop.owner.id, lambda m: True, since=0)
    for data in (
        Hire(hangout=number, role="owner", token="x"),
        Withdraw(hangout=number, token="nothing"),
        Colleague(hangout=number, person=shop.owner.id, act="remove"),
        Colleague(hangout=number, person=shop.owner.id, act="clerk"),
        Colleague(hangout=number, person=clerk.id, act="owner"),
    ):
        assert (await owner.press(data.pack())).alert, data
    assert await staff.roster(hub, shop.owner.id, number) == before
