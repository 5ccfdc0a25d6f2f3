"""The outbox without Telegram: everything leaves at once and arrives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hub import outbox
from hub.attention import LETTER
from hub.context import Hub
from hub.outbox import Parcel
from storage import rounds, simulation

AT_ONCE = 500
FIRST_MESSAGE = 1_000_000_000  # no chat has that many: a message that never was is taken for no other


@dataclass(slots=True)
class Post:
    """Settles what is queued. `polls`: the native poll of each round that has one; `arrived` counts messages.
    `stirred`: something may have been queued of late; `next`: when the earliest of what waits may leave."""

    hub: Hub
    stirred: bool = True
    next: datetime | None = None
    polls: dict[int, str] = field(default_factory=dict)
    arrived: int = FIRST_MESSAGE

    async def settle(self) -> list[Parcel]:
        """Sends what is due; what went to people, in order."""
        letters: list[Parcel] = []
        if not self.stirred and (self.next is None or self.next > self.hub.now()):
            return letters
        self.stirred = False
        while (due := await outbox.next_due(self.hub)) is not None and due <= self.hub.now():
            parcels = await outbox.lease(self.hub, AT_ONCE)
            if not parcels:
                break
            for parcel in parcels:
                if parcel.public or parcel.kind == LETTER:
                    await self._send(parcel)
            await self._deliver([p for p in parcels if not p.public and p.kind != LETTER])
            letters += [parcel for parcel in parcels if not parcel.public]
        self.next = due
        return letters

    async def _send(self, parcel: Parcel) -> None:
        """The whole way, since something needs what it leaves: votes a public post, the budget a day's letter."""
        self.arrived += 1
        if parcel.public:
            await outbox.begin_sending(self.hub, parcel)
        await outbox.sent(self.hub, parcel, self.arrived, await self._poll(parcel), 0)

    async def _poll(self, parcel: Parcel) -> str | None:
        if parcel.kind != "round":
            return None
        async with self.hub.db.read() as session:
            post = await rounds.post(session, parcel.payload["round_id"], parcel.payload["place"])
        if post is None or post.shape != "poll":
            return None
        self.polls[post.round_id] = f"poll-{post.round_id}"
        return self.polls[post.round_id]

    async def _deliver(self, parcels: Sequence[Parcel]) -> None:
        """Other private messages, all in one transaction: nothing hangs on one of them but that it was sent."""
        if not parcels:
            return
        self.arrived += len(parcels)
        async with self.hub.db.begin() as session:
            await simulation.mark_sent(session, [parcel.id for parcel in parcels], self.hub.now())
