"""tools/setup.sh with stand-ins for uv and the interpreters, in a folder whose name has a space in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Writes down how it was called, and makes the environment that `uv sync` would make.
UV = """#!/bin/sh
if [ "$1" = --version ]; then echo "uv ${FAKE_UV_VERSION:-0.13.9}"; exit; fi
echo "$0 $*" >>"$LOG"
[ -z "${FAKE_UV_FAILS:-}" ] || exit 7
mkdir -p .venv/bin && ln -sf "$REAL_PYTHON" .venv/bin/python
"""
# An interpreter whose `-m venv` makes an environment with a pip that "installs" the stand-in for uv.
PYTHON = """#!/bin/sh
case "$*" in
    *version_info*) exit "${FAKE_TOO_OLD:-0}" ;;
    *sys.executable*) echo "$0" ;;
    *ensurepip*) exit "${FAKE_NO_VENV:-0}" ;;
    "-m venv .uv") mkdir -p .uv/bin && cp "$0" .uv/bin/python ;;
    "-m pip install"*) cp "$FAKE_UV" .uv/bin/uv; echo "pip $*" >>"$LOG" ;;
    --version) echo "Python 3.9.2" ;;
esac
"""


NEEDED = ("cat", "cksum", "cp", "cut", "ln", "mkdir", "rm")


class Machine:
    """A folder with the script in it and a PATH with nothing but what a machine always has."""

    def __init__(self, root: Path, at: Path) -> None:
        self.folder, self.tools, self.log = at / "a folder", at / "tools", at / "log"
        shutil.copytree(root / "tools", self.folder / "tools")
        for name in ("uv.lock", "pyproject.toml"):
            shutil.copy(root / name, self.folder)
        self.tools.mkdir()
        self.write("python3", PYTHON)
        for name in NEEDED:
            (self.tools / name).symlink_to(shutil.which(name) or name)
        (at / "uv").write_text(UV, encoding="utf-8")
        (at / "uv").chmod(0o755)
        self.environment = {
            "PATH": str(self.tools),
            "LOG": str(self.log),
            "FAKE_UV": str(at / "uv"),
            "REAL_PYTHON": sys.executable,
        }

    def write(self, name: str, text: str) -> None:
        (self.tools / name).write_text(text, encoding="utf-8")
        (self.tools / name).chmod(0o755)

    def setup(self, what: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", "tools/setup.sh", what]
        everything = self.environment | environment
        return subprocess.run(command, cwd=self.folder, env=everything, capture_output=True, text=True, check=False)

    def calls(self) -> list[str]:
        """What ran since the last look."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(root: Path, tmp_path: Path) -> Machine:
    return Machine(root, tmp_path)


def with_uv(machine: Machine) -> Machine:
    machine.write("uv", UV)
    return machine


def test_without_uv_a_private_one_is_brought_once(machine: Machine) -> None:
    assert machine.setup("runtime").returncode == 0
    pip, sync = machine.calls()
    assert pip.startswith("pip -m pip install")
    assert pip.rpartition(" ")[2].startswith("uv==")
    assert sync.startswith(f"{machine.folder}/.uv/bin/uv sync --locked ")
    assert machine.setup("dev").returncode == 0
    assert len(machine.calls()) == 1


def test_a_uv_on_the_path_is_used(machine: Machine) -> None:
    assert with_uv(machine).setup("dev").returncode == 0
    (sync,) = machine.calls()
    assert sync.startswith(f"{machine.tools}/uv sync --locked ")
    assert f"--python {machine.tools}/python3" in sync
    assert not (machine.folder / ".uv").exists()


@pytest.mark.parametrize("version", ["0.4.30", "0.7.99", "nonsense", ""])
def test_an_old_uv_on_the_path_is_passed_over(machine: Machine, version: str) -> None:
    with_uv(machine).write("uv", UV.replace("${FAKE_UV_VERSION:-0.13.9}", version))
    assert machine.setup("dev").returncode == 0
    assert machine.calls()[-1].startswith(f"{machine.folder}/.uv/bin/uv sync")


@pytest.mark.parametrize("version", ["0.8.0", "0.20.1", "1.0.0"])
def test_a_newer_uv_on_the_path_is_used(machine: Machine, version: str) -> None:
    assert with_uv(machine).setup("dev", FAKE_UV_VERSION=version).returncode == 0
    assert machine.calls()[0].startswith(f"{machine.tools}/uv sync")


@pytest.mark.parametrize("what", ["runtime", "dev"])
def test_a_second_run_does_nothing(machine: Machine, what: str) -> None:
    with_uv(machine).setup(what)
    machine.calls()
    assert machine.setup(what).returncode == 0
    assert machine.calls() == []


def test_running_needs_no_more_than_the_tools_need_but_leaves_them(machine: Machine) -> None:
    with_uv(machine).setup("runtime")
    assert "--no-dev --inexact" in machine.calls()[0]
    machine.setup("dev")
    assert "--no-dev" not in machine.calls()[0]
    machine.setup("runtime")
    assert machine.calls() == []


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_change_of_what_is_needed_is_followed(machine: Machine, name: str) -> None:
    with_uv(machine).setup("dev")
    machine.calls()
    with (machine.folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    for what in ("dev", "runtime"):
        machine.setup(what)
    assert len(machine.calls()) == 1


def test_a_moved_folder_or_a_lost_interpreter_is_set_up_again(machine: Machine) -> None:
    with_uv(machine).setup("dev")
    machine.folder = machine.folder.rename(machine.folder.parent / "elsewhere")
    machine.setup("dev")
    (machine.folder / ".venv" / "bin" / "python").unlink()
    machine.setup("dev")
    assert len(machine.calls()) == 3


def test_a_set_up_that_failed_is_tried_again(machine: Machine) -> None:
    assert with_uv(machine).setup("dev", FAKE_UV_FAILS="1").returncode == 7
    assert machine.setup("dev").returncode == 0
    assert len(machine.calls()) == 2


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"FAKE_TOO_OLD": "1"}, "setup: Python 3.9.2 is too old: install Python 3.11 or newer"),
        ({"FAKE_NO_VENV": "1"}, "has no venv module: install it"),
    ],
)
def test_what_is_missing_is_said_in_one_line(machine: Machine, environment: dict[str, str], expected: str) -> None:
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        machine.write(name, PYTHON)
    ended = machine.setup("runtime", **environment)
    assert ended.returncode == 1
    assert expected in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert machine.calls() == []


def test_a_newer_python_beside_an_old_python3_is_found(machine: Machine) -> None:
    with_uv(machine).write("python3", PYTHON.replace("${FAKE_TOO_OLD:-0}", "1"))
    machine.write("python3.14", PYTHON)
    assert machine.setup("dev").returncode == 0
    assert f"--python {machine.tools}/python3.14 " in f"{machine.calls()[0]} "


def test_the_active_environment_of_another_project_is_left_alone(machine: Machine) -> None:
    spy = UV.replace('echo "$0', 'echo "${VIRTUAL_ENV:-none} $UV_PROJECT_ENVIRONMENT $UV_PYTHON_DOWNLOADS $0')
    machine.write("uv", spy)
    machine.setup("dev", VIRTUAL_ENV="/another", UV_PROJECT_ENVIRONMENT="/another")
    assert machine.calls()[0].startswith("none .venv never ")


def test_the_uv_in_use_can_be_asked_for(machine: Machine) -> None:
    assert machine.setup("uv").stdout == f"{machine.folder}/.uv/bin/uv{os.linesep}"
    assert with_uv(machine).setup("uv").stdout == f"{machine.tools}/uv{os.linesep}"


def test_an_unknown_word_is_refused(machine: Machine) -> None:
    assert machine.setup("everything").returncode == 1
