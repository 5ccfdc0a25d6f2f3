"""A question of any kind, put on at once."""

from collections.abc import Sequence

from sqlalchemy import func, select

from hub.context import Hub
from hub.daily import rounds
from hub.daily.facts import PLAIN, Facts, written
from hub.daily.kinds import KINDS
from storage.tables import Question, Round, columns

QUESTION, ROUND = columns(Question), columns(Round)


async def enqueue(
    hub: Hub, hangout_id: int, owner_id: int, kind: str, text: str, options: Sequence[str], facts: Facts = PLAIN
) -> None:
    """The question that comes next, its facts tidied as its kind does; the ones in the queue wait behind it."""
    checked = KINDS[kind].check(options)
    kept = written(KINDS[kind].tidy(facts, len(checked)))
    async with hub.db.begin() as session:
        first = await session.scalar(select(func.min(QUESTION.position)).where(QUESTION.hangout_id == hangout_id))
        number = await session.scalar(select(func.count()).select_from(Question))
        session.add(
            Question(
                hangout_id=hangout_id,
                kind=kind,
                text=text,
                options=checked,
                facts=kept,
                position=(first or 0) - 1,
                author_id=owner_id,
                created_at=hub.now(),
                once_key=f"asked:{number}:{text}",
            )
        )


async def ask(
    hub: Hub, hangout_id: int, owner_id: int, kind: str, text: str, options: Sequence[str], facts: Facts = PLAIN
) -> int:
    """The question is put on now; its round."""
    await enqueue(hub, hangout_id, owner_id, kind, text, options, facts)
    await rounds.open_now(hub, owner_id, hangout_id)
    async with hub.db.read() as session:
        return int(await session.scalar(select(func.max(ROUND.id)).where(ROUND.hangout_id == hangout_id)) or 0)
