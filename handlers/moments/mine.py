"""What somebody has shared: where it stands, and the way back, any time."""

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.moments import looks
from handlers.moments.looks import Mine, Shared
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.errors import NotFound
from hub.moments import moments
from hub.moments.views import MomentView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="mymoments")


@router.callback_query(Mine.filter())
async def acted(press: CallbackQuery, callback_data: Mine, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A question, or the way back. What was taken back meanwhile only changes the list."""
    if callback_data.act == "ask":
        return on_tap(press, _sure(voice, await moments.one_of_mine(hub, who.id, callback_data.moment)))
    if callback_data.act != "withdraw":
        raise NotFound
    await moments.withdraw(hub, who.id, callback_data.moment)
    said = voice.tell("Taken back. It goes from there too.")
    return on_tap(press, (await _page(hub, who, voice, 0))._replace(said=said))


@router.callback_query(Shared.filter())
async def paged(press: CallbackQuery, callback_data: Shared, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of all of them."""
    if not 0 <= callback_data.page < 10**6:
        raise NotFound
    return on_tap(press, await _page(hub, who, voice, callback_data.page))


async def _page(hub: Hub, who: Who, v: Voice, page: int) -> Screen:
    found = await moments.mine(hub, who.id, page)
    share = [key(v.tell("Share a moment"), "moment")]
    if not found.moments and not page:
        return Screen(v.say("Nothing that you shared is there now."), rows(share))
    listed = list(enumerate(found.moments, start=page * moments.PAGE + 1))
    lines = [_line(v, place, one) for place, one in listed]
    backs = [key(v.tell("Take back · {n}", n=place), Mine(moment=one.id, act="ask").pack()) for place, one in listed]
    head = v.say("<b>What you shared</b>")
    pairs = (backs[at : at + 2] for at in range(0, len(backs), 2))
    turns = [looks.shared(v, v.tell("Newer ones"), page - 1)] if page else []
    turns += [looks.shared(v, v.tell("Older ones"), page + 1)] if found.more else []
    return Screen(Markup("\n\n").join([head, *lines]), rows(*pairs, turns, share))


def _line(v: Voice, place: int, one: MomentView) -> Markup:
    told = {"text": looks.called(v, one), "title": one.title, "state": looks.STATES[one.state](v)}
    return v.say("{n}. {text}\n{title} · {state}", n=place, **told)


def _sure(v: Voice, one: MomentView) -> Screen:
    text = v.say(
        "Take “{text}” back? It goes from {title} too, and nothing of it is kept.",
        text=looks.called(v, one),
        title=one.title,
    )
    yes = key(v.tell("Yes, take it back"), Mine(moment=one.id, act="withdraw").pack())
    return Screen(text, rows([yes, looks.shared(v, v.tell("No, let it stand"))]))
