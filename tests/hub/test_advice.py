"""Answers that add up: what is claimed and what is not."""

from datetime import date
from typing import Any

import pytest

from hub.daily.facts import PLAIN, Facts
from hub.guide.advice import Asked, add_up, leads
from hub.guide.subjects import OUT, Closed, grouped, matches, told

DAY = date(2026, 10, 1)


def asked(
    number: int,
    options: tuple[str, ...],
    answers: tuple[tuple[int, int], ...],
    facts: Facts = PLAIN,
    kind: str = "choice",
) -> Asked:
    return Asked(number, kind, f"پرسش {number}", options, facts, DAY.replace(day=number), answers)


def closed(number: int, **given: Any) -> Closed:
    plain: dict[str, Any] = {"kind": "choice", "text": "چای مهمان؟", "options": ("آری", "نه"), "facts": PLAIN}
    plain |= {"day": DAY, "tags": (), "bank_key": None, "subject": None, "votes": 9}
    return Closed(round=number, **(plain | given))


@pytest.mark.parametrize(
    ("counts", "people", "clear"),
    [([131, 50], 214, True), ([6, 4], 10, False), ([60, 40], 100, True), ([53, 47], 100, False), ([5], 5, True)],
)
def test_a_lead_is_more_than_chance(counts: list[int], people: int, clear: bool) -> None:
    assert leads(counts, people) is clear


def test_nothing_leads_where_nobody_answered() -> None:
    assert not leads([], 0)
    assert not leads([0], 0)


def test_one_choice_in_several_spellings_and_questions_is_one() -> None:
    newest = asked(9, ("چای زعفرانی", "چای سیاه"), ((1, 80), (2, 20)))
    older = asked(3, ("قهوه", "چاي  زعفراني"), ((1, 60), (2, 54)))
    advice = add_up("برای مهمان", [newest, older])
    assert [(one.label, one.people) for one in advice.choices] == [("چای زعفرانی", 134), ("قهوه", 60), ("چای سیاه", 20)]
    assert (advice.people, advice.questions, advice.since, advice.round) == (214, 2, DAY.replace(day=3), 9)
    assert advice.clear
    assert not advice.early
    assert round(advice.share(advice.choices[0]), 2) == 0.63


def test_who_chose_several_is_one_of_the_people() -> None:
    advice = add_up("", [asked(1, ("یک", "دو", "سه"), ((0b011, 4), (0b010, 2)), Facts(several=True))])
    assert [(one.label, one.people) for one in advice.choices] == [("دو", 6), ("یک", 4)]
    assert advice.people == 6


def test_an_option_that_was_taken_away_says_nothing() -> None:
    advice = add_up("", [asked(1, ("یک", "دو"), ((0b01, 3), (0b10, 2)), Facts(gone=(1,)))])
    assert advice.people == 3
    assert advice.early


def test_a_scale_has_a_mean() -> None:
    advice = add_up("", [asked(1, ("1", "2", "3", "4", "5"), ((1 << 4, 3), (1 << 1, 1)), kind="scale")])
    assert advice.mean == 4.25
    assert advice.clear


def test_what_the_owner_says_goes_before_what_the_question_says() -> None:
    assert told(closed(1, bank_key="tea"), {"tea"})
    assert not told(closed(1, bank_key="tea", subject=OUT), {"tea"})
    assert not told(closed(1), {"tea"})
    assert told(closed(1, subject="برای مهمان"), ())


def test_questions_of_one_subject_stand_together() -> None:
    rows = [
        closed(5, subject="برای  مهمان"),
        closed(4, bank_key="tea", votes=50),
        closed(3, subject="براي مهمان"),
        closed(2, bank_key="tea", votes=50),
        closed(1, kind="scale", subject="برای مهمان", votes=1),
        closed(6, votes=0, bank_key="tea"),
    ]
    found = grouped(rows, {"tea"})
    assert [[one.round for one in group.rounds] for group in found] == [[4, 2], [5, 3], [1]]
    assert [matches(group, "مهمان") for group in found] == [True, True, True]
    assert not matches(found[0], "نان")
