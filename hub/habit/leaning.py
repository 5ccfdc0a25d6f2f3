"""How much somebody leans to a tag, and how much a whole hangout does. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from hub.daily.tags import TOPIC

PICKED, LEARNED = 2.0, 1.0
"""What a pick weighs at most, and what answers do: somebody's own word counts most."""
CHOSEN = 1.5
"""What a tag weighs because the owner chose it; a topic that nobody chose weighs 1."""
ENOUGH = 0.5
"""From this share of answers on, a tag is shown to a member as one that they seem to like."""
_DOUBT = 2  # answers that are missing at first: one answer alone says little


def keys(tags: Iterable[str]) -> set[str]:
    """The keys of interests that a question's tags name; the bank's topics carry their prefix there."""
    return {tag.removeprefix(TOPIC) for tag in tags}


def learned(answered: int, asked: int) -> float:
    """0..1: the share of the questions about a tag that somebody answered, held down while there have been few."""
    return min(1.0, answered / (asked + _DOUBT))


def of_one(picked: bool, answered: int, asked: int) -> float:
    """What a tag weighs for one member."""
    return PICKED * picked + LEARNED * learned(answered, asked)


def of_all(pickers: int, people: int, turnout: Sequence[int], usual: float) -> float:
    """What a tag weighs in a hangout: `pickers` of the `people` who picked any, the answers that its questions had
    and the `usual` number of answers of all questions. From 1 (questions about it are answered half as often as
    others) to 4.5."""
    share = pickers / people if people else 0.0
    lift = (sum(turnout) + _DOUBT * usual) / ((len(turnout) + _DOUBT) * usual) if usual else 1.0
    return CHOSEN + PICKED * share + LEARNED * max(-0.5, min(1.0, lift - 1))


def by_key(rounds: Iterable[tuple[int, Iterable[str]]], wanted: Iterable[str]) -> Mapping[str, list[int]]:
    """The rounds (id and tags) of each key that is wanted."""
    found: dict[str, list[int]] = {key: [] for key in wanted}
    for round_id, tags in rounds:
        for key in keys(tags) & found.keys():
            found[key].append(round_id)
    return found
