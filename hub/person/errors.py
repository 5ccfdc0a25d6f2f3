"""What is refused about being forgotten."""

from hub.errors import HubError


class LastOwner(HubError):
    """The only owner of `title`, which is open."""

    code = "last_owner"


class StillOwes(HubError):
    """The person owes `amount` of `currency` in `title`."""

    code = "still_owes"
