"""Which ideas are taken for the same: measured on pairs that were written for it by hand."""

import sys
from pathlib import Path

import pytest

from hub.ideas.folding import folded, grams, needles
from hub.ideas.similar import THRESHOLD, gist, likeness, speaks_of, traces

PAIRS = Path(__file__).with_name("ideas_pairs")
ROWS = [
    (language, *line.split("\t"))
    for language in ("fa", "en")
    for line in (PAIRS / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
]


def alike(one: str, other: str) -> float:
    return likeness(gist(folded(one)), gist(folded(other)))


def figures(languages: tuple[str, ...], threshold: float) -> tuple[float, float]:
    """Recall and precision: of the pairs that are the same, how many are found; of those found, how many are."""
    rows = [row for row in ROWS if row[0] in languages]
    taken = [row for row in rows if alike(row[2], row[3]) >= threshold]
    right = sum(row[1] == "same" for row in taken)
    return right / sum(row[1] == "same" for row in rows), right / len(taken)


def test_there_are_pairs_enough_of_both_languages_and_both_kinds() -> None:
    assert len(ROWS) >= 150
    for language in ("fa", "en"):
        kinds = [row[1] for row in ROWS if row[0] == language]
        assert set(kinds) == {"same", "other"}
        assert min(kinds.count("same"), kinds.count("other")) >= 35


@pytest.mark.parametrize("languages", [("fa", "en"), ("fa",), ("en",)], ids="+".join)
def test_recall_and_precision(languages: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    recall, precision = figures(languages, THRESHOLD)
    with capsys.disabled():
        sys.stdout.write(f"\n{'+'.join(languages)} at {THRESHOLD}: recall {recall:.3f}, precision {precision:.3f}\n")
    assert recall >= 0.85
    assert precision >= 0.85


def test_the_threshold_does_not_stand_on_an_edge() -> None:
    for nearby in (THRESHOLD - 0.05, THRESHOLD + 0.05):
        assert min(figures(("fa", "en"), nearby)) >= 0.85


def test_likeness_is_the_same_both_ways_and_whole_with_itself() -> None:
    for _, _, one, other in ROWS:
        assert alike(one, other) == pytest.approx(alike(other, one))
        assert alike(one, one) == pytest.approx(1)


@pytest.mark.parametrize(
    "spelt",
    ["شیر بادام", "شير بادام", "شیرِ بادام", "شـیر  بادام", "«شیر» بادام!", "شیر\u200fبادام"[:3] + " بادام"],
)
def test_spellings_fold_alike(spelt: str) -> None:
    assert folded(spelt) == "شیر بادام"


def test_half_spaces_and_spaces_and_digits_fold_alike() -> None:
    assert folded("می‌شود") == folded("می شود") == folded("میشود")
    assert folded("میزهای ۷ نفره") == folded("ميز های 7 نفره") == folded("میز‌های ٧ نفره")
    assert folded("Café") == folded("CAFE")
    assert folded("!!! 🙂 …") == ""


def test_folding_again_changes_nothing() -> None:
    for _, _, one, other in ROWS:
        for text in (one, other):
            assert folded(folded(text)) == folded(text)


def test_an_idea_has_the_pieces_by_which_its_like_is_looked_for() -> None:
    """What the store can find: without a common piece two ideas are never compared."""
    for _, kind, one, other in ROWS:
        if kind == "same" and alike(one, other) >= THRESHOLD:
            assert traces(gist(folded(one))) & grams(folded(other)), (one, other)


def test_pieces_of_the_beginning_of_a_word_are_pieces_of_the_word() -> None:
    assert needles("باد") <= grams("شیر بادام")
    assert not needles("دام") <= grams("شیر بادام")
    assert needles("a") == frozenset()


def test_what_an_idea_speaks_of() -> None:
    assert speaks_of(folded("کیک‌های تازه برای تولد"), folded("کیک"))
    assert speaks_of(folded("Music in the evenings"), folded("music"))
    assert not speaks_of(folded("چای تازه"), folded("کیک"))
    assert not speaks_of(folded("چای تازه"), "")
    assert speaks_of(folded("شیر بادام برای قهوه"), folded("چای و قهوه"))
    assert not speaks_of(folded("میز و صندلی"), folded("چای و قهوه"))
    assert not speaks_of(folded("tables and chairs"), folded("tea and coffee"))
