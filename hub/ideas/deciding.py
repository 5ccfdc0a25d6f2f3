"""A vote that binds reaches its end: what won moves on by itself, and what was promised of ties and of too few votes
happens. In the transaction that closes the round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.daily.facts import read
from hub.ideas import pipeline
from hub.ideas.outcomes import MISSED, Verdict, ages, judge
from hub.ideas.steps import PLANNED, may
from hub.quiet import leaves
from storage import decisions, planning, rounds, triage
from storage.tables import Decision, DecisionOption, Hangout, Question, Round

BATCH = 100
"""So many persons are told in one transaction."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How a vote that bound came out. `how` is a Verdict's; `winners` or, where they are asked again, those options in
    `again`; `votes` are the winners' (or theirs) each, of `voters`."""

    how: str
    winners: tuple[str, ...]
    again: tuple[str, ...]
    votes: int
    voters: int
    quorum: int
    promise: str


async def settle(session: AsyncSession, hub: Hub, round_: Round) -> None:
    """Judges the decision that a round asked, if it asked one; the round is held, and closed by now."""
    number = read(round_.facts).decision
    found = await decisions.decision(session, number, lock=True) if number else None
    if found is None or found.state != "waiting" or f"question:{found.question_id}" != round_.source:
        return
    options = list(await decisions.options(session, number))
    asked = [one for one in options if one.text in round_.options]
    counts = await rounds.tally(session, round_.id or 0)
    voters = await rounds.voters_count(session, round_.id or 0)
    verdict = _judged(found, asked, counts, voters)
    found.round_id, found.voters, found.how = round_.id, voters, verdict.how
    for place, option in enumerate(asked):
        option.votes, option.won = counts.get(place, 0), place in verdict.winners
    round_.facts = round_.facts | {"verdict": verdict.how}
    if verdict.over:
        await _end(session, hub, found, [asked[place] for place in verdict.winners])
    else:
        await _again(session, hub, found, [asked[place].text for place in verdict.stay])


def _judged(found: Decision, asked: Sequence[DecisionOption], counts: Mapping[int, int], voters: int) -> Verdict:
    return judge(
        counts,
        voters,
        quorum=found.quorum,
        on_tie=found.on_tie,
        on_missed=found.on_missed,
        turn=found.turn,
        ages=ages([one.idea_id for one in asked]),
    )


async def _end(session: AsyncSession, hub: Hub, found: Decision, winners: Sequence[DecisionOption]) -> None:
    """The winners move on, those that are not out of sight by now; who is for the others hears a little later, by the
    clock, and so does who is for a winner that could not."""
    found.state = "missed" if found.how == MISSED else "decided"
    found.ended_at, found.tell_at = hub.now(), hub.now()
    held = await triage.hold(session, [one.idea_id for one in winners if one.idea_id])
    for idea in held.values():
        if may(idea.state, PLANNED):
            await pipeline.move(session, hub, idea, PLANNED, None)


async def _again(session: AsyncSession, hub: Hub, found: Decision, texts: Sequence[str]) -> None:
    """The next question asks it once more, or, where it stands beside, another vote of as many days."""
    found.turn += 1
    before = await session.get_one(Question, found.question_id)
    hangout = await session.get_one(Hangout, found.hangout_id)
    first = (await planning.ends(session, found.hangout_id))[0]
    question = Question(
        hangout_id=found.hangout_id,
        kind=before.kind,
        text=before.text,
        options=list(texts),
        facts=before.facts,
        tags=before.tags,
        position=first - 1,
        state="beside" if found.days else "queued",
        author_id=found.by_id,
        created_at=hub.now(),
        once_key=f"decision:{found.id}:{found.turn}",
    )
    session.add(question)
    await session.flush()
    found.question_id = question.id or 0
    found.opens_at = leaves(hub.now(), hangout.timezone) if found.days else None


async def told(session: AsyncSession, round_: Round) -> Decided | None:
    """How the decision that a closed round asked came out of that round; None for every other round."""
    facts = read(round_.facts)
    found = await decisions.decision(session, facts.decision) if facts.verdict else None
    if found is None:
        return None
    counts = await rounds.tally(session, round_.id or 0)
    best = max(counts.values(), default=0)
    ahead = tuple(text for place, text in enumerate(round_.options) if best and counts.get(place, 0) == best)
    won = {one.text for one in await decisions.options(session, facts.decision) if one.won}
    last = found.round_id == round_.id
    winners = tuple(text for text in ahead if last and text in won)
    voters = await rounds.voters_count(session, round_.id or 0)
    return Decided(facts.verdict, winners, ahead if not winners else (), best, voters, facts.quorum, facts.promise)


async def tell(hub: Hub, decision_id: int) -> bool:
    """Some of those who wrote or are for what did not move on hear how it came out; whether there was anybody left."""
    async with hub.db.begin() as session:
        found = await decisions.decision(session, decision_id, lock=True)
        if found is None or found.tell_at is None or found.tell_at > hub.now():
            return False
        hearers = await decisions.hearers(session, decision_id, found.told_to or 0, BATCH)
        for person_id in hearers:
            notice: dict[str, Any] = {"kind": "decision_over", "hangout_id": found.hangout_id, "chat_id": person_id}
            notice |= {"public": False, "payload": {"decision": decision_id}}
            await outbox.queue(session, hub, notice | {"dedupe_key": f"decision:{decision_id}:{person_id}"})
        found.told_to = hearers[-1] if hearers else found.told_to
        if len(hearers) < BATCH:
            found.tell_at = None
    hub.wake()
    return True


@dataclass(frozen=True, slots=True)
class Over:
    """What those hear whose idea did not move on: `question`, `winners` with their votes of `voters`, or too few; what
    won and is `stuck` where it stood. `stays`: an idea that they are for is on the shortlist still."""

    title: str
    question: str
    winners: tuple[str, ...]
    stuck: tuple[str, ...]
    stays: bool
    voters: int
    quorum: int


async def over(hub: Hub, person_id: int, decision_id: int) -> Over | None:
    """A decision that has come to its end, for one of those who hear of it; None for one that has not."""
    async with hub.db.read() as session:
        found = await decisions.decision(session, decision_id)
        if found is None or found.ended_at is None or found.state == "dropped":
            return None
        winners = tuple(one.text for one in await decisions.options(session, decision_id) if one.won)
        stuck, stays = (
            tuple(await decisions.stuck(session, decision_id)),
            await decisions.stays(session, decision_id, person_id),
        )
        title = (await session.get_one(Hangout, found.hangout_id)).title
        return Over(title, found.text, winners, stuck, stays, found.voters, found.quorum)
