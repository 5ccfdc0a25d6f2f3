"""The screens on which the words of a question are looked through."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily.kinds.common import votes
from handlers.daily.kinds.word import ranked
from handlers.hangout.choosers import short
from handlers.replies import key, rows
from handlers.screens import Screen
from hub.daily.looking import Gathered, WordsPage, WordView, WordWhole
from hub.daily.words import Counted
from locales.voice import Spoken, Voice

LEFT_OUT = "✕"
SPELT = 8
"""So many spellings of a word are listed."""


class Read(CallbackData, prefix="read"):
    """A screen or an act about a question's words; the acts stand in handlers.daily.readers. `mark` and `into` name
    words, `page` is where the reader was."""

    round: Number
    act: str
    mark: str = ""
    into: str = ""
    page: Number = 0


def members(v: Voice, n: int) -> Spoken:
    """So many people."""
    return v.many("{n} person", "{n} people", n)


def different(v: Voice, n: int) -> Spoken:
    """So many words."""
    return v.many("{n} different word", "{n} different words", n)


def page(v: Voice, shown: WordsPage, back: InlineKeyboardButton) -> Screen:
    """Words with a button for each and one to hide it."""
    of = shown.of
    told = [v.say("<b>{question}</b>", question=of.text), _standing(v, of)]
    if not of.out and of.different:
        told.append(
            v.say("Tap a word to see how it was written; {sign} leaves it out of the result.", sign=Spoken(LEFT_OUT))
        )
    out = [[_act(v.tell("Preview"), of, "preview", shown.page)]] if of.different and not (of.open or of.out) else []
    lines = [_word(v, of, word, shown.page) for word in shown.words]
    return Screen(Markup("\n\n").join(told), rows(*lines, _pages(v, shown), *out, [back]))


def _standing(v: Voice, of: Gathered) -> Markup:
    count = v.frame("{members} · {words}", members=members(v, of.members), words=different(v, of.different))
    if of.hidden:
        count += "\n" + Markup("{}").format(v.many("{n} is hidden.", "{n} are hidden.", of.hidden))
    if of.open:
        return count + "\n" + v.say("The question is still open; more may come.")
    if of.out and of.hidden == of.different:
        return count + "\n" + v.say("There is no result this time.")
    return count + "\n" + (v.say("The result is out.") if of.out else v.say("Nobody has seen them yet."))


def _word(v: Voice, of: Gathered, word: WordView, at: int) -> list[InlineKeyboardButton]:
    label = f"{f'{LEFT_OUT} ' if word.hidden else ''}{word.label} · {v.number(word.members)}"
    turn = _act("↩", of, "show", at, word.mark) if word.hidden else _act(LEFT_OUT, of, "hide", at, word.mark)
    return [_act(label, of, "one", at, word.mark), *([] if of.out else [turn])]


def _act(text: str, of: Gathered, act: str, at: int, mark: str = "", into: str = "") -> InlineKeyboardButton:
    return key(text, Read(round=of.round_id, act=act, mark=mark, into=into, page=at).pack())


def _pages(v: Voice, shown: WordsPage) -> list[InlineKeyboardButton]:
    return [
        *([_act(v.tell("Commoner ones"), shown.of, "list", shown.page - 1)] if shown.page > 0 else []),
        *([_act(v.tell("Rarer ones"), shown.of, "list", shown.page + 1)] if shown.page < shown.last else []),
    ]


def whole(v: Voice, one: WordWhole, at: int) -> Screen:
    """A word, how it was written, and what can be done with it."""
    word, of = one.word, one.of
    head = v.say("<b>{word}</b> · {votes}", word=word.label, votes=votes(v, word.members))
    written = [v.frame("{word} · {n}", word=spelt.label, n=spelt.members) for spelt in one.spellings[:SPELT]]
    parts = [head, Markup("\n").join([v.say("Written so:"), *written])]
    turn = _act(v.tell("Show it again"), of, "show", at, word.mark)
    if not word.hidden:
        turn = _act(v.tell("Hide it"), of, "hide", at, word.mark)
    settled = not (of.open or of.out)
    join = [_act(v.tell("The same as…"), of, "near", at, word.mark)] if settled and of.different > 1 else []
    part = [_act(v.tell("Take apart"), of, "part", at, word.mark)] if settled and one.joined else []
    keys = rows([] if of.out else [turn], [*join, *part], [_act(v.tell("Back"), of, "list", at)])
    return Screen(Markup("\n\n").join(parts), keys)


def near(v: Voice, one: WordWhole, found: list[WordView], at: int) -> Screen:
    """Which word is it another spelling of?"""
    text = v.say(
        "Which of these is <b>{word}</b> the same as?\nIts votes are counted for that one; you can take them apart.",
        word=one.word.label,
    )
    into = [[_act(f"{w.label} · {v.number(w.members)}", one.of, "join", at, one.word.mark, w.mark)] for w in found]
    return Screen(text, rows(*into, [_act(v.tell("Back"), one.of, "one", at, one.word.mark)]))


def preview(v: Voice, of: Gathered, shown: tuple[Counted, ...], at: int) -> Screen:
    """The result as it would go out."""
    back = _act(v.tell("Back"), of, "list", at)
    head = v.say("<b>{question}</b>", question=of.text)
    if not shown:
        end = _act(v.tell("Close without a result"), of, "end", at)
        return Screen(Markup("\n\n").join([head, nothing(v)]), rows([end], [back]))
    listed = Markup("<blockquote>{}</blockquote>").format(Markup("\n").join([head, *ranked(v, shown)]))
    help_ = v.say("A picture of up to {n} words goes out with it, to the channel and the group.", n=len(shown))
    return Screen(Markup("\n\n").join([listed, help_]), rows([_act(v.tell("Let it out"), of, "out", at)], [back]))


def nothing(v: Voice) -> Markup:
    """No result can go out as things stand."""
    return v.say("Every word is hidden. Show one, or close the question without a result.")


def gathered(v: Voice, found: list[Gathered], back: InlineKeyboardButton) -> Screen:
    """The latest questions for a word; those that wait for a look are marked."""
    lines = [[_act(_named(one), one, "list", 0)] for one in found]
    text = v.say("<b>Words</b>\nWhat members answer in their own words is seen by nobody before you let it out.")
    empty = [] if found else [v.say("No question has asked for a word yet. Such questions are written in the queue.")]
    return Screen(Markup("\n\n").join([text, *empty]), rows(*lines, [back]))


def _named(one: Gathered) -> str:
    sign = "✓" if one.out else "…" if one.open else "●"
    return f"{sign} {short(one.text)}"
