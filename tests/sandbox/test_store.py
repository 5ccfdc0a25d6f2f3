"""A restart goes on where the sandbox was."""

import asyncio
from pathlib import Path

import pytest

from sandbox.store import load
from tests.sandbox.places import Places, buttons, png
from tests.support.world import SandboxWorld


async def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "world.json"
    async with SandboxWorld(save_to=path) as world:
        places = await Places.prepared(world)
        sara = await world.new_person("Sara", language_code="en")
        await sara.start()
        await sara.join(places.group)
        photo = await sara.send(sara.id, "عکس", photo=png())
        poll = await places.ok("sendPoll", chat_id=places.group, question="؟", options=["۱", "۲"], is_anonymous=False)
        await sara.vote(poll, [1])
        await sara.react(poll, "👍")
        await places.ok("setMyCommands", commands=[{"command": "today", "description": "x"}])
        asked = await places.ok("sendMessage", chat_id=sara.id, text="؟", reply_markup=buttons("A"))
        await world.advance(5000)
        await sara.press(asked, "A", wait=0)
        before = await world.seen_by(sara.id)
        waiting = (await world.call("getUpdates"))["result"]
    async with SandboxWorld(save_to=path) as world:
        again = Places(world, places.channel, places.group)
        after = await world.seen_by(sara.id)
        assert abs(after["clock"].pop("now") - before["clock"].pop("now")) < 60
        assert after == before
        assert (await world.call("getUpdates"))["result"] == waiting
        async with world.http.get(f"{world.url}{photo['view']['photo']}") as response:
            assert await response.read() == png()
        press = next(update["callback_query"] for update in waiting if "callback_query" in update)
        assert await again.ok("answerCallbackQuery", callback_query_id=press["id"]) is True
        stopped = await again.ok("stopPoll", chat_id=places.group, message_id=poll["message_id"])
        assert stopped["options"][1]["voter_count"] == 1
        newcomer = await world.new_person("Nader")
        assert newcomer.id not in {person["id"] for person in before["people"]}


async def test_a_webhook_outlives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    async with SandboxWorld(save_to=path) as world:
        await world.call("setWebhook", url="http://127.0.0.1:9/none", secret_token="s")
    async with SandboxWorld(save_to=path) as world:
        assert (await world.call("getWebhookInfo"))["result"]["url"] == "http://127.0.0.1:9/none"


def _count(folder: Path) -> int:
    return len(list(folder.iterdir()))


def _holds(path: Path, text: str) -> bool:
    return path.exists() and text in path.read_text(encoding="utf-8")


async def test_a_while_after_a_change_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash loses no more than that while; a half-written file is never seen under its name."""
    monkeypatch.setattr("sandbox.store.QUIET_SECONDS", 0.01)
    path = tmp_path / "world.json"
    async with SandboxWorld(save_to=path) as world:
        await world.owner.start("one_of_many")
        for _ in range(500):
            if _holds(path, "/start one_of_many"):
                break
            await asyncio.sleep(0.01)
        assert _holds(path, "/start one_of_many")
        saved = load(path)
        assert saved
        assert saved["world"].people[world.owner.id].started


@pytest.mark.parametrize("text", ["", "{", "[]", '{"world": {}}'])
async def test_an_unreadable_file_is_put_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "world.json"
    path.write_text(text, encoding="utf-8")
    async with SandboxWorld(save_to=path) as world:
        assert world.owner.name == "مهتاب"
    assert (tmp_path / "world.json.unreadable").read_text(encoding="utf-8") == text
    assert load(path)


async def test_old_files_lose_their_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.core.files.FILES_KEPT", 2)
    async with SandboxWorld(save_to=tmp_path / "world.json") as world:
        photos = [(await world.owner.send(world.owner.id, photo=png()))["view"]["photo"] for _ in range(3)]
        statuses = []
        for photo in photos:
            async with world.http.get(f"{world.url}{photo}") as response:
                statuses.append(response.status)
        assert statuses == [404, 200, 200]
    assert _count(tmp_path / "world.json.files") == 2


async def test_a_chat_forgets_its_oldest_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.core.messages.MESSAGES_KEPT", 5)
    async with SandboxWorld() as world:
        for number in range(8):
            await world.owner.say(str(number))
        assert [message["text"] for message in await world.owner.messages()] == ["3", "4", "5", "6", "7"]
