"""Queries about everything that is kept of a person, to show it or to take it away."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import dilemmas, habit, ideas, needs, watch
from storage.tables import (
    Account,
    Act,
    Author,
    Backing,
    Case,
    Charge,
    Chat,
    Claim,
    CreditEntry,
    Decision,
    Dilemma,
    Goal,
    Guess,
    Hangout,
    Idea,
    Invite,
    Line,
    Member,
    Moment,
    Move,
    Mute,
    Need,
    Notice,
    Pause,
    Person,
    Pick,
    PutAway,
    Question,
    Rhythm,
    Round,
    Said,
    Scan,
    Skip,
    Staff,
    Talk,
    Ticket,
    Vote,
    Wizard,
    columns,
    table_of,
)

ACCOUNT, CHARGE, CHAT, CLAIM, CREDIT = (columns(model) for model in (Account, Charge, Chat, Claim, CreditEntry))
GUESS, HANGOUT, MEMBER, NOTICE = (columns(model) for model in (Guess, Hangout, Member, Notice))
PERSON, QUESTION, ROUND, SCAN = (columns(model) for model in (Person, Question, Round, Scan))
STAFF, TICKET, VOTE, WIZARD = (columns(model) for model in (Staff, Ticket, Vote, Wizard))
ACT, INVITE, RHYTHM = columns(Act), columns(Invite), columns(Rhythm)
DILEMMA, IDEA, NEED, TALK = columns(Dilemma), columns(Idea), columns(Need), columns(Talk)
POINTING: tuple[tuple[type[Any], str], ...] = (
    (Member, "person_id"),
    (Question, "author_id"),
    (Goal, "by_id"),
    (Charge, "by_id"),
    (Ticket, "opened_by"),
    (Ticket, "used_by"),
    (Invite, "by_id"),
    (Invite, "used_by"),
    (Skip, "by_id"),
    (Backing, "by_id"),
    (Move, "by_id"),
    (Decision, "by_id"),
    (Line, "by_id"),
    (Case, "by_id"),
    (Mute, "by_id"),
)
"""Where a person's id stands and may be replaced. Entries, credit entries, claims and acts are sealed, or only ever
added: the number of an account stays in what its owner signed as staff."""

OWN: tuple[type[Any], ...] = (Author, Moment, Pause, Pick, PutAway, Said)
"""What is kept of a member's pauses, tastes and words, and goes with them as their days do. How many said a word stays
with the word, as how many chose an option stays with the option."""
UNKNOWN = {"last_day": None, "streak": 0, "streak_began": None, "grace": 0, "alias": None}
UNKNOWN |= {"interests_since": None, "welcomed_on": None}
"""What a member's row says of nobody's habit."""

ABOUT = {"staff_joined": "person", "guessing": "by"}
"""Kinds of notices that name a person by their id, and where in the payload."""


async def memberships(session: AsyncSession, person_id: int, *, lock: bool = False) -> Sequence[tuple[Member, str]]:
    """The person's memberships with the hangouts' titles, in the order of joining."""
    query = select(Member, HANGOUT.title).join(Hangout, HANGOUT.id == MEMBER.hangout_id)
    query = query.where(MEMBER.person_id == person_id).order_by(MEMBER.id)
    query = query.with_for_update(of=table_of(Member)) if lock else query
    return (await session.execute(query)).tuples().all()


async def hold(session: AsyncSession, member_ids: Sequence[int]) -> None:
    """Holds what the members wrote and others act on, so that whoever is about to is waited for and then waits: what
    somebody wrote comes before their membership, as in every act."""
    answered = select(TALK.need_id).where(TALK.member_id.in_(member_ids))
    for written, theirs in (
        (IDEA.id, IDEA.member_id.in_(member_ids)),
        (NEED.id, NEED.member_id.in_(member_ids) | NEED.id.in_(answered)),
        (DILEMMA.id, DILEMMA.member_id.in_(member_ids)),
    ):
        await session.execute(select(written).where(theirs).order_by(written).with_for_update())


async def roles(session: AsyncSession, person_id: int, *, lock: bool = False) -> Sequence[tuple[Hangout, str]]:
    """The hangouts that the person works in, with the role there; `lock` holds the hangouts."""
    query = select(Hangout, STAFF.role).join(Staff, STAFF.hangout_id == HANGOUT.id)
    query = query.where(STAFF.person_id == person_id).order_by(HANGOUT.id)
    query = query.with_for_update(of=table_of(Hangout)) if lock else query
    return (await session.execute(query)).tuples().all()


async def other_owners(session: AsyncSession, hangout_id: int, person_id: int) -> int:
    """How many others own the hangout."""
    query = select(func.count()).where(STAFF.hangout_id == hangout_id, STAFF.role == "owner")
    return await session.scalar(query.where(STAFF.person_id != person_id)) or 0


async def debts(session: AsyncSession, person_id: int) -> Sequence[tuple[int, str, str]]:
    """What the person owes: amount, currency and the hangout's title."""
    query = select(ACCOUNT.owed, HANGOUT.currency, HANGOUT.title).join_from(table_of(Account), table_of(Hangout))
    query = query.join(Member, MEMBER.id == ACCOUNT.member_id)
    query = query.where(MEMBER.person_id == person_id, ACCOUNT.owed > 0).order_by(HANGOUT.id)
    return (await session.execute(query)).tuples().all()


async def waiting_charges(session: AsyncSession, person_id: int) -> Sequence[int]:
    """Charges that wait for the person's word."""
    query = select(CHARGE.id).join_from(table_of(Charge), table_of(Member), MEMBER.id == CHARGE.member_id)
    return (await session.scalars(query.where(MEMBER.person_id == person_id, CHARGE.state == "waiting"))).all()


async def open_claims(session: AsyncSession, member_ids: Sequence[int]) -> Sequence[int]:
    """Claims that were neither fetched nor given back."""
    query = select(CLAIM.id).where(CLAIM.member_id.in_(member_ids), CLAIM.state == "open")
    return (await session.scalars(query.order_by(CLAIM.member_id, CLAIM.id))).all()


async def open_votes(session: AsyncSession, person_id: int) -> Sequence[int]:
    """The open rounds in which an answer of the person's counts."""
    query = select(ROUND.id).join_from(table_of(Round), table_of(Vote), VOTE.round_id == ROUND.id)
    query = query.join(table_of(Member), MEMBER.id == VOTE.member_id)
    return (
        await session.scalars(query.where(MEMBER.person_id == person_id, ROUND.state == "open", VOTE.choices > 0))
    ).all()


async def leave(session: AsyncSession, hangout_id: int, person_id: int) -> None:
    """Takes the person out of the staff, and the links that they made and nobody used."""
    await session.execute(delete(Staff).where(STAFF.hangout_id == hangout_id, STAFF.person_id == person_id))
    unused = delete(Invite).where(INVITE.hangout_id == hangout_id, INVITE.by_id == person_id)
    await session.execute(unused.where(INVITE.used_by.is_(None)))


async def let_go(session: AsyncSession, hangout_id: int) -> None:
    """The channel and the group of a hangout that nobody owns any more can be opened by others."""
    await session.execute(delete(Chat).where(CHAT.hangout_id == hangout_id))


async def bury(session: AsyncSession, person_id: int, language: str, at: datetime) -> None:
    """Puts a nameless person in the place of this one, wherever that may be. Telegram's ids of people are positive,
    so the new one never meets anybody."""
    tombstone = -1 - secrets.randbelow(2**62)
    session.add(Person(id=tombstone, name="", language=language, reach="closed", created_at=at))
    await session.flush()
    for model, column in POINTING:
        mine = columns(model)[column] == person_id
        await session.execute(update(table_of(model)).where(mine).values({column: tombstone}))


async def erase(session: AsyncSession, person_id: int, member_ids: Sequence[int]) -> None:
    """Takes away everything that leads to the person, and at last the person."""
    for member in await session.scalars(select(Member).where(MEMBER.id.in_(member_ids))):
        await habit.forget(session, member)
    await watch.forget(session, member_ids)
    await needs.forget(session, member_ids)
    await dilemmas.forget(session, member_ids)
    await ideas.forget(session, member_ids)
    for model in OWN:
        await session.execute(delete(table_of(model)).where(columns(model).member_id.in_(member_ids)))
    await session.execute(update(table_of(Member)).where(MEMBER.id.in_(member_ids)).values(**UNKNOWN))
    await session.execute(delete(Rhythm).where(RHYTHM.person_id == person_id))
    await session.execute(delete(Ticket).where(TICKET.member_id.in_(member_ids)))
    await session.execute(delete(Scan).where(SCAN.member_id.in_(member_ids) | (SCAN.staff_id == person_id)))
    await session.execute(delete(Guess).where(GUESS.person_id == person_id))
    await session.execute(delete(Wizard).where(WIZARD.person_id == person_id))
    await session.execute(delete(Notice).where(NOTICE.chat_id == person_id, NOTICE.public.is_(False)))
    await session.execute(delete(Notice).where(NOTICE.id.in_(await _told_of(session, person_id))))
    await session.execute(delete(Person).where(PERSON.id == person_id))


async def _told_of(session: AsyncSession, person_id: int) -> list[int]:
    """Notices by which others were told of the person."""
    found = await session.execute(select(NOTICE.id, NOTICE.kind, NOTICE.payload).where(NOTICE.kind.in_(ABOUT)))
    return [key for key, kind, payload in found if payload.get(ABOUT[kind]) == person_id]


async def acts(session: AsyncSession, person_id: int) -> Sequence[tuple[datetime, str, str]]:
    """What the person did as staff: when, what, and the hangout's title."""
    query = select(ACT.at, ACT.what, HANGOUT.title).join_from(table_of(Act), table_of(Hangout))
    return (await session.execute(query.where(ACT.by_id == person_id).order_by(ACT.id))).tuples().all()


async def votes(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str, list[str], int]]:
    """The member's answers: when, the question, its options, the bits of those chosen."""
    query = select(VOTE.at, ROUND.text, ROUND.options, VOTE.choices).join_from(
        table_of(Vote), table_of(Round), and_(ROUND.id == VOTE.round_id)
    )
    return (await session.execute(query.where(VOTE.member_id == member_id).order_by(VOTE.at))).tuples().all()


async def claims(session: AsyncSession, member_id: int) -> Sequence[Claim]:
    """The member's claims."""
    return (await session.scalars(select(Claim).where(CLAIM.member_id == member_id).order_by(CLAIM.id))).all()


async def account(session: AsyncSession, member_id: int) -> Account | None:
    """The member's credit stick, if they have one."""
    return await session.get(Account, member_id)


async def credit(session: AsyncSession, member_id: int) -> Sequence[CreditEntry]:
    """What stands on the member's credit stick."""
    query = select(CreditEntry).where(CREDIT.member_id == member_id).order_by(CREDIT.seq)
    return (await session.scalars(query)).all()


async def questions(session: AsyncSession, person_id: int) -> Sequence[Question]:
    """The questions that the person wrote for queues."""
    return (await session.scalars(select(Question).where(QUESTION.author_id == person_id).order_by(QUESTION.id))).all()
