"""What an idea seems to be about, among the hangout's own interests: shown to its author, to be corrected."""

from dataclasses import dataclass

from hub.context import Hub
from hub.ideas.folding import folded
from hub.ideas.similar import speaks_of
from storage import interests


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the hangout's interests; `guessed`: the text names it."""

    id: int
    name: str
    guessed: bool


async def guess(hub: Hub, hangout_id: int, text: str) -> list[Theme]:
    """The hangout's interests, in the order in which they were chosen."""
    said = folded(text)
    async with hub.db.read() as session:
        tags = [tag for tag in await interests.all_of(session, hangout_id) if tag.active]
        return [Theme(tag.id or 0, tag.name, speaks_of(said, folded(tag.name))) for tag in tags]
