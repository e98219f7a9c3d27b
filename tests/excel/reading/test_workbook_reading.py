from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.cells import UNCALCULATED, ErrorValue, cell_name
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.locale import say

_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "application/vnd.openxmlformats-package.relationships+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
_STRICT = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


def write_package(path: Path, sheet_data: str, *, strict: bool = False) -> Path:
    """A workbook of one sheet 名簿 with `sheet_data`; cell style 1 is the Japanese built-in date 31."""
    main, related = _STRICT if strict else _TRANSITIONAL
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{_PACKAGE}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _relations(f'Id="r1" Type="{related}/officeDocument" Target="xl/workbook.xml"'),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets>'
        '<sheet name="名簿" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            f'Id="r1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"',
            f'Id="r2" Type="{related}/styles" Target="styles.xml"',
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2">'
        '<xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet_data}</worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path


def text_cell(name: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def _relations(*relations: str) -> str:
    inner = "".join(f"<Relationship {relation}/>" for relation in relations)
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{inner}</Relationships>'


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read_workbook(path).sheets
    return sheet


def test_every_kind_of_value_comes_back_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "値.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("一覧")
    sheet.write_row(2, 1, ["番号", 12, 1.5, True])
    for column, (value, shape) in enumerate(
        [
            (date(2025, 6, 1), "yyyy/mm/dd"),
            (datetime(2025, 6, 1, 9, 5), "yyyy/mm/dd hh:mm"),
            (time(9, 30), "hh:mm"),
        ],
        start=5,
    ):
        sheet.write_datetime(2, column, value, book.add_format({"num_format": shape}))
    sheet.write_number(2, 8, 1.25, book.add_format({"num_format": "[h]:mm"}))
    book.close()

    read = only_sheet(path)

    assert read.rows == (
        (
            "番号",
            12,
            1.5,
            True,
            date(2025, 6, 1),
            datetime(2025, 6, 1, 9, 5),
            time(9, 30),
            timedelta(hours=30),
        ),
    )
    assert type(read.rows[0][1]) is int
    assert cell_name(read.first_row, read.first_column) == "B3"
    assert (read.value(2, 1), read.value(0, 0), read.value(9, 99)) == ("番号", None, None)


@pytest.mark.parametrize("strict", [False, True])
def test_dates_in_the_japanese_built_in_formats_are_dates(tmp_path: Path, strict: bool) -> None:
    path = write_package(
        tmp_path / "和暦.xlsx",
        '<sheetData><row r="1"><c r="A1" s="1"><v>45809</v></c></row></sheetData>',
        strict=strict,
    )
    assert only_sheet(path).rows == ((date(2025, 6, 1),),)


def test_a_macro_workbook_and_one_of_openpyxl_are_read(tmp_path: Path) -> None:
    path = tmp_path / "マクロ.xlsm"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["番号", "団体名"])
    book.create_sheet("控え").sheet_state = "hidden"
    book.save(path)

    first, second = read_workbook(path).sheets

    assert first.rows == (("番号", "団体名"),)
    assert (first.hidden, second.name, second.hidden) == (False, "控え", True)


def test_a_file_whose_used_range_is_a_lie_is_read_whole(tmp_path: Path) -> None:
    cells = f'<row r="1">{text_cell("A1", "番号")}</row><row r="3">{text_cell("C3", "末尾")}</row>'
    path = write_package(tmp_path / "嘘.xlsx", f'<dimension ref="A1"/><sheetData>{cells}</sheetData>')
    assert only_sheet(path).rows == (("番号",), (), (None, None, "末尾"))


def test_control_characters_are_taken_out_and_counted_but_written_escapes_stay(tmp_path: Path) -> None:
    cells = text_cell("A1", "赤_x001B_[31m_x000D_改行") + text_cell("B1", "a_x005F_x0041_b")
    path = write_package(tmp_path / "制御.xlsx", f'<sheetData><row r="1">{cells}</row></sheetData>')

    workbook = read_workbook(path)

    assert workbook.sheets[0].rows == (("赤[31m\n改行", "a_x0041_b"),)
    assert workbook.removed_characters == 1


def test_error_cells_and_formulas_without_a_result_are_told_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "数式.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = "番号"
    book.active["C2"] = "=1+1"
    book.active["A4"] = "#N/A"
    book.active["A4"].data_type = "e"
    book.save(path)

    sheet = only_sheet(path)

    assert sheet.value(1, 1) == "番号"
    assert sheet.value(1, 2) == ErrorValue(UNCALCULATED)
    assert sheet.value(3, 0) == ErrorValue("#N/A")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "inf"])
def test_a_number_beyond_all_numbers_is_an_error_cell(tmp_path: Path, number: str) -> None:
    cells = f'{text_cell("A1", "額")}<c r="B1"><v>{number}</v></c>'
    path = write_package(tmp_path / "名簿.xlsx", f'<sheetData><row r="1">{cells}</row></sheetData>')
    assert only_sheet(path).rows == (("額", ErrorValue("#NUM!")),)


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    empty = '<c r="B1" t="str"><f>""</f><v></v></c>'
    cells = f'<c r="A1"><v>1</v></c>{empty}<c r="C1" t="e"><f>NA()</f><v>#N/A</v></c>'
    path = write_package(tmp_path / "数式.xlsx", f'<sheetData><row r="1">{cells}</row></sheetData>')
    assert only_sheet(path).rows == ((1, None, ErrorValue("#N/A")),)


def test_a_far_cell_alone_does_not_fill_the_memory(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = write_package(tmp_path / "遠い.xlsx", f"<sheetData>{cells}</sheetData>")
    with pytest.raises(Refused) as refused:
        read_workbook(path)
    assert refused.value.key == "error.workbook_out_of_memory"


def _as_other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "これは名簿ではありません")


def _truncated(path: Path) -> None:
    write_package(path, "<sheetData/>")
    path.write_bytes(path.read_bytes()[:-200])


def _without_sheet(path: Path) -> None:
    whole = write_package(path.with_suffix(".zip"), "<sheetData/>")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as package:
        for name in source.namelist():
            if "sheet1" not in name:
                package.writestr(name, source.read(name))


def _encrypted(path: Path) -> None:
    directory = "".join(f"{name:\0<32}" for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + directory.encode("utf-16-le"))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", bytes(20_000_000))


def _many_members(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for number in range(2_001):
            package.writestr(f"{number}.xml", "")


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda path: None, "missing"),
        (Path.mkdir, "is_folder"),
        (Path.touch, "empty_file"),
        (lambda path: path.write_bytes(b"%PDF-1.7 \x00\x01"), "not_a_workbook"),
        (lambda path: path.write_bytes(bytes(range(256)) * 8), "not_a_workbook"),
        (lambda path: path.write_text("<html><p>番号</p></html>", encoding="utf-8"), "not_a_workbook"),
        (_as_other_zip, "not_a_workbook"),
        (_truncated, "broken"),
        (_without_sheet, "broken"),
        (_encrypted, "encrypted"),
        (_bomb, "too_large"),
        (_many_members, "too_large"),
    ],
)
def test_what_is_no_readable_workbook_is_refused_with_its_reason(
    tmp_path: Path, make: Callable[[Path], None], key: str
) -> None:
    path = tmp_path / "名簿.xlsx"
    make(path)
    with pytest.raises(Refused) as refused:
        read_workbook(path)
    assert refused.value.key == f"error.workbook_{key}"
    assert "名簿.xlsx" in say(refused.value.key, **refused.value.params)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = write_package(tmp_path / "名簿.xlsx", "<sheetData/>")
    path.chmod(0)
    with pytest.raises(Refused) as refused:
        read_workbook(path)
    assert refused.value.key == "error.workbook_not_readable"


def test_reading_ends_when_its_time_is_up(tmp_path: Path) -> None:
    path = write_package(tmp_path / "名簿.xlsx", "<sheetData/>")
    with pytest.raises(Refused) as refused:
        read_workbook(path, seconds=0.001)
    assert refused.value.key == "error.workbook_too_slow"


def test_a_module_lying_beside_the_workbook_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    path = write_package(tmp_path / "名簿.xlsx", "<sheetData/>")
    monkeypatch.chdir(tmp_path)
    assert only_sheet(path).rows == ()
