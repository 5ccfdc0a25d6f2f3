"""The shipped questions: fit for Telegram, for buttons, for a shop, and written as each language is."""

import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import locales
from hub.daily.seasons import SPANS
from hub.daily.tags import FLAVOURS, TRADES, times
from locales.bank import BankQuestion, bank
from locales.topics import topics

LOCALES = Path(locales.__file__).parent
TAG_WORDS = (
    {*TRADES, *SPANS, "taste"} | {f"flavour-{end}" for end in FLAVOURS} | {f"topic-{key}" for key in topics("en")}
)

QUESTION_MARK = {"fa": "؟", "en": "?"}
# Telegram's own limits for a native poll, and ours, which are narrower: a button on a phone is short.
POLL_TEXT, POLL_OPTION, POLL_OPTIONS = 300, 100, 12
TEXT, OPTION, OPTIONS = 120, 32, 6


def spoken_languages() -> list[str]:
    catalogued = {path.relative_to(LOCALES).parts[0] for path in LOCALES.rglob("messages.po")}
    return sorted(catalogued | {"fa", "en"})


@pytest.mark.parametrize("name", ["bank.toml", "cheers.toml", "topics.toml"])
@pytest.mark.parametrize("language", spoken_languages())
def test_every_catalogued_language_ships_its_words(language: str, name: str) -> None:
    assert (LOCALES / language / name).is_file()


EVERY_QUESTION = [
    pytest.param(language, question, id=f"{language}-{question.key}")
    for language in spoken_languages()
    for question in bank(language)
]


@pytest.mark.parametrize("language", spoken_languages())
def test_a_language_has_a_month_and_a_half_of_questions(language: str) -> None:
    assert len(bank(language)) >= 45


@pytest.mark.parametrize("language", spoken_languages())
def test_a_month_of_questions_suits_any_shop_at_any_time(language: str) -> None:
    general = [q for q in bank(language) if not q.tags & set(TRADES) and not times(q.tags)]
    assert len(general) >= 30


@pytest.mark.parametrize("language", spoken_languages())
def test_keys_and_texts_are_unique(language: str) -> None:
    questions = bank(language)
    assert [key for key, n in Counter(q.key for q in questions).items() if n > 1] == []
    assert [text for text, n in Counter(q.text for q in questions).items() if n > 1] == []


@pytest.mark.parametrize("language", spoken_languages())
def test_every_season_has_a_question(language: str) -> None:
    asked = set().union(*(q.tags for q in bank(language)))
    assert {f"season-{season}" for season in ("spring", "summer", "autumn", "winter")} <= asked


@pytest.mark.parametrize(("language", "question"), EVERY_QUESTION)
def test_key_is_a_slug(language: str, question: BankQuestion) -> None:
    assert question.key
    assert set(question.key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not question.key.startswith("-")
    assert not question.key.endswith("-")


@pytest.mark.parametrize(("language", "question"), EVERY_QUESTION)
def test_text_is_one_short_question(language: str, question: BankQuestion) -> None:
    assert 1 <= len(question.text) <= min(TEXT, POLL_TEXT)
    mark = QUESTION_MARK.get(language, "?")
    assert question.text.count(mark) == 1
    assert question.text.endswith(mark)


@pytest.mark.parametrize(("language", "question"), EVERY_QUESTION)
def test_options_fit_on_buttons_and_differ(language: str, question: BankQuestion) -> None:
    assert 2 <= len(question.options) <= min(OPTIONS, POLL_OPTIONS)
    assert all(1 <= len(option) <= min(OPTION, POLL_OPTION) for option in question.options)
    assert len({option.casefold() for option in question.options}) == len(question.options)


@pytest.mark.parametrize(("language", "question"), EVERY_QUESTION)
def test_tags_are_known_and_there_is_at_most_one_time_of_the_year(language: str, question: BankQuestion) -> None:
    assert question.tags
    assert question.tags <= TAG_WORDS
    assert len(times(question.tags)) <= 1


def test_a_shared_key_has_the_same_times_of_the_year() -> None:
    english = {q.key: q for q in bank("en")}
    shared = [(q, english[q.key]) for q in bank("fa") if q.key in english]
    assert shared
    assert [fa.key for fa, en in shared if times(fa.tags) != times(en.tags)] == []


def test_the_bank_is_read_once_and_cannot_be_changed() -> None:
    assert bank("fa") is bank("fa")
    assert hash(bank("fa"))  # only what is frozen all the way down has a hash


def test_an_unknown_language_is_said_not_guessed() -> None:
    with pytest.raises(FileNotFoundError):
        bank("xx")


def test_it_reads_from_a_zip_as_a_wheel_may_be(tmp_path: Path) -> None:
    """An importable zip has no files on disk: reading by path would fail there."""
    with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
        for path in LOCALES.rglob("*"):
            if path.suffix in {".py", ".toml"}:
                archive.write(path, path.relative_to(LOCALES.parent))
    code = "from locales.bank import bank; from locales.cheers import cheer; import locales\n"
    code += "print('app.zip' in locales.__file__, len(bank('fa')), len(cheer('fa', 'vote', 7)) > 0)"
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'app.zip')!r})\n{code}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert ran.stdout.split() == ["True", str(len(bank("fa"))), "True"]
