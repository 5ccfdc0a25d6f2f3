"""Back after a week or more: one warm line, the stick as it was left, today's question one tap away."""

from aiogram.methods import SendPhoto
from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from handlers.replies import Step, key, rows
from handlers.stick.stick import photo
from hub.context import Hub
from hub.habit import back
from hub.habit.back import Back
from hub.person.people import Who
from hub.stick import members
from locales.cheers import cheer
from locales.voice import Voice

MOST = 3  # hangouts at once


async def welcome(
    hub: Hub, who: Who, voice: Voice, hangout_id: int | None = None, keys: InlineKeyboardMarkup | None = None
) -> list[Step]:
    """A picture for each hangout that the person comes back to now; nothing for everybody else. `keys` stand below
    the last instead of the way to today's question."""
    returned = await back.returning(hub, who.id, hangout_id, most=MOST)
    today = rows([key(voice.tell("Today’s question"), "today")])
    sent: list[Step] = []
    for one in returned:
        last = keys is not None and one is returned[-1]
        sent.append(await _picture(hub, who, voice, one, keys if keys and last else today))
    return sent


async def _picture(hub: Hub, who: Who, voice: Voice, one: Back, keys: InlineKeyboardMarkup) -> SendPhoto:
    [held] = await members.sticks(hub, who.id, one.hangout_id)
    shown = await photo(voice, held, who.id)
    kind = cheer(voice.language, "back", who.id + one.hangout_id + one.away)
    lines = [Markup("{}").format(kind), *_kept(voice, one), Markup(shown.caption or "")]  # noqa: S704  # made by us
    return shown.model_copy(update={"caption": Markup("\n\n").join(lines), "reply_markup": keys})


def _kept(voice: Voice, one: Back) -> list[Markup]:
    """What was kept for them besides the stick, which they see; of what was not, nobody speaks."""
    if not one.streak.days:
        return []
    days = voice.many("{n} day in a row", "{n} days in a row", one.streak.days)
    return [voice.say("This waited for you: {days}.", days=days)]
