"""Errors and hidden rows of .xlsb, from records put together by hand: no program here writes that format."""

from __future__ import annotations

import zipfile
from pathlib import Path
from struct import pack

from kodoku_tui.excel.sheet_extras import extras_of

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
