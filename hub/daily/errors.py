"""What the daily question refuses, as codes."""

from hub.errors import HubError


class NoRightAnswer(HubError):
    """A guess needs one right answer among its options."""

    code = "no_right_answer"


class NotTwoPictures(HubError):
    """This or that takes a picture for each of its two options, or none at all."""

    code = "not_two_pictures"
