"""A letter with several parts over HTTP: what is done about one of them takes nothing from the others."""

from datetime import timedelta
from typing import Any

from bot.app import App
from hub.moments import hosting, moments
from hub.moments.moments import Draft as Shared
from hub.needs import helping, needs
from hub.needs.needs import Draft
from locales.voice import voice
from storage.tables import Line, Moment, Notice, Talk
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.habit import tag
from tests.support.members import joined
from tests.support.people import Message, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

FA = voice("fa")
WHITE, CAKE, LINE = "چای سفید خوب", "شیرینی بی‌شکر", "عصر از لای پرده آفتاب آمد."
KNOW = "<b>What do you know?</b>\nIn a line or two; a picture may come with it. Your name is not told."
SURE = "Take “{text}” back? It goes from {title} too, and nothing of it is kept."


async def _reader(world: SandboxWorld, *shops: Shop) -> Desk:
    """A member of both, who can be asked about tea in both."""
    person = world.customers[0]
    await person.start()
    for shop in shops:
        tea = await tag(shop.hub, shop.hangout, "tea", "چای")
        await joined(shop.hub, shop.hangout, person.id, person.name)
        await joined(shop.hub, shop.hangout, world.customers[1].id, world.customers[1].name)
        await helping.set_(shop.hub, person.id, shop.hangout.id, tea, on=True)
    return Desk(person)


async def _asked(shop: Shop, text: str) -> int:
    tags = tuple(
        one.id for one in (await needs.guess(shop.hub, shop.world.customers[1].id, shop.hangout.id, text)).tags
    )
    draft = Draft(text, interests=tags)
    return (await needs.ask(shop.hub, shop.world.customers[1].id, shop.hangout.id, draft, once=text)).id


async def _posted(shop: Shop, person_id: int) -> None:
    draft = Shared(shop.hangout.id, "عصر شما چه رنگی است؟", LINE, None, None)
    shared = await moments.share(shop.hub, person_id, draft, "1")
    await hosting.decide(shop.hub, shop.owner.id, shared.id, post=True)


async def _now(desk: Desk, message: Message) -> Message:
    """The message as it stands now."""
    return next(one for one in await desk.owner.messages() if one["message_id"] == message["message_id"])


def _shown(message: Message) -> tuple[Any, ...]:
    return text_of(message), message.get("reply_markup"), message.get("entities")


def _of(n: int, label: str) -> str:
    return f"{FA.number(n)}. {FA.tell(label)}"


@BOTH
async def test_each_part_is_answered_by_itself(world: SandboxWorld, app: App, shop: Shop) -> None:
    other = await open_shop(world, app.hub, new=True)
    reader = await _reader(world, shop, other)
    await shop.move(NOON + timedelta(hours=11))  # by night nothing is sent
    await _posted(shop, reader.owner.id)
    first, second = await _asked(shop, WHITE), await _asked(other, CAKE)
    assert {one.state for one in await rows(app.db, Notice, kind="need_asked")} == {"part"}
    await shop.move(NOON + timedelta(days=1))
    letter = await reader.owner.wait_for(reader.owner.id, lambda m: all(one in text_of(m) for one in (WHITE, CAKE)))
    before = _shown(letter)

    reader.screen = letter
    await reader.press(f"want:{second}:answer")
    await reader.sees(KNOW)
    assert reader.screen["message_id"] != letter["message_id"]
    assert CAKE in reader.text
    question = reader.screen
    await reader.owner.press(letter, _of(1, "I can help"))
    await reader.sees(KNOW)
    assert WHITE in reader.text
    await reader.owner.press(question, FA.tell("Cancel"))  # the other one's question still waits for its words
    await until(lambda: _is_card(reader, question))
    await reader.say("در کوچهٔ بالا دیدم.")
    await until(lambda: row(app.db, Talk, need_id=first))
    assert _shown(await _now(reader, letter)) == before

    await reader.owner.press(letter, _of(2, "I can help"))
    await reader.sees(KNOW)
    await reader.say("نانوایی سر چهارراه دارد.")
    await until(lambda: row(app.db, Talk, need_id=second))
    assert len(await rows(app.db, Line)) == 2

    await reader.owner.press(letter, FA.tell("Take it back"))
    sure = await reader.sees(SURE, text=LINE, title="")
    await reader.tap("Yes, take it back")
    await until(lambda: row(app.db, Moment, state="withdrawn"))
    assert "reply_markup" in sure
    await until(lambda: _is_list(reader, sure))
    assert (await reader.owner.press(letter, FA.tell("Take it back"))).text
    assert len(await rows(app.db, Moment)) == 1
    assert _shown(await _now(reader, letter)) == before


async def _is_card(desk: Desk, message: Message) -> bool:
    return FA.tell("I can help") in str((await _now(desk, message)).get("reply_markup"))


async def _is_list(desk: Desk, message: Message) -> bool:
    return FA.tell("Share a moment") in str((await _now(desk, message)).get("reply_markup"))
