"""What may be entered in cells of other people's workbooks: drop-downs with their choices, numbers, days, lengths."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from kodoku_tui.excel.reading.rules.entry_rules import EntryRule, RuleKind
from kodoku_tui.excel.reading.rules.found_rules import MOST_RANGES, MOST_RULES
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.recognition import RecognisedSheet, recognise
from kodoku_tui.services.intake.rule_words import rule_words
from tests.excel.reading.test_workbook_reading import text_cell, write_package

HEADINGS = ["番号", "団体名", "状態", "区分", "開始日", "開始時刻", "人数", "単価", "略称", "メモ"]


def book_with_rules(path: Path) -> Path:
    """A workbook of openpyxl, in which each column has a rule of another kind."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名簿"
    sheet.append(HEADINGS)
    for number in (1, 2, 3):
        sheet.append([number, f"架空の会{number}", "提出" if number < 3 else "だしました", "乙"])
    kinds: Any = book.create_sheet("区分 表")
    for row, kind in enumerate(["甲", "乙", None, "丙"], start=1):
        kinds.cell(row, 1).value = kind
    book.defined_names["会場"] = DefinedName("会場", attr_text="'区分 表'!$A$1:$A$2")
    for cells, rule in (
        ("C2:C50", {"type": "list", "formula1": '"未着手,提出,確認中"'}),
        ("D2:D50 D60", {"type": "list", "formula1": "'区分 表'!$A$1:$A$4"}),
        ("E2:E50", {"type": "date", "operator": "between", "formula1": "45748", "formula2": "46112"}),
        ("F2:F50", {"type": "time", "operator": "greaterThanOrEqual", "formula1": "0.375"}),
        ("G2:G50", {"type": "whole", "operator": "notBetween", "formula1": "10", "formula2": "20"}),
        ("H2:H50", {"type": "decimal", "operator": "lessThan", "formula1": "0.5"}),
        ("I2:I50", {"type": "textLength", "operator": "lessThanOrEqual", "formula1": "10"}),
        ("J2:J50", {"type": "custom", "formula1": "ISNUMBER(J2)"}),
        ("L2", {"type": "list", "formula1": "会場"}),
    ):
        validation: Any = DataValidation(**rule)  # type: ignore[arg-type]
        for part in cells.split():
            validation.add(part)
        sheet.add_data_validation(validation)
    book.save(path)
    return path


def said(path: Path) -> dict[str, str]:
    """The rules of the first sheet in words, by their cells."""
    return {rule.cells: rule_words(rule) for rule in read_workbook(path).sheets[0].rules}


SAID = {
    "C2:C50": "選択肢 未着手、提出、確認中",
    "D2:D50、D60": "選択肢 甲、乙、丙（'区分 表'!A1:A4 から）",
    "E2:E50": "日付 2025/04/01〜2026/03/31",
    "F2:F50": "時刻 09:00以降",
    "G2:G50": "整数 10〜20以外",
    "H2:H50": "数 0.5より小さい",
    "I2:I50": "文字数 10以下",
    "J2:J50": "数式 ISNUMBER(J2) に合う値",
    "L2": "選択肢 甲、乙（'区分 表'!A1:A2 から）",
}


def test_rules_of_every_kind_are_told_as_openpyxl_knows_them(tmp_path: Path) -> None:
    path = book_with_rules(tmp_path / "名簿.xlsx")
    assert said(path) == SAID
    known = openpyxl.load_workbook(path).worksheets[0].data_validations.dataValidation
    told = read_workbook(path).sheets[0].rules
    assert {(rule.kind.value, rule.cells.replace("、", " ")) for rule in told} == {
        (one.type, str(one.sqref)) for one in known
    }


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_other_formats_tell_the_same(tmp_path: Path, form: str) -> None:
    path = book_with_rules(tmp_path / "名簿.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert said(path.with_suffix(f".{form}")) == SAID


def test_the_column_has_its_choices_and_a_value_pasted_over_them_is_told(tmp_path: Path) -> None:
    first = recognise(book_with_rules(tmp_path / "名簿.xlsx")).sheets[0]
    (table,) = first.tables
    offered = {column.header: column.rule.choices for column in table.columns if column.rule}
    assert offered["状態"] == ("未着手", "提出", "確認中")
    assert offered["区分"] == ("甲", "乙", "丙")
    assert [(one.cell, one.params["count"], one.params["value"]) for one in no_choice(first)] == [
        ("C4", 1, "だしました")
    ]


def no_choice(sheet: RecognisedSheet) -> list[Any]:
    return [warning for warning in sheet.warnings if warning.code == "not_a_choice"]


@pytest.mark.parametrize(
    ("choices", "value", "is_told"),
    [
        ("未着手,提出", "提 出", False),
        ("ＡＢＣ,DEF", "abc", False),
        ("01,02", 1, False),
        ("50%,100%", 0.5, False),
        ("1,2", 3, True),
        ("済,未", "ー", True),
        ("済,未", None, False),
    ],
)
def test_what_a_choice_leaves_in_its_cell_is_that_choice(
    tmp_path: Path, choices: str, value: object, is_told: bool
) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["番号", "団体名", "状態"])
        sheet.write_row(1, 0, [1, "架空の会", value])
        sheet.write_row(2, 0, [2, "ためしの家"])
        sheet.data_validation("C2:C9", {"validate": "list", "source": choices.split(",")})
    assert bool(no_choice(recognise(path).sheets[0])) is is_told


def rules_in(tmp_path: Path, xml: str, *rows: str, workbook: str = "") -> tuple[EntryRule, ...]:
    """The rules of a sheet made of XML; `workbook` goes into its workbook part."""
    data = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, start=1))
    path = write_package(tmp_path / "表.xlsx", f"<sheetData>{data}</sheetData>{xml}")
    if workbook:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        part = "xl/workbook.xml"
        parts[part] = parts[part].replace(b"</workbook>", f"{workbook}</workbook>".encode())
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
    return read_workbook(path).sheets[0].rules


def validation(about: str, formula: str, end: str = "") -> str:
    return f"<dataValidation {about}><formula1>{formula}</formula1>{end}</dataValidation>"


CELLS = text_cell("A1", "甲"), text_cell("A2", "乙")


def test_rules_in_the_writing_of_later_excels_are_told(tmp_path: Path) -> None:
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="x"><x14:dataValidations count="1" '
        'xmlns:xm="y"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>名簿!$A$1:$A$2</xm:f>'
        "</x14:formula1><xm:sqref>C2:C9 E2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    quoted = (
        '<dataValidations count="2"><dataValidation type="list" sqref="B2:B9"><mc:AlternateContent>'
        '<mc:Choice Requires="x12ac"><x12ac:list>いす,"机、棚, 箱"</x12ac:list></mc:Choice><mc:Fallback>'
        '<formula1>"いす,机、棚, 箱"</formula1></mc:Fallback></mc:AlternateContent></dataValidation>'
        '<dataValidation allowBlank="1" showInputMessage="1" prompt="名称" sqref="A1"/></dataValidations>'
    )
    within, elsewhere = rules_in(tmp_path, quoted + extension, *CELLS)
    assert (within.cells, within.choices) == ("B2:B9", ("いす", "机、棚, 箱"))
    assert (elsewhere.cells, elsewhere.choices) == ("C2:C9、E2", ("甲", "乙"))


@pytest.mark.parametrize(
    "formula",
    [
        "INDIRECT($B$1)",
        "OFFSET(A1,0,0,2,1)",
        "[1]別の表!$A$1:$A$2",
        "ない表!$A$1",
        "表1[区分]",
        "A1:A2",
        "ない名前",
    ],
)
def test_choices_that_the_file_does_not_say_are_said_to_be_unknown(tmp_path: Path, formula: str) -> None:
    (rule,) = rules_in(tmp_path, validation('type="list" sqref="C1:C9"', formula), *CELLS)
    assert rule.choices is None
    assert "分かりません" in rule_words(rule)
    assert formula.replace("$", "") in rule_words(rule)


def test_a_name_of_the_sheet_goes_before_one_of_the_workbook(tmp_path: Path) -> None:
    names = (
        '<definedNames><definedName name="区分">名簿!$A$1</definedName>'
        '<definedName name="区分" localSheetId="0">名簿!$A$2</definedName></definedNames>'
    )
    (rule,) = rules_in(tmp_path, validation('type="list" sqref="C1:C9"', "区分"), *CELLS, workbook=names)
    assert rule.choices == ("乙",)


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_meant(tmp_path: Path) -> None:
    (rule,) = rules_in(
        tmp_path,
        validation('type="date" operator="greaterThan" sqref="C1"', "44286"),
        workbook='<workbookPr date1904="1"/>',
    )
    assert rule_words(rule) == "日付 2025/04/01より後"


def test_a_rule_given_cell_by_cell_is_told_as_one(tmp_path: Path) -> None:
    cells = "".join(validation(f'type="list" sqref="C{row}"', '"済,未"') for row in range(2, 900))
    (rule,) = rules_in(tmp_path, f"<dataValidations>{cells}</dataValidations>")
    assert (rule.cells, rule.choices) == ("C2:C899", ("済", "未"))


def test_rules_beyond_all_measure_are_cut_and_counted(tmp_path: Path) -> None:
    many = "".join(validation(f'type="whole" sqref="C{row}"', str(row)) for row in range(1, 20_000))
    scattered = validation(
        'type="list" sqref="' + " ".join(f"E{row}" for row in range(1, 200_000, 2)) + '"', '"済"'
    )
    unclosed = '<dataValidation type="list" sqref="A1">' * 50_000
    path = write_package(
        tmp_path / "表.xlsx", f"<sheetData></sheetData>{scattered}{many}<dataValidations>{unclosed}"
    )
    # As the reader sees it the sheet ends before; what is said of its rules comes from the same bytes.
    content = sheet_rules(path)
    assert len(content.told()) <= MOST_RULES
    assert sum(len(rule.ranges) for rule in content.told()) <= MOST_RANGES
    assert content.left > 50_000


def sheet_rules(path: Path) -> Any:
    from kodoku_tui.excel.reading.sheet_extras import extras_of

    return extras_of(path, "xlsx")["名簿"].rules


def test_that_rules_were_cut_is_told(tmp_path: Path) -> None:
    scattered = " ".join(f"E{row}" for row in range(1, 4 * MOST_RANGES, 2))
    rule = validation(f'type="list" sqref="{scattered}"', '"済"')
    path = write_package(tmp_path / "表.xlsx", f"<sheetData><row r='1'>{CELLS[0]}</row></sheetData>{rule}")
    (warning,) = [one for one in recognise(path).sheets[0].warnings if one.code == "rules_left"]
    assert warning.params["count"] == MOST_RANGES


def test_choices_of_a_whole_column_are_looked_up_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for row in range(20_000):
            sheet.write_string(row, 0, f"区分{row}")
        for row in range(200):
            place = {"validate": "list", "source": f"=$A${row + 1}:$A$1048576"}
            sheet.data_validation(row, 2, row, 2, place)
    rules = read_workbook(path).sheets[0].rules
    assert len(rules) == 200
    assert all(not rule.is_whole or rule.choices is None for rule in rules)
    assert rules[0].kind is RuleKind.LIST


def test_a_comparison_that_there_is_not_says_no_limit(tmp_path: Path) -> None:
    path = book_with_rules(tmp_path / "名簿.xlsx")
    odd = tmp_path / "おかしい.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(odd, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'"notBetween"', b'"nearly"'))
    assert said(odd)["G2:G50"] == "整数"
    assert said(path)["G2:G50"] != "整数"
