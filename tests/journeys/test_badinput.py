"""What members and strangers may do wrong, by accident or on purpose: a clear line, nothing counted, nothing leaked."""

import json

import pytest

from bot.app import App
from bot.settings import Settings
from locales.voice import voice
from storage.tables import Member, Notice, Person, Vote
from tests.journeys.conftest import BOTH
from tests.support.ledger import notches
from tests.support.people import Message, Someone, text_of
from tests.support.shop import Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

SAY = voice("fa").tell
ELSEWHERE = SAY("This button belongs to another place or an old message.")
NOT_HERE = SAY("That is not here any more. Start again from /panel or /start.")
FORGED = (
    "v:1:0",
    "v:1:11",
    "v:1:99",
    "v:999999999999999:0",
    "v:99999999999999999999:0",
    "v:-1:0",
    "v:۱:۰",
    "v::",
    "v:1",
    "vote_1_0",
    "settle:1:1",
    "settle:99999999999999999999:1",
    "settle:x:y",
    "lang:xx",
    "lang:",
    "pick:1:hour:9.00",
    "pick:99999999999999999999:hour:9.00",
    "again:1:channel:99999999999999999999",
    "p:0",
    "::::",
    "ک" * 32,
    "a\x00b",
)


async def _hello(person: Someone) -> Message:
    await person.start()
    return await person.wait_for(person.id, "سلام")


async def _calm(world: SandboxWorld) -> None:
    """Every update has been taken."""
    assert world.sandbox
    updates = world.sandbox.stage.updates
    await until(lambda: not updates.count())


@BOTH
async def test_forged_buttons_do_nothing(world: SandboxWorld, shop: Shop, app: App) -> None:
    """By a stranger, in private, with data of somebody else's hangout, of past versions, or of nonsense."""
    await shop.evening()
    await shop.post()
    stranger = world.customers[0]
    hello = await _hello(stranger)
    for data in FORGED:
        answer = await stranger.press(hello, data=data)
        assert answer.answered, data
        assert answer.alert or data.startswith("lang"), data
    assert await rows(app.db, Vote) == []
    assert stranger.id not in await notches(app.db)
    assert [n.state for n in await rows(app.db, Notice, kind="round")] == ["sent", "sent"]


@BOTH
async def test_forged_votes_in_another_channel_do_nothing(world: SandboxWorld, shop: Shop, app: App) -> None:
    """Two hangouts; a button of one with data of the other."""
    await shop.evening()
    first = await shop.post()
    other = await open_shop(world, app.hub, new=True)
    await shop.evening(days=1)
    second = await other.post()
    presser = world.customers[0]
    answer = await presser.press(second, data=ballots_of(await shop.post())[0])
    assert (answer.alert, answer.text) == (True, ELSEWHERE)
    late = await presser.press(second, data=ballots_of(first)[0])
    assert late.alert
    assert await rows(app.db, Vote) == []


async def test_a_vote_on_a_message_too_old_to_be_seen_counts(world: SandboxWorld, shop: Shop, app: App) -> None:
    await shop.evening()
    post = await shop.post()
    answer = await world.customers[0].press(post, data=ballots_of(post)[0], old=True)
    assert not answer.alert
    assert await notches(app.db) == {world.customers[0].id: 1}


@BOTH
async def test_votes_without_a_name_are_refused_once_a_round(world: SandboxWorld, shop: Shop, app: App) -> None:
    """By an anonymous admin and as a channel; people's votes beside them count."""
    await shop.evening()
    poll = await shop.poll()
    arash = world.customers[0]
    await shop.owner.promote(shop.owner.id, shop.group, anonymous=True)
    await shop.owner.vote(poll, [0])
    await shop.owner.act("vote", chat_id=shop.group, message_id=poll["message_id"], options=[1], as_chat=shop.channel)
    await arash.vote(poll, [1])
    refusal = await arash.wait_for(shop.group, "صاحبی ندارد", since=0)
    assert refusal["reply_to_message"]["message_id"] == poll["message_id"]
    await _calm(world)
    assert await notches(app.db) == {arash.id: 1}
    assert [m for m in await arash.messages(shop.group) if "صاحبی ندارد" in text_of(m)] == [refusal]
    [vote] = await rows(app.db, Vote)
    assert vote.choices == 2


@BOTH
async def test_a_vote_without_a_name_before_the_poll_is_confirmed(world: SandboxWorld, shop: Shop, app: App) -> None:
    """Where the poll stands is learned after the vote; the refusal answers it all the same."""
    assert world.sandbox
    faults = world.sandbox.stage.faults
    await shop.owner.promote(shop.owner.id, shop.group, anonymous=True)
    await world.fault("sendPoll", "hold_after")
    await shop.evening()
    await until(lambda: faults.held)
    poll = await shop.poll()
    await shop.owner.vote(poll, [0])
    await until(lambda: row(app.db, Notice, kind="anonymous_vote"))
    await world.reset_faults()
    refusal = await world.customers[0].wait_for(shop.group, "صاحبی ندارد", since=0)
    assert refusal["reply_to_message"]["message_id"] == poll["message_id"]


NAMES = (
    "<b>bold</b>",
    "&lt;i&gt;",
    "\u202eدزد",
    "\u202e\u2066",
    "😀",
    "\u200b\u200c",
    "{name}",
    "%s",
    "[x](http://x.io)",
    "a" * 64,
    "می\u200cنا",
    "Ω\u0301\u0301\u0301",
)


@BOTH
async def test_names_of_every_kind(world: SandboxWorld, shop: Shop, app: App) -> None:
    """Shown as they are typed, and never able to turn or mark up what stands around them."""
    await shop.evening()
    post = await shop.post()
    for name in NAMES:
        person = await world.new_person(name)
        hello = await _hello(person)
        assert "<b>" not in hello["view"]["html"].replace("<b>هر روز</b>", "")
        assert "\u202e" not in text_of(hello)
        assert (await person.press(post, data=ballots_of(post)[0])).answered
        await person.say("/stick")
        await person.wait_for(person.id, lambda m: "photo" in m)
        stored = await row(app.db, Person, id=person.id)
        assert not set(stored.name) & set("\u202e\u2066\u200b")
    assert set((await notches(app.db)).values()) == {1}


async def test_every_private_message_gets_an_answer(world: SandboxWorld, app: App) -> None:
    person = world.customers[0]
    await _hello(person)
    for text in ("/nothing", "/start@somebody_else_bot", "سلام!", "ب" * 4096, "/", "😀", "۱۲", "#ایده"):
        await person.say(text)
        answer = await person.wait_for(person.id, lambda m: True)
        assert text_of(answer), text


async def test_a_picture_gets_an_answer(world: SandboxWorld, app: App) -> None:
    from tests.sandbox.places import png

    person = world.customers[0]
    await _hello(person)
    await person.send(person.id, photo=png())
    assert text_of(await person.wait_for(person.id, lambda m: True))


@BOTH
async def test_links_that_lead_nowhere(world: SandboxWorld, app: App) -> None:
    person = world.customers[0]
    for payload in ("j_", "j_nothing", "x", "j_" + "A" * 62, "-", "_", "j_j_"):
        await person.start(payload)
        answer = await person.wait_for(person.id, lambda m: True)
        assert text_of(answer) == NOT_HERE or "سلام" in text_of(answer), payload
    assert await rows(app.db, Member) == []


async def test_a_link_to_a_draft_leads_nowhere(world: SandboxWorld, app: App) -> None:
    from hub.hangout import setup
    from hub.person.people import Seen

    draft = await setup.begin(app.hub, Seen(world.owner.id, "مهتاب", "fa"))
    person = world.customers[0]
    await person.start(f"j_{draft.slug}")
    assert text_of(await person.wait_for(person.id, lambda m: True)) == NOT_HERE


@BOTH
async def test_the_stick_is_shown_quietly_in_the_group(world: SandboxWorld, shop: Shop) -> None:
    """To whoever asked, even if they never talked to the bot; nobody else sees it."""
    asker, other = world.customers[:2]
    for words in ("/stick", "چوب خط", "/stick@" + "patogh_sandbox_bot"):
        await asker.send(shop.group, words)
        await asker.wait_for(shop.group, lambda m: "photo" in m and m["view"]["ephemeral"])
    assert [m for m in await other.messages(shop.group) if "photo" in m] == []
    assert not (await asker.chat(asker.id))["started"]


async def test_the_stick_comes_in_private_where_the_group_can_not_be_quiet(world: SandboxWorld, shop: Shop) -> None:
    """The bot is a plain member there; who never started it gets nothing, and nobody hears of it."""
    asker, stranger = world.customers[:2]
    await shop.owner.add_bot(shop.group)
    await _hello(asker)
    await stranger.send(shop.group, "/stick")
    await asker.send(shop.group, "/stick")
    await asker.wait_for(asker.id, lambda m: "photo" in m)
    await _calm(world)
    assert [m for m in await stranger.messages(shop.group) if "photo" in m] == []


async def test_talk_in_the_group_is_left_alone(world: SandboxWorld, shop: Shop, app: App) -> None:
    before = len(await shop.owner.messages(shop.group))
    arash = world.customers[0]
    for words in ("سلام", "/today", "/panel", "/unknown", "چوب‌خط من کو؟"):
        await arash.send(shop.group, words)
    await shop.owner.send(shop.group, "به نام گروه", as_chat=shop.group)
    await shop.owner.send(shop.group, "/stick", as_chat=shop.channel)
    await _calm(world)
    assert len(await shop.owner.messages(shop.group)) == before + 7


@pytest.mark.parametrize(("way", "engine"), [("webhook", "sqlite")], indirect=True)
async def test_only_telegram_may_call_the_webhook(world: SandboxWorld, app: App, settings: Settings) -> None:
    """Without the secret nothing is read; what is no update is refused; a kind nobody asked for is let go."""
    secret = {"X-Telegram-Bot-Api-Secret-Token": settings.webhook_key()}
    calls = [
        ({}, b'{"update_id": 1}', 401),
        ({"X-Telegram-Bot-Api-Secret-Token": "guess"}, b"{}", 401),
        (secret, b"no json", 400),
        (secret, b"[]", 400),
        (secret, b"\xff\xfe", 400),
        (secret, json.dumps({"update_id": 10**9, "poll": None}).encode(), 200),
        (secret, json.dumps({"update_id": 10**9 + 1, "something_new": {"id": 1}}).encode(), 200),
    ]
    for headers, body, status in calls:
        async with world.http.post(settings.webhook_url or "", data=body, headers=headers) as response:
            assert (response.status, body) == (status, body)
