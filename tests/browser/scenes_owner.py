"""What the shop's owner does in the story."""

from playwright.async_api import expect

from tests.browser.stage import VOTES, Stage
from tests.browser.window import Window, is_drawn

MORNING, EVENING = 11, 17


async def people_gather(stage: Stage) -> None:
    """Those the example does not have are made; it is the morning of the next day."""
    for name in stage.cast.new:
        await stage.door.new_person(name, stage.cast.language)
    if not stage.cast.new:
        await stage.door.become(stage.cast.owner)
    await stage.door.set_clock(MORNING, days=1)


async def hangout_is_opened(stage: Stage) -> None:
    """From Start to the first question, by taps."""
    door, tell = stage.door, stage.tell
    await door.show("private")
    await expect(door.hook("intro")).not_to_be_empty()
    await door.snap("before-start")
    await door.hook("start").click()
    await door.sees("private", tell("Open a hangout for my shop"))
    await door.snap("started")
    await door.tap("private", "", tell("Open a hangout for my shop"))
    await _chats_are_chosen(stage)
    await _questions_are_answered(stage)
    await door.snap("preview")


async def _chats_are_chosen(stage: Stage) -> None:
    door, tell = stage.door, stage.tell
    for place, title in (("Choose a channel", stage.cast.channel), ("Choose a group", stage.cast.group)):
        await door.key(tell(place))
        await door.snap("choose-chat")
        sheet = door.hook("choose-chat")
        if stage.cast.new:
            await sheet.get_by_test_id("choose-new").click()
            await door.hook("chat-title").fill(title)
            await door.submit("newchat-sheet")
        else:
            await sheet.get_by_test_id("choose-option").filter(has_text=title).click()
        await expect(sheet).to_have_count(0)
        await expect((await door.message("private", title)).filter(has_text="✓").last).to_be_visible()
        await door.snap("chosen")


async def _questions_are_answered(stage: Stage) -> None:
    door, tell, cast = stage.door, stage.tell, stage.cast
    asked = await door.sees(
        "private",
        tell("<b>Which city’s clock shall the hangout follow?</b>\nTap one, or write a city’s name.").split("\n")[1],
    )
    await expect((await door.show("private")).get_by_test_id("reply-keyboard")).to_be_hidden()
    await door.snap("timezone")
    await asked.locator(f"[data-button$='{cast.city}']").click()
    await expect(asked).to_contain_text(cast.hour_tapped)
    await door.snap("hour")
    await asked.locator("[data-callback$=':hour:19.00']").click()
    await asked.locator("[data-callback$=':length:7']").click()
    await expect(asked).to_contain_text(tell("A tea on us"))
    await door.snap("reward")
    await door.write("private", cast.reward)
    preview = await door.sees("private", cast.reward, cast.channel, cast.group)
    await expect(preview.locator("blockquote")).to_be_visible()


async def first_question_goes_out(stage: Stage) -> None:
    """The last tap of the wizard."""
    door, tell = stage.door, stage.tell
    await door.tap("private", stage.cast.reward, tell("Open and post one now"))
    opened = await door.message("private", tell("The first question is on its way."))
    await expect(opened).to_contain_text("t.me/")
    await door.snap("opened")
    await stage.face_shop(door)
    post = await stage.post(door)
    await expect(post.locator(VOTES).first).to_be_visible()
    poll = await stage.poll(door)
    await expect(poll).to_have_attribute("data-closed", "false")
    question = await poll.locator(".poll-question").inner_text()
    await expect(post).to_contain_text(question)


async def questions_are_queued(stage: Stage) -> None:
    """One is written in the wizard, one comes as a forwarded poll; both stand in the queue."""
    door, tell, cast = stage.door, stage.tell, stage.cast
    await door.command("private", "panel")
    await door.sees("private", tell("New question"))
    await door.snap("panel")
    await _question_is_written(stage)
    await _poll_is_forwarded(stage)
    await door.command("private", "panel")
    await door.tap("private", "", tell("Queue · {n}", n=2))
    await door.sees("private", cast.question, cast.poll)
    await door.snap("queue")


async def _question_is_written(stage: Stage) -> None:
    """Its options come in two messages."""
    door, tell, cast = stage.door, stage.tell, stage.cast
    await door.tap("private", "", tell("New question"))
    await door.sees("private", tell("Cancel"))
    await door.snap("write-question")
    await door.write("private", cast.question)
    await door.sees("private", cast.question)
    await door.snap("write-options")
    await door.write("private", cast.options[0])
    await door.sees("private", tell("One is here. Write the next."))
    await door.write("private", "\n".join(cast.options[1:]))
    written = await door.sees("private", *cast.options)
    await door.snap("written")
    await written.locator(f"[data-button='{tell('Put it in the queue')}']").click()
    await expect(written).to_contain_text(tell("Another question"))
    await door.snap("queued")


async def _poll_is_forwarded(stage: Stage) -> None:
    door, cast = stage.door, stage.cast
    await _write_poll(door, cast.poll, cast.poll_options)
    await door.choose(await door.last("group"), "forward")
    await door.snap("forward")
    me = await door.page.locator("body").get_attribute("data-ready")
    await door.page.click(f"[data-target='{me}']")
    await door.sees("private", *cast.poll_options, stage.tell("Put it in the queue"))
    await door.snap("imported")
    preview = await door.tap("private", "", stage.tell("Put it in the queue"))
    await expect(preview).to_contain_text(stage.tell("Another question"))


async def _write_poll(window: Window, question: str, options: tuple[str, ...]) -> None:
    await (await window.show("group")).get_by_test_id("attach").click()
    await window.page.click("[data-attach=poll]")
    await window.hook("poll-question").fill(question)
    for place, text in enumerate(options):
        await window.hook("poll-option-field").nth(place).fill(text)
    await window.submit("newpoll-sheet")


async def hour_is_changed(stage: Stage) -> None:
    """From seven to five o'clock, in the panel."""
    door, tell = stage.door, stage.tell
    await door.tap("private", "", tell("Back"))
    await door.tap("private", "", tell("Settings"))
    screen = await door.tap("private", "", tell("Hour"))
    await screen.locator("[data-callback$=':hour:17.00']").click()
    await door.toasted("private", tell("Saved."))
    await expect(screen).to_contain_text(stage.cast.hour_tapped)
    await door.snap("settings")


async def evening_comes(stage: Stage) -> None:
    """The result is shown in both places, and the question that waited first follows."""
    door, cast = stage.door, stage.cast
    playing = (await door.show("group")).get_by_test_id("poll").filter(has_not_text=cast.poll).last
    number = await playing.get_attribute("data-poll")
    await door.set_clock(EVENING)
    for slot in ("channel", "group"):
        column = await door.show(slot)
        card = column.get_by_test_id("message").filter(has=door.hook("photo")).last
        await is_drawn(card)
        await expect(card).to_contain_text(cast.three)
        await expect(column.get_by_test_id("message").filter(has_text=cast.question).last).to_be_visible()
        await door.snap(f"evening-{slot}")
    await expect(door.page.locator(f"[data-poll='{number}']")).to_have_attribute("data-closed", "true")
    closed = await door.message("channel", cast.closed)
    await expect(closed.locator(VOTES)).to_have_count(0)
    fresh = await stage.post(door)
    await expect(fresh).to_contain_text(cast.question)
    await expect(fresh.locator(VOTES)).to_have_text(list(cast.options))


async def bot_is_put_out_and_back(stage: Stage) -> None:
    """The owner hears of it, and of its end."""
    door, tell, cast = stage.door, stage.tell, stage.cast
    sheet = await door.manage("channel")
    await door.snap("manage")
    await sheet.get_by_test_id("manage-bot-remove").click()
    await expect(sheet).to_have_count(0)
    lost = await door.sees("private", cast.channel, tell("Manage my hangout"))
    await door.snap("lost")
    await lost.locator(f"[data-button='{tell('Manage my hangout')}']").click()
    sheet = await door.manage("channel")
    await sheet.get_by_test_id("manage-bot").click()
    await door.snap("rights")
    await door.submit("rights-sheet")
    await sheet.get_by_test_id("sheet-close").click()
    await door.tap("private", "", tell("Settings"))
    screen = await door.tap("private", "", tell("Check rights"))
    for chat in (tell("the channel {title}", title=cast.channel), tell("the group {title}", title=cast.group)):
        await expect(screen).to_contain_text(tell("✓ All is well in {chat}.", chat=chat))
    await door.snap("rights-checked")
