"""A question while it is being written: what each message makes of it, and polls as questions."""

import pytest
from aiogram.types import Poll, PollOption

from handlers.daily import drafts
from handlers.daily.drafts import COMPOSING, Data
from handlers.daily.imports import read
from hub.daily.facts import Facts
from hub.daily.kinds import KINDS
from hub.daily.questions import Draft, checked
from hub.errors import HubError, OptionsEqual, TextEmpty, TooManyOptions
from locales.voice import languages, voice


def _said(data: Data, *lines: str) -> Data:
    typed = COMPOSING[data["kind"]].typed
    assert typed
    return typed(data, lines)


def test_every_kind_can_be_written() -> None:
    assert COMPOSING.keys() == KINDS.keys()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", COMPOSING)
def test_every_kind_has_words_of_its_own(language: str, kind: str) -> None:
    speaker, data = voice(language), drafts.fresh(kind, text="؟")
    one = COMPOSING[kind]
    assert one.name(speaker) in drafts.preview(speaker, data)
    assert one.about(speaker) != one.help(speaker, data) != ""


READY = [
    Draft("choice", "چی؟", ("الف", "ب"), Facts(several=True, hidden=True, open=True), ("drinks",), "rain"),
    Draft("versus", "این یا آن؟", ("این", "آن"), Facts(pictures=("p", "q"), hidden=True)),
    Draft("scale", "چقدر؟", ("1", "2", "3", "4", "5"), Facts(ends=("کم", "زیاد"))),
    Draft("guess", "چند؟", ("یک", "دو"), Facts(right=1, hidden=True)),
    Draft("word", "چه؟"),
]


@pytest.mark.parametrize("draft", READY, ids=[draft.kind for draft in READY])
def test_what_waits_can_be_written_on(draft: Draft) -> None:
    data = drafts.data_of(draft)
    assert drafts.of(data).ready(data)
    assert checked(drafts.draft_of(data)) == draft


def test_pictures_and_names_come_in_any_order() -> None:
    captioned = drafts.pictured(drafts.pictured(drafts.fresh("versus"), "p", "این"), "q", "آن")
    named_first = drafts.pictured(_said(drafts.fresh("versus"), "این", "آن"), "p", "")
    assert not drafts.of(named_first).ready(named_first), "one picture of two"
    named_later = _said(drafts.pictured(drafts.fresh("versus"), "p", ""), "این")
    named_later = _said(drafts.pictured(named_later, "q", ""), "آن")
    wanted = Facts(pictures=("p", "q"))
    for data in (captioned, drafts.pictured(named_first, "q", "نام دیگر"), named_later):
        assert drafts.of(data).ready(data)
        assert (drafts.draft_of(data).options, drafts.draft_of(data).facts) == (("این", "آن"), wanted)
    with pytest.raises(TooManyOptions):
        drafts.pictured(captioned, "r", "سومی")


def test_the_ends_of_a_scale_come_together_or_in_turn() -> None:
    data = drafts.fresh("scale")
    assert drafts.of(data).ready(data)
    one = _said(data, "کم")
    assert not drafts.of(one).ready(one)
    assert _said(one, "زیاد")["ends"] == _said(data, "کم", "", "زیاد")["ends"] == ["کم", "زیاد"]
    assert _said(_said(one, "زیاد"), "هیچ", "بسیار")["ends"] == ["هیچ", "بسیار"]
    v, both = voice("fa"), _said(one, "زیاد")
    asked = [drafts.of(now).help(v, now) for now in (data, one, both)]
    assert len(set(asked)) == 3, "what is there is not asked for again"


SLIPS: list[tuple[str, tuple[str, ...], type[HubError]]] = [
    ("scale", ("الف", "ب", "پ"), TooManyOptions),
    ("scale", (" ",), TextEmpty),
    ("versus", ("الف", "ب", "پ"), TooManyOptions),
    ("guess", ("الف", "الف"), OptionsEqual),
]


@pytest.mark.parametrize(("kind", "lines", "error"), SLIPS)
def test_what_does_not_fit_is_refused_at_once(kind: str, lines: tuple[str, ...], error: type[HubError]) -> None:
    with pytest.raises(error):
        _said(drafts.fresh(kind), *lines)


def _poll(**more: object) -> Poll:
    options = [PollOption(persistent_id=str(n), text=text, voter_count=0) for n, text in enumerate(("الف", "ب"))]
    plain = {"id": "1", "question": "چند؟", "options": options, "total_voter_count": 0, "is_closed": False}
    plain |= {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": True}
    return Poll.model_validate(plain | {"members_only": False} | more)


def test_a_poll_keeps_what_it_is() -> None:
    assert read(_poll(allows_multiple_answers=True)) == Draft("choice", "چند؟", ("الف", "ب"), Facts(several=True))
    quiz = read(_poll(type="quiz", correct_option_ids=[1]))
    assert (quiz.kind, quiz.facts.right) == ("guess", 1)
    unknown = drafts.data_of(read(_poll(type="quiz")))
    assert not drafts.of(unknown).ready(unknown), "whoever brings it is asked for the right answer"
