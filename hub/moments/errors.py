"""What is refused about moments."""

from hub.errors import HubError


class TooManyMoments(HubError):
    """`limit` moments of the member wait already."""

    code = "too_many_moments"


class NameTells(HubError):
    """A name to be shown has a link or a way to reach somebody in it."""

    code = "name_tells"


class MomentDecided(HubError):
    """Somebody of the staff, called `name`, has decided meanwhile."""

    code = "moment_decided"


class MomentGone(HubError):
    """Its author has taken it back."""

    code = "moment_gone"


class NotHost(HubError):
    """Only the hangout's owners and moderators decide about moments."""

    code = "not_host"
