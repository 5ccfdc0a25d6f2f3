"""How guessing codes is slowed down and ends. Pure; moments are aware UTC."""

from datetime import datetime, timedelta
from typing import NamedTuple

HOUR = timedelta(hours=1)
"""After so long the wrong codes are forgotten; a lock lasts as long."""


class Tries(NamedTuple):
    """Wrong codes since a moment; none is taken before `closed_until`."""

    wrong: int
    since: datetime
    closed_until: datetime


class Policy(NamedTuple):
    """`waits` are the seconds that follow the first, second, … wrong code; the one after them locks."""

    waits: tuple[int, ...]

    @property
    def most(self) -> int:
        """The wrong code that locks."""
        return len(self.waits) + 1


CLERK = Policy((0, 0, 5, 15, 30, 60, 120))
"""Two slips of the finger cost nothing."""
HANGOUT = Policy((0,) * 39)
"""Everybody's together: several clerks who guess side by side. One clerk alone can not lock the others out."""


def closed(tries: Tries, now: datetime) -> bool:
    """Whether no code is taken now, not even a right one."""
    return now < tries.closed_until


def wrong(policy: Policy, before: Tries, now: datetime) -> Tries:
    """After another wrong code, typed while codes were taken."""
    count, since = (before.wrong, before.since) if before.wrong and now - before.since < HOUR else (0, now)
    count += 1
    pause = HOUR if count >= policy.most else timedelta(seconds=policy.waits[count - 1])
    return Tries(count, since, now + pause)


def locked(policy: Policy, tries: Tries) -> bool:
    """Whether the last wrong code locked, so that the owner is to be told."""
    return tries.wrong >= policy.most
