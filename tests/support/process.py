"""The product as an operator runs it: a process of its own, that can be killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.settings import Settings
from tests.support.journal import Journal
from tests.support.until import until

ROOT = Path(__file__).resolve().parent.parent.parent


class Process:
    """`python -m bot run` in an empty folder, with settings from the environment alone."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        folder.mkdir()
        self._log = folder / "log"
        self._settings = settings
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], cwd=folder, env=_environment(settings), stderr=log, stdout=log
            )

    @property
    def journal(self) -> Journal:
        """What it has said so far."""
        return Journal(self._log.read_text("utf-8"))

    async def ready(self) -> "Process":
        """Returns when it takes updates."""
        await until(lambda: self._process.poll() is not None or "open" in self.journal.events(), "for the process")
        assert self._process.poll() is None, self._log.read_text("utf-8")
        return self

    def kill(self) -> None:
        """As a power cut would."""
        self._process.kill()
        self._process.wait()

    def terminate(self) -> None:
        """Asks it to end."""
        self._process.send_signal(signal.SIGTERM)

    @property
    def runs(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    async def ended(self) -> int:
        """Its exit code, once it has ended by itself."""
        await until(lambda: not self.runs, "for the process to end")
        return self._process.returncode

    def close(self) -> None:
        """Ends it if it still runs, and judges what it has said."""
        if self.runs:
            self.kill()
        self.journal.check(self._settings.secrets())


def _environment(settings: Settings) -> dict[str, str]:
    given = {
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": settings.bot_token.get_secret_value() if settings.bot_token else "",
        "TELEGRAM_API": settings.telegram_api,
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "WEBHOOK_URL": settings.webhook_url or "",
        "HTTP_PORT": str(settings.http_port),
        "LOG_FORMAT": "json",
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | given
