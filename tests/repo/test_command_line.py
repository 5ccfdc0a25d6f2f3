"""The command line as a person meets it: a real process, its words and its exit status."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOKEN = "123456789:AAfictitious_fictitious-fictitious0"


def patogh(root: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200", "NO_COLOR": "1"} | settings
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_version_is_the_packages(root: Path) -> None:
    ended = patogh(root, "--version")
    assert (ended.returncode, ended.stdout) == (0, f"patogh {importlib.metadata.version('patogh')}\n")


@pytest.mark.parametrize("words", [[], ["--help"]])
def test_help_lists_the_commands(root: Path, words: list[str]) -> None:
    said = patogh(root, *words).stdout
    assert "run " in said
    assert "check " in said


def test_version_and_help_import_nothing_heavy(root: Path) -> None:
    program = "import sys, bot.__main__; print({'aiogram', 'sqlalchemy', 'telegram', 'pydantic'} & set(sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(root)}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout == "set()\n"


@pytest.mark.parametrize(
    ("words", "settings", "name"),
    [
        (["run"], {"HTTP_PORT": "hunter2"}, "HTTP_PORT"),
        (["run", "--port", "99999"], {}, "HTTP_PORT"),
        (["run"], {"BOT_TOKEN": f"{TOKEN}hunter2 hunter2"}, "BOT_TOKEN"),
        (["run"], {"DATABASE_URL": "postgresql://u:hunter2@h:x/d"}, "DATABASE_URL"),
        (["run"], {"WEBHOOK_URL": "https://example.org/hunter2"}, "BOT_TOKEN"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_line(
    root: Path, words: list[str], settings: dict[str, str], name: str
) -> None:
    ended = patogh(root, *words, **settings)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"{name} must be ")
    assert ended.stderr.count("\n") == 1
    assert "hunter2" not in ended.stderr


def test_check_without_a_token_passes_and_makes_the_database(root: Path, tmp_path: Path) -> None:
    ended = patogh(root, "check")
    assert ended.returncode == 0, ended.stderr
    assert [line[0] for line in ended.stdout.splitlines()] == ["✓"] * 3
    assert "no token: sandbox" in ended.stdout
    assert (tmp_path / "data" / "patogh.db").exists()


def test_check_names_a_wrong_setting(root: Path) -> None:
    ended = patogh(root, "check", LOG_LEVEL="hunter2")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == "✗ settings: LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR\n"
