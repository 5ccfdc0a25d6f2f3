"""`patogh verify` as an operator meets it: its words, its report and its exit status."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub.context import Hub
from hub.proof import roots, seals
from locales.bank import bank
from locales.voice import languages
from storage.database import Database
from storage.tables import Hangout, Seal
from tests.support.hangouts import opened
from tests.support.members import cut, joined
from tests.support.store import row

WELL = "✓ all is well: 3 entries of 2 members in 1 hangouts, 0 claims, 1 seals\n"


def verify(root: Path, store: Path | str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200", "NO_COLOR": "1"}
    environment |= {"DATABASE_URL": store if isinstance(store, str) else f"sqlite:///{store}"}
    return subprocess.run(
        [sys.executable, "-m", "bot", "verify", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


async def _made(path: Path) -> tuple[str, str]:
    """The slug of a hangout with three entries, and the text of their seal."""
    from hub.stick.rules import gift

    clock = [datetime(2026, 11, 21, 8, 30, tzinfo=UTC)]
    db = Database(f"sqlite+aiosqlite:///{path}")
    await db.start()
    hub = Hub(db, lambda: clock[0], languages(), "fa", "Asia/Tehran", bank, lambda: None)
    hangout = await opened(hub)
    for person, times in ((11, 2), (12, 1)):
        member = await joined(hub, hangout, person, "همراه")
        for turn in range(times):
            await cut(hub, member, gift(3, f"{turn}", 9001, "آزمون"))
    clock[0] += timedelta(days=1)
    await seals.seal(hub, hangout.id)
    made, slug = await row(db, Seal), (await row(db, Hangout)).slug
    await db.stop()
    return slug, roots.text(roots.Told(slug, made.day, made.root))


@pytest.fixture
def store(tmp_path: Path) -> tuple[Path, str, str]:
    """A store that is well, its hangout's slug and the text of its seal."""
    path = tmp_path / "well.db"
    return path, *asyncio.run(_made(path))


def rewrite(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    connection.close()


def test_a_store_that_is_well(root: Path, store: tuple[Path, str, str], tmp_path: Path) -> None:
    path, slug, seal = store
    report = tmp_path / "report.txt"
    ended = verify(root, path, "--seal", seal, "--report", str(report))
    assert (ended.returncode, ended.stdout) == (0, WELL), ended.stderr
    assert WELL in report.read_text("utf-8")
    assert verify(root, path, "--hangout", slug).stdout == WELL


def test_what_does_not_fit_is_named(root: Path, store: tuple[Path, str, str], tmp_path: Path) -> None:
    path, slug, seal = store
    report = tmp_path / "report.txt"
    rewrite(path, "UPDATE entry SET notches = 5 WHERE member_id = 1 AND seq = 2")
    ended = verify(root, path, "--seal", seal, "--report", str(report))
    assert ended.returncode == 1
    changed, summed, total = ended.stdout.splitlines()
    assert changed.startswith(f"✗ {slug}: member 1, entry 2: its seal does not fit")
    assert summed == f"✗ {slug}: member 1, entry 2: the entries add up to 8, the row says 6"
    assert total.startswith("✗ 2 places do not fit: 3 entries of 2 members")
    assert all(line in report.read_text("utf-8") for line in (changed, summed, total))


def test_a_rewritten_store_does_not_pass_with_an_old_seal(root: Path, store: tuple[Path, str, str]) -> None:
    """Every row rewritten so that all of it fits together: only what was kept outside shows it."""
    path, slug, seal = store
    rewrite(path, "DELETE FROM entry WHERE member_id = 2")
    rewrite(path, "UPDATE member SET entries = 0, notches = 0, head_id = NULL, head_hash = NULL WHERE id = 2")
    rewrite(path, "DELETE FROM seal")
    rewrite(path, "DELETE FROM run")
    assert verify(root, path).returncode == 0
    ended = verify(root, path, "--seal", seal)
    assert ended.returncode == 1
    assert f"✗ {slug}: the seal that was kept, of 2026-11-21, is not known here" in ended.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--hangout", "nowhere"], "no hangout is called nowhere"),
        (["--seal", "PS1:x:2026-11-21:y:z"], "--seal: this seal is damaged"),
        (["--report", "/nowhere/report.txt"], "--report: /nowhere/report.txt can not be written"),
    ],
)
def test_what_can_not_be_looked_at(root: Path, store: tuple[Path, str, str], words: list[str], said: str) -> None:
    ended = verify(root, store[0], *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[-1].startswith(said)


def test_a_store_that_is_not_there_is_not_made(root: Path, tmp_path: Path) -> None:
    ended = verify(root, tmp_path / "none.db")
    assert ended.returncode == 2
    assert ended.stderr.startswith("there is no store at ")
    assert not (tmp_path / "none.db").exists()


def test_a_store_of_another_version_or_none_that_answers(root: Path, store: tuple[Path, str, str]) -> None:
    ended = verify(root, "postgresql://patogh:hunter2@127.0.0.1:1/none")
    assert ended.returncode == 2
    assert ended.stderr.startswith("the database does not answer")
    assert "hunter2" not in ended.stderr
    rewrite(store[0], "UPDATE alembic_version SET version_num = '0001'")
    ended = verify(root, store[0])
    assert ended.returncode == 2
    assert "another version" in ended.stderr
