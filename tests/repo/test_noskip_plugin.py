"""With the plugin, a skip anywhere makes the run fail and is named; an ordinary run stays as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

SKIPS = {
    "mark": "@pytest.mark.skip(reason='no browser')\ndef test_it(): pass",
    "condition": "@pytest.mark.skipif(True, reason='no browser')\ndef test_it(): pass",
    "call": "def test_it(): pytest.skip('no browser')",
    "fixture": "@pytest.fixture\ndef browser(): pytest.skip('no browser')\ndef test_it(browser): pass",
    "module": "pytest.skip('no browser', allow_module_level=True)",
    "import": "pytest.importorskip('no_browser', reason='no browser')",
    "not run": "@pytest.mark.xfail(run=False, reason='no browser')\ndef test_it(): pass",
    "unittest": "import unittest\nclass It(unittest.TestCase):\n  def test_it(self): self.skipTest('no browser')",
}


def run(root: Path, *options: str, **files: str) -> subprocess.CompletedProcess[str]:
    """Runs test files, by name, beside one that passes."""
    for name, body in ({"other": "def test_other(): pass"} | files).items():
        Path(f"test_{name}.py").write_text(f"import pytest\n{body}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(
        command, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("workers", ["0", "2"])
def test_each_kind_of_skip_is_a_failure_with_a_name_and_a_reason(root: Path, workers: str) -> None:
    files = {kind.replace(" ", "_"): body for kind, body in SKIPS.items()}
    ended = run(root, "-p", "tests.support.noskip", "-n", workers, **files)
    assert ended.returncode == 1
    named = [line for line in ended.stdout.splitlines() if line.startswith("SKIPPED ")]
    assert {line.split()[1].partition(".py")[0] for line in named} == {f"test_{name}" for name in files}
    assert all("no browser" in line for line in named)
    assert "1 passed" in ended.stdout.splitlines()[-1]


def test_one_skip_is_enough(root: Path) -> None:
    assert run(root, "-p", "tests.support.noskip", one=SKIPS["module"]).returncode == 1


@pytest.mark.parametrize("options", [[], ["-p", "tests.support.noskip"]])
@pytest.mark.parametrize("body", ["def test_it(): pass", "@pytest.mark.xfail\ndef test_it(): raise OSError"])
def test_without_a_skip_the_plugin_changes_nothing(root: Path, body: str, options: list[str]) -> None:
    ended = run(root, *options, one=body)
    assert ended.returncode == 0
    assert "SKIPPED" not in ended.stdout


def test_other_failures_keep_their_own_status(root: Path) -> None:
    assert run(root, "-p", "tests.support.noskip", one="import nothing_of_that_name").returncode == 2


def test_without_the_plugin_a_skip_is_allowed(root: Path) -> None:
    assert run(root, one=SKIPS["call"]).returncode == 0
