"""The simulation's time."""

from datetime import datetime


class Moments:
    """Stands still until it is set; aware UTC."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment it is."""
        return self.at
