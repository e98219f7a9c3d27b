"""A disk that is full or fails, at any place in an act: a sentence, nothing half done, and then it works again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.services.desk.desk import Desk
from tests.reliability.crash.battery_size import tell, tried
from tests.reliability.crash.disk_acts import ACTS, AND_DONE
from tests.reliability.crash.faulty_disk import faulty_disk, on_a_faulty_disk
from tests.store.test_migrations import BEFORE_STATES, file_before

pytestmark = pytest.mark.long

PLACES = tried(6, full=36)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faulty_disk(tmp_path_factory.mktemp("faulty"))


@pytest.fixture
def file(request: pytest.FixtureRequest, small_desk: Desk, tmp_path: Path) -> Path:
    """What the act works on."""
    name = request.node.callspec.params["act"]
    small_desk.close()
    if name == "migration":
        path = tmp_path / "以前.db"
        file_before(path, "0004_states_and_documents")
        with closing(sqlite3.connect(path)) as raw:
            raw.executescript(BEFORE_STATES)
        return path
    return tmp_path / "none" if name in ("begin", "draft") else small_desk.path


@pytest.mark.parametrize("act", ACTS)
def test_an_act_that_meets_it_is_refused_and_the_file_stays_whole(
    library: Path, file: Path, tmp_path: Path, act: str
) -> None:
    disk = tmp_path / "ディスク"
    disk.mkdir()
    found = on_a_faulty_disk(library, disk, "tests.reliability.crash.disk_acts", act, file, disk, str(PLACES))
    for fault, came_of in found.items():
        places = came_of.pop("places")
        tell(f"{act}, {fault}, {sum(came_of.values())} of {places} places: {came_of}")
        assert sum(came_of.values()) >= min(PLACES, places)
        assert set(came_of) != {"done"}
        # A file of before is opened in steps that each stand: what is refused is to look at it now.
        assert act == "migration" or not [said for said in came_of if said.endswith(AND_DONE)]
