"""Which kind word goes with a vote: by what happened, and by how the hangout likes to speak."""

from hashlib import sha256

from hub.daily.ballots import Outcome
from locales.cheers import cheer, cheers
from locales.voice import Voice

AWAY = 7  # silent days after which somebody is welcomed back


def kind_word(voice: Voice, outcome: Outcome) -> str:
    """The line for a vote that cut a notch; the same for a tap that Telegram brings twice."""
    fitting = occasions(outcome, set(cheers(voice.language)))
    # Mixed apart from the line itself: otherwise an occasion would always bring the same few of its lines.
    chosen = fitting[sha256(b"%d" % outcome.seed).digest()[0] % len(fitting)]
    return cheer(voice.language, chosen, outcome.seed)


def occasions(outcome: Outcome, worded: set[str]) -> list[str]:
    """What the line may be about. What happens seldom is spoken of alone; on an ordinary day a hangout that leans to
    being together says “we”, one where each goes their own way speaks of that."""
    for rare, so in (
        (f"milestone-{outcome.milestone}", outcome.milestone is not None),
        ("lucky", outcome.lucky > 0),
        ("back", outcome.away >= AWAY),
    ):
        if so and rare in worded:
            return [rare]
    tone = ["vote-together"] if outcome.together > 0 else ["vote-alone"] if outcome.together < 0 else []
    streak = ["streak"] if outcome.streak > 1 else []
    kind = [outcome.kind] if outcome.kind in worded else []
    return ["vote", *tone, *streak, *kind]
