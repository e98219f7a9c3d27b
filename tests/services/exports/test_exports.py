"""What goes out: every kind, under every filter, with its keys, and without personal data unless asked for."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.copies import COPIES, Copy
from kodoku_tui.domain.exports.exchange import LIST_KINDS, row_key_of, stamp_of
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.excel.reading.continuations import whole
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.locale import say, set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.exports.exports import EXPORT_KINDS, export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.exports.status import status_list
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.register.register_list import register_page
from tests.exporting import CONTACT, LONG_NOTE, NASTY, PHONE, RICH_GROUP, to_work_on

WORKBOOKS = [kind for kind in EXPORT_KINDS if kind != "calendar"]
KEYED = ("status", *(kind for kind in LIST_KINDS if kind != "remedies"))


def out(desk: Desk, folder: Path, kind: str, **request: Any) -> Path:
    path = folder / f"{kind}.xlsx"
    export(desk, kind, path, to_work_on(kind, **{"group_no": RICH_GROUP} | request), replaces=True)
    return path


def table(path: Path, sheet: int = 0) -> list[dict[str, Any]]:
    """The lines of a list by heading, the heading of the keys as `key`."""
    rows = list(openpyxl.load_workbook(path).worksheets[sheet].iter_rows(min_row=3, values_only=True))
    headings = ["key" if stamp_of(str(name)) else str(name) for name in rows[0]]
    return [dict(zip(headings, row, strict=True)) for row in rows[1:]]


def all_text(path: Path) -> str:
    sheets = openpyxl.load_workbook(path).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("kind", KEYED)
def test_every_line_finds_its_row_and_version_again(rich_desk: Desk, tmp_path: Path, kind: str) -> None:
    path = out(rich_desk, tmp_path, kind)
    (heading,) = (
        found
        for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(max_row=3, values_only=True)
        if (found := stamp_of(str(row[-1])))
    )
    with rich_desk.reading() as connection:
        (code,) = connection.execute("SELECT code FROM file_identity").fetchone()
        (newest,) = connection.execute("SELECT uid FROM unit ORDER BY id DESC LIMIT 1").fetchone()
        assert (heading.list_name, heading.file_id, heading.unit_uid) == (kind, code, newest)
        keys = [row_key_of(line["key"]) for line in table(path) if line["key"]]
        assert keys
        assert len(set(keys)) == len(keys)
        for key in keys:
            assert key is not None
            (version,) = connection.execute(
                f"SELECT version FROM {key.table} WHERE uid = ?", (key.uid,)
            ).fetchone()
            assert version == key.version


def test_a_checkin_goes_out_whole(rich_desk: Desk, tmp_path: Path) -> None:
    path = out(rich_desk, tmp_path, "checkins")
    first, *_ = (line for line in table(path) if line["時刻"] == time(14, 30))
    assert (first["番号"], first["面談日"], first["方法"], first["様子"]) == (
        RICH_GROUP,
        datetime(2025, 12, 1),
        "電話",
        "要対応",
    )
    # openpyxl leaves _x000D_ as it is escaped.
    read = whole(read_workbook(path)).sheets[0]
    notes = [value for row in read.rows for value in row]
    assert [note for note in (*NASTY, LONG_NOTE) if note not in notes] == []


def test_an_issue_goes_out_with_its_remedies(rich_desk: Desk, tmp_path: Path) -> None:
    path = out(rich_desk, tmp_path, "issues")
    told = [line["対応策"] for line in table(path) if line["対応策"]]
    assert any("2025/10/01 手書きのチラシを配った（効果あり: 参加者が増えた）" in one for one in told)
    (remedy,) = (line for line in table(path, 1) if line["試したこと"] == "手書きのチラシを配った")
    assert (remedy["番号"], remedy["試したこと"], remedy["結果"]) == (
        RICH_GROUP,
        "手書きのチラシを配った",
        "効果あり",
    )
    assert str(remedy["key"]).startswith("remedy:")


def test_milestones_agree_with_the_status_list(rich_desk: Desk, tmp_path: Path) -> None:
    late: dict[int, int] = {}
    for line in table(out(rich_desk, tmp_path, "milestones")):
        late[line["番号"]] = late.get(line["番号"], 0) + (line["遅れ・予定"] == "期限超過")
    listed = status_list(rich_desk, GroupFilter(), filter_words="")
    assert late == {row.number: row.overdue for row in listed.rows}


def test_expenses_name_every_item_and_compute_what_is_accepted(rich_desk: Desk, tmp_path: Path) -> None:
    lines = [line for line in table(out(rich_desk, tmp_path, "expenses")) if line["番号"] == RICH_GROUP]
    assert len(lines) == 9
    known = [(line["予算額（円）"], line["認定額（円）"], line["確定額（円）"]) for line in lines]
    assert known[:2] == [(150_000, 140_000, 140_000), (90_000, 80_000, 80_000)]
    # Where nothing is budgeted or found proper there is no row to come back to, and nothing accepted.
    assert all(bool(line["key"]) == (line["予算額（円）"] is not None) for line in lines)
    assert all(accepted is None for _, proper, accepted in known if proper is None)


def test_attendance_is_a_grid_of_groups_and_sessions(rich_desk: Desk, tmp_path: Path) -> None:
    with rich_desk.reading() as connection:
        recorded = connection.execute(
            "SELECT session.title, session.held_on, mark FROM attendance"
            " JOIN session ON session.id = session_id JOIN adopted_group ON adopted_group.id = group_id"
            " WHERE number = ?",
            (RICH_GROUP,),
        ).fetchall()
    (line,) = (line for line in table(out(rich_desk, tmp_path, "attendance")) if line["番号"] == RICH_GROUP)
    assert recorded
    for found in recorded:
        assert line[f"{found['title']}\n{found['held_on'].replace('-', '/')}"] == found["mark"]


@pytest.mark.parametrize("kind", KEYED)
def test_only_what_the_filter_leaves_goes_out(rich_desk: Desk, tmp_path: Path, kind: str) -> None:
    chosen = GroupFilter(block="四国", only_checkin_due=True)
    wanted = {group.number for group in register_page(rich_desk, chosen).rows}
    everybody = {group.number for group in register_page(rich_desk, GroupFilter()).rows}
    numbers = {line["番号"] for line in table(out(rich_desk, tmp_path, kind, chosen=chosen))}
    assert wanted and wanted < everybody
    assert {number for number in numbers if number} <= wanted
    if kind not in ("checkins", "issues", "surveys"):
        assert numbers == wanted


@pytest.mark.a_few(3)
@pytest.mark.parametrize("kind", [kind for kind in WORKBOOKS if kind != "book"])
def test_personal_data_goes_out_only_where_it_is_asked_for(
    rich_desk: Desk, tmp_path: Path, kind: str
) -> None:
    path = out(rich_desk, tmp_path, kind)
    assert CONTACT not in all_text(path)
    assert PHONE not in all_text(path)
    shows_people = {"group": (CONTACT, PHONE), "checkins": (CONTACT,)}
    told = all_text(out(rich_desk, tmp_path, kind, with_personal=True))
    assert all(word in told for word in shows_people.get(kind, ()))


def test_the_karte_of_a_group_holds_all_of_it_and_says_what_is_missing(
    rich_desk: Desk, tmp_path: Path
) -> None:
    path = out(rich_desk, tmp_path, "group")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["団体個票", "手続・行事", "提出と延長の経過"]
    assert {"面談記録", "課題", "連携", "成果指標", "出欠", "経費"} <= set(book.sheetnames)
    text = all_text(path)
    total = f"{money_of(rich_desk, RICH_GROUP).budget:,}円"
    for told in ("手書きのチラシ", "架空町社協", "2025/09/10 2 月例の会", "参加者数", total):
        assert told in text
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        repeated = {"団体個票": None, "つづき": "$1:$1"}.get(sheet.title, "$3:$3")
        assert sheet.print_title_rows == repeated

    poor = next(
        group.number for group in register_page(rich_desk, GroupFilter()).rows if not group.open_issues
    )
    missing = all_text(out(rich_desk, tmp_path, "group", group_no=poor))
    assert "記録のないもの" in missing


def test_a_long_note_of_a_karte_stands_whole_in_rows_that_paper_can_hold(
    rich_desk: Desk, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(out(rich_desk, tmp_path, "group"))["面談記録"]
    headings = [cell.value for cell in sheet[3]]
    column = headings.index("内容") + 1
    notes = "".join(str(sheet.cell(row, column).value or "") for row in range(4, sheet.max_row + 1))
    assert LONG_NOTE.replace("\n", "") in notes.replace("\n", "")
    assert max(dimension.height or 0 for dimension in sheet.row_dimensions.values()) < 409


def test_the_figures_hold_the_register_and_count_its_targets(register_desk: Desk, tmp_path: Path) -> None:
    desk = register_desk
    path = out(desk, tmp_path, "figures", group_no=None)
    assert len(table(path)) == 96
    counted = {line["取組対象"]: line["該当団体数"] for line in table(path, 1)}
    # The register's own words: the report sorts some of them otherwise in 図表2 (多世代 52).
    assert (counted["多世代"], counted["高齢者"], counted["外国人"]) == (34, 28, 4)
    assert "集計できません" in all_text(path)


def test_forms_name_the_groups_and_offer_the_choices(rich_desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(out(rich_desk, tmp_path, "forms"))
    assert [name for name in book.sheetnames if name != "選択肢"] == [
        "記入のしかた",
        "面談記録",
        "課題",
        "出欠",
        "経費",
        "名簿",
    ]
    active = [group.number for group in register_page(rich_desk, GroupFilter()).rows]
    for name in ("面談記録", "課題"):
        sheet = book[name]
        lines = list(sheet.iter_rows(min_row=4, values_only=True))
        assert [line[0] for line in lines] == active
        assert all(value is None for line in lines for value in line[2:])
        assert len(sheet.data_validations.dataValidation) >= 2


def test_a_roster_form_comes_back_without_being_explained(rich_desk: Desk, tmp_path: Path) -> None:
    path = out(rich_desk, tmp_path, "forms")
    report = import_roster(rich_desk, path, sheet="名簿")
    assert (report.new, report.changed, report.errors) == (0, 0, [])
    assert report.unchanged == register_page(rich_desk, GroupFilter()).total


@pytest.mark.parametrize("kind", KEYED)
def test_what_a_client_reads_says_nothing_of_importing(rich_desk: Desk, tmp_path: Path, kind: str) -> None:
    # The hint stands in the sheet of notes, not above or below each page of the list.
    # The status list goes to the ministry as it is: even its notes are for who reads it.
    copy = COPIES[kind][0]
    book = openpyxl.load_workbook(out(rich_desk, tmp_path, kind, copy=copy))
    notes = book["凡例・注記"]
    for sheet in book.worksheets:
        assert sheet.oddFooter is not None
        assert sheet.oddHeader is not None
        around = [sheet["A1"].value, sheet["A2"].value, sheet.oddFooter.left.text, sheet.oddHeader.left.text]
        assert "取り込" not in "".join(map(str, around))
    said = "".join(str(cell) for row in notes.iter_rows(values_only=True) for cell in row)
    assert ("取り込" in said) == (copy is not Copy.HANDOUT)


@pytest.mark.a_few(3)
@pytest.mark.parametrize("kind", WORKBOOKS)
def test_every_workbook_speaks_english_when_asked(rich_desk: Desk, tmp_path: Path, kind: str) -> None:
    set_language("en")
    names = openpyxl.load_workbook(out(rich_desk, tmp_path, kind)).sheetnames
    assert all(name.isascii() for name in names), names


@pytest.mark.parametrize(
    ("kind", "group_no", "key"),
    [
        ("letters", None, "error.no_such_export"),
        ("group", None, "error.export_needs_group"),
        ("group", 999, "error.no_such_group"),
    ],
)
def test_what_cannot_go_out_is_a_sentence_and_no_file(
    rich_desk: Desk, tmp_path: Path, kind: str, group_no: int | None, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        export(rich_desk, kind, tmp_path / f"{kind}.xlsx", ExportRequest(group_no=group_no))
    assert refused.value.key == key
    assert say(key, **refused.value.params)
    assert not (tmp_path / f"{kind}.xlsx").exists()


def test_an_export_that_is_called_off_leaves_no_file_and_the_desk_usable(
    rich_desk: Desk, tmp_path: Path
) -> None:
    def stop(count: int) -> None:
        raise Refused("error.export_cancelled")

    with pytest.raises(Refused):
        export(rich_desk, "milestones", tmp_path / "x.xlsx", ExportRequest(), told=stop)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == []
    assert export(rich_desk, "milestones", tmp_path / "x.xlsx", ExportRequest()) > 0
