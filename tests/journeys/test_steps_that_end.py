"""A step that waits for words is left once no words could help any more, and opens to nobody whom it is not for; over
HTTP."""

import pytest

from hub.daily.facts import Facts
from hub.person import people
from hub.watch import mutes
from storage.tables import Member, Round
from tests.journeys.conftest import BOTH
from tests.support.asked import ask
from tests.support.desk import Desk
from tests.support.people import buttons_of
from tests.support.shop import Shop
from tests.support.store import row
from tests.support.words import ASKED, queue_word

LOST = "I do not know what to do with that. /today is the question, /stick your tally stick."
GONE = "That is not here any more. Start again from /panel or /start."
OWN = "<b>Which option is missing?</b>\nWrite it in a few words; everybody can choose it then."
TWICE = "“{option}” stands there twice. Change one of them."
TEA = "چه چایی بیاوریم؟"


async def about_to_add(shop: Shop) -> Desk:
    """A member who was asked for an option of their own."""
    await ask(shop.hub, shop.hangout.id, shop.owner.id, "choice", TEA, ["چای سیاه", "چای سبز"], Facts(open=True))
    one = Desk(await shop.world.new_person("سارا"))
    await one.owner.join(shop.group)
    await one.owner.start(f"j_{shop.hangout.slug}")
    one.screen = await one.owner.wait_for(one.owner.id, TEA)
    await one.press(next(b["callback_data"] for b in buttons_of(one.screen) if b["callback_data"].startswith("own:")))
    await one.sees(OWN)
    return one


@BOTH
async def test_an_option_is_not_waited_for_after_the_close(shop: Shop) -> None:
    one = await about_to_add(shop)
    await one.say("چای سبز")
    await one.sees(TWICE, option="چای سبز")
    await shop.evening()
    await one.say("چای نعنا")
    await one.sees("This question takes no more options. /today shows the open one.")
    await one.say("چای به")
    await one.sees(LOST)


async def test_an_option_is_not_waited_for_from_somebody_who_is_mute(shop: Shop) -> None:
    one = await about_to_add(shop)
    member = await row(shop.hub.db, Member, person_id=one.owner.id)
    await mutes.mute(shop.hub, shop.owner.id, member.id, 7)
    await one.say("چای نعنا")
    await one.sees("What you write for others rests until {when}. You can vote and earn notches as before.", when="")
    await one.say("چای به")
    await one.sees(LOST)


@pytest.fixture
async def word(shop: Shop) -> int:
    """The number of an open question for a word."""
    await queue_word(shop.hub, shop.hangout.id, owner=shop.owner.id)
    await shop.evening()
    await shop.owner.wait_for(shop.channel, ASKED, since=0)
    return int((await row(shop.hub.db, Round, text=ASKED)).id)


async def stranger(shop: Shop) -> Desk:
    """Somebody who is no member anywhere, before the bot's greeting."""
    one = Desk(await shop.world.new_person("غریبه"))
    await one.owner.start()
    one.screen = await one.owner.wait_for(one.owner.id, buttons_of)
    return one


@BOTH
@pytest.mark.parametrize("act", ["write", "keep", "back"])
async def test_a_made_up_button_shows_a_stranger_no_question(shop: Shop, word: int, act: str) -> None:
    one = await stranger(shop)
    answer = await one.press(f"say:{word}:{act}")
    assert answer.text == str(one.words(GONE))
    await one.say("چای")
    await one.sees(LOST)
    assert not [m for m in await one.owner.messages(one.owner.id) if ASKED in m.get("text", "")]


async def test_a_word_that_belongs_nowhere_is_waited_for_once(shop: Shop, word: int) -> None:
    one = await stranger(shop)
    await people.save_wizard(shop.hub, one.owner.id, "Saying:word", {"round": word})
    await one.say("چای")
    await one.sees(GONE)
    await one.say("قهوه")
    await one.sees(LOST)
