"""Queries about hangouts, their chats, staff and members."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Chat, Hangout, Member, Notice, Post, Staff, columns
from storage.upsert import insert
from storage.waiting import Waiting

CHAT = columns(Chat)
HANGOUT = columns(Hangout)
MEMBER = columns(Member)
NOTICE = columns(Notice)
POST = columns(Post)
STAFF = columns(Staff)
ROLE = select(STAFF.role).where(STAFF.hangout_id == bindparam("hangout"), STAFF.person_id == bindparam("person"))
STAFFED_BY = (
    select(Hangout)
    .join(Staff, STAFF.hangout_id == HANGOUT.id)
    .where(STAFF.person_id == bindparam("person"), HANGOUT.state != "draft")
    .order_by(HANGOUT.id)
)
MEMBER_OF = select(Member).where(MEMBER.hangout_id == bindparam("hangout"), MEMBER.person_id == bindparam("person"))
MEMBER_HELD = MEMBER_OF.with_for_update()
TO_TURN = Waiting(HANGOUT.id, HANGOUT.next_opening, (HANGOUT.state == "open",))
"""Open hangouts, until their next question."""


async def hangout(session: AsyncSession, hangout_id: int, *, lock: bool = False) -> Hangout | None:
    """One hangout; `lock` holds it until the transaction ends.

    Only others who would hold or change it wait: rows that merely name it can still be added, so that nobody who does
    so late in a transaction and the one who holds it wait for each other.
    """
    return await session.get(Hangout, hangout_id, with_for_update={"key_share": True} if lock else None)


async def by_slug(session: AsyncSession, slug: str) -> Hangout | None:
    """The hangout of a deep link."""
    return (await session.scalars(select(Hangout).where(HANGOUT.slug == slug))).first()


async def chats(session: AsyncSession, hangout_id: int) -> Sequence[Chat]:
    """The hangout's channel and group, the channel first."""
    found = await session.scalars(select(Chat).where(CHAT.hangout_id == hangout_id).order_by(CHAT.place))
    return found.all()


async def chat_by_telegram(session: AsyncSession, telegram_id: int, *, lock: bool = False) -> Chat | None:
    """The chat that Telegram knows by this id; `lock` holds it until the transaction ends."""
    query = select(Chat).where(CHAT.telegram_id == telegram_id)
    return (await session.scalars(query.with_for_update() if lock else query)).first()


async def all_chats(session: AsyncSession) -> Sequence[Chat]:
    """Every chat of every hangout that is open or paused."""
    query = select(Chat).join(Hangout, HANGOUT.id == CHAT.hangout_id).where(HANGOUT.state != "draft")
    return (await session.scalars(query.order_by(CHAT.id))).all()


async def migrate_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group became a supergroup: everything that names its id follows."""
    await session.execute(update(Chat).where(CHAT.telegram_id == old).values(telegram_id=new))
    await session.execute(update(Post).where(POST.chat_id == old).values(chat_id=new))
    await session.execute(update(Notice).where(NOTICE.chat_id == old).values(chat_id=new))


async def add_staff(session: AsyncSession, hangout_id: int, person_id: int, role: str, at: datetime) -> None:
    """Gives the role; one who is staff already keeps theirs."""
    row = {"hangout_id": hangout_id, "person_id": person_id, "role": role, "since": at}
    await session.execute(insert(session, Staff).values(**row).on_conflict_do_nothing())


async def role(session: AsyncSession, hangout_id: int, person_id: int) -> str | None:
    """The person's role in the hangout's staff."""
    found: str | None = await session.scalar(ROLE, {"hangout": hangout_id, "person": person_id})
    return found


async def owners(session: AsyncSession, hangout_id: int) -> Sequence[int]:
    """The persons who own the hangout."""
    query = select(STAFF.person_id).where(STAFF.hangout_id == hangout_id, STAFF.role == "owner")
    return (await session.scalars(query)).all()


async def owned_by(session: AsyncSession, person_id: int) -> Sequence[Hangout]:
    """The hangouts a person owns, oldest first."""
    query = select(Hangout).join(Staff, STAFF.hangout_id == HANGOUT.id)
    query = query.where(STAFF.person_id == person_id, STAFF.role == "owner").order_by(HANGOUT.id)
    return (await session.scalars(query)).all()


async def moderated_by(session: AsyncSession, person_id: int) -> Sequence[Hangout]:
    """The hangouts that a person moderates, drafts left out, the oldest first."""
    query = select(Hangout).join(Staff, STAFF.hangout_id == HANGOUT.id)
    query = query.where(STAFF.person_id == person_id, STAFF.role == "moderator", HANGOUT.state != "draft")
    return (await session.scalars(query.order_by(HANGOUT.id))).all()


async def staffed_by(session: AsyncSession, person_id: int) -> Sequence[Hangout]:
    """The hangouts of whose staff a person is, drafts left out, the oldest first."""
    return (await session.scalars(STAFFED_BY, {"person": person_id})).all()


async def of_member(session: AsyncSession, person_id: int) -> Sequence[Hangout]:
    """The hangouts that a person is a member of, oldest membership first."""
    query = select(Hangout).join(Member, MEMBER.hangout_id == HANGOUT.id)
    query = query.where(MEMBER.person_id == person_id, HANGOUT.state != "draft").order_by(MEMBER.id)
    return (await session.scalars(query)).all()


async def member(session: AsyncSession, hangout_id: int, person_id: int, *, lock: bool = False) -> Member | None:
    """The person's membership; `lock` holds it until the transaction ends."""
    query, named = MEMBER_HELD if lock else MEMBER_OF, {"hangout": hangout_id, "person": person_id}
    found: Member | None = (await session.scalars(query, named)).first()
    return found


async def add_members(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Adds members; those who are members already stay as they are."""
    if rows:
        await session.execute(insert(session, Member).on_conflict_do_nothing(), rows)


async def post_of_poll(session: AsyncSession, poll_id: str) -> Post | None:
    """The post that is this native poll."""
    return (await session.scalars(select(Post).where(POST.poll_id == poll_id))).first()
