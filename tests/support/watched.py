"""A hangout with members who write, a moderator and an owner who look after it."""

from dataclasses import dataclass

from hub.context import Hub
from hub.daily import own
from hub.daily.facts import Facts
from hub.daily.reported import option_number
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick import members
from storage import hangouts
from storage.tables import Member
from tests.support.asked import ask
from tests.support.hangouts import OWNER, opened
from tests.support.store import row

SARA, DARA, BABAK, KEEPER = (Seen(n, name, "fa") for n, name in enumerate(("سارا", "دارا", "بابک", "کیوان"), start=11))
LINK = "کانال t.me/joinchat"


@dataclass(frozen=True, slots=True)
class Scene:
    """A question that takes members' options; KEEPER is a moderator, the others are members."""

    hangout: HangoutView
    round_id: int

    def number(self, option: int) -> int:
        """An option as it is reported."""
        return option_number(self.round_id, option)


async def scene(hub: Hub) -> Scene:
    """Two options of the question's own, none of members yet."""
    hangout = await opened(hub)
    for seen in (SARA, DARA, BABAK, KEEPER):
        await members.join(hub, seen, hangout.slug)
    async with hub.db.begin() as session:
        await hangouts.add_staff(session, hangout.id, KEEPER.id, "moderator", hub.now())
    asked = await ask(hub, hangout.id, OWNER.id, "choice", "چه چایی؟", ["چای سیاه", "چای سبز"], Facts(open=True))
    return Scene(hangout, asked)


async def wrote(hub: Hub, scene: Scene, seen: Seen = SARA, text: str = "به‌لیمو") -> int:
    """A member's option; its number."""
    before = len((await own.listed(hub, OWNER.id, scene.round_id)).options)
    await own.add(hub, seen.id, scene.round_id, text)
    return scene.number(2 + before)


async def member_of(hub: Hub, seen: Seen) -> int:
    """The member's number."""
    return (await row(hub.db, Member, person_id=seen.id)).id or 0
