"""What is refused about watching over what members write."""

from hub.errors import HubError


class Muted(HubError):
    """The member writes nothing for others in this hangout until the moment `until`; `now` is the present one (both
    aware UTC), `timezone` the hangout's."""

    code = "muted"


class AlreadyLooked(HubError):
    """Somebody of the staff, called `name`, has decided about it meanwhile."""

    code = "already_looked"


class Changed(HubError):
    """Its words, or what comes with them, are others than those that somebody looked at."""

    code = "thing_changed"


class NotWatcher(HubError):
    """Only the hangout's owners and moderators look after what members write."""

    code = "not_watcher"


class TooManyReports(HubError):
    """A member reports at most `limit` things a day."""

    code = "too_many_reports"


class ForMembers(HubError):
    """What stands in public is reported by the hangout's members."""

    code = "for_members"


class OwnThing(HubError):
    """Nobody reports what they wrote themselves."""

    code = "own_thing"


class OwnCase(HubError):
    """A moderator does not decide about what they wrote themselves; another of the hosts does, or an owner."""

    code = "own_case"


class StaffSpeaks(HubError):
    """Whoever runs the hangout is not muted in it."""

    code = "staff_speaks"
