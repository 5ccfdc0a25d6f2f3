"""Ideas on a board, made the short way, for tests that are not about suggesting them."""

from collections.abc import Sequence

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.ideas import ideas
from hub.ideas.ideas import Draft
from hub.person.people import Seen
from storage import ideas as stored
from storage.tables import Idea
from tests.support.counter import join

AUTHOR = Seen(9600, "نگار", "fa")


async def suggested(hub: Hub, hangout: HangoutView, *texts: str, interests: Sequence[int] = ()) -> list[int]:
    """Ideas by one author, written past the day's limit; their ids."""
    member_id = await join(hub, hangout, AUTHOR)
    found = []
    for number, text in enumerate(texts):
        draft = Draft(text, interests=tuple(interests))
        found.append((await ideas.post(hub, AUTHOR.id, hangout.id, draft, once=f"{text}:{number}")).id)
        async with hub.db.begin() as session:  # so long ago that it is not of this day
            idea = await stored.idea(session, found[-1])
            assert idea
            assert idea.member_id == member_id
            idea.created_at = hub.now().replace(year=2020)
    return found


async def moved(hub: Hub, idea_id: int, state: str, *, live: bool = True) -> Idea:
    """The idea is in another state, as if it had come there by its steps."""
    async with hub.db.begin() as session:
        idea = await stored.idea(session, idea_id, lock=True)
        assert idea
        idea.state, idea.live = state, live
        await ideas.shown(session, idea)
        return idea
