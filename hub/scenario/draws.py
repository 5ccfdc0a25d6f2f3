"""The draws of a person's hangouts: what was committed to, what was told, and how it ended for them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound
from hub.scenario.draw import bound, commitment, ticket, wins
from storage import hangouts, rounds, scenarios
from storage.tables import Hangout, Member, Round


@dataclass(frozen=True, slots=True)
class Coming:
    """The draw of the round that is on. `chained`: its commitment is the secret that was told last."""

    day: date
    permille: int
    commitment: str
    chained: bool
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw that is over. `ticket` and `won` are the person's whether or not they `answered`; `cut` are the notches
    that it brought them: 0 where a ceiling held it back, None where it brought none."""

    day: date
    permille: int
    commitment: str
    secret: str
    bound: str
    ticket: str
    won: bool
    answered: bool
    cut: int | None
    winners: int
    voters: int


@dataclass(frozen=True, slots=True)
class DrawPage:
    """A member's draws in one hangout: the coming one (on page 0), and one that is over. Pages go back in time, `last`
    is the oldest; `number` is the member's, which tickets are made of."""

    hangout_id: int
    title: str
    timezone: str
    number: int
    coming: Coming | None
    drawn: Drawn | None
    page: int
    older: bool


async def of_person(hub: Hub, person_id: int) -> list[DrawPage]:
    """The newest page of each of the person's hangouts that has drawn, or is going to."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            shown = await _page(session, hangout, person_id, 0)
            if shown.coming or shown.drawn:
                found.append(shown)
        return found


async def page(hub: Hub, person_id: int, hangout_id: int, number: int) -> DrawPage:
    """One page. NotFound for a hangout that the person is no member of, or a page that is not there."""
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        if hangout is None or number < 0:
            raise NotFound
        shown = await _page(session, hangout, person_id, number)
        if number and shown.drawn is None:
            raise NotFound
        return shown


async def _page(session: AsyncSession, hangout: Hangout, person_id: int, page: int) -> DrawPage:
    key = hangout.id or 0
    member = await hangouts.member(session, key, person_id)
    if member is None:
        raise NotFound
    over = list(await scenarios.drawn(session, key, "closed", page, 2))
    playing = list(await scenarios.drawn(session, key, "open", 0, 1)) if page == 0 else []
    return DrawPage(
        hangout_id=key,
        title=hangout.title,
        timezone=hangout.timezone,
        number=member.id or 0,
        coming=_coming(playing[0], over, hangout.timezone) if playing else None,
        drawn=await _drawn(session, over[0], member, hangout.timezone) if over else None,
        page=page,
        older=len(over) > 1,
    )


def _coming(playing: Round, over: list[Round], zone: str) -> Coming:
    told = commitment(playing.secret or b"")
    chained = bool(over) and (over[0].secret or b"").hex() == told
    return Coming(local_day(playing.opens_at, zone), playing.lucky_permille, told, chained, playing.closes_at)


async def _drawn(session: AsyncSession, over: Round, member: Member, zone: str) -> Drawn:
    secret, key, number = over.secret or b"", over.id or 0, member.id or 0
    return Drawn(
        day=local_day(over.opens_at, zone),
        permille=over.lucky_permille,
        commitment=commitment(secret),
        secret=secret.hex(),
        bound=bound(over.lucky_permille),
        ticket=ticket(secret, number),
        won=wins(secret, number, over.lucky_permille),
        answered=await scenarios.answered(session, key, number),
        cut=await scenarios.won(session, key, number),
        winners=await scenarios.winners(session, key),
        voters=await rounds.voters_count(session, key),
    )
