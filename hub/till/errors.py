"""What is refused about the counter."""

from hub.errors import HubError, NotAllowed


class OwnCard(NotAllowed):
    """Nobody serves themself."""

    code = "own_card"


class NotAtHand(NotAllowed):
    """Staff serve a member only for a while after scanning their card."""

    code = "not_at_hand"


class StaffOnly(NotAllowed):
    """A card was scanned by somebody who is nobody's staff."""

    code = "staff_only"


class NoSuchCode(HubError):
    """No card of the person's hangouts has this code; `wait` seconds until another may be tried."""

    code = "no_such_code"


class CodesClosed(HubError):
    """Too many wrong codes: none is taken before `until`, by `timezone`'s clock; it is `now`."""

    code = "codes_closed"


class StaleCard(HubError):
    """The card was good, but its minutes are over."""

    code = "stale_card"


class CardUsed(HubError):
    """`name` served the member on this card already: `at`, by `timezone`'s clock; it is `now`."""

    code = "card_used"
