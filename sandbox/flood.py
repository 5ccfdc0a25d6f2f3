"""Telegram's pace: 30 sends a second overall, 20 a minute in a group or channel; edits count.

The windows run on real time, whatever the sandbox's clock says.
"""

import math
import time
from collections import deque
from collections.abc import Callable

from sandbox.errors import too_many_requests

OVERALL = (30, 1.0)
PER_GROUP = (20, 60.0)


class Window:
    """A sliding window: at most `most` events in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 if it is now."""
        while self._times and self._times[0] <= now - self._seconds:
            self._times.popleft()
        return self._times[0] + self._seconds - now if len(self._times) >= self._most else 0.0

    def count(self, now: float) -> None:
        self._times.append(now)


class Flood:
    """With `strict` off nothing is refused."""

    def __init__(self, strict: bool = True, real: Callable[[], float] = time.monotonic) -> None:
        self.strict = strict
        self._real = real
        self._overall = Window(*OVERALL)
        self._groups: dict[int, Window] = {}

    def check(self, chat_id: int) -> None:
        """Count one send or edit, or refuse it with 429: a refused one does not count."""
        if not self.strict:
            return
        now = self._real()
        windows = [self._overall]
        if chat_id < 0:
            windows.append(self._groups.setdefault(chat_id, Window(*PER_GROUP)))
        if wait := max(window.wait(now) for window in windows):
            raise too_many_requests(max(1, math.ceil(wait)))
        for window in windows:
            window.count(now)
