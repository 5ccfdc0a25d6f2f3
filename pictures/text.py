"""Any text a person may have typed, made safe to draw and fitted to a width.

Base direction follows the first strong letter, so that a Latin name keeps its brackets and
full stops in a Persian picture; alignment is the picture's own affair.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

Direction = Literal["rtl", "ltr"]
Weight = Literal["Regular", "Bold"]

_FONTS = Path(__file__).parent / "fonts"
_LONGEST = 400
_HALF_SPACE = "\u200c"
_MORE = "…"
_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")
_STRAY_JOINER = re.compile(
    "(?<![\u0620-\u06d3])[\u200c\u200d]+|[\u200c\u200d]+(?= |$)|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u06d6-\u06ed]{3,}")
_ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*(?:\u2069|$)")
_UNDRAWN = "\ufffe"


@lru_cache(maxsize=48)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"Vazirmatn-{weight}.ttf", size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=1)
def _probe() -> ImageFont.FreeTypeFont:
    """Without shaping a missing letter shows as the font's empty box."""
    return ImageFont.truetype(_FONTS / "Vazirmatn-Regular.ttf", 16, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _has_glyph(char: str) -> bool:
    box, glyph = _probe().getmask(_UNDRAWN), _probe().getmask(char)
    return glyph.size != box.size or bytes(glyph) != bytes(box)


@lru_cache(maxsize=4096)
def _drawable(char: str) -> str:
    """The letter itself, a plainer letter for it (𝓣 → T), or nothing (emoji)."""
    kind = unicodedata.category(char)
    if char in _KEPT_FORMATS:
        return char
    if kind in {"Cf", "Cs", "Co", "Cn"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    if _has_glyph(char):
        return char
    return "".join(part for part in unicodedata.normalize("NFKD", char) if _has_glyph(part))


def clean(text: str) -> str:
    """One line without control characters, emoji, overrides, stray joiners or towers of marks."""
    spaced = " ".join(text[:_LONGEST].split())
    drawn = "".join(map(_drawable, spaced))
    calm = _MARKS.sub(lambda found: found.group()[:2], drawn)
    joined = " ".join(_STRAY_JOINER.sub("", calm).split())
    return joined if any(char not in _KEPT_FORMATS for char in joined) else ""


def direction_of(text: str, rtl: bool) -> Direction:
    """By the first strong letter outside isolates; a text without one follows the picture."""
    for char in _ISOLATED.sub("", text):
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "rtl" if rtl else "ltr"


@dataclass(frozen=True)
class Line:
    """A line ready to draw; `width` is its advance in pixels."""

    text: str
    weight: Weight
    size: int
    direction: Direction

    @property
    def width(self) -> float:
        return measure(self.text, self.weight, self.size, self.direction)


def measure(text: str, weight: Weight, size: int, direction: Direction) -> float:
    return font(weight, size).getlength(text, direction=direction) if text else 0.0


def _shortened(text: str, fits: "Fits") -> str:
    """The longest beginning that fits with an ellipsis; never parts a letter from its marks."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_cut(text, middle)) else (low, middle - 1)
    return _cut(text, low) if low in (0, len(text)) or text[low] == " " else _by_words(_cut(text, low))


def _cut(text: str, end: int) -> str:
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip(f" {_HALF_SPACE}") + _MORE


def _by_words(cut: str) -> str:
    """Ends a shortened text at a word's end if that costs little of it."""
    words = cut.removesuffix(_MORE).rpartition(" ")[0]
    return words.rstrip(" ،,؛;:.-–(«") + _MORE if len(words) > len(cut) * 0.7 else cut


class Fits:
    """Whether a text is no wider than `width` in a given type."""

    def __init__(self, weight: Weight, size: int, direction: Direction, width: float) -> None:
        self.weight, self.size, self.direction, self.width = weight, size, direction, width

    def __call__(self, text: str) -> bool:
        return measure(text, self.weight, self.size, self.direction) <= self.width


def fit(text: str, weight: Weight, sizes: tuple[int, ...], width: float, rtl: bool) -> Line:
    """One line in the largest size that takes it, else the smallest one with an ellipsis."""
    return wrap(text, weight, sizes, width, 1, rtl)[0]


def wrap(text: str, weight: Weight, sizes: tuple[int, ...], width: float, most: int, rtl: bool) -> list[Line]:
    """One to `most` lines in the largest size that takes the text, else shortened in the smallest."""
    plain = clean(text)
    way = direction_of(plain, rtl)
    lines: list[str] = []
    for size in sizes:
        fits = Fits(weight, size, way, width)
        lines = list(_broken(plain, fits)) or [""]
        if len(lines) <= most:
            return [Line(line, weight, size, way) for line in lines]
    rest = " ".join(lines[most - 1 :])
    return [Line(line, weight, sizes[-1], way) for line in [*lines[: most - 1], _shortened(rest, fits)]]


def _broken(text: str, fits: Fits) -> Iterator[str]:
    """Greedy lines by whole words; half-spaces keep a word together."""
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if fits(joined):
            line = joined
            continue
        if line:
            yield line
        *full, line = _pieces(word, fits)
        yield from full
    if line:
        yield line


def _pieces(word: str, fits: Fits) -> list[str]:
    """A word wider than a whole line, in as few parts as fit."""
    parts = [""]
    for char in word:
        if parts[-1] and not unicodedata.combining(char) and not fits(parts[-1] + char):
            parts.append("")
        parts[-1] += char
    return parts
