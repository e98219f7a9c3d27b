"""Copies that went out without notes come back: what they lack stays here, whatever was done to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.copies import Copy
from kodoku_tui.domain.exports.exchange import stamp_of
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.locale import LANGUAGES, set_language
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.register.staff import add_staff
from tests.desks import data_of
from tests.intake_files import bring, counts_of, write_list

AUTHOR, NAMED, OTHER = "架空 書子", "架空 読男", "架空 外太"
NOTES = {"共有可": "よい催しだった", "事務局内": "代表が入院した", "限定": "内輪の争いを聞いた"}


@pytest.fixture
def noted(desk: Desk) -> Iterator[Desk]:
    """A desk with a note for each reader and an issue with a note; somebody else sits there now."""
    for name in (AUTHOR, NAMED, OTHER):
        add_staff(desk, name)
    desk.staff = AUTHOR
    for day, (reader, note) in enumerate(NOTES.items(), start=1):
        said: dict[str, Any] = {
            "group_no": 12,
            "held_on": date(2025, 12, day),
            "channel": "訪問",
            "note": note,
        }
        named = {"named": NAMED} if reader == "限定" else {}
        log_checkin(desk, CheckinEntry.model_validate({**said, "reader": reader, **named}))
    add_issue(
        desk,
        IssueEntry.model_validate(
            {
                "group_no": 12,
                "category": "other",
                "title": "困りごと",
                "note": "控え",
                "opened_on": date(2025, 12, 1),
            }
        ),
    )
    desk.staff = OTHER
    yield desk


def out(desk: Desk, kind: str, folder: Path, copy: Copy) -> Path:
    path = folder / f"{kind}.xlsx"
    export(desk, kind, path, ExportRequest(copy=copy), replaces=True)
    return path


def edit(path: Path, find: str, heading: str, value: Any, *, keys: bool = True) -> None:
    """Write under a heading in the line that holds a text; without `keys` the hidden column goes."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(stamp_of(str(cell.value)) for cell in row))
    (place,) = (cell.column for cell in header if cell.value == heading)
    (line,) = (row for row in sheet.iter_rows() if any(find in str(cell.value) for cell in row))
    line[place - 1].value = value
    if not keys:
        sheet.delete_cols(len(header))
    book.save(path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("copy", [Copy.WORKING, Copy.INNER])
@pytest.mark.parametrize("kind", ["checkins", "issues"])
def test_a_copy_that_nobody_edited_changes_nothing(
    noted: Desk, tmp_path: Path, kind: str, copy: Copy, language: str
) -> None:
    path = out(noted, kind, tmp_path, copy)
    before = data_of(noted.connection)
    # It may come back to somebody who reads it in the other language.
    set_language(language)
    assert set(counts_of(bring(noted, "auto", path))) == {"unchanged"}
    assert data_of(noted.connection) == before


@pytest.mark.parametrize(
    ("find", "heading", "value"),
    [
        ("限定の記録", "次回予定日", date(2026, 1, 9)),
        ("事務局内の記録", "方法", "電話"),
        ("事務局内の記録", "内容", None),
    ],
)
def test_beside_a_note_that_stayed_here_other_cells_come_back(
    noted: Desk, tmp_path: Path, find: str, heading: str, value: object
) -> None:
    path = out(noted, "checkins", tmp_path, Copy.WORKING)
    edit(path, find, heading, value)
    report = bring(noted, "checkins", path)
    if value is None:
        # An empty note is none, and erases none.
        assert [error.column for error in report.errors] == ["内容"]
    else:
        assert counts_of(report) == {"changed": 1, "unchanged": 2}
    noted.staff = NAMED
    assert sorted(one.note for one in list_checkins(noted)) == sorted(NOTES.values())


def test_an_issue_keeps_its_note_where_the_copy_has_none(noted: Desk, tmp_path: Path) -> None:
    path = out(noted, "issues", tmp_path, Copy.WORKING)
    edit(path, "困りごと", "件名", "直した件名")
    assert counts_of(bring(noted, "issues", path)) == {"changed": 1}
    assert [(one.title, one.note) for one in list_issues(noted)] == [("直した件名", "控え")]


def test_who_does_not_read_a_note_does_not_write_over_it(noted: Desk, tmp_path: Path) -> None:
    path = out(noted, "checkins", tmp_path, Copy.WORKING)
    edit(path, "限定の記録", "内容", "私の書いたこと")
    report = bring(noted, "checkins", path, partial=True)
    assert [error.column for error in report.errors] == ["内容"]
    assert NOTES["限定"] not in str(report)
    noted.staff = NAMED
    assert NOTES["限定"] in [one.note for one in list_checkins(noted)]


def test_lines_that_lost_their_keys_add_no_note_that_says_nothing(noted: Desk, tmp_path: Path) -> None:
    path = out(noted, "checkins", tmp_path, Copy.WORKING)
    edit(path, "限定の記録", "方法", "訪問", keys=False)
    assert counts_of(bring(noted, "checkins", path)) == {"unchanged": 1, "skipped": 2}
    assert len(list_checkins(noted)) == len(NOTES)


def test_readers_come_in_from_a_list_of_an_office(noted: Desk, tmp_path: Path) -> None:
    headings = ["団体番号", "面談日", "方法", "面談内容", "共有の範囲", "限定の相手"]
    lines = [
        [12, date(2025, 12, 8), "訪問", "広く", "共有可", None],
        [12, date(2025, 12, 9), "訪問", "ふだん", None, None],
        [12, date(2025, 12, 10), "訪問", "ひそかに", None, NAMED],
    ]
    path = write_list(tmp_path / "役所.xlsx", headings, *lines)
    assert counts_of(bring(noted, "checkins", path)) == {"new": 3}
    newest = list_checkins(noted)[:3]
    # Whoever brings it in is its author, and reads it.
    assert [(one.note, one.reader) for one in newest] == [
        ("ひそかに", "限定"),
        ("ふだん", "事務局内"),
        ("広く", "共有可"),
    ]


@pytest.mark.parametrize("kind", ["checkins", "issues"])
def test_a_hand_out_copy_that_lacks_words_is_refused(noted: Desk, tmp_path: Path, kind: str) -> None:
    path = out(noted, kind, tmp_path, Copy.HANDOUT)
    for asked in ("auto", kind):
        with pytest.raises(Refused) as refused:
            bring(noted, asked, path)
        assert refused.value.key == "error.handout_comes_back"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["status", "milestones", "attendance", "expenses"])
def test_a_hand_out_list_is_matched_by_number_and_told(
    noted: Desk, tmp_path: Path, kind: str, language: str
) -> None:
    set_language(language)
    path = out(noted, kind, tmp_path, Copy.HANDOUT)
    before = data_of(noted.connection)
    report = bring(noted, "auto", path)
    assert report.handed_out
    # Where nothing is recorded there is nothing to compare.
    assert set(counts_of(report)) <= {"unchanged", "skipped"}
    assert data_of(noted.connection) == before
