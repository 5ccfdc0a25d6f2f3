"""How a synthetic person answers a question. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bot.simulation.people import Habits
from hub.daily.ballots import Ballot
from hub.daily.kinds import KINDS
from hub.daily.rounds import RoundView

KNOWS = 0.4  # the chance of knowing what is right
WORDS = {
    "fa": ("آرامش", "دوستی", "گرمای خانه", "عطر هل", "باران", "خنده", "صبر", "نان تازه"),
    "en": ("calm", "friendship", "a warm home", "cardamom", "rain", "laughter", "patience", "fresh bread"),
}


@dataclass(frozen=True, slots=True)
class Where:
    """Where a round stands: chats and messages by place, and its native poll."""

    chats: Mapping[str, int]
    messages: Mapping[str, int]
    poll: str | None


def ballot(habits: Habits, asked: RoundView, where: Where, dice: Random) -> Ballot:
    """Their answer, given where they like to be."""
    if KINDS[asked.kind].worded:
        return Ballot(habits.seen, 1, asked.id, habits.seen.id, text=_word(habits, asked, dice))
    options = _chosen(habits, asked, dice)
    place = habits.place if habits.place in where.chats else "private"
    if place == "private":
        return Ballot(habits.seen, round_id=asked.id, chat_id=habits.seen.id, tap=options[0])
    if place == "group" and where.poll is not None:
        return Ballot(habits.seen, choices=sum(1 << option for option in options), poll_id=where.poll)
    message = where.messages.get(place)
    return Ballot(habits.seen, round_id=asked.id, chat_id=where.chats[place], message_id=message, tap=options[0])


def _chosen(habits: Habits, asked: RoundView, dice: Random) -> list[int]:
    """What suits their tastes best; of several, all that they like."""
    count = len(asked.options)
    if asked.facts.right is not None and dice.random() < KNOWS:
        return [asked.facts.right]
    if asked.kind == "scale":
        return [min(count - 1, max(0, round(dice.gauss(2.6 + habits.taste(f"scale:{asked.id}"), 0.8))))]
    liked = {n: habits.taste(f"{asked.text}:{n}") + dice.gauss(0, 0.3) for n in range(count)}
    best = max(liked, key=lambda n: liked[n])
    if not asked.facts.several:
        return [best]
    return [best, *(n for n in liked if n != best and liked[n] > 0.6)]


def _word(habits: Habits, asked: RoundView, dice: Random) -> str:
    words = WORDS.get(asked.language, WORDS["en"])
    return max(words, key=lambda word: habits.taste(word) + dice.gauss(0, 0.4))
