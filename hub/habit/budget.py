"""What a hangout has spent of its members' attention, for its owner to see. There is nothing to override."""

from dataclasses import dataclass
from datetime import timedelta

from hub.access import owned
from hub.attention import AWAITED, KINDS, THERE
from hub.context import Hub
from hub.days import local_day, midnight
from storage import budget

DAYS = 7
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spent:
    """`reached`: members who can be written to; `lettered`: those whose letter of today brought something of the
    hangout's, since what others write to them is not its business; `waiting`: parts of its that wait for one.

    Over the last seven local days: `letters` that brought something of the hangout's, their `parts` by kind, the cues
    that were `followed` on their day, and how many messages went `beside` them, since somebody waited for these.
    `asked`: members who want cues.
    """

    reached: int
    lettered: int
    waiting: int
    letters: int
    parts: dict[str, int]
    followed: int
    beside: int
    asked: int


async def spent(hub: Hub, owner_id: int, hangout_id: int) -> Spent:
    """As it is now; NotAllowed for anybody but an owner."""
    async with hub.db.read() as session:
        zone = (await owned(session, owner_id, hangout_id)).timezone
        today = local_day(hub.now(), zone)
        since = midnight(today - (DAYS - 1) * DAY, zone)
        followed = 0
        for day in (today - n * DAY for n in range(DAYS)):
            ends = midnight(day + DAY, zone)
            followed += await budget.followed(session, hangout_id, day, midnight(day, zone), ends)
        awaited = [kind for kind, weight in KINDS.items() if weight in (AWAITED, THERE)]
        return Spent(
            reached=await budget.reached(session, hangout_id),
            lettered=await budget.lettered(session, hangout_id, midnight(today, zone)),
            waiting=await budget.waiting(session, hangout_id),
            letters=await budget.carried(session, hangout_id, since),
            parts=await budget.parts(session, hangout_id, since),
            followed=followed,
            beside=await budget.beside(session, hangout_id, awaited, since),
            asked=await budget.asked(session, hangout_id),
        )
