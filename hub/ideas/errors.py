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


class NotTriager(HubError):
    """Only owners and moderators look ideas through."""

    code = "not_triager"


class NoSuchStep(HubError):
    """From where the idea stands it can not go there."""

    code = "no_such_step"


class Overtaken(HubError):
    """Somebody else has moved the idea meanwhile: `by` (a name, empty for nobody of the staff) to `state`."""

    code = "overtaken"


class Reworded(HubError):
    """Its author has changed the idea's words, or what comes with it, since somebody looked at it."""

    code = "idea_reworded"


class UpForVote(HubError):
    """Members are deciding about the idea: it is not taken from them meanwhile."""

    code = "idea_up_for_vote"


class UndoOver(HubError):
    """A step is taken back within a minute, and only while it is the last one."""

    code = "undo_over"


class NoTarget(HubError):
    """An idea becomes part of another one that is on the board."""

    code = "no_target"


class OwnIdea(HubError):
    """Nobody backs what they suggested themselves: that they are for it is known."""

    code = "own_idea"


class PastBacking(HubError):
    """The idea is made, or off the board: nobody backs it any more."""

    code = "past_backing"


class NoBackingsLeft(HubError):
    """The member has given all the `limit` backings of the month; one that is taken back is free again."""

    code = "no_backings_left"


class MonthFull(HubError):
    """The same, to whoever serves the member, before anything tells which ideas those are."""

    code = "month_full"


class NothingToLookFor(HubError):
    """A search needs a word of two letters at least."""

    code = "nothing_to_look_for"


class NotShortlisted(HubError):
    """Only what stands on the shortlist is put to a vote."""

    code = "idea_not_shortlisted"


class TooManyUp(HubError):
    """At most `limit` decisions stand beside the daily question at once."""

    code = "too_many_up"


class UpAlready(HubError):
    """The idea is up for a decision already."""

    code = "idea_up_already"
