"""In a group with topics Telegram shows whatever is said in one as a reply to the topic's opening: nobody is answered
there. The sandbox knows no topics, so that here one message is shown as such an opening."""

from typing import Any

import pytest

from hub.person.people import Seen
from sandbox.render import Renderer
from storage.tables import Entry, Member
from tests.journeys.conftest import BOTH
from tests.support import counter
from tests.support.desk import Desk
from tests.support.members import joined
from tests.support.people import Message, Someone, text_of
from tests.support.shop import Shop
from tests.support.store import row, rows
from tests.support.until import until

OPENING = "گفت‌وگوی آزاد"
REPLY = "Reply with it to a message of the customer, sent in their own name."
WHICH = "Answer the message that is meant with /report, or write /report to me in private."
pytestmark = pytest.mark.consent("دارا")  # everybody in the group sees whose message was replied to


@pytest.fixture(autouse=True)
def _topic(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Renderer._links

    def links(self: Renderer, message: Any) -> Any:
        raw = shown(self, message)
        replied = raw.get("reply_to_message", {})
        if replied.get("text") == OPENING:
            del replied["text"]
            replied["forum_topic_created"] = {"name": OPENING, "icon_color": 7322096}
        return raw

    monkeypatch.setattr(Renderer, "_links", links)


async def comer(shop: Shop, name: str) -> Someone:
    person = await shop.world.new_person(name)
    await person.join(shop.group)
    await joined(shop.hub, shop.hangout, person.id, name)
    return person


@BOTH
async def test_whoever_opened_a_topic_is_not_thanked_for_all_that_is_said_in_it(shop: Shop) -> None:
    sara, dara = [await comer(shop, name) for name in ("سارا", "دارا")]
    opening = await dara.send(shop.group, OPENING)
    await sara.send(shop.group, "چه خوب، مرسی!", reply_to=opening["message_id"])
    tip = await dara.send(shop.group, "چای را با آب تازه دم کنید.")
    word = await sara.send(shop.group, "مرسی!", reply_to=tip["message_id"])

    async def nodded() -> bool:
        seen = await sara.messages(shop.group)
        mine = next(m for m in seen if m["message_id"] == word["message_id"])
        return [one["emoji"] for one in mine["view"]["reactions"]] == ["🤝"]

    await until(nodded, "for the nod")
    assert (await row(shop.hub.db, Member, person_id=dara.id)).notches == 1
    assert len(await rows(shop.hub.db, Entry, rule="thanks")) == 1


@BOTH
async def test_nor_is_anything_cut_or_reported_by_a_word_in_it(shop: Shop) -> None:
    clerk, dara = await shop.world.new_person("فرهاد"), await comer(shop, "دارا")
    await clerk.join(shop.group)
    await counter.hire(shop.hub, shop.hangout, Seen(clerk.id, clerk.name, "fa"))
    opening = (await dara.send(shop.group, OPENING))["message_id"]

    async def hears(said: str, line: str) -> None:
        await clerk.send(shop.group, said, reply_to=opening)
        words = str(Desk(clerk).words(line))
        await clerk.wait_for(shop.group, lambda m: words in text_of(m) and _whispered(m))

    await hears("/notch", REPLY)
    await hears("/report", WHICH)
    await clerk.send(shop.group, "خط ۳", reply_to=opening)
    await hears("/notch", REPLY)
    assert await rows(shop.hub.db, Entry) == []


def _whispered(message: Message) -> bool:
    return bool(message["view"]["ephemeral"])
