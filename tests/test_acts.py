"""An act returns what came of it, and whoever asked for it only says that: held by looking at the program's text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import kodoku_tui
from kodoku_tui.services.desk.outcome import Outcome

PACKAGE = Path(kodoku_tui.__path__[0])
# An import tells row by row what it did (`ImportReport`); the demonstration is made before anybody looks.
TOLD_OTHERWISE = ("services/intake/", "services/demonstration/")
# What goes out of the file, or never reached it, is no act on it.
SAID_BY_SCREENS = {
    "saved.nothing",
    "saved.export",
    "saved.exported",
    "saved.exported_book",
    "saved.calendar",
}


def functions_that_write() -> Iterator[tuple[str, str]]:
    """Module and name of every function that writes a unit of its own."""
    for path in sorted((PACKAGE / "services").rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(TOLD_OTHERWISE):
            continue
        module = ".".join(["kodoku_tui", *Path(name).with_suffix("").parts])
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(part, ast.With) and "desk.writing(" in ast.unparse(part.items[0])
                for part in ast.walk(node)
            ):
                yield module, node.name


def returned_by(module: str, function: str) -> Any:
    found = import_module(module)
    # Entries are known to readers of types only, lest a start loads what checks them.
    names: dict[str, Any] = {}
    for node in ast.walk(ast.parse(Path(str(found.__file__)).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kodoku_tui."):
            origin = import_module(node.module)
            names |= {one.name: getattr(origin, one.name) for one in node.names if hasattr(origin, one.name)}
    return get_type_hints(getattr(found, function), {**names, **vars(found)})["return"]


def test_every_act_returns_what_came_of_it() -> None:
    found = list(functions_that_write())
    assert len(found) > 45
    others = [
        f"{module}.{name}" for module, name in found if not issubclass(returned_by(module, name), Outcome)
    ]
    assert others == []


def test_no_screen_and_no_command_words_by_itself_what_was_saved() -> None:
    said = {
        (path.relative_to(PACKAGE).as_posix(), node.value)
        for edge in ("tui", "cli")
        for path in (PACKAGE / edge).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("saved.")
    }
    assert {place for place in said if place[1] not in SAID_BY_SCREENS} == set()
