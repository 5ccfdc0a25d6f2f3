"""A wheel that leaves a package's data behind is noticed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CARRIED = [
    "bot/__init__.py",
    "locales/fa/messages.po",
    "locales/fa/bank.toml",
    "locales/en/bank.toml",
    "pictures/fonts/A.ttf",
    "storage/migrations/versions/1.py",
    "sandbox/page/index.html",
]
PROJECT = '[tool.hatch.build.targets.wheel]\npackages = ["bot", "locales", "pictures", "sandbox", "storage"]\n'


def compare(root: Path, left_out: str = "") -> subprocess.CompletedProcess[str]:
    with zipfile.ZipFile("it.whl", "w") as wheel:
        for name in set(CARRIED) - {left_out}:
            wheel.write(name)
    command = [sys.executable, str(root / "tools" / "compare_wheel.py"), "it.whl"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def _repository(_clean: None) -> None:
    Path("pyproject.toml").write_text(PROJECT, encoding="utf-8")
    for name in [*CARRIED, "bot/__pycache__/x.pyc", "tests/test_x.py"]:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def test_a_whole_wheel_passes(root: Path) -> None:
    assert compare(root).returncode == 0


@pytest.mark.parametrize("name", CARRIED)
def test_every_file_left_out_is_named(root: Path, name: str) -> None:
    ended = compare(root, name)
    assert ended.returncode == 1
    assert f"not in the wheel: {name}" in ended.stderr


def test_data_missing_in_the_repository_too_is_noticed(root: Path) -> None:
    Path("pictures/fonts/A.ttf").unlink()
    ended = compare(root, "pictures/fonts/A.ttf")
    assert (ended.returncode, ended.stderr.strip()) == (1, "nothing in the wheel is pictures/fonts/*.ttf")
