"""What several pictures share: a question with its date below the heading, a thin line, figures side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from pictures.canvas import INNER, MARGIN, Canvas
from pictures.goal import Fact
from pictures.paints import GROOVE, INK, MUTED, WIDTH
from pictures.text import Line, fit, wrap

FACTS_TALL = 134
"""Pixels that figures take below their line."""
_DATE = 104
_QUESTION_TOP, _QUESTION_LINES = 150, 4
_LEADING = 1.42
"""Line height over type size; Persian descenders need the air."""


@dataclass(frozen=True)
class Head:
    """A question's lines with their baselines, and its date."""

    date: Line
    question: tuple[Line, ...]
    baselines: tuple[int, ...]


def date_line(date: str, rtl: bool) -> Line:
    """The date at the far end of the heading."""
    return fit(date, "Regular", (38, 34, 30), INNER * 0.42, rtl)


def head(question: str, date: str, rtl: bool) -> Head:
    """Where the question's lines stand."""
    lines = tuple(wrap(question, "Bold", (58, 52, 46), INNER, _QUESTION_LINES, rtl))
    step = round(lines[0].size * _LEADING)
    baselines = tuple(_QUESTION_TOP + lines[0].size + step * index for index in range(len(lines)))
    return Head(date_line(date, rtl), lines, baselines)


def write_head(canvas: Canvas, title: str, shown: Head) -> None:
    """The hangout's name, the date, the question."""
    write_title(canvas, title, shown.date)
    for line, baseline in zip(shown.question, shown.baselines, strict=True):
        canvas.write(line, MARGIN, baseline, INK)


def write_title(canvas: Canvas, title: str, date: Line) -> None:
    """The hangout's name, and the date at the other end."""
    canvas.heading(title, date.width + 30 if date.text else 0)
    canvas.write(date, MARGIN, _DATE, MUTED, from_end=True)


def rule(canvas: Canvas, top: float) -> None:
    """A thin line from margin to margin."""
    ImageDraw.Draw(canvas.image).line((MARGIN, top, WIDTH - MARGIN, top), fill=GROOVE, width=3)


def write_facts(canvas: Canvas, facts: Sequence[Fact], top: int) -> None:
    """Up to three figures side by side, parted by thin lines."""
    if not facts:
        return
    rule(canvas, top - 18)
    pen, column = ImageDraw.Draw(canvas.image), INNER / len(facts)
    for index, fact in enumerate(facts):
        inset, room = MARGIN + column * index + (28 if index else 0), column - 40
        if index:
            x = canvas.side(MARGIN + column * index)
            pen.line((x, top + 6, x, top + 104), fill=GROOVE, width=3)
        canvas.write(fit(fact.figure, "Bold", (52, 44, 36), room, canvas.rtl), inset, top + 50, INK)
        canvas.write(fit(fact.label, "Regular", (36, 32, 28), room, canvas.rtl), inset, top + 102, MUTED)
