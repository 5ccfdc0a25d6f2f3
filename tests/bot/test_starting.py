"""A start that can not work ends with status 2 and one plain line that names the setting."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr

from bot.run import run
from bot.settings import Settings

TOKEN = SecretStr("123456789:" + "a" * 35)


@pytest.fixture
def busy() -> Iterator[int]:
    """A port that somebody else holds."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def _line(settings: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(typer.Exit) as ended:
        run(settings)
    assert ended.value.exit_code == 2
    [line] = [text for text in capsys.readouterr().err.splitlines() if text]
    return line


def test_a_port_in_use(
    busy: int, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _line(Settings(http_port=busy), capsys).startswith("HTTP_PORT can not be used")


def test_a_database_that_does_not_answer(busy: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"postgresql://u:secret-password@127.0.0.1:{nobody.getsockname()[1]}/x"
        line = _line(Settings(bot_token=TOKEN, telegram_api="http://127.0.0.1:9", database_url=SecretStr(url)), capsys)
    assert line.startswith("DATABASE_URL can not be used")
    assert "secret-password" not in line


def test_a_database_that_can_not_be_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    url = SecretStr(f"sqlite:///{tmp_path}")
    line = _line(Settings(bot_token=TOKEN, telegram_api="http://127.0.0.1:9", database_url=url), capsys)
    assert line == "DATABASE_URL can not be used: unable to open database file"
