"""The queue of questions that owners write or import."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.access import owned
from hub.context import Hub
from hub.daily.kinds import KINDS
from hub.errors import NotFound, QueueFull
from hub.wording import required
from storage import rounds
from storage.tables import Question

TEXT_LIMIT = 255  # shorter than a poll's 300, so that the post's own lines fit beside it
QUEUE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that waits."""

    id: int
    kind: str
    text: str
    options: tuple[str, ...]


def check_text(text: str) -> str:
    """A question's text as it will be kept, or a HubError."""
    return required(text, TEXT_LIMIT)


async def add(
    hub: Hub, person_id: int, hangout_id: int, text: str, options: Sequence[str], *, once_key: str, kind: str = "choice"
) -> int:
    """Puts a question at the end of the queue; the same `once_key` only once. Returns the queue's length."""
    kept, checked = check_text(text), KINDS[kind].check(options)
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        if await rounds.queue_length(session, hangout_id) >= QUEUE_LIMIT:
            raise QueueFull(limit=QUEUE_LIMIT)
        row = {"hangout_id": hangout_id, "kind": kind, "text": kept, "options": checked, "state": "queued"}
        row |= {"author_id": person_id, "created_at": hub.now(), "once_key": once_key}
        await rounds.add_question(session, row)
        return await rounds.queue_length(session, hangout_id)


async def queue(hub: Hub, person_id: int, hangout_id: int) -> list[QuestionView]:
    """What waits, the next one first."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        waiting = await rounds.queue(session, hangout_id)
        return [QuestionView(q.id or 0, q.kind, q.text, tuple(q.options)) for q in waiting]


async def remove(hub: Hub, person_id: int, hangout_id: int, question_id: int) -> None:
    """Takes a question out of the queue; NotFound if it does not wait in this hangout."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        question = await session.get(Question, question_id)
        if question is None or question.hangout_id != hangout_id or question.state != "queued":
            raise NotFound
        question.state = "removed"
        session.add(question)
