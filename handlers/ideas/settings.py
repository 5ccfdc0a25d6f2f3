"""The panel's door to ideas: whether they wait for a moderator, and which hashtags make a message one."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from handlers.errors import WORDS
from handlers.hangout import panel
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.ideas.triage_screens import Sift
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.screens import Screen, on_words
from handlers.wizards import Typed, Wordless, enter, here, leave
from hub.context import Hub
from hub.ideas import hashtags, waiting
from hub.ideas.steps import NEW
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="idea_settings")


class Hashtags(StatesGroup):
    """What makes a message in the group an idea."""

    words = State()


async def _screen(visit: Visit) -> Screen:
    """How ideas are taken now."""
    v, now = visit.voice, await hashtags.settings(visit.hub, visit.who.id, visit.hangout.id)
    held = (
        v.say("New ideas wait for a moderator before they stand on the board.")
        if now.held
        else v.say("New ideas stand on the board at once; those with links or numbers wait for a moderator.")
    )
    tags = v.say("In the group and in comments these make a message an idea: {tags}", tags=_tags(v, now.hashtags))
    text = v.say("<b>Ideas at {title}</b>", title=visit.hangout.title) + "\n" + held + "\n\n" + tags
    turn = v.tell("Post at once") if now.held else v.tell("Let them wait")
    usual = [button(v.tell("The usual ones"), visit.hangout, "idea_usual")] if now.own else []
    return Screen(
        text,
        rows(
            [button(turn, visit.hangout, "idea_free" if now.held else "idea_held")],
            [button(v.tell("Other hashtags"), visit.hangout, "idea_tags"), *usual],
            [button(v.tell("Back"), visit.hangout, "people")],
        ),
    )


def _tags(v: Voice, words: tuple[str, ...]) -> str:
    return v.tell(", ").join(f"#{word}" for word in words)


async def _held(visit: Visit) -> Screen:
    await hashtags.hold(visit.hub, visit.who.id, visit.hangout.id, held=True)
    return (await _screen(visit))._replace(said=visit.voice.tell("Saved."))


async def _free(visit: Visit) -> Screen:
    await hashtags.hold(visit.hub, visit.who.id, visit.hangout.id, held=False)
    return (await _screen(visit))._replace(said=visit.voice.tell("Saved."))


async def _usual(visit: Visit) -> Screen:
    await hashtags.choose(visit.hub, visit.who.id, visit.hangout.id, "")
    return (await _screen(visit))._replace(said=visit.voice.tell("Saved."))


async def _ask(visit: Visit) -> Screen:
    await enter(visit.hub, visit.who, Hashtags.words, hangout=visit.hangout.id)
    text = visit.voice.say(
        "<b>Which hashtags?</b>\nWrite up to {most}, a space between them; Persian and English ones go side by side.",
        most=hashtags.MOST,
    )
    return Screen(text, rows([button(visit.voice.tell("Cancel"), visit.hangout, "ideas")]))


@router.message(StateFilter(Hashtags), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The owner's own; where they do not fit, the line says so and waits on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    await hashtags.choose(hub, who.id, visit.hangout.id, message.text or "")
    await leave(hub, who)
    return on_words(who.id, await _screen(visit))


@router.message(StateFilter(Hashtags), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no hashtag."""
    return send(who.id, voice.say("A hashtag is written. Write it, please."))


async def _wait(desk: Desk, parcel: Parcel) -> Letter | None:
    shown = await waiting.now(desk.hub, parcel.chat_id, parcel.hangout_id or 0)
    if shown is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    counted = v.many("{n} idea waits", "{n} ideas wait", shown.ideas)
    text = v.say(
        "{ideas} for your eye in {title}. What you let through stands on the board.", ideas=counted, title=shown.title
    )
    look = key(v.tell("Look them through"), Sift(of=shown.hangout_id, act="first", pile=NEW).pack())
    return Letter(text, rows([look]), silent=True)


panel.ACTS |= {"ideas": _screen, "idea_held": _held, "idea_free": _free, "idea_usual": _usual, "idea_tags": _ask}
NOTICES["ideas_wait"] = _wait
LINES["ideas_held"] = lambda v, _, about: (
    v.say("New ideas wait for a moderator from now on.")
    if about["held"]
    else v.say("New ideas stand on the board at once from now on.")
)
LINES["idea_hashtags"] = lambda v, _, about: v.say(
    "These hashtags make an idea from now on: {tags}", tags=_tags(v, tuple(about["now"]))
)
WORDS["bad_hashtag"] = lambda v, d: v.say(
    "A hashtag is letters, digits and _, up to {limit} of them. Write it like {example}.", example="#idea", **d
)
WORDS["too_many_hashtags"] = lambda v, d: v.say("{limit} hashtags fit. Leave a few out.", **d)
