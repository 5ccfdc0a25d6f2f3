"""A member's statement: their entries, the newest first, with the balance after each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.stick.corrections import may_be_taken_back, taking_back
from hub.till import desk
from storage import hangouts, statement
from storage.statement import Line
from storage.tables import Entry, Hangout, Member

PAGE = 10


class Deed(NamedTuple):
    """What an entry was for: its rule, and what was noted with it."""

    rule: str
    note: str | None


@dataclass(frozen=True, slots=True)
class LineView:
    """An entry. `takes_back` is what it reverses; `taken_back`: another one reverses it; `open_to_correction`: staff
    may take it back."""

    id: int
    at: datetime
    notches: int
    balance: int
    deed: Deed
    takes_back: Deed | None
    taken_back: bool
    open_to_correction: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a statement. `newer` and `older` are where the neighbouring pages begin (see `mine`); None where there
    is none."""

    member_id: int
    hangout_id: int
    title: str
    timezone: str
    balance: int
    first: int
    lines: tuple[LineView, ...]
    newer: int | None
    older: int | None


async def mine(hub: Hub, person_id: int, hangout_id: int, first: int = 0) -> Page:
    """The person's own statement in a hangout, from the `first`-th entry of their chain down; 0 is the newest.

    A page named by its place in the chain stays the same when new entries come.
    """
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        member = await hangouts.member(session, hangout_id, person_id)
        if hangout is None or hangout.state == "draft" or member is None:
            raise NotFound
        return await _page(session, hangout, member, first)


async def of_guest(hub: Hub, staff_id: int, member_id: int, first: int = 0) -> Page:
    """The same for staff who may serve the member now."""
    async with hub.db.read() as session:
        served = await desk.serve(session, hub, staff_id, member_id)
        return await _page(session, served.hangout, served.member, first)


async def _page(session: AsyncSession, hangout: Hangout, member: Member, first: int) -> Page:
    top = first if 0 < first <= member.entries else member.entries
    last = max(1, top - PAGE + 1)
    found = await statement.page(session, member.id or 0, top, last)
    return Page(
        member_id=member.id or 0,
        hangout_id=hangout.id or 0,
        title=hangout.title,
        timezone=hangout.timezone,
        balance=member.notches,
        first=top,
        lines=tuple(await _views(session, member.id or 0, found)),
        newer=(min(top + PAGE, member.entries) if top < member.entries else None),
        older=last - 1 if last > 1 else None,
    )


async def _views(session: AsyncSession, member_id: int, found: Sequence[Line]) -> list[LineView]:
    back = await statement.acted(session, member_id, [taking_back(line.id) for line in found])
    sources = await statement.entries(session, member_id, [line.reverses for line in found if line.reverses])
    return [_view(line, sources.get(line.reverses or 0), taken_back=taking_back(line.id) in back) for line in found]


def _view(line: Line, source: Entry | None, *, taken_back: bool) -> LineView:
    return LineView(
        id=line.id,
        at=line.at,
        notches=line.notches,
        balance=line.balance,
        deed=Deed(line.rule, line.note),
        takes_back=Deed(source.rule, source.note) if source else None,
        taken_back=taken_back,
        open_to_correction=not taken_back and may_be_taken_back(line.rule, line.notches),
    )
