"""`python -m bench`: prints the figures and writes bench/results.json. `--help` lists them."""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from bench import board, figures, ideas

RESULTS = Path(__file__).with_name("results.json")
LIMITS = {
    "vote_cpu_vs_bare_aiogram": 1.0,
    "vote_growth_1m_vs_10k": 2.0,
    "stick_png_ms": 40.0,
    "start_vs_imports": 1.5,
    "idle_rss_vs_imports": 1.3,
    "similar_20k_ms": 50.0,
    "similar_20k_postgresql_ms": 50.0,
    "board_page_ms": 100.0,
    "board_page_postgresql_ms": 100.0,
    "verify_1m_s": 30.0,
    "verify_1m_mb": 300.0,
}
PARTS: dict[str, Callable[[Callable[[str], None]], dict[str, float]]] = {
    "votes": figures.votes,
    "stick": figures.stick,
    "start": figures.start,
    "verify": figures.verify,
    "similar": ideas.similar,
    "board": board.pages,
}


def main() -> None:
    """Runs the parts that are named, or all; figures of other parts stay as they were."""
    parser = argparse.ArgumentParser(prog="bench", description="Measures Patogh and writes bench/results.json.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help=f"any of {', '.join(PARTS)}; all without one")
    wanted = parser.parse_args().parts or list(PARTS)
    found: dict[str, float] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    begun = time.perf_counter()
    for part in wanted:
        found |= {name: round(value, 3) for name, value in PARTS[part](lambda line: print("  …", line)).items()}
    RESULTS.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    for name, value in sorted(found.items()):
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"   (at most {limit:g})" + ("" if value <= limit else "   TOO MUCH")
        print(f"{name:28} {value:10.3f}{verdict}")
    print(f"in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
