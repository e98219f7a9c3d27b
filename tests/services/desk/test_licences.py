"""Which licences the parts of the program stand under."""

from __future__ import annotations

from importlib.metadata import version

from kodoku_tui.services.desk.licences import licences
from tests.test_dependencies import PROJECT, declared, normal


def test_each_part_that_the_program_needs_is_named_with_its_version() -> None:
    found = {normal(one.name): one.version for one in licences()}
    assert declared(PROJECT["dependencies"]) <= found.keys()
    assert all(found[name] == version(name) for name in found)
    # What others need in turn is named too, what only the tests need is not.
    assert "pydantic-core" in found
    assert "pytest" not in found


def test_each_part_says_its_licence_in_a_few_words() -> None:
    for one in licences():
        assert one.licence, one
        assert "\n" not in one.licence
        assert len(one.licence) < 80, one
