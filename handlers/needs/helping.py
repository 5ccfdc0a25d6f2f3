"""What somebody can be asked about: said interest by interest, and taken back, by a tap."""

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.filters import Data
from handlers.habit.interests import name as tag_name
from handlers.needs import looks
from handlers.needs.buttons import Helping
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.needs import helping
from hub.needs.helping import Helpable, Helps
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="need_help")
MOST = 4  # hangouts at once, for those who are in many


@router.callback_query(Data("helps"))
async def opened(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """All of the person's hangouts on one screen."""
    return on_tap(press, screen(voice, await helping.of(hub, who.id)))


@router.callback_query(Helping.filter())
async def tapped(press: CallbackQuery, callback_data: Helping, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One interest more, or one less; or none of a hangout's any more."""
    if not callback_data.interest:
        await helping.stop(hub, who.id, callback_data.hangout)
        shown = screen(voice, await helping.of(hub, who.id))
        return on_tap(press, shown._replace(said=voice.tell("Nobody asks you any more.")))
    await helping.set_(hub, who.id, callback_data.hangout, callback_data.interest, on=callback_data.on)
    said = voice.tell("Noted.") if callback_data.on else voice.tell("Taken off.")
    return on_tap(press, screen(voice, await helping.of(hub, who.id))._replace(said=said))


def screen(v: Voice, found: list[Helps]) -> Screen:
    """Interests to be switched on and off, hangout by hangout."""
    back = [looks.page(v.tell("Back"), "others")]
    if not found:
        return Screen(v.say("None of your hangouts has interests to pick from yet."), rows(back))
    text = v.say(
        "<b>What can you be asked about?</b>\nWhen somebody looks for such a thing, I ask you: at most one question a "
        "day from each hangout, in your one letter of the day. Your name is not told unless you want it."
    )
    lines = []
    for one in found[:MOST]:
        text += Markup("\n") + v.say("• {title}", title=one.title) if len(found) > 1 else Markup("")
        taps = [key(_label(v, tag), _data(one, tag)) for tag in one.tags]
        lines += [taps[start : start + 2] for start in range(0, len(taps), 2)]
        lines += [[stop(v, one.hangout_id)]] if any(tag.on for tag in one.tags) else []
    return Screen(text, rows(*lines, back))


def stop(v: Voice, hangout_id: int) -> InlineKeyboardButton:
    """The end of being asked in a hangout, by one tap."""
    return key(v.tell("Ask me no more"), Helping(hangout=hangout_id, interest=0, on=False).pack())


def _label(v: Voice, tag: Helpable) -> str:
    label = tag_name(v, tag.key, tag.name)
    return f"✓ {label}" if tag.on else label


def _data(helps: Helps, tag: Helpable) -> str:
    return Helping(hangout=helps.hangout_id, interest=tag.id, on=not tag.on).pack()
