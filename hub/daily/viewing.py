"""A round as everybody outside sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.daily import words
from hub.daily.facts import PLAIN, Facts, read
from hub.daily.words import NONE, Words
from hub.days import local_day
from hub.ideas import deciding
from hub.ideas.deciding import Decided
from hub.scenario.draw import commitment
from storage import hangouts, rounds
from storage.tables import Hangout, Round


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as it stands. `counts` is by option; `voters` are members, who may have chosen several; `mine` is the
    bit set of the person asking; `photo` is Telegram's file id of its picture; `seal` is the commitment of its draw and
    `secret` what is told of it after the close, both empty where there is no draw; `decided` is how a vote that
    bound came out; one that stands `beside` is not the day's question; times are UTC."""

    id: int
    hangout_id: int
    title: str
    language: str
    timezone: str
    day: date
    kind: str
    text: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    voters: int
    open: bool
    opens_at: datetime
    closes_at: datetime
    slug: str
    changes: int
    facts: Facts = PLAIN
    photo: str | None = None
    lucky_permille: int = 0
    seal: str = ""
    secret: str = ""
    mine: int = 0
    words: Words = NONE
    decided: Decided | None = None
    beside: bool = False

    @property
    def local_day(self) -> date:
        """The date on the hangout's wall when the question came."""
        return local_day(self.opens_at, self.timezone)


async def view_of(session: AsyncSession, found: Round, person_id: int | None = None) -> RoundView:
    """A round as it stands, with the answer of a person who is a member."""
    hangout = await session.get_one(Hangout, found.hangout_id)
    counted = await rounds.tally(session, found.id or 0)
    member = await hangouts.member(session, found.hangout_id, person_id) if person_id is not None else None
    return RoundView(
        id=found.id or 0,
        hangout_id=found.hangout_id,
        title=hangout.title,
        language=hangout.language,
        timezone=hangout.timezone,
        day=found.day,
        kind=found.kind,
        text=found.text,
        options=tuple(found.options),
        counts=tuple(counted.get(option, 0) for option in range(len(found.options))),
        voters=await _voters(session, found, counted),
        open=found.state == "open",
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        slug=hangout.slug,
        changes=found.changes,
        facts=read(found.facts),
        photo=found.photo,
        lucky_permille=found.lucky_permille,
        seal=commitment(found.secret) if found.secret else "",
        secret=found.secret.hex() if found.secret and found.state == "closed" else "",
        mine=await rounds.choices_of(session, found.id or 0, member.id or 0) if member else 0,
        words=await words.of_round(session, found, member.id if member else None),
        decided=await deciding.told(session, found),
        beside=found.beside is not None,
    )


async def _voters(session: AsyncSession, found: Round, counted: dict[int, int]) -> int:
    """Members who have an answer; where each has one option, that is the sum of the counts, and costs nothing."""
    if read(found.facts).several:
        return await rounds.voters_count(session, found.id or 0)
    return sum(counted.values())
