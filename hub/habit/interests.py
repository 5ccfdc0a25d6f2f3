"""Interests: what members picked from the hangout's own tags and what their answers say; to see, to change, to clear,
and to choose among the bank's questions and order ideas by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.habit.leaning import ENOUGH, by_key, learned, of_all, of_one
from storage import hangouts, interests
from storage.tables import Hangout, Interest, Member

WINDOW = timedelta(days=90)
"""Older answers tell nothing any more."""


@dataclass(frozen=True, slots=True)
class Liking:
    """One of the hangout's tags for a member. `name` is the owner's word for it; `learned`: they seem to like it."""

    id: int
    key: str
    name: str
    picked: bool
    learned: bool


@dataclass(frozen=True, slots=True)
class Likings:
    """All of a hangout's tags for a member, in the order in which the owner chose them."""

    hangout_id: int
    title: str
    tags: tuple[Liking, ...]

    @property
    def any(self) -> bool:
        """Whether there is something to clear."""
        return any(tag.picked or tag.learned for tag in self.tags)


async def weights(session: AsyncSession, hangout_id: int) -> dict[str, float]:
    """What each of the hangout's tags weighs among its people, by topic or own key; 1 is what a key that is not there
    weighs. Empty where the owner chose none."""
    tags = [tag for tag in await interests.all_of(session, hangout_id) if tag.active]
    if not tags:
        return {}
    rounds = await interests.tagged(session, hangout_id, WINDOW)
    turnout = await interests.turnout(session, rounds)
    usual = sum(turnout.values()) / len(rounds) if rounds else 0.0
    about = by_key(((one.id, one.tags) for one in rounds), [tag.key for tag in tags])
    picks, people = await interests.pickers(session, hangout_id)
    return {
        tag.key: of_all(picks.get(tag.id or 0, 0), people, [turnout.get(r, 0) for r in about[tag.key]], usual)
        for tag in tags
    }


async def liked(session: AsyncSession, member: Member) -> list[tuple[Interest, float]]:
    """The tags that a member likes, with what they weigh, the heaviest first. What they picked counts most; the rest is
    learned from their answers of the last ninety days, or since they cleared it."""
    tags = [tag for tag in await interests.all_of(session, member.hangout_id) if tag.active]
    picked = await interests.picked(session, member.id or 0) if tags else set()
    counted = await _counted(session, member, tags)
    found = [(tag, of_one(tag.id in picked, *counted[tag.key])) for tag in tags]
    return sorted((one for one in found if one[1] >= ENOUGH), key=lambda one: -one[1])


async def _counted(session: AsyncSession, member: Member, tags: Sequence[Interest]) -> dict[str, tuple[int, int]]:
    """How many questions about each tag the member answered, and of how many, by key. One that is still open and
    waits for their answer is not held against it."""
    if not tags:
        return {}
    since = max(member.joined_at, member.interests_since or member.joined_at)
    rounds = await interests.tagged(session, member.hangout_id, WINDOW)
    about = by_key(((one.id, one.tags) for one in rounds if one.opens_at >= since), [tag.key for tag in tags])
    mine = await interests.answered(session, member.id or 0, {r for ids in about.values() for r in ids})
    over = mine | {one.id for one in rounds if one.state != "open"}
    return {key: (len(mine & set(ids)), len(over & set(ids))) for key, ids in about.items()}


async def of(hub: Hub, person_id: int, hangout_id: int | None = None) -> list[Likings]:
    """The tags of the person's hangouts with what they make of them; hangouts without tags are left out."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            if hangout_id in (None, hangout.id):
                found.append(await of_member(session, hangout, await _member(session, person_id, hangout.id or 0)))
        return [likings for likings in found if likings.tags]


async def of_member(session: AsyncSession, hangout: Hangout, member: Member) -> Likings:
    """The hangout's tags with what the member makes of them; it may have none."""
    tags = [tag for tag in await interests.all_of(session, hangout.id or 0) if tag.active]
    picked, counted = await interests.picked(session, member.id or 0), await _counted(session, member, tags)
    shown = [
        Liking(tag.id or 0, tag.key, tag.name, tag.id in picked, learned(*counted[tag.key]) >= ENOUGH) for tag in tags
    ]
    return Likings(hangout.id or 0, hangout.title, tuple(shown))


async def pick(hub: Hub, person_id: int, hangout_id: int, interest_id: int, *, picked: bool) -> None:
    """The member says that something interests them, or no more. NotFound if it is no tag of the hangout's, or they
    are no member."""
    async with hub.db.begin() as session:
        member = await _member(session, person_id, hangout_id)
        tags = await interests.all_of(session, hangout_id)
        if interest_id not in [tag.id for tag in tags if tag.active]:
            raise NotFound
        if picked:
            await interests.pick(session, member.id or 0, interest_id, hub.now())
        else:
            await interests.unpick(session, member.id or 0, interest_id)


async def clear(hub: Hub, person_id: int, hangout_id: int) -> None:
    """Takes back every pick, and from now on earlier answers tell nothing."""
    async with hub.db.begin() as session:
        member = await _member(session, person_id, hangout_id)
        await interests.clear(session, member.id or 0)
        member.interests_since = hub.now()


async def _member(session: AsyncSession, person_id: int, hangout_id: int) -> Member:
    member = await hangouts.member(session, hangout_id, person_id)
    if member is None:
        raise NotFound
    return member
