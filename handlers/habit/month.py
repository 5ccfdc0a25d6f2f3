"""How a member's last days are told and shown."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import get_args

from aiogram.methods import SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup
from markupsafe import Markup

from hub.days import week_start
from hub.habit.me import Me
from hub.habit.streak import CHELLEH, MOST_GRACE
from hub.habit.strip import LENGTH, Mark
from locales import months
from locales.topics import topics
from locales.voice import Spoken, Voice

LEGEND: dict[Mark, Callable[[Voice], str]] = {
    Mark.PRESENT: lambda v: v.tell("you were here"),
    Mark.FORGIVEN: lambda v: v.tell("grace day"),
    Mark.HELD: lambda v: v.tell("pause or closed"),
    Mark.MISSED: lambda v: v.tell("not here"),
    Mark.OPEN: lambda v: v.tell("today is still open"),
}


async def photo(voice: Voice, me: Me, chat_id: int, keys: InlineKeyboardMarkup) -> SendPhoto:
    """The picture, drawn in a thread, with its text twin."""
    file = BufferedInputFile(await asyncio.to_thread(draw, voice, me), "days.png")
    return SendPhoto(chat_id=chat_id, photo=file, caption=caption(voice, me), parse_mode="HTML", reply_markup=keys)


def draw(voice: Voice, me: Me) -> bytes:
    """The picture in the member's calendar, language and digits."""
    from pictures.goal import Fact
    from pictures.month import Cell, Look, MonthView
    from pictures.month import month as drawing

    looks: dict[str, Look] = {look: look for look in get_args(Look)}
    first, began = me.days[0].day, week_start(me.days[0].day, voice.language)
    shown = {one.mark for one in me.days}
    return drawing(
        MonthView(
            title=me.title,
            headline=months.months(voice, first, me.today),
            weekdays=months.weekdays(voice, began),
            lead=(first - began).days,
            cells=tuple(
                Cell(months.number(voice, one.day), looks[one.mark], _label(voice, me, number))
                for number, one in enumerate(me.days)
            ),
            legend=tuple((looks[mark], words(voice)) for mark, words in LEGEND.items() if mark in shown),
            facts=tuple(Fact(voice.number(n), label) for n, label in _facts(voice, me)),
            rtl=voice.rtl,
        )
    )


def _label(voice: Voice, me: Me, number: int) -> str:
    """Below a day's number: today, or the month that begins."""
    day = me.days[number].day
    if day == me.today:
        return voice.tell("today")
    return months.month(voice, day, short=True) if number == 0 or months.begins(voice, day) else ""


def _facts(voice: Voice, me: Me) -> list[tuple[int, str]]:
    """What stands in figures below the days. Where no streak goes on, the days that count are told; a nought is not."""
    n, grace = me.streak.days, me.streak.grace
    came = Counter(one.mark for one in me.days)[Mark.PRESENT]
    found: list[tuple[int, str]] = []
    if n:
        found.append((n, voice.many("day in a row", "days in a row", n)))
        found.append((grace, voice.many("grace day kept", "grace days kept", grace)))
    elif came:
        found.append((came, voice.many("day here in four weeks", "days here in four weeks", came)))
    if me.milestone:
        found.append((me.milestone, voice.tell("next milestone")))
    return found


def caption(voice: Voice, me: Me) -> Markup:
    """The text twin: who does not see the picture reads the same."""
    lines = [voice.frame("<b>{title}</b>", title=me.title), *_streak(voice, me)]
    if me.pause is not None and me.pause.last is not None:
        until, first = voice.date(me.pause.last), voice.date(me.pause.first)
        lines.append(
            voice.say("On pause until {day}; your days wait for you.", day=until)
            if me.pause.first <= me.today
            else voice.say("Your pause: {first} until {day}.", first=first, day=until)
        )
    lines += [*_counted(voice, me), *_liked(voice, me)]
    lines.append(voice.say("Tally stick: {n} of {size} notches", n=me.stick.notches, size=me.stick.length))
    return Markup("\n").join(lines)


def _streak(voice: Voice, me: Me) -> list[Markup]:
    n, grace = me.streak.days, me.streak.grace
    if not n:
        return [voice.say("Your next answer begins a new row of days.")]
    lines = [voice.frame("{days}", days=voice.many("{n} day in a row", "{n} days in a row", n))]
    parts = [voice.many("{n} grace day kept", "{n} grace days kept", grace)]
    if grace < MOST_GRACE:
        parts.append(voice.many("one more after {n} day", "one more after {n} days", me.until_grace))
    lines.append(voice.frame("{parts}", parts=Spoken(" · ".join(parts))))
    if me.milestone == CHELLEH:
        lines.append(voice.say("Next milestone: {n} days, your chelleh", n=CHELLEH))
    elif me.milestone:
        lines.append(voice.say("Next milestone: {n} days", n=me.milestone))
    return lines


def _counted(voice: Voice, me: Me) -> list[Markup]:
    """The strip in figures, if there is anything to count."""
    found = Counter(one.mark for one in me.days)
    parts = [
        *([voice.many("here on {n} day", "here on {n} days", n)] if (n := found[Mark.PRESENT]) else []),
        *([voice.many("{n} forgiven", "{n} forgiven", n)] if (n := found[Mark.FORGIVEN]) else []),
        *([voice.many("{n} on pause or closed", "{n} on pause or closed", n)] if (n := found[Mark.HELD]) else []),
    ]
    joined = Spoken(voice.tell(", ").join(parts))
    return [voice.say("The last {n} days: {parts}", n=LENGTH, parts=joined)] if parts else []


def _liked(voice: Voice, me: Me) -> list[Markup]:
    """What they picked and what their answers say."""
    named = [topics(voice.language).get(tag.key, tag.name) for tag in me.tags if tag.picked or tag.learned]
    names = Spoken(voice.tell(", ").join(f"\u2068{one}\u2069" for one in named))
    return [voice.say("Interests: {names}", names=names)] if named else []
