"""A member's half given and held up again, and the hangout's seals: over HTTP, in Persian and in English."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from handlers.buttons import Panel
from handlers.proof.seal import Seals
from hub.person import people
from hub.person.people import Seen
from hub.stick.rules import Cut
from storage.tables import Entry, Hangout, Seal
from tests.support import counter, members
from tests.support.desk import Desk
from tests.support.people import buttons_of, text_of
from tests.support.photos import scanned
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.tampering import tampering
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
MATCH, PART = "✓ <b>Both halves match.</b>", "<b>The halves do not match.</b>"
GIVEN = "The half of {day}: {notches}, up to entry {n}."
DAMAGED = "This code is damaged: a letter is wrong or missing. Copy it whole and send it."
NOT_YOURS = "This half is not yours. Its own member can hold it up here, and the shop’s owner."
REFUSED = "This is for the hangout's owners, and only while they are admins of its channel and group."
NO_STICK = "You have no tally stick yet. Vote once in a hangout, and its first notch is cut."


@dataclass
class Place:
    """A shop whose owner and member speak `language`; the member has three entries of two notches each."""

    shop: Shop
    owner: Desk
    member: Desk
    member_id: int

    async def cut(self, *names: str) -> None:
        for name in names:
            await members.cut(
                self.shop.hub, self.member_id, Cut("gift", 2, f"gift:{name}", self.owner.owner.id, note="!")
            )

    async def half(self) -> str:
        """Asks for the half, and takes its code off the button."""
        await self.member.say("/half")
        self.member.screen = await self.member.owner.wait_for(self.member.owner.id, lambda m: "photo" in m)
        return copied(self.member)

    async def night(self, day: int) -> None:
        """Moves to the morning after so many nights, when that night's seal was made."""
        await self.shop.move(NOON.replace(hour=0, minute=16) + timedelta(days=day))
        await until(lambda: self._sealed(day))
        await self.shop.move(NOON + timedelta(days=day))

    async def _sealed(self, day: int) -> bool:
        made = await row(self.shop.hub.db, Seal)
        return made is not None and made.day == NOON.date() + timedelta(days=day - 1)


def copied(desk: Desk) -> str:
    """What the screen's button copies."""
    return str(next(button["copy_text"]["text"] for button in buttons_of(desk.screen) if "copy_text" in button))


@pytest.fixture
async def at(world: SandboxWorld, app: Any, language: str) -> Place:
    shop = await open_shop(world, app.hub, language=language)
    member = await world.new_person("نازنین", language_code=language)
    desks = [Desk(shop.owner, language), Desk(member, language)]
    for desk in desks:
        await desk.owner.start()
        await people.choose_language(shop.hub, desk.owner.id, language)
    number = await counter.join(shop.hub, shop.hangout, Seen(member.id, member.name, language))
    place = Place(shop, *desks, number)
    await place.cut("a", "b", "c")
    return place


@RUNS
async def test_a_half_is_given_as_picture_and_text_and_matches_later(at: Place, world: SandboxWorld) -> None:
    code = await at.half()
    v, said = at.member.voice, at.member.text
    assert code in said
    assert v.dated(NOON.date()) in said
    assert v.number(2026 if v.language == "en" else 1405).replace("٬", "").replace(",", "") in said
    assert v.many("{n} notch", "{n} notches", 6) in said
    link = await scanned(world, at.member.screen)
    assert re.fullmatch(rf"https://t\.me/\w+\?start=h_{code}", link)
    await at.cut("d", "e")
    for way in (f"/half {code}", code, link):
        await at.member.say(way)
        await at.member.sees(MATCH)
        assert at.member.words(GIVEN, day=v.date(NOON.date()), notches=v.many("{n} notch", "{n} notches", 6), n=3) in (
            at.member.text
        )
        assert v.many("{n} notch", "{n} notches", 10) in at.member.text
    await at.member.owner.start(f"h_{code}")
    await at.member.sees(MATCH)


@RUNS
async def test_the_owner_may_hold_it_up_and_nobody_else(at: Place, world: SandboxWorld) -> None:
    code = await at.half()
    await at.owner.say(code)
    await at.owner.sees(MATCH)
    assert "نازنین" in at.owner.text
    stranger = Desk(await world.new_person("رضا", language_code="en"), "en")
    for way in (code, f"/half {code}"):
        await stranger.say(way)
        await stranger.sees(NOT_YOURS)
    await stranger.owner.start(f"h_{code}")
    await stranger.sees(NOT_YOURS)
    await at.owner.owner.leave(at.shop.group)
    await at.owner.say(code)
    await at.owner.sees(REFUSED)


@RUNS
async def test_a_damaged_code_is_no_difference(at: Place) -> None:
    code = await at.half()
    for way in (
        code[:-1],
        code[:8] + ("A" if code[8] != "A" else "B") + code[9:],
        f"/half {code.lower()}",
        f"/half {code} x",
    ):
        await at.member.say(way)
        await at.member.sees(DAMAGED)


@RUNS
async def test_a_changed_entry_is_told_with_its_day(at: Place) -> None:
    code = await at.half()
    async with tampering(at.shop.hub.db) as connection:
        await connection.execute(text("UPDATE entry SET notches = 9 WHERE seq = 2"))
    await at.member.say(code)
    await at.member.sees(PART)
    day = at.member.voice.date(NOON.date())
    assert at.member.words("The shop’s own half is broken at entry {n}, {day}.", n=2, day=day) in at.member.text


@RUNS
async def test_a_chain_that_lost_its_end_is_told(at: Place) -> None:
    code = await at.half()
    first = await row(at.shop.hub.db, Entry, seq=1)
    async with tampering(at.shop.hub.db) as connection:
        said = "UPDATE member SET entries = 1, notches = 2, head_id = :id, head_hash = :hash WHERE entries = 3"
        await connection.execute(text(said), {"id": first.id, "hash": first.hash})
        await connection.execute(text("DELETE FROM entry WHERE seq > 1"))
    await at.member.say(code)
    await at.member.sees(PART)
    assert at.member.words("The shop’s half ends at entry {n}: later ones are missing there.", n=1) in at.member.text


@RUNS
async def test_the_stick_leads_to_the_half(at: Place) -> None:
    await at.member.say("/stick")
    at.member.screen = await at.member.owner.wait_for(at.member.owner.id, lambda m: "photo" in m)
    await at.member.tap("My half")
    at.member.screen = await at.member.owner.wait_for(
        at.member.owner.id, lambda m: any("copy_text" in b for b in buttons_of(m))
    )
    assert copied(at.member) in at.member.text


async def test_who_has_no_stick_has_no_half(world: SandboxWorld, shop: Shop) -> None:
    desk = Desk(await world.new_person("رضا"))
    for way in ("/half", "نیمه من"):
        await desk.say(way)
        await desk.sees(NO_STICK)


@RUNS
async def test_the_owner_finds_the_seals_on_the_shelf_and_checks_an_old_one(at: Place) -> None:
    v = at.owner.voice
    await _shelf(at)
    assert (
        at.owner.words("Nothing is sealed yet: the first seal is made in the night after the first notch.")
        in at.owner.text
    )
    await at.night(1)
    await _shelf(at)
    old = copied(at.owner)
    assert old in at.owner.text
    assert f"{v.many('{n} entry', '{n} entries', 3)}" in at.owner.text
    await at.cut("d")
    await at.night(2)
    await at.owner.say(old)
    await at.owner.sees(
        "✓ It fits. Worked out again just now: {entries} of {members} are as they were sealed.", entries="", members=""
    )
    await at.owner.say(old[:-1] + ("A" if old[-1] != "A" else "B"))
    await at.owner.sees("This seal is damaged: a letter is wrong or missing. Copy it whole and send it.")
    await at.member.say(old)
    await at.member.sees(REFUSED)
    async with tampering(at.shop.hub.db) as connection:
        await connection.execute(text("UPDATE entry SET note = '?' WHERE seq = 1"))
    await at.owner.say(old)
    await at.owner.sees(
        "The ledger contradicts itself in {places}. Whoever runs the bot sees each with {command}.",
        places="",
        command="",
    )


async def _shelf(at: Place) -> None:
    await at.owner.say("/panel")
    at.owner.screen = await at.owner.owner.wait_for(at.owner.owner.id, lambda m: "reply_markup" in m)
    await at.owner.press(Panel(hangout=at.shop.hangout.id, act="shelf").pack())
    await at.owner.sees("<b>The tally stick of {title}</b>", title=at.shop.hangout.title)
    await at.owner.tap("Seal")
    await at.owner.sees("<b>The seal of {title}</b>", title=at.shop.hangout.title)


@RUNS
async def test_the_weeks_seal_comes_in_the_morning(at: Place) -> None:
    """The sandbox's day is a Saturday: the next week begins seven days later in Persian, two in English."""
    first = {"fa": 7, "en": 2}[at.owner.language]
    await at.shop.move(NOON.replace(hour=0, minute=16) + timedelta(days=first))
    await until(lambda: at._sealed(first))
    assert not [m for m in await at.owner.owner.messages() if "PS1:" in text_of(m)]
    await at.shop.move(NOON.replace(hour=9, minute=1) + timedelta(days=first))
    at.owner.screen = await at.owner.owner.wait_for(at.owner.owner.id, "PS1:", since=0)
    assert at.owner.words("<b>This week’s seal of {title}</b>", title=at.shop.hangout.title) in at.owner.text
    assert copied(at.owner) in at.owner.text


async def test_pages_of_seals_and_forged_ones(shop: Shop, world: SandboxWorld) -> None:
    number = await counter.join(shop.hub, shop.hangout, Seen(world.customers[0].id, "سارا", "fa"))
    await members.cut(shop.hub, number, Cut("gift", 1, "gift:a", shop.owner.id, note="!"))
    place = Place(shop, Desk(shop.owner), Desk(world.customers[0]), number)
    for day in range(1, 10):
        await place.night(day)
    await _shelf(place)
    assert len(re.findall(r"PS1:", place.owner.text)) == 7
    await place.owner.tap("Earlier ones")
    await until(lambda: _pages(place, 2))
    hangout = await row(shop.hub.db, Hangout)
    answer = await place.owner.press(Seals(hangout=hangout.id, page=-5).pack())
    assert answer.answered
    thief = Desk(world.person("Daniel"), "en")
    await thief.owner.start()
    thief.screen = await thief.owner.wait_for(thief.owner.id, lambda m: "reply_markup" in m)
    answer = await thief.press(Seals(hangout=hangout.id, page=0).pack())
    assert answer.text == thief.words(REFUSED)
    assert len(await rows(shop.hub.db, Seal)) == 9


async def _pages(place: Place, count: int) -> bool:
    seen = [m for m in await place.owner.owner.messages() if m["message_id"] == place.owner.screen["message_id"]]
    return len(re.findall(r"PS1:", text_of(seen[0]))) == count
