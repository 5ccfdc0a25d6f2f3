"""The hashtags that make a message in the group an idea: read out of a text, and set by owners."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hub import history
from hub.access import owned
from hub.context import Hub
from hub.daily.folding import folded
from hub.ideas.errors import BadHashtag, TooManyHashtags
from hub.wording import clean
from storage import hangouts, ideas

USUAL = ("ایده", "idea")
"""Side by side, where an owner chose no others."""
MOST = 6
LIMIT = 30
_TAG = re.compile(r"(?<![\w&/])[#＃]([^\W]+(?:\u200c\w+)*)")


@dataclass(frozen=True, slots=True)
class Place:
    """A group in which ideas are written, with the hangout that it belongs to."""

    hangout_id: int
    slug: str
    hashtags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a hangout takes ideas. `held`: they wait for a moderator first; `own`: its owner chose the hashtags."""

    held: bool
    hashtags: tuple[str, ...]
    own: bool


def hashed(text: str) -> bool:
    """Whether there is any hashtag in a text, so that it is worth asking whose group it is in."""
    return bool(_TAG.search(text))


def idea_in(text: str, hashtags: Sequence[str]) -> str | None:
    """The text without the hashtags that make it an idea; None if it has none of them. Other hashtags stay as words."""
    wanted = {folded(one) for one in hashtags}
    if not any(folded(one) in wanted for one in _TAG.findall(text)):
        return None
    return clean(_TAG.sub(lambda tag: "" if folded(tag[1]) in wanted else tag[1].replace("_", " "), text))


def read(text: str) -> tuple[str, ...]:
    """Hashtags as an owner typed them, with or without #, apart by spaces or commas. BadHashtag, TooManyHashtags."""
    words = [word.lstrip("#＃") for word in re.split(r"[\s,،;؛]+", clean(text))]
    kept = list({folded(word): word for word in words if word}.values())
    if not kept or any(not re.fullmatch(r"\w+(?:\u200c\w+)*", word) or len(word) > LIMIT for word in kept):
        raise BadHashtag(limit=LIMIT)
    if all(word.isdecimal() for word in kept):
        raise BadHashtag(limit=LIMIT)
    if len(kept) > MOST:
        raise TooManyHashtags(limit=MOST)
    return tuple(kept)


async def place(hub: Hub, chat_id: int) -> Place | None:
    """The open hangout whose group, or whose channel's discussion group, this chat is."""
    async with hub.db.read() as session:
        hangout = await ideas.hangout_of_chat(session, chat_id)
        if hangout is None or hangout.state == "draft":
            return None
        return Place(hangout.id or 0, hangout.slug, tuple(hangout.idea_hashtags) or USUAL)


async def settings(hub: Hub, person_id: int, hangout_id: int) -> Settings:
    """How the hangout takes ideas, for its owner."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        own = tuple(hangout.idea_hashtags)
        return Settings(hangout.ideas_held, own or USUAL, bool(own))


async def usual(hub: Hub, hangout_id: int) -> tuple[str, ...]:
    """The hangout's hashtags, to tell its members."""
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        return tuple(hangout.idea_hashtags) or USUAL if hangout else USUAL


async def choose(hub: Hub, person_id: int, hangout_id: int, text: str) -> None:
    """The owner's own hashtags; an empty text brings the usual ones back."""
    chosen = list(read(text)) if text else []
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if list(hangout.idea_hashtags) != chosen:
            hangout.idea_hashtags = chosen
            history.note(session, hub, hangout_id, person_id, "idea_hashtags", now=chosen or list(USUAL))


async def hold(hub: Hub, person_id: int, hangout_id: int, *, held: bool) -> None:
    """Whether new ideas wait for a moderator; those that are on the board already stay there."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if hangout.ideas_held != held:
            hangout.ideas_held = held
            history.note(session, hub, hangout_id, person_id, "ideas_held", held=held)
