"""The figures in words, for a terminal."""

from collections.abc import Callable, Sequence

from bot.simulation.figures import LEVELS, Figures

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 60  # signs of a line of bars


def table(runs: Sequence[tuple[str, Figures]]) -> str:
    """A column a scenario, a row a figure."""
    lines = [["", *(name for name, _ in runs)]]
    figures = [of for _, of in runs]
    lines += [[title, *(row(of) for of in figures)] for title, row in ROWS]
    lines += [[f"  {level}", *(_count(of.levels[level]) for of in figures)] for level, _ in LEVELS]
    lines += [["notches given", *(_count(of.notches) for of in figures)]]
    rules = sorted({rule for of in figures for rule, notches in of.rules.items() if notches > 0})
    lines += [[f"  by {rule}", *(_count(of.rules.get(rule, 0)) for of in figures)] for rule in rules]
    lines += [[title, *(row(of) for of in figures)] for title, row in LAST]
    widths = [max(len(line[n]) for line in lines) for n in range(len(runs) + 1)]
    return "\n".join(_line(line, widths) for line in lines)


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))])


def _count(n: int) -> str:
    return f"{n:,}"


def _share(part: float, whole: int) -> str:
    return f"{part:,.0f} ({part / whole:.0%})" if whole else "0"


Row = tuple[str, Callable[[Figures], str]]
ROWS: tuple[Row, ...] = (
    ("members", lambda of: _count(of.members[-1])),
    ("present on a day", lambda of: _share(of.typical, of.members[-1])),
    ("reached forty days", lambda of: _count(of.chelleh)),
    ("members at the end, by the last four weeks", lambda of: ""),
)
LAST: tuple[Row, ...] = (
    ("notches given back for rewards", lambda of: _count(of.rewards)),
    ("letters", lambda of: _count(of.letters)),
    ("most letters to one in a day", lambda of: _count(of.most)),
    ("other private messages", lambda of: _count(of.other)),
)


def bars(values: Sequence[int], highest: int) -> str:
    """A line of bars as high as the values, at most `WIDTH` of them."""
    step = max(1, -(-len(values) // WIDTH))
    means = [sum(values[n : n + step]) / len(values[n : n + step]) for n in range(0, len(values), step)]
    top = max(1, highest)
    return "".join(BARS[min(len(BARS) - 1, int(mean * len(BARS) / top))] for mean in means)


def chart(runs: Sequence[tuple[str, Figures]]) -> str:
    """Daily presence, a line a scenario, all on one scale."""
    highest = max(max(of.present) for _, of in runs)
    width = max(len(name) for name, _ in runs)
    lines = [f"{name.ljust(width)}  {bars(of.present, highest)}  {max(of.present):,} at most" for name, of in runs]
    return "\n".join(["present, day by day", *lines])
