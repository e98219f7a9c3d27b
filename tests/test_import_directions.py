"""Which room may call which: by contract, and by what a fresh interpreter has loaded."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Read and written seldom, and slow to load.
WORKBOOKS = {"openpyxl", "xlsxwriter", "python_calamine", "icalendar"}

LOADED_BY = """
import json, pkgutil, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    module = __import__(name, fromlist=["*"])
    for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
        __import__(f"{name}.{found.name}")
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_by(*names: str) -> set[str]:
    """The modules that importing `names`, and what packages among them hold, has brought along."""
    finished = subprocess.run(
        [sys.executable, "-c", LOADED_BY, *names],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return set(json.loads(finished.stdout))


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules if not name.startswith("_sysconfigdata")}


def rooms(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("kodoku_tui.")}


def test_the_contracts_on_imports_are_kept() -> None:
    finished = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert finished.returncode == 0, finished.stdout


def files_below(package: str) -> dict[str, Path]:
    """Every module below a package with its file."""
    folder = ROOT / package.replace(".", "/")
    found = {}
    for path in folder.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported_in(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules among `known` that a file names in an import, wherever in the file, for types alone as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [part if part in known else str(node.module) for part in parts]
        else:
            continue
        yield from (name for name in names if name in known)


def test_no_file_leads_back_to_itself() -> None:
    files = files_below("kodoku_tui")
    graph = {name: set(imported_in(path, files)) - {name} for name, path in files.items()}
    assert sum(map(len, graph.values())) > len(files)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a circle: " + " -> ".join(error.args[1]))


def test_no_screen_asks_for_something_by_its_name() -> None:
    """What one file wants of another is declared (`DeskApp`, `DeskScreen`), so that mypy sees it go."""
    by_name = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files_below("kodoku_tui.tui").values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("getattr", "hasattr", "setattr")
        and isinstance(node.args[1], ast.Constant)
    ]
    assert by_name == []


def test_the_domain_needs_nothing_of_ours_and_little_of_others() -> None:
    loaded = loaded_by("kodoku_tui.domain")
    assert rooms(loaded) == {"domain"}
    others = packages(loaded) - set(sys.stdlib_module_names) - {"kodoku_tui"}
    assert others <= {
        "pydantic",
        "pydantic_core",
        "annotated_types",
        "typing_extensions",
        "typing_inspection",
        "jpholiday",
        "dateutil",
        "six",
    }
    assert "sqlite3" not in loaded


def test_the_file_is_kept_without_any_screen_or_workbook() -> None:
    loaded = loaded_by("kodoku_tui.store")
    assert rooms(loaded) <= {"store", "domain", "resources"}
    assert not packages(loaded) & {"textual", "rich", "click", *WORKBOOKS}


def test_what_a_person_can_do_knows_no_screen_no_command_line_and_loads_no_workbook() -> None:
    loaded = loaded_by("kodoku_tui.services")
    assert not rooms(loaded) & {"tui", "cli"}
    assert not packages(loaded) & {"textual", "rich", "click", *WORKBOOKS}


def test_the_command_line_starts_without_the_screens_and_without_workbooks() -> None:
    loaded = loaded_by("kodoku_tui.cli")
    assert "tui" not in rooms(loaded)
    assert not packages(loaded) & {"textual", "rich", *WORKBOOKS}


def test_the_app_starts_without_the_command_line_and_without_workbooks() -> None:
    loaded = loaded_by("kodoku_tui.tui", "kodoku_tui.tui.app.app")
    assert "cli" not in rooms(loaded)
    assert not packages(loaded) & {"click", *WORKBOOKS}


@pytest.mark.parametrize("command", ["overdue", "status", "today"])
def test_a_list_on_the_command_line_is_told_without_loading_the_screens(
    register_file: Path, command: str
) -> None:
    finished = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "kodoku_tui",
            "--db",
            str(register_file),
            command,
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "KODOKU_TODAY": "2025-12-15"},
    )
    assert json.loads(finished.stdout)
    imported = {line.rpartition("|")[2].strip() for line in finished.stderr.splitlines() if "|" in line}
    assert "kodoku_tui.services.register.register_list" in imported
    assert not packages(imported) & {"textual", "rich", *WORKBOOKS}
