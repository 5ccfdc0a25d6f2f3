"""What is refused about the guide."""

from hub.errors import HubError


class NoGuide(HubError):
    """Only the hangout's members read its guide."""

    code = "guide_no_member"


class AsksAlready(HubError):
    """A member asks for help with one choice at a time."""

    code = "asks_already"


class OwnChoice(HubError):
    """Nobody answers what they ask themselves."""

    code = "own_choice"


class AdviceOver(HubError):
    """The choice takes no more answers."""

    code = "advice_over"
