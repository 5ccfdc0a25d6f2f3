"""What happens at the counter and on the panel's shelf: the stick in full, by clicks."""

import re

from playwright.async_api import Locator, expect

from locales.voice import voice
from tests.browser.stage import Stage
from tests.browser.window import Window, is_drawn

REASON = {"fa": "برای کمک در چیدن میزها", "en": "for a hand with the tables"}
AMOUNT = re.compile(r"[0-9۰-۹]")  # buttons that name a sum
NOTE = {"fa": "دو قوری چای", "en": "two pots of tea"}


async def customer_starts(stage: Stage) -> None:
    """The private chat is open from here on."""
    street = await stage.enter(stage.cast.presser)
    await (await street.show("private")).get_by_test_id("start").click()
    await street.sees("private", stage.tell("My tally stick"))


async def card_is_shown(stage: Stage) -> None:
    """A customer's card, and the owner at the counter who types its digits and cuts a visit."""
    street, door, tell = await stage.enter(stage.cast.presser), stage.door, stage.tell
    code = await digits(await card(stage))
    await street.snap("card")
    await door.write("private", code)
    guest = await door.sees("private", stage.cast.presser)
    await door.snap("at-the-counter")
    await guest.locator(f"[data-button^='{tell('One visit · {notches}', notches='').split('·')[0]}']").first.click()
    await expect(guest).to_contain_text("✓")
    await door.snap("cut")
    told = await street.sees("private", stage.cast.reward)
    await is_drawn(told)
    await street.snap("member-told")
    await door.write("private", code)
    await expect(await door.last("private")).to_contain_text(stage.cast.owner)
    await door.snap("served-before")


async def gift_fills_the_stick(stage: Stage) -> None:
    """Five notches with a reason that the customer reads."""
    street, door, tell = stage.street, stage.door, stage.tell
    await door.write("private", await digits(await card(stage)))
    guest = await door.sees("private", stage.cast.presser)
    await guest.locator(f"[data-button='{tell('Gift')}']").click()
    await expect(guest.locator("[data-button]")).to_have_count(5)
    await guest.locator("[data-button]").nth(3).click()
    await door.sees("private", tell("Happy birthday"))
    await door.snap("gift")
    await door.write("private", REASON[stage.cast.language])
    await door.sees("private", stage.cast.presser, tell("Back"))
    told = await street.sees("private", REASON[stage.cast.language])
    await is_drawn(told)
    await street.snap("gift-told")


async def reward_is_claimed(stage: Stage) -> None:
    """From the full stick to the counter, handed over, taken back, handed over."""
    street, door, tell = stage.street, stage.door, stage.tell
    await street.command("private", "rewards")
    await street.sees("private", stage.cast.reward)
    await street.snap("rewards")
    shelf = await street.last("private")
    await shelf.locator(f"[data-button^='{tell('Claim {reward}', reward='').split()[0]}']").first.click()
    await shelf.locator(f"[data-button='{tell('Yes, I want it')}']").click()
    await expect(shelf).to_contain_text("🎁")
    await street.snap("claimed")
    await shelf.locator(f"[data-button='{tell('Show at the counter')}']").click()
    ticket = await drawn(street, tell("New code"))
    await street.snap("reward-ticket")
    await door.write("private", await digits(ticket))
    asked = await door.sees("private", stage.cast.reward, tell("Hand over"))
    await door.snap("hand-over")
    await asked.locator(f"[data-button='{tell('Hand over')}']").click()
    await expect(asked.locator(f"[data-button='{tell('Undo')}']")).to_be_visible()
    await door.snap("handed-over")


async def half_is_kept(stage: Stage) -> None:
    """Given as a picture with its code, and given back."""
    street, tell = stage.street, stage.tell
    await street.write("private", "/half")
    half = await drawn(street, tell("Copy the code"))
    await street.snap("half")
    code = await half.locator("code").first.inner_text()
    await street.write("private", code)
    await street.sees("private", "✓")
    await street.snap("half-matches")


async def statement_is_read(stage: Stage) -> None:
    """Every entry with its reason."""
    await stage.street.write("private", "/statement")
    await stage.street.sees("private", stage.cast.channel, REASON[stage.cast.language])
    await stage.street.snap("statement")


async def everybody_fills_one_stick(stage: Stage) -> None:
    """The owner sets a shared stick; a customer sees it."""
    await goal_is_set(stage, 100)
    await stage.door.snap("goal-set")
    await stage.street.write("private", "/together")
    await drawn(stage.street, stage.tell("One stick for all of us"))
    await stage.street.snap("together")


async def goal_is_set(stage: Stage, target: int) -> None:
    """For a month, under the name that is offered last."""
    door, tell = stage.door, stage.tell
    shelf = await _shelf(stage)
    await shelf.locator(f"[data-button='{tell('Shared stick')}']").click()
    await shelf.locator(f"[data-button='{tell('Set a shared stick')}']").click()
    await expect(shelf).to_contain_text(voice(stage.cast.language).number(1_000_000))
    await door.write("private", str(target))
    asked = await door.sees("private", tell("A month"))
    await asked.locator(f"[data-button^='{tell('A month')}']").click()
    await asked.locator(f"[data-button='{tell('One stick for all of us')}']").click()
    await asked.locator(f"[data-button='{tell('Begin')}']").click()
    await expect(asked.locator(f"[data-button='{tell('Stop it')}']")).to_be_visible()


async def credit_is_given(stage: Stage) -> None:
    """Switched on, a limit, a charge that waits for the customer's word, and the word."""
    street, door, tell = stage.street, stage.door, stage.tell
    shelf = await _shelf(stage)
    await shelf.locator(f"[data-button='{tell('Credit')}']").click()
    await shelf.locator(f"[data-button='{tell('Switch on')}']").click()
    await expect(shelf.locator(f"[data-button='{tell('Usual limit')}']")).to_be_visible()
    await door.snap("credit-on")
    await door.write("private", await digits(await card(stage)))
    guest = await door.sees("private", stage.cast.presser)
    await guest.locator(f"[data-button='{tell('Credit')}']").click()
    await guest.locator(f"[data-button='{tell('Limit')}']").click()
    await guest.locator("[data-button]").filter(has_text=AMOUNT).first.click()
    await guest.locator(f"[data-button='{tell('New charge')}']").click()
    await guest.locator("[data-button]").filter(has_text=AMOUNT).first.click()
    await door.write("private", NOTE[stage.cast.language])
    sure = await door.sees("private", NOTE[stage.cast.language])
    await door.snap("charge")
    await sure.locator(f"[data-button='{tell('Confirm')}']").click()
    asked = await street.sees("private", NOTE[stage.cast.language])
    await street.snap("charge-asked")
    await asked.locator("[data-button]").first.click()
    await street.write("private", "/credit")
    await street.sees("private", NOTE[stage.cast.language])
    await street.snap("credit")


async def shelf_is_looked_at(stage: Stage) -> None:
    """Every part of the shelf, as the owner finds it."""
    for label in ("Rewards", "Rules", "Members", "Staff", "Credit", "Statement as a file", "Seal", "History"):
        await part_is_opened(stage, label)
        await stage.door.snap("shelf-" + label.lower().replace(" ", "-"))


async def part_is_opened(stage: Stage, label: str) -> None:
    """One part of the shelf, by its English name."""
    shelf = await _shelf(stage)
    await shelf.locator(f"[data-button='{stage.tell(label)}']").click()
    await expect(shelf.locator(f"[data-button='{stage.tell('Staff')}']")).to_have_count(0)


async def _shelf(stage: Stage) -> Locator:
    await stage.door.command("private", "panel")
    front = await stage.door.sees("private", stage.tell("New question"))
    await front.locator(f"[data-button='{stage.tell('Tally stick')}']").click()
    shelf = await stage.door.last("private")
    await expect(shelf.locator(f"[data-button='{stage.tell('Rules')}']")).to_be_visible()
    return shelf


async def card(stage: Stage) -> Locator:
    """The customer's card; one that was used before is followed by another."""
    await stage.street.write("private", "/card")
    return await drawn(stage.street, stage.tell("New code"))


async def drawn(street: Window, *texts: str) -> Locator:
    """The newest message, once it holds these texts and its picture has come."""
    photo = await street.sees("private", *texts)
    await expect(photo.get_by_test_id("photo")).to_be_visible()
    await is_drawn(photo)
    return photo


async def digits(ticket: Locator) -> str:
    """The six digits below a ticket, as they stand there."""
    text = await ticket.inner_text()
    found = re.search(r"\d{3} \d{3}", text)
    assert found, f"no code in {text!r}"
    return found[0]
