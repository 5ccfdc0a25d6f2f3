"""What owners and moderators decide about moments: one card at a time."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history, outbox
from hub.access import kept
from hub.context import Hub
from hub.errors import NotFound
from hub.moments import posts
from hub.moments.errors import MomentDecided, MomentGone, NotHost
from hub.moments.views import Card, MomentView, shown
from hub.watch.errors import OwnCase
from storage import moments, people
from storage.tables import Hangout, Member, Moment

NOTED = {"posted": "moment_posted", "declined": "moment_declined", "removed": "moment_removed"}
QUIET = timedelta(minutes=1)
"""So long the author does not hear that a moment will not stand there, or no more: until then it can be taken back
unheard."""


async def _hosted(session: AsyncSession, person_id: int, hangout_id: int) -> Hangout:
    return (await kept(session, person_id, hangout_id, refusal=NotHost))[0]


async def hangout_of(hub: Hub, person_id: int, moment_id: int) -> int:
    """The hangout of a moment, for its hosts."""
    async with hub.db.read() as session:
        moment = await moments.moment(session, moment_id)
        if moment is None:
            raise NotFound
        return (await _hosted(session, person_id, moment.hangout_id)).id or 0


async def following(hub: Hub, person_id: int, hangout_id: int, after: int = 0) -> Card | None:
    """The oldest moment that waits behind that one, or else the oldest at all; None if none waits."""
    async with hub.db.read() as session:
        hangout = await _hosted(session, person_id, hangout_id)
        found = await moments.following(session, hangout_id, after) or await moments.following(session, hangout_id, 0)
        return await _card(session, hangout, found) if found else None


async def standing(hub: Hub, person_id: int, hangout_id: int, behind: int = 0) -> Card | None:
    """The post that was decided last, or last before that moment; None where there is none."""
    async with hub.db.read() as session:
        hangout = await _hosted(session, person_id, hangout_id)
        after = await moments.moment(session, behind) if behind else None
        found = await moments.standing(session, hangout_id, after)
        return await _card(session, hangout, found) if found else None


async def card(hub: Hub, person_id: int, moment_id: int) -> Card:
    """A moment whatever became of it; MomentGone if its author took it back."""
    async with hub.db.read() as session:
        moment = await moments.moment(session, moment_id)
        if moment is None:
            raise MomentGone
        hangout = await _hosted(session, person_id, moment.hangout_id)
        if moment.state == "withdrawn":
            raise MomentGone
        return await _card(session, hangout, moment)


async def _card(session: AsyncSession, hangout: Hangout, moment: Moment) -> Card:
    member = await session.get_one(Member, moment.member_id)
    author = await people.person(session, member.person_id)
    by = await people.person(session, moment.decided_by) if moment.decided_by else None
    waiting = await moments.waiting(session, hangout.id or 0)
    return Card(shown(hangout, moment), author.name if author else "", by.name if by else "", waiting)


async def decide(hub: Hub, person_id: int, moment_id: int, *, post: bool) -> MomentView:
    """Posts the moment, or not. Of two who decide at once one does and the other gets MomentDecided; who repeats
    their own decision changes nothing. MomentGone if its author took it back, OwnCase for a moderator who is its
    author."""
    async with hub.db.begin() as session:
        moment, hangout = await _held(session, person_id, moment_id)
        after = "posted" if post else "declined"
        if moment.state != "waiting":
            await _late(session, moment, person_id, after)
            return shown(hangout, moment)
        _turn(hub, moment, after, person_id)
        if post:
            await posts.bring_out(session, hub, hangout, moment)
        await _tell_author(session, hub, moment)
        history.note(session, hub, hangout.id or 0, person_id, NOTED[after], member=moment.member_id)
        done = shown(hangout, moment)
    hub.wake()
    return done


async def take_down(hub: Hub, person_id: int, moment_id: int) -> None:
    """A post goes, and its author hears of it; nothing happens to a moment that does not stand there."""
    async with hub.db.begin() as session:
        moment, hangout = await _held(session, person_id, moment_id)
        if moment.state == "posted":
            await posts.take_away(session, hub, moment)
            _turn(hub, moment, "removed", person_id)
            await _tell_author(session, hub, moment)
            history.note(session, hub, hangout.id or 0, person_id, NOTED["removed"], member=moment.member_id)
    hub.wake()


async def _held(session: AsyncSession, person_id: int, moment_id: int) -> tuple[Moment, Hangout]:
    moment = await moments.moment(session, moment_id, lock=True)
    if moment is None:
        raise MomentGone
    hangout, role = await kept(session, person_id, moment.hangout_id, refusal=NotHost)
    if moment.state == "withdrawn":
        raise MomentGone
    author = await session.get_one(Member, moment.member_id)
    if author.person_id == person_id and role != "owner":
        raise OwnCase
    return moment, hangout


async def _late(session: AsyncSession, moment: Moment, person_id: int, wanted: str) -> None:
    if (moment.state, moment.decided_by) == (wanted, person_id):
        return
    by = await people.person(session, moment.decided_by) if moment.decided_by else None
    raise MomentDecided(name=by.name if by else "")


def _turn(hub: Hub, moment: Moment, state: str, by_id: int | None) -> None:
    moment.state, moment.turn, moment.decided_by = state, moment.turn + 1, by_id
    moment.decided_at = hub.now() if by_id else None


async def _tell_author(session: AsyncSession, hub: Hub, moment: Moment) -> None:
    """In their letter; an answer that they would rather not hear waits until it is sure."""
    author = await session.get_one(Member, moment.member_id)
    notice: dict[str, Any] = {"kind": "moment_answered", "hangout_id": moment.hangout_id, "chat_id": author.person_id}
    notice |= {"public": False, "payload": {"moment_id": moment.id, "turn": moment.turn}}
    notice |= {"due_at": hub.now() + (timedelta(0) if moment.state == "posted" else QUIET)}
    await outbox.queue(session, hub, notice | {"dedupe_key": f"moment_answered:{moment.id}:{moment.turn}"})


async def undo(hub: Hub, person_id: int, moment_id: int) -> None:
    """What was declined or taken down waits again; nothing happens to any other."""
    async with hub.db.begin() as session:
        moment, hangout = await _held(session, person_id, moment_id)
        if moment.state in ("declined", "removed"):
            _turn(hub, moment, "waiting", None)
            history.note(session, hub, hangout.id or 0, person_id, "moment_undone", member=moment.member_id)
    hub.wake()


async def answered(hub: Hub, moment_id: int, turn: int) -> MomentView | None:
    """The moment whose author is about to hear what became of it; None if that was taken back."""
    async with hub.db.read() as session:
        moment = await moments.moment(session, moment_id)
        if moment is None or moment.turn != turn:
            return None
        return shown(await session.get_one(Hangout, moment.hangout_id), moment)


async def waits(hub: Hub, moment_id: int, person_id: int) -> Card | None:
    """The moment that a host is about to be shown; None if it waits no longer, or they are no host."""
    try:
        found = await card(hub, person_id, moment_id)
    except (MomentGone, NotHost):
        return None
    return found if found.moment.state == "waiting" else None
