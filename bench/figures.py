"""The figures. What is compared runs interleaved, so that a neighbour's load falls on both sides."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

from bench import chains
from bench.presses import press, send
from bench.processes import Measured, bare, patogh, telegram, wait_for_port
from bench.store import build

BATCHES, VOTES, AT_ONCE = 5, 2000, 100
STARTS = 3
SMALL, LARGE = 12_000, 1_000_000
CHAINED = 1_000_000
IMPORTS = "import aiogram, sqlmodel, babel, telegram"


def votes(note: Callable[[str], None]) -> dict[str, float]:
    """CPU of a durable, rewarded vote: against stock aiogram doing nothing, and in a store of a million members."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores = {"small": (Path(folder) / "small.db", SMALL), "large": (Path(folder) / "large.db", LARGE)}
        for path, members in stores.values():
            note(f"a store of {members:,} members")
            build(path, members)
        api = stack.enter_context(telegram())
        servers: dict[str, Measured] = {"bare": stack.enter_context(bare())}
        servers |= {name: stack.enter_context(patogh(api, path)) for name, (path, _) in stores.items()}
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for batch in range(-1, BATCHES):  # the first warms up and is not counted
            for name, server in servers.items():
                spent = _batch(server, batch + 1, LARGE // SMALL if name == "large" else 1)
                costs[name] += [spent] if batch >= 0 else []
            note(f"batch {batch + 1} of {BATCHES}")
    return _vote_figures(costs)


def _batch(server: Measured, batch: int, spread: int) -> float:
    """Seconds of CPU a vote, each by another member; in a large store the members are spread over all of it."""
    people = range(batch * VOTES + 1, (batch + 1) * VOTES + 1)
    bodies = [press(person * spread, 1, person % 2) for person in people]
    before = server.cpu()
    asyncio.run(send(server.url, bodies, AT_ONCE))
    time.sleep(0.2)  # what was put off until after the answers belongs to them
    return (server.cpu() - before) / VOTES


def _vote_figures(costs: dict[str, list[float]]) -> dict[str, float]:
    middle = {name: statistics.median(spent) for name, spent in costs.items()}
    versus = [small / nothing for small, nothing in zip(costs["small"], costs["bare"], strict=True)]
    growth = [large / small for large, small in zip(costs["large"], costs["small"], strict=True)]
    return {
        "vote_cpu_vs_bare_aiogram": statistics.median(versus),
        "vote_growth_1m_vs_10k": statistics.median(growth),
        "vote_cpu_us": middle["small"] * 1e6,
        "bare_aiogram_cpu_us": middle["bare"] * 1e6,
    }


def stick(note: Callable[[str], None]) -> dict[str, float]:
    """Milliseconds of a stick's picture, once the wood is there."""
    from handlers.stick.stick import draw
    from hub.stick.members import StickView
    from hub.stick.sticks import Stick
    from locales.voice import voice

    view = StickView(1, "چای‌خانهٔ ماه‌نو", "یک استکان چای مهمان ما", Stick(7, 10, 2))
    draw(voice("fa"), view)
    note("pictures of a stick")
    return {"stick_png_ms": statistics.median(_timed(lambda: draw(voice("fa"), view)) for _ in range(30)) * 1000}


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def start(note: Callable[[str], None]) -> dict[str, float]:
    """From nothing to the first answered press, and the memory while idle, against importing the libraries alone.

    Both in seconds of CPU: a start does little else than compute, and the clock on the wall tells of neighbours.
    """
    times, sizes = [], []
    with tempfile.TemporaryDirectory() as folder, telegram() as api:
        store = Path(folder) / "start.db"
        build(store, 100)
        _imports()  # fills the file caches
        for turn in range(STARTS):
            imports, imported = _imports()
            answered, idle = _first_answer(api, store, turn)
            note(f"start {turn + 1}: {answered:.2f} s, the imports alone {imports:.2f} s")
            times.append(answered / imports)
            sizes.append(idle / imported)
    return {"start_vs_imports": statistics.median(times), "idle_rss_vs_imports": statistics.median(sizes)}


# A process begins with the peak of the one that started it, so the bench itself is too large to start what is measured.
ALONE = """
import resource, subprocess, sys
done = subprocess.run([sys.argv[1], "-m", "bot", "verify"])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
sys.exit(done.returncode)
"""


def verify(note: Callable[[str], None]) -> dict[str, float]:
    """Seconds and the most megabytes of memory in which `patogh verify` reads a ledger of a million entries."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "chains.db"
        note(f"a ledger of {CHAINED:,} entries")
        chains.build(store, CHAINED // 50, CHAINED)
        note("verifying it")
        begun = time.perf_counter()
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{store}", "BOT_TOKEN": ""}
        done = subprocess.run(
            [sys.executable, "-c", ALONE, sys.executable],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - begun
        if done.returncode or f"{CHAINED:,} entries" not in done.stdout:
            raise RuntimeError(done.stdout)
        most, cpu = done.stdout.split()[-2:]
    note(f"{float(cpu):.1f} s of CPU")
    return {"verify_1m_s": seconds, "verify_1m_mb": int(most) / 1024}


def _imports() -> tuple[float, int]:
    """Seconds of CPU until the libraries are imported, and the bytes of memory then."""
    words = [sys.executable, "-c", f"{IMPORTS}; print('in', flush=True); input()"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()  # type: ignore[union-attr]
        seen = psutil.Process(process.pid)
        spent, size = sum(seen.cpu_times()[:2]), seen.memory_info().rss
        process.communicate(b"\n")
    return spent, size


def _first_answer(api: str, store: Path, turn: int) -> tuple[float, int]:
    """Seconds of CPU from the start of the process to its first answer, and the bytes of memory once it idles."""
    with patogh(api, store, wait=False) as server:
        wait_for_port(int(server.url.split(":")[2].split("/")[0]))
        asyncio.run(send(server.url, [press(turn + 1, 1)], 1))
        spent = server.cpu()
        time.sleep(4.5)  # everything that a start puts off has happened by then
        return spent, server.process.memory_info().rss
