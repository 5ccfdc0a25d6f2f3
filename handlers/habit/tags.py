"""The owner's tags: what the hangout's questions are about, and what its members may pick from."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from handlers.buttons import Number
from handlers.errors import WORDS
from handlers.hangout import panel
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Heard, Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.habit import tags
from hub.habit.tags import NAME_LIMIT, Tag
from hub.person.people import Who
from hub.wording import same
from locales.topics import topics
from locales.voice import Voice

router = Router(name="tags")


class Tagging(StatesGroup):
    """An owner's own word for what is talked about in the hangout."""

    name = State()


class Theme(CallbackData, prefix="tag"):
    """A tag becomes one of the hangout's (`on`), which only topics of ours can by a tap, or no more."""

    hangout: Number
    tag: str
    on: bool


async def _screen(visit: Visit) -> Screen:
    """Every topic and the owner's own words; what holds is marked, with how many picked it."""
    v, chosen = visit.voice, await tags.of_owner(visit.hub, visit.who.id, visit.hangout.id)
    text = v.say(
        "<b>What is talked about at {title}?</b>\nTap the topics that fit, or add a word of your own: {most} at most. "
        "Members pick from them in private (/interests), and ready questions are chosen by what they like. The number "
        "is how many picked it.",
        title=visit.hangout.title,
        most=tags.MOST,
    )
    by_key = {tag.key: tag for tag in chosen}
    taps = [_tap(visit, key_, label, by_key.get(key_)) for key_, label in topics(v.language).items()]
    taps += [_tap(visit, tag.key, tag.name, tag) for tag in chosen if tag.key not in topics(v.language)]
    last = [
        button(v.tell("A word of my own"), visit.hangout, "tag_new"),
        button(v.tell("Back"), visit.hangout, "habit"),
    ]
    return Screen(text, rows(*(taps[start : start + 2] for start in range(0, len(taps), 2)), last))


def _tap(visit: Visit, key_: str, label: str, tag: Tag | None) -> InlineKeyboardButton:
    shown = label if tag is None else f"✓ {label}"
    if tag is not None and tag.people:
        shown = f"{shown} · {visit.voice.number(tag.people)}"
    return key(shown, Theme(hangout=visit.hangout.id, tag=key_, on=tag is None).pack())


@router.callback_query(Theme.filter())
async def tapped(press: CallbackQuery, callback_data: Theme, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A topic is chosen, or a tag is dropped; what members picked of it waits for its return."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    change = _choose if callback_data.on else _drop
    await change(visit, callback_data.tag)
    if at(who)[0] == "Tagging":
        await leave(hub, who)
    return on_tap(press, (await _screen(visit))._replace(said=voice.tell("Saved.")))


async def _choose(visit: Visit, key_: str) -> None:
    named = topics(visit.hangout.language)
    if key_ not in named:
        raise NotFound
    await tags.choose(visit.hub, visit.who.id, visit.hangout.id, key_, named[key_])


async def _drop(visit: Visit, key_: str) -> None:
    chosen = await tags.of_owner(visit.hub, visit.who.id, visit.hangout.id)
    for tag in chosen:
        if tag.key == key_:
            await tags.drop(visit.hub, visit.who.id, visit.hangout.id, tag.id)


async def _ask(visit: Visit) -> Screen:
    await enter(visit.hub, visit.who, Tagging.name, hangout=visit.hangout.id)
    text = visit.voice.say(
        "<b>What is the word?</b>\nOne that your members know, up to {limit} letters.", limit=NAME_LIMIT
    )
    return Screen(text, rows([button(visit.voice.tell("Cancel"), visit.hangout, "tags")]))


@router.message(StateFilter(Tagging.name), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought the word twice."""
    return on_words(who.id, await _screen(Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))))


@router.message(StateFilter(Tagging.name), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A word; one that names a topic of ours is that topic. Where it does not fit, the line says so and waits on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    word = message.text or ""
    ours = next((key_ for key_, label in topics(voice.language).items() if same(label, word)), None)
    await (_choose(visit, ours) if ours else tags.add(hub, who.id, visit.hangout.id, word))
    await leave(hub, who)
    return on_words(who.id, await _screen(visit))


@router.message(StateFilter(Tagging.name), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no word; the step waits on."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


panel.ACTS |= {"tags": _screen, "tag_new": _ask}
LINES["tag_chosen"] = lambda v, _, about: v.say("{tag} is talked about from now on.", tag=about["tag"])
LINES["tag_dropped"] = lambda v, _, about: v.say("{tag} is talked about no more.", tag=about["tag"])

WORDS["tags_full"] = lambda v, d: v.say("{limit} fit. Take one off first.", **d)
WORDS["tag_there"] = lambda v, _: v.say("That one is there already. Send another.")
