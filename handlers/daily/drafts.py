"""A question while it is being written: what is kept of it between two messages, and what each kind needs.

A kind of question is one entry in COMPOSING.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from handlers.daily import binding
from handlers.screens import sample
from hub.daily.facts import Facts
from hub.daily.kinds import KINDS
from hub.daily.kinds.choice import LEAST, MOST, OPTION_LIMIT
from hub.daily.kinds.scale import END_LIMIT
from hub.daily.questions import Draft
from hub.errors import NotFound, TooFewOptions, TooManyOptions
from hub.wording import required
from locales.voice import Spoken, Voice

SIDES = 2
Data = dict[str, Any]
"""Plain JSON: `kind`, `text`, `options`, `pictures`, `ends`, `right`, `then`, a flag for each switch, `tags`,
`bank_key`; and of the way here `hangout`, `key` (the once-key), `day` (an ordinal), `edit` (the waiting question's
id)."""


@dataclass(frozen=True, slots=True)
class Composing:
    """How a kind is written. `about`: what it asks, in a line. `help`: what can come next. `typed`: what words after
    the question's own become; None where they mean nothing. `ready`: it can be asked. `switches`: what can be set."""

    name: Callable[[Voice], Spoken]
    about: Callable[[Voice], Markup]
    help: Callable[[Voice, Data], Markup]
    ready: Callable[[Data], bool]
    typed: Callable[[Data, Sequence[str]], Data] | None = None
    switches: tuple[str, ...] = ()


def fresh(kind: str = "choice", **more: Any) -> Data:
    """A question of which nothing is written yet."""
    return {"kind": kind, "text": "", "options": [], "pictures": [], "ends": [], "right": None, "then": ""} | more


def data_of(draft: Draft, **more: Any) -> Data:
    """What is kept of a question that is written already."""
    facts = draft.facts
    kept = fresh(draft.kind, text=draft.text, options=list(draft.options), right=facts.right)
    kept |= {"pictures": list(facts.pictures), "ends": [end for end in facts.ends if end]}
    kept |= {name: getattr(facts, name) for name in SWITCHES}
    return kept | {"then": facts.then, "tags": list(draft.tags), "bank_key": draft.bank_key} | more


def draft_of(data: Data) -> Draft:
    """The question as it would be kept; it may not be ready yet."""
    low, high = [*data.get("ends", []), "", ""][:2]
    facts = Facts(
        several=bool(data.get("several")),
        hidden=bool(data.get("hidden")),
        open=bool(data.get("open")),
        right=data.get("right"),
        ends=(low, high),
        pictures=tuple(data.get("pictures", [])),
        then=data.get("then", ""),
    )
    options, tags = tuple(data.get("options", [])), tuple(data.get("tags", []))
    return Draft(data.get("kind", "choice"), data.get("text", ""), options, facts, tags, data.get("bank_key"))


def of(data: Data) -> Composing:
    """How the question's kind is written."""
    return COMPOSING[data.get("kind", "choice")]


def preview(v: Voice, data: Data) -> Markup:
    """The question as it stands, much as it will look, and below it what is switched on."""
    draft = draft_of(data)
    lines = [_line(v, data, n, option) for n, option in enumerate(_options(draft))]
    quoted = sample(v, draft.text, lines)
    chosen = [SWITCHES[name](v) for name in of(data).switches if data.get(name)]
    kind = of(data).name(v)
    about = quoted + Markup("\n") + v.frame("{about}", about=Spoken(" · ".join([kind, *chosen])))
    return about + Markup("\n") + binding.then(v, draft.facts.then) if draft.facts.then else about


def _options(draft: Draft) -> Sequence[str]:
    """What stands below the question: a scale's ends, or the options."""
    if draft.kind == "scale":
        return [end for end in draft.facts.ends if end]
    return draft.options if draft.kind != "word" else ()


def _line(v: Voice, data: Data, n: int, option: str) -> str:
    picture = "🖼 " if n < len(data.get("pictures", [])) else ""
    right = "✓ " if data["kind"] == "guess" and data.get("right") == n else ""
    end = f"{v.number(1 if n == 0 else 5)} · " if data["kind"] == "scale" else ""
    return f"{right}{picture}{end}{option}"


def pictured(data: Data, photo: str, caption: str) -> Data:
    """A picture is a side of this-or-that; the words below it are its name, if it has none yet."""
    pictures = [*data["pictures"], photo]
    if len(pictures) > SIDES:
        raise TooManyOptions(limit=SIDES, count=len(pictures))
    named = caption and len(data["options"]) < len(pictures)
    options = _sides(data, [caption]) if named else data["options"]
    return data | {"pictures": pictures, "options": options}


def checked(kind: str, options: Sequence[str]) -> list[str]:
    """Options as they will be kept; a single one is fine as long as others can follow."""
    try:
        return KINDS[kind].check(options)
    except TooFewOptions:
        return [required(option, OPTION_LIMIT) for option in options if option.strip()] or [required("", OPTION_LIMIT)]


def _more_options(data: Data, lines: Sequence[str]) -> Data:
    return data | {"options": checked(data["kind"], [*data["options"], *lines])}


def _sides(data: Data, lines: Sequence[str]) -> list[str]:
    return checked("versus", [*data["options"], *lines])


def _ends(data: Data, lines: Sequence[str]) -> Data:
    """Both ends, each on a line of its own, or one after the other; two new ones take the place of two old ones."""
    given = [required(line, END_LIMIT) for line in lines if line.strip()] or [required("", END_LIMIT)]
    kept = given if len(data["ends"]) == SIDES else [*data["ends"], *given]
    if len(kept) > SIDES:
        raise TooManyOptions(limit=SIDES, count=len(kept))
    return data | {"ends": kept}


def _help_options(v: Voice, data: Data) -> Markup:
    count = len(data["options"])
    if count == 0:
        return v.say("Now the options, each on a line of its own: {least} to {most} of them.", least=LEAST, most=MOST)
    if count < LEAST:
        return v.say("One is here. Write the next.")
    if count >= MOST:
        return v.say("That is as many as fit.")
    if data.get("edit"):
        return v.say("Write another option, or save it.")
    return v.say("Write another option, or put it in the queue.")


def _help_guess(v: Voice, data: Data) -> Markup:
    if len(data["options"]) < LEAST or data["right"] is not None:
        return _help_options(v, data)
    return v.say("Which one is right? Tap it; it is told at the close.")


def _help_versus(v: Voice, data: Data) -> Markup:
    sides, pictures = len(data["options"]), len(data["pictures"])
    if pictures > sides:
        return v.say("What shall this picture be called? A word or two.")
    if sides == 0:
        return v.say("Now the two sides, each on a line of its own. Or send two pictures, with a few words below each.")
    if sides < SIDES:
        return v.say("One side is here. Now the other.")
    if pictures == 1:
        return v.say("One picture is here. Send the other.")
    return v.say("Both sides are here.") if pictures else v.say("Both are here. If you like, send a picture for each.")


def _help_scale(v: Voice, data: Data) -> Markup:
    if len(data["ends"]) == 1:
        return v.say("And the other end, the {high}?", high=5)
    if data["ends"]:
        return v.say("Both ends are here.")
    return v.say(
        "It is answered from {low} to {high}. Words for the two ends help: write them on two lines, first the {low}.",
        low=1,
        high=5,
    )


def _has_options(data: Data) -> bool:
    return len(data["options"]) >= LEAST


def _two_sides(data: Data) -> bool:
    return len(data["options"]) == SIDES and len(data["pictures"]) in (0, SIDES)


SWITCHES: dict[str, Callable[[Voice], Spoken]] = {
    "several": lambda v: v.tell("Several answers"),
    "hidden": lambda v: v.tell("Hidden till the close"),
    "open": lambda v: v.tell("Members add options"),
}
COMPOSING: dict[str, Composing] = {
    "choice": Composing(
        lambda v: v.tell("Choice"),
        lambda v: v.say("One short sentence; people answer it with a tap. The options come next."),
        _help_options,
        _has_options,
        _more_options,
        ("several", "hidden", "open"),
    ),
    "versus": Composing(
        lambda v: v.tell("This or that"),
        lambda v: v.say("Two sides, as words or as pictures; one tap chooses."),
        _help_versus,
        _two_sides,
        lambda data, lines: data | {"options": _sides(data, lines)},
        ("hidden",),
    ),
    "scale": Composing(
        lambda v: v.tell("Scale"),
        lambda v: v.say("Answered from {low} to {high}; the result tells the middle.", low=1, high=5),
        _help_scale,
        lambda data: len(data["ends"]) in (0, SIDES),
        _ends,
        ("hidden",),
    ),
    "guess": Composing(
        lambda v: v.tell("Guess"),
        lambda v: v.say("One answer is right, and nobody hears which before the close."),
        _help_guess,
        lambda data: _has_options(data) and data["right"] is not None,
        _more_options,
    ),
    "word": Composing(
        lambda v: v.tell("A word"),
        lambda v: v.say("Everybody answers with a word of their own; you look them through before they are shown."),
        lambda v, _: v.say("Nothing more is needed."),
        lambda _: True,
    ),
}


def known(kind: str) -> str:
    """A kind that can be written; NotFound otherwise."""
    if kind not in COMPOSING:
        raise NotFound
    return kind
