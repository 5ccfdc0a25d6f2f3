"""The whole story in the sandbox's page, with the real bot behind it: by clicks alone, in both languages and widths."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser

import bot.courier
from bot.settings import Settings
from sandbox.example import DEMO_TOKEN
from tests.browser import scenes_customers as customers
from tests.browser import scenes_owner as owner
from tests.browser import scenes_stick as stick
from tests.browser.screen import Size
from tests.browser.stage import Stage, staged
from tests.support.engines import Engines
from tests.support.journal import listening

Scene = Callable[[Stage], Awaitable[None]]
pytestmark = pytest.mark.asyncio(loop_scope="session")
STORY = (
    owner.people_gather,
    owner.hangout_is_opened,
    owner.first_question_goes_out,
    customers.customers_join,
    customers.channel_is_tapped,
    customers.poll_is_answered,
    customers.private_chat_is_used,
    customers.minds_are_changed,
    customers.stick_is_looked_at,
    customers.guest_is_served,
    owner.questions_are_queued,
    owner.hour_is_changed,
    owner.evening_comes,
    customers.late_vote_is_answered,
    owner.bot_is_put_out_and_back,
)


COUNTER = (
    owner.people_gather,
    owner.hangout_is_opened,
    owner.first_question_goes_out,
    customers.customers_join,
    customers.channel_is_tapped,
    stick.customer_starts,
    stick.card_is_shown,
    stick.gift_fills_the_stick,
    stick.reward_is_claimed,
    stick.half_is_kept,
    stick.statement_is_read,
    stick.everybody_fills_one_stick,
    stick.credit_is_given,
    stick.shelf_is_looked_at,
)


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the operator's settings; a chat may be written to as often as the sandbox allows."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(bot.courier, "GROUP_PACE", 0.01)


@pytest.fixture
def database(engines: Engines) -> str:
    """A fresh one, made before the loop of the browser runs."""
    return engines.url("sqlite")


@pytest.mark.parametrize(
    ("language", "size", "story"),
    [
        pytest.param("fa", Size.PHONE, STORY, id="fa-phone-day"),
        pytest.param("en", Size.DESKTOP, STORY, id="en-desktop-day"),
        pytest.param("fa", Size.DESKTOP, COUNTER, id="fa-desktop-counter"),
        pytest.param("en", Size.PHONE, COUNTER, id="en-phone-counter"),
    ],
)
async def test_the_whole_story(
    browser: Browser, database: str, language: str, size: Size, story: tuple[Scene, ...]
) -> None:
    with listening([DEMO_TOKEN]) as journal:
        async with staged(browser, database, language, size) as stage:
            for scene in story:
                await scene(stage)
            assert stage.noise() == []
    journal.check([DEMO_TOKEN])
