"""Acts that whoever runs the sandbox offers: the sandbox knows their names and how to decline them, no more."""

from sandbox.errors import ActError
from sandbox.people.registry import Act, act

REFUSALS = {
    "asked": ActError("the hangout has had questions already: a month fits in only before the first"),
    "moved": ActError("the example's channel and group are not as they were"),
    "busy": ActError("a month is passing already"),
}


@act
async def month(given: Act) -> bool:
    """A month passes in the example's hangout, its people and others living there. Returns when it is over."""
    offered = given.stage.offers.get("month")
    if offered is None:
        raise ActError("nobody offers this here")
    ended = await offered()
    if ended in REFUSALS:
        raise REFUSALS[ended]
    given.stage.offers.pop("month", None)
    given.stage.events.emit("people")
    return True
