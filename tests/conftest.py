"""Files and desks for the tests: each kind of file is made once in a run and copied for each test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.encrypted import WANTED, encrypt_everything

if os.environ.get(WANTED):
    encrypt_everything()

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import set_language
from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from tests.batteries import tests_of, use_battery
from tests.desks import MONDAY_IN_DECEMBER, ROSTER, desk_on_copy, morning_of, write_roster
from tests.exporting import make_rich_file
from tests.lively import invented_roster, live_through_the_year
from tests.made_once import made_once
from tests.no_network import close_the_network


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two batteries, and what is kept of what screens show."""
    parser.addoption(
        "--long",
        action="store_true",
        help="run the long battery: what is marked `long`, and every property with all its examples",
    )
    parser.addoption(
        "--update-kept",
        action="store_true",
        help="keep what the screens show now (tests/tui/kept) in place of what is kept",
    )


def pytest_configure(config: pytest.Config) -> None:
    """How many examples hypothesis tries; what CI asks of it (the same examples in every run) stays. No network."""
    close_the_network()
    use_battery(long=bool(config.getoption("long")))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run has the tests of one battery; a property belongs to both. What is kept is kept whole."""
    if config.getoption("update_kept"):
        return
    wanted = tests_of(items, long=bool(config.getoption("long")))
    kept = set(wanted)
    left_out = [item for item in items if item not in kept]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = wanted


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which battery this was, and how to run the other."""
    this, other = ("long", "quick") if config.getoption("long") else ("quick", "long")
    command = "python -m pytest -n auto" + ("" if this == "long" else " --long")
    terminalreporter.write_line(f"This was the {this} battery. The {other} one: {command}")


@pytest.fixture(autouse=True)
def _begins_in_japanese() -> Iterator[None]:
    """Every test begins in Japanese, whatever language another one chose."""
    set_language("ja")
    yield
    set_language("ja")


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the plan of 2025 and no groups. Copy it before writing."""

    def make(folder: Path) -> Path:
        begin_programme(folder / "new.kodoku", 2025, clock=morning_of(date(2025, 5, 30)))
        return folder / "new.kodoku"

    return made_once(tmp_path_factory, "new", make)


@pytest.fixture(scope="session")
def register_file(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the 96 groups of the report and nothing else. Copy it before writing."""

    def make(folder: Path) -> Path:
        with desk_on_copy(new_file, folder) as desk:
            import_roster(desk, ROSTER)
            return desk.path

    return made_once(tmp_path_factory, "register", make)


@pytest.fixture(scope="session")
def invented_file(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 96 groups that do not exist, for whatever a test tells of groups. Copy it before writing."""

    def make(folder: Path) -> Path:
        with desk_on_copy(new_file, folder) as desk:
            import_roster(desk, invented_roster(folder / "架空の名簿.xlsx"))
            return desk.path

    return made_once(tmp_path_factory, "invented", make)


@pytest.fixture(scope="session")
def lively_file(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in the middle of a busy year, with something of every kind. Copy it before writing."""

    def make(folder: Path) -> Path:
        with desk_on_copy(invented_file, folder) as desk:
            live_through_the_year(desk)
            return desk.path

    return made_once(tmp_path_factory, "lively", make)


@pytest.fixture(scope="session")
def demonstration_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration of 2025-12-15, for pictures: none may show a delay of a real organization. Copy it first."""

    def make(folder: Path) -> Path:
        make_demonstration(folder / "demo.kodoku", clock=morning_of(MONDAY_IN_DECEMBER))
        return folder / "demo.kodoku"

    return made_once(tmp_path_factory, "demonstration", make)


@pytest.fixture
def new_desk(new_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a file without groups."""
    with desk_on_copy(new_file, tmp_path) as desk:
        yield desk


@pytest.fixture
def desk(invented_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on 96 invented groups to which nothing has happened yet, on Monday 2025-12-15."""
    with desk_on_copy(invented_file, tmp_path) as desk:
        yield desk


@pytest.fixture
def register_desk(register_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on the register of the report, of which only the facts of the report are told."""
    with desk_on_copy(register_file, tmp_path) as desk:
        yield desk


@pytest.fixture
def lively_desk(lively_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk in the middle of a busy year, on Monday 2025-12-15."""
    with desk_on_copy(lively_file, tmp_path) as desk:
        yield desk


@pytest.fixture
def small_desk(new_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on five invented groups and two people, on Monday 2025-12-15; 青木 一 sits there."""
    roster = write_roster(
        tmp_path / "架空の名簿.xlsx",
        [1, "架空の会", "居場所カフェ", "高齢者", "東京都新宿区", ""],
        [2, "架空ともしび", "見守り散歩", "高齢者、多世代", "神奈川県横浜市", ""],
        [3, "架空こども塾", "学び場", "こども・若者", "大阪府大阪市", ""],
        [4, "架空農園", "畑の日", "多世代", "北海道函館市", ""],
        [5, "架空をやめた会", "集い", "高齢者", "福岡県福岡市", ""],
    )
    with desk_on_copy(new_file, tmp_path, staff="青木 一") as desk:
        import_roster(desk, roster)
        for name in ("青木 一", "石井 二"):
            add_staff(desk, name)
        assign_staff(desk, [1, 2], main="青木 一")
        assign_staff(desk, [3, 4], main="石井 二")
        end_group(desk, 5, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
        yield desk


@pytest.fixture(scope="session")
def rich_file(demonstration_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of invented groups with something in every list. Copy it before writing."""

    def make(folder: Path) -> Path:
        make_rich_file(demonstration_file, folder / "rich.kodoku")
        return folder / "rich.kodoku"

    return made_once(tmp_path_factory, "rich", make)


@pytest.fixture
def rich_desk(rich_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on invented groups with something in every list, on Monday 2025-12-15."""
    with desk_on_copy(rich_file, tmp_path) as desk:
        yield desk
