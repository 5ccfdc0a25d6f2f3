"""A step that waits for words is left once no words could help any more; over HTTP."""


from hub.daily.facts import Facts
from hub.watch import mutes
from storage.tables import Member
from tests.journeys.conftest import BOTH
from tests.support.asked import ask
from tests.support.desk import Desk
from tests.support.people import buttons_of
from tests.support.shop import Shop
from tests.support.store import row

LOST = "I do not know what to do with that. /today is the question, /stick your tally stick."
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
