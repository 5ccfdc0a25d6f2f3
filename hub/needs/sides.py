"""Who is who in a talk about a need, and how what one says reaches the other."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import KEEPERS
from hub.context import Hub
from hub.errors import NotFound
from storage import hangouts, need_talks, needs
from storage.tables import Line, Member, Need, Talk

AT_ONCE = 3
"""So many messages of one side go at once before the other has said something; the letter brings what comes then."""


class Side(NamedTuple):
    """A person at a need. `member` is their membership, None for one who looks after the hangout and is no member;
    `asker`: they asked; `shop`: they speak for the shop, as everybody of its owners and moderators does."""

    person_id: int
    member: Member | None
    asker: bool
    shop: bool

    @property
    def giver_id(self) -> int | None:
        """Whose talk it is: the member's, or None for the shop's."""
        return None if self.shop or self.member is None else self.member.id


async def side(session: AsyncSession, person_id: int, need: Need) -> Side:
    """NotFound for somebody who has nothing to do with the hangout."""
    member = await hangouts.member(session, need.hangout_id, person_id)
    role = await hangouts.role(session, need.hangout_id, person_id)
    asker = member is not None and member.id == need.member_id
    if member is None and role not in KEEPERS:
        raise NotFound
    return Side(person_id, member, asker, role in KEEPERS and not asker)


async def at_talk(
    session: AsyncSession, person_id: int, talk_id: int, *, lock: bool = False
) -> tuple[Need, Talk, Side]:
    """A talk with its need, `lock`ed if wished, and the person's side of it; NotFound for everybody but the two, and
    for the asker as long as nothing in it has reached them."""
    talk = await need_talks.talk(session, talk_id)
    need = await needs.need(session, talk.need_id, lock=lock) if talk else None
    if talk is None or need is None:
        raise NotFound
    here = await side(session, person_id, need)
    if here.asker and talk not in await need_talks.talks(session, need.id or 0):
        raise NotFound
    if not here.asker and here.giver_id != talk.member_id:
        raise NotFound
    if lock:
        await session.refresh(talk)
    return need, talk, here


async def ended(session: AsyncSession, need: Need, talk: Talk) -> bool:
    """Whether one of the two members wants to hear nothing more from the other, or the asker nothing from the shop."""
    if talk.member_id is None:
        return talk.over
    return await need_talks.blocked(session, need.member_id, talk.member_id)


async def others(session: AsyncSession, need: Need, talk: Talk, *, asker: bool) -> list[int]:
    """The persons on the other side from the asker's or the giver's: one member, or whoever answered for the shop."""
    if not asker:
        return [(await session.get_one(Member, need.member_id)).person_id]
    if talk.member_id is not None:
        return [(await session.get_one(Member, talk.member_id)).person_id]
    keepers = await needs.keepers(session, need.hangout_id)
    spoke = [
        line.by_id for line in await need_talks.lines(session, talk.id or 0) if line.by_id and line.by_id in keepers
    ]
    return spoke[-1:] or list(keepers)


async def deliver(session: AsyncSession, hub: Hub, need: Need, talk: Talk, line: Line) -> None:
    """The other side hears what was said; once."""
    there = in_a_row(await need_talks.lines(session, talk.id or 0), line) <= AT_ONCE
    for person_id in await others(session, need, talk, asker=line.by_asker):
        await tell(session, hub, need, "need_said", person_id, f"said:{line.id}", there=there, line_id=line.id)


def in_a_row(lines: Sequence[Line], line: Line) -> int:
    """How many messages its side has sent, with this one, since the other was last heard. Pure."""
    heard = [one for one in lines if one.shown]
    turn = heard[heard.index(line) :: -1]
    return next((n for n, one in enumerate(turn) if one.by_asker != line.by_asker), len(turn))


async def tell(
    session: AsyncSession,
    hub: Hub,
    need: Need,
    kind: str,
    person_id: int,
    key: str,
    there: bool | None = None,
    **payload: Any,
) -> None:
    """A notice about a need to one person; once for the key. `there`: see `hub.attention`, if it asks for it."""
    told: dict[str, Any] = {"kind": kind, "hangout_id": need.hangout_id, "chat_id": person_id, "public": False}
    once = {"dedupe_key": f"need:{need.id}:{key}:{person_id}"}
    told |= {} if there is None else {"there": there}
    await outbox.queue(session, hub, told | once | {"payload": {"need_id": need.id} | payload})
