"""What a question is besides its words and options. Pure; kept as JSON with the question and its round."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Facts:
    """`several`: any number of options answers. `hidden`: no result before the close. `open`: members may add options.
    `right`: the option that is right. `ends`: words for the two ends of a scale. `pictures`: Telegram's file ids, one
    an option. `gone`: options that a moderator took away; they keep their place, but are neither shown nor counted.
    `then`: what its owner does with the answers, told at the close. `decision`: the vote binds (its id), with the
    owner's `promise` and a `quorum`; `verdict` is how it ended.
    """

    several: bool = False
    hidden: bool = False
    open: bool = False
    right: int | None = None
    ends: tuple[str, str] = ("", "")
    pictures: tuple[str, ...] = ()
    gone: tuple[int, ...] = ()
    then: str = ""
    decision: int = 0
    promise: str = ""
    quorum: int = 0
    verdict: str = ""


PLAIN = Facts()


def read(kept: Mapping[str, Any]) -> Facts:
    """What was kept; what a later release may have added is passed over."""
    if not kept:
        return PLAIN
    known = {field.name for field in fields(Facts)}
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known
    }
    return Facts(**found)


def written(facts: Facts) -> dict[str, Any]:
    """As it is kept: only what is not usual."""
    usual = asdict(PLAIN)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(facts).items() if v != usual[name]}
