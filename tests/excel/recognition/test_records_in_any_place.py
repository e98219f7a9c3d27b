"""Whatever stands around it: a row that is like the records of a list is one of them, and nothing else becomes one."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition import recognise_sheet
from kodoku_tui.excel.recognition.accounting import unaccounted_cells
from tests.batteries import examples

Line = list[CellValue]

_GROUPS = st.sampled_from(["架空の会", "NPO法人 ためしの家", "[仮] サロン", "みんなの居場所"])
_COLUMNS: dict[str, st.SearchStrategy[CellValue]] = {
    "面談日": st.dates(date(2025, 4, 1), date(2026, 3, 31)),
    "方法": st.sampled_from(["電話", "訪問", "オンライン"]),
    "担当者": st.sampled_from(["架空 花子", "仮 太郎"]),
    "予算額": st.integers(100, 2_000_000),
    "内容": st.text("あいうえお、。", min_size=3, max_size=20).map(lambda text: f"話{text}"),
}
# A date or an amount is what tells a record from a line of words.
_TELLING = ("面談日", "予算額")
_SOME_COLUMNS = st.lists(st.sampled_from([*_COLUMNS]), min_size=2, unique=True).filter(
    lambda names: not {*_TELLING}.isdisjoint(names)
)
_AROUND: st.SearchStrategy[list[Line]] = st.sampled_from(
    [
        [],
        [[]],
        [["※ ここから追記"]],
        [["※ 上の表は9月分です。"], []],
        [["合計", None, "3件"]],
        [[], ["追加分"]],
        [[], ["12月分"], []],
    ]
)
_ABOVE: st.SearchStrategy[list[Line]] = st.sampled_from([[], [["面談の一覧"]], [["令和7年度 一覧"], []]])
_GAPS: st.SearchStrategy[list[Line]] = st.sampled_from([[], [[]]])


@st.composite
def lists_with_records_elsewhere(draw: st.DrawFn) -> tuple[list[Line], list[int]]:
    """Rows of a sheet, and the numbers of those that are records, as Excel shows them."""
    names = draw(_SOME_COLUMNS)

    def record(number: int | None) -> Line:
        return [number, draw(_GROUPS), *(draw(_COLUMNS[name]) for name in names)]

    rows: list[Line] = [*draw(_ABOVE)]
    numbers: list[int] = []

    def add(count: int) -> None:
        for place in range(count):
            rows.append(record(place + 1 if draw(st.booleans()) else None))
            numbers.append(len(rows))

    if draw(st.booleans()):
        add(draw(st.integers(1, 2)))
        rows.extend(draw(_GAPS))
    rows.append(["番号", "団体名", *names])
    for number in range(1, draw(st.integers(3, 6)) + 1):
        rows.append(record(number))
        numbers.append(len(rows))
    for _ in range(draw(st.integers(0, 2))):
        rows.extend(draw(_AROUND))
        add(draw(st.integers(1, 2)))
    return rows, numbers


@settings(max_examples=examples(600, 80), suppress_health_check=(HealthCheck.too_slow,))
@given(lists_with_records_elsewhere())
def test_records_are_found_wherever_they_stand(made: tuple[list[Line], list[int]]) -> None:
    rows, numbers = made
    sheet = Sheet("表", tuple(map(tuple, rows)))
    found = recognise_sheet(sheet)
    assert unaccounted_cells(sheet, found) == []
    assert [[row.number for row in table.rows()] for table in found.tables] == [numbers]
    filled = {number for number, row in enumerate(rows, start=1) if row}
    assert {left.row for left in found.left_out} == filled - {*numbers}
