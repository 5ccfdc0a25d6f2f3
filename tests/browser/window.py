"""A browser window in which people play the story: what they tap, write and see, and what went wrong in it."""

import os
from pathlib import Path

from playwright.async_api import ConsoleMessage, Locator, Page, Request, Response, expect

from tests.browser.screen import Screen, Size

SNAPS = "PATOGH_SNAPS"
"""Names a folder in which a story leaves a picture of each of its steps, to be looked at."""


class Window(Screen):
    """`noise` gathers what a person would not see but a maker should: console messages, failed requests."""

    def __init__(self, page: Page, size: Size) -> None:
        super().__init__(page, size)
        self.noise: list[str] = []
        self.name = ""
        self._taken = 0
        page.on("console", self._heard)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noise.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        """The stream of events is let go whenever the page becomes somebody else's."""
        if "/sandbox/events" not in request.url:
            self.noise.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.noise.append(f"{response.status}: {response.url}")

    @property
    def phone(self) -> bool:
        return self.size is Size.PHONE

    async def become(self, name: str) -> None:
        """The window is another person's from here on."""
        if self.phone:
            await self.hook("people-toggle").click()
        chip = self.hook("people").locator(f"[data-name='{name}']")
        person = await chip.get_attribute("data-person")
        await chip.click()
        await self.settled(int(person or 0))

    async def new_person(self, name: str, language: str) -> None:
        """Adds somebody, and is them."""
        if self.phone:
            await self.hook("people-toggle").click()
        await self.hook("add-person").click()
        await self.hook("person-name").fill(name)
        await self.hook("person-language").select_option(language)
        await self.hook("person-sheet").get_by_test_id("sheet-submit").click()
        first_name = name.partition(" ")[0]
        await expect(self.page.locator("[data-person][aria-current]")).to_have_attribute("data-name", first_name)

    async def tap(self, slot: str, text: str, label: str) -> Locator:
        """Taps the button that begins with the label under the newest message that holds the text."""
        message = (await self.message(slot, text)).last
        await message.locator(f"[data-button^='{label}']").first.click()
        return message

    async def key(self, label: str) -> None:
        """A key of the keyboard that the bot put in place of the letters."""
        await (await self.show("private")).locator(f"[data-reply-key='{label}']").click()

    async def command(self, slot: str, name: str) -> None:
        """Picks a command from the menu."""
        column = await self.show(slot)
        await column.get_by_test_id("command-menu").click()
        await column.locator(f"[data-command={name}]").click()

    async def sees(self, slot: str, *texts: str) -> Locator:
        """Waits until the newest message holds these texts."""
        newest = await self.last(slot)
        for text in texts:
            await expect(newest).to_contain_text(text)
        return newest

    async def toasted(self, slot: str, text: str) -> str:
        """Waits for a toast that holds the text; all it says."""
        toast = (await self.show(slot)).get_by_test_id("toast").filter(has_text=text)
        await expect(toast).to_be_visible()
        return str(await toast.inner_text())

    async def switch(self, slot: str, title: str) -> None:
        """Another channel or group in the column."""
        await (await self.show(slot)).get_by_test_id("chat-switch").click()
        await self.page.get_by_role("menuitem").filter(has_text=title).click()

    async def set_clock(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """Moves the time with the page's own clock."""
        await self._open_clock()
        await self.hook("clock-set").click()
        for _ in range(days):
            await self.hook("clock-day-after").click()
        await self.hook("clock-sheet-hour").select_option(str(hour))
        await self.hook("clock-sheet-minute").select_option(str(minute))
        await self.submit("clock-sheet")
        if self.phone:
            await self.page.keyboard.press("Escape")

    async def _open_clock(self) -> None:
        if self.phone and await self.hook("clock-toggle").get_attribute("aria-expanded") == "false":
            await self.hook("clock-toggle").click()

    async def snap(self, name: str) -> None:
        """A picture of the window as it is now, where somebody wants to look at it; nothing may stick out sideways."""
        assert await self.fits(), f"something sticks out sideways at {name}"
        if not (folder := os.environ.get(SNAPS)):
            return
        self._taken += 1
        where = Path(folder) / f"{self.name}-{self._taken:02}-{name}.png"
        await self.page.screenshot(path=where, animations="disabled", caret="hide")


async def is_drawn(message: Locator) -> None:
    """A picture of the message has come and shows something."""
    image = message.get_by_test_id("photo").locator("img")
    await expect(image).to_be_visible()
    await expect(image).not_to_have_js_property("naturalWidth", 0)


async def direction(message: Locator) -> str:
    """How the message's text runs: rtl or ltr."""
    found: str = await message.get_by_test_id("text").evaluate("element => getComputedStyle(element).direction")
    return found
