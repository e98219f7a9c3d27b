"""A spreadsheet program that is not ours opens every export, and sees in it what we wrote."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from kodoku_tui.excel.continuations import whole
from kodoku_tui.excel.workbook import Workbook, read_workbook
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.export_source import ExportRequest
from kodoku_tui.services.exports import EXPORT_KINDS, export
from tests.exporting import LONG_NOTE, NASTY, RICH_GROUP

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


def test_every_export_opens_and_holds_the_same(rich_desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / f"{kind}.xlsx" for kind in KINDS]
    for kind, path in zip(KINDS, files, strict=True):
        export(rich_desk, kind, path, ExportRequest(group_no=RICH_GROUP, with_personal=True))
    saved = saved_elsewhere(tmp_path, files)
    for path in files:
        ours, theirs = read_workbook(path), read_workbook(saved / path.name)
        assert [sheet.name for sheet in theirs.sheets] == [sheet.name for sheet in ours.sheets], path.name
        assert cells_of(theirs) == cells_of(ours), path.name
        for sheet in openpyxl.load_workbook(saved / path.name).worksheets:
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]
    notes = cells_of(whole(read_workbook(saved / "checkins.xlsx")))
    assert [note for note in (*NASTY, LONG_NOTE) if note not in notes] == []


def test_no_part_of_an_export_says_more_than_the_format_allows(rich_desk: Desk, tmp_path: Path) -> None:
    # What makes Excel offer a repair, as far as it can be seen without Excel.
    for kind in KINDS:
        path = tmp_path / f"{kind}.xlsx"
        export(rich_desk, kind, path, ExportRequest(group_no=RICH_GROUP, with_personal=True))
        with ZipFile(path) as package:
            assert len(set(package.namelist())) == len(package.namelist())
            for name in package.namelist():
                xml = package.read(name).decode("utf-8")
                assert "<f>" not in xml or "dataValidation" in xml or "cfRule" in xml, name
        for sheet in openpyxl.load_workbook(path).worksheets:
            assert len(sheet.title) <= 31
            for rule in sheet.data_validations.dataValidation:
                assert len(rule.formula1 or "") <= 257
                assert len(rule.errorTitle or "") <= 32
                assert len(rule.error or "") <= 255
            for part in (sheet.oddHeader, sheet.oddFooter):
                if part is not None:
                    texts = (part.left.text, part.center.text, part.right.text)
                    assert sum(len(text or "") for text in texts) <= 255
