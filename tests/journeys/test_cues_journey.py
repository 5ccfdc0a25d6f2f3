"""A nudge a day: offered below a card, sent at one's hour, answered in place, joined by what else is to be said."""

from datetime import timedelta

from bot.app import App
from hub.attention import LETTER
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from locales.voice import voice
from storage import hangouts
from storage.tables import Notice, Rhythm, Round, Vote
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.members import scanned
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.shop import NOON, Shop, ballots_of
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

FA = voice("fa")
TEA, BREAD, SWEET = "چای یا قهوه؟", "سنگک یا بربری؟", "قند یا خرما؟"
OFFER = FA.tell("🔔 Nudge me once a day")
ABOUT = FA.tell("About these nudges")
EVENING = NOON.replace(hour=19, minute=31)


async def _asked(shop: Shop) -> None:
    for text in (TEA, BREAD, SWEET):
        await shop.ask(text, ("این", "آن"))


async def _member(shop: Shop, person: Someone) -> int:
    async with shop.hub.db.read() as session:
        found = await hangouts.member(session, shop.hangout.id, person.id)
    assert found
    return found.id or 0


async def _owes(shop: Shop, member_id: int) -> None:
    """The member owes something, and the owner reminds kindly; the letter waits for the member's hour."""
    owner, hub = shop.owner.id, shop.hub
    await credit_shop.switch(hub, owner, shop.hangout.id, on=True)
    await credit_shop.confirm_above(hub, owner, shop.hangout.id, 10**9)
    await credit.limit(hub, owner, member_id, 10**6)
    await scanned(hub, member_id, owner)
    await credit.charge(hub, owner, member_id, 5000, "x")
    await credit_shop.remind(hub, owner, member_id)


async def _takes_the_offer(guest: Someone) -> None:
    """The first answer in private brings the offer, a tap on it takes it away."""
    await guest.say("/today")
    card = await guest.wait_for(guest.id, lambda m: TEA in text_of(m) and ballots_of(m))
    await guest.press(card, "این")
    card = await guest.wait_for(guest.id, lambda m: OFFER in _labels(m))
    answer = await guest.press(card, OFFER)
    assert answer.alert
    assert FA.clock(19 * 60 + 30) in answer.text
    card = await guest.wait_for(guest.id, lambda m: TEA in text_of(m) and OFFER not in _labels(m))
    assert len(ballots_of(card)) == 2


def _labels(message: Message) -> list[str]:
    return [button["text"] for button in buttons_of(message)]


@BOTH
async def test_from_the_offer_to_the_answer(world: SandboxWorld, app: App, shop: Shop) -> None:
    guest = world.customers[0]
    await _asked(shop)
    await guest.start(f"j_{shop.hangout.slug}")
    await shop.evening()
    await shop.post(TEA)
    await _takes_the_offer(guest)

    await shop.evening(days=1)
    await shop.post(BREAD)
    assert await row(app.db, Notice, kind="cue") is None
    await shop.move(EVENING + timedelta(days=1))
    cue = await guest.wait_for(guest.id, lambda m: BREAD in text_of(m) and ABOUT in _labels(m))
    answer = await guest.press(cue, "آن")
    assert not answer.alert
    cue = await guest.wait_for(guest.id, lambda m: any(label.startswith("✓ آن") for label in _labels(m)))
    assert ABOUT in _labels(cue)
    assert len(await rows(app.db, Vote)) == 2
    await guest.press(cue, ABOUT)
    about = await guest.wait_for(guest.id, lambda m: FA.tell("No more nudges") in _labels(m))
    assert FA.clock(19 * 60 + 30) in text_of(about)

    await shop.move(NOON + timedelta(days=2))
    await _owes(shop, await _member(shop, guest))
    await shop.evening(days=2)
    await shop.post(SWEET)
    assert (await row(app.db, Notice, kind="credit_reminder")).state == "part"
    await shop.move(EVENING + timedelta(days=2))
    letter = await guest.wait_for(guest.id, lambda m: SWEET in text_of(m) and "· · ·" in text_of(m))
    assert FA.money(5000, "toman") in text_of(letter)
    await guest.press(letter, "این")
    letter = await guest.wait_for(guest.id, lambda m: any(label.startswith("✓ این") for label in _labels(m)))
    await shop.evening(days=3, minutes=5)
    await until(lambda: row(app.db, Round, text=SWEET, state="closed"))
    assert (await guest.press(letter, "آن")).alert
    letter = await guest.wait_for(guest.id, lambda m: SWEET in text_of(m) and not ballots_of(m))
    assert FA.money(5000, "toman") in text_of(letter)
    assert len(await rows(app.db, Notice, kind="letter", state="sent", chat_id=guest.id)) == 2


@BOTH
async def test_what_can_be_said_about_cues(world: SandboxWorld, app: App, shop: Shop) -> None:
    """Every button of /cues; and the owner sees what attention was spent, with nothing to press."""
    guest = world.customers[0]
    desk = Desk(guest)
    await guest.start()
    await desk.say("/cues")
    await desk.sees("Open a hangout’s link, or vote once in its channel; then I can remind you of its question.")
    await guest.start(f"j_{shop.hangout.slug}")
    await desk.say("/cues")
    await desk.sees("🔔 <b>A nudge a day</b>")
    await desk.tap("Yes, once a day")
    await desk.sees("In a few days I shall know when you usually come.")
    await desk.tap("Another hour")
    await desk.sees("About which hour? It goes by the clock of {city}.", city="")
    assert await desk.press("cue:480")  # eight in the morning is night
    assert (await row(app.db, Rhythm)).minute is None
    await desk.press("cue:780")
    await desk.sees("The hour is your own choice.")
    assert (await row(app.db, Rhythm)).minute == 13 * 60
    await desk.tap("Another hour")
    await desk.sees("About which hour? It goes by the clock of {city}.", city="")
    assert desk.words("✓ ").strip() + " " + FA.clock(13 * 60) in desk.labels()
    await desk.tap("When I usually come")
    await desk.sees("In a few days I shall know when you usually come.")
    await desk.tap("No more nudges")
    await desk.sees("🔔 <b>A nudge a day</b>")
    assert (await row(app.db, Rhythm)).state == "off"

    await desk.tap("Yes, once a day")
    await until(lambda: row(app.db, Rhythm, state="on"))
    await shop.evening()
    await shop.post()
    await shop.move(EVENING)
    await guest.wait_for(guest.id, lambda m: ABOUT in _labels(m))
    await until(lambda: row(app.db, Notice, kind=LETTER, chat_id=guest.id, state="sent"))
    owner = Desk(shop.owner)
    await owner.say("/panel")
    await owner.sees("Next question: {when}", when="")
    await owner.tap("Habit")
    await owner.sees("<b>The habit of coming to {title}</b>", title=shop.hangout.title)
    await owner.tap("Attention")
    await owner.sees("<b>Members’ attention</b>")
    assert FA.many("{n} nudge", "{n} nudges", 1) in owner.text
    assert owner.labels() == [FA.tell("Back")]
