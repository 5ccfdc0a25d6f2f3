"""Time zones as people call them: by a city's name, in any language we speak."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

from hub.wording import same
from locales.voice import languages, voice

# Where shops with Persian- or English-speaking customers are; the house's own zone is put before them.
COMMON = (
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Dushanbe",
    "Asia/Dubai",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/London",
    "America/Toronto",
    "America/Los_Angeles",
)


def offered(first: str, current: str) -> list[str]:
    """A few zones to tap, the house's and the current one among them."""
    return list(dict.fromkeys((first, current, *COMMON)))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """(name, zone) for every zone, by its own name and by its city in each language."""
    aliases = get_global("zone_aliases")
    real = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
    zones = sorted(real, key=lambda zone: (zone not in COMMON, zone in aliases, zone))
    cities = [(str(voice(code).city(zone)), zone) for code in languages() for zone in zones]
    return (*((zone, zone) for zone in zones), *cities)


def named(words: str) -> str:
    """The zone that a person means by `Tehran`, `تهران` or `asia/tehran`; the words themselves if none is known."""
    if len(words) > 60:
        return words
    return next((zone for name, zone in _names() if same(name, words)), words)
