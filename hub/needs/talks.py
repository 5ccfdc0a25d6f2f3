"""What the one who asks and those who answer say to each other: through the bot, nameless unless both want names."""

from dataclasses import dataclass
from textwrap import shorten

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.context import Hub
from hub.errors import NotFound
from hub.habit.presence import was_here
from hub.needs import sides, watching
from hub.needs.errors import NeedOver, OwnNeed, SaidEnough, TalkEnded
from hub.needs.needs import check
from hub.needs.sides import Side, at_talk
from hub.needs.views import TalkView, lines_of, view
from hub.watch import hold, holds, may_write
from storage import need_talks, needs
from storage.tables import Hangout, Line, Member, Need, Person, Talk

NOTED = 80
"""So much of the shop's words stands in the history."""
MOST_LINES = 20
"""So many messages one side of a talk may hold: enough to settle a thing, too few to pester."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said. `photo` is Telegram's file id."""

    text: str
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who agreed to be known: their name and Telegram's id."""

    person_id: int
    name: str


async def say(
    hub: Hub, person_id: int, need_id: int, words: Words, *, once: str, talk_id: int | None = None
) -> TalkView:
    """An answer to a need: of a member, or of the shop where the person looks after it; in a `talk_id` of theirs, the
    asker's word back. It makes a member's day a present one. A repeated `once` finds what it said.

    NotFound, OwnNeed, NeedOver, TalkEnded, SaidEnough, Muted, TextEmpty or TextTooLong where it can not be.
    """
    text = check(words.text)
    async with hub.db.begin() as session:
        need = await needs.need(session, need_id, lock=True)
        if need is None:
            raise NotFound
        here = await sides.side(session, person_id, need)
        key = f"{person_id}:{once}"
        if before := await need_talks.line_by_once(session, key):
            return await _of_line(session, person_id, before)
        talk = await _talk(session, hub, need, here, talk_id)
        await _may(session, hub, need, talk, here)
        session.add(talk)
        await session.flush()
        line = Line(talk_id=talk.id or 0, by_asker=here.asker, text=text, photo=words.photo, at=hub.now(), once_key=key)
        line.by_id, line.shown = person_id if here.shop else None, here.shop or not holds(text)
        await _keep(session, hub, need, talk, line)
        if here.shop:
            noted = shorten(text, NOTED, placeholder="…")
            history.note(session, hub, need.hangout_id, person_id, "need_answered", words=noted)
        if here.member is not None and not here.shop:
            hangout = await session.get_one(Hangout, need.hangout_id)
            await was_here(session, hangout, here.member.id or 0, hub.now())
        seen = await _view(session, need, talk, here)
    hub.wake()
    return seen


async def may_say(hub: Hub, person_id: int, need_id: int, *, talk_id: int | None = None) -> None:
    """Before anything is written: what `say` refuses whatever the words are."""
    async with hub.db.read() as session:
        need = await needs.need(session, need_id)
        if need is None:
            raise NotFound
        here = await sides.side(session, person_id, need)
        await _may(session, hub, need, await _talk(session, hub, need, here, talk_id), here)


async def _keep(session: AsyncSession, hub: Hub, need: Need, talk: Talk, line: Line) -> None:
    """The other side hears it, or staff look at it first."""
    session.add(line)
    await session.flush()
    if line.shown:
        await sides.deliver(session, hub, need, talk, line)
    else:
        await hold(session, hub, watching.ANSWER, line.id or 0)


async def _of_line(session: AsyncSession, person_id: int, line: Line) -> TalkView:
    need, talk, here = await at_talk(session, person_id, line.talk_id)
    return await _view(session, need, talk, here)


async def _talk(session: AsyncSession, hub: Hub, need: Need, here: Side, talk_id: int | None) -> Talk:
    """The talk that is meant, or the giver's own; before their first word one that is not kept yet."""
    if here.asker:
        talk = await need_talks.talk(session, talk_id) if talk_id else None
        if talk is None:
            raise OwnNeed
        if talk not in await need_talks.talks(session, need.id or 0):
            raise NotFound
        return talk
    found = await need_talks.talk_with(session, need.id or 0, here.giver_id)
    if found is not None:
        return found
    if not need.shown or need.state not in ("open", "expired") or (need.state == "expired" and not here.shop):
        raise NeedOver
    return Talk(need_id=need.id or 0, member_id=here.giver_id, opened_at=hub.now())


async def _may(session: AsyncSession, hub: Hub, need: Need, talk: Talk, here: Side) -> None:
    if need.state == "withdrawn" or not need.shown:
        raise NeedOver
    if await sides.ended(session, need, talk):
        raise TalkEnded
    if here.member is not None and not here.shop:
        await may_write(session, hub, need.hangout_id, here.member.id or 0)
    said = [line for line in await need_talks.lines(session, talk.id or 0) if line.by_asker == here.asker]
    if len(said) >= MOST_LINES:
        raise SaidEnough(limit=MOST_LINES)


async def one(hub: Hub, person_id: int, talk_id: int) -> TalkView:
    """A talk for one of its two sides; NotFound for anybody else."""
    async with hub.db.read() as session:
        return await _view(session, *await at_talk(session, person_id, talk_id))


async def of_need(hub: Hub, person_id: int, need_id: int) -> list[TalkView]:
    """What is said about a need: all talks for its asker, their own for anybody else."""
    async with hub.db.read() as session:
        need = await needs.need(session, need_id)
        if need is None:
            raise NotFound
        here = await sides.side(session, person_id, need)
        if here.asker:
            return [await _view(session, need, talk, here) for talk in await need_talks.talks(session, need_id)]
        mine = await need_talks.talk_with(session, need_id, here.giver_id)
        return [await _view(session, need, mine, here)] if mine else []


async def of_line(hub: Hub, person_id: int, line_id: int) -> TalkView:
    """The talk that a message is in, as somebody sees it whom it goes to; NotFound if it is held back."""
    async with hub.db.read() as session:
        line = await need_talks.line(session, line_id)
        if line is None or not line.shown:
            raise NotFound
        return await _of_line(session, person_id, line)


async def share(hub: Hub, person_id: int, talk_id: int, *, yes: bool) -> TalkView:
    """One of two members wants that they know each other's names, or no more. Once both do, each is told the other's,
    and that stays. The other hears that one wants it. NotFound where the shop is one of the two."""
    async with hub.db.begin() as session:
        need, talk, here = await at_talk(session, person_id, talk_id, lock=True)
        if talk.member_id is None:
            raise NotFound
        if await sides.ended(session, need, talk):
            raise TalkEnded
        if not (talk.asker_yes and talk.giver_yes):
            _agree(talk, here, yes=yes)
            await _tell_of_names(session, hub, need, talk, here, yes=yes)
        seen = await _view(session, need, talk, here)
    hub.wake()
    return seen


def _agree(talk: Talk, here: Side, *, yes: bool) -> None:
    if here.asker:
        talk.asker_yes = yes
    else:
        talk.giver_yes = yes


async def _tell_of_names(session: AsyncSession, hub: Hub, need: Need, talk: Talk, here: Side, *, yes: bool) -> None:
    [other] = await sides.others(session, need, talk, asker=here.asker)
    if talk.asker_yes and talk.giver_yes:  # whoever agrees last sees it as the answer to that
        await sides.tell(session, hub, need, "need_names", other, f"names:{talk.id}", talk_id=talk.id)
    elif yes:
        await sides.tell(session, hub, need, "need_wish", other, f"wish:{talk.id}", talk_id=talk.id)


async def other_of(hub: Hub, person_id: int, talk_id: int) -> Named:
    """Who the other one is, where both agreed; NotFound as long as one did not."""
    async with hub.db.read() as session:
        need, talk, here = await at_talk(session, person_id, talk_id)
        if not (talk.asker_yes and talk.giver_yes) or talk.member_id is None:
            raise NotFound
        member = await session.get_one(Member, talk.member_id if here.asker else need.member_id)
        person = await session.get_one(Person, member.person_id)
        return Named(person.id, person.name)


async def block(hub: Hub, person_id: int, talk_id: int, *, on: bool) -> TalkView:
    """A member wants to hear nothing more from the other one of a talk, here and about any other need; of the shop, no
    more about this need, since whoever asks anew asks the shop anew. Or takes that back. The shop itself blocks
    nobody: NotFound."""
    async with hub.db.begin() as session:
        need, talk, here = await at_talk(session, person_id, talk_id, lock=True)
        if here.shop or here.member is None:
            raise NotFound
        await _block(session, hub, need, talk, here, on=on)
        return await _view(session, need, talk, here)


async def _block(session: AsyncSession, hub: Hub, need: Need, talk: Talk, here: Side, *, on: bool) -> None:
    if talk.member_id is None:
        talk.over = on
        return
    pair = (need.member_id, talk.member_id) if here.asker else (talk.member_id, need.member_id)
    await (need_talks.block(session, *pair, hub.now()) if on else need_talks.unblock(session, *pair))


async def _view(session: AsyncSession, need: Need, talk: Talk, here: Side) -> TalkView:
    lines = await need_talks.lines(session, talk.id or 0)
    numbers = [one.id for one in await need_talks.talks(session, need.id or 0)] if here.asker else []
    return TalkView(
        id=talk.id or 0,
        need=await view(session, need, here.person_id),
        number=numbers.index(talk.id) + 1 if talk.id in numbers else 0,
        shop=talk.member_id is None,
        asker=here.asker,
        agreed=talk.asker_yes if here.asker else talk.giver_yes,
        both=talk.asker_yes and talk.giver_yes,
        ended=await sides.ended(session, need, talk),
        helped=talk.helped,
        lines=lines_of(lines, asker=here.asker),
    )
