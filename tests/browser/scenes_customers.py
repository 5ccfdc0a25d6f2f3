"""What the shop's customers do in the story."""

from playwright.async_api import expect

from tests.browser.stage import VOTES, Stage, counted
from tests.browser.window import Window, direction, is_drawn


async def customers_join(stage: Stage) -> None:
    """Into the shop's new channel and group; the example's people are there already."""
    if not stage.cast.new:
        return
    for name in (stage.cast.presser, stage.cast.poller, stage.cast.private, stage.cast.guest):
        street = await stage.enter(name)
        for slot in ("group", "channel"):
            column = await street.show(slot)
            await column.get_by_test_id("join").click()
            await expect(column.get_by_test_id("join")).to_have_count(0)


async def channel_is_tapped(stage: Stage) -> None:
    """One tap: a notch, a kind word, and the count on the button."""
    street = await stage.enter(stage.cast.presser)
    post = await stage.post(street)
    await street.snap("question")
    await post.locator(VOTES).nth(0).click()
    said = await street.toasted("channel", stage.cast.notch)
    assert len(said.split("\n")) == 2, f"a fact and a kind word: {said!r}"
    await street.snap("toast")
    await expect(post.locator(VOTES).nth(0)).to_have_text(counted(stage.cast.one))


async def poll_is_answered(stage: Stage) -> None:
    """In the group; the channel's post follows, also in another window."""
    street = await stage.enter(stage.cast.poller)
    poll = await stage.poll(street)
    await street.snap("poll")
    await poll.get_by_test_id("poll-option").nth(1).click()
    await expect(poll.locator("[data-option='1'][data-chosen=true][data-votes='1']")).to_be_visible()
    await street.snap("polled")
    post = await stage.post(stage.door)
    await expect(post).to_contain_text(stage.cast.two)
    await expect(post.locator(VOTES).nth(1)).to_have_text(counted(stage.cast.one))


async def private_chat_is_used(stage: Stage) -> None:
    """Through the post's own link; the question comes along, and with /today again."""
    street, cast = await stage.enter(stage.cast.private), stage.cast
    await (await stage.post(street)).locator("[data-kind=url]").click()
    welcome = await street.message(
        "private",
        stage.tell(
            "Welcome to {title}. One short question a day; each answer cuts a notch on your tally stick.",
            title=cast.channel,
        ),
    )
    await expect(welcome).to_be_visible()
    assert await direction(welcome) == ("rtl" if cast.language == "fa" else "ltr")
    await expect((await street.last("private")).locator(VOTES).first).to_be_visible()
    await street.snap("welcome")
    await street.command("private", "today")
    cards = (await street.show("private")).get_by_test_id("message").filter(has=street.page.locator(VOTES))
    await expect(cards).to_have_count(2)
    card = cards.last
    await card.locator(VOTES).nth(1).click()
    await street.toasted("private", cast.notch)
    await expect(card.locator(VOTES).nth(1)).to_contain_text("✓")
    await expect(card.locator(VOTES).nth(0)).not_to_contain_text("✓")
    await street.snap("today")


async def minds_are_changed(stage: Stage) -> None:
    """A vote is moved, tapped once more, and another one is taken back."""
    street, cast = await stage.enter(stage.cast.presser), stage.cast
    post = await stage.post(street)
    for said in (cast.moved, cast.same):
        await post.locator(VOTES).nth(1).click()
        await street.toasted("channel", said)
        await street.snap("again")
    street = await stage.enter(cast.poller)
    poll = await stage.poll(street)
    await poll.get_by_test_id("poll-retract").click()
    await expect(poll.get_by_test_id("poll-option").first).to_be_visible()
    post = await stage.post(stage.door)
    await expect(post).to_contain_text(cast.two)
    await expect(post.locator(VOTES).nth(0)).not_to_have_text(counted(cast.one))


async def stick_is_looked_at(stage: Stage) -> None:
    """In private by the menu and by its name, in the group without anybody else seeing it."""
    street, cast = await stage.enter(stage.cast.presser), stage.cast
    await (await street.show("private")).get_by_test_id("start").click()
    await street.sees("private", stage.tell("My tally stick"))
    await street.snap("member-start")
    await street.command("private", "stick")
    await _stick_shows(street, "private", cast.of_seven, cast.reward)
    await street.snap("stick")
    await street.write("private", cast.stick)
    sticks = (await street.show("private")).get_by_test_id("message").filter(has=street.hook("photo"))
    await expect(sticks).to_have_count(2)
    await street.command("group", "stick")
    whisper = await _stick_shows(street, "group", cast.of_seven)
    await expect(whisper).to_have_attribute("data-ephemeral", "true")
    await street.snap("whisper")
    street = await stage.enter(cast.poller)
    await expect(await street.message("group", "/stick")).to_have_count(1)
    await expect((await street.show("group")).locator("[data-ephemeral=true]")).to_have_count(0)


async def _stick_shows(window: Window, slot: str, *words: str) -> object:
    shown = await window.sees(slot, *words)
    await is_drawn(shown)
    return shown


async def guest_is_served(stage: Stage) -> None:
    """Somebody of another language is spoken to in theirs, everywhere but in public posts."""
    street, cast, tell = await stage.enter(stage.cast.guest), stage.cast, stage.guest_tell
    await (await stage.post(street)).locator(VOTES).nth(0).click()
    await street.toasted("channel", cast.guest_notch)
    await street.snap("guest-toast")
    await (await street.show("private")).get_by_test_id("start").click()
    await street.tap(
        "private", tell("Hello {name}. You are with {titles}.", name="", titles="").split()[0], tell("My tally stick")
    )
    await _stick_shows(street, "private", cast.guest_of_seven)
    await street.snap("guest-stick")
    await street.command("private", "language")
    asked = await street.sees("private", tell("Which language shall I speak with you?"))
    await street.snap("language")
    await asked.locator(f"[data-button='{cast.own_language_name}']").click()
    await expect(asked).to_contain_text(stage.tell("My tally stick"))
    await street.snap("language-switched")
    await street.command("private", "stick")
    await _stick_shows(street, "private", cast.of_seven)


async def late_vote_is_answered(stage: Stage) -> None:
    """A card that stayed open in a private chat still has its buttons; the late tap closes it."""
    street, cast = await stage.enter(stage.cast.private), stage.cast
    cards = (await street.show("private")).get_by_test_id("message").filter(has=street.page.locator(VOTES))
    await expect(cards).to_have_count(2)
    await cards.last.locator(VOTES).nth(0).click()
    await expect(street.hook("alert")).to_contain_text(cast.late)
    await street.snap("late")
    await street.hook("alert-close").click()
    await expect(street.hook("alert")).to_have_count(0)
    await expect(cards).to_have_count(1)
    await street.sees("private", cast.closed)
    await street.snap("card-closed")
    await street.command("private", "today")
    await street.sees("private", cast.question)
