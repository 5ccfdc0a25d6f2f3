"""What an owner sets by hand of what a scenario sets: the chance of a lucky notch, and the standing's switch."""

from hub.access import owned
from hub.context import Hub
from hub.errors import NotFound
from hub.history import note
from hub.scenario.presets import presets

CHANCES = (0, 50, 100, 200)


def offered(now: int) -> list[int]:
    """Votes in a thousand to choose from: round numbers, what the scenarios set, and what holds `now`."""
    return sorted({*CHANCES, now, *(preset.lucky_permille for preset in presets().values())})


async def chance(hub: Hub, person_id: int, hangout_id: int, permille: int) -> None:
    """How often a vote draws an extra notch, from the next round on. NotFound for a chance that is not offered."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if permille not in offered(hangout.lucky_permille):
            raise NotFound
        before, hangout.lucky_permille = hangout.lucky_permille, permille
        session.add(hangout)
        if before != permille:
            note(session, hub, hangout_id, person_id, "chance_changed", before=before, after=permille)


async def standing(hub: Hub, person_id: int, hangout_id: int, *, on: bool) -> None:
    """Whether members who chose a name for it may be seen in a ranking. Switched off, the names stay with them."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        before, hangout.standing = hangout.standing, on
        session.add(hangout)
        if before != on:
            note(session, hub, hangout_id, person_id, "standing_switched", on=on)
