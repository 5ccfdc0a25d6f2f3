"""A hangout in the sandbox, opened the short way, for journeys that are not about opening it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hub.context import Hub
from hub.daily import questions
from hub.hangout import settings, setup
from hub.hangout.hangouts import HangoutView
from hub.hangout.setup import ChatFacts
from hub.person.people import Seen
from tests.support.people import Message, Someone, buttons_of
from tests.support.until import until
from tests.support.world import SandboxWorld

TEHRAN = ZoneInfo("Asia/Tehran")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=TEHRAN)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
GROUP_RIGHTS = ("can_manage_chat",)


@dataclass(slots=True)
class Shop:
    """An open hangout: its question comes at 19:00 in Tehran, and the sandbox's day begins at noon."""

    world: SandboxWorld
    hub: Hub
    hangout: HangoutView
    channel: int
    group: int

    @property
    def owner(self) -> Someone:
        """Owns the channel, the group and the hangout."""
        return self.world.owner

    async def ask(self, text: str, options: Sequence[str]) -> None:
        """Puts a question at the end of the queue."""
        await questions.add(self.hub, self.owner.id, self.hangout.id, text, options, once_key=f"test:{text}")

    async def evening(self, days: int = 0, **later: float) -> None:
        """Moves to 19:00 of the day after so many days, and a timedelta's arguments later."""
        moment = NOON.replace(hour=19) + timedelta(days=days) + timedelta(**({"seconds": 1} | later))
        await self.move(moment)

    async def move(self, moment: datetime) -> None:
        """Moves the clock; returns when the product has followed."""
        await self.world.set_clock(moment)
        await until(lambda: abs((self.hub.now() - moment).total_seconds()) < 60, "for the product to follow the clock")

    async def post(self, text: str = "", **wait: Any) -> Message:
        """The newest post of a question in the channel, with its buttons."""
        return await self.owner.wait_for(
            self.channel, lambda m: text in m.get("text", "") and ballots_of(m), since=0, **wait
        )

    async def poll(self, text: str = "") -> Message:
        """The newest native poll in the group."""
        return await self.owner.wait_for(
            self.group, lambda m: "poll" in m and text in m["poll"]["question"] and not m["poll"]["is_closed"], since=0
        )


def ballots_of(message: Message) -> list[str]:
    """The data of a message's vote buttons, in order of the options."""
    return [b["callback_data"] for b in buttons_of(message) if b.get("callback_data", "").startswith("v:")]


def choices_of(message: Message) -> list[str]:
    """The labels of a message's vote buttons, marks and live counts included."""
    return [b["text"] for b in buttons_of(message) if b.get("callback_data", "").startswith("v:")]


def counts_of(message: Message) -> list[int]:
    """The live counts on a message's vote buttons, whatever the digits; 0 where none is shown."""
    found = (re.search(r"(\d+)\W*$", label) for label in choices_of(message))
    return [int(count[1]) if count else 0 for count in found]


async def open_shop(
    world: SandboxWorld,
    hub: Hub,
    *,
    language: str = "fa",
    channel: bool = True,
    group: bool = True,
    basic: bool = False,
    new: bool = False,
    running: bool = True,
) -> Shop:
    """The example brand's owner opens a hangout in the example's channel, its group, or both; in a basic group; or in
    a channel and a group that are made `new` for it. The product need not be `running`."""
    owner = world.owner
    await owner.start()
    if running:  # else the answer would meet what a test has prepared for others
        await owner.wait_for(owner.id, lambda m: True)
    draft = await setup.begin(hub, Seen(owner.id, owner.name, "fa"))
    chats = {"channel": await world.chat_id("channel"), "group": await world.chat_id("supergroup")}
    if new:
        kinds = {"channel": "channel", "group": "supergroup"}
        chats = {place: await owner.new_chat(kind, f"{kind} دیگر") for place, kind in kinds.items()}
    if basic:
        chats["group"] = await owner.new_chat("group", "گپ کوچک")
    for place, wanted, rights in (("channel", channel, CHANNEL_RIGHTS), ("group", group or basic, GROUP_RIGHTS)):
        if wanted:
            await owner.add_bot(chats[place], *rights)
            title = (await owner.chat(chats[place]))["title"]
            await setup.register_chat(hub, owner.id, draft.id, ChatFacts(chats[place], place, title, None))
    await settings.change_language(hub, owner.id, draft.id, language)
    opened = await setup.open_hangout(hub, owner.id, draft.id)
    return Shop(world, hub, opened, chats["channel"], chats["group"])
