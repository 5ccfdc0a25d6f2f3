"""What is refused about running a hangout."""

from hub.errors import HubError


class CurrencyCounts(HubError):
    """Purchases are counted by amounts of the present `currency`."""

    code = "currency_counts"


class CurrencyOwed(HubError):
    """What members owe is written down in the present `currency`."""

    code = "currency_owed"


class InviteUnknown(HubError):
    """No such link, or the hangout does not know it."""

    code = "invite_unknown"


class InviteUsed(HubError):
    """The link has made somebody staff already."""

    code = "invite_used"


class InviteExpired(HubError):
    """The link's day is over, or an owner took it back."""

    code = "invite_expired"


class OwnerStays(HubError):
    """An owner is not made something else, nor removed, by another."""

    code = "owner_stays"


class BadTrade(HubError):
    """Not a kind of shop that the bank's tags know."""

    code = "bad_trade"
