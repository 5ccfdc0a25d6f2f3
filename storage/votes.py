"""Queries about votes, written for many at once.

They take a plain connection and do not await: a group of votes is one visit to the writer's thread. Statements stand
here ready made, since building them anew would cost more than running them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, and_, bindparam, cast, select, update

from storage.ledger import HEAD, Head
from storage.presence import STREAK
from storage.tables import Hangout, Member, Notice, Person, Post, Round, RuleSetting, Tally, Vote, columns, table_of
from storage.upsert import by_engine

HANGOUT, MEMBER, PERSON = columns(Hangout), columns(Member), columns(Person)
NOTICE, POST, ROUND, TALLY, VOTE = columns(Notice), columns(Post), columns(Round), columns(Tally), columns(Vote)
RULE = columns(RuleSetting)
MILESTONES = table_of(RuleSetting).alias()
MILESTONE = MILESTONES.c
IDS: Any = bindparam("ids", expanding=True)

# Held until the commit, so that a close either sees these votes or is seen by them.
ROUNDS = (
    select(
        ROUND.id,
        ROUND.hangout_id,
        ROUND.kind,
        ROUND.options,
        ROUND.state,
        ROUND.closes_at,
        HANGOUT.stick_length,
        HANGOUT.timezone,
        HANGOUT.language,
        HANGOUT.day_ceiling,
        HANGOUT.month_ceiling,
        RULE.notches,
        RULE.active,
        MILESTONE.notches,
        MILESTONE.active,
        ROUND.facts,
        ROUND.lucky_permille,
        ROUND.secret,
        HANGOUT.together,
    )
    .join_from(table_of(Round), table_of(Hangout), HANGOUT.id == ROUND.hangout_id)
    .outerjoin(table_of(RuleSetting), and_(RULE.hangout_id == ROUND.hangout_id, RULE.rule == "vote"))
    .outerjoin(MILESTONES, and_(MILESTONE.hangout_id == ROUND.hangout_id, MILESTONE.rule == "milestone"))
    .where(ROUND.id.in_(IDS))
    .order_by(ROUND.id)
    .with_for_update(of=table_of(Round), key_share=True)
)
ROUNDS_OF_POLLS = select(POST.poll_id, POST.round_id).where(POST.poll_id.in_(IDS))
PLACES = select(POST.round_id, POST.chat_id, POST.message_id).where(POST.round_id.in_(IDS))
VOTERS = (
    select(PERSON.id, PERSON.name, PERSON.language, VOTE.choices, *STREAK, *HEAD)
    .join_from(table_of(Member), table_of(Person), PERSON.id == MEMBER.person_id)
    .outerjoin(table_of(Vote), and_(VOTE.round_id == bindparam("round"), VOTE.member_id == MEMBER.id))
    .where(MEMBER.hangout_id == bindparam("hangout"), MEMBER.person_id.in_(IDS))
    .order_by(MEMBER.id)
    .with_for_update(of=table_of(Member))
)
LANGUAGES = select(PERSON.id, PERSON.language).where(PERSON.id.in_(IDS))
RENAME = update(table_of(Person)).where(PERSON.id == bindparam("of"))
OTHER = table_of(Post).alias().c
ADOPT = (
    update(table_of(Post))
    .where(POST.round_id == bindparam("round"), POST.chat_id == bindparam("chat"), POST.shape != "poll")
    .where(POST.message_id.is_(None))
    .where(
        ~select(OTHER.id).where(OTHER.chat_id == bindparam("chat"), OTHER.message_id == bindparam("message")).exists()
    )
    .values(message_id=bindparam("message"), state="live")
)
ADOPT_POLL = (
    update(table_of(Post))
    .where(POST.round_id == bindparam("round"), POST.shape == "poll", POST.poll_id.is_(None))
    .values(poll_id=bindparam("poll"), state="live")
)
ARRIVED = (
    update(table_of(Notice))
    .where(NOTICE.dedupe_key == bindparam("key"), NOTICE.chat_id == bindparam("chat"), NOTICE.state == "uncertain")
    .values(state="sent")
)
POLL_ARRIVED = (
    update(table_of(Notice))
    .where(NOTICE.dedupe_key == bindparam("key"), NOTICE.state == "uncertain")
    .values(state="sent")
)
LOST_POLLS = (
    select(ROUND.id, NOTICE.state)
    .join_from(table_of(Round), table_of(Post), POST.round_id == ROUND.id)
    .join(table_of(Notice), NOTICE.dedupe_key == "round:" + cast(ROUND.id, Text) + ":group")
    .where(ROUND.state == "open", POST.shape == "poll", POST.poll_id.is_(None))
    .where(NOTICE.state.in_(("sending", "uncertain", "sent")))
)
TOUCH = update(table_of(Round)).where(ROUND.id == bindparam("of")).values(changes=ROUND.changes + 1)


def _write(insert: Any) -> Any:
    new = insert(table_of(Vote))
    changed = {"choices": new.excluded.choices, "at": new.excluded.at}
    return new.on_conflict_do_update(index_elements=["round_id", "member_id"], set_=changed)


def _count(insert: Any) -> Any:
    new = insert(table_of(Tally))
    moved = {"votes": TALLY.votes + new.excluded.votes}
    return new.on_conflict_do_update(index_elements=["round_id", "option"], set_=moved)


WRITE, COUNT = by_engine(_write), by_engine(_count)
ADD_PEOPLE = by_engine(lambda insert: insert(table_of(Person)).on_conflict_do_nothing())
ADD_MEMBERS = by_engine(lambda insert: insert(table_of(Member)).on_conflict_do_nothing())


class OpenRound(NamedTuple):
    """What a vote must know of its round and hangout. `closes_at` is a UTC instant; a rule of None is the usual one."""

    id: int
    hangout_id: int
    kind: str
    options: list[str]
    state: str
    closes_at: datetime
    stick_length: int
    timezone: str
    language: str
    day_ceiling: int | None
    month_ceiling: int | None
    rule_notches: int | None
    rule_active: bool | None
    milestone_notches: int | None
    milestone_active: bool | None
    facts: dict[str, Any]
    lucky_permille: int
    secret: bytes | None
    together: int


class Voter(NamedTuple):
    """A member as the vote finds them; `choices` is their answer so far, None before the first."""

    person_id: int
    name: str
    language: str
    choices: int | None
    last_day: date | None
    streak: int
    streak_began: date | None
    grace: int
    head: Head


def rounds(connection: Connection, ids: Iterable[int]) -> dict[int, OpenRound]:
    """The rounds by id, held until the commit; those that do not exist are missing."""
    return {row[0]: OpenRound._make(row) for row in connection.execute(ROUNDS, {"ids": list(ids)})}


def rounds_of_polls(connection: Connection, poll_ids: Iterable[str]) -> dict[str, int]:
    """Which round a native poll shows."""
    return {row[0]: row[1] for row in connection.execute(ROUNDS_OF_POLLS, {"ids": list(poll_ids)})}


def places(connection: Connection, round_ids: Iterable[int]) -> dict[tuple[int, int], int | None]:
    """The chats in which rounds are posted: (round, chat) -> message, None while it is not known."""
    return {(row[0], row[1]): row[2] for row in connection.execute(PLACES, {"ids": list(round_ids)})}


def adopt(connection: Connection, round_id: int, chat_id: int, message_id: int) -> None:
    """A press has shown where a post of unknown outcome stands; a message that is another post is none."""
    if connection.execute(ADOPT, {"round": round_id, "chat": chat_id, "message": message_id}).rowcount:
        for place in ("channel", "group"):
            key = f"round:{round_id}:{place}"
            connection.execute(ARRIVED, {"key": key, "chat": chat_id})


def lost_polls(connection: Connection) -> dict[int, str]:
    """Open rounds whose poll in the group may stand there though we were never told its id: how its notice stands."""
    return {row[0]: row[1] for row in connection.execute(LOST_POLLS)}


def adopt_poll(connection: Connection, round_id: int, poll_id: str) -> None:
    """An answer has shown the id of a group's poll of unknown outcome."""
    connection.execute(ADOPT_POLL, {"round": round_id, "poll": poll_id})
    connection.execute(POLL_ARRIVED, {"key": f"round:{round_id}:group"})


def voters(connection: Connection, open_round: OpenRound, person_ids: Iterable[int]) -> dict[int, Voter]:
    """The members among the persons, by person, locked until the transaction ends."""
    asked = {"round": open_round.id, "hangout": open_round.hangout_id, "ids": list(person_ids)}
    found = connection.execute(VOTERS, asked)
    return {row[0]: Voter(*row[:8], Head._make(row[8:])) for row in found}


def languages(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    """The languages of those persons who are known."""
    return {row[0]: row[1] for row in connection.execute(LANGUAGES, {"ids": list(person_ids)})}


def rename(connection: Connection, names: Sequence[dict[str, Any]]) -> None:
    """Writes new names: rows of `of` (the person) and `name`."""
    if names:
        connection.execute(RENAME, names)


def join(connection: Connection, people: Sequence[dict[str, Any]], members: Sequence[dict[str, Any]]) -> None:
    """Adds persons and members; those who are known already stay as they are."""
    connection.execute(ADD_PEOPLE(connection.dialect.name), people)
    connection.execute(ADD_MEMBERS(connection.dialect.name), members)


def write(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Writes answers: the newest of a member in a round replaces the one before."""
    connection.execute(WRITE(connection.dialect.name), rows)


def add_to_tally(connection: Connection, deltas: Mapping[tuple[int, int], int]) -> None:
    """Moves the counts of (round, option) and marks the rounds' posts as behind."""
    if not deltas:  # votes that moved crosswise
        return
    rows = [{"round_id": r, "option": o, "votes": n} for (r, o), n in sorted(deltas.items())]
    connection.execute(COUNT(connection.dialect.name), rows)
    connection.execute(TOUCH, [{"of": round_id} for round_id in sorted({round_id for round_id, _ in deltas})])
