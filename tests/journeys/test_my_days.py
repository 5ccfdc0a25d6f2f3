"""A member's own days: the picture, a pause, interests, the standing, coming back; the owner's tags; over HTTP."""

from datetime import timedelta

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.habit.interests import Clear, Like
from handlers.habit.me import Mine
from handlers.habit.standing import Table
from handlers.habit.tags import Theme
from hub.daily import rounds
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from locales.cheers import cheers
from locales.topics import topics
from locales.voice import Spoken
from storage.tables import Interest, Member, Pause, Pick
from tests.journeys.conftest import BOTH
from tests.sandbox.places import png
from tests.support.desk import Desk
from tests.support.habit import came, ranks, tag
from tests.support.people import Message, buttons_of, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

EACH = pytest.mark.parametrize("language", ["fa", "en"])
AWAY = "<b>How long will you be away from {title}?</b>"
LIKE = "<b>What do you like to talk about at {title}?</b>"
STANDING = "<b>Standing at {title}</b>"
WHICH_NAME = (
    "<b>Under which name?</b>\nWrite one, up to {limit} letters; it need not be your own. Those who stand there too "
    "will see it, with your days in a row and your notches."
)
SURE = "<b>Shall I show you as “{name}”?</b>\nThose who stand there see it. You can change it, or leave, at any time."
TOPICS = (
    "<b>What is talked about at {title}?</b>\nTap the topics that fit, or add a word of your own: {most} at most. "
    "Members pick from them in private (/interests), and ready questions are chosen by what they like. The number "
    "is how many picked it."
)
WORD = "<b>What is the word?</b>\nOne that your members know, up to {limit} letters."


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """What the member and the owner speak."""
    return getattr(request, "param", "fa")


@pytest.fixture
async def shop(world: SandboxWorld, app: App, language: str) -> Shop:
    return await open_shop(world, app.hub, language=language)


@pytest.fixture
async def desk(world: SandboxWorld, shop: Shop, language: str) -> Desk:
    """A member in private."""
    person = world.customers[0]
    await person.start()
    await person.wait_for(person.id, lambda m: "reply_markup" in m)  # before the clock is moved
    await members.join(shop.hub, Seen(person.id, person.name, language), shop.hangout.slug)
    await people.choose_language(shop.hub, person.id, language)
    return Desk(person, language)


async def member_of(shop: Shop, desk: Desk) -> int:
    return int((await row(shop.hub.db, Member, person_id=desk.owner.id)).id)


async def there(shop: Shop, desk: Desk, days: int) -> None:
    """The member comes on so many days from the first on; the clock stands at noon of the next one."""
    member_id = await member_of(shop, desk)
    for number in range(days):
        await shop.move(NOON + timedelta(days=number))
        await came(shop.hub, member_id)
    await shop.move(NOON + timedelta(days=days))


async def shown(desk: Desk, words: str, since: int | None = None) -> Message:
    """A picture whose caption holds the words."""
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "photo" in m and words in text_of(m), since=since)
    return desk.screen


@BOTH
@EACH
async def test_my_days_and_a_pause(shop: Shop, desk: Desk, language: str) -> None:
    await there(shop, desk, 3)
    await desk.say("/me" if language == "en" else "روزهای من")
    v = desk.voice
    picture = await shown(desk, v.many("{n} day in a row", "{n} days in a row", 3))
    assert shop.hangout.title in text_of(picture)
    assert desk.words("Next milestone: {n} days", n=7) in text_of(picture)
    assert [button["text"] for button in buttons_of(picture)] == [
        v.tell(label) for label in ("Today’s question", "I will be away", "My tally stick", "Nudges")
    ]
    await desk.tap("I will be away")
    await desk.sees(AWAY, title=shop.hangout.title)
    await desk.owner.press(desk.screen, v.many("{n} day", "{n} days", 7))
    first, last = ((NOON + timedelta(days=days)).date() for days in (3, 9))
    await desk.sees("Your pause at {title} is set.", title=shop.hangout.title, since=0)
    assert desk.words("It holds from {first} through {last}.", first=v.date(first), last=v.date(last)) in desk.text
    again = await desk.press(Mine(hangout=shop.hangout.id, act="pause30").pack())
    assert again.text == desk.words("Your pause is on already. /me shows until when.")
    assert [(one.first, one.last) for one in await rows(shop.hub.db, Pause)] == [(first, last)]
    await shop.move(NOON + timedelta(days=8))
    await desk.say("/me")
    picture = await shown(desk, v.tell("On pause until {day}; your days wait for you.", day=v.date(last)))
    assert v.many("{n} day in a row", "{n} days in a row", 3) in text_of(picture)
    await desk.tap("I am back")
    await desk.sees("Good to have you back. From today on your days count again.")
    await desk.say("/pause")
    await desk.sees("The next pause can begin once you have been here again since the last one.")


@EACH
async def test_interests_are_picked_seen_and_cleared(shop: Shop, desk: Desk, language: str) -> None:
    await desk.say("/interests")
    await desk.sees("None of your hangouts has interests to pick from yet.")
    food, own = await tag(shop.hub, shop.hangout, "food", "-"), await tag(shop.hub, shop.hangout, "own-1", "قلیان <b>")
    await desk.say("/interests")
    await desk.sees(LIKE, title=shop.hangout.title)
    label = topics(language)["food"]
    assert desk.labels() == [label, "قلیان <b>"]
    screen = desk.screen
    assert (await desk.owner.press(screen, label)).text == desk.words("Noted.")
    await desk.owner.wait_for(
        desk.owner.id, lambda m: [b["text"] for b in buttons_of(m)][:1] == [f"✓ {label}"], since=0
    )
    await desk.say("/me")
    await desk.sees("Interests: {names}", names=Spoken(f"\u2068{label}\u2069"))
    # The button of a moment ago says what it meant then; a forged one means nothing.
    assert (await desk.press(Like(hangout=shop.hangout.id, interest=food, on=True).pack())).answered
    forged = await desk.press(Like(hangout=shop.hangout.id, interest=own + 7, on=True).pack())
    assert forged.text == desk.words("That is not here any more. Start again from /panel or /start.")
    assert [one.interest_id for one in await rows(shop.hub.db, Pick)] == [food]
    assert (await desk.press(Clear(hangout=shop.hangout.id).pack())).answered
    assert await rows(shop.hub.db, Pick) == []


@BOTH
async def test_the_standing_is_entered_under_a_name_and_left_again(world: SandboxWorld, shop: Shop, desk: Desk) -> None:
    await desk.say("/standing")
    await desk.sees("None of your hangouts keeps a standing.")
    await ranks(shop.hub, shop.hangout)
    await came(shop.hub, await member_of(shop, desk))
    await desk.say("/standing")
    await desk.sees(STANDING, title=shop.hangout.title)
    await desk.tap("Count me in")
    await desk.sees(WHICH_NAME, limit=24, since=0)
    await desk.say("t.me/mina")
    await desk.sees("A name takes letters and digits, and no address. Choose another.")
    await desk.owner.send(desk.owner.id, "", photo=png())
    await desk.sees("A name is written. Send it as words, or tap Cancel above.")
    await desk.say("ستاره")
    await desk.sees(SURE, name="ستاره")
    assert (await row(shop.hub.db, Member, person_id=desk.owner.id)).alias is None
    await desk.tap("Yes, that name")
    await desk.sees(STANDING, title=shop.hangout.title, since=0)
    v = desk.voice
    assert v.many("{n} day in a row", "{n} days in a row", 1) in desk.text
    assert "ستاره" in desk.text
    assert desk.labels() == [v.tell(label) for label in ("By notches", "Another name", "Leave it")]
    await desk.tap("By notches")
    assert (await desk.tap("Leave it")).text == desk.words("You are out, and your name with you.")
    assert (await row(shop.hub.db, Member, person_id=desk.owner.id)).alias is None
    stranger = await world.new_person("غریبه")
    await stranger.start()
    answer = await desk.press(Table(hangout=shop.hangout.id + 5, act="name").pack())
    assert answer.text == desk.words("That is not here any more. Start again from /panel or /start.")


@EACH
async def test_what_is_said_later_is_no_name_before_it_was_asked_about(shop: Shop, desk: Desk, language: str) -> None:
    async def alias() -> str | None:
        found: str | None = (await row(shop.hub.db, Member, person_id=desk.owner.id)).alias
        return found

    await ranks(shop.hub, shop.hangout)
    await came(shop.hub, await member_of(shop, desk))
    await desk.say("/standing")
    await desk.sees(STANDING, title=shop.hangout.title)
    await desk.tap("Count me in")
    await desk.sees(WHICH_NAME, limit=24, since=0)
    await desk.say("/pause")
    await desk.sees(AWAY, title=shop.hangout.title)
    await desk.say("روزهای من")
    await shown(desk, desk.voice.many("{n} day in a row", "{n} days in a row", 1))
    await desk.say("سلام")
    first = await desk.sees(SURE, name="سلام")
    await desk.say("ستاره")
    await desk.sees(SURE, name="ستاره")
    old = await desk.owner.press(first, desk.voice.tell("Yes, that name"))
    assert old.text == desk.words("That button has done its work.")
    assert await alias() is None
    await desk.tap("Another name")
    await desk.sees(WHICH_NAME, limit=24, since=0)
    await desk.say("خورشید")
    await desk.sees(SURE, name="خورشید")
    yes = next(b["callback_data"] for b in buttons_of(desk.screen) if b["text"] == desk.voice.tell("Yes, that name"))
    await desk.press(yes)
    assert await alias() == "خورشید"
    assert (await desk.press(yes)).text == desk.words("That button has done its work.")
    await desk.say("سلام")
    await desk.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")
    assert await alias() == "خورشید"


@pytest.mark.parametrize(
    ("language", "way_in"), [("fa", "/today"), ("en", "/start"), ("fa", "link")], indirect=["language"]
)
async def test_after_a_week_one_is_welcomed_back_once(shop: Shop, desk: Desk, language: str, way_in: str) -> None:
    await there(shop, desk, 1)
    await shop.evening(days=8)
    await until(lambda: rounds.today(shop.hub, desk.owner.id), "for the day's question")

    def welcomes(message: Message) -> bool:
        return any(line in text_of(message) for line in cheers(language)["back"])

    async def come() -> None:
        if way_in == "link":
            await desk.owner.start(f"j_{shop.hangout.slug}")
        else:
            await desk.say(way_in)

    before = len(await desk.owner.messages())
    await come()
    desk.screen = picture = await desk.owner.wait_for(desk.owner.id, lambda m: "photo" in m and welcomes(m))
    assert desk.words("{n} of {size} notches", n=0, size=10) in text_of(picture)
    if way_in == "/start":
        assert desk.voice.tell("Today’s question") in desk.labels()
        await desk.tap("Today’s question")
    await desk.sees("Tap one; each day’s first answer cuts a notch.", since=before)
    await come()
    await desk.say("/me")
    await shown(desk, desk.words("Your next answer begins a new row of days."))
    told = [m for m in await desk.owner.messages() if welcomes(m)]
    assert len(told) == 1


@EACH
async def test_the_owner_says_what_is_talked_about(world: SandboxWorld, shop: Shop, language: str) -> None:
    await people.choose_language(shop.hub, shop.owner.id, language)
    desk, place = Desk(shop.owner, language), shop.hangout.id
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await desk.press(Panel(hangout=place, act="tags").pack())
    await desk.sees(TOPICS, most=12, title=shop.hangout.title, since=0)
    food = topics(language)["food"]
    assert (await desk.owner.press(desk.screen, food)).text == desk.words("Saved.")
    await desk.tap("A word of my own")
    await desk.sees(WORD, limit=24, since=0)
    await desk.say(topics(language)["books"])
    await desk.sees(TOPICS, most=12, title=shop.hangout.title)
    await desk.tap("A word of my own")
    await desk.sees(WORD, limit=24, since=0)
    await desk.say(food)
    await desk.sees(TOPICS, most=12, title=shop.hangout.title)
    await desk.tap("A word of my own")
    await desk.sees(WORD, limit=24, since=0)
    await desk.say("قلیان")
    await desk.sees(TOPICS, most=12, title=shop.hangout.title)
    assert {f"✓ {food}", "✓ قلیان", f"✓ {topics(language)['books']}"} < set(desk.labels())
    await desk.owner.press(desk.screen, "✓ قلیان")
    forged = await desk.press(Theme(hangout=place, tag="own-99", on=True).pack())
    assert forged.text == desk.words("That is not here any more. Start again from /panel or /start.")
    kept = [(one.key, one.active) for one in await rows(shop.hub.db, Interest)]
    assert kept == [("food", True), ("books", True), ("own-1", False)]
    stranger = await world.new_person("غریبه")
    await stranger.start()
    await desk.press(Panel(hangout=place, act="history").pack())
    await desk.sees("{tag} is talked about no more.", tag="قلیان", since=0)
