"""What is refused about credit."""

from hub.errors import HubError


class CreditOff(HubError):
    """The shop does not sell on credit."""

    code = "credit_off"


class NoCredit(HubError):
    """The member has no limit: nobody gave them credit."""

    code = "no_credit"


class OverLimit(HubError):
    """The member may owe only `left` more, in `currency`."""

    code = "over_limit"


class OverPaid(HubError):
    """More than the `owed` of `currency`."""

    code = "over_paid"


class NothingOwed(HubError):
    """There is no debt."""

    code = "nothing_owed"


class DebtMoved(HubError):
    """The debt is not what the person saw when they decided."""

    code = "debt_moved"


class RemindedToday(HubError):
    """One reminder a member a day is enough."""

    code = "reminded_today"


class OutOfReach(HubError):
    """The member does not receive private messages."""

    code = "out_of_reach"
