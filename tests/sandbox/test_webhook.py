"""Webhooks: the secret, the order, the retries, a method in the answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import FormData, MultipartWriter, web

from sandbox.webhook import SIGNED_BY
from tests.sandbox.places import Places, buttons

Answering = Callable[[dict[str, Any]], Awaitable[web.Response] | web.Response]


@dataclass
class Bot:
    """A bot's own server: keeps what came, answers as the test says."""

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answering: Answering = lambda update: web.Response()
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append(update)
        self.secrets.append(request.headers.get(SIGNED_BY))
        self.arrived.set()
        answer = self.answering(update)
        return answer if isinstance(answer, web.Response) else await answer

    async def count(self, wanted: int) -> None:
        """Wait until so many deliveries were made."""
        async with asyncio.timeout(10):
            while len(self.got) < wanted:
                self.arrived.clear()
                await self.arrived.wait()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    app = web.Application()
    app.router.add_post("/hook", bot.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield bot
    await runner.cleanup()


def quick(places: Places, *, patience: float = 60.0) -> None:
    """Pauses of tests: the same doubling from a smaller first one."""
    assert places.world.sandbox
    places.world.sandbox.stage.webhook.pause = 0.02
    places.world.sandbox.stage.webhook.patience = patience


async def nothing_pending(places: Places) -> None:
    await info_becomes(places, lambda info: info["pending_update_count"] == 0)


async def info_becomes(places: Places, wanted: Callable[[dict[str, Any]], bool]) -> None:
    """Look until the webhook's info is as wanted."""
    for _ in range(500):
        if wanted(await places.ok("getWebhookInfo")):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(await places.ok("getWebhookInfo"))


async def test_delivers_with_the_secret_what_waited_and_what_comes(places: Places, bot: Bot) -> None:
    owner = places.world.owner
    await owner.say("پیش از آن")
    await places.ok("setWebhook", url=bot.url, secret_token="s3cret_-")
    await owner.say("پس از آن")
    await bot.count(2)
    assert [update["message"]["text"] for update in bot.got] == ["پیش از آن", "پس از آن"]
    assert bot.secrets == ["s3cret_-", "s3cret_-"]
    await nothing_pending(places)
    info = await places.ok("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (bot.url, 40)


async def test_a_refused_update_is_sent_again(places: Places, bot: Bot) -> None:
    quick(places)
    bot.answering = lambda update: web.Response(status=503 if len(bot.got) < 4 else 200)
    await places.ok("setWebhook", url=bot.url)
    await places.world.owner.say("یک")
    await places.world.owner.say("دو")
    await bot.count(5)
    assert [update["message"]["text"] for update in bot.got] == ["یک", "یک", "یک", "یک", "دو"]
    info = await places.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    await nothing_pending(places)


async def test_the_pauses_grow(places: Places, bot: Bot) -> None:
    quick(places)
    assert places.world.sandbox
    webhook = places.world.sandbox.stage.webhook
    pauses: list[list[float]] = []

    def refuse(update: dict[str, Any]) -> web.Response:
        pauses.append(list(webhook.pauses.values()))
        return web.Response(status=500)

    bot.answering = refuse
    await places.ok("setWebhook", url=bot.url)
    await places.world.owner.say("یک")
    await bot.count(5)
    assert pauses[:5] == [[], [0.02], [0.04], [0.08], [0.16]]


async def test_an_unanswered_update_is_sent_again(places: Places, bot: Bot) -> None:
    quick(places, patience=0.1)

    async def sleepy(update: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.5 if len(bot.got) == 1 else 0)
        return web.Response()

    bot.answering = sleepy
    await places.ok("setWebhook", url=bot.url)
    await places.world.owner.say("یک")
    await bot.count(2)
    assert bot.got[0] == bot.got[1]
    await nothing_pending(places)


async def test_nobody_listening_loses_nothing(places: Places, bot: Bot) -> None:
    quick(places)
    await places.ok("setWebhook", url="http://127.0.0.1:9/none")
    await places.world.owner.say("یک")
    await info_becomes(places, lambda info: "last_error_message" in info)
    await places.ok("setWebhook", url=bot.url)
    await bot.count(1)
    assert bot.got[0]["message"]["text"] == "یک"


async def test_one_queue_waits_another_goes_on(places: Places, bot: Bot) -> None:
    """A stuck chat holds back its own updates only."""
    world, released = places.world, asyncio.Event()
    sara = world.person("سارا")
    await sara.start()
    await places.updates()

    async def stuck(update: dict[str, Any]) -> web.Response:
        if update["message"]["chat"]["id"] == world.owner.id:
            await released.wait()
        return web.Response()

    bot.answering = stuck
    await places.ok("setWebhook", url=bot.url, max_connections=2)
    for word in ("یک", "دو"):
        await world.owner.say(word)
    for word in ("الف", "ب"):
        await sara.say(word)
    await bot.count(3)
    assert [update["message"]["text"] for update in bot.got] == ["یک", "الف", "ب"]
    released.set()
    await bot.count(4)
    assert bot.got[-1]["message"]["text"] == "دو"


async def test_no_more_connections_than_asked_for(places: Places, bot: Bot) -> None:
    world, busy, most = places.world, 0, 0

    async def counting(update: dict[str, Any]) -> web.Response:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.01)
        busy -= 1
        return web.Response()

    bot.answering = counting
    await places.ok("setWebhook", url=bot.url, max_connections=2)
    for person in world.people:
        await person.start()
    await bot.count(len(world.people))
    assert most == 2


def _as_json(call: dict[str, Any]) -> web.Response:
    return web.json_response(call)


def _as_multipart(call: dict[str, Any]) -> web.Response:
    writer = MultipartWriter("form-data")
    for name, value in call.items():
        part = writer.append(str(value))
        part.set_content_disposition("form-data", name=name)
    return web.Response(body=writer)


def _as_form(call: dict[str, Any]) -> web.Response:
    return web.Response(body=FormData(call)())


@pytest.mark.parametrize("encode", [_as_json, _as_multipart, _as_form])
async def test_a_method_in_the_answer_is_done(
    places: Places, bot: Bot, encode: Callable[[dict[str, Any]], web.Response]
) -> None:
    owner = places.world.owner
    sent = await places.ok("sendMessage", chat_id=owner.id, text="?", reply_markup=buttons("A"))

    def answer(update: dict[str, Any]) -> web.Response:
        press = update["callback_query"]["id"]
        return encode({"method": "answerCallbackQuery", "callback_query_id": press, "text": "گرفتم"})

    bot.answering = answer
    await places.ok("setWebhook", url=bot.url)
    answer_seen = await owner.press(sent, "A")
    assert answer_seen.text == "گرفتم"


async def test_deleting_can_drop_what_waits(places: Places) -> None:
    quick(places)
    await places.ok("setWebhook", url="http://127.0.0.1:9/none")
    await places.world.owner.say("یک")
    await places.ok("deleteWebhook", drop_pending_updates=True)
    assert await places.ok("getUpdates") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "no address"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:9/x", "secret_token": "با فاصله"}, "secret token contains unallowed characters"),
    ],
)
async def test_senseless_webhooks(places: Places, fields: dict[str, str], words: str) -> None:
    assert await places.refused("setWebhook", **fields) == f"Bad Request: {words}"
