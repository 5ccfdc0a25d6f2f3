"""Whatever a use case writes into a hangout's history has words there, and nothing else has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import hub
from handlers import routers
from handlers.hangout.history import LINES

HUB = Path(hub.__file__).parent


def _noted(module: ast.Module) -> Iterator[ast.expr]:
    """What each call of `note` in a module gives as its `what`."""
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and len(call.args) > 4:
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called == "note":
                yield call.args[4]


def _words(what: ast.expr, module: ast.Module) -> Iterator[str]:
    """The words that it can be: a plain string, one of two, what a name of the module stands for, one of a table."""
    if isinstance(what, ast.IfExp):
        parts = [what.body, what.orelse]
    elif isinstance(what, ast.Name):
        parts = [line.value for line in ast.walk(module) if isinstance(line, ast.Assign) and _is(line, what.id)]
    elif isinstance(what, ast.Subscript):
        parts = [what.value]
    elif isinstance(what, ast.Dict):
        parts = what.values
    else:
        assert isinstance(what, ast.Constant), ast.dump(what)
        yield str(what.value)
        return
    assert parts, ast.dump(what)
    for part in parts:
        yield from _words(part, module)


def _is(line: ast.Assign, name: str) -> bool:
    return isinstance(line.targets[0], ast.Name) and line.targets[0].id == name


def test_every_act_has_a_line_and_every_line_an_act() -> None:
    assert routers()  # whatever adds lines has been imported
    modules = [ast.parse(path.read_text("utf-8")) for path in HUB.rglob("*.py")]
    noted = {word for module in modules for what in _noted(module) for word in _words(what, module)}
    assert len(noted) > 9
    assert noted == set(LINES)
