"""The whole file as a workbook and back: the same rows in every table, or a sentence and nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.words import Channel, IssueCategory
from kodoku_tui.excel import book
from kodoku_tui.excel.book import BookColumn, decoded, encoded
from kodoku_tui.locale import say
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.exports.books import export_book, import_book
from kodoku_tui.services.exports.exports import tell_nobody
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.store.migrations import migration_files
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, desk_on_copy, morning_of
from tests.exporting import NASTY
from tests.written import workbook_at

CLOCK = morning_of(MONDAY_IN_DECEMBER)
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "\n", "\r\n", '\\"', "_x005F_x000D_", "か\u3099", "\x1b[31m\x00", "\u200d", "#N/A"]
    ),
    st.text(st.sampled_from("あ😀\n\u200d_x000D=〔つづき1〕"), max_size=30).map(lambda text: text * 1_500),
)
NAMES = TEXTS.filter(bool)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, with the highest ids that were given.

    The weeks of attention may lack anywhere: whoever looks works out what is not there.
    """
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
        ).fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)
            for (name,) in names
            if name != "attention_week"
        }


@pytest.fixture
def few(small_desk: Desk) -> Desk:
    """A desk on a file of few rows, three check-ins and an issue among them: its book is written in a moment."""
    for number in (1, 2, 3):
        log_checkin(
            small_desk,
            CheckinEntry(group_no=number, held_on=small_desk.today, channel=Channel.PHONE, note="話した"),
        )
    add_issue(
        small_desk,
        IssueEntry(group_no=1, category=IssueCategory.OUTREACH, title="チラシ", opened_on=small_desk.today),
    )
    return small_desk


def through_a_book(desk: Desk, folder: Path) -> Path:
    export_book(desk, workbook_at(folder / "全データ.xlsx"), told=tell_nobody)
    import_book(folder / "戻した.kodoku", folder / "全データ.xlsx", clock=CLOCK)
    return folder / "戻した.kodoku"


@pytest.mark.long
def test_a_book_makes_the_same_file_row_for_row(rich_desk: Desk, tmp_path: Path) -> None:
    back = through_a_book(rich_desk, tmp_path)
    assert everything(back) == everything(rich_desk.path)


def test_a_table_that_one_sheet_cannot_take_goes_on_in_others(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MAXIMUM_ROWS", 500)
    back = through_a_book(desk, tmp_path)
    assert "手続・行事 (2)" in openpyxl.load_workbook(tmp_path / "全データ.xlsx").sheetnames
    assert everything(back) == everything(desk.path)


@pytest.mark.long
def test_what_was_done_can_be_taken_back_in_the_file_that_a_book_made(
    rich_desk: Desk, tmp_path: Path
) -> None:
    back = Desk(through_a_book(rich_desk, tmp_path), clock=CLOCK, staff="青柳 志穂")
    try:
        (newest,) = back.connection.execute("SELECT max(id) FROM unit").fetchone()
        undo(back, newest)
        taken_back = "SELECT count(*) FROM remedy WHERE text = '手書きのチラシを配った'"
        assert back.connection.execute(taken_back).fetchone()[0] == 0
    finally:
        back.close()


@st.composite
def rows_of_tables(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows that the tables take, for a file with groups 1 to 96."""
    groups = st.integers(1, 96)
    flag = st.integers(0, 1)
    checkins = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "group_id": groups,
                    "held_on": DAYS,
                    "held_at": st.none() | st.times().map(lambda moment: f"{moment:%H:%M}"),
                    "channel": st.sampled_from(("訪問", "電話", "メール")),
                    "condition": st.sampled_from(("順調", "注意", "要対応")),
                    "note": TEXTS,
                    "answer": st.sampled_from(("", "つながらず")),
                    "occasion": TEXTS,
                    "next_on": st.none() | DAYS,
                    "is_hidden": flag,
                    "version": st.integers(1, 10**17),
                }
            ),
            max_size=6,
        )
    )
    linkages = st.fixed_dictionaries(
        {"group_id": groups, "counterpart_kind": st.just("社協"), "counterpart": NAMES, "gap": TEXTS}
    )
    postponed = st.fixed_dictionaries(
        {
            "action_id": st.just(1),
            "postponed_from": st.none() | DAYS,
            "postponed_to": DAYS,
            "recorded_on": DAYS,
            "recorded_by": TEXTS,
            "reason": TEXTS,
        }
    )
    indicators = st.fixed_dictionaries(
        {
            "group_id": groups,
            "position": st.integers(1, 3),
            "name": NAMES,
            "baseline": st.none() | FLOATS,
            "target": st.none() | FLOATS,
        }
    )
    return {
        "action": [{"group_id": 1, "title": draw(TEXTS), "turn": "group"}],
        "checkin": checkins,
        "linkage": draw(st.lists(linkages, max_size=4)),
        "postponement": draw(st.lists(postponed, max_size=3)),
        "indicator": draw(
            st.lists(indicators, max_size=4, unique_by=lambda row: (row["group_id"], row["position"]))
        ),
    }


@settings(
    max_examples=examples(12, 2), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(rows_of_tables())
def test_any_file_comes_back_row_for_row(
    invented_file: Path, contents: dict[str, list[dict[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as name, desk_on_copy(invented_file, Path(name)) as desk:
        with desk.writing("unit.add_issue", number=1, name="", category="other") as unit:
            for table, rows in contents.items():
                for row in rows:
                    unit.insert(table, **row)
            if contents["linkage"]:
                unit.remove("linkage", unit.insert("linkage", **contents["linkage"][0]))
        back = through_a_book(desk, Path(name))
        assert everything(back) == everything(desk.path)


@given(
    st.sampled_from(("TEXT", "INTEGER", "REAL")),
    st.booleans(),
    TEXTS | st.none(),
    st.integers(-(2**63), 2**63 - 1),
    FLOATS | st.sampled_from((float("inf"), float("-inf"))),
)
def test_every_value_has_a_cell_that_stands_for_it(
    kind: str, is_required: bool, text: str | None, whole: int, real: float
) -> None:
    column = BookColumn("x", "x", kind, is_required)
    value = {"TEXT": text, "INTEGER": whole, "REAL": real}[kind]
    cell = encoded(value, column)
    if isinstance(cell, str):
        assert cell and clean_text(cell, multiline=True).text == cell
    if value is not None or not is_required:
        assert decoded(cell, column) == value


def test_a_book_can_be_read_by_a_person(few: Desk, tmp_path: Path) -> None:
    export_book(few, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    book = openpyxl.load_workbook(tmp_path / "全データ.xlsx")
    assert book.sheetnames[0] == "目次"
    assert {"採択団体", "面談記録", "課題", "対応策", "変更履歴"} <= set(book.sheetnames)
    sheet = book["面談記録"]
    assert sheet.row_dimensions[1].hidden
    headings = [cell.value for cell in sheet[2]]
    assert headings[:4] == ["番号", "団体", "開催日・面談日", "方法"]
    sheets = [one for one in book.worksheets if one.title not in ("目次", "つづき")]
    assert [cell.value for one in sheets for cell in one[2] if str(cell.value).isascii()] == []


def test_a_file_that_has_data_is_left_alone(few: Desk, tmp_path: Path) -> None:
    export_book(few, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    before = everything(few.path)
    with pytest.raises(Refused) as refused:
        import_book(few.path, tmp_path / "全データ.xlsx", clock=CLOCK)
    assert refused.value.key == "error.book_needs_empty_file"
    assert everything(few.path) == before


def changed(folder: Path, change: Any) -> Path:
    book = openpyxl.load_workbook(folder / "全データ.xlsx")
    change(book)
    book.save(folder / "変えた.xlsx")
    return folder / "変えた.xlsx"


def a_newer_program(book: Any) -> None:
    book["目次"]["B1"] = "9999_from_the_future"


def a_row_is_gone(book: Any) -> None:
    book["面談記録"].delete_rows(5)


def a_sheet_is_gone(book: Any) -> None:
    del book["課題"]


def a_group_that_is_not_there(book: Any) -> None:
    book["面談記録"]["B3"] = 4_000


def no_number(book: Any) -> None:
    book["面談記録"]["B3"] = "三番"


def an_unknown_word(book: Any) -> None:
    book["面談記録"]["D3"] = "電報"


def an_unknown_column(book: Any) -> None:
    book["面談記録"]["D1"] = "telegraph"


@pytest.mark.a_few(3)
@pytest.mark.parametrize(
    ("change", "key", "told"),
    [
        (a_newer_program, "error.newer_schema", "9999"),
        (a_row_is_gone, "error.book_rows_differ", "面談記録"),
        (a_sheet_is_gone, "error.book_sheet_gone", "課題"),
        (a_group_that_is_not_there, "error.book_reference", "checkin"),
        (no_number, "error.book_cell", "面談記録!B3"),
        (an_unknown_word, "error.book_row", "checkin"),
        (an_unknown_column, "error.book_column", "telegraph"),
    ],
)
def test_a_book_that_was_tampered_with_is_refused_and_makes_no_file(
    few: Desk, tmp_path: Path, change: Any, key: str, told: str
) -> None:
    export_book(few, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    with pytest.raises(Refused) as refused:
        import_book(tmp_path / "戻した.kodoku", changed(tmp_path, change), clock=CLOCK)
    assert refused.value.key == key
    assert told in say(key, **refused.value.params)
    assert not list(tmp_path.glob("*戻した*"))


def test_any_other_workbook_is_no_book(few: Desk, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "別.xlsx")
    with pytest.raises(Refused) as refused:
        import_book(tmp_path / "戻した.kodoku", tmp_path / "別.xlsx", clock=CLOCK)
    assert refused.value.key == "error.no_book"


def test_a_book_of_an_older_program_is_brought_to_this_one(
    few: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kodoku_tui.store import migrations

    newer = tmp_path / "9000_something_new.sql"
    newer.write_text("ALTER TABLE staff ADD COLUMN shade TEXT NOT NULL DEFAULT 'grey';", encoding="utf-8")
    export_book(few, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    known = migration_files()
    monkeypatch.setattr(migrations, "migration_files", lambda: (*known, newer))
    import_book(tmp_path / "戻した.kodoku", tmp_path / "全データ.xlsx", clock=CLOCK)
    with closing(sqlite3.connect(tmp_path / "戻した.kodoku")) as connection:
        shades = connection.execute("SELECT DISTINCT shade FROM staff").fetchall()
    assert shades == [("grey",)]
