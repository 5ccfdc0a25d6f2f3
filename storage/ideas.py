"""Queries about ideas: one by one, what they are about, and which are alike. The board has its own."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, column, delete, func, or_, select, update, values
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Backing, Chat, Gram, Hangout, Idea, IdeaTag, Interest, Move, columns, table_of
from storage.upsert import insert

CHAT, HANGOUT, MOVE = columns(Chat), columns(Hangout), columns(Move)
BACKING, GRAM, IDEA, IDEA_TAG, INTEREST = (
    columns(Backing),
    columns(Gram),
    columns(Idea),
    columns(IdeaTag),
    columns(Interest),
)


async def idea(session: AsyncSession, idea_id: int, *, lock: bool = False) -> Idea | None:
    """One idea; `lock` holds it until the transaction ends, as it stands by then."""
    query = select(Idea).where(IDEA.id == idea_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(held if lock else query)).first()


async def by_once(session: AsyncSession, key: str) -> Idea | None:
    """The idea that was written with this key, if it was."""
    return (await session.scalars(select(Idea).where(IDEA.once_key == key))).first()


async def by_source(session: AsyncSession, chat_id: int, message_id: int) -> Idea | None:
    """The idea that a message in a group is, if it is one."""
    return (
        await session.scalars(select(Idea).where(IDEA.source_chat == chat_id, IDEA.source_message == message_id))
    ).first()


async def hangout_of_chat(session: AsyncSession, chat_id: int) -> Hangout | None:
    """The hangout whose chat this is, or whose channel has it as its discussion group."""
    query = select(Hangout).join(table_of(Chat), CHAT.hangout_id == HANGOUT.id)
    query = query.where(or_(CHAT.telegram_id == chat_id, CHAT.linked_id == chat_id))
    return (await session.scalars(query.order_by((CHAT.telegram_id == chat_id).desc()).limit(1))).first()


async def add(session: AsyncSession, row: dict[str, Any]) -> int | None:
    """A new idea's id; None if its key or its message made one before."""
    made = insert(session, Idea).values(**row).on_conflict_do_nothing().returning(IDEA.id)
    found: int | None = await session.scalar(made)
    return found


async def of_author(session: AsyncSession, member_id: int, skip: int, limit: int) -> Sequence[Idea]:
    """A member's ideas, the newest first, those that are not on the board too."""
    query = select(Idea).where(IDEA.member_id == member_id).order_by(IDEA.id.desc()).offset(skip).limit(limit)
    return (await session.scalars(query)).all()


async def written_since(session: AsyncSession, member_id: int, since: Any) -> int:
    """How many ideas the member wrote from a moment on."""
    query = select(func.count()).where(IDEA.member_id == member_id, IDEA.created_at >= since)
    return await session.scalar(query) or 0


async def in_state(session: AsyncSession, hangout_id: int, state: str) -> int:
    """How many of the hangout's ideas are in a state."""
    query = select(func.count()).where(IDEA.hangout_id == hangout_id, IDEA.state == state)
    return await session.scalar(query) or 0


async def tags_of(session: AsyncSession, ideas: Collection[int]) -> dict[int, list[tuple[int, str, str]]]:
    """What each idea is about: (id, key, name) of the hangout's interests."""
    query = select(IDEA_TAG.idea_id, INTEREST.id, INTEREST.key, INTEREST.name)
    query = query.join_from(table_of(IdeaTag), table_of(Interest), IDEA_TAG.interest_id == INTEREST.id)
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for row in await session.execute(query.where(IDEA_TAG.idea_id.in_(list(ideas))).order_by(INTEREST.id)):
        found[row[0]].append((row[1], row[2], row[3]))
    return found


async def tag(session: AsyncSession, idea: Idea, interests: Collection[int]) -> None:
    """The idea is about these interests (by id) and no others."""
    await session.execute(delete(table_of(IdeaTag)).where(IDEA_TAG.idea_id == idea.id))
    if interests:
        same = {"idea_id": idea.id, **_placed(idea)}
        await session.execute(insert(session, IdeaTag), [same | {"interest_id": one} for one in sorted(interests)])


async def tags_follow(session: AsyncSession, idea: Idea) -> None:
    """The rows that order the board by interest say again what the idea's own row says."""
    moved = update(table_of(IdeaTag)).where(IDEA_TAG.idea_id == idea.id)
    await session.execute(moved.values(**_placed(idea)))


def _placed(idea: Idea) -> dict[str, Any]:
    """Where an idea stands among those about an interest: what is made is wanted no more."""
    return {"live": idea.live and idea.state != "made", "backings": idea.backings}


async def backed_by(session: AsyncSession, member_id: int, ideas: Collection[int]) -> set[int]:
    """Which of the ideas the member is for."""
    query = select(BACKING.idea_id).where(BACKING.member_id == member_id, BACKING.idea_id.in_(list(ideas)))
    return set(await session.scalars(query))


async def noted_for(session: AsyncSession, member_id: int, ideas: Collection[int]) -> set[int]:
    """Which of the ideas staff noted the member to be for."""
    query = select(BACKING.idea_id).where(BACKING.member_id == member_id, BACKING.idea_id.in_(list(ideas)))
    return set(await session.scalars(query.where(BACKING.by_id.is_not(None))))


async def index(session: AsyncSession, idea: Idea, grams: Collection[str]) -> None:
    """The idea is found by these pieces from now on."""
    same = {"hangout_id": idea.hangout_id, "idea_id": idea.id}
    if rows := [same | {"gram": one} for one in sorted(grams)]:
        await session.execute(insert(session, Gram).on_conflict_do_nothing(), rows)


async def unindex(session: AsyncSession, idea: Idea, grams: Collection[str]) -> None:
    """The idea is found by these pieces no more."""
    mine = delete(table_of(Gram)).where(GRAM.hangout_id == idea.hangout_id, GRAM.idea_id == idea.id)
    await session.execute(mine.where(GRAM.gram.in_(sorted(grams))))


async def rarity(session: AsyncSession, hangout_id: int, grams: Collection[str], most: int) -> dict[str, int]:
    """In how many of the hangout's ideas each piece stands; counting ends at `most`."""
    asked = values(column("gram", Text), name="asked").data([(one,) for one in sorted(grams)]).cte("asked")
    some = select(GRAM.idea_id).where(GRAM.hangout_id == hangout_id, GRAM.gram == asked.c.gram).correlate(asked)
    counted = select(func.count()).select_from(some.limit(most).subquery()).scalar_subquery()
    return dict((await session.execute(select(asked.c.gram, counted))).tuples().all())


async def with_most(session: AsyncSession, hangout_id: int, grams: Collection[str], limit: int) -> Sequence[int]:
    """The ideas (by id) that have most of the pieces, the newer first of two that have as many."""
    query = select(GRAM.idea_id).where(GRAM.hangout_id == hangout_id, GRAM.gram.in_(sorted(grams)))
    query = query.group_by(GRAM.idea_id).order_by(func.count().desc(), GRAM.idea_id.desc()).limit(limit)
    return (await session.scalars(query)).all()


async def texts(session: AsyncSession, ideas: Collection[int]) -> Sequence[tuple[int, str]]:
    """Id and folded text of those that are on the board and not made yet."""
    query = select(IDEA.id, IDEA.folded).where(IDEA.id.in_(list(ideas)), IDEA.live, IDEA.state != "made")
    return (await session.execute(query)).tuples().all()


async def some(session: AsyncSession, ideas: Sequence[int]) -> Sequence[Idea]:
    """These ideas, in this order."""
    found = {one.id: one for one in await session.scalars(select(Idea).where(IDEA.id.in_(list(ideas))))}
    return [found[number] for number in ideas if number in found]


async def last_move(session: AsyncSession, idea_id: int) -> Move | None:
    """The idea's newest step that was not undone."""
    query = select(Move).where(MOVE.idea_id == idea_id, MOVE.undone_at.is_(None)).order_by(MOVE.id.desc()).limit(1)
    return (await session.scalars(query)).first()


UNSEEN = ("draft", "held", "hidden", "withdrawn")


async def forget(session: AsyncSession, member_ids: Collection[int]) -> None:
    """What stands on the board stays in its words alone; what does not has none any more."""
    mine = update(table_of(Idea)).where(IDEA.member_id.in_(member_ids))
    alone: dict[str, Any] = {"media": [], "source_chat": None, "source_message": None, "named": False}
    await session.execute(mine.values(**alone))
    await session.execute(mine.where(IDEA.state.in_(UNSEEN)).values(text="", folded="", state="withdrawn", live=False))


async def all_of(session: AsyncSession, member_id: int) -> Sequence[Idea]:
    """Everything that the member suggested, the oldest first."""
    return (await session.scalars(select(Idea).where(IDEA.member_id == member_id).order_by(IDEA.id))).all()


async def backed(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str]]:
    """What the member is for: since when, and its words."""
    query = select(BACKING.at, IDEA.text).join_from(table_of(Backing), table_of(Idea), IDEA.id == BACKING.idea_id)
    return (await session.execute(query.where(BACKING.member_id == member_id).order_by(BACKING.at))).tuples().all()
