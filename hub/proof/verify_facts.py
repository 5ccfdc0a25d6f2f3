"""What a verification finds and counts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """A place where the store contradicts itself. `what` names how, `about` holds what its words need; `slug` is the
    hangout's, empty where nobody can tell; `member` and `entry` are numbers where it is about one."""

    what: str
    slug: str
    member: int | None = None
    entry: int | None = None
    about: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Counts:
    """How much was read."""

    hangouts: int = 0
    members: int = 0
    entries: int = 0
    claims: int = 0
    seals: int = 0
    faults: int = 0
