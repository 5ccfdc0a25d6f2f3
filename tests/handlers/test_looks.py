"""How questions of every kind look, in both languages: open, hidden, closed, with their results; and the toasts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.daily.kinds import LOOKS
from handlers.daily.looks import card_text, question_text, vote_keys
from handlers.daily.today import apart
from handlers.daily.votes import line
from handlers.letters import Desk
from handlers.replies import CAPTION_LIMIT, TOAST_LIMIT
from hub.daily.ballots import Ended, Outcome
from hub.daily.facts import PLAIN, Facts
from hub.daily.kinds import KINDS
from hub.daily.rounds import RoundView
from hub.stick.sticks import stick
from locales.cheers import cheer
from locales.voice import languages, voice

OPTIONS = {"scale": ("1", "2", "3", "4", "5"), "versus": ("چای <b>", "قهوه")}
FACTS = {"scale": Facts(ends=("کم & کوچک", "زیاد")), "guess": Facts(hidden=True, right=1)}
COUNTED = [code for code, kind in KINDS.items() if not kind.worded]
EACH = pytest.mark.parametrize("language", languages())
OPEN = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def view(code: str, language: str = "fa", **more: object) -> RoundView:
    options = OPTIONS.get(code, ("سیاه", "سبز", "<i>سفید</i>"))
    given: dict[str, object] = {
        "id": 5,
        "hangout_id": 1,
        "title": "چای‌خانه",
        "language": language,
        "timezone": "Asia/Tehran",
        "day": date(2026, 11, 21),
        "kind": code,
        "text": "چه می‌نوشید؟ <1>",
        "options": options,
        "counts": tuple(range(1, len(options) + 1)),
        "voters": sum(range(1, len(options) + 1)),
        "open": True,
        "opens_at": OPEN,
        "closes_at": OPEN,
        "slug": "abcd",
        "changes": 3,
        "facts": FACTS.get(code, PLAIN),
    }
    return RoundView(**(given | more))  # type: ignore[arg-type]


def labels(shown: RoundView, username: str | None = None) -> list[str]:
    keys = vote_keys(voice(shown.language), shown, username)
    return [button.text for row in keys.inline_keyboard for button in row if (button.callback_data or "")[:2] == "v:"]


def well_formed(html: str) -> bool:
    """Only our own tags, each closed."""
    tags = re.findall(r"<(/?)(\w+)>", html)
    return html.count("<") == len(tags) and [t for s, t in tags if not s] == [t for s, t in tags if s]


@EACH
@pytest.mark.parametrize("code", COUNTED)
async def test_every_state_can_be_said(code: str, language: str) -> None:
    shown = view(code, language)
    speaker = voice(language)
    nobody = replace(shown, counts=(0,) * len(shown.options), voters=0)
    closed = replace(shown, open=False)
    for one in (
        shown,
        nobody,
        closed,
        replace(nobody, open=False),
        replace(shown, facts=replace(shown.facts, hidden=True)),
    ):
        assert well_formed(question_text(speaker, one))
        assert "چه می‌نوشید؟ &lt;1&gt;" in question_text(speaker, one)
    assert well_formed(card_text(speaker, shown))
    assert not vote_keys(speaker, closed).inline_keyboard
    assert len(vote_keys(speaker, closed, "bot").inline_keyboard) == 1
    result = await LOOKS[code].results(Desk(None, "bot", _no_files), closed)  # type: ignore[arg-type]
    assert result is not None
    assert well_formed(result.text)
    assert len(result.text) < CAPTION_LIMIT
    assert isinstance(result.photo, bytes)


async def _no_files(file_id: str) -> bytes:
    raise AssertionError(file_id)


@pytest.mark.parametrize("code", COUNTED)
def test_hidden_results_show_no_count_before_the_close(code: str) -> None:
    shown = view(code, "en", facts=replace(FACTS.get(code, PLAIN), hidden=True))
    assert not any("(" in label for label in labels(shown) + labels(shown, "bot"))
    assert "%" not in question_text(voice("en"), shown)
    ballot = LOOKS[code].ballot(voice("en"), shown)
    assert ballot is not None
    assert ballot.hidden


@pytest.mark.parametrize("code", [code for code in COUNTED if code != "guess"])
def test_counts_stand_on_the_buttons_otherwise(code: str) -> None:
    assert all("(" in label for label in labels(view(code, "en"), "bot"))


@pytest.mark.parametrize("code", COUNTED)
def test_only_in_private_the_own_answer_is_marked(code: str) -> None:
    shown = view(code, mine=0b10)
    assert [label.startswith("✓") for label in labels(shown)][:3] == [False, True, False][: len(shown.options)]
    assert not any(label.startswith("✓") for label in labels(shown, "bot"))


def test_what_was_taken_away_is_seen_nowhere() -> None:
    shown = view("choice", "en", facts=Facts(open=True, gone=(1,)))
    assert len(labels(shown)) == 2
    assert "سبز" not in question_text(voice("en"), replace(shown, open=False))


@pytest.mark.parametrize(("username", "there"), [(None, "own:5:add"), ("bot", "https://t.me/bot?start=o_5_abcd")])
def test_the_way_to_an_own_option_ends_when_there_is_no_room(username: str | None, there: str) -> None:
    def ways(shown: RoundView) -> list[str | None]:
        rows = vote_keys(voice("fa"), shown, username).inline_keyboard
        return [button.callback_data or button.url for row in rows for button in row]

    many = tuple(f"گزینهٔ {n}" for n in range(12))
    full = view("choice", facts=Facts(open=True), options=many, counts=(0,) * 12)
    assert there in ways(view("choice", facts=Facts(open=True)))
    assert there not in ways(view("choice"))
    assert there not in ways(full)
    assert there in ways(replace(full, facts=Facts(open=True, gone=(4,))))
    assert there not in ways(replace(view("choice", facts=Facts(open=True)), open=False))


@EACH
def test_a_guess_tells_the_right_answer_only_when_closed(language: str) -> None:
    shown, speaker = view("guess", language), voice(language)
    assert "سبز" not in question_text(speaker, shown)
    assert "<b>\u2068سبز\u2069</b>" in question_text(speaker, replace(shown, open=False))


def test_a_scale_says_how_far_answers_lie_apart() -> None:
    for counts, words in (
        ((0, 0, 9, 1, 0), "close together"),
        ((5, 0, 0, 0, 5), "far apart"),
        ((1, 3, 3, 3, 1), "from 2 to 4"),
        ((4, 0, 0, 9, 0), "lie"),
    ):
        closed = view("scale", "en", open=False, counts=counts, voters=sum(counts))
        assert words in question_text(voice("en"), closed)


FULL = Outcome(
    Ended.COUNTED,
    "fa",
    stick(10, 10),
    notch=True,
    filled=True,
    choices=1,
    options=("چای " * 24,) * 12,
    seed=7,
    gained=9,
    lucky=3,
    streak=365,
    milestone=365,
    away=12,
    kind="choice",
    facts=Facts(several=True),
)


@EACH
@pytest.mark.parametrize("ended", list(Ended))
@pytest.mark.parametrize("code", list(KINDS))
def test_no_toast_is_cut_off(code: str, ended: Ended, language: str) -> None:
    choices = 1 if KINDS[code].worded else (1 << len(OPTIONS.get(code, "abc"))) - 1
    said = line(voice(language), replace(FULL, ended=ended, kind=code, choices=choices, language=language))
    assert 0 < len(said) <= TOAST_LIMIT


@EACH
def test_a_toast_tells_what_the_day_brought(language: str) -> None:
    speaker, plain = voice(language), replace(FULL, filled=False, lucky=0, milestone=None, away=0, streak=1)
    assert speaker.number(12) in line(speaker, replace(plain, streak=12))
    assert speaker.number(21) in line(speaker, replace(plain, streak=21, milestone=21))
    assert speaker.tell("Forty days in a row: your chelleh!") in line(speaker, replace(plain, streak=40, milestone=40))
    assert speaker.tell("Welcome back; your place was kept.") in line(speaker, replace(plain, away=7))
    assert speaker.tell("Welcome back; your place was kept.") not in line(speaker, replace(plain, away=6))
    assert speaker.many("The draw gave you {n} notch more.", "The draw gave you {n} notches more.", 1) in line(
        speaker, replace(plain, lucky=1)
    )


@EACH
@pytest.mark.parametrize("ended", [Ended.MOVED, Ended.TAKEN_BACK])
def test_a_changed_vote_tells_the_notches_it_brought(language: str, ended: Ended) -> None:
    speaker = voice(language)
    changed = replace(FULL, ended=ended, lucky=0, streak=3, milestone=3, gained=3, options=("چای",) * 3)
    held, days = speaker.tell("Notch {n} of {size}.", n=4, size=10), speaker.tell("{n} days in a row!", n=3)
    assert line(speaker, replace(changed, filled=False, stick=stick(4, 10))).splitlines()[1:] == [held, days]
    full = speaker.tell("Your tally stick is full. Choose your reward: /rewards")
    assert line(speaker, changed).splitlines()[1:] == [full, days]
    nothing = replace(changed, gained=0, notch=False, filled=False, milestone=None)
    told = line(speaker, nothing).splitlines()[1:]
    assert told == ([cheer(language, "moved", FULL.seed)] if ended is Ended.MOVED else [])


def test_pictures_that_no_post_has_joined_yet_come_each_for_itself() -> None:
    shown = view("versus", facts=Facts(pictures=("one", "two")))
    sent = [one.model_dump() for one in apart(7, voice("fa"), shown)]
    assert [one["photo"] for one in sent] == ["one", "two"]
    assert "چای &lt;b&gt;" in sent[0]["caption"]
    assert apart(7, voice("fa"), replace(shown, photo="both")) == []
    assert apart(7, voice("fa"), view("choice")) == []
