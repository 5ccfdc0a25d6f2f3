"""The log of the product while a test runs it, kept to be judged at the end."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import structlog

from bot import logs

CALM = ("debug", "info", "warning")


class Journal:
    """Lines as an operator would see them with LOG_FORMAT=json."""

    def __init__(self, text: str = "") -> None:
        self._stream = io.StringIO(text)

    @property
    def stream(self) -> io.StringIO:
        """Where a log handler writes."""
        return self._stream

    def lines(self) -> list[dict[str, Any]]:
        """Every line so far; one that is no JSON counts as an error, since nothing else may write there."""
        return [_parsed(line) for line in self._stream.getvalue().splitlines() if line.strip()]

    def events(self) -> list[str]:
        """What the lines say."""
        return [str(line["event"]) for line in self.lines()]

    def loud(self) -> list[dict[str, Any]]:
        """Lines that are worse than a warning."""
        return [line for line in self.lines() if line["level"] not in CALM]

    def check(self, secrets: Sequence[str]) -> None:
        """Nothing worse than a warning, and no secret."""
        loud = self.loud()
        assert not loud, f"the log says more than a warning: {loud}"
        text = self._stream.getvalue()
        assert not [secret for secret in secrets if secret in text], "a secret stands in the log"


@cache  # whoever waits for a line looks at all of them again and again
def _parsed(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"event": line, "level": "error"}


@contextmanager
def listening(secrets: Sequence[str] = ()) -> Iterator[Journal]:
    """Logs go to a journal, through the product's own configuration; afterwards the process is as it was."""
    journal, root = Journal(), logging.getLogger()
    before, level = root.handlers[:], root.level
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    logs.configure("INFO", "json", secrets)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    [handler] = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(journal.stream)
    root.handlers[:] = [*before, handler]
    try:
        yield journal
    finally:
        root.handlers[:], root.level = before, level
        logging.raiseExceptions = True
        structlog.reset_defaults()
