"""A store that is down: updates wait at Telegram, what is due waits here, and then everything arrives."""

import asyncio
from collections.abc import Iterator

import pytest

import storage.database
from bot.app import App
from bot.settings import Settings
from storage.tables import Notice
from tests.support.journal import Journal
from tests.support.ledger import notches
from tests.support.outage import outage
from tests.support.people import text_of
from tests.support.shop import Shop, ballots_of
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

ALL = pytest.mark.parametrize(
    ("way", "engine"),
    [(way, engine) for way in ("polling", "webhook") for engine in ("sqlite", "postgresql")],
    indirect=True,
)
WAITING = "the store does not answer; updates wait at Telegram"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A lock is waited for a moment instead of fifteen seconds."""
    monkeypatch.setattr(storage.database, "PRAGMAS", (*storage.database.PRAGMAS, "PRAGMA busy_timeout=50"))
    return


@ALL
async def test_updates_wait_and_then_arrive(
    world: SandboxWorld, shop: Shop, app: App, settings: Settings, journal: Journal
) -> None:
    assert world.sandbox
    stage = world.sandbox.stage
    stage.webhook.pause = 0.05
    arash, narges, kave = world.customers[:3]
    await shop.evening()
    post, poll = await shop.post(), await shop.poll()
    async with outage(settings.database_url.get_secret_value()):
        pressed = asyncio.create_task(arash.press(post, data=ballots_of(post)[0], wait=30))
        await narges.vote(poll, [1])
        await kave.start(f"j_{shop.hangout.slug}")
        await until(lambda: stage.updates.count() == 3)
        await until(lambda: WAITING in journal.events())
        if settings.webhook_url:
            await until(lambda: "503" in stage.webhook.info().get("last_error_message", ""))
        assert stage.updates.count() == 3
        assert not pressed.done()
    assert (await pressed).answered
    await until(lambda: not stage.updates.count())
    assert await notches(app.db) == {arash.id: 1, narges.id: 1, kave.id: 0}
    card = await kave.wait_for(kave.id, ballots_of, since=0)
    assert (await kave.press(card, data=ballots_of(card)[0])).answered


@ALL
async def test_what_is_due_is_done_when_the_store_is_back(
    shop: Shop, app: App, settings: Settings, journal: Journal
) -> None:
    await shop.ask("بعد از توفان؟", ("آری", "نه"))
    async with outage(settings.database_url.get_secret_value()):
        await shop.evening()
        await until(lambda: "the store does not answer; the clock tries again" in journal.events())
    await shop.post("بعد از توفان؟")
    await shop.poll("بعد از توفان؟")
    await until(lambda: _both_sent(app))


async def _both_sent(app: App) -> bool:
    return [notice.state for notice in await rows(app.db, Notice, kind="round")] == ["sent", "sent"]


@ALL
async def test_the_outcome_of_a_send_outlives_a_store_in_trouble(
    world: SandboxWorld, shop: Shop, app: App, settings: Settings, journal: Journal
) -> None:
    """The post arrived while the store was away: that is written down later, not forgotten."""
    assert world.sandbox
    faults = world.sandbox.stage.faults
    await world.fault("sendMessage", "hold_after", chat_id=shop.channel)
    await shop.evening()
    await until(lambda: faults.held)
    async with outage(settings.database_url.get_secret_value()):
        await world.reset_faults()
        await until(lambda: "the store does not answer; an outcome waits" in journal.events())
    await until(lambda: row(app.db, Notice, kind="round", chat_id=shop.channel, state="sent"))
    assert await row(app.db, Notice, kind="uncertain") is None
    posts = [m for m in await shop.owner.messages(shop.channel) if ballots_of(m)]
    assert len(posts) == 1
    assert text_of(posts[0])
