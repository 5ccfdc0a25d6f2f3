"""Kinds of daily question. A new kind is one module here, one in handlers, and its line in each registry."""

from hub.kinds.base import Kind
from hub.kinds.choice import CHOICE

KINDS: dict[str, Kind] = {kind.code: kind for kind in (CHOICE,)}
