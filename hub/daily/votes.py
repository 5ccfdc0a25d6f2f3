"""Votes: a list in, a list of outcomes out, in one transaction. A single vote is a list of one."""

from collections.abc import Sequence

from sqlalchemy import Connection

from hub.context import Hub
from hub.daily.ballots import ACTS, Ballot, Ended, NotYet, Outcome
from hub.daily.earning import first_answer, milestone_of, terms_in
from hub.daily.facts import Facts, read
from hub.daily.kinds import KINDS
from hub.daily.speaking import Speaking
from hub.habit.presence import Came, Comer, arrive, streak_of
from hub.person.people import Seen, row, shown_name
from hub.stick import ledger
from hub.stick.ledger import Deed
from hub.stick.sticks import fills, stick
from storage import votes
from storage.ledger import Head
from storage.votes import OpenRound, Voter


async def cast(hub: Hub, ballots: Sequence[Ballot]) -> list[Outcome]:
    """Counts the ballots in their order; the outcomes stand in the same order. Safe to repeat."""
    return await hub.db.run(lambda connection: _Count(hub, connection).run(ballots))


class _Count:
    """One transaction's work: set-wise reads, rules in memory, set-wise writes."""

    def __init__(self, hub: Hub, connection: Connection) -> None:
        self.hub, self.connection, self.now = hub, connection, hub.now()
        self.rounds: dict[int, OpenRound] = {}
        self.voters: dict[tuple[int, int], Voter] = {}
        self.facts: dict[int, Facts] = {}
        self.speaking = Speaking(connection, ())
        self.moved: dict[int, Head] = {}
        self.came: dict[int, Came] = {}
        self.deeds: dict[int, list[Deed]] = {}
        self.languages: dict[int, str] = {}

    def run(self, ballots: Sequence[Ballot]) -> list[Outcome]:
        named = self._name_rounds(ballots)
        self.rounds = votes.rounds(self.connection, set(named))
        self.facts = {key: read(round_.facts) for key, round_ in self.rounds.items()}
        places = votes.places(self.connection, self.rounds)
        fits = [self._fits(ballot, key, places) for ballot, key in zip(ballots, named, strict=True)]
        self._adopt([(b, key) for b, key, fit in zip(ballots, named, fits, strict=True) if fit], places)
        for round_ in self.rounds.values():
            mine = [b for b, key, fit in zip(ballots, named, fits, strict=True) if fit and key == round_.id]
            self._find_voters(round_, mine)
        answers = {key: voter.choices for key, voter in self.voters.items()}
        spoken = [(key, b.seen.id) for b, key in zip(ballots, named, strict=True) if self._worded(key)]
        members = {(key[0], self.voters[key].head.member_id) for key in spoken if key in self.voters}
        self.speaking = Speaking(self.connection, members)
        refused = [ballot.seen.id for ballot, fit in zip(ballots, fits, strict=True) if not fit]
        self.languages = votes.languages(self.connection, refused) if refused else {}
        ends = [
            self._answer(ballot, key, answers) if fit else self._refusal(key)
            for ballot, key, fit in zip(ballots, named, fits, strict=True)
        ]
        acted = [(key, b.seen.id) for b, key, end in zip(ballots, named, ends, strict=True) if end in ACTS]
        self._arrive(acted)
        self._reward(list(dict.fromkeys(acted)))
        self._write(answers)
        self.speaking.write(self.now)
        return [self._outcome(b, key, end, answers) for b, key, end in zip(ballots, named, ends, strict=True)]

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
        if known := votes.rounds_of_polls(self.connection, {poll_id}):  # it was told between the two looks
            return known
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
        choices = ballot.choices if ballot.tap is None else 1 << ballot.tap
        if (ballot.text is not None) != (KINDS[round_.kind].worded and choices != 0):
            return False
        return at_home and KINDS[round_.kind].accepts(choices, len(round_.options), self.facts[key])

    def _worded(self, key: int) -> bool:
        return key in self.rounds and KINDS[self.rounds[key].kind].worded

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
        kind, before = KINDS[self.rounds[key].kind], answers[place]
        said_anew = kind.worded and self.speaking.said((key, self.voters[place].head.member_id), ballot.text or "")
        after = ballot.choices if ballot.tap is None else kind.press(before or 0, ballot.tap, self.facts[key])
        if (before or 0) == after:
            return Ended.MOVED if said_anew else Ended.SAME
        if before and after and kind.final:
            return Ended.FINAL
        answers[place] = after
        if after == 0:
            return Ended.TAKEN_BACK
        return Ended.MOVED if before else Ended.COUNTED

    def _arrive(self, acted: Sequence[tuple[int, int]]) -> None:
        """Whoever acted is present today. A ballot that changed nothing may be an old one that came twice, so it is
        no act."""
        comers = {}
        for key, person_id in acted:
            voter, round_ = self.voters[key, person_id], self.rounds[key]
            kept = streak_of(voter.last_day, voter.streak, voter.streak_began, voter.grace)
            comers[voter.head.member_id] = Comer(voter.head.member_id, round_.hangout_id, round_.timezone, kept)
        self.came = arrive(self.connection, list(comers.values()), self.now) if comers else {}

    def _write(self, answers: dict[tuple[int, int], int | None]) -> None:
        changed = [(key, new) for key, new in answers.items() if new is not None and new != self.voters[key].choices]
        if not changed:
            return
        rows = [
            {"round_id": key[0], "member_id": self.voters[key].head.member_id, "choices": new, "at": self.now}
            for key, new in changed
        ]
        votes.write(self.connection, sorted(rows, key=lambda r: (r["round_id"], r["member_id"])))
        votes.add_to_tally(self.connection, _deltas([(k[0], self.voters[k].choices or 0, n) for k, n in changed]))

    def _reward(self, acted: Sequence[tuple[int, int]]) -> None:
        """A first answer is a deed, and may be a lucky one; the day may have reached a milestone, be it by another word
        or by a vote that was moved and moved back within the group."""
        heads = {self.voters[key].head.member_id: self.voters[key].head for key in acted}
        for key in acted:
            voter, round_ = self.voters[key], self.rounds[key[0]]
            member_id = voter.head.member_id
            cuts = first_answer(round_, member_id) if voter.choices is None else []
            cuts += milestone_of(round_, self.came.get(member_id))
            self.deeds.setdefault(member_id, []).extend(Deed(member_id, cut, terms_in(round_)) for cut in cuts)
        deeds = [deed for mine in self.deeds.values() for deed in mine]
        self.moved = ledger.cut(self.connection, heads, deeds, self.now)

    def _asked(self, member_id: int, rule: str) -> int:
        """Notches that a rule wanted to cut; a ceiling lets the vote's own through before the lucky one."""
        return sum(deed.cut.notches for deed in self.deeds.get(member_id, ()) if deed.cut.rule == rule)

    def _outcome(self, ballot: Ballot, key: int, ended: Ended, answers: dict[tuple[int, int], int | None]) -> Outcome:
        voter, round_ = self.voters.get((key, ballot.seen.id)), self.rounds.get(key)
        chosen = voter.language if voter else self.languages.get(ballot.seen.id)
        language = chosen or self.hub.nearest_language(ballot.seen.language_code)
        if voter is None or round_ is None:
            return Outcome(ended, language)
        member_id = voter.head.member_id
        before, after = voter.head.notches, self.moved.get(member_id, voter.head).notches
        came = self.came.get(member_id)
        gained = after - before if ended is Ended.COUNTED or (came and came.milestone) else 0
        voted, lucky = (self._asked(member_id, rule) for rule in ("vote", "lucky"))
        return Outcome(
            ended,
            language,
            stick(after, round_.stick_length),
            gained > 0,
            gained > 0 and fills(before, after, round_.stick_length),
            answers.get((key, ballot.seen.id)) or 0,
            tuple(round_.options),
            round_.id * 31 + member_id,
            gained=gained,
            lucky=min(lucky, max(0, gained - voted)) if ended is Ended.COUNTED else 0,
            streak=came.streak.days if came else voter.streak,
            milestone=came.milestone if came else None,
            away=came.away if came else 0,
            kind=round_.kind,
            facts=self.facts[round_.id],
            together=round_.together,
        )


def _deltas(changes: Sequence[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    """From (round, choices before, choices now) to how each (round, option) count moves."""
    found: dict[tuple[int, int], int] = {}
    for round_id, before, after in changes:
        for option in range((before | after).bit_length()):
            delta = (after >> option & 1) - (before >> option & 1)
            if delta:
                found[round_id, option] = found.get((round_id, option), 0) + delta
    return found
