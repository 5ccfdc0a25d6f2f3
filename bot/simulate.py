"""`patogh simulate`: synthetic people live with each scenario for a while, on a store that is thrown away."""

import asyncio
import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bot.simulation import figures, report
from bot.simulation.drawing import drawn
from bot.simulation.figures import Figures
from bot.simulation.people import population
from bot.simulation.stage import Plan, throw_away, town_of
from hub.scenario.presets import presets
from locales.voice import languages

Say = Callable[[str], None]
Timed = tuple[Figures, float]
"""What came of it, and the seconds of work that it took."""
USUAL, ALL = "usual", "all"
SELDOM = 50_000
"""New objects between two looks for garbage, of which a simulation leaves little."""


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
    began, runs = time.monotonic(), []
    for code, (found, took) in zip(codes, _lives(wish, codes), strict=True):
        aside(f"{code}: {took:.1f} s of work, {wish.members * wish.days / took:,.0f} member-days a second of one core")
        runs.append((code, found))
    if len(codes) > 1:
        took = time.monotonic() - began
        aside(f"all: {took:.1f} s, {len(codes) * wish.members * wish.days / took:,.0f} member-days a second")
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


def _lives(wish: Wish, codes: Sequence[str]) -> Iterator[Timed]:
    """One after the other in the order of `codes`; several at once, in processes that share nothing, on their cores."""
    if len(codes) == 1:
        yield _timed(wish, codes[0])
        return
    with ProcessPoolExecutor(min(len(codes), os.cpu_count() or 1), get_context("spawn")) as pool:
        yield from pool.map(partial(_timed, wish), codes)


def _timed(wish: Wish, code: str) -> Timed:
    gc.set_threshold(SELDOM)
    began = time.process_time()
    found = asyncio.run(_lived(wish, code))
    return found, time.process_time() - began


async def _lived(wish: Wish, code: str) -> Figures:
    plan = Plan(wish.seed, wish.first, wish.days, wish.language, None if code == USUAL else code)
    people = population(wish.seed, wish.first, wish.days, wish.members, wish.language)
    with throw_away() as url:
        async with town_of(url, plan, people) as town:
            await town.live(plan.first, plan.days)
            return await figures.of_town(town, plan.first, plan.days)
