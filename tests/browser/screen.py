"""The page in a browser, as one person sees it."""

from enum import Enum
from typing import Self

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

PATIENCE = 15_000
"""Milliseconds that a machine under load is given."""
expect.set_options(timeout=PATIENCE)


class Size(Enum):
    DESKTOP = (1440, 900)
    PHONE = (390, 844)


class Screen:
    """`errors` gathers what went wrong in the page itself: exceptions, and errors it logged."""

    def __init__(self, page: Page, size: Size) -> None:
        self.page = page
        self.size = size
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"a dialog opened: {dialog.message}"))

    @classmethod
    async def opened(cls, browser: Browser, url: str, person_id: int, *, ui: str, size: Size, scale: float = 1) -> Self:
        """`scale` is how many dots of a picture make one of the page's pixels."""
        width, height = size.value
        context = await browser.new_context(
            viewport=ViewportSize(width=width, height=height),
            has_touch=size is Size.PHONE,
            device_scale_factor=scale,
            permissions=["clipboard-write"],
        )
        screen = cls(await context.new_page(), size)
        await screen.page.goto(f"{url}/?as={person_id}&ui={ui}")
        await screen.settled(person_id)
        return screen

    async def settled(self, person_id: int) -> None:
        await expect(self.page.locator(f"body[data-ready='{person_id}']")).to_have_count(1)

    def hook(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    async def show(self, slot: str) -> Locator:
        """The column of channel, group or private; on a phone its tab is tapped first."""
        if self.size is Size.PHONE:
            await self.page.click(f"[data-tab={slot}]")
        return self.page.locator(f"[data-slot={slot}]")

    async def write(self, slot: str, text: str) -> None:
        column = await self.show(slot)
        await column.get_by_test_id("composer").fill(text)
        await column.get_by_test_id("composer").press("Enter")

    async def message(self, slot: str, text: str) -> Locator:
        """The one message of a column that holds this text."""
        return (await self.show(slot)).get_by_test_id("message").filter(has_text=text)

    async def last(self, slot: str) -> Locator:
        return (await self.show(slot)).get_by_test_id("message").last

    async def choose(self, message: Locator, action: str) -> None:
        """Something of a message's own menu, such as reply or forward."""
        await self.open_menu(message)
        await self.page.click(f"[data-action={action}]")

    async def open_menu(self, message: Locator) -> None:
        await message.hover()
        await message.get_by_test_id("message-menu").click()

    async def submit(self, sheet: str) -> None:
        await self.hook(sheet).get_by_test_id("sheet-submit").click()
        await expect(self.hook(sheet)).to_have_count(0)

    async def manage(self, slot: str) -> Locator:
        """The sheet about a chat."""
        await (await self.show(slot)).get_by_test_id("chat-info").click()
        return self.hook("manage-sheet")

    async def fits(self) -> bool:
        """Whether nothing sticks out sideways."""
        fits: bool = await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return fits
