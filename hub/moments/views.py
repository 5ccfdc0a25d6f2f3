"""How a moment is seen: by its author, by staff, by everybody."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.watch import holds
from storage.tables import Hangout, Moment


@dataclass(frozen=True, slots=True)
class Door:
    """A hangout in which a member may share something today. `language` is that of its posts."""

    hangout_id: int
    title: str
    slug: str
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class MomentView:
    """A moment. `name` is the one that its author chose, None without one; `state` and `turn` as kept; `tells`: there
    is a link or a way to reach somebody in it."""

    id: int
    hangout_id: int
    title: str
    slug: str
    language: str
    timezone: str
    prompt: str
    text: str
    photo: str | None
    name: str | None
    state: str
    turn: int
    created_at: datetime
    tells: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A moment as staff see it. `author` is the member's name (empty if they were forgotten), `by` who decided about
    it, `waiting` how many wait in all."""

    moment: MomentView
    author: str
    by: str
    waiting: int


def shown(hangout: Hangout, moment: Moment) -> MomentView:
    """The moment in its hangout."""
    return MomentView(
        id=moment.id or 0,
        hangout_id=hangout.id or 0,
        title=hangout.title,
        slug=hangout.slug,
        language=hangout.language,
        timezone=hangout.timezone,
        prompt=moment.prompt,
        text=moment.text,
        photo=moment.photo,
        name=moment.name,
        state=moment.state,
        turn=moment.turn,
        created_at=moment.created_at,
        tells=holds(moment.text),
    )
