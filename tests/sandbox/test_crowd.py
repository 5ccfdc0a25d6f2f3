"""Many people at once, with a bot that polls; and a sandbox in another process."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

from tests.sandbox.places import Places, buttons
from tests.support.world import SandboxWorld

CROWD = 300
SERVE = """
import asyncio
from sandbox.example import DEMO_TOKEN
from sandbox.server import Sandbox

async def main():
    print(await Sandbox(DEMO_TOKEN).start(), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@asynccontextmanager
async def answering(places: Places) -> AsyncIterator[list[int]]:
    """A bot that answers every press, by long polling; the ids of the updates it took."""
    taken: list[int] = []

    async def poll() -> None:
        while True:
            for update in await places.ok("getUpdates", offset=places.offset, timeout=20):
                places.offset = update["update_id"] + 1
                taken.append(update["update_id"])
                if press := update.get("callback_query"):
                    await places.ok("answerCallbackQuery", callback_query_id=press["id"], text=press["data"])

    task = asyncio.create_task(poll())
    yield taken
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_every_press_of_a_crowd_is_answered_once(places: Places) -> None:
    world = places.world
    asked = await places.ok("sendMessage", chat_id=places.channel, text="؟", reply_markup=buttons("چای", "قهوه"))
    people = [await world.new_person(f"نفر {number}") for number in range(CROWD)]
    await places.updates()
    async with answering(places) as taken:
        answers = await asyncio.gather(
            *(person.press(asked, "چای" if person.id % 2 else "قهوه", wait=25) for person in people)
        )
    assert [answer.text for answer in answers] == ["چای" if person.id % 2 else "قهوه" for person in people]
    assert len(taken) == len(set(taken))
    assert all(later == earlier + 1 for earlier, later in pairwise(taken))


async def test_a_sandbox_in_another_process() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", SERVE, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        url = (await process.stdout.readline()).decode().strip()
        async with SandboxWorld(url) as world:
            places = Places(world, await world.chat_id("channel"), await world.chat_id("supergroup"))
            await world.owner.start()
            sent = await places.ok("sendMessage", chat_id=world.owner.id, text="سلام")
            seen = await world.owner.wait_for(world.owner.id, "سلام")
            assert seen["message_id"] == sent["message_id"]
    finally:
        process.kill()
        await process.wait()
