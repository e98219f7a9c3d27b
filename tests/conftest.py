"""Files and desks for the tests: each kind of file is made once in a run and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.imports import import_roster
from kodoku_tui.services.programmes import begin_programme
from tests.desks import ROSTER, desk_on_copy, morning_of
from tests.exporting import make_rich_file
from tests.lively import live_through_the_year

# Enough to find what is wrong within a minute or two of many; no deadline, since machines are noisy.
settings.register_profile("desk", max_examples=40, deadline=None)
settings.load_profile("desk")


@pytest.fixture(autouse=True)
def _begins_in_japanese() -> Iterator[None]:
    """Every test begins in Japanese, whatever language another one chose."""
    set_language("ja")
    yield
    set_language("ja")


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the plan of 2025 and no groups. Copy it before writing."""
    path = tmp_path_factory.mktemp("new") / "new.kodoku"
    begin_programme(path, 2025, clock=morning_of(date(2025, 5, 30)))
    return path


@pytest.fixture(scope="session")
def register_file(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the 96 groups of the report and nothing else. Copy it before writing."""
    folder = tmp_path_factory.mktemp("register")
    with desk_on_copy(new_file, folder) as desk:
        import_roster(desk, ROSTER)
        return desk.path


@pytest.fixture(scope="session")
def lively_file(register_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in the middle of a busy year, with something of every kind. Copy it before writing."""
    folder = tmp_path_factory.mktemp("lively")
    with desk_on_copy(register_file, folder) as desk:
        live_through_the_year(desk)
        return desk.path


@pytest.fixture
def new_desk(new_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a file without groups."""
    with desk_on_copy(new_file, tmp_path) as desk:
        yield desk


@pytest.fixture
def desk(register_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on the register of the report, on Monday 2025-12-15."""
    with desk_on_copy(register_file, tmp_path) as desk:
        yield desk


@pytest.fixture
def lively_desk(lively_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk in the middle of a busy year, on Monday 2025-12-15."""
    with desk_on_copy(lively_file, tmp_path) as desk:
        yield desk


@pytest.fixture(scope="session")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of invented groups with something in every list. Copy it before writing."""
    path = tmp_path_factory.mktemp("rich") / "rich.kodoku"
    make_rich_file(path)
    return path


@pytest.fixture
def rich_desk(rich_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on invented groups with something in every list, on Monday 2025-12-15."""
    with desk_on_copy(rich_file, tmp_path) as desk:
        yield desk
