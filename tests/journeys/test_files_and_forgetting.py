"""The ledger as a file, what is kept of somebody, and being forgotten, over HTTP."""

import asyncio
import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from handlers.buttons import Panel
from handlers.notices import NOTICES
from hub.person import forgetting
from hub.person.people import Seen
from hub.stick import corrections, export
from locales.voice import voice
from storage.tables import Member, Notice, Person, Staff
from tests.support import counter
from tests.support.desk import Desk
from tests.support.ledger import notches
from tests.support.people import text_of
from tests.support.place import Place, made
from tests.support.shop import Shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)


@pytest.fixture
async def at(world: SandboxWorld, app: Any, language: str) -> Place:
    return await made(world, app, language)


@RUNS
async def test_the_ledger_comes_as_a_file_in_both_forms(at: Place) -> None:
    owner, title = at.owner, at.shop.hangout.title
    await at.cut(4)
    await owner.press(Panel(hangout=at.shop.hangout.id, act="export").pack())
    await at.shown(owner, title)
    screen = owner.screen
    await owner.tap(f"{voice(owner.language).tell('This month')} · XLSX")
    message = await at.documents(owner, ".xlsx")
    book = load_workbook(io.BytesIO(await at.file(message)))
    entries, listed = book.worksheets
    assert [entries.cell(line, 7).value for line in range(2, 6)] == [1, 2, 3, 4]
    assert {entries.cell(line, 5).value for line in range(2, 6)} == {"=سارا"}
    assert entries.cell(2, 5).data_type == "s"
    assert bool(entries.sheet_view.rightToLeft) == (at.shop.hangout.language == "fa")
    assert listed.max_row == 2
    owner.screen = screen
    await owner.press(Panel(hangout=at.shop.hangout.id, act="export").pack())
    owner.screen = await owner.owner.wait_for(owner.owner.id, lambda m: "reply_markup" in m and title in text_of(m))
    label = f"{voice(owner.language).tell('From the beginning')} · CSV"
    screen = owner.screen
    for _ in range(2):  # a double tap: the second comes from the screen as it was
        owner.screen = screen
        await owner.tap(label)
    message = await at.documents(owner, "members-all-2026-11-21.csv")
    lines = list(csv.reader(io.StringIO((await at.file(message)).decode("utf-8-sig"))))
    assert lines[1][:4] == [str(at.member_id), "'=سارا", "4", "4"]
    await until(lambda: _sent(at, 3), "for the files to be noted as sent")


async def test_nobodys_message_waits_for_a_file(
    world: SandboxWorld, app: Any, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, owner, goes_on = await world.new_person("سارا"), Desk(shop.owner), asyncio.Event()
    await member.start()
    member_id = await counter.join(app.hub, shop.hangout, Seen(member.id, member.name, "fa"))
    usual = NOTICES["ledger_file"]

    async def slow(desk: Any, parcel: Any) -> Any:
        await goes_on.wait()
        return await usual(desk, parcel)

    monkeypatch.setitem(NOTICES, "ledger_file", slow)
    await export.order(app.hub, shop.owner.id, shop.hangout.id, "all", "xlsx", "t")
    await until(lambda: _is_leased(app), "for the file to be taken in hand")
    await corrections.give(app.hub, shop.owner.id, member_id, 1, "دلیل", "t")
    await member.wait_for(member.id, lambda m: "photo" in m)
    goes_on.set()
    await owner.owner.wait_for(owner.owner.id, lambda m: "document" in m)


async def _is_leased(app: Any) -> bool:
    return [one.state for one in await rows(app.hub.db, Notice, kind="ledger_file")] == ["leased"]


async def test_a_notice_to_somebody_who_is_forgotten_meanwhile_is_not_sent(
    world: SandboxWorld, app: Any, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, reached = await world.new_person("سارا"), asyncio.Event()
    await member.start()
    member_id = await counter.join(app.hub, shop.hangout, Seen(member.id, member.name, "fa"))
    usual = NOTICES["by_hand"]

    async def forgetful(desk: Any, parcel: Any) -> Any:
        written = await usual(desk, parcel)
        await forgetting.forget(app.hub, member.id)
        reached.set()
        return written

    monkeypatch.setitem(NOTICES, "by_hand", forgetful)
    await corrections.give(app.hub, shop.owner.id, member_id, 1, "دلیل", "t")
    await reached.wait()
    monkeypatch.setitem(NOTICES, "by_hand", usual)
    other = await counter.join(app.hub, shop.hangout, Seen(shop.world.customers[0].id, "رضا", "fa"))
    await world.customers[0].start()
    await corrections.give(app.hub, shop.owner.id, other, 1, "دلیل", "t")
    await world.customers[0].wait_for(world.customers[0].id, lambda m: "photo" in m)
    assert not [m for m in await member.messages() if "photo" in m]


async def _sent(at: Place, count: int) -> bool:
    states = [one.state for one in await rows(at.shop.hub.db, Notice, kind="ledger_file")]
    return states == ["sent"] * count


@RUNS
async def test_my_data_and_being_forgotten(at: Place) -> None:
    member, person = at.member, at.member.owner
    await at.cut(2)
    await member.say("/mydata")
    message = await at.documents(member, "my-data.json")
    kept = json.loads(await at.file(message))
    assert kept["person"]["telegram_id"] == person.id
    assert [entry["note"] for entry in kept["memberships"][0]["entries"]] == ["10000 toman", "20000 toman"]
    await member.say("/forget")
    await member.sees("<b>Shall I forget you?</b>")
    assert at.shop.hangout.title in member.text
    await member.tap("Forget me")
    await member.sees("<b>For good?</b>\nIt can not be undone; from then on I do not know you.")
    await member.tap("No, let it stay")
    await member.sees("Good, everything stays as it is.")
    assert await row(at.shop.hub.db, Person, id=person.id)
    await member.press("forget")
    await member.sees("<b>For good?</b>\nIt can not be undone; from then on I do not know you.")
    await member.press("forget!")
    await member.sees("You are forgotten. Whenever you come back, you are welcome as somebody new.")
    assert await row(at.shop.hub.db, Person, id=person.id) is None
    assert (await row(at.shop.hub.db, Member, id=at.member_id)).person_id < 0
    assert sum((await notches(at.shop.hub.db)).values()) == 2
    await person.start(f"j_{at.shop.hangout.slug}")
    await until(lambda: _is(at, 0), "for the newcomer")


@RUNS
async def test_the_only_owner_is_kept_until_the_hangout_is_closed(at: Place) -> None:
    owner = at.owner
    await owner.say("/forget")
    await owner.sees(
        "You are the only owner of {title}, and it is open. Close it in /panel first, then come back.",
        title=at.shop.hangout.title,
    )
    assert (await owner.press("forget!")).alert
    await owner.press(Panel(hangout=at.shop.hangout.id, act="pause").pack())
    await owner.press("forget!")
    await until(lambda: _nobody(at), "for the owner to be forgotten")


async def _nobody(at: Place) -> bool:
    return not [one for one in await rows(at.shop.hub.db, Staff) if one.role == "owner"]


async def _is(at: Place, balance: int) -> bool:
    return await at.balance() == balance
