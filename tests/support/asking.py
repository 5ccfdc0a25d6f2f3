"""Days passing over a hangout, and votes, for tests of what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.person.people import Seen
from storage.tables import Round
from tests.conftest import StillClock
from tests.support.store import rows


@dataclass(frozen=True)
class Entry:
    """A question of a bank of a test's own."""

    key: str
    text: str = ""
    kind: str = "choice"
    options: tuple[str, ...] = ("آری", "نه")
    facts: dict[str, Any] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()


def with_bank(hub: Hub, entries: Sequence[Entry]) -> Hub:
    """The same store and clock with another bank; past questions are told apart by a mark."""
    given = tuple(replace(entry, text=entry.text or f"{entry.key}؟") for entry in entries)
    return replace(hub, bank=lambda _: given, recall=lambda _, text: f"یادتان هست؟ {text}")


async def days(hub: Hub, clock: StillClock, hangout_id: int, count: int, voters: Sequence[int] = ()) -> list[str]:
    """So many days pass; each round is answered by these persons with its first option. The sources, in order."""
    for _ in range(count):
        clock.pass_by(days=1)
        await rounds.turn(hub, hangout_id)
        for on in await rows(hub.db, Round, hangout_id=hangout_id, state="open"):
            await votes.cast(hub, [_ballot(on.id, voter) for voter in voters])
    return [one.source for one in await rows(hub.db, Round, hangout_id=hangout_id)]


def _ballot(round_id: int, voter: int) -> Ballot:
    return Ballot(Seen(voter, f"همراه {voter}", "fa"), round_id=round_id, chat_id=-1001, choices=1)
