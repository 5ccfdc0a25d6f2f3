"""What is refused about rewards."""

from hub.errors import HubError


class TooManyRewards(HubError):
    """A hangout has at most `limit` rewards."""

    code = "too_many_rewards"


class NotEnoughNotches(HubError):
    """`missing` notches are still to be cut for this reward."""

    code = "not_enough_notches"


class OutOfStock(HubError):
    """Nothing of the reward is left."""

    code = "out_of_stock"


class RewardPaused(HubError):
    """The reward can not be claimed now."""

    code = "reward_paused"


class ClaimOver(HubError):
    """The claim's time is over; its notches go back."""

    code = "claim_over"


class TicketSpent(HubError):
    """A ticket for a reward that is out of time, was used, or never was."""

    code = "ticket_spent"


class TooLateToUndo(HubError):
    """A hand-over can be taken back for `minutes` only."""

    code = "too_late_to_undo"
