"""The named scenarios: one file each in `presets/`, with everything that it changes. Pure values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hub.scenario.dials import Dials, apart


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario. `rules` are notches a deed; a ceiling of None is none; `lucky_permille` are the votes in a thousand
    that a draw gives one more notch; `shared_days` is how long the shared stick runs that it proposes, if it does."""

    code: str
    order: int
    dials: Dials
    stick_length: int
    rules: Mapping[str, int]
    day_ceiling: int | None
    month_ceiling: int | None
    lucky_permille: int
    standing: bool
    shared_days: int | None = None


@cache
def presets() -> Mapping[str, Preset]:
    """Every scenario by its code, in the order in which they are offered."""
    folder = files("hub").joinpath("scenario", "presets")
    found = [_read(file.name.removesuffix(".toml"), file.read_text("utf-8")) for file in folder.iterdir()]
    return {preset.code: preset for preset in sorted(found, key=lambda preset: preset.order)}


def _read(code: str, text: str) -> Preset:
    kept = tomllib.loads(text)
    return Preset(
        code=code,
        order=kept["order"],
        dials=Dials(**kept["dials"]),
        stick_length=kept["stick"],
        rules=kept["rules"],
        day_ceiling=kept["ceilings"]["day"] or None,
        month_ceiling=kept["ceilings"]["month"] or None,
        lucky_permille=kept["lucky"],
        standing=kept["standing"],
        shared_days=kept.get("shared", {}).get("days"),
    )


def nearest(dials: Dials) -> list[Preset]:
    """All scenarios, the one that fits best first."""
    return sorted(presets().values(), key=lambda preset: (apart(preset.dials, dials), preset.order))
