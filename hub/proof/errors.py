"""What is refused about halves and seals."""

from hub.errors import HubError


class HalfDamaged(HubError):
    """Not the code of a half, or one that was mistyped."""

    code = "half_damaged"


class HalfElsewhere(HubError):
    """The half is of a member that the person neither is nor serves as an owner; or of nobody."""

    code = "half_elsewhere"


class SealDamaged(HubError):
    """Not a seal's text, or one that was mistyped."""

    code = "seal_damaged"
