"""What is acknowledged was brought to the disk before: an act with its log, a file before it takes its place."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median

import pytest

from kodoku_tui.services.desk.desk import Desk
from tests.reliability.crash.battery_size import tell
from tests.reliability.crash.faulty_disk import faulty_disk, on_a_faulty_disk

Told = list[list[str]]


@pytest.mark.long
def test_whatever_is_acknowledged_was_synced_before(
    small_desk: Desk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = faulty_disk(tmp_path_factory.mktemp("faulty"))
    disk = tmp_path / "ディスク"
    disk.mkdir()
    path = disk / "台帳.db"
    small_desk.close()
    shutil.copyfile(small_desk.path, path)
    told: dict[str, Told] = on_a_faulty_disk(library, disk, "tests.reliability.crash.synced_acts", path)

    acts = {
        name: asked for name, asked in told.items() if name.startswith("checkin") or name in ("staff", "undo")
    }
    for name, asked in acts.items():
        assert is_synced_at_the_end(asked, f"{path}-wal"), name
        # The file itself too, where the log was brought into it.
        assert is_synced_at_the_end(asked, str(path)) or ["write", str(path)] not in asked, name
    assert any(["write", str(path)] in asked for asked in acts.values())
    assert is_synced_at_the_end(told["restore"], f"{path}-wal") or is_synced_at_the_end(
        told["restore"], str(path)
    )

    for name, verb in (("backup", "link"), ("export", "rename")):
        asked = told[name]
        # Before it, a file that is replaced is given its own name, to see whether one may.
        place = max(at for at, (what, _) in enumerate(asked) if what == verb)
        target = Path(asked[place][1])
        drafts = {of for _, of in asked[:place] if Path(of).name == f"new{target.suffix}"}
        (draft,) = drafts
        assert is_synced_at_the_end(asked[:place], draft), name
        assert ["sync", str(target.parent)] in asked[place:], name
        assert not [of for what, of in asked[place:] if what == "write"], name
    syncs = [sum(what == "sync" for what, _ in asked) for asked in acts.values()]
    tell(
        f"syncs of an act: {median(syncs):.0f} at the median, {min(syncs)} to {max(syncs)}, {len(acts)} acts"
    )


def is_synced_at_the_end(asked: Told, path: str) -> bool:
    """Whether the last that was written to a file was brought to the disk."""
    of_it = [what for what, of in asked if of == path]
    return "write" in of_it and "sync" in of_it and of_it[::-1].index("sync") < of_it[::-1].index("write")
