"""Compares a wheel with the repository: every file of every package must be in it, data included.

Usage, from the repository's folder: python tools/compare_wheel.py dist/patogh-….whl
"""

import sys
import tomllib
import zipfile
from pathlib import Path

# One of each kind of package data; that none is left in the repository would make the comparison empty.
DATA = (
    "locales/fa/messages.po",
    "locales/fa/bank.toml",
    "locales/en/bank.toml",
    "pictures/fonts/*.ttf",
    "storage/migrations/versions/*.py",
    "sandbox/page/*.html",
)


def package_files(root: Path) -> set[str]:
    """Paths, relative to the repository, of what the wheel has to carry."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    files = (path for package in packages for path in (root / package).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix() for path in files if "__pycache__" not in path.parts}


def complaints(root: Path, wheel: Path) -> list[str]:
    """What is wrong, one line each."""
    carried = set(zipfile.ZipFile(wheel).namelist())
    missing = sorted(package_files(root) - carried)
    empty = [pattern for pattern in DATA if not any(Path(name).match(pattern) for name in carried)]
    return [f"not in the wheel: {name}" for name in missing] + [f"nothing in the wheel is {name}" for name in empty]


def main() -> None:
    """Exit status 1, with the complaints, when the wheel is not whole."""
    wheel = Path(sys.argv[1])
    found = complaints(Path.cwd(), wheel)
    if found:
        sys.exit("\n".join(found))
    sys.stdout.write(f"{wheel.name} carries every file of its packages\n")


if __name__ == "__main__":
    main()
