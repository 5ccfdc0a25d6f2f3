"""A member's own moments over HTTP: a photo and its line as two messages, and the list, which is always a tap away."""

from hub.hangout import settings
from hub.moments.moments import PAGE, WAITING
from hub.watch import mutes
from pictures.emptied import emptied
from storage.tables import Moment
from tests.journeys.conftest import BOTH
from tests.journeys.test_moments_journey import HANDED, LINE, LOOK, MINE, NAME, PROMPT, SURE, member, shared
from tests.support.shop import Shop
from tests.support.store import row, rows

MANY = "{limit} moments of yours are with the hosts already. Share the next one when they have looked."
RESTS = "What you write for others rests until {when}. You can vote and earn notches as before."
NOWHERE = "You are with no open hangout yet. Vote once in one, and come back."
NOTHING = "Nothing that you shared is there now."
WORDS = "<b>A line with it?</b>\nWrite it, or go on without one."


@BOTH
async def test_what_was_shared_is_a_tap_away_for_whoever_may_share_nothing(shop: Shop) -> None:
    sara = await member(shop, "سارا")
    for n in range(WAITING):
        await shared(shop, sara, f"{LINE} {n}")
    await sara.say("/moment")
    await sara.sees(MANY, limit=WAITING)
    await sara.tap("What I shared")
    await sara.sees(MINE)
    seen = (await rows(shop.hub.db, Moment))[0].member_id
    await mutes.mute(shop.hub, shop.owner.id, seen, 7)
    await sara.say("/moment")
    await sara.sees(RESTS, when="")
    assert sara.labels() == [sara.voice.tell("What I shared")]
    await settings.pause(shop.hub, shop.owner.id, shop.hangout.id)
    await sara.say("/moment")
    await sara.sees(NOWHERE)
    await sara.tap("What I shared")
    await sara.sees(MINE)
    for left in reversed(range(WAITING)):
        await sara.owner.press(sara.screen, sara.voice.tell("Take back · {n}", n=1))
        await sara.sees(SURE, text="", title="")
        await sara.tap("Yes, take it back")
        await sara.sees(MINE if left else NOTHING)
    await sara.say("/moment")
    await sara.sees(NOWHERE)
    assert sara.labels() == []


@BOTH
async def test_the_list_turns_its_pages_and_what_stands_comes_first(shop: Shop) -> None:
    sara = await member(shop, "سارا")
    await shared(shop, sara, LINE, post=True)
    for n in range(PAGE):
        await shared(shop, sara, f"نه {n}", post=False)
    await sara.say("/moment")
    await sara.sees(PROMPT, title="", prompt="")
    await sara.tap("What I shared")
    await sara.sees(MINE)
    assert LINE in sara.text
    assert "نه 0" not in sara.text
    await sara.tap("Older ones")
    await sara.sees(MINE)
    assert "نه 0" in sara.text
    assert LINE not in sara.text
    await sara.owner.press(sara.screen, sara.voice.tell("Take back · {n}", n=PAGE + 1))
    await sara.sees(SURE, text="نه 0", title="")
    await sara.tap("No, let it stand")
    await sara.sees(MINE)
    assert LINE in sara.text


@BOTH
async def test_a_photo_and_its_line_may_be_two_messages(shop: Shop) -> None:
    sara = await member(shop, "سارا")
    for photo_first in (False, True):
        await sara.say("/moment")
        await sara.sees(PROMPT, title="", prompt="")
        if photo_first:
            await sara.owner.send(sara.owner.id, "", photo=emptied())
            await sara.sees(WORDS)
            await sara.say(LINE)
            await sara.sees(NAME)
        else:
            await sara.say(LINE)
            await sara.sees(NAME)
            await sara.owner.send(sara.owner.id, "", photo=emptied())
            await sara.sees(NAME)
        await sara.tap("Without a name")
        await sara.sees(LOOK)
        assert sara.screen["photo"]
        assert LINE in sara.text


async def test_a_photo_goes_without_words_where_nobody_adds_any(shop: Shop) -> None:
    sara = await member(shop, "سارا")
    await sara.say("/moment")
    await sara.sees(PROMPT, title="", prompt="")
    await sara.owner.send(sara.owner.id, "", photo=emptied())
    await sara.sees(WORDS)
    await sara.tap("Without a line")
    await sara.sees(NAME)
    await sara.tap("Without a name")
    await sara.sees(LOOK)
    await sara.tap("Hand it in")
    await sara.sees(HANDED, title="")
    kept = await row(shop.hub.db, Moment)
    assert (kept.text, bool(kept.photo)) == ("", True)
    await sara.say("/moment")
    await sara.sees(PROMPT, title="", prompt="")
    late = await sara.press(f"moment:{shop.hangout.id}:bare")
    assert late.text == sara.words("That is not here any more. Start again from /panel or /start.")
