"""What the habit refuses."""

from hub.errors import HubError


class PauseOn(HubError):
    """A pause goes on already."""

    code = "pause_on"


class PauseAgain(HubError):
    """A further pause begins only after a day of being there."""

    code = "pause_again"


class NameTaken(HubError):
    """Somebody stands in the ranking under a name that looks like it."""

    code = "name_taken"


class NameUnfit(HubError):
    """Not a name: signs that belong to links and addresses, or no letter at all."""

    code = "name_unfit"


class NoStanding(HubError):
    """The hangout has no ranking."""

    code = "no_standing"


class TagsFull(HubError):
    """A hangout has at most `limit` tags of its own."""

    code = "tags_full"


class TagThere(HubError):
    """The hangout has a tag of that name."""

    code = "tag_there"
