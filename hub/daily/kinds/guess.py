"""*guess*: one answer is right, and told at the close. Until then nobody sees what others think."""

from hub.daily.errors import NoRightAnswer
from hub.daily.facts import Facts
from hub.daily.kinds import choice
from hub.daily.kinds.base import Kind


def tidy(facts: Facts, options: int) -> Facts:
    """One right answer among the options."""
    if facts.right is None or not 0 <= facts.right < options:
        raise NoRightAnswer
    return Facts(hidden=True, right=facts.right)


def poll(facts: Facts) -> bool:
    """Always: Telegram has quizzes."""
    return True


GUESS = Kind("guess", choice.check, choice.accepts, tidy=tidy, final=True, poll=poll)
