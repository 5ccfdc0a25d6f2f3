"""`patogh simulate`: synthetic people live with each scenario for a while, on a store that is thrown away."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.simulation import figures, report
from bot.simulation.drawing import drawn
from bot.simulation.figures import Figures
from bot.simulation.people import population
from bot.simulation.stage import Plan, throw_away, town_of
from hub.scenario.presets import presets
from locales.voice import languages

Say = Callable[[str], None]
USUAL, ALL = "usual", "all"


class CanNot(Exception):
    """Nothing can be simulated; the text says why, in a line."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    members: int
    days: int
    seed: int
    first: date
    language: str
    scenarios: Sequence[str]
    picture: Path | None


def simulate(wish: Wish, say: Say, aside: Say) -> None:
    """Says the figures and draws them. What differs from run to run (the time it took) is said `aside`."""
    if wish.language not in languages():
        raise CanNot(f"--language: there is no {wish.language}; there are {', '.join(languages())}")
    codes = _codes(wish.scenarios)
    runs = [(code, _timed(wish, code, aside)) for code in codes]
    say(f"{wish.members:,} people, {wish.days} days from {wish.first}, seed {wish.seed}\n")
    say(f"{report.table(runs)}\n")
    say(report.chart(runs))
    if wish.picture is not None:
        try:
            wish.picture.write_bytes(drawn(runs, wish.language))
        except OSError as error:
            raise CanNot(f"--picture: {wish.picture} can not be written ({error.strerror})") from None
        say(f"\n{wish.picture}")


def _codes(named: Sequence[str]) -> list[str]:
    """The scenarios that were named, each once; ALL is every one, and none of them the usual settings alone."""
    known = [USUAL, *presets()]
    if unknown := [code for code in named if code not in (ALL, *known)]:
        raise CanNot(f"--scenario: there is no {unknown[0]}; there are {', '.join(known)}, and {ALL}")
    return known if ALL in named else list(dict.fromkeys(named)) or [USUAL]


def _timed(wish: Wish, code: str, aside: Say) -> Figures:
    began, worked = time.monotonic(), time.process_time()
    found = asyncio.run(_lived(wish, code))
    took, work = time.monotonic() - began, time.process_time() - worked
    aside(f"{code}: {took:.1f} s, {wish.members * wish.days / work:,.0f} member-days a second of one core")
    return found


async def _lived(wish: Wish, code: str) -> Figures:
    plan = Plan(wish.seed, wish.first, wish.days, wish.language, None if code == USUAL else code)
    people = population(wish.seed, wish.first, wish.days, wish.members, wish.language)
    with throw_away() as url:
        async with town_of(url, plan, people) as town:
            await town.live(plan.first, plan.days)
            return await figures.of_town(town, plan.first, plan.days)
