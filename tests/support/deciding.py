"""An owner on the way through a decision, for journeys: the words of its screens, and the steps to one of them."""

from typing import Any

from handlers.buttons import Panel
from handlers.ideas.deciding_screens import Decide
from hub.ideas import ideas
from hub.ideas.ideas import Draft
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from tests.support.board import moved
from tests.support.desk import Desk
from tests.support.people import Message, buttons_of
from tests.support.shop import Shop
from tests.support.world import SandboxWorld

CHOICES = (
    "<b>What is there to choose from?</b>\nTap ideas of the shortlist, or write options of your own, each on a "
    "line: {least} to {most} in all."
)
ASKED = "<b>How shall it be asked?</b>\nTap it, or write it your way."
PROMISE = (
    "<b>What do you promise?</b>\nIt stands under the question, and at the end beside what won. For example: "
    "{example}\nUp to {limit} letters."
)
QUORUM = "<b>How many votes does it take?</b>\nTap one, or write a number."
TIE = "<b>And if some stand side by side?</b>"
MISSED = "<b>And if too few vote?</b>"
PLACE = (
    "<b>As the daily question, or beside it?</b>\nBeside it, the vote has a post of its own and stays open for "
    "days, while the daily questions come as ever. Tap one, or write a number of days up to {most}."
)
LISTED = (
    "<b>Decisions at {title}</b>\nWhat your members vote for moves on by itself, on terms that stand under the "
    "question from the first vote on."
)
QUESTION, WORD = "اول کدام را انجام بدهیم؟", "هر کدام برد، جمعه روی میز است."


async def shortlisted(world: SandboxWorld, shop: Shop) -> list[int]:
    """Two ideas of two customers who talk to the bot."""
    found = []
    for person, text in zip(world.customers, ("چای به‌لیمو بیاورید", "صندلی بیرون بگذارید"), strict=False):
        await person.start()
        await members.join(shop.hub, Seen(person.id, person.name, "fa"), shop.hangout.slug)
        await people.choose_language(shop.hub, person.id, "fa")
        found.append((await ideas.post(shop.hub, person.id, shop.hangout.id, Draft(text), once=text)).id)
        await moved(shop.hub, found[-1], "shortlisted")
    return found


def choice_labels(message: Message) -> list[str]:
    """What the buttons of a screen say."""
    return [button["text"] for button in buttons_of(message)]


async def begin(desk: Desk, shop: Shop) -> None:
    """From /panel to the first screen."""
    await desk.say("/panel")
    await desk.sees("<b>{title}</b>", title=shop.hangout.title)
    await desk.press(Panel(hangout=shop.hangout.id, act="decide").pack())
    await desk.sees(CHOICES, least=2, most=12)


async def give(desk: Desk, shop: Shop, step: str, value: str, then: str, **values: Any) -> None:
    """A tap, and the screen that it brings."""
    await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
    await desk.sees(then, **values)


async def walk(desk: Desk, shop: Shop, chosen: list[int], own: str) -> None:
    """To the screen that asks for its place: these ideas and an option of the owner's own, two votes, the older idea
    wins a tie, too few decide nothing."""
    await begin(desk, shop)
    for idea in chosen:
        await give(desk, shop, "choices", str(idea), CHOICES, least=2, most=12)
    await desk.say(own)
    await desk.sees(CHOICES, least=2, most=12)
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: f"✓ {own}" in choice_labels(m), since=0)
    await give(desk, shop, "choices", "go", ASKED)
    await give(desk, shop, "text", "usual", PROMISE, example=None, limit=200)
    await desk.say(WORD)
    await desk.sees(QUORUM)
    await desk.say("۲")
    await desk.sees(TIE)
    await give(desk, shop, "tie", "older", MISSED)
    await give(desk, shop, "missed", "nothing", PLACE, most=14)
