"""What is refused about notches."""

from hub.errors import HubError


class GiftsOff(HubError):
    """The owner has switched the rule of gifts off."""

    code = "gifts_off"


class ByHandOver(HubError):
    """More than staff may give or take by hand in a day: `limit` notches a member, `left` of them today."""

    code = "by_hand_over"


class StaysAsItIs(HubError):
    """The entry has its own way back, or nothing to take back."""

    code = "stays_as_it_is"


class RuleOff(HubError):
    """The owner has switched the rule off."""

    code = "rule_off"


class NoNotch(HubError):
    """`amount` of `currency` does not reach the `step` for which a notch is cut."""

    code = "no_notch"


class TooManyNotches(HubError):
    """One purchase gives at most `limit` notches, this one would give `notches`."""

    code = "too_many_notches"
