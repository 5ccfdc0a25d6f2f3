"""Kinds of daily question. A new kind is one module here, one in handlers, and its line in each registry."""

from hub.daily.kinds.base import Kind
from hub.daily.kinds.choice import CHOICE

KINDS: dict[str, Kind] = {kind.code: kind for kind in (CHOICE,)}
