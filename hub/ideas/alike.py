"""The ideas on the board that are most like one that is about to be posted."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.ideas.errors import NoMember
from hub.ideas.folding import folded
from hub.ideas.similar import THRESHOLD, gist, likeness, traces
from hub.ideas.views import IdeaView, views
from storage import hangouts, ideas
from storage.tables import Idea

MOST = 3
COMMON = 1000
"""Counting where a piece stands ends here: one that so many ideas have tells little."""
READ = 5000
"""So many places of pieces are read at most, those of the rarest first."""
CANDIDATES = 60
"""So many ideas are compared word by word."""


async def alike(hub: Hub, person_id: int, hangout_id: int, text: str) -> list[IdeaView]:
    """Up to three ideas that are on the board, not made yet and like the text, the likest first. NoMember for others
    than the hangout's members."""
    async with hub.db.read() as session:
        member = await hangouts.member(session, hangout_id, person_id)
        if member is None:
            raise NoMember
        return await views(session, await likest(session, hangout_id, folded(text)), member)


async def likest(session: AsyncSession, hangout_id: int, text: str, besides: int = 0) -> list[Idea]:
    """The same for a folded text, in the caller's transaction; never the idea `besides` (an id)."""
    asked = gist(text)
    counted = await ideas.rarity(session, hangout_id, pieces, COMMON) if (pieces := traces(asked)) else {}
    chosen = telling(counted)
    found = await ideas.with_most(session, hangout_id, chosen, CANDIDATES) if chosen else []
    scored = [
        (likeness(asked, gist(words)), number)
        for number, words in await ideas.texts(session, found)
        if number != besides
    ]
    best = sorted((one for one in scored if one[0] >= THRESHOLD), reverse=True)[:MOST]
    return list(await ideas.some(session, [number for _, number in best]))


def telling(counted: Mapping[str, int]) -> list[str]:
    """The rarest pieces, as many as can be read; one at least, if any stands anywhere."""
    chosen: list[str] = []
    read = 0
    for piece, number in sorted(counted.items(), key=lambda one: (one[1], one[0])):
        if number and (not chosen or read + number <= READ):
            chosen.append(piece)
            read += number
    return chosen
