"""What is refused about ideas."""

from hub.errors import HubError


class NoMember(HubError):
    """Only the hangout's members suggest and back."""

    code = "idea_no_member"


class TooManyIdeas(HubError):
    """A member suggests at most `limit` things a day."""

    code = "too_many_ideas"


class TooFar(HubError):
    """The idea is shortlisted or farther: its words stay, and it is no longer its author's to take back."""

    code = "idea_too_far"


class TooMuchMedia(HubError):
    """At most `limit` pictures, videos or voices fit one idea."""

    code = "too_much_media"


class BadHashtag(HubError):
    """No hashtag: letters, digits and _ make one, at most `limit` of them."""

    code = "bad_hashtag"


class TooManyHashtags(HubError):
    """At most `limit` hashtags make a message an idea."""

    code = "too_many_hashtags"
