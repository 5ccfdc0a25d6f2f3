"""A need is met: its asker says so, and by whom. Who helped gets the notches that the hangout's rule gives for it."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import NotFound
from hub.habit.presence import was_here
from hub.needs import sides
from hub.needs.errors import NeedOver
from hub.needs.needs import of_asker
from hub.needs.views import NeedView, view
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rulebook import setting as rule_setting
from hub.stick.rules import need as met_need
from storage import need_talks
from storage.tables import Hangout, Member, Need, Talk

ELSEWHERE, SHOP, MEMBER = "else", "shop", "member"


async def meet(hub: Hub, person_id: int, need_id: int, *, talk_id: int | None = None, shop: bool = False) -> NeedView:
    """The asker has what they looked for: thanks to the other one of a talk, to the `shop`, or found elsewhere. It
    can be met late, too. Nothing happens the second time; NeedOver once it is taken back, NotFound for a talk about
    something else."""
    async with hub.db.begin() as session:
        need = await of_asker(session, person_id, need_id)
        if need.state == "withdrawn":
            raise NeedOver
        if need.state != "met":
            talk = await _talk(session, need, talk_id)
            need.state, need.met_at, need.met_by = "met", hub.now(), _by(talk, shop=shop)
            if talk is not None:
                talk.helped = True
            await _reward(session, hub, need, talk)
        seen = await view(session, need, person_id)
    hub.wake()
    return seen


async def _talk(session: AsyncSession, need: Need, talk_id: int | None) -> Talk | None:
    """The talk that helped: one in which something was said to the asker."""
    if talk_id is None:
        return None
    found = next((talk for talk in await need_talks.talks(session, need.id or 0) if talk.id == talk_id), None)
    if found is None:
        raise NotFound
    return found


def _by(talk: Talk | None, *, shop: bool) -> str:
    if talk is None:
        return SHOP if shop else ELSEWHERE
    return SHOP if talk.member_id is None else MEMBER


async def _reward(session: AsyncSession, hub: Hub, need: Need, talk: Talk | None) -> None:
    """The asker's day is a present one; who helped gets their notches and hears of it. Of the two the member who
    joined first is held first, so that two who help each other at once never wait for each other."""
    hangout = await session.get_one(Hangout, need.hangout_id)
    helper = talk.member_id if talk else None
    for member_id in sorted(one for one in (need.member_id, helper) if one is not None):
        if member_id == need.member_id:
            await was_here(session, hangout, member_id, hub.now())
        else:
            await _thank(session, hub, need, hangout, member_id)


async def _thank(session: AsyncSession, hub: Hub, need: Need, hangout: Hangout, member_id: int) -> None:
    """Notches come once a day from the same asker, so that two do not fill a stick by looking for things in turn."""
    setting, notches = await rule_setting(session, need.hangout_id, "need"), 0
    await session.get_one(Member, member_id, with_for_update=True)
    today = midnight(local_day(hub.now(), hangout.timezone), hangout.timezone)
    if setting.active and not await need_talks.helped_since(session, need, member_id, today):
        cut = met_need(setting, str(need.id))
        notches = (await cut_one(session, terms_of(hangout), member_id, cut, hub.now())).notches
    helper = await session.get_one(Member, member_id)
    await sides.tell(session, hub, need, "need_met", helper.person_id, "met", notches=notches)
