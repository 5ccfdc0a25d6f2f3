"""The sandbox's page: what stands for a phone's camera, links to the bot, and files."""

import io
import json

import pytest
import pytest_asyncio
import segno
from aiohttp import FormData
from PIL import Image
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen, Size
from tests.sandbox.places import Places, png
from tests.support.world import SandboxWorld, Someone

pytestmark = pytest.mark.asyncio(loop_scope="session")

READ = """async ([rows, scale, quiet]) => {
  const { readQr } = await import("/page/js/qr.js");
  const size = (rows.length + 2 * quiet) * scale;
  const image = new ImageData(size, size);
  image.data.fill(250);
  rows.forEach((row, y) => [...row].forEach((bit, x) => {
    if (bit !== "1") return;
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1)
        image.data.set([62, 38, 22, 255], 4 * (((y + quiet) * scale + dy) * size + (x + quiet) * scale + dx));
  }));
  return readQr(image);
}"""
LETTERS = {"numeric": "0123456789", "alphanumeric": "AZ09 $%*+-./:", "byte": "https://t.me/چای?start=c_Ab-"}

ROOM = {
    "L": (17, 32, 53, 78, 106, 134, 154, 192, 230, 271),
    "M": (14, 26, 42, 62, 84, 106, 122, 152, 180, 213),
    "Q": (11, 20, 32, 46, 60, 74, 86, 108, 130, 151),
    "H": (7, 14, 24, 34, 44, 58, 64, 84, 98, 119),
}
"""Bytes that fit into a QR, by level, in versions 1 to 10."""
DENSER = {"numeric": 2.3, "alphanumeric": 1.42, "byte": 1}


@pytest_asyncio.fixture(loop_scope="session")
async def places(world: SandboxWorld) -> Places:
    return await Places.prepared(world)


def matrix(text: str, **options: object) -> list[str]:
    return ["".join(str(bit) for bit in row) for row in segno.make(text, micro=False, **options).matrix]


async def read(screen: Screen, rows: list[str], scale: int = 3, quiet: int = 4) -> str | None:
    found: str | None = await screen.page.evaluate(READ, [rows, scale, quiet])
    return found


@pytest.mark.parametrize("mode", LETTERS)
async def test_every_size_and_level_of_qr_is_read(world: SandboxWorld, look: OpenScreen, mode: str) -> None:
    """Each nearly full, so that all of its blocks matter."""
    screen = await look(world.owner)
    for level, rooms in ROOM.items():
        for version, room in enumerate(rooms, 1):
            text = (LETTERS[mode] * 80).encode()[: int(room * DENSER[mode])].decode(errors="ignore")
            options = {"version": version, "error": level, "boost_error": False, "mode": mode}
            assert await read(screen, matrix(text, **options)) == text, options


async def test_every_mask_turn_and_scale_of_a_qr_is_read(world: SandboxWorld, look: OpenScreen) -> None:
    screen, text = await look(world.owner), "https://t.me/mahino_bot?start=c_0123456789abcdef"
    for mask in range(8):
        rows = matrix(text, mask=mask, error="m")
        for scale in (2, 5):
            assert await read(screen, rows, scale) == text
        for _ in range(3):
            rows = ["".join(column) for column in zip(*rows[::-1], strict=True)]
            assert await read(screen, rows) == text


async def test_what_is_no_whole_qr_is_not_read(world: SandboxWorld, look: OpenScreen) -> None:
    screen, rows = await look(world.owner), matrix("https://t.me/mahino_bot?start=c_1", error="m")
    blank = ["0" * len(rows)] * len(rows)
    assert await read(screen, blank) is None
    assert await read(screen, [*rows[:12], *blank[12:]]) is None
    assert await read(screen, ["01" * 20] * 40) is None


def picture(text: str, width: int = 900) -> bytes:
    """A card with a QR on it, as a bot would draw one."""
    card = Image.new("RGB", (width, 700), (251, 244, 231))
    rows = matrix(text, error="m")
    small = Image.new("L", (len(rows), len(rows)))
    small.putdata([255 * (bit == "0") for row in rows for bit in row])
    card.paste(small.resize((len(rows) * 8,) * 2, Image.Resampling.NEAREST), (300, 200))
    out = io.BytesIO()
    card.save(out, "PNG")
    return out.getvalue()


async def show(places: Places, person: Someone, drawn: bytes, **fields: object) -> None:
    form = FormData({"chat_id": str(person.id)} | {name: json.dumps(value) for name, value in fields.items()})
    form.add_field("photo", drawn, filename="card.png")
    async with places.world.http.post(f"{places.world.bot_url}/sendPhoto", data=form) as response:
        assert response.status == 200, await response.text()


@pytest.mark.parametrize(("ui", "size"), [("fa", Size.PHONE), ("en", Size.DESKTOP)])
async def test_one_persons_screen_is_scanned_by_another(
    world: SandboxWorld, places: Places, look: OpenScreen, ui: str, size: Size
) -> None:
    """The bot hears the scanner, with what the QR carries, and the scanner sees its answer."""
    sara, arash = world.person("سارا"), world.person("آرش")
    name = (await world.call("getMe"))["result"]["username"]
    await sara.start()
    await show(places, sara, png(80, 60))
    await show(places, sara, picture(f"https://t.me/{name}?start=c_Ab-9_x"))
    screen = await look(arash, ui=ui, size=size)
    await screen.hook("scan").click()
    sheet = screen.hook("scan-sheet")
    await expect(sheet.get_by_test_id("scan-option")).to_have_count(1)
    await expect(sheet.get_by_test_id("scan-option")).to_contain_text("سارا")
    assert await screen.fits()
    await sheet.get_by_test_id("scan-option").click()
    await expect(sheet).to_have_count(0)
    await expect(await screen.last("private")).to_contain_text("/start c_Ab-9_x")
    assert (await arash.last())["text"] == "/start c_Ab-9_x"
    assert [message["text"] for message in await sara.messages() if "text" in message] == ["/start"]


async def test_only_what_stands_on_a_screen_can_be_scanned(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    """A picture in a group is on everybody's; one that was deleted on nobody's."""
    screen = await look(world.owner)
    await screen.hook("scan").click()
    await expect(screen.hook("scan-none")).to_be_visible()
    await screen.hook("sheet-close").click()
    await world.person("آرش").send(places.group, "کارت من", photo=picture("https://example.com/x"))
    await show(places, world.owner, picture("just words"))
    await screen.hook("scan").click()
    options = screen.hook("scan-option")
    await expect(options).to_have_count(2)
    await expect(options.nth(0)).to_contain_text("روی صفحهٔ خودتان")
    await options.nth(0).click()
    await expect(screen.hook("scan-sheet")).to_be_visible()
    await options.nth(1).click()
    await expect(screen.hook("link-open")).to_have_attribute("href", "https://example.com/x")
    await screen.hook("sheet-close").click()
    last = (await world.person("آرش").messages(places.group))[-1]
    await places.ok("deleteMessage", chat_id=places.group, message_id=last["message_id"])
    await screen.hook("scan").click()
    await expect(options).to_have_count(1)


async def test_a_link_can_be_pasted_instead(world: SandboxWorld, places: Places, look: OpenScreen) -> None:
    name = (await world.call("getMe"))["result"]["username"]
    screen = await look(world.person("سارا"), ui="en")
    for typed in ("nonsense", f"t.me/{name}?start=j_1"):
        await screen.hook("scan").click()
        await screen.hook("scan-link").fill(typed)
        await screen.hook("scan-sheet").get_by_test_id("sheet-submit").click()
        if typed == "nonsense":
            await expect(screen.hook("scan-sheet").get_by_role("alert")).to_contain_text("this is no link")
            await screen.hook("sheet-close").click()
    await expect(await screen.last("private")).to_contain_text("/start j_1")


@pytest.mark.parametrize("form", ["https://t.me/{name}?start=j_abc", "t.me/{name}?start=j_abc"])
async def test_a_link_to_the_bot_in_words_opens_it(
    world: SandboxWorld, places: Places, look: OpenScreen, form: str
) -> None:
    name = (await world.call("getMe"))["result"]["username"]
    screen = await look(world.person("سارا"))
    await places.ok("sendMessage", chat_id=places.group, text=f"بیایید: {form.format(name=name)}")
    await (await screen.message("group", "بیایید")).locator("a").click()
    await expect(await screen.last("private")).to_contain_text("/start j_abc")
    drawn = form.format(name=name)
    await world.person("آرش").send(places.group, f"این هم هست {drawn}", photo=png())
    await (await screen.message("group", "این هم هست")).locator("a").click()
    await expect((await screen.show("private")).get_by_test_id("message")).to_have_count(2)


FILES = {
    "دفتر سارا.csv": ("تاریخ,خط\r\n۱۴۰۵/۹/۱,۳\r\n".encode("utf-8-sig"), "text/csv"),
    "export.json": (json.dumps({"notches": 3}).encode(), "application/json"),
    "book.xlsx": (b"PK\x03\x04" + b"x" * 3000, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("ui", "size"), [("fa", Size.PHONE), ("en", Size.DESKTOP)])
async def test_a_file_is_shown_and_saved_as_it_was_sent(
    world: SandboxWorld, places: Places, look: OpenScreen, name: str, ui: str, size: Size
) -> None:
    data, mime = FILES[name]
    screen = await look(world.owner, ui=ui, size=size)
    form = FormData({"chat_id": str(world.owner.id), "caption": "دفتر چوب‌خط"}, quote_fields=False)
    form.add_field("document", data, filename=name)
    async with world.http.post(f"{world.bot_url}/sendDocument", data=form) as response:
        sent = (await response.json())["result"]["document"]
    assert (sent["file_name"], sent["mime_type"], sent["file_size"]) == (name, mime, len(data))
    shown = (await screen.message("private", "دفتر چوب‌خط")).get_by_test_id("file")
    await expect(shown).to_contain_text(name)
    assert await screen.fits()
    async with screen.page.expect_download() as download:
        await shown.click()
    saved = await download.value
    assert saved.suggested_filename == name
    assert (await saved.path()).read_bytes() == data


async def test_a_clerk_answers_a_members_message_with_a_command(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    """The bot hears whose message it was."""
    sara = world.person("سارا")
    await sara.send(places.group, "امروز سه چای خوردم")
    await places.updates()
    screen = await look(world.owner)
    await screen.choose(await screen.message("group", "امروز سه چای خوردم"), "reply")
    await screen.write("group", "/notch 3")
    await expect((await screen.last("group")).get_by_test_id("quote")).to_contain_text("سارا")
    heard = (await places.updates())[-1]["message"]
    assert heard["reply_to_message"]["from"]["id"] == sara.id
    assert heard["entities"][0]["type"] == "bot_command"


async def test_a_picture_for_one_in_the_group_is_seen_and_scanned_as_theirs(
    world: SandboxWorld, places: Places, look: OpenScreen
) -> None:
    sara, arash = world.person("سارا"), await look(world.person("آرش"))
    mine = await look(sara)
    form = FormData({"chat_id": str(places.group), "caption": "فقط شما"})
    form.add_field("ephemeral_message_parameters", json.dumps({"receiver_user_id": sara.id}))
    form.add_field("photo", picture("https://example.com/s"), filename="card.png")
    async with world.http.post(f"{world.bot_url}/sendPhoto", data=form) as response:
        assert response.status == 200, await response.text()
    whisper = await mine.message("group", "فقط شما")
    await expect(whisper).to_have_attribute("data-ephemeral", "true")
    await expect(whisper.get_by_test_id("photo").locator("img")).to_have_js_property("naturalWidth", 900)
    await expect(await arash.message("group", "فقط شما")).to_have_count(0)
    await arash.hook("scan").click()
    await expect(arash.hook("scan-option")).to_contain_text("سارا")
