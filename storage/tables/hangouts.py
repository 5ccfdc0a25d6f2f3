"""Persons, hangouts, who runs them and where they live."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Serial, big, instant, octets, points, serial, structure, words


class Person(SQLModel, table=True):
    """A Telegram user, known across hangouts. `id` is Telegram's."""

    id: int = Field(sa_column=Column(Serial, primary_key=True, autoincrement=False))
    name: str = words()
    language: str = words()
    language_chosen: bool = False
    reach: str = words("unknown")  # unknown (never pressed start) | open | closed (blocked, gone)
    created_at: datetime = instant()


class Hangout(SQLModel, table=True):
    """One brand's channel + group + private chat: one tenant."""

    id: int | None = serial()
    slug: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    title: str = words("")
    language: str = words()
    timezone: str = words()
    opens_minute: int = 19 * 60  # local minute of the day at which the question opens and the last one closes
    stick_length: int = 10
    day_ceiling: int | None = None  # notches that the rules cut for one member in a local day, at most; None: any
    month_ceiling: int | None = None  # the same for a month of the hangout's calendar
    clerk_limit: int = 3  # notches that staff may give or take from one member in a day by hand; owners any number
    sure_above: int = 100  # a rule that would give away more notches a day than this asks the owner twice
    currency: str = words("toman")  # see hub.money
    credit: bool = False  # whether the shop sells on credit
    credit_limit: int = big(0)  # what a member whose own limit nobody has set may owe; in the smallest unit
    credit_confirm: int = big(0)  # charges above this wait for the member's word; in the smallest unit
    trade: str | None = words(nullable=True)  # what is sold here, as the bank's tags name it; None: anything
    scenario: str | None = words(nullable=True)  # the preset that was applied last; see hub.scenario
    together: int = 0  # the dials, -2 to 2: on one's own … together
    lucky: int = 0  # sure … lucky
    far: int = 0  # soon … far
    lucky_permille: int = 0  # votes in a thousand that a draw gives an extra notch
    draw_seed: bytes | None = octets(nullable=True)  # the chain of the draws' secrets; see hub.scenario.draw
    draw_left: int = 0  # how many of them are still to come
    standing: bool = False  # whether members who chose a name for it may be seen in a ranking
    ideas_held: bool = False  # whether a member's idea waits for a moderator before it stands on the board
    idea_hashtags: list[str] = structure(list)  # what makes a message an idea, without the #; empty: the usual words
    backing_budget: int | None = None  # ideas that a member may come to be for in a month; None: any number
    state: str = words("draft")  # draft | open | paused
    next_opening: datetime | None = instant(nullable=True, index=True)
    next_seal: datetime | None = instant(nullable=True, index=True)
    next_made: datetime | None = instant(nullable=True, index=True)  # when the things made last month are shown
    created_at: datetime = instant()


class Chat(SQLModel, table=True):
    """A hangout's channel or group. `telegram_id` changes when a group becomes a supergroup."""

    __table_args__ = (UniqueConstraint("hangout_id", "place"),)
    id: int | None = serial()
    telegram_id: int = big(unique=True)
    hangout_id: int = points("hangout.id")
    place: str = words()  # channel | group
    title: str = words("")
    username: str | None = words(nullable=True)
    linked_id: int | None = big(nullable=True)  # Telegram's id of the channel's discussion group, or of its channel
    lost: bool = False  # the bot was removed or lost what it needs there


class Staff(SQLModel, table=True):
    """Who runs a hangout."""

    hangout_id: int = points("hangout.id", primary_key=True)
    person_id: int = points("person.id", primary_key=True, index=True)
    role: str = words()  # owner | moderator | clerk
    since: datetime = instant()


class Invite(SQLModel, table=True):
    """An owner's one-use link that makes whoever follows it staff."""

    token: str = Field(sa_column=Column(Text, primary_key=True))
    hangout_id: int = points("hangout.id", index=True)
    role: str = words()  # moderator | clerk
    by_id: int = big()
    at: datetime = instant()
    expires_at: datetime = instant()
    used_by: int | None = big(nullable=True)


class Act(SQLModel, table=True):
    """What staff did that the owner may want to read later: changed rules, rewards, limits, staff. Only ever added."""

    id: int | None = serial()
    hangout_id: int = points("hangout.id", index=True)
    by_id: int = big()
    what: str = words()  # see handlers.hangout.history
    about: dict[str, Any] = structure()
    at: datetime = instant()


class Rest(SQLModel, table=True):
    """Local days on which nobody could be missed: the hangout was closed, or a time zone skipped the day. `last` is
    None while it goes on."""

    hangout_id: int = points("hangout.id", primary_key=True)
    first: date = Field(primary_key=True)
    last: date | None = None


class Run(SQLModel, table=True):
    """A once-a-day job's row: inserted with its work, so that it runs once for a hangout and a local day."""

    job: str = Field(sa_column=Column(Text, primary_key=True))
    hangout_id: int = points("hangout.id", primary_key=True)
    day: date = Field(primary_key=True)
    outcome: str = words()  # done | skipped
    at: datetime = instant()


class Wizard(SQLModel, table=True):
    """Where a person is in a conversation of several steps, so that a restart loses nothing."""

    person_id: int = Field(sa_column=Column(Serial, primary_key=True, autoincrement=False))
    state: str = words()
    data: dict[str, Any] = structure()
    updated_at: datetime = instant()
