"""What a member can be asked about: their own word, interest by interest, to be taken back at any time."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from storage import hangouts, interests, needs
from storage.tables import Hangout, Member


@dataclass(frozen=True, slots=True)
class Helpable:
    """One of a hangout's interests; `on`: the member can be asked about it."""

    id: int
    key: str
    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class Helps:
    """All of a hangout's interests for a member."""

    hangout_id: int
    title: str
    tags: tuple[Helpable, ...]


async def of(hub: Hub, person_id: int) -> list[Helps]:
    """The person's hangouts that have interests."""
    async with hub.db.read() as session:
        found = [await _of(session, person_id, one) for one in await hangouts.of_member(session, person_id)]
        return [one for one in found if one.tags]


async def _of(session: AsyncSession, person_id: int, hangout: Hangout) -> Helps:
    member = await _member(session, person_id, hangout.id or 0)
    on = await needs.helps_with(session, member.id or 0)
    tags = [tag for tag in await interests.all_of(session, hangout.id or 0) if tag.active]
    shown = tuple(Helpable(tag.id or 0, tag.key, tag.name, tag.id in on) for tag in tags)
    return Helps(hangout.id or 0, hangout.title, shown)


async def set_(hub: Hub, person_id: int, hangout_id: int, interest_id: int, *, on: bool) -> Helps:
    """The member can be asked about an interest of the hangout's from now on, or no more; NotFound if it has no such
    interest, or they are no member."""
    async with hub.db.begin() as session:
        member = await _member(session, person_id, hangout_id)
        tags = await interests.all_of(session, hangout_id)
        if interest_id not in [tag.id for tag in tags if tag.active]:
            raise NotFound
        if on:
            await needs.help_(session, member.id or 0, interest_id, hub.now())
        else:
            await needs.unhelp(session, member.id or 0, interest_id)
        return await _of(session, person_id, await session.get_one(Hangout, hangout_id))


async def stop(hub: Hub, person_id: int, hangout_id: int) -> None:
    """Nobody in the hangout asks the member about anything any more; NotFound if they are no member."""
    async with hub.db.begin() as session:
        await needs.unhelp(session, (await _member(session, person_id, hangout_id)).id or 0)


async def _member(session: AsyncSession, person_id: int, hangout_id: int) -> Member:
    member = await hangouts.member(session, hangout_id, person_id)
    if member is None:
        raise NotFound
    return member
