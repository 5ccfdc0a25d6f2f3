"""What a use case refuses, as codes. The words for them live in handlers.errors."""


class HubError(Exception):
    """Refused; nothing was changed. `code` names why, `values` are what the words need."""

    code = "error"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class NotFound(HubError):
    """The thing is not there, or belongs to another hangout: which of the two is nobody's business."""

    code = "not_found"


class NotAllowed(HubError):
    """The person has no such role in this hangout."""

    code = "not_allowed"


class TextEmpty(HubError):
    """Nothing but spaces."""

    code = "text_empty"


class TextTooLong(HubError):
    """Longer than `limit` characters."""

    code = "text_too_long"


class TooFewOptions(HubError):
    """A question needs at least `limit` options."""

    code = "too_few_options"


class TooManyOptions(HubError):
    """A question takes at most `limit` options."""

    code = "too_many_options"


class OptionTooLong(HubError):
    """`option` is longer than `limit` characters."""

    code = "option_too_long"


class OptionsEqual(HubError):
    """`option` stands there twice."""

    code = "options_equal"


class ChatTaken(HubError):
    """The channel or group belongs to a hangout already."""

    code = "chat_taken"


class NoChat(HubError):
    """A hangout needs a channel or a group first."""

    code = "no_chat"


class BadTimezone(HubError):
    """No such time zone."""

    code = "bad_timezone"


class BadHour(HubError):
    """Not a time of day."""

    code = "bad_hour"


class BadLength(HubError):
    """A stick has `least` to `most` notches."""

    code = "bad_length"


class AlreadyToday(HubError):
    """Today's question is out already."""

    code = "already_today"


class QueueFull(HubError):
    """The queue holds `limit` questions already."""

    code = "queue_full"


class NotOpen(HubError):
    """The hangout is a draft or paused."""

    code = "not_open"


class BadAmount(HubError):
    """No amount of money in `currency`."""

    code = "bad_amount"


class BadNumber(HubError):
    """Not a whole number from `least` to `most`."""

    code = "bad_number"


class TextTooShort(HubError):
    """Shorter than `limit` characters."""

    code = "text_too_short"
