"""A hangout's chain of secrets, moved on by one with every round that draws."""

from hub.scenario.draw import Chain, draw_on
from storage.tables import Hangout


def next_secret(hangout: Hangout) -> bytes | None:
    """The secret of the round that opens now; None where nothing is drawn. The hangout's row is held by the caller."""
    if not hangout.lucky_permille:
        return None
    chain = None if hangout.draw_seed is None else Chain(hangout.draw_seed, hangout.draw_left)
    secret, (hangout.draw_seed, hangout.draw_left) = draw_on(chain)
    return secret
