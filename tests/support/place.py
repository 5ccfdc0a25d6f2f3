"""A shop, a clerk and a member in front of each other."""

from dataclasses import dataclass
from typing import Any

from handlers.buttons import Desk as Button
from hub.person import people
from hub.person.people import Seen
from hub.stick.rules import Cut
from tests.support import counter, members
from tests.support.desk import Desk
from tests.support.ledger import notches
from tests.support.people import Message
from tests.support.shop import Shop, open_shop
from tests.support.world import SandboxWorld


@dataclass
class Place:
    """A shop with a clerk who has just scanned the member's card; all of them speak `language`."""

    shop: Shop
    owner: Desk
    clerk: Desk
    member: Desk
    member_id: int

    async def cut(self, count: int) -> None:
        """So many purchases, each of another amount."""
        for n in range(count):
            note = f"{(n + 1) * 10_000} toman"
            await members.cut(self.shop.hub, self.member_id, Cut("purchase", 1, f"purchase:{n}", 1, note=note))

    async def at_desk(self, desk: Desk, act: str = "home", value: str = "") -> None:
        await desk.press(Button(member=self.member_id, act=act, value=value).pack())

    async def shown(self, desk: Desk, part: str) -> str:
        """Waits for words that may stand anywhere in a message."""
        desk.screen = await desk.owner.wait_for(desk.owner.id, part)
        return desk.text

    async def balance(self) -> int | None:
        """None for who is no member."""
        return (await notches(self.shop.hub.db)).get(self.member.owner.id)

    async def file(self, message: Message) -> bytes:
        world = self.shop.world
        found = await world.call("getFile", file_id=message["document"]["file_id"])
        async with world.http.get(f"{world.url}/file/bot{world.token}/{found['result']['file_path']}") as response:
            return await response.read()

    async def documents(self, desk: Desk, ending: str) -> Message:
        return await desk.owner.wait_for(
            desk.owner.id, lambda m: str(m.get("document", {}).get("file_name", "")).endswith(ending)
        )


async def ready(shop: Shop, desk: Desk) -> Desk:
    """Somebody in front of the bot, which speaks their language."""
    await desk.owner.start()
    await people.choose_language(shop.hub, desk.owner.id, desk.language)
    await desk.say("/language")
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "reply_markup" in m)
    return desk


async def made(world: SandboxWorld, app: Any, language: str) -> Place:
    """A place, with everybody in front of the bot."""
    shop = await open_shop(world, app.hub, language=language)
    clerk = await world.new_person("فرهاد", language_code=language)
    member = await world.new_person("=سارا", language_code=language)
    desks = [await ready(shop, Desk(person, language)) for person in (shop.owner, clerk, member)]
    await counter.hire(shop.hub, shop.hangout, Seen(clerk.id, clerk.name, language))
    member_id = await counter.join(shop.hub, shop.hangout, Seen(member.id, member.name, language))
    await members.scanned(shop.hub, member_id, clerk.id)
    return Place(shop, *desks, member_id)
