"""How much waits at each desk where owners and moderators look after what members write."""

from hub.access import kept
from hub.context import Hub
from hub.daily.kinds import KINDS
from hub.daily.looking import LATEST
from hub.errors import NotAllowed
from hub.ideas.steps import NEW, PILES
from storage import desks

MOST = 100
"""Nobody counts further."""


async def waiting(hub: Hub, person_id: int, hangout_id: int) -> dict[str, int]:
    """What waits in a hangout, for its owners and moderators; NotAllowed for others. Ideas that nobody has looked
    through (`triage`), `moments` to be posted or not, `reports` and things that are held, and closed questions whose
    `words` nobody has let out; each at most MOST."""
    worded = [code for code, kind in KINDS.items() if kind.worded]
    async with hub.db.read() as session:
        await kept(session, person_id, hangout_id, refusal=NotAllowed)
        counted = await desks.waiting(session, hangout_id, PILES[NEW], worded, MOST, LATEST)
    return dict(zip(("triage", "moments", "reports", "words"), counted, strict=True))
