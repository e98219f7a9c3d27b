"""Errors, hidden rows and rules of .xlsb, from records put together by hand: no program here writes that format."""

from __future__ import annotations

import zipfile
from pathlib import Path
from struct import pack

from kodoku_tui.excel.reading.sheet_extras import extras_of

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, content: bytes) -> bytes:
    """A record as [MS-XLSB] lays it out: seven bits of its number and of its length to a byte."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(content)
    assert length < 0x4000
    size = bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])
    return number + size + content


def text(written: str) -> bytes:
    return pack("<I", len(written)) + written.encode("utf-16-le")


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


def package(path: Path, sheet: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.bin", record(156, pack("<II", 0, 1) + text("rId1") + text("名簿")))
        parts.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
        parts.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def test_errors_formulas_hidden_rows_and_columns_are_told(tmp_path: Path) -> None:
    sheet = (
        record(60, pack("<IIIIH", 3, 4, 2340, 0, 1))
        + record(400, bytes(200))
        + row(0)
        + record(3, pack("<IIB", 2, 0, 0x2A))
        + row(1, hidden=True)
        + record(11, pack("<IIB", 5, 0, 0x07) + bytes(20))
    )
    told = extras_of(package(tmp_path / "名簿.xlsb", sheet), "xlsb")["名簿"]
    assert told.errors == {(0, 2): "#N/A", (1, 5): "#DIV/0!"}
    assert (told.hidden_rows, told.hidden_columns, told.formulas) == ([(1, 1)], [(3, 4)], 1)


def test_a_part_that_breaks_off_tells_nothing(tmp_path: Path) -> None:
    assert extras_of(package(tmp_path / "名簿.xlsb", row(0) + b"\x80"), "xlsb") == {}


def rule(flags: int, formula: bytes, second: bytes = b"", *, cells: tuple[int, int, int, int]) -> bytes:
    top, left, bottom, right = cells
    texts = pack("<I", 0xFFFFFFFF) + text("見出し") + pack("<I", 0xFFFFFFFF) * 2
    formulas = b"".join(pack("<I", len(one)) + one + pack("<I", 0) for one in (formula, second))
    return record(64, pack("<II4I", flags, 1, top, bottom, left, right) + texts + formulas)


def test_rules_for_entries_are_told_with_the_sheets_and_names_they_refer_to(tmp_path: Path) -> None:
    def sheet_record(number: int, name: str) -> bytes:
        return record(156, pack("<II", 0, number) + text(f"rId{number}") + text(name))

    area, part = pack("<HIIHH", 0, 0, 2, 0, 0), pack("<HIIHH", 0, 1, 2, 0, 0)
    named = b"\0\0\0\0\0" + pack("<I", 0xFFFFFFFF) + text("種別")
    workbook = (
        sheet_record(1, "名簿")
        + sheet_record(2, "区分 表")
        + record(362, pack("<IIii", 1, 0, 1, 1))
        + record(39, named + pack("<I", 15) + b"\x3b" + part)
    )
    words = "済,未".encode("utf-16-le")
    sheet = (
        row(0)
        + rule(3, b"\x17" + pack("<H", 3) + words, cells=(1, 2, 9, 2))
        + rule(3, b"\x3b" + area, cells=(1, 3, 9, 3))
        + rule(3, b"\x23" + pack("<I", 1), cells=(1, 4, 9, 4))
        + rule(1 | 6 << 20, b"\x1e" + pack("<H", 5), cells=(1, 5, 9, 5))
        + rule(4, b"\x1f" + pack("<d", 45748), b"\x1f" + pack("<d", 46112.5), cells=(1, 6, 9, 6))
        + rule(7, b"\x44" + pack("<IH", 0, 0) + b"\x1e\x05\x00\x0d", cells=(1, 7, 9, 7))
        + record(64, b"\x03\x00")
    )
    path = tmp_path / "名簿.xlsb"
    package(path, sheet)
    with zipfile.ZipFile(path) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in (kept | {"xl/workbook.bin": workbook}).items():
            parts.writestr(name, content)
    told = extras_of(path, "xlsb")["名簿"].rules.told()
    assert [tuple(one[:5]) for one in told] == [
        ("list", "", '"済,未"', "", ["済", "未"]),
        ("list", "", "'区分 表'!$A$1:$A$3", "", None),
        ("list", "", "'区分 表'!$A$2:$A$3", "", None),
        ("whole", "greaterThanOrEqual", "5", "", None),
        ("date", "between", "45748", "46112.5", None),
        ("custom", "", "?", "", None),
    ]
    assert [one.ranges for one in told][:2] == [[(1, 2, 9, 2)], [(1, 3, 9, 3)]]
