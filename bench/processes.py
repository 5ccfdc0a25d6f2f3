"""Processes that are measured: started, watched from outside, ended."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.presses import SECRET

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "123456789:" + "B" * 35


@dataclass(frozen=True)
class Measured:
    """A server of which the CPU time is read. `url` takes the presses."""

    url: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU so far, user and system, all threads."""
        times = self.process.cpu_times()
        return times.user + times.system


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def running(*words: str, folder: Path | None = None, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process with these settings in its environment, ended at the end."""
    environment = {key: value for key, value in os.environ.items() if key not in ("BOT_TOKEN", "WEBHOOK_URL")}
    environment |= {"PYTHONPATH": str(ROOT)} | settings
    process = subprocess.Popen([sys.executable, *words], cwd=folder or ROOT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def telegram() -> Iterator[str]:
    """The address of a Bot API server."""
    port = free_port()
    with running("-m", "bench.telegram", str(port), TOKEN):
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def bare() -> Iterator[Measured]:
    """Stock aiogram doing nothing."""
    port = free_port()
    with running("-m", "bench.bare", str(port), SECRET) as process:
        wait_for_port(port)
        yield Measured(f"http://127.0.0.1:{port}/hook", psutil.Process(process.pid))


@contextlib.contextmanager
def patogh(api: str, database: Path, *, wait: bool = True) -> Iterator[Measured]:
    """The product on a webhook, as an operator starts it."""
    port = free_port()
    settings = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API": api,
        "DATABASE_URL": f"sqlite:///{database}",
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_SECRET": SECRET,
        "HTTP_PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    with running("-m", "bot", "run", folder=database.parent, **settings) as process:
        if wait:
            wait_for_port(port)
        yield Measured(settings["WEBHOOK_URL"], psutil.Process(process.pid))


def wait_for_port(port: int, patience: float = 60) -> None:
    """Returns as soon as somebody listens there."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nobody listens on port {port}")
