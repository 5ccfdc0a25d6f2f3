"""What is refused about shared sticks."""

from hub.errors import HubError


class BadTarget(HubError):
    """A shared stick has `least` to `most` notches."""

    code = "bad_target"


class BadEndDay(HubError):
    """Not a day that can be read."""

    code = "bad_end_day"


class EndDayOut(HubError):
    """A shared stick ends tomorrow at the earliest and in `days` days at the latest."""

    code = "end_day_out"


class GoalOn(HubError):
    """The hangout has a shared stick already."""

    code = "goal_on"


class PostedToday(HubError):
    """It has gone to the channel and group today already."""

    code = "posted_today"
