"""Votes: a list in, a list of outcomes out, in one transaction. A single vote is a list of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from hub.context import Hub, StoreDown
from hub.daily.facts import PLAIN
from hub.daily.kinds import KINDS
from hub.person.people import Seen, row, shown_name
from hub.stick import ledger
from hub.stick.ceilings import Terms
from hub.stick.ledger import Deed
from hub.stick.rules import RULES, Setting, vote
from hub.stick.sticks import Stick, fills, stick
from storage import votes
from storage.ledger import Head
from storage.votes import OpenRound, Voter


class Ended(StrEnum):
    """How a ballot ended."""

    COUNTED = "counted"
    MOVED = "moved"
    SAME = "same"
    TAKEN_BACK = "taken_back"
    LATE = "late"  # the round is closed
    ELSEWHERE = "elsewhere"  # the button does not belong to this chat, or nothing like it exists


class NotYet(StoreDown):
    """Several polls are on their way, their ids not known yet: nothing was counted, a repeat in a moment will be."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A person's answer to a round. `choices` is a bit set of options, 0 takes the vote back.

    `chat_id` and `message_id` say where a button was pressed, `poll_id` which native poll was answered; the round is
    named by the button (and believed only where it belongs) or found by the poll.
    """

    seen: Seen
    choices: int
    round_id: int = 0
    chat_id: int = 0
    message_id: int | None = None
    poll_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`notch` is true when this ballot cut one; `stick` and `language` are the member's."""

    ended: Ended
    language: str
    stick: Stick | None = None
    notch: bool = False
    filled: bool = False
    choices: int = 0
    options: tuple[str, ...] = ()
    seed: int = 0


async def cast(hub: Hub, ballots: Sequence[Ballot]) -> list[Outcome]:
    """Counts the ballots in their order; the outcomes stand in the same order. Safe to repeat."""
    return await hub.db.run(lambda connection: _Count(hub, connection).run(ballots))


class _Count:
    """One transaction's work: set-wise reads, rules in memory, set-wise writes."""

    def __init__(self, hub: Hub, connection: Connection) -> None:
        self.hub, self.connection, self.now = hub, connection, hub.now()
        self.rounds: dict[int, OpenRound] = {}
        self.voters: dict[tuple[int, int], Voter] = {}
        self.moved: dict[int, Head] = {}
        self.languages: dict[int, str] = {}

    def run(self, ballots: Sequence[Ballot]) -> list[Outcome]:
        named = self._name_rounds(ballots)
        self.rounds = votes.rounds(self.connection, set(named))
        places = votes.places(self.connection, self.rounds)
        fits = [self._fits(ballot, key, places) for ballot, key in zip(ballots, named, strict=True)]
        self._adopt([(b, key) for b, key, fit in zip(ballots, named, fits, strict=True) if fit], places)
        for round_ in self.rounds.values():
            mine = [b for b, key, fit in zip(ballots, named, fits, strict=True) if fit and key == round_.id]
            self._find_voters(round_, mine)
        answers = {key: voter.choices for key, voter in self.voters.items()}
        refused = [ballot.seen.id for ballot, fit in zip(ballots, fits, strict=True) if not fit]
        self.languages = votes.languages(self.connection, refused) if refused else {}
        ends = [
            self._answer(ballot, key, answers) if fit else self._refusal(key)
            for ballot, key, fit in zip(ballots, named, fits, strict=True)
        ]
        self._write(answers)
        return [self._outcome(b, key, end) for b, key, end in zip(ballots, named, ends, strict=True)]

    def _name_rounds(self, ballots: Sequence[Ballot]) -> list[int]:
        polls = {ballot.poll_id for ballot in ballots if ballot.poll_id}
        known = votes.rounds_of_polls(self.connection, polls) if polls else {}
        for poll_id in polls - known.keys():
            known |= self._find_poll(poll_id)
        return [known.get(b.poll_id, 0) if b.poll_id else b.round_id for b in ballots]

    def _find_poll(self, poll_id: str) -> dict[str, int]:
        """A poll that reached its group though nobody told us so: meant is the one that is missing, if there is one.

        Between several nothing is guessed, since a vote in the wrong hangout would be worse than none: while one of
        them is on its way, whose it is will be known in a moment.
        """
        lost = votes.lost_polls(self.connection)
        if len(lost) > 1 and "sending" in lost.values():
            raise NotYet
        if len(lost) != 1:
            return {}
        [round_id] = lost
        votes.adopt_poll(self.connection, round_id, poll_id)
        return {poll_id: round_id}

    def _adopt(self, counted: Sequence[tuple[Ballot, int]], places: dict[tuple[int, int], int | None]) -> None:
        """A press shows where a post of unknown outcome stands: from here on it is kept true again."""
        unknown = {place for place, message_id in places.items() if message_id is None}
        shown = {(key, b.chat_id): b.message_id for b, key in counted if b.message_id and (key, b.chat_id) in unknown}
        for (round_id, chat_id), message_id in shown.items():
            votes.adopt(self.connection, round_id, chat_id, message_id)

    def _fits(self, ballot: Ballot, key: int, places: dict[tuple[int, int], int | None]) -> bool:
        """A ballot counts while its round is open, from a poll of ours, its own chat, or the voter's private chat."""
        round_ = self.rounds.get(key)
        if round_ is None or round_.state != "open" or round_.closes_at <= self.now:
            return False
        at_home = ballot.poll_id is not None or ballot.chat_id == ballot.seen.id or (key, ballot.chat_id) in places
        return at_home and KINDS[round_.kind].accepts(ballot.choices, len(round_.options), PLAIN)

    def _refusal(self, key: int) -> Ended:
        round_ = self.rounds.get(key)
        closed = round_ is not None and (round_.state != "open" or round_.closes_at <= self.now)
        return Ended.LATE if closed else Ended.ELSEWHERE

    def _find_voters(self, round_: OpenRound, ballots: Sequence[Ballot]) -> None:
        """Members by person; whoever votes in a channel or group for the first time joins by voting."""
        seen = {ballot.seen.id: ballot.seen for ballot in ballots}
        if not seen:
            return
        found = votes.voters(self.connection, round_, seen)
        joining = {b.seen.id: b.seen for b in ballots if b.seen.id not in found and b.chat_id != b.seen.id}
        if joining:
            self._join(round_.hangout_id, list(joining.values()))
            found |= votes.voters(self.connection, round_, joining)
        names = {key: shown_name(seen[key].name) for key in found if seen[key].name != found[key].name}
        votes.rename(
            self.connection, [{"of": key, "name": name} for key, name in names.items() if name != found[key].name]
        )
        self.voters |= {(round_.id, key): voter for key, voter in found.items()}

    def _join(self, hangout_id: int, joining: Sequence[Seen]) -> None:
        new = {"hangout_id": hangout_id, "joined_at": self.now, "entries": 0, "notches": 0}
        members = [new | {"person_id": seen.id} for seen in joining]
        votes.join(self.connection, [row(self.hub, seen) for seen in joining], members)

    def _answer(self, ballot: Ballot, key: int, answers: dict[tuple[int, int], int | None]) -> Ended:
        place = (key, ballot.seen.id)
        if place not in answers:
            return Ended.ELSEWHERE
        before, answers[place] = answers[place], ballot.choices
        if before is None and ballot.choices == 0:
            answers[place] = None
        if (before or 0) == ballot.choices:
            return Ended.SAME
        if ballot.choices == 0:
            return Ended.TAKEN_BACK
        return Ended.MOVED if before else Ended.COUNTED

    def _write(self, answers: dict[tuple[int, int], int | None]) -> None:
        changed = [(key, new) for key, new in answers.items() if new is not None and new != self.voters[key].choices]
        if not changed:
            return
        heads = {self.voters[key].head.member_id: self.voters[key].head for key, _ in changed}
        first = [(key, self.voters[key].head.member_id) for key, _ in changed if self.voters[key].choices is None]
        deeds = [deed for key, member_id in first if (deed := _deed(self.rounds[key[0]], member_id))]
        self.moved = ledger.cut(self.connection, heads, deeds, self.now)
        rows = [
            {"round_id": key[0], "member_id": self.voters[key].head.member_id, "choices": new, "at": self.now}
            for key, new in changed
        ]
        votes.write(self.connection, sorted(rows, key=lambda r: (r["round_id"], r["member_id"])))
        votes.add_to_tally(self.connection, _deltas([(k[0], self.voters[k].choices or 0, n) for k, n in changed]))

    def _outcome(self, ballot: Ballot, key: int, ended: Ended) -> Outcome:
        voter, round_ = self.voters.get((key, ballot.seen.id)), self.rounds.get(key)
        chosen = voter.language if voter else self.languages.get(ballot.seen.id)
        language = chosen or self.hub.nearest_language(ballot.seen.language_code)
        if voter is None or round_ is None:
            return Outcome(ended, language)
        member_id = voter.head.member_id
        head = self.moved.get(member_id, voter.head)
        notch = ended is Ended.COUNTED and head.notches > voter.head.notches
        filled = notch and fills(voter.head.notches, head.notches, round_.stick_length)
        held = stick(head.notches, round_.stick_length)
        return Outcome(
            ended, language, held, notch, filled, ballot.choices, tuple(round_.options), round_.id * 31 + member_id
        )


def _deed(round_: OpenRound, member_id: int) -> Deed | None:
    """What the hangout cuts for a vote; None where it cuts nothing."""
    notches, active = round_.rule_notches, round_.rule_active
    rule = RULES["vote"].usual if notches is None else Setting(notches, bool(active))
    if not rule.active:
        return None
    terms = Terms(round_.hangout_id, round_.timezone, round_.language, round_.day_ceiling, round_.month_ceiling)
    return Deed(member_id, vote(rule, round_.id), terms)


def _deltas(changes: Sequence[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    """From (round, choices before, choices now) to how each (round, option) count moves."""
    found: dict[tuple[int, int], int] = {}
    for round_id, before, after in changes:
        for option in range((before | after).bit_length()):
            delta = (after >> option & 1) - (before >> option & 1)
            if delta:
                found[round_id, option] = found.get((round_id, option), 0) + delta
    return found
