"""Moments over HTTP: from the prompt to the post and back again; two hosts at one card; nobody is named unasked."""

from datetime import timedelta

from hub.hangout import staff
from hub.moments import hosting, moments
from hub.moments.moments import Draft
from hub.person.people import Seen
from pictures.emptied import emptied
from storage.tables import Moment
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.members import joined
from tests.support.people import Message, buttons_of, text_of
from tests.support.shop import NOON, Shop
from tests.support.store import row
from tests.support.until import until

PROMPT = (
    "<b>This week at {title}:</b>\n{prompt}\n\nSend a photo, or write a line. The hosts look at it first; then "
    "it stands where everybody sees it, and you can take it back any time."
)
NAME = "<b>Under which name shall it stand?</b>\nTap one, or write another: your own, a short one, a made-up one."
LOOK = "<b>So it will look:</b>"
HANDED = "It is with the hosts of {title} now. You hear of it when they have looked."
STANDS = "Your moment is in {title} now. Thank you for sharing it."
MINE = "<b>What you shared</b>"
NONE = "No moment waits. Members share theirs with /moment, on the week’s prompt."
FOR_MEMBERS = (
    "Reporting is for members. One answer to the hangout’s question of the day makes you one; then tap “Report” again."
)
DOWN = "The hosts of {title} have taken your moment down. Thank you all the same; the next prompt is yours: /moment"
SURE = "Take “{text}” back? It goes from {title} too, and nothing of it is kept."
LINE = "عصر از لای پرده آفتاب آمد."


async def member(shop: Shop, name: str) -> Desk:
    person = await shop.world.new_person(name)
    await person.start()
    await joined(shop.hub, shop.hangout, person.id, name)
    return Desk(person)


async def moderator(shop: Shop) -> Desk:
    person = await shop.world.new_person("گرداننده")
    await person.start()
    token = staff.fresh_token()
    await staff.invite(shop.hub, shop.owner.id, shop.hangout.id, "moderator", token)
    await staff.accept(shop.hub, Seen(person.id, person.name, "fa"), token)
    return Desk(person)


async def in_channel(shop: Shop, text: str) -> Message:
    return await shop.owner.wait_for(shop.channel, text, since=0)


async def card(host: Desk, holding: str) -> Message:
    host.screen = await host.owner.wait_for(host.owner.id, lambda m: holding in text_of(m) and buttons_of(m), since=0)
    return host.screen


@BOTH
async def test_a_line_without_a_name_is_posted_and_taken_back(shop: Shop) -> None:
    sara, host, owner = await member(shop, "سارا"), await moderator(shop), Desk(shop.owner)
    await sara.say("/moment")
    await sara.sees(PROMPT, title="", prompt="")
    await sara.say(LINE)
    await sara.sees(NAME)
    await sara.tap("Without a name")
    await sara.sees(LOOK)
    await sara.tap("Hand it in")
    await sara.sees(HANDED, title="")
    await card(host, LINE)
    await card(owner, LINE)
    assert "سارا" in host.text
    await host.tap("Post it")
    late = await owner.tap("Not this time")
    assert late.text == owner.words("{name} was quicker and has decided about it.", name="گرداننده")
    post = await in_channel(shop, LINE)
    assert "سارا" not in text_of(post)
    assert buttons_of(post)[0]["url"].partition("?start=")[2] == f"m_{shop.hangout.slug}"
    await sara.sees(STANDS, title="", since=0)
    await sara.tap("Take it back")
    await sara.sees(SURE, text=LINE, title="")
    await sara.tap("Yes, take it back")

    async def gone() -> bool:
        return all(LINE not in text_of(message) for message in await shop.owner.messages(shop.channel))

    await until(gone, "for the post to go")


@BOTH
async def test_a_photo_is_emptied_where_it_is_too_late_to_delete_it(shop: Shop) -> None:
    sara, owner = await member(shop, "سارا"), Desk(shop.owner)
    await sara.owner.start(f"m_{shop.hangout.slug}")
    await sara.sees(PROMPT, title="", prompt="")
    await sara.owner.send(sara.owner.id, LINE, photo=emptied())
    await sara.sees(NAME)
    await sara.say("بانوی چای")
    await sara.sees(LOOK)
    assert sara.screen["photo"]
    await sara.tap("Hand it in")
    await sara.sees(HANDED, title="")
    await card(owner, LINE)
    assert owner.screen["photo"]
    await owner.tap("Post it")
    post = await in_channel(shop, "بانوی چای")
    assert post["photo"]
    await until(lambda: _stands(shop), "for the post to be noted")
    await shop.move(NOON + timedelta(days=3))
    await sara.say("/moment")
    await sara.sees(PROMPT, title="", prompt="")
    await sara.tap("What I shared")
    await sara.sees(MINE)
    await sara.owner.press(sara.screen, sara.voice.tell("Take back · {n}", n=1))
    await sara.sees(SURE, text=LINE, title="")
    await sara.tap("Yes, take it back")
    left = await in_channel(shop, owner.words("A moment stood here."))
    assert left["message_id"] == post["message_id"]
    assert left["photo"][-1]["file_unique_id"] != post["photo"][-1]["file_unique_id"]
    assert not buttons_of(left)


async def _stands(shop: Shop) -> bool:
    return (await row(shop.hub.db, Moment)).message_id is not None


async def shared(shop: Shop, one: Desk, text: str, *, post: bool | None = None) -> int:
    """A moment that waits, or that the owner has decided about."""
    draft = Draft(shop.hangout.id, "عصر شما چه رنگی است؟", text, None, None)
    number = (await moments.share(shop.hub, one.owner.id, draft, text)).id
    if post is not None:
        await hosting.decide(shop.hub, shop.owner.id, number, post=post)
    return number


@BOTH
async def test_whoever_is_no_member_reads_that_reporting_is_for_members(shop: Shop) -> None:
    sara, reader = await member(shop, "سارا"), Desk(await shop.world.new_person("رهگذر"))
    number = await shared(shop, sara, LINE, post=True)
    flag = buttons_of(await in_channel(shop, LINE))[1]["url"].partition("?start=")[2]
    assert flag == f"r_moment_{number}"
    for one in (reader, Desk(shop.owner)):
        await one.owner.start(flag)
        await one.sees(FOR_MEMBERS)
    await moments.withdraw(shop.hub, sara.owner.id, number)
    await reader.owner.start(flag)
    await reader.sees("That is not here any more. Start again from /panel or /start.")


@BOTH
async def test_a_host_takes_a_post_down_that_was_a_slip(shop: Shop) -> None:
    sara, owner = await member(shop, "سارا"), Desk(shop.owner)
    await shared(shop, sara, "پیشین", post=True)
    await shared(shop, sara, LINE)
    await card(owner, LINE)
    await owner.tap("Post it")
    await in_channel(shop, LINE)
    await owner.sees(NONE)
    await owner.tap("Posted ones")
    await card(owner, LINE)
    await owner.tap("The one before")
    back = owner.voice.tell("Back")
    owner.screen = await owner.owner.wait_for(
        owner.owner.id, lambda m: "پیشین" in text_of(m) and back in [key["text"] for key in buttons_of(m)], since=0
    )
    await owner.tap("Back")
    await owner.sees(NONE)
    await owner.tap("Posted ones")
    await card(owner, LINE)
    await owner.tap("Take it down")

    async def gone() -> bool:
        return all(LINE not in text_of(message) for message in await shop.owner.messages(shop.channel))

    await until(gone, "for the post to go")
    await card(owner, owner.voice.tell("the hosts took it down"))
    assert owner.voice.tell("Undo") in owner.labels()
    await shop.move(NOON + timedelta(days=1))
    await sara.sees(DOWN, title="", since=0)
