"""Files made to hang, crash or fill the machine: each ends in a sentence or a reading, within ten seconds."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
import xlsxwriter

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.recognition import recognise
from kodoku_tui.locale import say
from tests.excel.reading.test_workbook_reading import text_cell, write_package

SECONDS = 10.0
IN_TIME = {"read", "error.workbook_too_large", "error.workbook_too_slow", "error.workbook_broken"}
BYTES = 512 * 1024 * 1024


def remade(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A sound package with its parts changed."""
    whole = write_package(
        path.with_suffix(".whole"), f"<sheetData><row r='1'>{text_cell('A1', '番号')}</row></sheetData>"
    )
    with zipfile.ZipFile(whole) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _laughs(parts: dict[str, bytes], part: str) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head, _, body = parts[part].partition(b"?>")
    declared = f'?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'.encode()
    parts[part] = (
        head + declared + body.replace("番号".encode(), b"&l9;").replace(b'name="', b'name="&l9;', 1)
    )


def _external_entity(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    head, _, body = parts[part].partition(b"?>")
    parts[part] = (
        head
        + b'?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + body.replace("番号".encode(), b"&f;")
    )


def _external_link(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<sheetData>", b'<sheetData><row r="2"><c r="A2"><f>[1]Sheet!A1</f><v>7</v></c></row>'
    )
    parts["xl/externalLinks/externalLink1.xml"] = b'<externalLink><externalBook r:id="rId1"/></externalLink>'


def _points_at_itself(parts: dict[str, bytes]) -> None:
    relations = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"worksheets/sheet1.xml", b"workbook.xml")


def _climbs_out(parts: dict[str, bytes]) -> None:
    relations = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"worksheets/", b"../../../../etc/")


def _lying_dimension(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')


def _whole_sheet_merged(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    merges = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[part] = parts[part].replace(b"</worksheet>", merges + b"</worksheet>")


def _many_merges(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    merges = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(2, 60_000))
    parts[part] = parts[part].replace(
        b"</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>".encode()
    )


def _all_hidden(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    columns = b'<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'
    parts[part] = parts[part].replace(b"<sheetData>", columns)


def _odd_references(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    cell = (
        b'<sheetData><row r="0"><c r="ZZZZ99999999"><v>1</v></c><c r="A0"><v>2</v></c><c><v>3</v></c></row>'
    )
    parts[part] = parts[part].replace(b"<sheetData>", cell)


def _without(part: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        del parts[part]

    return change


def _rules_upon_rules(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    rows = "".join(
        f'<row r="{row}">{text_cell(f"A{row}", "甲")}{text_cell(f"B{row}", "乙")}</row>'
        for row in range(2, 3_000)
    )
    rules = "".join(
        f'<dataValidation type="list" sqref="A1:XFD1048576 C{row}"><formula1>$A$1:$XFD${row}</formula1>'
        "</dataValidation>"
        for row in range(1_000_000, 1_005_000)
    )
    endless = (
        f'<dataValidation type="list" sqref="{"E1 " * 300_000}"><formula1>"{"甲," * 300_000}"</formula1>'
        "</dataValidation>"
    )
    parts[part] = (
        parts[part]
        .replace(b"</sheetData>", f"{rows}</sheetData>".encode())
        .replace(b"</worksheet>", f"<dataValidations>{rules}{endless}</worksheet>".encode())
    )


PACKAGES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "laughs in a sheet": lambda parts: _laughs(parts, "xl/worksheets/sheet1.xml"),
    "laughs in the workbook": lambda parts: _laughs(parts, "xl/workbook.xml"),
    "external entity": _external_entity,
    "external link": _external_link,
    "cyclic relation": _points_at_itself,
    "relation out of the package": _climbs_out,
    "no workbook": _without("xl/workbook.xml"),
    "no relations": _without("xl/_rels/workbook.xml.rels"),
    "no content types": _without("[Content_Types].xml"),
    "empty sheet part": lambda parts: parts.update({"xl/worksheets/sheet1.xml": b""}),
    "lying dimension": _lying_dimension,
    "whole sheet merged": _whole_sheet_merged,
    "many merges": _many_merges,
    "all hidden": _all_hidden,
    "odd references": _odd_references,
    "rules upon rules": _rules_upon_rules,
}


def ends_well(path: Path) -> str:
    """Read and recognise within the time; returns `read` or the key of the sentence."""
    started = monotonic()
    try:
        recognise(path)
        ended = "read"
    except Refused as refused:
        assert path.name in say(refused.key, **refused.params)
        ended = refused.key
    assert monotonic() - started < SECONDS + 2
    return ended


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_package_that_is_not_what_it_says_ends_in_a_sentence_or_a_reading(
    tmp_path: Path, kind: str
) -> None:
    path = remade(tmp_path / "名簿.xlsx", PACKAGES[kind])
    assert ends_well(path) in {
        "read",
        "error.workbook_broken",
        "error.workbook_not_a_workbook",
        "error.workbook_too_large",
    }


def test_a_workbook_without_its_list_of_sheets_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    assert ends_well(remade(tmp_path / "名簿.xlsx", _without("xl/workbook.xml"))) == "error.workbook_broken"


def test_what_an_entity_would_fetch_is_never_read(tmp_path: Path) -> None:
    path = remade(tmp_path / "名簿.xlsx", _external_entity)
    try:
        text = str(read_workbook(path))
    except Refused:
        text = ""
    assert "root:" not in text


def test_a_few_cells_with_a_lying_dimension_are_read(tmp_path: Path) -> None:
    path = remade(tmp_path / "名簿.xlsx", _lying_dimension)
    assert read_workbook(path).sheets[0].rows == (("番号",),)


@pytest.mark.parametrize("kept", [8, 60, 400, 900])
def test_a_truncated_workbook_is_refused(tmp_path: Path, kept: int) -> None:
    path = write_package(tmp_path / "名簿.xlsx", "<sheetData/>")
    path.write_bytes(path.read_bytes()[:kept])
    assert ends_well(path) != "read"


def test_a_compound_file_of_noise_is_refused(tmp_path: Path) -> None:
    noise = random.Random(7).randbytes(40_000)
    path = tmp_path / "名簿.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise)
    assert ends_well(path) in {"error.workbook_broken", "error.workbook_too_large"}


@pytest.mark.parametrize("number", range(12))
def test_a_workbook_with_flipped_bytes_ends_in_a_sentence_or_a_reading(tmp_path: Path, number: int) -> None:
    path = tmp_path / "名簿.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row in range(30):
            sheet.write_row(row, 0, [row, f"架空の会{row}"])
    content = bytearray(path.read_bytes())
    drawn = random.Random(number)
    for _ in range(40):
        content[drawn.randrange(len(content))] = drawn.randrange(256)
    path.write_bytes(content)
    ends_well(path)


def test_rows_of_nested_quotes_and_html_without_end_are_read_in_time(tmp_path: Path) -> None:
    page = tmp_path / "名簿.xls"
    page.write_text(
        "<table><tr><td rowspan=9999 colspan=9999>番号" + "<table><tr><td>" * 3_000, encoding="utf-8"
    )
    assert ends_well(page) in IN_TIME
    text = tmp_path / "名簿.csv"
    text.write_text('"' * 400_001 + "\n" + "," * 400_000, encoding="utf-8")
    assert ends_well(text) in IN_TIME


@pytest.mark.long
def test_the_program_itself_stays_below_half_a_gigabyte(tmp_path: Path) -> None:
    """The largest sheet that is taken at all (2,000,000 cells would be refused), recognised in a fresh process."""
    path = tmp_path / "大きい.csv"
    line = ",".join(["架空の会", "東京都", "1200", "2025/6/1", ""] * 2)
    path.write_text(
        "団体名,地域,額,日,備考,団体名2,地域2,額2,日2,備考2\n" + f"{line}\n" * 60_000, encoding="utf-8"
    )
    # `ru_maxrss` would begin with what the program had that starts this one: the tests themselves are large by then.
    program = (
        "import json, re, sys; from pathlib import Path;"
        "from kodoku_tui.excel.recognition import recognise;"
        "found = recognise(Path(sys.argv[1]));"
        "used = int(re.search('VmHWM:\\\\s+([0-9]+) kB', Path('/proc/self/status').read_text())[1]) * 1024;"
        "print(json.dumps([len(found.tables[0].records), used]))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, check=True, timeout=60
    )
    records, used = json.loads(finished.stdout)
    assert records == 60_000
    assert used < BYTES


def test_the_reading_process_may_take_half_a_gigabyte_and_no_more() -> None:
    program = (
        "import resource; from kodoku_tui.excel.reading.process_limits import limit_this_process; limit_this_process();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    assert int(finished.stdout) == (BYTES if hard == resource.RLIM_INFINITY else min(BYTES, hard))


def test_recognise_refuses_as_reading_does(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        recognise(tmp_path / "ない.xlsx")
    assert refused.value.key == "error.workbook_missing"
