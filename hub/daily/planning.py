"""The coming two weeks: what will be asked on which day, and changing that."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import owned
from hub.context import Hub
from hub.daily import questions
from hub.daily.asking import AHEAD, Asked, Supply, first_day, ready, supply
from hub.daily.choosing import YEAR, free
from hub.daily.errors import BadDay
from hub.daily.facts import read
from hub.daily.planning_days import bookable, days_from
from hub.daily.questions import Draft, QuestionView, new_key
from hub.daily.tags import topics
from hub.errors import NotFound
from storage import hangouts, planning, presence, rounds
from storage.tables import Hangout

PAGE = 5


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What comes on a day. `asked` is None on a day that rests; `question` is the waiting question, where it is one;
    `fixed`: it was planned for this very day."""

    day: date
    asked: Asked | None
    question: int | None
    fixed: bool

    @property
    def origin(self) -> str:
        """Where it comes from: day, queue, bank, recall or rest."""
        if self.asked is None:
            return "rest"
        place = self.asked.source.partition(":")[0]
        return ("day" if self.fixed else "queue") if place == "question" else place


@dataclass(frozen=True, slots=True)
class Plan:
    """The coming days, today's or the next one first; `later` waits for a day beyond them; `skipped` counts the ready
    questions that the owner does not want."""

    days: tuple[PlannedDay, ...]
    later: tuple[QuestionView, ...]
    skipped: int

    def on(self, day: date) -> PlannedDay:
        """What comes on a day; NotFound for one beyond the plan."""
        for planned in self.days:
            if planned.day == day:
                return planned
        raise NotFound


@dataclass(frozen=True, slots=True)
class Page:
    """Ready questions that suit a day, the best first. Pages count from 0 to `last`."""

    day: date
    entries: tuple[Asked, ...]
    page: int
    last: int


async def plan(hub: Hub, person_id: int, hangout_id: int) -> Plan:
    """The coming two weeks as things stand, for the hangout's owner."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        first = await first_day(session, hub, hangout)
        days, dated = await _days(session, hub, hangout, first)
        later = [one for one in dated if one.day and one.day > days[-1].day]
        skipped = len(await planning.skipped(session, hangout_id))
    return Plan(tuple(days), tuple(sorted(later, key=lambda one: one.day or first)), skipped)


async def _days(
    session: AsyncSession, hub: Hub, hangout: Hangout, first: date
) -> tuple[list[PlannedDay], list[QuestionView]]:
    """Two weeks from a day on, and all questions that wait."""
    left = await supply(session, hub, hangout, first)
    dated = {f"question:{one.id}": one.day for one in left.waiting}
    waiting = [questions.view(one) for one in left.waiting]
    return [_planned(left, day, dated) for day in days_from(first, AHEAD)], waiting


def _planned(left: Supply, day: date, dated: dict[str, date | None]) -> PlannedDay:
    asked = left.take(day)
    if asked is None or asked.source not in dated:
        return PlannedDay(day, asked, None, fixed=False)
    return PlannedDay(day, asked, int(asked.source.partition(":")[2]), fixed=dated[asked.source] == day)


async def collection(hub: Hub, person_id: int, hangout_id: int, day: date, page: int) -> Page:
    """What the bank has for a day beside what the days before it take; a page that is not there is the nearest."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        first = await first_day(session, hub, hangout)
        if not first <= day <= days_from(first, AHEAD)[-1]:
            raise BadDay
        left = await supply(session, hub, hangout, first)
        for before in days_from(first, (day - first).days):
            left.take(before)
        ranked = left.ranked(day)
    last = max(0, (len(ranked) - 1) // PAGE)
    page = min(max(page, 0), last)
    return Page(day, tuple(map(ready, ranked[page * PAGE : (page + 1) * PAGE])), page, last)


async def take(hub: Hub, person_id: int, hangout_id: int, key: str, day: date) -> QuestionView:
    """A question of the bank is the hangout's own from now on, on that day; NotFound for one that may not be asked
    then. What stood on the day goes to the head of the queue."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        held = next((one for one in await rounds.queue(session, hangout_id) if one.bank_key == key), None)
        if held is None:
            kept = questions.checked(await _entry(session, hub, hangout, key, day))
            held = await questions.added(session, hub, hangout, person_id, kept, new_key(hangout_id), day)
        else:  # the same tap again, or another day for it
            await questions.dated(session, hub, hangout, held, day)
        return questions.view(held)


async def _entry(session: AsyncSession, hub: Hub, hangout: Hangout, key: str, day: date) -> Draft:
    found = next((one for one in hub.bank(hangout.language) if one.key == key), None)
    if found is None or not free(key, day, await planning.asked_days(session, hangout.id or 0, day - YEAR)):
        raise NotFound
    return Draft(found.kind, found.text, tuple(found.options), read(found.facts), tuple(topics(found.tags)), key)


async def skip(hub: Hub, person_id: int, hangout_id: int, key: str) -> None:
    """The question of the bank is not asked here; another takes its place. NotFound if there is none."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if not any(one.key == key for one in hub.bank(hangout.language)):
            raise NotFound
        await planning.skip(session, hangout_id, key, person_id, hub.now())


async def unskip(hub: Hub, person_id: int, hangout_id: int) -> None:
    """Every question of the bank may be asked again."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        await planning.unskip(session, hangout_id)


async def check_day(hub: Hub, person_id: int, hangout_id: int, day: date) -> date:
    """The day, if a question can be planned for it; BadDay otherwise."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        return bookable(day, await first_day(session, hub, hangout))


async def rest(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> None:
    """A day has nothing to ask: from its hour until the next one nobody can answer, so nobody is missed."""
    until = day if hangout.opens_minute == 0 else day + timedelta(days=1)
    await presence.begin_rest(session, hangout.id or 0, day, until)
    await warn(session, hub, hangout, day)


async def warn(session: AsyncSession, hub: Hub, hangout: Hangout, after: date) -> None:
    """Tells the owners, once a fortnight, that a day of the next two weeks has nothing to ask."""
    key, first = hangout.id or 0, days_from(after, 2)[1]
    left = await supply(session, hub, hangout, first)
    if len(left.may(first)) >= AHEAD:
        return
    empty = next((day for day in days_from(first, AHEAD) if left.take(day) is None), None)
    if empty is None:
        return
    for owner in await hangouts.owners(session, key):
        notice = {"kind": "nothing_left", "hangout_id": key, "chat_id": owner, "public": False}
        notice |= {"payload": {"day": empty.isoformat(), "title": hangout.title}}
        dedupe = f"nothing_left:{key}:{owner}:{empty.toordinal() // AHEAD}"
        await outbox.queue(session, hub, notice | {"dedupe_key": dedupe})
