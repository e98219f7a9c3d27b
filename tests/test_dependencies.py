"""What is imported is declared, and what is declared is imported: another package's needs may change under us."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES_OF_EXTRAS = {"sqlcipher3": ["sqlcipher3"]}
OF_EXTRAS = {"sqlcipher3"}
OURS = {"kodoku_tui", "tests", "benchmarks"}
CONSTRAINTS = ROOT / "constraints.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_program_declares_exactly_what_it_imports() -> None:
    assert distributions_imported_by("kodoku_tui") - OF_EXTRAS == declared(PROJECT["dependencies"])


def test_each_extra_declares_what_is_imported_for_it() -> None:
    extras = PROJECT["optional-dependencies"]
    assert declared([line for name, lines in extras.items() if name != "test" for line in lines]) == OF_EXTRAS


def test_the_tests_and_benchmarks_import_only_what_is_declared() -> None:
    everything = declared([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]])
    assert distributions_imported_by("tests", "benchmarks", ".ci") <= everything | OF_EXTRAS


def test_what_installs_by_its_sums_is_what_the_tests_pass_with() -> None:
    lines = (ROOT / "requirements-with-hashes.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([^#\s=]+)==([^\s]+)", lines, flags=re.MULTILINE))
    tested = dict(
        re.findall(r"^([^#\s=]+)==(\S+)", CONSTRAINTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    tested = {normal(name): version for name, version in tested.items()}
    assert declared(PROJECT["dependencies"]) <= pinned.keys()
    # The installer itself comes with Python and is no part that the tests name.
    assert {name: version for name, version in pinned.items() if tested.get(name) != version}.keys() <= {
        "pip"
    }
    assert all(
        re.fullmatch(r"[^\s=]+==\S+(\s+\\\n\s+--hash=sha256:[0-9a-f]{64})+", part.strip())
        for part in re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", lines, flags=re.MULTILINE))
    )


def distributions_imported_by(*folders: str) -> set[str]:
    """The names of the distributions that the files in these folders import, wherever in the file."""
    brought_by = packages_distributions()
    names = {
        name.partition(".")[0]
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for name in imported_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    foreign = names - set(sys.stdlib_module_names) - OURS
    # What an extra brings need not be installed here.
    return {
        normal(distribution)
        for name in foreign
        for distribution in brought_by.get(name) or MODULES_OF_EXTRAS[name]
    }


def imported_in(tree: ast.Module) -> Iterator[str]:
    """The absolute names of modules that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def declared(requirements: list[str]) -> set[str]:
    """The names of the distributions that these lines of `pyproject.toml` ask for."""
    return {normal(re.split(r"[ \[<>=!~;]", line, maxsplit=1)[0]) for line in requirements}


def normal(name: str) -> str:
    """A distribution's name as the packaging rules compare it."""
    return re.sub("[-_.]+", "-", name).lower()
