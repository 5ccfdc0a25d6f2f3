"""The shipped questions: fit for Telegram, for buttons, for a shop, and written as each language is."""

import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import locales
from hub.daily import tags
from hub.daily.asking import Supply
from hub.daily.choosing import ENDS, Taste
from hub.daily.facts import Facts, read
from hub.daily.folding import folded
from hub.daily.kinds import KINDS
from hub.daily.seasons import SPANS
from hub.daily.tags import TRADES, times
from locales.bank import USUAL_OPTIONS, BankQuestion, bank
from locales.topics import topics

LOCALES = Path(locales.__file__).parent
SEASONS = [f"season-{season}" for season in ("spring", "summer", "autumn", "winter")]
OCCASIONS = [f"occasion-{name}" for name in ("nowruz", "yalda", "mehregan", "ramadan", "back-to-school")]
UNASKED = {
    "fa": {"دولت", "انتخابات", "حزب", "مذهب", "روزه", "نماز", "حجاب", "قومیت", "حقوق", "درآمد", "وزن", "سن", "همسر"},
    "en": {
        "government",
        "election",
        "party's",
        "religion",
        "pray",
        "salary",
        "income",
        "weight",
        "age",
        "husband",
        "wife",
    },
}

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


LANGUAGES = pytest.mark.parametrize("language", spoken_languages())


def general(language: str) -> list[BankQuestion]:
    """What suits any shop at any time of the year."""
    return [q for q in bank(language) if not q.tags & set(TRADES) and not times(q.tags)]


@LANGUAGES
def test_a_language_has_its_questions_of_every_kind(language: str) -> None:
    assert len(general(language)) >= 300
    kinds = Counter(q.kind for q in general(language))
    assert kinds.keys() == KINDS.keys()
    assert min(kinds.values()) >= 12
    assert sum(q.facts.get("several", False) for q in bank(language)) >= 12


@LANGUAGES
def test_every_trade_topic_flavour_and_time_has_its_own(language: str) -> None:
    asked = Counter(tag for q in bank(language) for tag in q.tags)
    assert [trade for trade in TRADES if asked[trade] < 6] == []
    assert [key for key in topics(language) if asked[f"topic-{key}"] < 6] == []
    assert [end for end in ENDS if asked[f"flavour-{end}"] < 6] == []
    assert [time for time in (*SEASONS, *OCCASIONS) if asked[time] < 2] == []


@LANGUAGES
def test_a_shop_of_any_kind_is_asked_something_else_on_each_day_of_a_year(language: str) -> None:
    supply = Supply(Taste(hangout_id=1), [], {q.key: q for q in bank(language)}, {})
    asked = [supply.take(date(2027, 1, 1) + timedelta(days=n)) for n in range(365)]
    assert None not in asked
    assert len({one.bank_key for one in asked if one}) == 365


@LANGUAGES
def test_keys_and_texts_are_unique(language: str) -> None:
    questions = bank(language)
    assert [key for key, n in Counter(q.key for q in questions).items() if n > 1] == []
    assert [text for text, n in Counter(folded(q.text) for q in questions).items() if n > 1] == []


@LANGUAGES
def test_no_two_questions_offer_the_same_answers(language: str) -> None:
    answers = Counter(frozenset(map(folded, q.options)) for q in bank(language) if q.kind not in USUAL_OPTIONS)
    assert [sorted(options) for options, n in answers.items() if n > 1] == []


@LANGUAGES
def test_a_key_is_a_slug(language: str) -> None:
    assert [q.key for q in bank(language) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", q.key)] == []


@LANGUAGES
def test_a_text_is_one_short_question(language: str) -> None:
    mark = QUESTION_MARK.get(language, "?")
    assert [q.text for q in bank(language) if q.text.count(mark) != 1 or not q.text.endswith(mark)] == []
    assert [q.text for q in bank(language) if len(q.text) > min(TEXT, POLL_TEXT)] == []


@LANGUAGES
def test_a_question_is_as_its_kind_would_have_it(language: str) -> None:
    """What an owner's own question would be told is wrong, is wrong here too, and nothing is left out in silence."""
    for question in bank(language):
        kind, facts = KINDS[question.kind], read(question.facts)
        assert kind.check(question.options) == list(question.options), question.key
        assert {*question.facts} <= {field.name for field in fields(Facts)}, question.key
        tidy = kind.tidy(facts, len(question.options))
        assert replace(tidy, hidden=facts.hidden) == facts, question.key


@LANGUAGES
def test_options_fit_on_buttons(language: str) -> None:
    shown = [q for q in bank(language) if q.kind not in USUAL_OPTIONS]
    assert [q.key for q in shown if len(q.options) > min(OPTIONS, POLL_OPTIONS)] == []
    assert [o for q in shown for o in q.options if not 1 <= len(o) <= min(OPTION, POLL_OPTION)] == []


@LANGUAGES
def test_a_scale_has_words_for_both_ends(language: str) -> None:
    ends = [read(q.facts).ends for q in bank(language) if q.kind == "scale"]
    assert [pair for pair in ends if not all(1 <= len(end) <= OPTION for end in pair) or pair[0] == pair[1]] == []


@LANGUAGES
def test_the_right_answer_is_not_always_in_the_same_place(language: str) -> None:
    places = Counter(read(q.facts).right for q in bank(language) if q.kind == "guess")
    assert {0, 1, 2, 3} <= places.keys()
    assert max(places.values()) <= places.total() / 2


@LANGUAGES
def test_tags_are_known_and_every_question_is_about_something(language: str) -> None:
    known = {
        "taste",
        *TRADES,
        *SPANS,
        *(f"flavour-{end}" for end in ENDS),
        *(f"topic-{key}" for key in topics("en")),
    }
    assert [(q.key, q.tags - known) for q in bank(language) if q.tags - known] == []
    assert [q.key for q in bank(language) if not tags.topics(q.tags) or len(times(q.tags)) > 1] == []


@LANGUAGES
def test_nothing_is_asked_that_divides_or_pries(language: str) -> None:
    """A net for slips, not a proof: whole words that have no place in a shop's question."""
    texts = [(q.key, text) for q in bank(language) for text in (q.text, *q.options)]
    assert [key for key, text in texts if set(re.findall(r"[\w\u200c]+", text.casefold())) & UNASKED[language]] == []


def test_topics_are_the_same_in_every_language() -> None:
    assert len({tuple(topics(language)) for language in spoken_languages()}) == 1


def test_a_shared_key_is_the_same_question_at_the_same_time() -> None:
    english = {q.key: q for q in bank("en")}
    shared = [(q, english[q.key]) for q in bank("fa") if q.key in english]
    assert shared
    assert [fa.key for fa, en in shared if (fa.kind, times(fa.tags)) != (en.kind, times(en.tags))] == []


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
