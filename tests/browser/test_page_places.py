"""The sandbox's page: people, places, polls, the clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, expect

from sandbox.example import DEMO_TOKEN
from sandbox.server import Sandbox
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen, Size
from tests.support.world import SandboxWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")
every_face = pytest.mark.parametrize(("ui", "size"), [(ui, size) for ui in ("fa", "en") for size in Size])
TEHRAN = ZoneInfo("Asia/Tehran")


async def write_poll(screen: Screen, slot: str) -> None:
    await (await screen.show(slot)).get_by_test_id("attach").click()
    await screen.page.click("[data-attach=poll]")
    await screen.hook("poll-question").fill("با چای چه می‌چسبد؟")
    await screen.hook("poll-add-option").click()
    for place, text in enumerate(("نقل", "خرما", "Cake")):
        await screen.hook("poll-option-field").nth(place).fill(text)
    await screen.submit("newpoll-sheet")


async def counts(poll: Locator) -> list[str | None]:
    return [await option.get_attribute("data-votes") for option in await poll.get_by_test_id("poll-result").all()]


@every_face
async def test_a_vote_is_cast_moved_and_taken_back(world: SandboxWorld, look: OpenScreen, ui: str, size: Size) -> None:
    owner, voter = await look(world.owner, ui=ui, size=size), await look(world.person("کاوه"), ui=ui, size=size)
    await write_poll(owner, "group")
    poll = (await voter.last("group")).get_by_test_id("poll")
    own = (await owner.last("group")).get_by_test_id("poll")
    await poll.get_by_test_id("poll-option").nth(0).click()
    await own.get_by_test_id("poll-option").nth(2).click()
    await expect(poll.locator("[data-option='0'][data-chosen=true][data-votes='1']")).to_be_visible()
    await poll.get_by_test_id("poll-change").click()
    await poll.get_by_test_id("poll-option").nth(2).click()
    await expect(own.locator("[data-option='2'][data-votes='2']")).to_be_visible()
    assert await counts(own) == ["0", "0", "2"]
    await poll.get_by_test_id("poll-retract").click()
    await expect(poll.get_by_test_id("poll-option")).to_have_count(3)
    await expect(own.get_by_test_id("poll-total")).to_have_text("۱ رأی" if ui == "fa" else "1 vote")
    assert await voter.fits()


async def test_a_poll_can_be_forwarded_to_the_bot(world: SandboxWorld, look: OpenScreen) -> None:
    await world.owner.start()
    owner = await look(world.owner)
    await write_poll(owner, "channel")
    await owner.choose(await owner.last("channel"), "forward")
    await owner.page.click(f"[data-target='{world.owner.id}']")
    forwarded = await owner.last("private")
    await expect(forwarded.get_by_test_id("poll")).to_contain_text("با چای چه می‌چسبد؟")
    await expect(forwarded.get_by_test_id("forwarded")).to_contain_text("چای‌خانهٔ ماه‌نو")
    last = await world.owner.last()
    assert last["forward_origin"]["type"] == "channel"
    assert [option["text"] for option in last["poll"]["options"]] == ["نقل", "خرما", "Cake"]


async def test_a_new_person_comes_joins_and_leaves(world: SandboxWorld, look: OpenScreen) -> None:
    screen, owner = await look(world.owner), await look(world.owner)
    await screen.hook("add-person").click()
    await screen.hook("person-name").fill("Zoë Ford")
    await screen.hook("person-language").select_option("en")
    await screen.hook("person-sheet").get_by_test_id("sheet-submit").click()
    await expect(screen.page.locator("[data-person][aria-current]")).to_have_attribute("data-name", "Zoë")
    await expect(owner.page.locator("[data-name='Zoë']")).to_be_visible()
    group = await screen.show("group")
    await group.get_by_test_id("join").click()
    await expect(group.get_by_test_id("composer")).to_be_visible()
    await expect(await owner.last("group")).to_contain_text("آمد")
    await screen.write("group", "Hello everybody")
    await expect(await owner.message("group", "Hello everybody")).to_be_visible()
    await (await screen.manage("group")).get_by_test_id("manage-leave").click()
    await expect(group.get_by_test_id("join")).to_be_visible()


async def test_people_and_languages_are_switched_in_place_and_by_the_address(
    world: SandboxWorld, look: OpenScreen
) -> None:
    screen = await look(world.owner)
    sara = world.person("سارا")
    await screen.page.click(f"[data-person='{sara.id}']")
    await screen.settled(sara.id)
    assert f"as={sara.id}" in screen.page.url
    await screen.hook("language").click()
    await expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    await expect(screen.page.locator("[data-person][aria-current]")).to_have_attribute("data-person", str(sara.id))
    await screen.page.go_back()
    await expect(screen.page.locator("html")).to_have_attribute("lang", "fa")
    await screen.page.goto(f"{world.url}/?as=999&ui=en")
    await screen.settled(world.owner.id)


async def test_on_a_phone_people_and_clock_drop_down(world: SandboxWorld, look: OpenScreen) -> None:
    screen = await look(world.owner, size=Size.PHONE)
    await expect(screen.hook("people")).to_be_hidden()
    await screen.hook("people-toggle").click()
    await screen.page.click(f"[data-person='{world.person('آرش').id}']")
    await screen.settled(world.person("آرش").id)
    await screen.hook("clock-toggle").click()
    await screen.hook("clock-hour").click()
    assert await screen.fits()


@every_face
async def test_the_clock_moves_for_everybody(world: SandboxWorld, look: OpenScreen, ui: str, size: Size) -> None:
    await world.set_clock(datetime(2026, 3, 20, 15, 30, tzinfo=TEHRAN))
    screen, other = await look(world.owner, ui=ui, size=size), await look(world.person("آرش"), ui=ui)
    if size is Size.PHONE:
        await screen.hook("clock-toggle").click()
    await screen.hook("clock-hour").click()
    await expect(other.hook("clock-time")).to_have_text("۱۶:۳۰" if ui == "fa" else "16:30")
    await expect(screen.hook("clock-today")).to_have_text("امروز ۱۹:۰۰" if ui == "fa" else "Today 19:00")
    await screen.hook("clock-tomorrow").click()
    await expect(other.hook("clock-day")).to_have_text("شنبه ۱ فروردین" if ui == "fa" else "Sat 21 Mar")
    await expect(other.hook("clock-time")).to_have_text("۱۹:۰۰" if ui == "fa" else "19:00")
    shown = datetime.fromtimestamp(await world.now(), UTC).astimezone(TEHRAN)
    assert shown - datetime(2026, 3, 21, 19, tzinfo=TEHRAN) < timedelta(minutes=1)


async def test_the_clock_can_be_set_to_any_time(world: SandboxWorld, look: OpenScreen) -> None:
    await world.set_clock(datetime(2026, 3, 20, 15, 30, tzinfo=TEHRAN))
    screen = await look(world.owner)
    await screen.hook("clock-set").click()
    for _ in range(2):
        await screen.hook("clock-day-after").click()
    await expect(screen.hook("clock-sheet-day")).to_have_text("یکشنبه ۲ فروردین ۱۴۰۵")
    await screen.hook("clock-sheet-hour").select_option("8")
    await screen.hook("clock-sheet-minute").select_option("5")
    await screen.submit("clock-sheet")
    await expect(screen.hook("clock-time")).to_have_text("۰۸:۰۵")
    await screen.write("group", "صبح بخیر")
    await expect(await screen.message("group", "صبح بخیر")).to_contain_text("۰۸:۰")
    await expect((await screen.show("group")).locator(".day").last).to_have_text("یکشنبه ۲ فروردین")


async def test_an_anonymous_admin_writes_and_votes_as_the_group(world: SandboxWorld, look: OpenScreen) -> None:
    owner, arash = await look(world.owner), await look(world.person("آرش"))
    helper = world.person("آرش").id
    sheet = await owner.manage("group")
    await sheet.locator(f"[data-member='{helper}']").get_by_test_id("member-menu").click()
    await owner.page.click("[data-do=promote]")
    await owner.page.locator("[data-right=is_anonymous]").check()
    await owner.submit("rights-sheet")
    await expect(sheet.locator(f"[data-member='{helper}']")).to_contain_text("مدیر ناشناس")
    await owner.hook("manage-sheet").get_by_test_id("sheet-close").click()
    await expect((await arash.show("group")).get_by_test_id("send-as")).to_be_visible()
    await arash.write("group", "از طرف گروه")
    await expect((await owner.message("group", "از طرف گروه")).get_by_test_id("author")).to_have_text(
        "گپِ چای‌خانهٔ ماه‌نو"
    )


async def test_a_basic_group_grows_into_a_supergroup_and_gets_the_bot(world: SandboxWorld, look: OpenScreen) -> None:
    screen = await look(world.owner)
    group = await screen.show("group")
    await group.get_by_test_id("chat-switch").click()
    await screen.page.click("[data-switch=new]")
    await screen.hook("chat-title").fill("همسایه‌ها")
    await screen.hook("chat-type").select_option("group")
    await screen.submit("newchat-sheet")
    await expect(group.get_by_test_id("chat")).to_have_attribute("data-chat-type", "group")
    await (await screen.manage("group")).get_by_test_id("manage-migrate").click()
    await expect(group.get_by_test_id("chat")).to_have_attribute("data-chat-type", "supergroup")
    sheet = await screen.manage("group")
    await sheet.get_by_test_id("manage-bot").click()
    await screen.submit("rights-sheet")
    await expect(sheet.locator("[data-status=administrator]")).to_have_count(1)
    await sheet.get_by_test_id("manage-add-person").click()
    await screen.page.click(f"[data-pick='{world.person('سارا').id}']")
    await expect(sheet.locator(f"[data-member='{world.person('سارا').id}']")).to_be_visible()


async def test_nothing_is_lost_when_the_server_starts_anew(
    world: SandboxWorld, look: OpenScreen, tmp_path: Path
) -> None:
    async with SandboxWorld(save_to=tmp_path / "world.json", strict_flood=False) as first:
        screen = await look(first.owner)
        await screen.page.goto(f"{first.url}/?as={first.owner.id}")
        await screen.settled(first.owner.id)
        await screen.write("group", "پیش از رفتن")
        await expect(await screen.message("group", "پیش از رفتن")).to_be_visible()
        port = urlsplit(first.url).port
        assert first.sandbox
        await first.sandbox.stop()
        await expect(screen.hook("connection")).to_contain_text("ارتباط قطع شد")
        first.sandbox = Sandbox(DEMO_TOKEN, save_to=tmp_path / "world.json", strict_flood=False)
        await first.sandbox.start(port=port or 0)
        await first.person("سارا").send(await first.chat_id("supergroup"), "پس از برگشتن")
        await expect(await screen.message("group", "پس از برگشتن")).to_be_visible()
        await expect(await screen.message("group", "پیش از رفتن")).to_have_count(1)
        await expect(screen.hook("connection")).to_be_empty()
        await screen.write("group", "هنوز هستم")
        await expect(await screen.message("group", "هنوز هستم")).to_be_visible()
