"""A moment that stands there can be reported, taken down, and put up again."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.moments import posts
from hub.watch import REPORTABLE, Reportable, Thing
from storage import moments
from storage.tables import Hangout, Moment

KIND = "moment"
KEPT = ("posted", "hidden")


async def _find(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    moment = await moments.moment(session, number, lock=lock)
    if moment is None or moment.state not in KEPT:
        return None
    media = (("photo", moment.photo),) if moment.photo else ()
    return Thing(moment.hangout_id, moment.member_id, moment.text or moment.prompt, media, moment.state == "posted")


async def _moment(session: AsyncSession, number: int) -> Moment:
    moment = await moments.moment(session, number, lock=True)
    if moment is None or moment.state not in KEPT:
        raise NotFound
    return moment


async def _hide(session: AsyncSession, hub: Hub, number: int) -> None:
    moment = await _moment(session, number)
    if moment.state == "posted":
        await posts.take_away(session, hub, moment)
        moment.state, moment.turn = "hidden", moment.turn + 1


async def _show(session: AsyncSession, hub: Hub, number: int) -> None:
    moment = await _moment(session, number)
    if moment.state == "hidden":
        moment.state, moment.turn = "posted", moment.turn + 1
        await session.flush()
        await posts.bring_out(session, hub, await session.get_one(Hangout, moment.hangout_id), moment)


# Staff have looked at each before it was posted, so that no number of reports takes one down without them.
REPORTABLE[KIND] = Reportable(_find, _hide, _show, posted=moments.at, whole=False)
