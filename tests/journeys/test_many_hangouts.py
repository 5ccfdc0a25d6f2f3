"""Somebody who is in more hangouts than messages are sent at once comes to each of them; over HTTP."""

import pytest

from bot.app import App
from hub.daily import rounds
from hub.daily.ballots import Ballot
from hub.daily.votes import cast
from hub.hangout import settings
from hub.person.people import Seen
from hub.scenario import scenarios
from hub.stick import members
from storage.tables import Round
from tests.support.desk import Desk
from tests.support.habit import ranks, tag
from tests.support.people import text_of
from tests.support.shop import Shop, ballots_of, open_shop
from tests.support.store import row
from tests.support.world import SandboxWorld

LAST = "ششمی"


@pytest.fixture
async def shops(world: SandboxWorld, app: App) -> list[Shop]:
    """Six hangouts with a question of today and everything else that one can have."""
    made = [await open_shop(world, app.hub, group=False, new=True) for _ in range(6)]
    await settings.change(app.hub, world.owner.id, made[-1].hangout.id, "title", LAST)
    for shop in made:
        await scenarios.apply(app.hub, world.owner.id, shop.hangout.id, "fal")
        await ranks(app.hub, shop.hangout)
        await tag(app.hub, shop.hangout, "own-1", "قلیان")
        await rounds.open_now(app.hub, world.owner.id, shop.hangout.id)
    return made


@pytest.fixture
async def desk(world: SandboxWorld, shops: list[Shop]) -> Desk:
    """A member of all of them, in private."""
    person = world.customers[0]
    await person.start()
    for shop in shops:
        await members.join(shop.hub, Seen(person.id, person.name, "fa"), shop.hangout.slug)
    return Desk(person)


async def test_each_screen_asks_which_of_six(shops: list[Shop], desk: Desk) -> None:
    for words, screen in (
        ("/pause", "<b>How long will you be away from {title}?</b>"),
        ("/interests", "<b>What do you like to talk about at {title}?</b>"),
        ("/standing", "<b>Standing at {title}</b>"),
        ("/draw", "<b>Lucky notches at {title}</b>"),
        ("/rewards", "<b>Rewards of {title}</b>"),
    ):
        await desk.say(words)
        await desk.sees("Which hangout?")
        assert len(desk.labels()) == 6
        await desk.owner.press(desk.screen, LAST)
        await desk.sees(screen, title=LAST, since=0)
    for words in ("/me", "/stick"):
        await desk.say(words)
        await desk.sees("Which hangout?")
        await desk.owner.press(desk.screen, LAST)
        await desk.owner.wait_for(desk.owner.id, lambda m: "photo" in m and LAST in text_of(m))


async def test_what_waits_for_an_answer_comes_first(shops: list[Shop], desk: Desk) -> None:
    guest = Seen(desk.owner.id, desk.owner.name, "fa")
    for shop in shops[:-1]:
        playing: Round = await row(shop.hub.db, Round, hangout_id=shop.hangout.id)
        await cast(shop.hub, [Ballot(guest, 1, round_id=playing.id or 0, chat_id=guest.id)])
    await desk.say("/today")
    await desk.owner.wait_for(guest.id, lambda m: LAST in text_of(m) and ballots_of(m))
