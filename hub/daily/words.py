"""The words of a *word* question as everybody may see them: their own at once, all of them once they were let out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import KEEPERS
from hub.context import Hub
from hub.daily.folding import label
from hub.daily.kinds import KINDS
from storage import hangouts, rounds, spoken
from storage.tables import Round, Word

SHOWN = 20
"""So many words a result shows."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A word as it is shown, and how many members' answer it is."""

    label: str
    members: int


@dataclass(frozen=True, slots=True)
class Words:
    """`out`: the result may be seen; then `top` has its commonest words and `different` says how many there are in
    all, both empty where there is no result. `mine` is the word of the person asking, as they wrote it."""

    top: tuple[Counted, ...] = ()
    different: int = 0
    out: bool = False
    mine: str = ""


NONE = Words()


def best(ranked: Sequence[Word]) -> tuple[Counted, ...]:
    """What a result shows of the words that are not hidden, the commonest first."""
    return tuple(Counted(word.label, word.members) for word in ranked[:SHOWN])


async def of_round(session: AsyncSession, round_: Round, member_id: int | None) -> Words:
    """A round's words for a member, or for everybody; none where the question is of another kind."""
    if not KINDS[round_.kind].worded:
        return NONE
    mine = await spoken.said_by(session, round_.id or 0, member_id) if member_id is not None else ""
    if round_.approved_at is None:
        return Words(mine=mine)
    shown = await spoken.ranked(session, round_.id or 0, hidden=False)
    return Words(best(shown), len(shown), True, mine)


async def closing(session: AsyncSession, hub: Hub, round_: Round) -> None:
    """The last word was given: each is shown as most members spelt it, and those who look them through hear of it."""
    counted = {word.folded: word for word in await spoken.ranked(session, round_.id or 0)}
    for folded, spellings in groupby(await spoken.spellings(session, round_.id or 0), lambda one: one.folded):
        if folded in counted:
            counted[folded].label = label(next(spellings).text)
    for person_id in await spoken.readers(session, round_.hangout_id, KEEPERS):
        notice = {"kind": "words_wait", "hangout_id": round_.hangout_id, "chat_id": person_id, "public": False}
        notice |= {"payload": {"round_id": round_.id}, "dedupe_key": f"words:{round_.id}:{person_id}"}
        await outbox.queue(session, hub, notice)


async def asked_at(hub: Hub, chat_id: int, message_id: int, shown: str) -> int | None:
    """The open round for a word that a message in a channel or group asks, if it does. While nobody knows yet which
    message that is, it is the one that shows the question's words; `shown` is what it shows."""
    async with hub.db.read() as session:
        chat = await hangouts.chat_by_telegram(session, chat_id)
        playing = await rounds.open_round(session, chat.hangout_id) if chat else None
        if chat is None or playing is None or not KINDS[playing.kind].worded:
            return None
        post = await rounds.post(session, playing.id or 0, chat.place)
        if post is None or post.message_id not in (None, message_id):
            return None
        return playing.id if post.message_id or playing.text in shown else None
