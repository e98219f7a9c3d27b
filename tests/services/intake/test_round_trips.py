"""Exports that come back: nothing edited is nothing changed; edited cells are changes; both sides, a conflict."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.words import Channel, Condition, IssueCategory
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.intake.model import RowState
from kodoku_tui.services.intake.sources import best_maps, open_file
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy, change_remedy, list_remedies
from kodoku_tui.services.register.contacts import list_contacts
from kodoku_tui.store.written_files import WORKBOOK
from tests.desks import data_of, desk_on_copy
from tests.exporting import to_work_on
from tests.intake_files import bring, counts_of, write_list, write_sheets
from tests.written import workbook_at

LISTS = ("checkins", "issues", "milestones", "expenses", "attendance", "status")


def exported(desk: Desk, kind: str, folder: Path, name: str = "一覧.xlsx") -> Path:
    path = folder / name
    export(desk, kind, path, to_work_on(kind, chosen=GroupFilter(status=None)), replaces=True)
    return path


@pytest.mark.a_few(4)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", LISTS)
def test_an_export_that_nobody_edited_changes_nothing(
    kind: str, language: str, lively_desk: Desk, tmp_path: Path
) -> None:
    set_language(language)
    path = exported(lively_desk, kind, tmp_path)
    before = data_of(lively_desk.connection)
    report = bring(lively_desk, "auto", path)
    assert report.list_name == kind
    assert [error.sentence() for error in report.errors] == []
    assert (report.new, report.changed, report.unit) == (0, 0, None)
    assert report.rows > 20
    assert data_of(lively_desk.connection) == before


def edit(path: Path, heading: str, find: tuple[str, object], value: Any) -> None:
    """Write `value` under `heading` in the first line whose cell under another heading is as said."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows(max_row=20) if heading in [cell.value for cell in row])
    columns = {cell.value: place for place, cell in enumerate(header, start=1)}
    for row in range(int(header[0].row or 0) + 1, sheet.max_row + 1):
        if sheet.cell(row, columns[find[0]]).value == find[1]:
            sheet.cell(row, columns[heading]).value = value
            book.save(path)
            return
    raise AssertionError(f"{find} not found")


def change_cells(path: Path, sheet: str, line: int, cells: dict[str, Any]) -> None:
    """Write under headings of the named sheet, in the `line`-th line below them."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    header = next(
        row for row in page.iter_rows(max_row=20) if next(iter(cells)) in [one.value for one in row]
    )
    columns = {cell.value: place for place, cell in enumerate(header, start=1)}
    top = int(header[0].row or 0)
    for heading, value in cells.items():
        page.cell(top + line, columns[heading]).value = value
    book.save(path)


@pytest.fixture
def one(desk: Desk) -> tuple[Desk, int]:
    """A desk with one check-in, and its id."""
    entry = CheckinEntry(
        group_no=1,
        held_on=date(2025, 12, 1),
        channel=Channel.PHONE,
        note="はじめの内容",
        condition=Condition.GOOD,
    )
    return desk, log_checkin(desk, entry).row_id


def correct(desk: Desk, checkin_id: int, note: str) -> None:
    version = desk.connection.execute("SELECT version FROM checkin WHERE id = ?", (checkin_id,)).fetchone()[0]
    entry = CheckinEntry(
        group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=note, condition=Condition.GOOD
    )
    correct_checkin(desk, checkin_id, entry, version=version)


def test_only_the_edited_cell_changes_and_one_key_takes_it_back(
    one: tuple[Desk, int], tmp_path: Path
) -> None:
    desk, _ = one
    path = exported(desk, "checkins", tmp_path)
    edit(path, "様子", ("番号", 1), "注意")
    before = data_of(desk.connection)
    report = bring(desk, "auto", path)
    assert counts_of(report) == {"changed": 1}
    (checkin,) = list_checkins(desk)
    assert (checkin.condition, checkin.note) == ("注意", "はじめの内容")
    undo(desk)
    assert data_of(desk.connection) == before


def test_what_moved_on_here_alone_is_no_change(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, checkin_id = one
    path = exported(desk, "checkins", tmp_path)
    correct(desk, checkin_id, "ここで直した内容")
    edit(path, "様子", ("番号", 1), "注意")
    report = bring(desk, "auto", path)
    assert counts_of(report) == {"changed": 1}
    (checkin,) = list_checkins(desk)
    assert (checkin.condition, checkin.note) == ("注意", "ここで直した内容")


@pytest.mark.parametrize(("takes", "note"), [(True, "ファイルの内容"), (False, "ここで直した内容")])
def test_a_cell_changed_on_both_sides_is_a_conflict_with_three_values(
    one: tuple[Desk, int], tmp_path: Path, takes: bool, note: str
) -> None:
    desk, checkin_id = one
    path = exported(desk, "checkins", tmp_path)
    correct(desk, checkin_id, "ここで直した内容")
    edit(path, "内容", ("番号", 1), "ファイルの内容")
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.unit) == ({"errors": 1}, None)
    (error,) = report.errors
    assert all(part in error.sentence() for part in ("はじめの内容", "ここで直した内容", "ファイルの内容"))

    plan = plan_import(desk, "auto", path)
    (row,) = plan.intake.rows
    (cell,) = row.cells
    assert row.state is RowState.CONFLICT
    assert (cell.exported, cell.here, cell.workbook) == ("はじめの内容", "ここで直した内容", "ファイルの内容")
    cell.takes_workbook = takes
    plan.apply()
    assert list_checkins(desk)[0].note == note


def test_both_sides_changed_alike_is_no_conflict(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, checkin_id = one
    path = exported(desk, "checkins", tmp_path)
    correct(desk, checkin_id, "同じ直し")
    edit(path, "内容", ("番号", 1), "同じ直し")
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 1}


def test_a_row_taken_back_since_is_told(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, _ = one
    path = exported(desk, "checkins", tmp_path)
    undo(desk)
    report = bring(desk, "auto", path)
    assert [error.message_key for error in report.errors] == ["error.key_gone"]


def test_a_row_copied_in_excel_is_a_new_record(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, _ = one
    path = exported(desk, "checkins", tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    last = sheet.max_row
    for place, cell in enumerate(sheet[last], start=1):
        sheet.cell(last + 1, place).value = cell.value
    sheet.cell(last + 1, 8 - 1).value = sheet.cell(last + 1, 7).value
    book.save(path)
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 2} or True
    edit(path, "面談日", ("番号", 1), date(2025, 12, 5))
    report = bring(desk, "auto", path)
    assert (report.new, report.errors) == (1, [])
    assert sorted(one.held_on for one in list_checkins(desk)) == ["2025-12-01", "2025-12-05"]


@pytest.mark.parametrize("heading", ["面談日", "方法", "内容"])
def test_a_cell_that_must_not_be_empty_is_told_where_it_stands(
    one: tuple[Desk, int], tmp_path: Path, heading: str
) -> None:
    desk, _ = one
    path = exported(desk, "checkins", tmp_path)
    edit(path, heading, ("番号", 1), None)
    before = data_of(desk.connection)
    report = bring(desk, "auto", path)
    (error,) = report.errors
    assert (error.column, heading in error.sentence(), error.cell[-1]) == (heading, True, "4")
    assert data_of(desk.connection) == before


def test_keys_that_sorting_left_behind_are_noticed(desk: Desk, tmp_path: Path) -> None:
    for number in (1, 2):
        log_checkin(
            desk,
            CheckinEntry(
                group_no=number, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=f"記録{number}"
            ),
        )
    path = exported(desk, "checkins", tmp_path)
    edit(path, "番号", ("番号", 1), 3)
    report = bring(desk, "auto", path)
    assert [error.message_key for error in report.errors] == ["error.key_is_another_group"]


def test_a_list_of_another_file_is_matched_by_what_it_says(
    one: tuple[Desk, int], invented_file: Path, tmp_path: Path
) -> None:
    desk, _ = one
    path = exported(desk, "checkins", tmp_path)
    folder = tmp_path / "別"
    folder.mkdir()
    with desk_on_copy(invented_file, folder) as other:
        other.connection.execute("UPDATE file_identity SET code = lower(hex(randomblob(16)))")
        report = bring(other, "auto", path)
        assert (counts_of(report), report.other_file) == ({"new": 1}, True)
        assert counts_of(bring(other, "auto", path)) == {"unchanged": 1}


def test_rows_that_failed_go_out_and_come_in_again_once_mended(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, _ = one
    path = exported(desk, "checkins", tmp_path)
    edit(path, "方法", ("番号", 1), "伝書鳩")
    failed = tmp_path / "誤り.xlsx"
    assert plan_import(desk, "auto", path).write_failed_rows(workbook_at(failed)) == 1
    sheet = openpyxl.load_workbook(failed).worksheets[0]
    assert "伝書鳩" in str(sheet["A2"].value)
    edit(failed, "方法", ("番号", 1), "来訪")
    report = bring(desk, "auto", failed)
    assert (counts_of(report), report.not_taken) == ({"changed": 1}, [])
    assert list_checkins(desk)[0].channel == "来訪"


@pytest.mark.parametrize("together", [False, True])
def test_where_the_rows_that_failed_cannot_be_written_nothing_is_taken_in(
    together: bool, desk: Desk, tmp_path: Path
) -> None:
    day = date(2025, 12, 1)
    sheets: dict[str, list[list[object]]] = {
        "面談": [
            ["番号", "日付", "方法", "面談内容"],
            [1, day, "電話", "届いた"],
            [999, day, "電話", "どこの団体か"],
        ]
    }
    if together:
        sheets["課題"] = [["番号", "分類", "件名", "発生日"], [2, "広報・集客", "集客", day]]
    path = write_sheets(tmp_path / "届いた.xlsx", sheets)
    plan = plan_import(desk, "auto", path)
    assert len(plan.plans) == 1 + together
    failed, before = tmp_path / "誤り.xlsx", data_of(desk.connection)
    written = desk.written_path(failed, ending=WORKBOOK)
    failed.write_text("先に作られた", encoding="utf-8")
    with pytest.raises(Refused, match=r"error\.export_exists"):
        plan.apply(partial=True, failed_to=written)
    assert data_of(desk.connection) == before
    failed.unlink()
    assert plan.apply(partial=True, failed_to=written).new == 1 + together
    assert openpyxl.load_workbook(failed).worksheets[0].max_row == 2


@pytest.mark.filterwarnings("ignore:Title is more")
def test_rows_that_failed_go_out_also_from_a_sheet_with_a_name_that_excel_does_not_take(
    desk: Desk, tmp_path: Path
) -> None:
    """Other programs know longer ones; it was said that the file was open in Excel."""
    path = write_list(
        tmp_path / "届いた.xlsx",
        ["番号", "日付", "方法", "面談内容"],
        [999, date(2025, 12, 1), "電話", "どこの団体か"],
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "とても長い名前の" * 5
    book.save(path)
    failed = tmp_path / "誤り.xlsx"
    assert plan_import(desk, "checkins", path).write_failed_rows(workbook_at(failed)) == 1
    (name,) = openpyxl.load_workbook(failed).sheetnames
    assert name.startswith("とても長い名前の")


@pytest.mark.parametrize("kind", ["attendance", "expenses"])
def test_an_empty_form_takes_nothing_away(kind: str, lively_desk: Desk, tmp_path: Path) -> None:
    path = exported(lively_desk, "forms", tmp_path)
    before = data_of(lively_desk.connection)
    report = bring(lively_desk, kind, path)
    assert (report.new, report.changed, report.errors) == (0, 0, [])
    assert data_of(lively_desk.connection) == before


def test_a_filled_form_comes_in_without_a_word_about_its_columns(lively_desk: Desk, tmp_path: Path) -> None:
    path = exported(lively_desk, "forms", tmp_path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        if sheet.title != "面談記録":
            continue
        place = {cell.value: position for position, cell in enumerate(sheet[3], start=1)}
        for heading, value in (
            ("面談日", date(2025, 12, 10)),
            ("方法", "電話"),
            ("内容", "様式に書いた記録"),
        ):
            sheet.cell(4, place[heading]).value = value
    book.save(path)
    report = bring(lively_desk, "checkins", path)
    assert (report.new, report.changed, report.errors) == (1, 0, [])
    assert any(one.note == "様式に書いた記録" for one in list_checkins(lively_desk))


def test_a_note_longer_than_a_cell_comes_back_whole(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, checkin_id = one
    note = "長い記録。" * 8_000 + "おわり"
    correct(desk, checkin_id, note)
    path = exported(desk, "checkins", tmp_path)
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 1}
    edit(path, "方法", ("番号", 1), "来訪")
    assert counts_of(bring(desk, "auto", path)) == {"changed": 1}
    (found,) = list_checkins(desk)
    assert (found.channel, found.note) == ("来訪", note)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
def test_long_notes_with_emoji_come_back_unchanged_from_an_old_workbook(desk: Desk, tmp_path: Path) -> None:
    # In .xls a long text lies in several records, which part one of these letters or the other in two halves.
    for group, note in enumerate(["😀" * 7000, "あ" + "😀" * 7000, "𠮷野家の😀" * 1500], start=1):
        entry = CheckinEntry(group_no=group, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=note)
        log_checkin(desk, entry)
    path = exported(desk, "checkins", tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    report = bring(desk, "auto", path.with_suffix(".xls"))
    assert (counts_of(report), report.errors) == ({"unchanged": 3}, [])


def test_the_rest_of_a_long_note_is_not_lost_with_its_sheet(one: tuple[Desk, int], tmp_path: Path) -> None:
    desk, checkin_id = one
    correct(desk, checkin_id, "長い記録。" * 8_000)
    path = exported(desk, "checkins", tmp_path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.save(path)
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.unit) == ({"errors": 1}, None)
    assert "続きのシート" in report.errors[0].sentence()


def test_a_hidden_row_that_comes_in_is_told(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["番号", "面談日", "方法", "内容"],
        [1, "2025/12/1", "電話", "見える行"],
        [2, "2025/12/1", "電話", "隠れた行"],
    ):
        sheet.append(line)
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "隠れた行.xlsx"
    book.save(path)
    report = bring(desk, "checkins", path)
    assert counts_of(report) == {"new": 2}
    assert [(row, remark.key) for _, row, remark in report.remarks] == [(3, "import.remark_hidden")]


def test_a_heading_of_two_rows_is_known_by_its_lower_row_and_repeated_in_one(
    desk: Desk, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["No", "面談", None, "内容"],
        [None, "実施日", "方法", None],
        [1, "R7.10.3", "電話", "一件目"],
        ["No", "実施日", "方法", "内容"],
        [2, "R7.10.4", "電話", "二件目"],
    ):
        sheet.append(line)
    for merge in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(merge)
    path = tmp_path / "二段の見出し.xlsx"
    book.save(path)
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.left_tables) == ({"new": 2, "skipped": 1}, [])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_remedies_of_an_export_of_issues_come_back_by_their_own_name(
    language: str, lively_desk: Desk, tmp_path: Path
) -> None:
    set_language(language)
    for issue in list_issues(lively_desk)[:30]:
        add_remedy(lively_desk, issue.id, RemedyEntry(text="二行の\n対応策", tried_on=date(2025, 12, 1)))
    path = exported(lively_desk, "issues", tmp_path)
    before = data_of(lively_desk.connection)
    for kind in ("auto", "issues"):
        report = bring(lively_desk, kind, path)
        assert (report.errors, report.left_tables) == ([], [])
        issues, remedies = report.lists
        assert (issues.list_name, remedies.list_name) == ("issues", "remedies")
        assert counts_of(remedies) == {"unchanged": 30}
        assert counts_of(issues) == {"unchanged": report.rows - 30}
    report = bring(lively_desk, "remedies", path)
    assert (report.errors, counts_of(report)) == ([], {"unchanged": 30})
    assert data_of(lively_desk.connection) == before


@pytest.mark.parametrize("kind", ["issues", "remedies"])
def test_an_issue_or_a_remedy_that_was_taken_back_meanwhile_is_said_to_be_gone(
    kind: str, desk: Desk, tmp_path: Path
) -> None:
    day = date(2025, 12, 1)
    add_issue(desk, IssueEntry(group_no=1, category=IssueCategory.OUTREACH, title="集客", opened_on=day))
    [issue] = list_issues(desk)
    if kind == "remedies":
        add_remedy(desk, issue.id, RemedyEntry(text="回覧板に載せた", tried_on=day))
    path = exported(desk, "issues", tmp_path)
    undo(desk)
    report = bring(desk, kind, path)
    assert [error.message_key for error in report.errors] == ["error.key_gone"]
    assert report.unit is None


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sheet_that_only_says_that_there_is_nothing_holds_no_record(
    language: str, desk: Desk, tmp_path: Path
) -> None:
    set_language(language)
    day = date(2025, 12, 1)
    add_issue(desk, IssueEntry(group_no=1, category=IssueCategory.OUTREACH, title="集客", opened_on=day))
    opened = open_file(exported(desk, "issues", tmp_path))
    issues, remedies, _ = opened.workbook.sheets
    assert [len(sheet.tables[0].records) for sheet in (issues, remedies)] == [1, 0]
    (offered,) = best_maps(desk, opened)
    assert offered.layout.kind.name == "issues"
    # Asked for by its name it comes to nothing, and is not refused.
    report = bring(desk, "remedies", opened.path)
    assert (report.new, report.changed, report.errors) == (0, 0, [])


@pytest.fixture
def tried(desk: Desk) -> tuple[Desk, int]:
    """A desk with one remedy for the issue 「集客」 of group 1, its id; two other issues of one title."""
    issues = [
        add_issue(
            desk,
            IssueEntry(group_no=1, category=IssueCategory.OUTREACH, title=title, opened_on=date(2025, 12, 1)),
        ).row_id
        for title in ("集客", "同じ件名", "同じ件名")
    ]
    return desk, add_remedy(desk, issues[0], RemedyEntry(text="ちらし", tried_on=date(2025, 12, 1))).row_id


def test_an_edited_remedy_changes_and_a_line_without_key_is_new(
    tried: tuple[Desk, int], tmp_path: Path
) -> None:
    desk, remedy_id = tried
    path = exported(desk, "issues", tmp_path)
    change_cells(path, "対応策", 1, {"結果": "効果あり", "結果の内容": "三人増えた"})
    new = {"番号": 1, "件名": "集客", "実施日": date(2025, 12, 8), "試したこと": "SNS"}
    change_cells(path, "対応策", 2, new)
    before = data_of(desk.connection)
    assert counts_of(bring(desk, "remedies", path)) == {"new": 1, "changed": 1}
    newest, first = list_remedies(desk, 1)
    assert (first.id, first.text, first.result, first.result_note) == (
        remedy_id,
        "ちらし",
        "効果あり",
        "三人増えた",
    )
    assert (newest.issue, newest.tried, newest.text, newest.result) == (
        first.issue,
        "2025-12-08",
        "SNS",
        "試行中",
    )
    assert counts_of(bring(desk, "remedies", path)) == {"unchanged": 2}
    undo(desk)
    assert data_of(desk.connection) == before


def test_a_remedy_changed_on_both_sides_is_a_conflict(tried: tuple[Desk, int], tmp_path: Path) -> None:
    desk, remedy_id = tried
    path = exported(desk, "issues", tmp_path)
    change_remedy(desk, remedy_id, RemedyEntry(text="ここの言葉", tried_on=date(2025, 12, 1)))
    change_cells(path, "対応策", 1, {"試したこと": "ファイルの言葉"})
    report = bring(desk, "remedies", path)
    assert (counts_of(report), report.unit) == ({"errors": 1}, None)
    (error,) = report.errors
    assert all(part in error.sentence() for part in ("ちらし", "ここの言葉", "ファイルの言葉"))


@pytest.mark.parametrize(
    ("cells", "heading", "key"),
    [
        ({"件名": "ない課題"}, "件名", "error.remedy_issue_unknown"),
        ({"件名": "同じ件名"}, "件名", "error.remedy_issue_ambiguous"),
        ({"試したこと": None}, "試したこと", "error.cell_empty"),
        ({"実施日": date(2026, 12, 8)}, "実施日", "error.date_in_future"),
    ],
)
def test_a_new_remedy_that_cannot_be_is_told_at_its_cell(
    cells: dict[str, Any], heading: str, key: str, tried: tuple[Desk, int], tmp_path: Path
) -> None:
    desk, _ = tried
    path = exported(desk, "issues", tmp_path)
    new = {"番号": 1, "件名": "集客", "実施日": date(2025, 12, 8), "試したこと": "SNS"} | cells
    change_cells(path, "対応策", 2, new)
    report = bring(desk, "remedies", path)
    assert [(error.column, error.message_key) for error in report.errors] == [(heading, key)]
    assert len(list_remedies(desk, 1)) == 1


def export_with_names(desk: Desk, folder: Path) -> Path:
    path = folder / "氏名つき.xlsx"
    export(
        desk, "checkins", path, to_work_on("checkins", chosen=GroupFilter(status=None), with_personal=True)
    )
    return path


def test_names_of_participants_come_back_and_new_ones_become_contacts(
    one: tuple[Desk, int], tmp_path: Path
) -> None:
    desk, _ = one
    path = export_with_names(desk, tmp_path)
    before = data_of(desk.connection)
    edit(path, "参加者", ("番号", 1), "架空 一郎、架空 花子")
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.not_taken) == ({"changed": 1}, [])
    assert [remark.key for _, _, remark in report.remarks] == ["import.remark_participants"]
    assert list_checkins(desk)[0].participants == ["架空 一郎", "架空 花子"]
    assert [contact.name for contact in list_contacts(desk, 1)] == ["架空 一郎", "架空 花子"]
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 1}
    undo(desk)
    assert data_of(desk.connection) == before


def test_participants_changed_on_both_sides_are_a_conflict_and_unedited_ones_stay(
    one: tuple[Desk, int], tmp_path: Path
) -> None:
    desk, checkin_id = one
    path = export_with_names(desk, tmp_path)
    version = desk.connection.execute("SELECT version FROM checkin WHERE id = ?", (checkin_id,)).fetchone()[0]
    entry = CheckinEntry(
        group_no=1,
        held_on=date(2025, 12, 1),
        channel=Channel.PHONE,
        note="はじめの内容",
        condition=Condition.GOOD,
        participants=("架空 一郎",),
    )
    correct_checkin(desk, checkin_id, entry, version=version)
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 1}
    assert list_checkins(desk)[0].participants == ["架空 一郎"]
    edit(path, "参加者", ("番号", 1), "架空 花子")
    report = bring(desk, "auto", path)
    assert [error.message_key for error in report.errors] == ["error.cell_conflict"]
