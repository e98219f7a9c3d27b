"""A spreadsheet program that is not ours opens every export, and sees in it what we wrote."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from kodoku_tui.excel.reading.continuations import whole
from kodoku_tui.excel.reading.sheets import Workbook
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.services.exports.exports import EXPORT_KINDS, export
from tests.desks import desk_on_copy
from tests.exporting import LONG_NOTE, NASTY, RICH_GROUP, to_work_on

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KINDS = [kind for kind in EXPORT_KINDS if kind != "calendar"]

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def saved_elsewhere(folder: Path, files: list[Path]) -> Path:
    """The files as LibreOffice saves them; one start for all."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "saved"


def cells_of(book: Workbook) -> list[object]:
    return [value for sheet in book.sheets for row in sheet.rows for value in row]


@pytest.fixture(scope="module")
def exports(rich_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every export of a file that holds everything."""
    folder = tmp_path_factory.mktemp("exports")
    files = [folder / f"{kind}.xlsx" for kind in KINDS]
    with desk_on_copy(rich_file, folder) as desk:
        for kind, path in zip(KINDS, files, strict=True):
            export(desk, kind, path, to_work_on(kind, group_no=RICH_GROUP, with_personal=True))
    return files


def parts_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        assert len(set(package.namelist())) == len(package.namelist())
        return {name: package.read(name) for name in package.namelist()}


def test_every_export_opens_and_holds_the_same(exports: list[Path], tmp_path: Path) -> None:
    saved = saved_elsewhere(tmp_path, exports)
    for path in exports:
        ours, theirs = read_workbook(path), read_workbook(saved / path.name)
        assert [sheet.name for sheet in theirs.sheets] == [sheet.name for sheet in ours.sheets], path.name
        assert cells_of(theirs) == cells_of(ours), path.name
        for name, xml in parts_of(saved / path.name).items():
            # To LibreOffice no cell of it is a formula or an error.
            assert not name.startswith("xl/worksheets/") or not re.search(rb'<f[ >]|<c [^>]*t="e"', xml), name
    notes = cells_of(whole(read_workbook(saved / "checkins.xlsx")))
    assert [note for note in (*NASTY, LONG_NOTE) if note not in notes] == []


def test_no_part_of_an_export_says_more_than_the_format_allows(exports: list[Path]) -> None:
    # What makes Excel offer a repair, as far as it can be seen without Excel.
    rules = 0
    for path in exports:
        parts = parts_of(path)
        for name, xml in parts.items():
            assert b"<f>" not in xml or b"dataValidation" in xml or b"cfRule" in xml, name
        for element in ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
            assert len(element.get("name", "")) <= 31
        sheets = [xml for name, xml in parts.items() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        for root in map(ElementTree.fromstring, sheets):
            for rule in root.iter(f"{_MAIN}dataValidation"):
                rules += 1
                assert len(rule.findtext(f"{_MAIN}formula1", "")) <= 257
                assert len(rule.get("errorTitle", "")) <= 32
                assert len(rule.get("error", "")) <= 255
            for part in ("oddHeader", "oddFooter"):
                assert all(len(element.text or "") <= 255 for element in root.iter(f"{_MAIN}{part}"))
    assert rules
