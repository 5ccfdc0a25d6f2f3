"""`patogh check` against a database file and a Bot API server whose answers each test writes down."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import ChatMemberAdministrator
from aiohttp import web

from bot.check import examine
from bot.settings import Settings, load_settings
from storage.database import Database
from storage.tables import Chat, Hangout

TOKEN = "123456789:AAfictitious_fictitious-fictitious0"
ME = {"id": 123456789, "is_bot": True, "first_name": "Patogh", "username": "patogh_bot"}
NO_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
ADDRESS = "http://127.0.0.1:9/patogh"
CHANNEL, GROUP = -1001, -1002
NEEDS = "the bot still needs"
CHANNEL_RIGHTS = {"can_post_messages": True, "can_edit_messages": True}
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


class Telegram:
    """Answers by method (and chat); a number instead of an answer is a refusal with that status."""

    def __init__(self) -> None:
        self.address = ""
        self.answers: dict[str, Any] = {"getMe": ME, "getWebhookInfo": NO_WEBHOOK}

    async def answer(self, request: web.Request) -> web.Response:
        chat_id, method = (await request.post()).get("chat_id"), request.match_info["method"]
        found = self.answers[f"{method} {chat_id!s}" if chat_id else method]
        if isinstance(found, int):
            refusal = {"ok": False, "error_code": found, "description": f"refused: {request.path}"}
            return web.json_response(refusal, status=found)
        return web.json_response({"ok": True, "result": found})

    def bot_is(self, chat_id: int, status: str, *, polls: bool = True, **rights: Any) -> None:
        """The bot's standing in a chat, where ordinary members may send polls or not."""
        names = ChatMemberAdministrator.model_fields if status == "administrator" else {}
        none = {name: False for name in names if name.startswith(("can_", "is_"))}
        member = none | {"user": ME, "status": status, "until_date": 0} | rights
        chat = {"id": chat_id, "type": "supergroup", "title": "t", "accent_color_id": 1, "max_reaction_count": 1}
        chat |= {"accepted_gift_types": dict.fromkeys(GIFTS, False), "permissions": {"can_send_polls": polls}}
        self.answers |= {f"getChatMember {chat_id}": member, f"getChat {chat_id}": chat}


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    server = Telegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def chats() -> None:
    """A hangout with a channel and a group, and a draft that nobody need look after."""
    database = Database(load_settings().database_url.get_secret_value())
    await database.start()
    async with database.begin() as session:
        for number, state in enumerate(("open", "draft")):
            made = datetime(2026, 1, 1, tzinfo=UTC)
            session.add(Hangout(id=number, slug=state, language="fa", timezone="UTC", state=state, created_at=made))
            await session.flush()
        session.add(Chat(telegram_id=CHANNEL, hangout_id=0, place="channel", title="چای‌خانه"))
        session.add(Chat(telegram_id=GROUP, hangout_id=0, place="group", title="دورهمی"))
        session.add(Chat(telegram_id=-9, hangout_id=1, place="group", title="draft"))
    await database.stop()


async def check(server: Telegram, **settings: Any) -> tuple[bool, list[str]]:
    lines: list[str] = []
    given = {"bot_token": TOKEN, "telegram_api": server.address} | settings
    is_well = await examine(Settings(**given), lines.append)
    assert is_well is not any(line.startswith("✗") for line in lines)
    assert all(line[:2] in {"✓ ", "✗ "} and "\n" not in line for line in lines)
    assert TOKEN not in "".join(lines)
    return is_well, lines


async def test_all_is_well(telegram: Telegram, chats: None) -> None:
    telegram.bot_is(CHANNEL, "administrator", **CHANNEL_RIGHTS)
    telegram.bot_is(GROUP, "administrator")
    is_well, lines = await check(telegram)
    assert is_well
    assert lines == [
        "✓ settings: long polling, fa, Asia/Tehran",
        "✓ database: sqlite, its tables are up to date",
        "✓ token: @patogh_bot",
        "✓ webhook: none, as wished",
        "✓ rights in channel “چای‌خانه”: complete",
        "✓ rights in group “دورهمی”: complete",
    ]


async def test_what_a_group_hides_from_a_member_is_said(telegram: Telegram, chats: None) -> None:
    telegram.bot_is(CHANNEL, "administrator", **CHANNEL_RIGHTS)
    telegram.bot_is(GROUP, "member")
    is_well, lines = await check(telegram)
    assert is_well
    hidden = "ideas by hashtag, words, and thanks in reply to somebody, thanks by 🙏 or ❤"
    assert lines[-1] == f"✓ rights in group “دورهمی”: complete; as no admin it does not hear {hidden}"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, "token: Telegram does not know it; copy BOT_TOKEN again from @BotFather"),
        (404, "token: Telegram does not know it; copy BOT_TOKEN again from @BotFather"),
        (500, "token: no good answer from http://127.0.0.1:"),
        ("nonsense", "token: no good answer from http://127.0.0.1:"),
    ],
)
async def test_a_bad_token_or_server(telegram: Telegram, status: object, expected: str) -> None:
    telegram.answers["getMe"] = status
    is_well, lines = await check(telegram)
    assert not is_well
    assert lines[-1].startswith(f"✗ {expected}")


async def test_no_server_at_all(telegram: Telegram) -> None:
    telegram.address = "http://127.0.0.1:1"
    assert not (await check(telegram))[0]


@pytest.mark.parametrize(
    ("wanted", "info", "expected"),
    [
        (ADDRESS, {}, "✓ webhook: set at the next start"),
        (ADDRESS, {"url": ADDRESS}, "✓ webhook: Telegram calls WEBHOOK_URL"),
        (ADDRESS, {"url": ADDRESS, "last_error_message": "old"}, "✓ webhook: Telegram calls WEBHOOK_URL"),
        (ADDRESS, {"url": ADDRESS, "pending_update_count": 3}, "✓ webhook: Telegram calls WEBHOOK_URL"),
        (
            ADDRESS,
            {"url": ADDRESS, "pending_update_count": 3, "last_error_message": "Connection refused"},
            "✗ webhook: 3 updates wait: Connection refused",
        ),
        (ADDRESS, {"url": "https://elsewhere.org/s3cret"}, "✗ webhook: Telegram calls an address already but"),
        (None, {"url": ADDRESS}, "✗ webhook: Telegram calls an address already but WEBHOOK_URL is not set"),
    ],
)
async def test_the_webhook_is_compared_with_the_setting(
    telegram: Telegram, wanted: str | None, info: dict[str, Any], expected: str
) -> None:
    telegram.answers["getWebhookInfo"] = NO_WEBHOOK | info
    _, lines = await check(telegram, webhook_url=wanted)
    assert lines[3].startswith(expected)
    assert "s3cret" not in lines[3]


async def test_a_refused_webhook_question_is_told_without_the_token(telegram: Telegram) -> None:
    telegram.answers["getWebhookInfo"] = 400
    _, lines = await check(telegram)
    assert lines[3].startswith("✗ webhook: ")
    assert "/bot***/getWebhookInfo" in lines[3]


@pytest.mark.parametrize(
    ("place", "status", "facts", "expected"),
    [
        (CHANNEL, "administrator", CHANNEL_RIGHTS | {"can_post_messages": False}, f"{NEEDS} to post messages"),
        (CHANNEL, "administrator", {}, f"{NEEDS} to post messages, to edit messages"),
        (CHANNEL, "member", {}, f"{NEEDS} to post messages, to edit messages"),
        (CHANNEL, "left", {}, f"{NEEDS} to be there, as an admin"),
        (GROUP, "left", {}, f"{NEEDS} to be there, as an admin"),
        (GROUP, "kicked", {}, f"{NEEDS} to be there, as an admin"),
        (GROUP, "member", {"polls": False}, f"{NEEDS} to send polls"),
        (GROUP, "administrator", {"polls": False}, "complete"),
    ],
)
async def test_rights_are_told_in_words(
    telegram: Telegram, chats: None, place: int, status: str, facts: dict[str, bool], expected: str
) -> None:
    telegram.bot_is(CHANNEL, "administrator", **CHANNEL_RIGHTS)
    telegram.bot_is(GROUP, "member")
    telegram.bot_is(place, status, **facts)
    is_well, lines = await check(telegram)
    assert is_well is (expected == "complete")
    assert lines[4 if place == CHANNEL else 5].endswith(f": {expected}")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, f"{NEEDS} to be there, as an admin"),
        (403, f"{NEEDS} to be there, as an admin"),
        (500, "Telegram did not answer"),
    ],
)
async def test_a_chat_that_is_gone(telegram: Telegram, chats: None, status: int, expected: str) -> None:
    telegram.answers |= {f"getChatMember {CHANNEL}": status, f"getChatMember {GROUP}": status}
    _, lines = await check(telegram)
    assert [line.rpartition(": ")[2] for line in lines[4:]] == [expected] * 2


@pytest.fixture
def broken() -> None:
    Path("broken.db").write_bytes(b"this is no database at all, whatever it may be called" * 99)


@pytest.mark.parametrize(
    "address", ["postgresql://u:hunter2@127.0.0.1:1/d", "sqlite:////dev/null/x/a.db", "sqlite:///broken.db"]
)
async def test_a_database_that_can_not_be_used_is_named_and_the_rest_still_tested(
    telegram: Telegram, broken: None, address: str
) -> None:
    is_well, lines = await check(telegram, database_url=address)
    assert not is_well
    assert lines[1].startswith("✗ database: ")
    assert lines[1].endswith("; see DATABASE_URL")
    assert "hunter2" not in lines[1]
    assert lines[2] == "✓ token: @patogh_bot"
