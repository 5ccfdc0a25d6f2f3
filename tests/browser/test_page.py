"""The sandbox's page: talking. No bot is connected; what a bot would do is tested beside this file."""

import pytest
from playwright.async_api import Browser, FilePayload, expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import Size
from tests.sandbox.places import png
from tests.support.world import SandboxWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")
every_face = pytest.mark.parametrize(("ui", "size"), [(ui, size) for ui in ("fa", "en") for size in Size])


@every_face
async def test_what_one_writes_another_sees(world: SandboxWorld, look: OpenScreen, ui: str, size: Size) -> None:
    writer = await look(world.person("آرش"), ui=ui, size=size)
    reader = await look(world.person("نرگس"), ui=ui, size=size)
    await writer.write("group", "چای تازه‌دم Earl Grey داریم")
    mine, theirs = await writer.message("group", "Earl Grey"), await reader.message("group", "Earl Grey")
    await expect(mine).to_have_attribute("data-mine", "true")
    await expect(theirs).to_have_attribute("data-mine", "false")
    await expect(theirs.get_by_test_id("author")).to_have_text("آرش نیک‌پور")
    await expect((await writer.show("group")).get_by_test_id("composer")).to_have_value("")
    assert await writer.fits()
    assert await reader.fits()


@every_face
async def test_the_writing_direction_is_right(world: SandboxWorld, look: OpenScreen, ui: str, size: Size) -> None:
    screen = await look(world.owner, ui=ui, size=size)
    await expect(screen.page.locator("html")).to_have_attribute("dir", "rtl" if ui == "fa" else "ltr")
    await expect(screen.page.locator("html")).to_have_attribute("lang", ui)
    for slot in ("channel", "group", "private"):
        await expect((await screen.show(slot)).get_by_test_id("chat")).to_be_visible()
        assert await screen.fits()
    await screen.write("group", "Mahtab گفت: چای ready است")
    await screen.write("group", "سلام Daniel خوبی؟")
    for text, direction in (("Mahtab گفت", "ltr"), ("سلام Daniel", "rtl")):
        shown = (await screen.message("group", text)).get_by_test_id("text").locator(".line")
        assert await shown.evaluate("element => getComputedStyle(element).direction") == direction


async def test_a_long_quote_is_cut_inside_its_bubble(world: SandboxWorld, look: OpenScreen) -> None:
    group, arash = await world.chat_id("supergroup"), world.person("آرش")
    said = await world.owner.send(
        group, "کیک هل و زعفران امروز داغِ داغ از تنور درآمد و هر که زودتر برسد مهمان ماست؛ " * 2
    )
    await arash.send(group, "آمدم", reply_to=said["message_id"])
    screen = await look(arash, size=Size.PHONE)
    quote = (await screen.message("group", "آمدم")).get_by_test_id("quote")
    box = await quote.bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= Size.PHONE.value[0]) == (True, True)


async def test_the_three_chats_stand_side_by_side_on_a_desktop_only(world: SandboxWorld, look: OpenScreen) -> None:
    wide, narrow = await look(world.owner), await look(world.owner, size=Size.PHONE)
    await expect(wide.hook("chat").and_(wide.page.locator(":visible"))).to_have_count(3)
    await expect(narrow.hook("chat").and_(narrow.page.locator(":visible"))).to_have_count(1)
    boxes = [await wide.page.locator(f"[data-slot={slot}]").bounding_box() for slot in ("private", "group", "channel")]
    lefts = [box["x"] for box in boxes if box]
    assert lefts == sorted(lefts), "in Persian the channel comes first, from the right"


async def test_unread_messages_are_counted_on_the_tab_of_a_phone(world: SandboxWorld, look: OpenScreen) -> None:
    screen = await look(world.person("نرگس"), size=Size.PHONE)
    await screen.show("private")
    group = await world.chat_id("supergroup")
    for text in ("یک", "دو"):
        await world.person("آرش").send(group, text)
    badge = screen.page.locator("[data-tab=group]").get_by_test_id("unread")
    await expect(badge).to_have_text("۲")
    await screen.show("group")
    await expect(badge).to_have_count(0)


async def test_markup_in_names_and_texts_stays_text(world: SandboxWorld, look: OpenScreen) -> None:
    rude = await world.new_person("<img src=x onerror=alert(1)>")
    group = await world.chat_id("supergroup")
    await rude.join(group)
    screen = await look(world.owner)
    await rude.send(group, "<script>alert(2)</script> <b>bold</b>")
    message = await screen.message("group", "<script>alert(2)</script> <b>bold</b>")
    await expect(message.get_by_test_id("author")).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(message.locator("img, script, b")).to_have_count(0)


async def test_answer_correct_react_and_delete(world: SandboxWorld, look: OpenScreen) -> None:
    arash, sara = await look(world.person("آرش")), await look(world.person("سارا"))
    await arash.write("group", "قند هست؟")
    await sara.choose(await sara.message("group", "قند هست؟"), "reply")
    await sara.write("group", "هست، فراوان")
    answer = await arash.message("group", "هست، فراوان")
    await expect(answer.get_by_test_id("quote")).to_contain_text("قند هست؟")

    await sara.choose(await sara.message("group", "هست، فراوان"), "edit")
    await sara.write("group", "هست، کم")
    corrected = await arash.message("group", "هست، کم")
    await expect(corrected.get_by_test_id("edited")).to_be_visible()

    await arash.open_menu(corrected)
    await arash.page.click("[data-react='👍']")
    reaction = (await sara.message("group", "هست، کم")).locator("[data-reaction='👍']")
    await expect(reaction).to_have_attribute("aria-pressed", "false")
    await reaction.click()
    await expect(reaction).to_have_text("👍۲")

    await sara.choose(await sara.message("group", "هست، کم"), "delete")
    await expect(await arash.message("group", "هست، کم")).to_have_count(0)


async def test_a_picture_travels_with_its_caption(world: SandboxWorld, look: OpenScreen) -> None:
    arash, sara = await look(world.person("آرش")), await look(world.person("سارا"))
    group = await arash.show("group")
    picture = FilePayload(name="tea.png", mimeType="image/png", buffer=png(60, 40))
    await group.get_by_test_id("photo-input").set_input_files(picture)
    await expect(group.get_by_test_id("photo-preview")).to_be_visible()
    await arash.write("group", "این هم عکسش")
    seen = await sara.message("group", "این هم عکسش")
    shown = seen.get_by_test_id("photo").locator("img")
    await expect(shown).to_have_js_property("naturalWidth", 60)
    await seen.get_by_test_id("photo").click()
    await expect(sara.hook("viewer")).to_be_visible()
    await sara.page.keyboard.press("Escape")
    await expect(sara.hook("viewer")).to_have_count(0)


async def test_forwarding_keeps_the_first_author(world: SandboxWorld, look: OpenScreen) -> None:
    owner, sara = await look(world.owner), await look(world.person("سارا"))
    await sara.write("group", "کیک هل عالی بود")
    await owner.choose(await owner.message("group", "کیک هل عالی بود"), "forward")
    await owner.page.click(f"[data-target='{await world.chat_id('channel')}']")
    post = await sara.message("channel", "کیک هل عالی بود")
    await expect(post.get_by_test_id("forwarded")).to_contain_text("سارا امینی")


async def test_a_channel_post_comes_to_the_group_and_gathers_comments(world: SandboxWorld, look: OpenScreen) -> None:
    owner, sara = await look(world.owner), await look(world.person("سارا"))
    await owner.write("channel", "امشب شاهنامه‌خوانی داریم")
    copy = await sara.message("group", "شاهنامه‌خوانی")
    await expect(copy.get_by_test_id("forwarded")).to_have_attribute("data-automatic", "true")
    comments = (await sara.message("channel", "شاهنامه‌خوانی")).get_by_test_id("comments")
    await comments.click()
    await sara.write("group", "من می‌آیم")
    await expect(comments).to_have_text("۱ نظر")


async def test_only_what_changed_is_drawn_again(world: SandboxWorld, look: OpenScreen) -> None:
    screen = await look(world.owner)
    group = await world.chat_id("supergroup")
    first = await world.person("آرش").send(group, "اولی")
    await world.person("آرش").send(group, "دومی")
    other = await screen.message("group", "دومی")
    await other.evaluate("element => { element.wasHere = true; }")
    await world.person("آرش").edit(first, "اولیِ تازه")
    await expect(await screen.message("group", "اولیِ تازه")).to_be_visible()
    assert await other.evaluate("element => element.wasHere")


async def test_more_windows_than_a_browser_has_connections(browser: Browser, world: SandboxWorld) -> None:
    guests = [*world.people, await world.new_person("مهمان"), await world.new_person("همسایه")]
    async with await browser.new_context() as context:
        pages = []
        for guest in guests:
            pages.append(await context.new_page())
            await pages[-1].goto(f"{world.url}/?as={guest.id}")
            await expect(pages[-1].locator(f"body[data-ready='{guest.id}']")).to_have_count(1)
        await pages[-1].locator("[data-slot=group]").get_by_test_id("join").click()
        await pages[-1].locator("[data-slot=group]").get_by_test_id("composer").fill("همه هستیم؟")
        await pages[-1].locator("[data-slot=group]").get_by_test_id("composer").press("Enter")
        for page in pages:
            await expect(page.locator("[data-slot=group]").get_by_text("همه هستیم؟")).to_be_visible()


async def test_what_was_typed_outlives_a_refusal_and_a_reload(world: SandboxWorld, look: OpenScreen) -> None:
    screen = await look(world.person("نرگس"))
    group = await world.chat_id("supergroup")
    composer = (await screen.show("group")).get_by_test_id("composer")
    await composer.fill("نیمه‌کاره")
    await screen.page.reload()
    await expect(composer).to_have_value("نیمه‌کاره")
    await world.owner.act("permit", chat_id=group, permissions={"can_send_messages": False})
    await composer.press("Enter")
    await expect((await screen.show("group")).get_by_test_id("toast")).to_contain_text("اینجا نمی‌توانید بنویسید")
    await expect(composer).to_have_value("نیمه‌کاره")
