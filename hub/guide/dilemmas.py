"""Help with a choice: a member's two or three options, answered by the hangout's next voters in private."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox, watch
from hub.context import Hub
from hub.daily.kinds.choice import distinct
from hub.errors import NotFound, NotOpen, OptionTooLong, TooFewOptions, TooManyOptions
from hub.guide.errors import AdviceOver, AsksAlready, NoGuide, OwnChoice
from hub.habit.presence import was_here
from hub.watch import REPORTABLE, Reportable, Thing
from hub.wording import required
from storage import dilemmas, hangouts
from storage.tables import Dilemma, Hangout, Member

KIND = "choice"
TEXT_LIMIT = 160
OPTION_LIMIT = 40
LEAST, MOST = 2, 3
WANTED = 20
"""So many answers are asked for: enough to see what people think."""
LASTS = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class DilemmaView:
    """A choice with the answers so far, which takes more until `closes_at` (aware UTC). `mine`: the person asks it
    themself; `state` as in storage.tables.dilemmas."""

    id: int
    hangout_id: int
    title: str
    timezone: str
    text: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    closes_at: datetime
    state: str
    mine: bool

    @property
    def people(self) -> int:
        """How many have answered."""
        return sum(self.counts)


def check(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The question and its options, each on a line of what was written; a HubError that says what does not fit."""
    kept = [line for line in lines if line.strip()]
    text, options = required(kept[0] if kept else "", TEXT_LIMIT), distinct(kept[1:])
    if len(options) < LEAST:
        raise TooFewOptions(limit=LEAST)
    if len(options) > MOST:
        raise TooManyOptions(limit=MOST, count=len(options))
    for option in options:
        if len(option) > OPTION_LIMIT:
            raise OptionTooLong(option=option[:OPTION_LIMIT] + "…", limit=OPTION_LIMIT)
    return text, options


async def ask(hub: Hub, person_id: int, hangout_id: int, lines: Sequence[str], *, once: str) -> DilemmaView:
    """A member asks; it waits for a moderator where there is a link in it. AsksAlready while another of theirs is
    open; a repeated `once` finds the one that it made."""
    text, options = check(lines)
    async with hub.db.begin() as session:
        hangout, member = await _home(session, hangout_id, person_id)
        key = f"{member.id}:{once}"
        if before := await dilemmas.by_once(session, key):
            return await _view(session, before, member)
        await was_here(session, hangout, member.id or 0, hub.now())  # holds the member
        if await dilemmas.of_member(session, member.id or 0):
            raise AsksAlready
        await watch.may_write(session, hub, hangout_id, member.id or 0)
        held = watch.holds("\n".join([text, *options]))
        made = Dilemma(
            hangout_id=hangout_id,
            member_id=member.id or 0,
            text=text,
            options=options,
            state="held" if held else "open",
            created_at=hub.now(),
            closes_at=hub.now() + LASTS,
            once_key=key,
        )
        session.add(made)
        await session.flush()
        if held:
            await watch.hold(session, hub, KIND, made.id or 0)
        shown = await _view(session, made, member)
    hub.wake()
    return shown


async def asked(hub: Hub, person_id: int, hangout_id: int) -> DilemmaView | None:
    """What the member asks now; where that is nothing and they may not ask either, Muted."""
    async with hub.db.read() as session:
        _, member = await _home(session, hangout_id, person_id)
        found = await dilemmas.of_member(session, member.id or 0)
        if found is None:
            await watch.may_write(session, hub, hangout_id, member.id or 0)
        return await _view(session, found, member) if found else None


async def waiting(hub: Hub, person_id: int, hangout_id: int) -> DilemmaView | None:
    """The choice that has waited longest for this person's answer; None for those who are no members, too."""
    async with hub.db.read() as session:
        member = await hangouts.member(session, hangout_id, person_id)
        found = member and await dilemmas.next_for(session, hangout_id, member.id or 0, hub.now())
        return await _view(session, found, member) if found and member else None


async def answer(hub: Hub, person_id: int, number: int, option: int) -> DilemmaView:
    """A member's answer, which makes a present day; the first one stays. AdviceOver once it is closed or out of sight.
    With the last one wanted it closes."""
    async with hub.db.begin() as session:
        found = await dilemmas.dilemma(session, number, lock=True)
        if found is None or not 0 <= option < len(found.options):
            raise NotFound
        hangout, member = await _home(session, found.hangout_id, person_id)
        if member.id == found.member_id:
            raise OwnChoice
        if found.state != "open" or found.closes_at <= hub.now():
            raise AdviceOver
        row = {"dilemma_id": number, "member_id": member.id, "option": option, "at": hub.now()}
        if await dilemmas.add_vote(session, row):
            await was_here(session, hangout, member.id or 0, hub.now())
        shown = await _view(session, found, member)
        if shown.people >= WANTED:
            await _close(session, hub, found)
    hub.wake()
    return shown


async def drop(hub: Hub, person_id: int, number: int) -> None:
    """The member asks no more; nothing happens to what is over."""
    async with hub.db.begin() as session:
        found = await dilemmas.dilemma(session, number, lock=True)
        member = await hangouts.member(session, found.hangout_id, person_id) if found else None
        if found is None or member is None or found.member_id != member.id:
            raise NotFound
        if found.state in ("open", "held"):
            found.state = "dropped"


async def close(hub: Hub, number: int) -> bool:
    """Its time is over; whether it still was open."""
    async with hub.db.begin() as session:
        found = await dilemmas.dilemma(session, number, lock=True)
        if found is None or found.state != "open" or found.closes_at > hub.now():
            return False
        await _close(session, hub, found)
    hub.wake()
    return True


async def _close(session: AsyncSession, hub: Hub, found: Dilemma) -> None:
    found.state = "over"
    asker = await session.get_one(Member, found.member_id)
    notice: dict[str, Any] = {"kind": "choice_over", "hangout_id": found.hangout_id, "chat_id": asker.person_id}
    notice |= {"public": False, "payload": {"dilemma": found.id}, "dedupe_key": f"choice:{found.id}"}
    await outbox.queue(session, hub, notice)


async def result(hub: Hub, number: int) -> DilemmaView | None:
    """What came of a choice, once it is over."""
    async with hub.db.read() as session:
        found = await dilemmas.dilemma(session, number)
        return await _view(session, found, None) if found and found.state == "over" else None


async def _home(session: AsyncSession, hangout_id: int, person_id: int) -> tuple[Hangout, Member]:
    hangout = await hangouts.hangout(session, hangout_id)
    if hangout is None or hangout.state == "draft":
        raise NotOpen
    member = await hangouts.member(session, hangout_id, person_id)
    if member is None:
        raise NoGuide
    return hangout, member


async def _view(session: AsyncSession, found: Dilemma, member: Member | None) -> DilemmaView:
    counted = await dilemmas.counts(session, found.id or 0)
    hangout = await session.get_one(Hangout, found.hangout_id)
    return DilemmaView(
        id=found.id or 0,
        hangout_id=found.hangout_id,
        title=hangout.title,
        timezone=hangout.timezone,
        text=found.text,
        options=tuple(found.options),
        counts=tuple(counted.get(option, 0) for option in range(len(found.options))),
        closes_at=found.closes_at,
        state=found.state,
        mine=member is not None and found.member_id == member.id,
    )


async def _find(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    found = await dilemmas.dilemma(session, number, lock=lock)
    if found is None or found.state in ("over", "dropped"):
        return None
    text = "\n".join([found.text, *(f"• {option}" for option in found.options)])
    return Thing(found.hangout_id, found.member_id, text, shown=found.state == "open")


async def _hide(session: AsyncSession, hub: Hub, number: int) -> None:
    found = await session.get_one(Dilemma, number)
    found.state = "hidden" if found.state == "open" else found.state


async def _show(session: AsyncSession, hub: Hub, number: int) -> None:
    """From now on others see it, for as long as everything that is asked."""
    found = await session.get_one(Dilemma, number)
    if found.state in ("held", "hidden"):
        found.state, found.closes_at = "open", hub.now() + LASTS


REPORTABLE[KIND] = Reportable(_find, _hide, _show, nameless=True)
