"""A question that goes out while its owner writes at it: what was written is not lost; over HTTP."""

from hub.daily import questions
from hub.daily.questions import Draft
from storage.tables import Question
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.people import buttons_of
from tests.support.shop import NOON, Shop
from tests.support.store import rows
from tests.support.until import until

TEA, MINT = "چه چایی بیاوریم؟", "چای نعنا"
GONE = "The question has left the queue meanwhile. What you wrote can go in as a new one."
AT = "Write another option, or save it."


async def _late(shop: Shop) -> Desk:
    """An owner who wrote one more option at a question that came out then."""
    draft = Draft("choice", TEA, ("چای سیاه", "چای سبز"))
    waiting = await questions.put(shop.hub, shop.owner.id, shop.hangout.id, draft, once_key="k")
    owner = Desk(shop.owner)
    owner.screen = await shop.owner.wait_for(shop.owner.id, buttons_of, since=0)
    await owner.press(f"edit:{shop.hangout.id}:{waiting.id}")
    await owner.sees(AT)
    await owner.say(MINT)
    await owner.sees(AT)
    await shop.evening()
    await shop.post(TEA)
    return owner


async def _queued(shop: Shop) -> list[Question]:
    return await rows(shop.hub.db, Question, state="queued")


@BOTH
async def test_an_edit_that_comes_too_late_goes_in_as_a_new_question(shop: Shop) -> None:
    owner = await _late(shop)
    await owner.tap("Save")
    await owner.sees(GONE)
    assert MINT in owner.text
    assert not await _queued(shop)
    await owner.tap("Put it in the queue")
    await until(lambda: _queued(shop), "for the new question")
    [new] = await _queued(shop)
    assert (new.text, new.options) == (TEA, ["چای سیاه", "چای سبز", MINT])


async def test_an_edit_for_a_day_that_comes_too_late_can_have_the_day_as_a_new_question(shop: Shop) -> None:
    owner = await _late(shop)
    day = f"draft:{shop.hangout.id}:on.{NOON.date().toordinal() + 3}"
    await owner.press(day)
    await owner.sees(GONE)
    await owner.press(day)
    await until(lambda: _queued(shop), "for the new question")
    [new] = await _queued(shop)
    assert (new.day.toordinal(), new.options[-1]) == (NOON.date().toordinal() + 3, MINT)
