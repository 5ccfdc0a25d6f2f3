"""Needs made the short way, for tests that are not about making them."""

from dataclasses import dataclass

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.needs import helping, needs, talks
from hub.needs.needs import Draft
from hub.needs.talks import Words
from hub.needs.views import NeedView, TalkView
from storage import people
from tests.support.habit import tag
from tests.support.hangouts import opened
from tests.support.members import joined

SARA, DARA, NIMA = 8_100_011, 8_100_012, 8_100_013
NAMES = {SARA: "سارا نامدار", DARA: "دارا بی‌نشان", NIMA: "نیما پنهان"}


@dataclass(frozen=True)
class Scene:
    """An open hangout that talks about tea and sweets, with three members who can be written to."""

    hangout: HangoutView
    tea: int
    sweets: int
    members: dict[int, int]


async def scene(hub: Hub) -> Scene:
    """Dara can be asked about tea, Nima about sweets."""
    hangout = await opened(hub)
    tea, sweets = await tag(hub, hangout, "tea", "چای"), await tag(hub, hangout, "own-1", "شیرینی")
    members = {person: await joined(hub, hangout, person, name) for person, name in NAMES.items()}
    async with hub.db.begin() as session:
        for person in NAMES:
            await people.set_reach(session, person, "open")
    await helping.set_(hub, DARA, hangout.id, tea, on=True)
    await helping.set_(hub, NIMA, hangout.id, sweets, on=True)
    return Scene(hangout, tea, sweets, members)


async def asked(hub: Hub, place: Scene, text: str = "چای سفید کجا پیدا می‌شود؟", person: int = SARA) -> NeedView:
    """A need of Sara's, about tea."""
    return await needs.ask(hub, person, place.hangout.id, Draft(text), once=f"need:{text}")


async def told(hub: Hub, need_id: int, person: int, text: str, talk_id: int | None = None) -> TalkView:
    """Somebody answers it; or with a talk, its asker writes back."""
    return await talks.say(hub, person, need_id, Words(text), once=f"said:{text}", talk_id=talk_id)
