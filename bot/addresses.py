"""Addresses an operator may give, made regular. Each function raises a bare ValueError for a senseless one.

Bare, because the errors of the parsers underneath quote what they were given, passwords included.
"""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = (443, 80, 88, 8443)  # the only ones Telegram calls
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def database(text: str) -> str:
    """With the asynchronous driver of its engine; SQLite must be a file, since memory would lose the hangout."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError from None
    if url.drivername not in DRIVERS or url.database in {None, "", ":memory:"}:
        raise ValueError
    return _libpq_names(url.set(drivername=DRIVERS[url.drivername])).render_as_string(hide_password=False)


def _libpq_names(url: URL) -> URL:
    """Hosters hand out libpq's `sslmode`; asyncpg calls the same thing `ssl`."""
    mode = url.query.get("sslmode")
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode}) if mode else url


def server(text: str) -> str:
    """A Bot API server's base address, without the last slash."""
    parts = _split(text)
    is_leaky = parts.hostname == "api.telegram.org" and parts.scheme != "https"
    if parts.query or parts.fragment or is_leaky:
        raise ValueError
    return text.rstrip("/")


def webhook(text: str) -> str:
    """Whole, with a path, and without anything that would end up in other people's logs."""
    parts = _split(text)
    if parts.path in {"", "/"} or parts.query or parts.fragment or parts.username is not None:
        raise ValueError
    return text


def can_be_called(webhook_url: str, telegram_api: str) -> bool:
    """Telegram calls https on four ports; another server beside us may also call loopback in plain http."""
    parts = _split(webhook_url)
    if parts.scheme == "https":
        return (parts.port or 443) in WEBHOOK_PORTS
    return telegram_api != TELEGRAM and _is_loopback(parts.hostname or "")


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise ValueError from None
    if not is_whole or any(letter.isspace() for letter in text):
        raise ValueError
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
