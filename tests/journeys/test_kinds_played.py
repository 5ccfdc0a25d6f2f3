"""Every kind of question where people meet it: channel, group, private chat, and what comes at the close; over HTTP."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from bot.app import App
from hub.daily.facts import PLAIN, Facts
from tests.support.asked import ask
from tests.support.ledger import notches
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.photos import photo_of
from tests.support.shop import Shop, ballots_of, choices_of, counts_of
from tests.support.until import until
from tests.support.world import SandboxWorld

RED, GREEN = (200, 40, 40), (40, 160, 60)


async def put_on(shop: Shop, kind: str, text: str, options: list[str], facts: Facts = PLAIN) -> tuple[Message, Message]:
    """The question is out: its posts in the channel and in the group."""
    await ask(shop.hub, shop.hangout.id, shop.owner.id, kind, text, options, facts)

    def posted(message: Message) -> bool:
        return text in text_of(message) and bool("poll" in message or ballots_of(message))

    channel, group = [await shop.owner.wait_for(chat, posted, since=0) for chat in (shop.channel, shop.group)]
    return channel, group


async def member(world: SandboxWorld, shop: Shop, name: str) -> Someone:
    """Somebody in the group, who has a card of the open question in private."""
    one = await world.new_person(name)
    await one.join(shop.group)
    await one.start(f"j_{shop.hangout.slug}")
    await one.wait_for(one.id, ballots_of)
    return one


async def card(one: Someone) -> Message:
    return await one.wait_for(one.id, ballots_of, since=0)


async def result(shop: Shop, text: str) -> Message:
    """The card that closes a question, in the channel."""
    return await shop.owner.wait_for(shop.channel, lambda m: "photo" in m and text in text_of(m), since=0)


def poll_of(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = message["poll"]
    return found


def plain(color: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 500), color).save(out, "JPEG")
    return out.getvalue()


async def test_several_answers_come_and_go(world: SandboxWorld, shop: Shop) -> None:
    channel, group = await put_on(shop, "choice", "صبحانه با چه؟", ["پنیر", "کره", "عسل"], Facts(several=True))
    assert poll_of(group)["allows_multiple_answers"]
    sara, dara = await member(world, shop, "سارا"), await member(world, shop, "دارا")
    data = ballots_of(channel)
    assert "خط ۱ از ۱۰" in (await sara.press(channel, data=data[0])).text
    assert "پنیر، عسل" in (await sara.press(channel, data=data[2])).text.replace("\u2068", "").replace("\u2069", "")
    await dara.vote(group, [0, 1])
    await until(lambda: _counts(shop, "صبحانه", [2, 1, 1]), "for the counts of all answers")
    mine = await card(sara)
    await sara.press(mine, data=data[0])
    mine = await sara.wait_for(sara.id, lambda m: counts_of(m) == [1, 1, 1])
    assert [label.startswith("✓") for label in choices_of(mine)] == [False, False, True]
    await shop.evening()
    closed = await shop.owner.wait_for(shop.channel, lambda m: "رأی‌گیری تمام شد؛ ۲ رأی" in text_of(m), since=0)
    assert text_of(closed).count("۵۰٪") == 3
    assert set((await notches(shop.hub.db)).values()) == {1}


async def _counts(shop: Shop, text: str, wanted: list[int]) -> bool:
    return counts_of(await shop.post(text)) == wanted


async def test_a_scale_in_all_places_and_its_mean(world: SandboxWorld, shop: Shop) -> None:
    facts = Facts(ends=("اصلاً", "خیلی"))
    channel, group = await put_on(shop, "scale", "چای امروز چطور بود؟", [], facts)
    assert choices_of(channel) == ["۱", "۲", "۳", "۴", "۵"]
    assert "اصلاً" in channel["text"]
    assert [option["text"] for option in poll_of(group)["options"]] == ["۱ – اصلاً", "۲", "۳", "۴", "۵ – خیلی"]
    sara, dara = await member(world, shop, "سارا"), await member(world, shop, "دارا")
    assert "خط ۱" in (await sara.press(channel, "۲")).text
    assert "۵" in (await sara.press(channel, "۵")).text
    await dara.vote(group, [3])
    await until(lambda: _labels(shop, ["۱", "۲", "۳", "۴ (۱)", "۵ (۱)"]), "for both answers on the buttons")
    assert "خیلی" in (await shop.post("چای امروز"))["text"]
    await shop.evening()
    found = await result(shop, "چای امروز")
    assert "۴٫۵" in text_of(found)
    closed = await shop.owner.wait_for(shop.channel, lambda m: "میانگین" in m.get("text", ""), since=0)
    assert not ballots_of(closed)


async def _labels(shop: Shop, wanted: list[str]) -> bool:
    return choices_of(await shop.post("چای امروز")) == wanted


async def test_a_guess_stays_hidden_and_final_until_its_answer_is_told(world: SandboxWorld, shop: Shop) -> None:
    channel, group = await put_on(shop, "guess", "قطاب از کجاست؟", ["یزد", "قم", "رشت"], Facts(right=0))
    assert (poll_of(group)["type"], poll_of(group).get("correct_option_ids")) == ("quiz", None)
    sara, dara, mina = [await member(world, shop, name) for name in ("سارا", "دارا", "مینا")]
    assert "خط ۱" in (await sara.press(channel, "یزد")).text
    assert "همان حدس اول" in (await sara.press(channel, "قم")).text
    await dara.vote(group, [1])
    assert "خط ۱" in (await mina.press(await card(mina), "رشت")).text
    so_far = await shop.owner.wait_for(shop.channel, lambda m: "۳ رأی" in m.get("text", ""), since=0)
    assert choices_of(so_far) == ["یزد", "قم", "رشت"]
    assert [label.startswith("✓") for label in choices_of(await card(mina))] == [False, False, True]
    await shop.evening()
    assert "یزد" in text_of(await result(shop, "قطاب"))
    closed = await shop.owner.wait_for(shop.channel, lambda m: "جواب درست" in m.get("text", ""), since=0)
    assert re.search("۳۳٪ · .?یزد", closed["text"])
    over = await shop.owner.wait_for(shop.group, lambda m: m.get("poll", {}).get("is_closed"), since=0)
    assert poll_of(over)["correct_option_ids"] == [0]


async def test_two_pictures_side_by_side_wherever_it_is_asked(world: SandboxWorld, app: App, shop: Shop) -> None:
    sent = [await shop.owner.send(shop.owner.id, photo=plain(color)) for color in (RED, GREEN)]
    pictures = tuple(message["photo"][-1]["file_id"] for message in sent)
    text = "کدام استکان؟"
    await world.fault("getFile", "error")  # then the post waits a moment: its picture can not be had just now
    channel, group = await put_on(shop, "versus", text, ["قرمز", "سبز"], Facts(pictures=pictures, hidden=True))
    image = await photo_of(world, channel)
    colours = (image.getpixel((100, 300)), image.getpixel((image.width - 100, 300)))
    for found, wanted in zip(colours, (GREEN, RED), strict=True):  # Persian is read from the right
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 20
    assert text in group["caption"]
    assert len(buttons_of(channel)) == 3
    sara = await member(world, shop, "سارا")
    mine = await card(sara)
    assert mine["photo"][-1]["file_id"] in {message["photo"][-1]["file_id"] for message in (channel, group)}
    assert "خط ۱" in (await sara.press(group, "سبز")).text
    await sara.press(mine, "قرمز")
    mine = await sara.wait_for(sara.id, lambda m: any(label.startswith("✓") for label in choices_of(m)))
    assert choices_of(mine) == ["✓ قرمز", "سبز"]
    for chat in (shop.channel, shop.group):
        now = await shop.owner.wait_for(chat, lambda m: "۱ رأی" in m.get("caption", "") and ballots_of(m), since=0)
        assert choices_of(now) == ["قرمز", "سبز"]
    await shop.evening()
    for chat in (shop.channel, shop.group):
        await shop.owner.wait_for(
            chat, lambda m: text in m.get("caption", "") and "۱۰۰٪" in m["caption"] and not ballots_of(m), since=0
        )
    assert "بسته" in (await sara.press(mine, data=ballots_of(mine)[0])).text
    await sara.wait_for(sara.id, lambda m: "۱۰۰٪" in m.get("caption", ""))


@pytest.mark.parametrize(("way", "engine"), [("webhook", "postgresql")], indirect=True)
async def test_an_option_of_ones_own(world: SandboxWorld, app: App, shop: Shop) -> None:
    channel, group = await put_on(shop, "choice", "چه چایی؟", ["سیاه", "سبز"], Facts(open=True))
    assert choices_of(group) == ["سیاه", "سبز"]  # a poll takes no options from members in our name
    [link] = [button["url"] for button in buttons_of(channel) if "start=o_" in button.get("url", "")]
    sara = await world.new_person("سارا")
    await sara.start(link.rpartition("=")[2])
    await sara.wait_for(sara.id, "جای کدام گزینه")
    await sara.say("سبز")
    await sara.wait_for(sara.id, "دو بار")
    await sara.say("به‌لیمو")
    mine = await sara.wait_for(sara.id, ballots_of)
    assert choices_of(mine) == ["سیاه", "سبز", "به‌لیمو"]
    for chat in (shop.channel, shop.group):
        await shop.owner.wait_for(chat, lambda m: len(ballots_of(m)) == 3, since=0)
    assert "خط ۱" in (await sara.press(mine, "به‌لیمو")).text
    await sara.press(mine, "+")
    assert "سهم هر نفر" in (await sara.press(mine, "+")).text
    told = await shop.owner.wait_for(shop.owner.id, "به‌لیمو", since=0)
    await shop.owner.press(told, "گزینه‌های همراهان")
    listed = await shop.owner.wait_for(shop.owner.id, "سارا")
    await shop.owner.press(listed, "✕")
    await shop.owner.press(await shop.owner.wait_for(shop.owner.id, "برداشته شود؟"), "بله")
    await shop.owner.wait_for(shop.owner.id, "نشان داده نمی‌شود")
    for chat in (shop.channel, shop.group):
        await shop.owner.wait_for(chat, lambda m: len(ballots_of(m)) == 2, since=0)
    assert not (await sara.press(mine, "به‌لیمو")).text.startswith("خط")
