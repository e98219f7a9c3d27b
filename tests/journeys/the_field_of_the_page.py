"""What the contributing page promises of the field that it adds; run by `test_the_page_of_a_field.py` in a copy."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import kodoku_tui
from kodoku_tui.cli.main import run
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from tests.intake_files import bring, counts_of, write_list
from tests.tui.sitting import WIDE, sitting_at

TODAY = date(2025, 12, 15)


def checkin(**said: object) -> CheckinEntry:
    return CheckinEntry.model_validate(
        {"group_no": 12, "held_on": TODAY, "channel": "訪問", "note": "話した", **said}
    )


def venues(desk: Desk) -> list[str]:
    return [str(getattr(one, "venue")) for one in list_checkins(desk, 12)]  # noqa: B009 - only the copy has it


def test_this_is_the_copy() -> None:
    assert Path(kodoku_tui.__path__[0]).parent == Path.cwd()


async def test_it_is_typed_shown_and_corrected(desk: Desk) -> None:
    log_checkin(desk, checkin(group_no=1))
    async with sitting_at(desk, WIDE) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press(*["tab"] * 8)
        await sitting.sees("場所")
        await sitting.type("駅前の公民館")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.press("enter")
        await sitting.sees("場所: 駅前の公民館")
        await sitting.press("h", "f2")
        await sitting.sees("面談記録を訂正", "駅前の公民館")
        await sitting.press(*["tab"] * 8, "end")
        await sitting.type("2階")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
        # Beside the form of the next one stand the last notes.
        await sitting.press("escape", "escape", "c")
        await sitting.sees("場所: 駅前の公民館2階")
    assert {str(getattr(one, "venue")) for one in list_checkins(desk, 1)} == {"", "駅前の公民館2階"}  # noqa: B009


def test_it_is_found(desk: Desk) -> None:
    log_checkin(desk, checkin(venue="公民館"))
    log_checkin(desk, checkin(held_on=date(2025, 12, 1)))
    assert [found.text for found in search(desk, "公民館")] == ["話した\n公民館"]
    assert sorted(found.text for found in search(desk, "話した")) == ["話した", "話した\n公民館"]


@pytest.mark.parametrize(("language", "heading"), [("ja", "場所"), ("en", "Venue")])
def test_it_goes_out_and_comes_back(desk: Desk, tmp_path: Path, language: str, heading: str) -> None:
    set_language(language)
    log_checkin(desk, checkin(venue="公民館"))
    path = tmp_path / "一覧.xlsx"
    export(desk, "checkins", path, ExportRequest())
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 1}
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (cell,) = [cell for row in sheet for cell in row if cell.value == "公民館"]
    assert heading in [above[0].value for above in sheet.iter_rows(max_col=cell.column, min_col=cell.column)]
    cell.value = "市役所"
    book.save(path)
    assert counts_of(bring(desk, "auto", path)) == {"changed": 1}
    assert venues(desk) == ["市役所"]


@pytest.mark.parametrize("heading", ["開催場所", "場所"])
def test_it_comes_in_from_a_list_of_an_office(desk: Desk, tmp_path: Path, heading: str) -> None:
    path = write_list(
        tmp_path / "役所の一覧.xlsx",
        ["団体番号", "面談日", "方法", heading, "面談内容"],
        [12, date(2025, 12, 1), "訪問", "区民センター", "相談を受けた"],
    )
    assert counts_of(bring(desk, "checkins", path)) == {"new": 1}
    assert venues(desk) == ["区民センター"]


def test_it_is_data_and_an_option(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    def kodoku(*arguments: str) -> str:
        assert run(["--db", str(desk.path), "--today", "2025-12-15", *arguments]) == 0
        return capsys.readouterr().out

    def data() -> Any:
        return json.loads(kodoku("checkin", "list", "--json"))[0]

    kodoku("checkin", "add", "12", "--channel", "訪問", "--note", "話した", "--venue", "公民館")
    assert list(data().items())[-1] == ("venue", "公民館")
    assert "場所: 公民館" in kodoku("group", "show", "12")
    number = str(data()["id"])
    kodoku("checkin", "set", number, "--note", "よく話した")
    assert data()["venue"] == "公民館"
    kodoku("checkin", "set", number, "--venue", "")
    assert data()["venue"] == ""
    assert "--venue TEXT" in (told := kodoku("checkin", "add", "--help"))
    assert "場所" in told
    changes = json.loads(kodoku("log", "--json"))[0]["changes"]
    assert [(one["field"], one["before"], one["after"]) for one in changes] == [("venue", "公民館", "")]
