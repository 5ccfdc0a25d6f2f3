"""An idea as it is shown: to its author, to other members, to staff. Never with a name in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.ideas.steps import MERGED
from storage import ideas
from storage.tables import Idea, Member


@dataclass(frozen=True, slots=True)
class Media:
    """What came with an idea. `kind` is photo, voice or video; `file_id` is Telegram's."""

    kind: str
    file_id: str


@dataclass(frozen=True, slots=True)
class About:
    """One of the hangout's interests that an idea is about."""

    id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class IdeaView:
    """An idea for one member, or for nobody in particular. `live`: it is on the board. `mine`: they wrote it;
    `backed`: they are for it; `noted`: staff noted so at the counter, and nothing else of this is known there. `reason`
    is why it was declined; `named`: its author, who looks at it, agreed to be named where it is made. `into` is what it
    became part of, if that is on the board; known where one idea is looked at, not in lists."""

    id: int
    hangout_id: int
    text: str
    state: str
    live: bool
    backings: int
    mine: bool
    backed: bool
    media: tuple[Media, ...]
    tags: tuple[About, ...]
    created_at: datetime
    changed_at: datetime
    reason: str | None = None
    named: bool = False
    into: "IdeaView | None" = None
    noted: bool = False


async def view(session: AsyncSession, idea: Idea, member: Member | None) -> IdeaView:
    """One idea as the member sees it; `member` is None for the public."""
    [seen] = await views(session, [idea], member)
    into = await _into(session, idea)
    return replace(seen, into=(await views(session, [into], member))[0]) if into else seen


async def _into(session: AsyncSession, idea: Idea) -> Idea | None:
    """Where it has come by now, however many joined each other on the way."""
    found = idea
    while found.state == MERGED and found.merged_into is not None:
        found = await session.get_one(Idea, found.merged_into)
    return found if found.live and found is not idea else None


async def views(session: AsyncSession, found: Sequence[Idea], member: Member | None) -> list[IdeaView]:
    """Several at once, in their order, with two looks into the store in all."""
    numbers = [idea.id or 0 for idea in found]
    tags = await ideas.tags_of(session, numbers)
    member_id = member.id if member else None
    backed = await ideas.backed_by(session, member_id, numbers) if member_id else set()
    return [_view(idea, [About(*tag) for tag in tags.get(idea.id or 0, ())], member_id, backed) for idea in found]


async def to_staff(session: AsyncSession, seen: Sequence[IdeaView], member: Member) -> list[IdeaView]:
    """What those who serve the member see of the same: neither what they wrote nor what they tapped themself."""
    noted = await ideas.noted_for(session, member.id or 0, [one.id for one in seen])
    return [replace(one, mine=False, backed=False, noted=one.id in noted) for one in seen]


def _view(idea: Idea, tags: Sequence[About], member_id: int | None, backed: set[int]) -> IdeaView:
    return IdeaView(
        id=idea.id or 0,
        hangout_id=idea.hangout_id,
        text=idea.text,
        state=idea.state,
        live=idea.live,
        backings=idea.backings,
        mine=idea.member_id == member_id,
        backed=idea.id in backed,
        media=tuple(Media(one["kind"], one["file_id"]) for one in idea.media),
        tags=tuple(tags),
        created_at=idea.created_at,
        changed_at=idea.changed_at,
        reason=idea.reason,
        named=idea.named and idea.member_id == member_id,
    )
