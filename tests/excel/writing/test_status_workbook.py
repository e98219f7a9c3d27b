from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.status_list import MilestoneCell, MilestoneColumn, StatusList, StatusRow
from kodoku_tui.excel.reading.continuations import whole
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.writing.output import MAXIMUM_CELL_UNITS
from kodoku_tui.excel.writing.status_list import write_status_list
from kodoku_tui.locale import set_language
from tests.written import workbook_at

AS_OF = date(2025, 12, 15)
HEADER = 3

ROW = StatusRow(
    number=1,
    name="NPO法人 見本",
    project="多世代の居場所づくりを通じた孤独・孤立の予防モデル事業",
    blocks=("東北", "北関東"),
    staff="佐藤",
    deputy="",
    status="実施中",
    milestones=(
        MilestoneCell("受理", "済", date(2025, 6, 20)),
        MilestoneCell("未着手", "期限超過", date(2025, 8, 31)),
        MilestoneCell("差戻し", "期限超過", date(2025, 10, 31)),
    ),
    overdue=2,
    oldest_overdue_title="第1回全体研修会",
    oldest_overdue_on=date(2025, 8, 31),
    last_checkin_on=date(2025, 11, 30),
    days_since_checkin=15,
    next_checkin_on=date(2025, 12, 20),
    checkin_standing="ok",
    open_issues={"outreach": 2, "people": 1},
    attendance=("出席(会場)",),
)
LIST = StatusList(
    programme="令和7年度 モデル事業 R&D",
    as_of=AS_OF,
    due_soon_days=14,
    is_demonstration=False,
    filter_words="主担当: 佐藤",
    milestones=(
        MilestoneColumn("contract", "契約締結"),
        MilestoneColumn("training_1", "第1回全体研修会"),
        MilestoneColumn("midterm_meeting", "中間報告会"),
    ),
    categories=("outreach", "people", "other"),
    sessions=("第1回全体研修会",),
    rows=(ROW,),
)


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    set_language("ja")
    yield
    set_language("ja")


def written(tmp_path: Path, status_list: StatusList) -> Worksheet:
    path = tmp_path / "状況一覧.xlsx"
    write_status_list(workbook_at(path), status_list)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def by_heading(sheet: Worksheet, row: int = HEADER + 1) -> dict[str, Any]:
    headings = ["".join(str(cell.value).split()) for cell in sheet[HEADER]]
    assert len(set(headings)) == len(headings)
    return {heading: cell.value for heading, cell in zip(headings, sheet[row], strict=True)}


def test_a_group_stands_in_one_row_with_everything_a_manager_hands_over(tmp_path: Path) -> None:
    assert by_heading(written(tmp_path, LIST)) == {
        "番号": 1,
        "団体名": "NPO法人 見本",
        "取組名": ROW.project,
        "地域ブロック": "東北、北関東",
        "主担当": "佐藤",
        "副担当": None,
        "状態": "実施中",
        "契約締結状態": "受理",
        "契約締結期日": datetime(2025, 6, 20),
        "第1回全体研修会状態": "期限超過",
        "第1回全体研修会期日": datetime(2025, 8, 31),
        "中間報告会状態": "期限超過\n(差戻し)",
        "中間報告会期日": datetime(2025, 10, 31),
        "期限超過（件）": 2,
        "最も古い期限超過": "第1回全体研修会",
        "最も古い期日": datetime(2025, 8, 31),
        "最終面談日": datetime(2025, 11, 30),
        "経過日数（日）": 15,
        "次回面談予定": datetime(2025, 12, 20),
        "面談状況": "間隔内",
        "課題広報・集客": 2,
        "課題担い手": 1,
        "課題その他": 0,
        "課題合計": 3,
        "出欠第1回全体研修会": "出席\n(会場)",
    }


def test_the_sheet_is_ready_to_filter_scroll_and_print(tmp_path: Path) -> None:
    sheet = written(tmp_path, replace(LIST, rows=tuple(replace(ROW, number=n) for n in range(1, 41))))
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:Y43"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'状況一覧'!$A$3:$Y$43"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["I4"].number_format == "yyyy/mm/dd"


def header_of(sheet: Worksheet) -> str:
    assert sheet.oddHeader is not None
    return str(sheet.oddHeader.left.text)


def test_every_page_bears_the_title_the_date_and_what_was_filtered(tmp_path: Path) -> None:
    title, about = header_of(written(tmp_path, LIST)).split("\n")
    assert title == "令和7年度 モデル事業 R&&D 採択団体 状況一覧"
    assert all(fact in about for fact in ("2025/12/15", "1 団体", "主担当: 佐藤"))


def test_a_page_header_keeps_to_what_excel_takes_however_long_the_filter(tmp_path: Path) -> None:
    long = replace(LIST, programme="R&D" * 50, filter_words="検索&" * 100, is_demonstration=True)
    path = tmp_path / "long.xlsx"
    write_status_list(workbook_at(path), long)
    with ZipFile(path) as package:
        written_header = re.search(
            b"<oddHeader[^>]*>(.*?)</oddHeader>", package.read("xl/worksheets/sheet1.xml"), re.DOTALL
        )
    assert written_header is not None
    header = unescape(written_header[1].decode(), {"&quot;": '"'})
    assert len(header) <= 255
    assert "架空データ" in header


def test_a_mark_is_broken_before_its_bracket_and_an_absence_still_coloured(tmp_path: Path) -> None:
    marks = ("出席(オンライン)", "欠席(連絡あり)", "")
    rows = tuple(replace(ROW, number=n, attendance=(mark,)) for n, mark in enumerate(marks, start=1))
    sheet = written(tmp_path, replace(LIST, rows=rows))
    assert [sheet[f"Y{row}"].value for row in (4, 5, 6)] == ["出席\n(オンライン)", "欠席\n(連絡あり)", None]
    formulas = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert 'OR(LEFT($Y4,2)="欠席")' in formulas


def test_a_late_milestone_is_coloured_by_a_rule_on_its_word(tmp_path: Path) -> None:
    sheet = written(tmp_path, LIST)
    rules = {
        (str(area.sqref), rule.formula[0]) for area in sheet.conditional_formatting for rule in area.rules
    }
    assert ("J4:K4", 'OR(LEFT($J4,4)="期限超過")') in rules
    assert ("T4", 'OR(LEFT($T4,4)="間隔超過")') in rules


@pytest.mark.parametrize(
    "text", ["=1+1", "＝1", "+81", "-1", "@SUM(A1)", "\t=1", "http://example.jp", "123", "a_x0041_b", "{=1}"]
)
def test_text_is_text_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    sheet = written(tmp_path, replace(LIST, rows=(replace(ROW, name=text, staff=text),)))
    cells = [sheet["B4"], sheet["E4"]]
    assert [(cell.data_type, cell.hyperlink) for cell in cells] == [("s", None)] * 2
    read = read_workbook(tmp_path / "状況一覧.xlsx").sheets[0]
    assert (read.value(3, 1), read.value(3, 4)) == (text, text)


def test_control_characters_and_endless_texts_do_not_reach_the_file(tmp_path: Path) -> None:
    endless = "\U0002000b" * 20_000
    written(tmp_path, replace(LIST, rows=(replace(ROW, name="赤\x1b[31m\x85改", project=endless),)))
    read = read_workbook(tmp_path / "状況一覧.xlsx")
    assert read.removed_characters == 0
    assert read.sheets[0].value(3, 1) == "赤[31m\n改"
    cell = str(read.sheets[0].value(3, 2))
    assert len(cell) * 2 <= MAXIMUM_CELL_UNITS + len("〔つづき1〕")
    assert cell.endswith("〔つづき1〕")
    assert whole(read).sheets[0].value(3, 2) == endless


def test_a_group_that_left_owes_nothing_and_shows_no_deadline(tmp_path: Path) -> None:
    gone = replace(
        ROW,
        status="辞退",
        milestones=(
            MilestoneCell("受理", "対象なし", date(2025, 6, 20)),
            MilestoneCell("未着手", "対象なし", date(2025, 8, 31)),
            None,
        ),
    )
    row = by_heading(written(tmp_path, replace(LIST, rows=(gone,))))
    assert (row["契約締結状態"], row["契約締結期日"]) == ("受理", datetime(2025, 6, 20))
    assert (row["第1回全体研修会状態"], row["第1回全体研修会期日"]) == ("対象なし", None)
    assert (row["中間報告会状態"], row["中間報告会期日"]) == (None, None)


def all_text(path: Path) -> str:
    sheets = openpyxl.load_workbook(path).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_invented_data_says_so_on_both_sheets_and_every_page(tmp_path: Path) -> None:
    path = tmp_path / "状況一覧.xlsx"
    write_status_list(workbook_at(path), replace(LIST, is_demonstration=True))
    listed, notes = openpyxl.load_workbook(path).worksheets
    assert "架空データ" in str(listed["A1"].value)
    assert "架空データ" in str(notes["B3"].value)
    for sheet in (listed, notes):
        assert isinstance(sheet, Worksheet)
        assert sheet.oddHeader is not None
        assert "架空データ" in str(sheet.oddHeader.right)

    write_status_list(workbook_at(path), LIST)
    assert "架空" not in all_text(path)


def test_the_notes_say_as_of_when_what_was_filtered_and_how_many(tmp_path: Path) -> None:
    path = tmp_path / "状況一覧.xlsx"
    write_status_list(workbook_at(path), LIST)
    notes = openpyxl.load_workbook(path)["凡例・注記"]
    facts = {row[0].value: row[1].value for row in notes.iter_rows(min_row=3)}
    assert facts["基準日"] == "2025/12/15"
    assert facts["抽出条件"] == "主担当: 佐藤"
    assert facts["掲載団体数"] == "1 団体"
    assert facts["うち期限超過のある団体"] == "1 団体"
    assert "14日以内" in str(facts["期限間近"])


def test_an_empty_list_says_that_nobody_is_on_it(tmp_path: Path) -> None:
    sheet = written(tmp_path, replace(LIST, rows=()))
    assert str(sheet["B4"].value).startswith("なし")
    assert sheet.auto_filter.ref == "A3:Y4"


def test_the_whole_workbook_speaks_english_when_asked(tmp_path: Path) -> None:
    set_language("en")
    sheet = written(tmp_path, LIST)
    assert (sheet.title, sheet["G3"].value, sheet["J4"].value) == ("Status", "Status", "Overdue")


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    write_status_list(workbook_at(first), LIST)
    write_status_list(workbook_at(second), LIST)
    assert first.read_bytes() == second.read_bytes()
    assert openpyxl.load_workbook(first).properties.created == datetime(2025, 12, 15)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("ありません/状況一覧.xlsx", "folder_missing"),
        ("フォルダー.xlsx", "is_a_folder"),
        (f"{'長' * 300}.xlsx", "name_too_long"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_and_nothing_is_left_behind(
    tmp_path: Path, target: str, reason: str
) -> None:
    (tmp_path / "フォルダー.xlsx").mkdir()
    with pytest.raises(Refused) as refused:
        write_status_list(workbook_at(tmp_path / target), LIST)
    assert refused.value.key == f"error.{reason}"
    assert [path.name for path in tmp_path.rglob("*")] == ["フォルダー.xlsx"]


def test_an_earlier_file_stays_whole_when_the_new_one_fails(tmp_path: Path) -> None:
    path = tmp_path / "状況一覧.xlsx"
    path.write_bytes(b"earlier")
    broken = replace(ROW, attendance=())
    with pytest.raises(IndexError):
        write_status_list(workbook_at(path), replace(LIST, rows=(broken,)))
    assert path.read_bytes() == b"earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["状況一覧.xlsx"]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_opens_it_and_sees_every_group(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_status_list(workbook_at(path), replace(LIST, rows=(ROW, replace(ROW, number=2, name="=1+1"))))
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (tmp_path / "list.csv").read_text(encoding="utf-8")
    assert "2025/08/31" in text
    assert '2,"=1+1",' in text
    assert "#NAME?" not in text
    assert "Err:" not in text
