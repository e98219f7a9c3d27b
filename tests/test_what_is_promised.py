"""docs/promises.md promises nothing without a test that shows it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@cache
def named_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_shows_a_promise_is_there(file: str, test: str) -> None:
    assert (ROOT / file).is_file()
    assert test in named_in(file)


def test_every_promise_names_a_test() -> None:
    table = [line for line in PAGE.splitlines() if line.startswith("| ") and "示すテスト" not in line]
    assert len(table) >= 20
    assert [line for line in table if not re.search(r"`tests/[\w/]+\.py::\w+`", line)] == []
    # Nothing is meant for a test and written so that it is not looked for.
    assert PAGE.count("::test_") == len(NAMED)


def test_whoever_looks_for_it_finds_it() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        assert "promises.md" in (ROOT / page).read_text(encoding="utf-8"), page
