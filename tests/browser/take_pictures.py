"""Takes the pictures in docs/pictures from the running product: `make pictures`.

The story is played, in both languages, up to an evening with a question under vote, and on to its result.
"""

import asyncio
import io
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from PIL import Image
from playwright.async_api import Browser, Locator, async_playwright, expect

from tests.browser import scenes_customers as customers
from tests.browser import scenes_ideas as ideas
from tests.browser import scenes_month as month
from tests.browser import scenes_owner as owner
from tests.browser import scenes_stick as stick
from tests.browser import scenes_voices as voices
from tests.browser.conftest import NAMES, OPTIONS
from tests.browser.kinds_week import week
from tests.browser.scenes_words import words_let_out
from tests.browser.screen import Size
from tests.browser.stage import VOTES, Stage, staged
from tests.browser.window import Window, is_drawn

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
HOUR = 19  # of the daily question, as the wizard is answered
NOTCHES = 5  # on the stick in the pictures: one for the morning of the opening, one for each evening since
CHOICES = {"fa": {"سارا": 0, "Daniel": 1, "کاوه": 1, "بی‌بی‌گل": 2}, "en": {"Daniel": 1, "نرگس": 2}}
"""What those choose who come after the cast's first two, by language."""
COLOURS = 256
TOGETHER = 25  # notches that fill the shared stick in the pictures


async def take_all() -> None:
    """Both languages, one after the other."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = next((path for path in map(shutil.which, NAMES) if path), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=OPTIONS)
        for language in ("fa", "en"):
            with tempfile.TemporaryDirectory() as folder:
                database = f"sqlite+aiosqlite:///{folder}/patogh.db"
                async with staged(browser, database, language, Size.DESKTOP) as stage:
                    await _play(browser, stage)
                for name, image in (await week(language, f"sqlite+aiosqlite:///{folder}/week.db")).items():
                    _save(image, f"{name}-{language}")
                async with words_let_out(browser, f"sqlite+aiosqlite:///{folder}/words.db", language) as (
                    window,
                    message,
                ):
                    await _save_own(window, message, f"words-{language}")
                await _month(browser, f"sqlite+aiosqlite:///{folder}/month.db", language)
                await _ideas(browser, f"sqlite+aiosqlite:///{folder}/ideas.db", language)
                await _voices(browser, f"sqlite+aiosqlite:///{folder}/voices.db", language)
        await browser.close()


async def _month(browser: Browser, database: str, language: str) -> None:
    """A month later: a customer's days, and what the owner sees of the weeks to come."""
    async with month.after_a_month(browser, database, language) as (door, street):
        await _save_own(street, await month.days(street, language), f"me-{language}")
        await month.owner_speaks(door, language)
        await month.two_weeks(door, language)
        await _save_private(door, "plan", language)
        await month.scenario(door, language)
        await _save_private(door, "scenario", language)


async def _ideas(browser: Browser, database: str, language: str) -> None:
    """A board full of ideas: backed, suggested again, looked through, decided on, made."""
    async with ideas.full_board(browser, database, language) as at:
        await ideas.board(at)
        await _save_private(at.street, "board", language)
        await ideas.similar(at)
        await _save_private(at.street, "similar", language)
        await _save_view(at.door, f"triage-{language}", await ideas.triage_cards(at))
        await _save_view(at.street, f"decision-{language}", await ideas.decision(at))
        await _save_own(at.door, await ideas.month_of_things(at), f"made-{language}")


async def _voices(browser: Browser, database: str, language: str) -> None:
    """What members know, look for and share, and how hosts look after it."""
    async with voices.town(browser, database, language) as at:
        await voices.guide(at)
        await _save_private(at.street, "guide", language)
        await voices.need(at)
        await _save_private(at.street, "need", language)
        await voices.reports(at)
        await _save_private(at.door, "reports", language)
        await _save_view(at.door, f"moment-{language}", await voices.moment(at))
        await _save_view(at.street, f"thanks-{language}", await voices.thanks(at))


async def _play(browser: Browser, stage: Stage) -> None:
    language = stage.cast.language
    await owner.people_gather(stage)
    await owner.hangout_is_opened(stage)
    await _save_view(stage.door, f"wizard-preview-{language}", stage.door.page.locator("[data-slot=private]"))
    await owner.first_question_goes_out(stage)
    await customers.customers_join(stage)
    await stick.goal_is_set(stage, TOGETHER)
    await _days_pass(stage)
    await _others_vote(stage)
    await owner.questions_are_queued(stage)
    await _evening(stage, days=1)
    await _others_vote(stage)
    await _phone(browser, stage)
    await _desktop(stage)
    await _counter(stage)
    await _evening(stage, days=1)
    card = (await stage.door.show("channel")).get_by_test_id("message").filter(has_text=stage.cast.question)
    await _save_own(stage.door, card.filter(has=stage.door.hook("photo")), f"results-{language}")


async def _days_pass(stage: Stage) -> None:
    """One customer answers every day."""
    street = await stage.enter(stage.cast.presser)
    for day in range(NOTCHES - 1):
        if day:
            await _evening(stage, days=min(day - 1, 1))
        await _vote(stage, street, day % 2)


async def _evening(stage: Stage, *, days: int) -> None:
    """The next question is out."""
    post = await stage.post(stage.door)
    before = await post.get_attribute("data-message-id")
    await stage.door.set_clock(HOUR, days=days)
    await expect(post).not_to_have_attribute("data-message-id", before or "")


async def _vote(stage: Stage, window: Window, option: int) -> None:
    button = (await stage.post(window)).locator(VOTES).nth(option)
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await button.click()
    await expect(button).to_contain_text(")")


async def _others_vote(stage: Stage) -> None:
    for name, option in CHOICES[stage.cast.language].items():
        await _vote(stage, await stage.enter(name), option)


async def _phone(browser: Browser, stage: Stage) -> None:
    """Somebody votes on a phone; the toast is still there."""
    street, cast = stage.street, stage.cast
    person = await street.hook("people").locator(f"[data-name='{cast.poller}']").get_attribute("data-person")
    address = urlsplit(street.page.url)
    url = f"{address.scheme}://{address.netloc}"
    phone = await Window.opened(browser, url, int(person or 0), ui=cast.language, size=Size.PHONE, scale=2)
    await stage.face_shop(phone)
    await _vote(stage, phone, 1)
    await expect((await phone.show("channel")).get_by_test_id("toast")).to_be_visible()
    await _save_view(phone, f"page-phone-{cast.language}")
    await phone.page.context.close()


async def _desktop(stage: Stage) -> None:
    """The whole page just after a vote, with the stick that it notched."""
    street, cast = await stage.enter(stage.cast.presser), stage.cast
    await (await street.show("private")).get_by_test_id("start").click()
    await street.sees("private", stage.tell("My tally stick"))
    await _vote(stage, street, 0)
    await street.command("private", "stick")
    stick = await street.sees("private", cast.reward)
    await is_drawn(stick)
    await _save_view(street, f"page-desktop-{cast.language}")
    await _save_own(street, stick, f"stick-{cast.language}")


async def _counter(stage: Stage) -> None:
    """A card is served, a gift fills the stick; what the customer can look at after that."""
    street, language = await stage.enter(stage.cast.presser), stage.cast.language
    await stick.card_is_shown(stage)
    await stick.gift_fills_the_stick(stage)
    shown = await stick.card(stage)
    await _save_own(street, shown, f"card-{language}")
    await _served(stage, await stick.digits(shown))
    for name, words in (("half", "Copy the code"), ("together", "One stick for all of us")):
        await street.write("private", f"/{name}")
        await _save_own(street, await stick.drawn(street, stage.tell(words)), f"{name}-{language}")
    await stick.statement_is_read(stage)
    await _save_private(street, "statement", language)
    await stick.reward_is_claimed(stage)
    await _save_private(street, "reward", language)
    await stick.credit_is_given(stage)
    await _save_private(street, "credit", language)
    await stick.part_is_opened(stage, "Rules")
    await _save_private(stage.door, "rules", language)


async def _served(stage: Stage, code: str) -> None:
    """The counter's screen, with the card's member at hand."""
    await stage.door.write("private", code)
    await stage.door.sees("private", stage.cast.presser)
    await _save_private(stage.door, "counter", stage.cast.language)


async def _save_own(window: Window, message: Locator, name: str) -> None:
    """The picture that the bot sent, as it left the bot."""
    await is_drawn(message)
    source = await message.get_by_test_id("photo").locator("img").get_attribute("src")
    answer = await window.page.request.get(urljoin(window.page.url, source))
    (FOLDER / f"{name}.png").write_bytes(await answer.body())


async def _save_private(window: Window, name: str, language: str) -> None:
    """The private chat, once its toasts are gone."""
    column = window.page.locator("[data-slot=private]")
    await expect(column.get_by_test_id("toast")).to_have_count(0)
    await _save_view(window, f"{name}-{language}", column)


async def _save_view(window: Window, name: str, part: Locator | None = None) -> None:
    """What stands in the window; fewer colours make the file a third of its size."""
    await window.page.mouse.move(0, 0)
    seen = await (part or window.page).screenshot(animations="disabled", caret="hide")
    _save(Image.open(io.BytesIO(seen)), name)


def _save(image: Image.Image, name: str) -> None:
    image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(take_all())
    sys.stdout.write(
        "".join(f"{path.name}\t{path.stat().st_size // 1024} kB\n" for path in sorted(FOLDER.glob("*.png")))
    )
