"""Exports that come back: nothing edited is nothing changed; edited cells are changes; both sides, a conflict."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodoku_tui.domain.filters import GroupFilter
from kodoku_tui.locale import set_language
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.export_source import ExportRequest
from kodoku_tui.services.exports import export
from tests.desks import data_of
from tests.intake_files import bring

LISTS = ("checkins", "issues", "milestones", "expenses", "attendance", "status")


def exported(desk: Desk, kind: str, folder: Path, name: str = "一覧.xlsx") -> Path:
    path = folder / name
    export(desk, kind, path, ExportRequest(GroupFilter(status=None)))
    return path


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
