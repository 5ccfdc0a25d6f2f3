"""When somebody usually shows up, and how a reminder steps back. Pure: minutes count from local midnight."""

from collections.abc import Sequence

from hub.quiet import EVENING, MORNING

DAY = 24 * 60
ENOUGH = 5
"""Present days from which on a habit can be told from chance."""
REMEMBERED = 28
"""Present days, the latest ones, that a habit is learned from."""
NEAR = 90
"""Minutes around an hour within which acts count as the same habit."""
FAR = NEAR + 1
EARLIEST, LATEST = MORNING * 60, EVENING * 60 - 30
"""The first and the last minute of a day at which somebody may be reminded: half an hour is left to answer in."""
AFTER_OPENING = 30
"""Minutes after the question's opening at which those are reminded of whom nothing is known yet."""
STEP = 5
"""A learned minute is rounded to so many, since nobody is that punctual."""
GAPS = (1, 1, 2, 4, 8)
"""Days from one reminder to the next, by how many in a row nobody followed; past the last there is none."""


def usual(minutes: Sequence[int]) -> int | None:
    """The minute around which most of these acts lie; None while there are too few.

    Where acts lie on a clock there is no first and no last: midnight is no border. The hour with the most acts near it
    is found first, then the middle of those, so that acts at odd hours do not move it at all.
    """
    if len(minutes) < ENOUGH:
        return None
    centre = min(set(minutes), key=lambda at: (*_around(minutes, at), at))
    near = sorted(_signed(at, centre) for at in minutes if abs(_signed(at, centre)) <= NEAR)
    return (centre + near[(len(near) - 1) // 2]) % DAY


def _signed(minute: int, centre: int) -> int:
    """How far a minute lies after the centre on the clock's face; before it is less than nothing."""
    return (minute - centre + DAY // 2) % DAY - DAY // 2


def _around(minutes: Sequence[int], centre: int) -> tuple[int, int]:
    """How few acts are near the centre (less than nothing), and how far apart all lie from it, as far as that counts;
    the best centre has the least of both."""
    apart = [min(FAR, abs((at - centre + DAY // 2) % DAY - DAY // 2)) for at in minutes]
    far = apart.count(FAR)
    return far - len(minutes), sum(apart) - far


def waking(minute: int) -> int:
    """The nearest minute at which somebody may be reminded, rounded down to a whole step."""
    return min(max(minute - minute % STEP, EARLIEST), LATEST)


def hour(chosen: int | None, acts: Sequence[int], opens_minute: int) -> int:
    """The minute of a person's reminder: their own word, else their habit, else soon after the question comes."""
    if chosen is not None:
        return waking(chosen)
    learned = usual(acts)
    return waking(min(opens_minute + AFTER_OPENING, DAY - 1) if learned is None else learned)


def gap(ignored: int) -> int | None:
    """Days from the last reminder to the next, after so many in a row that no act followed; None: there is no next."""
    return GAPS[ignored] if ignored < len(GAPS) else None


def is_last(ignored: int) -> bool:
    """Whether the reminder that makes it so many is the last one, if nobody follows it either."""
    return gap(ignored) is None
