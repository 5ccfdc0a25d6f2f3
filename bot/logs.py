"""Logs: structlog and the standard library's loggers through one handler to stderr, as text or as JSON lines.

Secrets are taken out of the finished line, after message, values, exception and traceback were put together: only
there is nothing left that could still bring one in.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from urllib.parse import quote

import structlog

HIDDEN = "***"
# These say at INFO, and once a request or update, what is of no use to an operator and costs time.
QUIET = (
    "aiogram.event",
    "aiohttp.access",
    "aiosqlite",
    "alembic",
    "httpcore",
    "httpx",
    "PIL",
    "sqlalchemy",
    "telegram",
)
# Calls an answer that bids to wait an error; the courier, which obeys it, says so itself.
MUTED = ("telegram.ext.AIORateLimiter",)
# Tokens that were never told to us: of another bot, of a bot set up later, half of a mistyped setting.
PATTERNS = (
    (re.compile(r"/bot\d+(?::|%3A)[A-Za-z0-9_-]+", re.IGNORECASE), f"/bot{HIDDEN}"),
    (re.compile(r"\b\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE), HIDDEN),
    (re.compile(r"(://[^\s:/@]*):[^\s/@]+@"), rf"\1:{HIDDEN}@"),
)
SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


class Redactor:
    """Takes known secrets, and whatever looks like a token or a password in an address, out of a text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = {spelling for secret in secrets if secret for spelling in _spellings(secret)}
        self._known = re.compile("|".join(map(_exactly, sorted(spellings, key=len, reverse=True))) or r"(?!)")

    def __call__(self, text: str) -> str:
        text = self._known.sub(HIDDEN, text)
        for pattern, replacement in PATTERNS:
            text = pattern.sub(replacement, text)
        return text


def _spellings(secret: str) -> set[str]:
    """As it is, and as it looks inside an address, a repr or JSON."""
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        repr(secret)[1:-1],
        ascii(secret)[1:-1],
        repr(secret.encode())[2:-1],
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
    }


def _exactly(secret: str) -> str:
    """A short password such as "pg" is hidden as a word only, or every line would be full of holes."""
    escaped = re.escape(secret)
    return escaped if len(secret) > 5 else rf"(?<!\w){escaped}(?!\w)"


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Renders with structlog, then redacts the finished line."""

    def __init__(self, fmt: str, redact: Redactor) -> None:
        super().__init__(foreign_pre_chain=SHARED, processors=_renderers(fmt))
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Never fails: the standard library would print what can not be rendered as it is, secrets included."""
        try:
            return self._redact(super().format(record))
        except Exception:
            place = (record.name, record.levelno, record.pathname, record.lineno)
            lost = logging.LogRecord(*place, "a log line could not be written", None, sys.exc_info())
            return self._redact(super().format(lost))


def _renderers(fmt: str) -> list[structlog.types.Processor]:
    if fmt == "json":
        last: list[structlog.types.Processor] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # Plain tracebacks: the rich ones show local variables and break a token over two lines.
        plain = structlog.dev.plain_traceback
        last = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]


def configure(level: str, fmt: str, secrets: Sequence[str]) -> Redactor:
    """Sets the whole process's logging up (again). Returns the redactor, for texts that go elsewhere than a log."""
    redact = Redactor(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(fmt, redact))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in MUTED:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.raiseExceptions = False  # else a line that can not be written is shown raw, secrets included
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(root.level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _catch_the_uncaught()
    return redact


def _catch_the_uncaught() -> None:
    """Python prints what nobody caught straight to stderr; let it pass through the same formatter."""
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda dead: _log_uncaught(dead.exc_type, dead.exc_value, dead.exc_traceback)
    sys.unraisablehook = lambda dead: _log_uncaught(dead.exc_type, dead.exc_value, dead.exc_traceback)


def _log_uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger("patogh").critical("uncaught", exc_info=(kind, error or kind(), trace))
