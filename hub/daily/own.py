"""Members' own options: whoever is a member may add one to a question that is open to them; staff may take it away."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history, outbox
from hub.access import KEEPERS, kept
from hub.context import Hub
from hub.daily.errors import NoOwnOptions, NotKeeper, OptionGone, OptionsFull, OwnOptionGiven
from hub.daily.facts import Facts, read, written
from hub.daily.kinds import KINDS
from hub.daily.kinds.choice import MOST, OPTION_LIMIT
from hub.daily.reported import option_number, put_out
from hub.daily.rounds import RoundView, for_person, view
from hub.errors import NotFound, OptionTooLong
from hub.habit import presence
from hub.watch import hold, holds, may_write
from hub.wording import one_line, required, same
from storage import added, hangouts, rounds, staff
from storage.tables import Added, Hangout, Member, Round

ROWS = 24
"""So many options a round ever has, those taken away included: answers are bits of one number."""


@dataclass(frozen=True, slots=True)
class OwnOption:
    """An option that a member added: its place in the question, and who it came from (empty if they were forgotten).
    `gone`: it was taken away."""

    option: int
    text: str
    by: str
    votes: int
    gone: bool


@dataclass(frozen=True, slots=True)
class OwnOptions:
    """The options that members added to a round. `open`: it still takes answers, and one may still be taken away."""

    round_id: int
    hangout_id: int
    title: str
    text: str
    open: bool
    options: tuple[OwnOption, ...]


async def door(hub: Hub, round_id: int, slug: str) -> RoundView:
    """The round whose link somebody followed; NoOwnOptions if it takes none (any more), or is another hangout's."""
    async with hub.db.read() as session:
        _check_open(hub, await rounds.round_of(session, round_id))
    found = await view(hub, round_id)
    if found is None or found.slug != slug:
        raise NoOwnOptions
    return found


async def may_add(hub: Hub, person_id: int, round_id: int) -> RoundView:
    """The round that the member is about to add an option to; a HubError that says why they can not."""
    async with hub.db.read() as session:
        playing = _check_open(hub, await rounds.round_of(session, round_id))
        member = await _member(session, playing, person_id)
        await may_write(session, hub, playing.hangout_id, member.id or 0)
        if await added.of_member(session, round_id, member.id or 0):
            raise OwnOptionGiven
        _check_room(playing, read(playing.facts))
    return await _shown(hub, person_id, round_id)


async def add(hub: Hub, person_id: int, round_id: int, text: str) -> RoundView:
    """Adds the member's option, which makes a present day; the same text again changes nothing. One with a link or a
    way to reach somebody in it is out of sight until staff have looked at it, see `waits`."""
    async with hub.db.begin() as session:
        playing = _check_open(hub, await rounds.round_for_update(session, round_id))
        member = await _member(session, playing, person_id)
        before = await added.of_member(session, round_id, member.id or 0)
        if not any(same(playing.options[mine.option], one_line(text)) for mine in before):
            if before:
                raise OwnOptionGiven
            await may_write(session, hub, playing.hangout_id, member.id or 0)
            await _append(session, hub, playing, member, _checked(playing, text))
        hangout = await session.get_one(Hangout, playing.hangout_id)
        await presence.was_here(session, hangout, member.id or 0, hub.now())
    hub.wake()
    return await _shown(hub, person_id, round_id)


async def _append(session: AsyncSession, hub: Hub, playing: Round, member: Member, text: str) -> None:
    """The question has one more option, its posts are behind, and those who look after it hear of it."""
    place, round_id = len(playing.options), playing.id or 0
    playing.options = [*playing.options, text]
    playing.changes += 1
    session.add(Added(round_id=round_id, option=place, member_id=member.id or 0, at=hub.now()))
    if holds(text):
        facts = read(playing.facts)
        playing.facts = written(replace(facts, gone=(*facts.gone, place)))
    await session.flush()
    if holds(text):
        await hold(session, hub, "option", option_number(round_id, place))
        return
    for keeper, _ in await staff.roster(session, playing.hangout_id):
        if keeper.role not in KEEPERS or keeper.person_id == member.person_id:
            continue
        notice: dict[str, Any] = {"kind": "own_option", "hangout_id": playing.hangout_id, "chat_id": keeper.person_id}
        notice |= {"public": False, "payload": {"round_id": round_id, "option": place}}
        await outbox.queue(session, hub, notice | {"dedupe_key": f"own:{round_id}:{place}:{keeper.person_id}"})


async def current(hub: Hub, person_id: int, hangout_id: int) -> OwnOptions | None:
    """What members added to the hangout's open question; None if it takes nothing from them."""
    async with hub.db.read() as session:
        playing = await rounds.open_round(session, hangout_id)
    if playing is None or not read(playing.facts).open:
        return None
    return await listed(hub, person_id, playing.id or 0)


async def listed(hub: Hub, person_id: int, round_id: int) -> OwnOptions:
    """What members added to a round, for its owners and moderators; NotKeeper for anybody else."""
    async with hub.db.read() as session:
        found = await rounds.round_of(session, round_id)
        hangout = await _kept(session, found, person_id)
        if found is None:
            raise NotFound
        facts, counted = read(found.facts), await rounds.tally(session, round_id)
        options = tuple(
            OwnOption(option, found.options[option], by, counted.get(option, 0), option in facts.gone)
            for option, by in await added.named(session, round_id)
        )
        still = found.state == "open" and found.closes_at > hub.now()
        return OwnOptions(round_id, found.hangout_id, hangout.title, found.text, still, options)


async def take_away(hub: Hub, person_id: int, round_id: int, option: int) -> None:
    """Takes a member's option out of an open round, with the votes for it: whoever gave one can choose again, and
    keeps the notch. Nothing happens the second time."""
    async with hub.db.begin() as session:
        found = await rounds.round_for_update(session, round_id)
        await _kept(session, found, person_id)
        author = await added.one(session, round_id, option)
        if found is None or author is None:
            raise NotFound
        if found.state != "open" or found.closes_at <= hub.now():
            raise NoOwnOptions
        if option not in read(found.facts).gone:
            await put_out(session, found, option)
            about = {"member": author.member_id, "option": found.options[option]}
            history.note(session, hub, found.hangout_id, person_id, "option_taken_away", **about)
    hub.wake()


def waits(shown: RoundView, text: str) -> bool:
    """Whether the option of these words is out of sight."""
    return any(same(shown.options[option], one_line(text)) for option in shown.facts.gone)


def _check_open(hub: Hub, playing: Round | None) -> Round:
    if playing is None or playing.state != "open" or playing.closes_at <= hub.now() or not read(playing.facts).open:
        raise NoOwnOptions
    return playing


def _check_room(playing: Round, facts: Facts) -> None:
    if len(playing.options) - len(facts.gone) >= MOST or len(playing.options) >= ROWS:
        raise OptionsFull(limit=MOST)


def _checked(playing: Round, text: str) -> str:
    """The option as it will be shown, distinct from those that stand and from those that were taken away."""
    facts, kept = read(playing.facts), required(text, 10 * OPTION_LIMIT)
    if len(kept) > OPTION_LIMIT:
        raise OptionTooLong(option=kept[:40] + "…", limit=OPTION_LIMIT)
    if any(same(playing.options[option], kept) for option in facts.gone):
        raise OptionGone(option=kept)
    _check_room(playing, facts)
    standing = [one for option, one in enumerate(playing.options) if option not in facts.gone]
    return KINDS[playing.kind].check([*standing, kept])[-1]


async def _member(session: AsyncSession, playing: Round, person_id: int) -> Member:
    found = await hangouts.member(session, playing.hangout_id, person_id)
    if found is None:
        raise NoOwnOptions
    return found


async def _kept(session: AsyncSession, found: Round | None, person_id: int) -> Hangout:
    if found is None:
        raise NotFound
    return (await kept(session, person_id, found.hangout_id, refusal=NotKeeper))[0]


async def _shown(hub: Hub, person_id: int, round_id: int) -> RoundView:
    found = await for_person(hub, round_id, person_id)
    if found is None:
        raise NotFound
    return found
