"""Thanks over HTTP: a word in reply gets a nod, a sign is counted in silence, and talk stays talk."""

from storage.tables import Author, Member
from tests.journeys.conftest import BOTH
from tests.support.members import joined
from tests.support.people import Message, Someone
from tests.support.shop import Shop
from tests.support.store import row, rows
from tests.support.until import until


async def comer(shop: Shop, name: str) -> Someone:
    person = await shop.world.new_person(name)
    await person.join(shop.group)
    await joined(shop.hub, shop.hangout, person.id, name)
    return person


async def notches(shop: Shop, person: Someone) -> int:
    return int((await row(shop.hub.db, Member, person_id=person.id)).notches)


async def reactions(person: Someone, chat_id: int, message: Message) -> list[str]:
    seen = await person.messages(chat_id)
    mine = next(m for m in seen if m["message_id"] == message["message_id"])
    return [one["emoji"] for one in mine["view"]["reactions"]]


@BOTH
async def test_a_word_and_a_sign(shop: Shop) -> None:
    sara, dara, mina = [await comer(shop, name) for name in ("سارا", "دارا", "مینا")]
    tip = await dara.send(shop.group, "چای را با آب تازه دم کنید.")
    word = await sara.send(shop.group, "چه خوب، مرسی!", reply_to=tip["message_id"])

    async def nodded() -> bool:
        return await reactions(sara, shop.group, word) == ["🤝"]

    await until(nodded, "for the nod")
    assert await notches(shop, dara) == 1
    await until(lambda: _known(shop, tip), "for the author to be known")
    await sara.react(tip, "❤")
    await mina.react(tip, "🔥")
    await mina.react(tip, "🙏")

    async def counted() -> bool:
        return await notches(shop, dara) == 2

    await until(counted, "for the sign to count")
    talk = await mina.send(shop.group, "ممنون می‌شم قیمتش را بگویید", reply_to=tip["message_id"])
    after = await dara.send(shop.group, "خواهش می‌کنم")
    await until(lambda: _known(shop, after), "for what came after")
    assert await reactions(mina, shop.group, talk) == []
    assert [await notches(shop, one) for one in (sara, dara, mina)] == [0, 2, 0]


async def _known(shop: Shop, message: Message) -> bool:
    return bool(await rows(shop.hub.db, Author, message_id=message["message_id"]))
