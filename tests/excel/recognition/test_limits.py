"""Recognising runs in the program itself: a file that is made to be long, or large, is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.limits import Limits, ReadingLeftError
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.recognition import recognise, recognise_workbook

_WIDEST = 16_384
_PLENTY = 3_600.0


def _workbook(rows: list[tuple[CellValue, ...]], **more: object) -> Workbook:
    return Workbook((Sheet("表", tuple(rows), **more),))  # type: ignore[arg-type]


def _refusal(workbook: Workbook, *, seconds: float = _PLENTY) -> str:
    with pytest.raises(Refused) as refused:
        recognise_workbook(workbook, Limits("届いた.csv", seconds))
    assert refused.value.params["file"] == "届いた.csv"
    return refused.value.key


def _roster(rows: int) -> list[tuple[CellValue, ...]]:
    return [("番号", "団体名"), *((number, f"架空の会{number}") for number in range(1, rows + 1))]


def test_what_is_not_recognised_in_time_is_refused() -> None:
    assert _refusal(_workbook(_roster(300)), seconds=0.0) == "error.workbook_too_slow"


def test_one_very_long_row_is_refused_in_time_too() -> None:
    row = tuple(f"見出し{number}" for number in range(_WIDEST))
    assert _refusal(_workbook([row, row]), seconds=0.0) == "error.workbook_too_slow"


def test_merges_without_end_are_refused_in_time() -> None:
    merges = tuple((row, 40, row, 41) for row in range(5_000))
    assert _refusal(_workbook(_roster(3), merged=merges), seconds=0.0) == "error.workbook_too_slow"


def test_a_list_of_an_office_is_recognised_within_the_limits() -> None:
    found = recognise_workbook(_workbook(_roster(3_000)), Limits("届いた.csv", _PLENTY))
    assert len(found.tables[0].records) == 3_000


def test_more_rows_than_there_is_memory_for_are_refused() -> None:
    assert _refusal(_workbook([("あ",)] * 250_001)) == "error.workbook_too_large"


def test_short_records_under_a_heading_of_all_columns_are_refused() -> None:
    heading = tuple(f"見出し{number}" for number in range(_WIDEST))
    assert _refusal(_workbook([heading, *_roster(600)[1:]])) == "error.workbook_too_large"


def test_a_merge_that_brings_its_value_to_more_cells_than_there_is_memory_for_is_refused() -> None:
    heading: tuple[CellValue, ...] = tuple(f"見出し{number}" for number in range(400))
    over_all = tuple((1, 2, 300, 399) for _ in range(90))
    rows: list[tuple[CellValue, ...]] = [heading, *(("甲", number, "乙") for number in range(300))]
    assert _refusal(_workbook(rows, merged=over_all)) == "error.workbook_too_large"


def test_a_recognising_that_nobody_waits_for_ends() -> None:
    with pytest.raises(ReadingLeftError):
        recognise_workbook(_workbook(_roster(300)), Limits("届いた.csv", _PLENTY, lambda: True))


def test_a_reading_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    path = tmp_path / "届いた.csv"
    path.write_text("番号,団体名\n1,架空の会\n", encoding="utf-8")
    with pytest.raises(ReadingLeftError):
        recognise(path, seconds=_PLENTY, is_left=lambda: True)
