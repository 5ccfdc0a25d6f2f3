"""What is refused about needs."""

from hub.errors import HubError


class TooManyNeeds(HubError):
    """A member asks for at most `limit` things a day."""

    code = "too_many_needs"


class NeedOver(HubError):
    """It is met, taken back, or its time is over: nothing more can be said about it."""

    code = "need_over"


class OwnNeed(HubError):
    """Nobody answers what they ask for themselves."""

    code = "own_need"


class TalkEnded(HubError):
    """One of the two wants to hear nothing more from the other; which of them is nobody's business."""

    code = "need_talk_ended"


class SaidEnough(HubError):
    """One side of a talk holds `limit` messages."""

    code = "need_said_enough"
