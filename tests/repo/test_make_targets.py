"""What the Makefile's targets would run; `make -n` shows it without doing it."""

import os
import subprocess
from pathlib import Path

import pytest

TARGETS = ("run", "test", "check", "bench")
INHERITED = {"CI", "PATOGH_REQUIRE_ALL", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "ARGS"}


def make(root: Path, *words: str, **environment: str) -> str:
    ordinary = {name: value for name, value in os.environ.items() if name not in INHERITED}
    return subprocess.run(
        ["make", *words], cwd=root, env=ordinary | environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("words", [[], ["help"]])
def test_help_explains_every_target(root: Path, words: list[str]) -> None:
    said = make(root, *words)
    for target in TARGETS:
        assert f"make {target} " in said


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_sets_itself_up_first(root: Path, target: str) -> None:
    expected = "sh tools/setup.sh runtime" if target == "run" else "sh tools/setup.sh dev"
    assert make(root, "-n", target).splitlines()[0] == expected


@pytest.mark.parametrize("target", ["run", "test", "bench"])
def test_arguments_are_passed_on(root: Path, target: str) -> None:
    assert make(root, "-n", target, "ARGS=--some thing").splitlines()[-1].endswith("--some thing")


@pytest.mark.parametrize(
    ("environment", "is_strict"),
    [({}, False), ({"CI": "true"}, True), ({"PATOGH_REQUIRE_ALL": "1"}, True), ({"CI": "false"}, False)],
)
def test_skips_are_forbidden_where_everything_must_run(
    root: Path, environment: dict[str, str], is_strict: bool
) -> None:
    assert ("-p tests.support.noskip" in make(root, "-n", "test", **environment)) is is_strict


def test_check_asks_every_tool(root: Path) -> None:
    asked = make(root, "-n", "check")
    for tool in ("ruff format --check", "ruff check", "mypy", "lint-imports", "deptry"):
        assert f"/{tool}" in asked


def test_ci_is_one_executable_script_that_uses_the_same_commands(root: Path) -> None:
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert "\nmake check\n" in text
    assert "\nmake test\n" in text
    subprocess.run(["bash", "-n", str(script)], check=True)
