"""A pytest plugin that makes a skipped test fail the run: ``pytest -p tests.support.noskip``.

Where everything a test may need is installed (in CI), a skip means that something was quietly not tested. The
plugin collects every skip there is: of a test, in a fixture, of a whole module while it is collected, of a subtest,
and tests marked ``xfail(run=False)``, which are not run either. It names each one with its reason and turns a
successful exit status into 1. An ordinary expected failure (``xfail``) was run and stays allowed. Works under
pytest-xdist too: the controlling process hears the reports of all workers.
"""

import pytest


class NoSkip:
    """Registered once a process; remembers test or module -> reason, in the order they came."""

    def __init__(self) -> None:
        self.skipped: dict[str, str] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def _note(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        expected = getattr(report, "wasxfail", None)
        if report.skipped and (expected is None or expected.startswith("[NOTRUN]")):
            self.skipped[report.nodeid] = expected or _reason(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            terminalreporter.section("skipped tests are failures here", red=True)
            for nodeid, reason in self.skipped.items():
                terminalreporter.write_line(f"SKIPPED {nodeid}: {reason}")


def _reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    """The skip's own words; pytest keeps them as (file, line, "Skipped: words")."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(NoSkip(), "patogh-noskip")
