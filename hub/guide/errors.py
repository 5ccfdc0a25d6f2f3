"""What is refused about the guide."""

from hub.errors import HubError


class NoGuide(HubError):
    """Only the hangout's members read its guide."""

    code = "guide_no_member"
