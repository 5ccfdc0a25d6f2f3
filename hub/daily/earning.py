"""What an answer earns, by the rules of its hangout. Values in, values out."""

from hub.habit.presence import Came, deed_of
from hub.scenario.draw import wins
from hub.stick.ceilings import Terms
from hub.stick.rules import RULES, Cut, Setting, lucky, vote
from storage.votes import OpenRound


def terms_in(round_: OpenRound) -> Terms:
    """The terms of the round's hangout."""
    return Terms(round_.hangout_id, round_.timezone, round_.language, round_.day_ceiling, round_.month_ceiling)


def first_answer(round_: OpenRound, member_id: int) -> list[Cut]:
    """A member's first answer in a round: the vote, and the extra notch of those whom the draw favours."""
    rule = _rule("vote", round_.rule_notches, round_.rule_active)
    earned = [vote(rule, round_.id)] if rule.active else []
    if round_.secret is not None and wins(round_.secret, member_id, round_.lucky_permille):
        earned.append(lucky(round_.id))
    return earned


def milestone_of(round_: OpenRound, came: Came | None) -> list[Cut]:
    """The milestone that today reached, if it did and counts."""
    cut = deed_of(came, _rule("milestone", round_.milestone_notches, round_.milestone_active)) if came else None
    return [cut] if cut else []


def _rule(rule: str, notches: int | None, active: bool | None) -> Setting:
    return RULES[rule].usual if notches is None else Setting(notches, bool(active))
