"""How advice reads: one line of what people like, never more than the numbers say."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from handlers.daily.looks import votes
from handlers.habit.interests import name
from hub.guide.advice import Advice, Asked, Choice
from hub.guide.guide import Behind, Guide, Topic
from locales.voice import Spoken, Voice

SHOWN = 8
"""So many choices of one question have room."""


def advised(v: Voice, shown: Guide, today: date, words: str = "") -> Markup:
    """A page of the guide."""
    head = v.say("<b>What people like at {title}</b>", title=shown.title)
    if not shown.advice:
        return Markup("\n\n").join([head, _empty(v, words)])
    lines = [_numbered(v, place, one, today) for place, one in enumerate(shown.advice, start=1)]
    foot = v.say("Each person counts once, with their newest answer. The numbers show what is behind it.")
    return Markup("\n\n").join([head, *lines, foot])


def _empty(v: Voice, words: str) -> Markup:
    if words:
        return v.say("Nothing about “{words}” has been answered here yet.", words=words)
    return v.say("Nothing yet: the guide fills as the questions of each day close. /today shows the open one.")


def _numbered(v: Voice, place: int, one: Advice, today: date) -> Markup:
    head = v.frame("{n}. <b>{subject}</b>", n=place, subject=one.subject)
    return Markup("\n").join([head, line(v, one, today)])


def line(v: Voice, one: Advice, today: date) -> Markup:
    """The advice itself: what is chosen most where that is clear, else that it is not."""
    return next(words for fits, words in _LINES if fits(one))(v, one, today)


def _early(v: Voice, one: Advice, today: date) -> Markup:
    return v.say("Too early to say: {people} so far.", people=people(v, one.people))


def _scale(v: Voice, one: Advice, today: date) -> Markup:
    mean = v.decimal(one.mean or 0.0)
    return v.say("{mean} of {top} on average: {behind}", mean=mean, top=5, behind=_behind(v, one, today))


def _clear(v: Voice, one: Advice, today: date) -> Markup:
    best = one.choices[0]
    told = {"choice": best.label, "share": v.percent(one.share(best)), "behind": _behind(v, one, today)}
    return v.say("{choice}: {share} of {behind}", **told)


def _open(v: Voice, one: Advice, today: date) -> Markup:
    """Nothing is far enough ahead to be advised alone."""
    first = [_share(v, one, choice) for choice in one.choices[:2]]
    told = {"choices": Spoken(v.tell(" and ").join(first)), "behind": _behind(v, one, today)}
    return v.say("No clear favourite: {choices}, of {behind}", **told)


def _share(v: Voice, one: Advice, choice: Choice) -> str:
    return v.tell("{choice} {share}", choice=choice.label, share=v.percent(one.share(choice)))


_LINES: tuple[tuple[Callable[[Advice], bool], Callable[[Voice, Advice, date], Markup]], ...] = (
    (lambda one: one.early, _early),
    (lambda one: one.mean is not None, _scale),
    (lambda one: one.clear, _clear),
    (lambda one: True, _open),
)


def people(v: Voice, n: int) -> Spoken:
    """So many people."""
    return v.many("{n} person", "{n} people", n)


def _behind(v: Voice, one: Advice, today: date) -> Spoken:
    """Out of whom, and since when."""
    told = {"people": people(v, one.people), "month": v.month(one.since, today)}
    if one.questions == 1:
        return v.tell("{people}, in {month}", **told)
    asked = v.many("{n} question", "{n} questions", one.questions)
    return v.tell("{people}, in {questions} since {month}", questions=asked, **told)


def numbers(v: Voice, shown: Behind, today: date) -> Markup:
    """What is behind advice: every choice with its people, and the questions."""
    one = shown.advice
    head = v.frame("<b>{subject}</b>", subject=one.subject)
    choices = [_choice(v, one, choice) for choice in one.choices[:SHOWN]]
    asked = [_question(v, question, today) for question in shown.questions]
    total = v.say("All in all {people}; each counts once, with their newest answer.", people=people(v, one.people))
    parts = [Markup("\n").join([head, line(v, one, today)]), Markup("\n").join(choices), Markup("\n").join(asked)]
    return Markup("\n\n").join([part for part in [*parts, total] if part])


def _choice(v: Voice, one: Advice, choice: Choice) -> Markup:
    told = {"share": v.percent(one.share(choice)), "choice": choice.label, "n": choice.people}
    return v.frame("{share} · {choice} ({n})", **told)


def _question(v: Voice, one: Asked, today: date) -> Markup:
    told = {"day": v.dated(one.day, today), "question": one.text, "votes": votes(v, one.votes)}
    return v.frame("{day} · {question} · {votes}", **told)


def topic_name(v: Voice, topic: Topic) -> str:
    """A topic in the reader's language where it is one of ours, else in the owner's words."""
    return name(v, topic.key, topic.name)
