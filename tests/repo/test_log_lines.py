"""Whatever is logged, and however, no secret stands in the finished line."""

import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import structlog

from bot import logs

TOKEN = "123456789:AAfictitious_fictitious-fictitious0"
STRANGE = 'pä"ss\\w/ö rd'
SECRETS = [TOKEN, "webhook-key-of-ours", STRANGE, "pg"]
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage?text=hi"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Logging is the process's own: put back what was there."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    logging.raiseExceptions = True
    structlog.reset_defaults()


def fail(text: str) -> None:
    try:
        raise OSError(text)
    except OSError as cause:
        raise ValueError(f"while calling {text}") from cause


def logged_exception() -> None:
    try:
        fail(URL)
    except ValueError:
        structlog.get_logger().exception("failed", url=URL)


def standard_exception() -> None:
    try:
        fail(f"postgresql+asyncpg://patogh:{quote(STRANGE, safe='')}@db/patogh")
    except ValueError:
        logging.getLogger("sqlalchemy.pool").exception("lost %s", STRANGE)


def broken_record() -> None:
    logging.getLogger("x").warning("%d", TOKEN)


WAYS: list[Callable[[], object]] = [
    lambda: structlog.get_logger("patogh.a").info("posted", url=URL, password=STRANGE, user="pg"),
    lambda: structlog.get_logger("patogh.a").warning(f"{TOKEN} {STRANGE}"),
    lambda: structlog.get_logger().error("nested", values={"a": [TOKEN, {"b": STRANGE}]}, raw=TOKEN.encode()),
    lambda: structlog.get_logger().bind(key="webhook-key-of-ours").error("bound"),
    lambda: logging.getLogger("aiohttp.client").warning("GET %s", URL),
    lambda: logging.getLogger("x").warning("extra", extra={"dsn": STRANGE, "token": quote(TOKEN)}),
    lambda: logging.getLogger("x").warning("stack", stack_info=True, extra={"t": TOKEN}),
    lambda: warnings.warn(f"deprecated in {URL} {STRANGE}", UserWarning, stacklevel=1),
    logged_exception,
    standard_exception,
    broken_record,
]


@pytest.mark.parametrize("fmt", ["text", "json"])
@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.filterwarnings("default")
def test_no_way_brings_a_secret_out(capsys: pytest.CaptureFixture[str], way: int, fmt: str) -> None:
    logs.configure("INFO", fmt, SECRETS)
    WAYS[way]()
    text = capsys.readouterr().err
    assert logs.HIDDEN in text or "could not be written" in text
    for secret in (TOKEN.partition(":")[2], "webhook-key-of-ours", STRANGE, quote(STRANGE, safe=""), "'pg'"):
        for spelling in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)):
            assert spelling not in text


@pytest.mark.parametrize("fmt", ["text", "json"])
def test_a_record_that_can_not_be_rendered_says_why(capsys: pytest.CaptureFixture[str], fmt: str) -> None:
    logs.configure("INFO", fmt, SECRETS)
    broken_record()
    text = capsys.readouterr().err
    assert "a log line could not be written" in text
    assert "TypeError" in text


def test_a_log_that_can_not_be_written_to_shows_nothing_elsewhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, Path("log").open("w", encoding="utf-8") as closed:
        patched.setattr(sys, "stderr", closed)
        logs.configure("INFO", "text", SECRETS)
    logging.getLogger("x").warning("to %s", URL)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("get /bot987654:AAother_bots-token/getMe now", "get /bot***/getMe now"),
        ("get /bot987654%3AAAother_bots-token/getMe", "get /bot***/getMe"),
        ("a token 987654321:AAother_other_other_other_other-other here", "a token *** here"),
        ("redis://user:other@host/0", "redis://user:***@host/0"),
        ("postgresql://:other@host", "postgresql://:***@host"),
        ("at 19:00, see https://a.org:8443/x and pgserver", "at 19:00, see https://a.org:8443/x and pgserver"),
        ("vote:123456789 of 12:34", "vote:123456789 of 12:34"),
        ("user=pg, 'pg'", "user=***, '***'"),
    ],
)
def test_what_looks_like_a_secret_goes_and_the_rest_stays(text: str, left: str) -> None:
    assert logs.Redactor(SECRETS)(text) == left


def test_nothing_known_hides_nothing() -> None:
    assert logs.Redactor(["", ""])("plain words") == "plain words"


def test_json_lines_can_be_read_by_machines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json", SECRETS)
    structlog.get_logger("patogh.a").info("سلام", hangout=7, password=STRANGE)
    logging.getLogger("other").warning("std %s", 3)
    logged_exception()
    first, second, third = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["event"], first["hangout"], first["level"], first["password"]) == ("سلام", 7, "info", "***")
    assert (second["event"], second["logger"]) == ("std 3", "other")
    assert "while calling" in third["exception"]


def test_levels_are_kept_and_chatty_libraries_are_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text", [])
    structlog.get_logger().debug("unheard")
    for name in logs.QUIET:
        logging.getLogger(name).info("unheard")
    assert capsys.readouterr().err == ""
    logs.configure("ERROR", "text", [])
    logging.getLogger("httpx").warning("unheard")
    structlog.get_logger().error("heard")
    assert "unheard" not in (text := capsys.readouterr().err)
    assert "heard" in text


@pytest.mark.parametrize(
    "death",
    [
        "raise RuntimeError(url)",
        "import threading; t = threading.Thread(target=lambda: 1 / len(url[:0]) or url); t.start(); t.join(); int(url)",
        "class Bad:\n  def __del__(self): raise ValueError(url)\nBad()",
    ],
)
def test_what_nobody_caught_is_redacted_too(root: Path, death: str) -> None:
    program = f"import os; from bot import logs; url = os.environ['URL']; logs.configure('INFO', 'text', [])\n{death}"
    environment = {"PYTHONPATH": str(root), "URL": URL}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "uncaught" in ended.stderr
    assert "/bot***/sendMessage" in ended.stderr
    assert TOKEN not in ended.stderr
