"""/interests (علاقه‌ها): what a member likes among a hangout's own tags, picked by them and learned from answers."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.fronts import MOST, brings, which
from handlers.habit.me import ACTS, BUTTONS, Mine, below, tap
from handlers.replies import Reply, Step, key, rows, send
from handlers.screens import Screen, on_words
from hub.context import Hub
from hub.errors import NotFound
from hub.habit import interests
from hub.habit.interests import Liking, Likings
from hub.habit.me import Me
from hub.person.people import Who
from locales.topics import topics
from locales.voice import Spoken, Voice

router = Router(name="interests")


class Like(CallbackData, prefix="like"):
    """A tag that interests somebody (`on`) or no more."""

    hangout: Number
    interest: Number
    on: bool


class Clear(CallbackData, prefix="unlike"):
    """Forget what somebody likes in a hangout."""

    hangout: Number


async def _all(hub: Hub, who: Who, voice: Voice) -> list[Step]:
    """The person's interests, a message a hangout."""
    found = await interests.of(hub, who.id)
    if not found:
        return [send(who.id, voice.say("None of your hangouts has interests to pick from yet."))]
    if len(found) > MOST:
        return [on_words(who.id, which(voice, found, lambda one: Mine(hangout=one.hangout_id, act="interests")))]
    return [on_words(who.id, screen(voice, likings)) for likings in found]


brings(router, _all, "interests", "علاقه‌ها", "علاقه‌های من")


@router.callback_query(Like.filter())
async def liked(press: CallbackQuery, callback_data: Like, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One more, or one less."""
    place = callback_data.hangout
    await interests.pick(hub, who.id, place, callback_data.interest, picked=callback_data.on)
    said = voice.tell("Noted.") if callback_data.on else voice.tell("Taken off.")
    return below(press, (await _screen(hub, who, voice, place))._replace(said=said))


@router.callback_query(Clear.filter())
async def cleared(press: CallbackQuery, callback_data: Clear, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Nothing is known of what they like."""
    await interests.clear(hub, who.id, callback_data.hangout)
    shown = await _screen(hub, who, voice, callback_data.hangout)
    return below(press, shown._replace(said=voice.tell("Cleared. What you answered before tells me nothing any more.")))


async def _screen(hub: Hub, who: Who, voice: Voice, hangout_id: int) -> Screen:
    found = await interests.of(hub, who.id, hangout_id)
    if not found:
        raise NotFound
    return screen(voice, found[0])


def screen(v: Voice, likings: Likings) -> Screen:
    """The hangout's tags, those that were picked marked, and what the answers say besides."""
    parts = [
        v.say("<b>What do you like to talk about at {title}?</b>", title=likings.title),
        v.say(
            "Tap what interests you. It helps to choose the questions and to order ideas for you; only you see what "
            "you picked."
        ),
    ]
    if learned := [name(v, tag.key, tag.name) for tag in likings.tags if tag.learned and not tag.picked]:
        names = Spoken(v.tell(", ").join(f"\u2068{one}\u2069" for one in learned))
        parts.append(v.say("From your answers I gather that you also like: {names}", names=names))
    taps = [_tap(v, likings, tag) for tag in likings.tags]
    clear = key(v.tell("Clear all"), Clear(hangout=likings.hangout_id).pack())
    lines = [taps[start : start + 2] for start in range(0, len(taps), 2)]
    return Screen(Markup("\n\n").join(parts), rows(*lines, [clear] if likings.any else []))


def _tap(v: Voice, likings: Likings, tag: Liking) -> InlineKeyboardButton:
    label = name(v, tag.key, tag.name)
    data = Like(hangout=likings.hangout_id, interest=tag.id, on=not tag.picked)
    return key(f"✓ {label}" if tag.picked else label, data.pack())


def name(v: Voice, key_: str, given: str) -> str:
    """A tag in the reader's language where it is one of ours, else in the owner's words."""
    return topics(v.language).get(key_, given)


def _button(voice: Voice, mine: Me) -> InlineKeyboardButton | None:
    return tap(voice.tell("Interests"), mine, "interests") if mine.tagged else None


ACTS["interests"] = _screen
BUTTONS["interests"] = _button
