"""Nothing in the program writes a file but through the gate, and every way through it is one that the tests try."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import kodoku_tui

PACKAGE = Path(kodoku_tui.__file__).parent
GATE = "store/written_files.py"

# Who takes a path to the gate, and where each is tried. A new one belongs here once its tests are there.
WAYS = {
    # tests/cli/test_written_paths.py
    "cli/imports.py": {"written_path"},
    "services/exports/exports.py": {"written_path"},
    "services/exports/books.py": {"WrittenPath"},
    "services/review/minutes.py": {"written_path"},
    "services/desk/programmes.py": {"WrittenPath"},
    # tests/services/keeping, tests/cli/test_keeping.py
    "services/keeping/backups.py": {"written_path"},
    "services/keeping/restoring.py": {"WrittenPath"},
    "store/backups.py": {"WrittenPath"},
    # tests/cli/test_encryption.py
    "store/relocking.py": {"WrittenPath"},
    # tests/tui/exports/test_file_forms.py
    "tui/intake/preview.py": {"written_path"},
    # tests/tui/frame/test_drafts.py, tests/tui/exports/test_file_forms.py: files of the program's own
    "services/desk/drafts.py": {"WrittenPath"},
    "tui/frame/settings.py": {"WrittenPath"},
    # What the others ask of the desk.
    "services/desk/desk.py": {"WrittenPath"},
}

# Which screens have something written, by the act that they call; tried in tests/tui/exports/test_file_forms.py.
SCREENS = {
    "tui/exports/export_form.py": {"export"},
    "tui/exports/calendar_form.py": {"export"},
    "tui/intake/preview.py": {"write_failed_rows"},
    "tui/desk/beginning.py": {"begin_programme", "make_demonstration"},
}
ACTS = {
    "export",
    "write_failed_rows",
    "begin_programme",
    "make_demonstration",
    "provide_demonstration",
    "import_book",
    "create_file",
}

# What writes, makes or takes away a file by itself. Where it stands it is given a place by the gate, or:
BY_ITSELF = {
    "store/connection.py": {"touch"},  # the draft of a new file, in the place that the gate gave
    "store/backups.py": {"unlink", "rename"},  # old ones go; what cannot be read is put aside
    "services/keeping/restoring.py": {"unlink"},  # of two that it kept itself, the one too many
    "excel/writing/output.py": {"Workbook"},
    "reports/calendar.py": {"write_bytes"},
    "reports/minutes.py": {"write_bytes"},
    "tui/frame/settings.py": {"write_text"},
    "services/desk/drafts.py": {"write_text", "unlink"},  # forgets a draft that was saved
    "cli/main.py": {"os.open"},  # nowhere, once nobody reads any more
}
_WRITING_METHODS = {
    "write_text",
    "write_bytes",
    "touch",
    "unlink",
    "rename",
    "hardlink_to",
    "symlink_to",
    "rmtree",
    "copyfile",
    "copy2",
    "mkstemp",
    "mkdtemp",
    "NamedTemporaryFile",
    "TemporaryDirectory",
    "TemporaryFile",
}
_OS_FUNCTIONS = {"open", "replace", "rename", "link", "symlink", "remove", "truncate"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""), node


def on_os(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "os"
    )


def opens_to_write(call: ast.Call) -> bool:
    modes = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(
        (isinstance(mode, ast.Constant) and isinstance(mode.value, str) and mode.value[:1] in ("w", "a", "x"))
        or (isinstance(mode, ast.Constant) and mode.value in ("r+", "r+b", "rb+"))
        for mode in modes
    )


def writing_calls(tree: ast.Module) -> set[str]:
    xlsxwriter = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "xlsxwriter"
        and any(name.name == "Workbook" for name in node.names)
        for node in ast.walk(tree)
    )
    found = set()
    for name, call in calls(tree):
        if on_os(call) and name in _OS_FUNCTIONS:
            found.add(f"os.{name}")
        elif name in _WRITING_METHODS or (name == "open" and opens_to_write(call)):
            found.add(name)
        elif (
            name == "replace"
            and isinstance(call.func, ast.Attribute)
            and len(call.args) == 1
            and not call.keywords
        ):
            # Of a text it takes two, of a date or a row it takes names.
            found.add(name)
        elif name == "Workbook" and xlsxwriter and isinstance(call.func, ast.Name):
            found.add(name)
    return found


def test_nothing_is_written_but_in_a_place_that_the_gate_gave() -> None:
    found = {name: writing for name, tree in sources() if (writing := writing_calls(tree)) and name != GATE}
    assert found == BY_ITSELF


def test_the_search_for_what_writes_finds_it() -> None:
    """Else the test above would hold whatever is written."""
    for line in (
        'path.open("w")',
        'open(path, "r+b")',
        'open(path, mode="ab")',
        "path.write_text(text)",
        "path.replace(other)",
        "os.replace(one, other)",
        "shutil.copyfile(one, other)",
        "from xlsxwriter import Workbook\nWorkbook(str(path))",
    ):
        assert writing_calls(ast.parse(line)), line
    for line in ('path.open("rb")', "text.replace('a', 'b')", "day.replace(day=1)", "replace(row, number=1)"):
        assert not writing_calls(ast.parse(line)), line


def test_every_way_to_the_gate_is_one_that_is_tried() -> None:
    found = {
        name: ways
        for name, tree in sources()
        if (ways := {called for called, _ in calls(tree)} & {"WrittenPath", "written_path"}) and name != GATE
    }
    assert found == WAYS


def test_every_screen_that_has_something_written_is_one_that_is_tried() -> None:
    found = {
        name: acts
        for name, tree in sources()
        if name.startswith("tui/") and (acts := {called for called, _ in calls(tree)} & ACTS)
    }
    assert found == SCREENS
