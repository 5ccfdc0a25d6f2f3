"""Buttons that nobody was shown, pressed by somebody who has every right: always an answer, never a line of trouble in
the log. Whatever kinds of button there are is found by looking; the values are what software chokes on."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.app import App
from handlers.daily.looks import JOIN
from handlers.person.start import LINKS
from handlers.till import desk
from storage.tables import Member
from tests.support.books import books, check, faults
from tests.support.journal import Journal
from tests.support.people import buttons_of
from tests.support.shop import Shop
from tests.support.store import row

VALUES = ("a\x00b", "", "²", "-1.1", "x.y.z", "۹" * 20, "🙃.1")
NUMBERS = ("1", "-1", str(2**63 - 1))
ROOM = 64  # bytes of a button
SERVER = pytest.mark.parametrize(("way", "engine"), [("webhook", "postgresql")], indirect=True)
"""The stricter of the two engines about what it takes."""


def _kinds(of: type[CallbackData] = CallbackData) -> list[type[CallbackData]]:
    """Every kind of button there is."""
    return sorted((kind for kind in of.__subclasses__() if kind.__module__.startswith("handlers")), key=repr)


def _fields(kind: type[CallbackData]) -> list[tuple[str, Any]]:
    return [(name, field.annotation) for name, field in kind.model_fields.items()]


def _acts(kind: type[CallbackData]) -> set[str]:
    """Every act in the registries of the modules that speak of the kind."""
    ours = [vars(module) for name, module in sorted(sys.modules.items()) if name.startswith("handlers")]
    return {act for names in ours if kind in names.values() for act in names.get("ACTS", ())}


def _made_up(kind: type[CallbackData]) -> Iterator[str]:
    """Each field once with each odd value, and each act that there is; the others as they might be."""
    usual = ["show" if of is str else "1" for _, of in _fields(kind)]
    for place, (name, of) in enumerate(_fields(kind)):
        acts = sorted(_acts(kind)) if name == "act" else ()
        for odd in (*(VALUES if of is str else NUMBERS), *acts):
            yield ":".join([kind.__prefix__, *usual[:place], odd, *usual[place + 1 :]])


def _served(member_id: int) -> Iterator[str]:
    """Every act at the counter with every odd value."""
    for act in sorted(desk.ACTS):
        yield from (f"desk:{member_id}:{act}:{value}" for value in VALUES)


@SERVER
async def test_made_up_buttons_are_answered(shop: Shop, app: App, journal: Journal) -> None:
    owner, guest = shop.owner, shop.world.customers[0]
    await guest.start(f"{JOIN}{shop.hangout.slug}")
    await guest.wait_for(guest.id, shop.hangout.title)
    await owner.start()
    screen = await owner.wait_for(owner.id, buttons_of)
    made_up = [data for kind in _kinds() for data in _made_up(kind)]
    made_up += _served((await row(app.db, Member, person_id=guest.id)).id)
    assert len(made_up) > 300
    stumbled = []
    for data in made_up:
        if len(data.encode()) <= ROOM:
            before = journal.loud()
            answered = (await owner.press(screen, data=data)).answered
            stumbled += [] if answered and journal.loud() == before else [data]
    assert stumbled == []
    check(await books(app.db, shop.hangout.id))
    assert await faults(app.db, shop.hangout.slug) == []


@SERVER
async def test_made_up_links_are_answered(shop: Shop, app: App) -> None:
    """Written by hand: what a link of Telegram's could not carry is a plain start."""
    stranger = shop.world.customers[0]
    for prefix in sorted(LINKS):
        for odd in VALUES:
            await stranger.say(f"/start {prefix}{odd}")
            assert await stranger.wait_for(stranger.id, bool)
