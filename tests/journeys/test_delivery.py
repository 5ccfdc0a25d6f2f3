"""What goes wrong on the way out, and what becomes of it: nothing lost, nothing doubled, nobody told twice."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App
from bot.settings import Settings
from hub import outbox
from locales.voice import voice
from storage.tables import Chat, Hangout, Notice, Person, Post
from tests.journeys.conftest import BOTH, Start
from tests.support.calls import watch
from tests.support.ledger import notches
from tests.support.people import Message, text_of
from tests.support.relay import Relay
from tests.support.shop import NOON, Shop, ballots_of, counts_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

UNSURE, LOST = "معلوم نشد یک پست", "دستم از"
THERE, AGAIN = voice("fa").tell("It is there"), voice("fa").tell("Send it again")
QUESTION, OPTIONS = "امروز با چای چه بخوریم؟", ("کیک", "نقل", "هیچ")


async def _posts(shop: Shop, chat_id: int) -> list[Message]:
    """Everything about the question in a chat, forwards from the channel aside."""
    return [m for m in await shop.owner.messages(chat_id) if QUESTION in text_of(m) and "forward_origin" not in m]


@BOTH
async def test_a_send_told_to_wait_waits_as_told(world: SandboxWorld, shop: Shop, app: App) -> None:
    """Only the chat it was said of waits."""
    assert world.sandbox
    await shop.ask(QUESTION, OPTIONS)
    calls = watch(world.sandbox)
    await world.fault("sendMessage", "flood", chat_id=shop.channel, retry_after=60)
    await shop.evening()
    notice = await until(lambda: row(app.db, Notice, chat_id=shop.channel, error="flood"))
    await shop.poll(QUESTION)
    assert calls.of("sendMessage", shop.channel) == []
    assert notice.due_at - app.hub.now() > timedelta(seconds=50)
    await world.advance(61)
    await shop.post(QUESTION)
    [sent] = calls.of("sendMessage", shop.channel)
    assert sent.at >= notice.due_at.timestamp() - 0.01
    assert len(await _posts(shop, shop.channel)) == 1


async def test_an_edit_told_to_wait_slows_down(world: SandboxWorld, shop: Shop, app: App) -> None:
    await shop.ask(QUESTION, OPTIONS)
    await shop.evening()
    post = await shop.post(QUESTION)
    await world.fault("editMessageText", "flood", retry_after=20)
    await world.customers[0].press(post, "کیک")
    slowed = await until(lambda: row(app.db, Post, place="channel", pace_ms=6000))
    assert slowed.refresh_at - app.hub.now() > timedelta(seconds=10)
    await world.customers[1].press(post, "کیک")
    await world.advance(21)
    await until(lambda: row(app.db, Post, place="channel", pace_ms=4500))
    assert counts_of(await shop.post(QUESTION)) == [2, 0, 0]


async def _tell(shop: Shop, *titles: str) -> None:
    """Private notices to the owner, one after the other."""
    async with shop.hub.db.begin() as session:
        for title in titles:
            notice = {"kind": "chat_lost", "hangout_id": shop.hangout.id, "chat_id": shop.owner.id, "public": False}
            payload = {"place": "channel", "title": title, "paused": False}
            await outbox.queue(session, shop.hub, notice | {"payload": payload, "dedupe_key": f"test:{title}"})
    shop.hub.wake()


@pytest.mark.parametrize("how", ["block", "deactivate"])
async def test_a_person_who_is_gone_becomes_unreachable(shop: Shop, app: App, how: str) -> None:
    """Nothing is tried again; who comes back is reachable again."""
    await shop.owner.act(how)
    await _tell(shop, "الف")
    failed = await until(lambda: row(app.db, Notice, chat_id=shop.owner.id, state="failed"))
    assert "Forbidden" in failed.error
    assert (await row(app.db, Person, id=shop.owner.id)).reach == "closed"
    if how == "block":
        await shop.owner.unblock()
        await until(lambda: row(app.db, Person, id=shop.owner.id, reach="open"))


async def test_notices_keep_their_order_in_a_chat(world: SandboxWorld, shop: Shop) -> None:
    titles = ["نخستین", "دومین", "سومین", "چهارمین", "پنجمین"]
    await world.fault("sendMessage", "flood", chat_id=shop.owner.id, retry_after=30)
    await world.fault("sendMessage", "drop_before", chat_id=shop.owner.id)
    await _tell(shop, *titles)
    await until(lambda: row(shop.hub.db, Notice, error="flood"))
    await world.advance(31)
    await until(lambda: row(shop.hub.db, Notice, chat_id=shop.owner.id, attempts=2, state="waiting"))
    await world.advance(20)
    await until(lambda: _nothing_pending(shop))
    told = [text_of(m) for m in await shop.owner.messages()]
    assert [title for text in told for title in titles if title in text] == titles


async def test_a_private_notice_of_unknown_outcome_is_sent_again(world: SandboxWorld, shop: Shop) -> None:
    await world.fault("sendMessage", "drop_after", chat_id=shop.owner.id)
    await _tell(shop, "الف", "ب")
    await until(lambda: row(shop.hub.db, Notice, chat_id=shop.owner.id, attempts=1, state="waiting"))
    await world.advance(10)
    await until(lambda: _nothing_pending(shop))
    told = [text_of(m) for m in await shop.owner.messages()]
    assert [word for text in told for word in ("الف", "ب") if f"\u2068{word}\u2069" in text] == ["الف", "الف", "ب"]


async def test_a_private_notice_is_not_repeated_for_ever(world: SandboxWorld, shop: Shop) -> None:
    await world.fault("sendMessage", "drop_after", chat_id=shop.owner.id, times=50)
    await _tell(shop, "الف")
    for attempt in range(1, outbox.ATTEMPTS):
        await until(lambda n=attempt: row(shop.hub.db, Notice, chat_id=shop.owner.id, attempts=n, state="waiting"))
        await world.advance(outbox.pause(attempt) + 1)
    await until(lambda: row(shop.hub.db, Notice, chat_id=shop.owner.id, state="failed"))
    assert len([m for m in await shop.owner.messages() if "الف" in text_of(m)]) == outbox.ATTEMPTS


@pytest.fixture
async def small(world: SandboxWorld, app: App) -> Shop:
    """A hangout with a basic group alone."""
    shop = await open_shop(world, app.hub, channel=False, group=False, basic=True)
    await shop.ask(QUESTION, OPTIONS)
    return shop


@BOTH
async def test_the_hangout_follows_a_group_that_moved(world: SandboxWorld, small: Shop, app: App) -> None:
    moved = (await small.owner.act("migrate", chat_id=small.group))["chat_id"]
    await until(lambda: row(app.db, Chat, telegram_id=moved))
    await small.evening()
    poll = await world.owner.wait_for(moved, lambda m: "poll" in m, since=0)
    await small.owner.vote(poll, [1])
    await until(lambda: row(app.db, Post, chat_id=moved, poll_id=poll["poll"]["id"]))


async def test_a_move_learned_from_a_refusal(world: SandboxWorld, small: Shop, app: App) -> None:
    """The service message is still on its way when the poll is due."""
    assert world.sandbox
    await world.fault("getUpdates", "hold_before", times=9)
    await small.owner.say("…")  # ends the poll for updates that is open, so that the next one is held
    await until(lambda: world.sandbox and world.sandbox.stage.faults.held)
    moved = (await small.owner.act("migrate", chat_id=small.group))["chat_id"]
    await small.evening()
    poll = await world.owner.wait_for(moved, lambda m: "poll" in m, since=0)
    await world.reset_faults()
    await until(lambda: world.sandbox and not world.sandbox.stage.updates.count())
    assert [n.chat_id for n in await rows(app.db, Notice, kind="round")] == [moved]
    assert (await row(app.db, Post, place="group")).message_id == poll["message_id"]


async def _take_rights(shop: Shop) -> None:
    await shop.owner.act("add_bot", chat_id=shop.channel, rights={"can_edit_messages": True})


@BOTH
async def test_lost_rights_pause_the_hangout_and_tell_the_owner_once(world: SandboxWorld, app: App) -> None:
    assert world.sandbox
    shop = await open_shop(world, app.hub, group=False)
    await shop.ask(QUESTION, OPTIONS)
    await _take_rights(shop)
    told = await shop.owner.wait_for(shop.owner.id, LOST)
    assert (await row(app.db, Hangout)).state == "paused"
    await _take_rights(shop)
    await shop.owner.remove_bot(shop.channel)
    await until(lambda: world.sandbox and not world.sandbox.stage.updates.count())
    assert await _told(shop) == [told["message_id"]]
    await shop.evening()
    assert await _posts(shop, shop.channel) == []


async def _told(shop: Shop) -> list[int]:
    await until(lambda: _nothing_pending(shop))
    return [m["message_id"] for m in await shop.owner.messages() if LOST in text_of(m)]


async def _nothing_pending(shop: Shop) -> bool:
    return await outbox.pending(shop.hub) == 0


async def test_lost_rights_learned_from_a_refusal(world: SandboxWorld, shop: Shop, app: App) -> None:
    """The group goes on; the update that comes later tells nobody again."""
    assert world.sandbox
    await shop.ask(QUESTION, OPTIONS)
    await world.fault("getUpdates", "hold_before", times=9)
    await shop.owner.say("…")
    await until(lambda: world.sandbox and world.sandbox.stage.faults.held)
    await _take_rights(shop)
    await shop.evening()
    await shop.poll(QUESTION)
    told = await shop.owner.wait_for(shop.owner.id, LOST, since=0)
    await world.reset_faults()
    await until(lambda: world.sandbox and not world.sandbox.stage.updates.count())
    assert await _told(shop) == [told["message_id"]]
    assert (await row(app.db, Hangout)).state == "open"


UNKNOWN = pytest.mark.parametrize(
    ("method", "place"), [("sendMessage", "channel"), ("sendPoll", "group"), ("sendPhoto", "channel")]
)


async def _asked(shop: Shop, method: str, place: str, how: str) -> Message:
    """A public post whose outcome is unknown: the question that its owner gets."""
    chat_id = shop.channel if place == "channel" else shop.group
    await shop.ask(QUESTION, OPTIONS)
    if method != "sendPhoto":
        await shop.world.fault(method, how, chat_id=chat_id)
        await shop.evening()
    else:
        await shop.evening()
        await shop.world.customers[0].press(await shop.post(QUESTION), "نقل")
        await shop.world.fault(method, how, chat_id=chat_id)
        await shop.evening(days=1)
    return await shop.owner.wait_for(shop.owner.id, UNSURE, since=0)


def _is(method: str, message: Message) -> bool:
    wanted = {"sendMessage": "text", "sendPoll": "poll", "sendPhoto": "photo"}[method]
    return wanted in message


@UNKNOWN
async def test_an_unknown_outcome_is_shown_and_not_repeated(shop: Shop, method: str, place: str) -> None:
    chat_id = shop.channel if place == "channel" else shop.group
    question = await _asked(shop, method, place, "drop_after")
    await shop.world.advance(600)
    for _ in range(2):
        await shop.owner.press(question, THERE)
    await until(lambda: _nothing_pending(shop))
    assert len([m for m in await _posts(shop, chat_id) if _is(method, m)]) == 1


@UNKNOWN
async def test_send_it_again_sends_once(shop: Shop, method: str, place: str) -> None:
    chat_id = shop.channel if place == "channel" else shop.group
    question = await _asked(shop, method, place, "drop_before")
    assert [m for m in await _posts(shop, chat_id) if _is(method, m)] == []
    await shop.owner.press(question, AGAIN)
    await until(lambda: _nothing_pending(shop))
    await shop.owner.press(question, data=question["reply_markup"]["inline_keyboard"][1][0]["callback_data"])
    await shop.world.advance(600)
    await until(lambda: _nothing_pending(shop))
    assert len([m for m in await _posts(shop, chat_id) if _is(method, m)]) == 1


async def test_unknown_again_asks_again(shop: Shop) -> None:
    question = await _asked(shop, "sendMessage", "channel", "drop_before")
    await shop.world.fault("sendMessage", "drop_after", chat_id=shop.channel)
    await shop.owner.press(question, AGAIN)
    second = await shop.owner.wait_for(shop.owner.id, lambda m: m["message_id"] > question["message_id"])
    await shop.owner.press(second, THERE)
    await until(lambda: _nothing_pending(shop))
    assert len(await _posts(shop, shop.channel)) == 1


async def test_nobody_else_settles_it(shop: Shop) -> None:
    question = await _asked(shop, "sendMessage", "channel", "drop_before")
    stranger = shop.world.customers[0]
    card = await stranger.start() and await stranger.wait_for(stranger.id, "سلام")
    answer = await stranger.press(card, data=question["reply_markup"]["inline_keyboard"][1][0]["callback_data"])
    assert answer.alert
    assert (await row(shop.hub.db, Notice, kind="round", chat_id=shop.channel)).state == "uncertain"


@pytest.mark.parametrize("settled", [True, False], ids=["the owner says so", "a press says so"])
async def test_a_press_finds_the_lost_post(shop: Shop, settled: bool) -> None:
    """The post is known again by its buttons: its counts are live, and it gets its result."""
    question = await _asked(shop, "sendMessage", "channel", "drop_after")
    if settled:
        await shop.owner.press(question, THERE)
    post = await shop.post(QUESTION)
    await shop.world.customers[0].press(post, "نقل")
    await shop.owner.wait_for(shop.channel, lambda m: counts_of(m) == [0, 1, 0], since=0)
    await shop.owner.press(question, data=question["reply_markup"]["inline_keyboard"][1][0]["callback_data"])
    await until(lambda: _nothing_pending(shop))
    await shop.evening(days=1)
    await shop.owner.wait_for(shop.channel, lambda m: m["message_id"] == post["message_id"] and not ballots_of(m))
    assert [m["message_id"] for m in await _posts(shop, shop.channel) if "photo" not in m] == [post["message_id"]]
    assert all("photo" in m or m["message_id"] == post["message_id"] for m in await _posts(shop, shop.channel))


@BOTH
async def test_votes_in_a_lost_poll_count(shop: Shop, app: App) -> None:
    """The poll stands in the group though its sending was never confirmed."""
    await _asked(shop, "sendPoll", "group", "drop_after")
    poll, voter = await shop.poll(QUESTION), shop.world.customers[0]
    await voter.vote(poll, [2])
    await until(lambda: row(app.db, Post, place="group", poll_id=poll["poll"]["id"]))
    assert (await notches(app.db))[voter.id] == 1
    assert (await row(app.db, Notice, kind="round", chat_id=shop.group)).state == "sent"
    await shop.evening(days=1)
    card = await shop.owner.wait_for(shop.channel, lambda m: "photo" in m, since=0)
    assert "۱ رأی" in text_of(card)


@BOTH
async def test_votes_count_before_the_sending_is_confirmed(world: SandboxWorld, shop: Shop, app: App) -> None:
    """Members are quicker than Telegram's answer to us."""
    assert world.sandbox
    faults = world.sandbox.stage.faults
    await shop.ask(QUESTION, OPTIONS)
    for method in ("sendMessage", "sendPoll"):
        await world.fault(method, "hold_after")
    await shop.evening()
    await until(lambda: faults.held == 2)
    arash, narges = world.customers[:2]
    assert not (await arash.press(await shop.post(QUESTION), "کیک")).alert
    await narges.vote(await shop.poll(QUESTION), [1])
    await until(lambda: world.sandbox and not world.sandbox.stage.updates.count())
    assert await notches(app.db) == {arash.id: 1, narges.id: 1}
    await world.reset_faults()
    await until(lambda: _nothing_pending(shop))
    assert await _told(shop) == []
    assert counts_of(await shop.post(QUESTION)) in ([0, 0, 0], [1, 0, 0], [1, 1, 0])
    await shop.owner.wait_for(shop.channel, lambda m: counts_of(m) == [1, 1, 0], since=0)


@pytest.mark.parametrize("world", ["strict"], indirect=True)
async def test_a_burst_keeps_telegrams_pace(world: SandboxWorld, shop: Shop) -> None:
    """Forty at once are sent as fast as is allowed, without ever being told to wait."""
    assert world.sandbox
    calls = watch(world.sandbox)
    people = world.customers[:5]
    for person in people:
        await person.start()
    await asyncio.sleep(1.1)  # the answers to these are within the same second's pace
    async with shop.hub.db.begin() as session:
        for n in range(40):
            notice = {"kind": "chat_lost", "hangout_id": shop.hangout.id, "public": False}
            notice |= {"chat_id": people[n % 5].id, "payload": {"place": "channel", "title": str(n), "paused": False}}
            await outbox.queue(session, shop.hub, notice | {"dedupe_key": f"burst:{n}"})
    shop.hub.wake()
    await until(lambda: _nothing_pending(shop))
    sent = [call.status for call in calls.of("sendMessage") if "دستم از" in str(call.fields.get("text"))]
    assert sent == [200] * 40


async def test_a_forged_press_adopts_no_other_message(shop: Shop) -> None:
    """Data of the lost post on the button of another message of ours."""
    await shop.evening()
    older = await shop.post()
    await shop.ask(QUESTION, OPTIONS)
    await shop.world.fault("sendMessage", "drop_after", chat_id=shop.channel)
    await shop.evening(days=1)
    await shop.owner.wait_for(shop.owner.id, UNSURE, since=0)
    lost = await shop.post(QUESTION)
    await shop.world.customers[0].press(older, data=ballots_of(lost)[0])
    assert (await row(shop.hub.db, Post, place="channel")).message_id is None


async def test_a_refused_connection_is_tried_again(world: SandboxWorld, settings: Settings, start: Start) -> None:
    async with Relay(world.url) as relay:
        app = await start(settings.model_copy(update={"telegram_api": relay.url}))
        shop = await open_shop(world, app.hub)
        await shop.ask(QUESTION, OPTIONS)
        await relay.shut()
        app.clock.move(NOON.replace(hour=19, minute=1) - datetime.now(UTC))
        await until(lambda: row(app.db, Notice, chat_id=shop.channel, error="unreachable"))
        await relay.open()
        await shop.evening(minutes=5)
        await shop.post(QUESTION)
        await shop.poll(QUESTION)
        assert len(await _posts(shop, shop.channel)) == len(await _posts(shop, shop.group)) == 1
