"""The process dies at the worst moments and comes back: no vote lost, none doubled, no post doubled."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from hub.context import Hub
from hub.daily import rounds
from locales.bank import bank
from locales.voice import languages, voice
from storage.database import Database
from storage.tables import Notice, Post
from tests.journeys.conftest import BOTH
from tests.support.ledger import notches
from tests.support.people import Answer, Message, Someone, text_of
from tests.support.process import Process
from tests.support.shop import Shop, ballots_of, counts_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

FIRST, SECOND = ("چای یا قهوه؟", ("چای", "قهوه")), ("شیرین یا شور؟", ("شیرین", "شور"))
UNSURE, AGAIN = "معلوم نشد یک پست", voice("fa").tell("Send it again")
Launch = Callable[[], Awaitable[Process]]


@pytest.fixture
def launch(settings: Settings, tmp_path: Path) -> Iterator[Launch]:
    """Starts the process; none is left at the end, and none of them has said an error."""
    with ExitStack() as stack:
        count = 0

        async def launched() -> Process:
            nonlocal count
            count += 1
            process = Process(tmp_path / f"run{count}", settings)
            stack.callback(process.close)
            return await process.ready()

        yield launched


@pytest.fixture
async def shop(world: SandboxWorld, settings: Settings) -> AsyncIterator[Shop]:
    """An open hangout on the database that the processes will use, with two questions waiting."""
    assert world.sandbox
    stage = world.sandbox.stage
    stage.webhook.pause = 0.1
    db = Database(settings.database_url.get_secret_value())

    def now() -> datetime:
        return datetime.fromtimestamp(stage.clock.now(), UTC)

    hub = Hub(db, now, languages(), "fa", "Asia/Tehran", bank, lambda: None)
    shop = await open_shop(world, hub, running=False)
    for text, options in (FIRST, SECOND):
        await shop.ask(text, options)
    yield shop
    await db.stop()


@BOTH
async def test_killed_at_the_worst_moments(shop: Shop, launch: Launch) -> None:
    arash, narges, kave = shop.world.customers[:3]
    process = await launch()
    pressed = await _killed_between_vote_and_answer(shop, process, arash, narges, kave)
    process = await launch()
    answer = await pressed
    assert answer.answered
    await _all_are_answered(shop)
    assert await notches(shop.hub.db) == {arash.id: 1, narges.id: 1, kave.id: 1}
    assert await _counts(shop) == (2, 1)
    await _killed_in_the_middle_of_sending(shop, process)
    process = await launch()
    await _the_post_is_found(shop, arash)
    await _stopped_gently_while_sending(shop, process)
    assert (await notches(shop.hub.db))[arash.id] == 2


async def _killed_between_vote_and_answer(
    shop: Shop, process: Process, arash: Someone, narges: Someone, kave: Someone
) -> asyncio.Task[Answer]:
    """Her vote is committed, its answer is on the way."""
    await narges.start(f"j_{shop.hangout.slug}")
    await shop.evening()
    post, poll = await shop.post(FIRST[0]), await shop.poll(FIRST[0])
    assert (await arash.press(post, "چای")).answered
    await narges.say("/today")
    card = await narges.wait_for(narges.id, ballots_of)
    await kave.vote(poll, [1])
    await until(lambda: _voted(shop, 2))
    await shop.world.fault("answerCallbackQuery", "hold_before")
    pressed = asyncio.create_task(narges.press(card, "چای", wait=30))
    await _held(shop, 1)
    await until(lambda: _voted(shop, 3))
    process.kill()
    await shop.world.reset_faults()
    assert not pressed.done()
    return pressed


async def _held(shop: Shop, calls: int) -> None:
    assert shop.world.sandbox
    faults = shop.world.sandbox.stage.faults
    await until(lambda: faults.held == calls, f"for {calls} calls to be held")


async def _voted(shop: Shop, members: int) -> bool:
    return sum((await notches(shop.hub.db)).values()) == members


async def _all_are_answered(shop: Shop) -> None:
    assert shop.world.sandbox
    updates = shop.world.sandbox.stage.updates
    await until(lambda: not updates.count(), "for every update to be taken")


async def _counts(shop: Shop) -> tuple[int, ...]:
    view = await rounds.view(shop.hub, 1)
    assert view
    return view.counts


async def _killed_in_the_middle_of_sending(shop: Shop, process: Process) -> None:
    """The channel's post has arrived, the group's poll has not; the process hears of neither."""
    await shop.world.fault("sendMessage", "hold_after", chat_id=shop.channel)
    await shop.world.fault("sendPoll", "hold_before", chat_id=shop.group)
    await shop.evening(days=1)
    await _held(shop, 2)
    process.kill()
    await shop.world.reset_faults()


async def _the_post_is_found(shop: Shop, member: Someone) -> None:
    """By a vote in it; what nobody can know is asked of the owner, once the dead process's time is over."""
    post = await shop.post(SECOND[0])
    assert (await member.press(post, "شور")).answered
    await shop.owner.wait_for(shop.channel, lambda m: counts_of(m) == [0, 1], since=0)
    await shop.world.advance(100)
    await shop.owner.wait_for(shop.owner.id, UNSURE, since=0)
    asked = [m for m in await shop.owner.messages() if UNSURE in text_of(m)]
    assert len(asked) == 1
    assert len(await _shown(shop, shop.channel)) == 1
    assert await _shown(shop, shop.group) == []


async def _shown(shop: Shop, chat_id: int) -> list[Message]:
    """The second question's own messages in a chat."""
    found = await shop.owner.messages(chat_id)
    return [m for m in found if SECOND[0] in text_of(m) and "forward_origin" not in m]


async def _stopped_gently_while_sending(shop: Shop, process: Process) -> None:
    """What is under way is finished and written down, what was taken is confirmed."""
    asked = await shop.owner.wait_for(shop.owner.id, UNSURE, since=0)
    await shop.world.fault("sendPoll", "hold_before", chat_id=shop.group)
    await shop.owner.press(asked, AGAIN)
    await _held(shop, 1)
    process.terminate()
    await until(lambda: "closing" in process.journal.events())
    assert process.runs
    await shop.world.reset_faults()
    assert await process.ended() == 0
    await _all_are_answered(shop)
    assert len(await _shown(shop, shop.group)) == 1
    assert {n.state for n in await rows(shop.hub.db, Notice, kind="round")} == {"sent"}
    assert (await row(shop.hub.db, Post, place="group")).poll_id
