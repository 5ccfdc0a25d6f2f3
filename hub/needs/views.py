"""A need and what is said about it as they are shown. Never with a name in it: names are told by `talks.names`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.ideas.views import About
from storage import hangouts, needs
from storage.tables import Hangout, Line, Need


@dataclass(frozen=True, slots=True)
class NeedView:
    """What a member looks for, as one person sees it. `state`: open, met, expired or withdrawn; `shown`: staff do not
    hold it back. `met_by`: member, shop or else. `mine`: they asked; `keeper`: they look after the hangout, and can
    answer for the shop; `asked`: how many members it was sent to. `renewals` counts how often its time began anew."""

    id: int
    hangout_id: int
    title: str
    timezone: str
    text: str
    photo: str | None
    state: str
    shown: bool
    met_by: str | None
    mine: bool
    keeper: bool
    asked: int
    tags: tuple[About, ...]
    created_at: datetime
    expires_at: datetime
    renewals: int
    warned: bool

    @property
    def open(self) -> bool:
        """Whether it can be answered."""
        return self.state == "open" and self.shown


@dataclass(frozen=True, slots=True)
class LineView:
    """One message of a talk. `ours`: the side of whoever looks at it wrote it; `shown`: it has gone to the other."""

    id: int
    ours: bool
    text: str
    photo: str | None
    shown: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk about a need, for one of its two sides. `shop`: the other one who answers is the shop. `agreed`: this
    side wants names to be told; `both`: both do. `ended`: one of them wants to hear nothing more. `number` is its
    place among the need's answers, from 1; 0 for who answers."""

    id: int
    need: NeedView
    number: int
    shop: bool
    asker: bool
    agreed: bool
    both: bool
    ended: bool
    helped: bool
    lines: tuple[LineView, ...]


async def view(session: AsyncSession, need: Need, person_id: int) -> NeedView:
    """One need as the person sees it."""
    return (await views(session, [need], person_id))[0]


async def views(session: AsyncSession, found: Sequence[Need], person_id: int) -> list[NeedView]:
    """Several, in their order."""
    tags = await needs.tags_of(session, [need.id or 0 for need in found])
    return [await _view(session, need, person_id, [About(*tag) for tag in tags[need.id or 0]]) for need in found]


async def _view(session: AsyncSession, need: Need, person_id: int, tags: Sequence[About]) -> NeedView:
    hangout = await session.get_one(Hangout, need.hangout_id)
    member = await hangouts.member(session, need.hangout_id, person_id)
    role = await hangouts.role(session, need.hangout_id, person_id)
    return NeedView(
        id=need.id or 0,
        hangout_id=need.hangout_id,
        title=hangout.title,
        timezone=hangout.timezone,
        text=need.text,
        photo=need.photo,
        state=need.state,
        shown=need.shown,
        met_by=need.met_by,
        mine=member is not None and member.id == need.member_id,
        keeper=role in ("owner", "moderator"),
        asked=await needs.asked(session, need.id or 0),
        tags=tuple(tags),
        created_at=need.created_at,
        expires_at=need.expires_at,
        renewals=need.renewals,
        warned=need.warned,
    )


def lines_of(lines: Sequence[Line], *, asker: bool) -> tuple[LineView, ...]:
    """What one side sees of a talk: all of its own, and of the other's what is not held back."""
    seen = [line for line in lines if line.shown or line.by_asker == asker]
    return tuple(
        LineView(line.id or 0, line.by_asker == asker, line.text, line.photo, line.shown, line.at) for line in seen
    )
