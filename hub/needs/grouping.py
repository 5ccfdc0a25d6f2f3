"""Which needs ask for the same. Pure."""

from collections.abc import Sequence

from hub.ideas.folding import folded
from hub.ideas.similar import THRESHOLD, gist, likeness


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """The places of the texts, those that ask for the same together, each group in the order of the texts. A text
    joins the first group whose first text is like it."""
    groups: list[tuple[Sequence[str], list[int]]] = []
    for place, text in enumerate(texts):
        about = gist(folded(text))
        home = next((members for first, members in groups if likeness(first, about) >= THRESHOLD), None)
        if home is None:
            groups.append((about, [place]))
        else:
            home.append(place)
    return [members for _, members in groups]
