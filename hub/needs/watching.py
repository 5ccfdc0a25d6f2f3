"""Needs and what is said about them, as things that staff can look at: reported, held back, let out."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.needs import asking, sides
from hub.needs.asking import DAYS
from hub.watch import REPORTABLE, Reportable, Thing
from storage import need_talks, needs
from storage.tables import Need

NEED, ANSWER = "need", "answer"


async def _need(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    need = await needs.need(session, number, lock=lock)
    if need is None or need.state == "withdrawn":
        return None
    media = (("photo", need.photo),) if need.photo else ()
    return Thing(need.hangout_id, need.member_id, need.text, media, need.shown)


async def _hide_need(session: AsyncSession, hub: Hub, number: int) -> None:
    (await _found(session, number)).shown = False


async def _show_need(session: AsyncSession, hub: Hub, number: int) -> None:
    """Whoever is to hear of it hears of it now, if they have not; its time counts from here if it is not over."""
    need = await _found(session, number)
    if need.shown:
        return
    need.shown = True
    if need.state == "open":
        need.expires_at, need.warned = hub.now() + DAYS, False
        await asking.spread(session, hub, need)


async def _found(session: AsyncSession, number: int) -> Need:
    need = await needs.need(session, number, lock=True)
    if need is None:
        raise NotFound
    return need


async def _answer(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    """A member's message about a need; the shop's own are nobody's to look at."""
    line = await need_talks.line(session, number, lock=lock)
    talk = await need_talks.talk(session, line.talk_id) if line else None
    need = await needs.need(session, talk.need_id) if talk else None
    if line is None or talk is None or need is None:
        return None
    author = need.member_id if line.by_asker else talk.member_id
    if author is None:
        return None
    media = (("photo", line.photo),) if line.photo else ()
    return Thing(need.hangout_id, author, line.text, media, line.shown)


async def _hears(session: AsyncSession, number: int, member_id: int) -> bool:
    """An answer is read by the two who talk, and nobody else."""
    line = await need_talks.line(session, number)
    talk = await need_talks.talk(session, line.talk_id) if line else None
    need = await needs.need(session, talk.need_id) if talk else None
    return talk is not None and need is not None and member_id in (need.member_id, talk.member_id)


async def _hide_answer(session: AsyncSession, hub: Hub, number: int) -> None:
    line = await need_talks.line(session, number, lock=True)
    if line is None:
        raise NotFound
    line.shown = False


async def _show_answer(session: AsyncSession, hub: Hub, number: int) -> None:
    """The other side hears it now, if it has not; unless one of the two wants to hear nothing more from the other."""
    line = await need_talks.line(session, number, lock=True)
    talk = await need_talks.talk(session, line.talk_id) if line else None
    need = await needs.need(session, talk.need_id) if talk else None
    if line is None or talk is None or need is None:
        raise NotFound
    line.shown = True
    if not await sides.ended(session, need, talk):
        await sides.deliver(session, hub, need, talk, line)


REPORTABLE[NEED] = Reportable(_need, _hide_need, _show_need, nameless=True)
REPORTABLE[ANSWER] = Reportable(_answer, _hide_answer, _show_answer, sees=_hears, nameless=True)
