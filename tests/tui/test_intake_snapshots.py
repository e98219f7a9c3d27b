"""How the steps of an import look, on invented groups. Look at the report before accepting a change:
`pytest tests/tui/test_intake_snapshots.py --snapshot-update`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.exports.exchange import RowKey
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import correct_checkin, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.intake import file as import_file
from tests.desks import desk_on_copy
from tests.intake_files import stamp_now, write_list
from tests.tui.test_snapshots import SIZES, Compare, StillApp, after

HEADINGS = ["番号", "団体名", "面談日", "方法", "様子", "内容", "備考"]

SCREENS: dict[str, list[str]] = {
    "file": ["ctrl+o"],
    "columns": ["ctrl+o", "down", "enter", "escape"],
    "which_list": ["ctrl+o", "enter"],
    "preview": ["ctrl+o", "down", "enter"],
    "row": ["ctrl+o", "down", "enter", "enter"],
    "question": ["ctrl+o", "down", "enter", "ctrl+s"],
    "done": ["ctrl+o", "down", "enter", "ctrl+s", "y"],
}


@pytest.fixture
def small_desk(demonstration_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on invented groups, and workbooks in a folder whose path is the same everywhere."""
    folder = tmp_path / "届いたもの"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(import_file, "default_folder", lambda: Path("届いたもの"))
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        _write_workbooks(desk, folder)
        yield desk


def _write_workbooks(desk: Desk, folder: Path) -> None:
    """One list with a row of every state, and one whose headings nobody knows."""
    day = date(2025, 12, 8)
    entry = CheckinEntry(group_no=1, held_on=day, channel=Channel.PHONE, note="架空の記録。はじめの内容")
    numbers = [log_checkin(desk, entry.model_copy(update={"group_no": n})).row_id for n in (1, 2, 3)]
    uids = desk.connection.execute(
        "SELECT uid FROM checkin WHERE id BETWEEN ? AND ? ORDER BY id", numbers[::2]
    )
    keys = [RowKey("checkin", uid, 1) for (uid,) in uids]
    stamp = stamp_now(desk, "checkins")
    correct_checkin(desk, numbers[0], entry.model_copy(update={"note": "ここで直した内容"}), version=1)
    note = entry.note
    write_list(
        folder / "面談記録.xlsx",
        HEADINGS,
        [1, None, day, "電話", "順調", "ファイルで直した内容"],
        [2, None, day, "訪問", "注意", note],
        [3, None, day, "電話", "順調", note],
        [4, None, day, "オンライン", "順調", "架空の記録。新しい行", "参考"],
        [999, None, day, "電話", None, "架空の記録"],
        [None, "どこにもない会", day, "電話", None, "架空の記録"],
        [5],
        stamp=stamp,
        keys=keys,
    )
    write_list(folder / "独自の表.xlsx", ["だれ", "いつ", "どう"], [5, day, "電話"])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", SCREENS)
def test_in_japanese(name: str, size: tuple[int, int], small_desk: Desk, snap_compare: Compare) -> None:
    assert snap_compare(StillApp(small_desk), run_before=after(*SCREENS[name]), terminal_size=size)


@pytest.mark.parametrize("name", ["preview", "done"])
def test_in_english(name: str, small_desk: Desk, snap_compare: Compare) -> None:
    set_language("en")
    size = SIZES["140x42"]
    assert snap_compare(StillApp(small_desk), run_before=after(*SCREENS[name]), terminal_size=size)
