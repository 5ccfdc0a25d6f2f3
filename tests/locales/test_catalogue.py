"""The catalogues hold exactly what the code says, whole, and fit to be filled in."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import handlers
from handlers import errors
from handlers.notices import NOTICES
from hub.errors import HubError
from locales.voice import SOURCE, languages, voice
from tests.locales.test_persian import SLIPS

ROOT = Path(__file__).resolve().parent.parent.parent
SPOKEN = {"say": None, "tell": None, "many": (1, 2)}
OTHERS = [code for code in languages() if code != SOURCE]
EACH = pytest.mark.parametrize("language", OTHERS)
TAG = re.compile(r"</?\w+>")
PLACE = re.compile(r"\{\w*\}")
COMMAND = re.compile(r"\u200e?/\w+")

Id = str | tuple[str, ...]


@cache
def said() -> frozenset[Id]:
    """Every sentence in the code, as babel's own extraction finds it."""
    found: set[Id] = set()
    for package in ("bot", "handlers", "locales"):
        for _, _, message, _, _ in extract_from_dir(ROOT / package, [("**.py", "python")], keywords=SPOKEN):
            found.add(tuple(message) if isinstance(message, tuple | list) else message)
    return frozenset(found)


@cache
def catalogue(language: str) -> Catalog:
    with files("locales").joinpath(language, "messages.po").open("rb") as source:
        return read_po(source, locale=language)


def entries(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def _id(message: Message) -> Id:
    return tuple(message.id) if isinstance(message.id, tuple | list) else message.id


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """(what the code says, each translation of it)."""
    for message in entries(language):
        source = _texts(message.id)[-1]
        for text in _texts(message.string):
            yield source, text


def _places(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_extraction_finds_the_sentences() -> None:
    assert len(said()) > 100
    assert ("{n} vote", "{n} votes") in said()


@EACH
def test_the_catalogue_is_what_the_code_says(language: str) -> None:
    known = {_id(message) for message in entries(language)}
    assert said() - known == set(), "missing"
    assert known - said() == set(), "said nowhere any more"


@EACH
def test_nothing_is_empty_or_fuzzy(language: str) -> None:
    assert [m.id for m in entries(language) if m.fuzzy or not all(map(str.strip, _texts(m.string)))] == []
    assert [m.id for m in entries(language) if len(_texts(m.string)) not in (1, catalogue(language).num_plurals)] == []


@EACH
def test_every_place_for_a_value_is_kept(language: str) -> None:
    assert [(source, text) for source, text in pairs(language) if _places(source).keys() != _places(text).keys()] == []


@EACH
def test_markup_is_kept(language: str) -> None:
    wrong = [text for source, text in pairs(language) if Counter(TAG.findall(source)) != Counter(TAG.findall(text))]
    assert wrong == []


@pytest.mark.parametrize("language", languages())
def test_every_sentence_can_be_spoken(language: str) -> None:
    """With values that would break out of it if anything could."""
    speaker = voice(language)
    for sentence in said():
        for text in _texts(sentence):
            values = dict.fromkeys(_places(text), "<i>{x}</i> & \u202e")
            assert "<i>" not in speaker.say(text, **values)
            assert not values or "\u2068<i>{x}</i>" in speaker.tell(text, **values)


def _plain(text: str) -> str:
    """With a word of Persian for each command and each place, without markup and signs at the head of a line."""
    bare = PLACE.sub("آن", COMMAND.sub("آن", TAG.sub("", text)))
    return "\n".join(line.lstrip("✓⚠️🎁🍀🔔").strip() for line in bare.splitlines())


@pytest.mark.parametrize("slip", SLIPS)
def test_persian_texts_have_no(slip: str) -> None:
    found = []
    for _, text in pairs("fa"):
        found += [line for line in _plain(text).splitlines() if line and re.search(SLIPS[slip], line)]
    assert found == []


def _kinds_of(error: type[HubError]) -> Iterator[type[HubError]]:
    for kind in error.__subclasses__():
        yield kind
        yield from _kinds_of(kind)


VALUES = {
    "limit": 12,
    "length": 13,
    "count": 13,
    "least": 5,
    "left": 2,
    "days": 7,
    "most": 100,
    "option": "<b>چای</b>",
    "title": "<b>چای</b>",
    "name": "<b>چای</b>",
    "notches": 1200,
    "wait": 90,
    "amount": 1_200_000,
    "step": 2_000_000,
    "currency": "toman",
    "timezone": "Asia/Tehran",
    "at": datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
    "until": datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    "now": datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
}


@pytest.mark.parametrize("language", languages())
def test_every_refusal_has_words(language: str) -> None:
    assert handlers.routers()  # whatever defines a refusal of its own has been imported
    codes = {kind.code for kind in _kinds_of(HubError)}
    assert codes == set(errors.WORDS)
    for code in codes:
        line = errors.WORDS[code](voice(language), VALUES)
        assert line
        assert "<b>" not in line


def test_every_notice_that_is_queued_can_be_written() -> None:
    """And none has words that nobody queues."""
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "hub").rglob("*.py"))
    assert set(re.findall(r'"kind": "(\w+)"', sources)) <= set(NOTICES)
    assert [kind for kind in NOTICES if f'"{kind}"' not in sources] == []


def test_the_base_refusal_is_never_raised() -> None:
    """It has no words: a refusal always says why."""
    sources = [path for package in ("hub", "handlers", "bot") for path in (ROOT / package).rglob("*.py")]
    assert [path.name for path in sources if re.search(r"raise HubError\b", path.read_text("utf-8"))] == []
