"""Queries about needs, who can be asked about them, and what is said about them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.need_talks import between
from storage.tables import (
    Interest,
    Line,
    Member,
    Need,
    NeedAsked,
    NeedBlock,
    NeedHelp,
    NeedTag,
    Person,
    Staff,
    Talk,
    columns,
    table_of,
)
from storage.upsert import insert, insert_once
from storage.waiting import Waiting

ASKED, BLOCK, HELP, INTEREST, LINE = (columns(model) for model in (NeedAsked, NeedBlock, NeedHelp, Interest, Line))
MEMBER, NEED, PERSON, STAFF, TAG, TALK = (columns(model) for model in (Member, Need, Person, Staff, NeedTag, Talk))
WARNING = timedelta(days=2)
"""So long before its end a need's asker is told of it."""
TO_LAPSE = Waiting(NEED.id, NEED.expires_at, (NEED.state == "open", NEED.shown))
TO_WARN = Waiting(NEED.id, NEED.expires_at, (NEED.state == "open", NEED.shown, NEED.warned.is_(False)), -WARNING)
"""Open needs that are over soon and whose askers do not know."""


async def need(session: AsyncSession, need_id: int, *, lock: bool = False) -> Need | None:
    """One need; `lock` holds it until the transaction ends, as it stands by then."""
    query = select(Need).where(NEED.id == need_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(held if lock else query)).first()


async def by_once(session: AsyncSession, key: str) -> Need | None:
    """The need that was written with this key, if it was."""
    return (await session.scalars(select(Need).where(NEED.once_key == key))).first()


async def written_since(session: AsyncSession, member_id: int, since: datetime) -> int:
    """How many needs the member wrote from a moment on."""
    query = select(func.count()).where(NEED.member_id == member_id, NEED.created_at >= since)
    return await session.scalar(query) or 0


async def of_person(session: AsyncSession, person_id: int, skip: int, limit: int) -> Sequence[Need]:
    """What a person asked for in their hangouts and did not take back, the newest first."""
    query = select(Need).join(Member, MEMBER.id == NEED.member_id)
    query = query.where(MEMBER.person_id == person_id, NEED.state != "withdrawn")
    return (await session.scalars(query.order_by(NEED.id.desc()).offset(skip).limit(limit))).all()


async def of_others(session: AsyncSession, person_id: int, skip: int, limit: int) -> Sequence[Need]:
    """Open needs of others in the hangouts that the person is with or looks after, those they can help with first, then
    the newest first."""
    mine = select(MEMBER.id).where(MEMBER.person_id == person_id)
    keeps = select(STAFF.hangout_id).where(STAFF.person_id == person_id, STAFF.role.in_(("owner", "moderator")))
    places = select(MEMBER.hangout_id).where(MEMBER.person_id == person_id).union(keeps)
    fits = select(TAG.need_id).join_from(table_of(NeedTag), table_of(NeedHelp), HELP.interest_id == TAG.interest_id)
    fits = fits.where(TAG.need_id == NEED.id, HELP.member_id.in_(mine))
    blocked = select(BLOCK.member_id).where(
        or_(
            and_(BLOCK.member_id == NEED.member_id, BLOCK.other_id.in_(mine)),
            and_(BLOCK.other_id == NEED.member_id, BLOCK.member_id.in_(mine)),
        )
    )
    query = select(Need).where(NEED.hangout_id.in_(places), NEED.state == "open", NEED.shown)
    query = query.where(NEED.member_id.not_in(mine), ~blocked.exists())
    return (await session.scalars(query.order_by(fits.exists().desc(), NEED.id.desc()).offset(skip).limit(limit))).all()


async def unmet(session: AsyncSession, hangout_id: int, since: datetime, limit: int) -> Sequence[Need]:
    """What nobody met, open or expired, from a moment on, the newest first."""
    query = select(Need).where(NEED.hangout_id == hangout_id, NEED.state.in_(("open", "expired")), NEED.shown)
    return (await session.scalars(query.where(NEED.created_at >= since).order_by(NEED.id.desc()).limit(limit))).all()


async def tag(session: AsyncSession, need_id: int, interests: Collection[int]) -> None:
    """What a new need is about."""
    rows = [{"need_id": need_id, "interest_id": one} for one in sorted(interests)]
    if rows:
        await session.execute(insert(session, NeedTag).on_conflict_do_nothing(), rows)


async def tags_of(session: AsyncSession, needs: Collection[int]) -> dict[int, list[tuple[int, str, str]]]:
    """What each need is about: (id, key, name) of interests."""
    query = select(TAG.need_id, INTEREST.id, INTEREST.key, INTEREST.name)
    query = query.join_from(table_of(NeedTag), table_of(Interest), TAG.interest_id == INTEREST.id)
    found: dict[int, list[tuple[int, str, str]]] = {one: [] for one in needs}
    for row in await session.execute(query.where(TAG.need_id.in_(list(needs))).order_by(INTEREST.id)):
        found[row[0]].append((row[1], row[2], row[3]))
    return found


async def helps_with(session: AsyncSession, member_id: int) -> set[int]:
    """The interests (by id) about which the member can be asked."""
    return set(await session.scalars(select(HELP.interest_id).where(HELP.member_id == member_id)))


async def help_(session: AsyncSession, member_id: int, interest_id: int, at: datetime) -> None:
    """The member's word; once is enough."""
    await insert_once(session, NeedHelp, {"member_id": member_id, "interest_id": interest_id, "at": at})


async def unhelp(session: AsyncSession, member_id: int, interest_id: int | None = None) -> None:
    """Takes it back; without an interest, all of it."""
    about = () if interest_id is None else (HELP.interest_id == interest_id,)
    await session.execute(delete(NeedHelp).where(HELP.member_id == member_id, *about))


async def helpers(session: AsyncSession, found: Need, since: datetime, limit: int) -> list[tuple[int, int]]:
    """Members (with their persons) to ask about a need: those who can help with what it is about, can be written to,
    were not asked about it yet, nor about any other from that moment on; in the order of the persons' ids."""
    about = select(TAG.interest_id).where(TAG.need_id == found.id)
    can = select(HELP.member_id).where(HELP.interest_id.in_(about))
    again = or_(ASKED.need_id == found.id, ASKED.at >= since)
    asked = select(ASKED.member_id).where(ASKED.member_id == MEMBER.id, again)
    blocked = between(MEMBER.id, found.member_id)
    query = select(MEMBER.id, MEMBER.person_id).join_from(table_of(Member), table_of(Person))
    query = query.where(MEMBER.id.in_(can), MEMBER.hangout_id == found.hangout_id, MEMBER.id != found.member_id)
    query = query.where(PERSON.reach == "open", ~asked.exists(), ~blocked.exists())
    longest = select(func.max(ASKED.at)).where(ASKED.member_id == MEMBER.id).scalar_subquery()
    first = query.order_by(longest.is_not(None), longest, MEMBER.id).limit(limit)
    return sorted(((row[0], row[1]) for row in await session.execute(first)), key=lambda row: row[1])


async def note_asked(session: AsyncSession, need_id: int, member_id: int, at: datetime) -> None:
    """The member is asked about the need."""
    await insert_once(session, NeedAsked, {"need_id": need_id, "member_id": member_id, "at": at})


async def asked(session: AsyncSession, need_id: int) -> int:
    """How many members were asked about it."""
    return await session.scalar(select(func.count()).where(ASKED.need_id == need_id)) or 0


async def keepers(session: AsyncSession, hangout_id: int) -> Sequence[int]:
    """The persons who own or moderate the hangout, in the order of their ids."""
    query = select(STAFF.person_id).where(STAFF.hangout_id == hangout_id, STAFF.role.in_(("owner", "moderator")))
    return (await session.scalars(query.order_by(STAFF.person_id))).all()


async def forget(session: AsyncSession, member_ids: Collection[int]) -> None:
    """Takes away everything that the members asked and answered, and what was said to them."""
    needs = select(NEED.id).where(NEED.member_id.in_(member_ids))
    talks_ = select(TALK.id).where(or_(TALK.member_id.in_(member_ids), TALK.need_id.in_(needs)))
    await session.execute(delete(table_of(Line)).where(LINE.talk_id.in_(talks_)))
    await session.execute(delete(table_of(Talk)).where(TALK.id.in_(talks_)))
    asked_ = ASKED.need_id.in_(needs) | ASKED.member_id.in_(member_ids)
    blocks = BLOCK.member_id.in_(member_ids) | BLOCK.other_id.in_(member_ids)
    await session.execute(delete(table_of(NeedTag)).where(TAG.need_id.in_(needs)))
    await session.execute(delete(table_of(NeedAsked)).where(asked_))
    await session.execute(delete(table_of(NeedHelp)).where(HELP.member_id.in_(member_ids)))
    await session.execute(delete(table_of(NeedBlock)).where(blocks))
    await session.execute(delete(table_of(Need)).where(NEED.member_id.in_(member_ids)))


async def asked_for(session: AsyncSession, member_id: int) -> Sequence[Need]:
    """Everything that the member asked for, the oldest first."""
    return (await session.scalars(select(Need).where(NEED.member_id == member_id).order_by(NEED.id))).all()


async def said(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str, str]]:
    """What the member said about needs, their own and others': when, about which, what."""
    query = select(LINE.at, NEED.text, LINE.text).join_from(table_of(Line), table_of(Talk), TALK.id == LINE.talk_id)
    query = query.join(table_of(Need), NEED.id == TALK.need_id)
    asker = and_(LINE.by_asker, NEED.member_id == member_id)
    giver = and_(LINE.by_asker.is_(False), TALK.member_id == member_id)
    return (await session.execute(query.where(or_(asker, giver)).order_by(LINE.id))).tuples().all()


async def helping(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str]]:
    """What the member said they can be asked about, and when."""
    query = select(HELP.at, INTEREST.name).join_from(table_of(NeedHelp), table_of(Interest))
    return (await session.execute(query.where(HELP.member_id == member_id).order_by(HELP.at))).tuples().all()
