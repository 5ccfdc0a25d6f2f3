"""The figures as a picture, in a language."""

from collections.abc import Sequence

from bot.simulation.figures import LEVELS, Figures
from locales.scenarios import scenarios
from locales.voice import Spoken, Voice, voice
from pictures.presence import PresenceView, Run, presence


def drawn(runs: Sequence[tuple[str, Figures]], language: str) -> bytes:
    """A PNG of all runs, which are of the same days."""
    return presence(view(runs, voice(language)))


def view(runs: Sequence[tuple[str, Figures]], v: Voice) -> PresenceView:
    """What the picture shows."""
    shown = runs[0][1]
    highest = max(max(figures.present) for _, figures in runs)
    unit = _unit(highest)
    top = unit * max(1, -(-highest // unit))
    return PresenceView(
        title=v.tell("A simulated hangout"),
        note=v.tell(
            "{members} synthetic people for {days} days; what they do is assumed, what follows is counted",
            members=max(max(figures.members) for _, figures in runs),
            days=len(shown.days),
        ),
        days=v.tell("There on each day"),
        continuity=v.tell("How continuous, and how many on a typical day"),
        given=v.tell("Notches given"),
        levels=tuple(_levels(v)[level] for level, _ in LEVELS),
        first=v.date(shown.days[0]),
        last=v.date(shown.days[-1]),
        top=top,
        marks=tuple((value, v.number(value)) for value in range(unit, top + 1, unit)),
        runs=tuple(_run(code, figures, v) for code, figures in runs),
        rtl=v.rtl,
    )


def _levels(v: Voice) -> dict[str, Spoken]:
    """What the levels are called."""
    return {
        "continuous": v.tell("continuous"),
        "regular": v.tell("regular"),
        "occasional": v.tell("occasional"),
        "drifting": v.tell("drifting"),
        "gone": v.tell("gone"),
    }


def _unit(highest: int) -> int:
    """A round step that rules at most five lines."""
    step = 1
    while highest > step * 5:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def _run(code: str, figures: Figures, v: Voice) -> Run:
    told = scenarios(v.language).get(code)
    total = max(1, sum(figures.levels.values()))
    return Run(
        name=told.name if told else v.tell("As usual"),
        present=figures.present,
        typical=v.number(round(figures.typical)),
        shares=tuple(figures.levels[level] / total for level, _ in LEVELS),
        notches=figures.notches,
        notches_text=v.number(figures.notches),
    )
