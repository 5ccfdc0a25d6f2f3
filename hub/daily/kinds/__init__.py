"""Kinds of daily question. A new kind is one module here, one in handlers, and its line in each registry."""

from hub.daily.kinds.base import Kind
from hub.daily.kinds.choice import CHOICE
from hub.daily.kinds.guess import GUESS
from hub.daily.kinds.scale import SCALE
from hub.daily.kinds.versus import VERSUS
from hub.daily.kinds.word import WORD

KINDS: dict[str, Kind] = {kind.code: kind for kind in (CHOICE, VERSUS, SCALE, GUESS, WORD)}
