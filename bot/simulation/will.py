"""Whether a synthetic person is there on a day. Pure: habits, a mood and the day's scene in, a chance out.

A habit grows with every present day and fades with every missed one; small pulls come from what the hangout offers:
a milestone or a full stick near by, a taste for luck or company that the scenario suits, a pleasant surprise of late.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.simulation.people import Habits
from hub.habit.streak import MILESTONES, holds

STRONGEST = 0.97  # no habit makes a day certain
FADES = 0.88  # what a missed day leaves of a habit
JOY = 3  # days for which a surprise is remembered


@dataclass(frozen=True, slots=True)
class Scene:
    """What a day of the hangout is like for everybody. `together`, `lucky`, `far`: the dials, -2 to 2; `permille`:
    votes in a thousand that draw an extra notch; `length`: notches of a full stick; `topics`: tags of the question."""

    day: date
    together: int
    lucky: int
    far: int
    permille: int
    length: int
    topics: Collection[str] = ()


@dataclass(slots=True)
class Mood:
    """Where a person stands. `strength`: of the habit, 0 to 1; `gone`: they have dropped out; `balance`: notches on
    their stick; `joy`: the day of the last surprise."""

    strength: float = 0.0
    gone: bool = False
    streak: int = 0
    balance: int = 0
    joy: date | None = None
    last: date | None = None
    answered: int = 0  # the last round that they answered
    acts: int = 0


def chance(habits: Habits, mood: Mood, scene: Scene) -> float:
    """How likely the person is there that day, from 0 to 1."""
    day = scene.day
    if day < habits.joins or mood.gone or holds(habits.away, day):
        return 0.0
    usual = habits.keen * habits.week[day.weekday()] * (1 + 0.3 * _interest(habits, scene))
    settled = usual + (STRONGEST - usual) * 0.75 * mood.strength
    return min(STRONGEST, max(0.0, settled + _pull(habits, mood, scene)))


def _interest(habits: Habits, scene: Scene) -> float:
    tastes = [habits.taste(topic) for topic in scene.topics]
    return sum(tastes) / len(tastes) if tastes else 0.0


def _pull(habits: Habits, mood: Mood, scene: Scene) -> float:
    """What the hangout adds to a day or, where it does not suit the person, takes from it."""
    pull = 0.06 if mood.streak + 1 in MILESTONES else 0.03 if mood.streak >= 3 else 0.0
    missing = scene.length - mood.balance % scene.length
    if missing <= 3:
        pull += 0.04 * (4 - missing) / 3
    pull += 0.02 * scene.together * habits.company + 0.02 * scene.far * habits.patience
    pull += scene.permille / 1000 * 0.2 * habits.luck
    if mood.joy is not None and (scene.day - mood.joy).days <= JOY:
        pull += 0.08
    return pull


def stayed(habits: Habits, mood: Mood, day: date) -> None:
    """They were there."""
    mood.strength += (1 - mood.strength) * (1 - 0.5 ** (1 / habits.settles))
    mood.gone, mood.last = False, day


def missed(habits: Habits, mood: Mood, scene: Scene, dice: float) -> None:
    """They were not; `dice`, from 0 to 1, decides whether they stay away for good or, later, come back."""
    if scene.day < habits.joins or holds(habits.away, scene.day):
        return
    mood.strength *= FADES
    mood.streak = 0 if mood.last is None or (scene.day - mood.last).days > 4 else mood.streak
    if mood.gone:
        mood.gone = dice >= habits.returns
    elif dice < habits.quits * (1 - mood.strength):
        mood.gone = True
