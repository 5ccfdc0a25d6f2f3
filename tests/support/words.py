"""A question for a word, put on the short way."""

from collections.abc import Sequence

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Outcome
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from storage.tables import Question, Round
from tests.support.hangouts import OWNER
from tests.support.store import rows

CHANNEL = -1001
ASKED = "چای‌خانه را در یک کلمه بگویید"


async def queue_word(
    hub: Hub,
    hangout_id: int,
    text: str = ASKED,
    owner: int = OWNER.id,
    *,
    kind: str = "word",
    options: Sequence[str] = (),
) -> None:
    """It waits at the end of the queue."""
    async with hub.db.begin() as session:
        row = {"hangout_id": hangout_id, "kind": kind, "text": text, "options": options, "once_key": f"test:{text}"}
        session.add(Question(**row, author_id=owner, created_at=hub.now()))


async def put_on(hub: Hub, hangout: HangoutView, text: str = ASKED, *, kind: str = "word") -> int:
    """It is on; its number."""
    await queue_word(hub, hangout.id, text, kind=kind)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    return max(found.id or 0 for found in await rows(hub.db, Round, hangout_id=hangout.id))


def spoken(person: int, text: str | None, round_id: int, chat: int = CHANNEL) -> Ballot:
    """A person's word; None takes it back."""
    seen = Seen(person, f"p{person}", "fa")
    return Ballot(seen, 0 if text is None else 1, round_id=round_id, chat_id=chat, text=text)


async def say(hub: Hub, round_id: int, *texts: str | None, first: int = 1) -> Sequence[Outcome]:
    """A word each, of as many persons."""
    return await votes.cast(hub, [spoken(first + n, text, round_id) for n, text in enumerate(texts)])
