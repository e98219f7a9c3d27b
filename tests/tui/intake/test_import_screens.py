"""The four steps of an import, sat through: file, columns, preview, apply; and every way back."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
import xlsxwriter

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.intake.model import Intake, IntakeRow
from kodoku_tui.services.intake.workbook_plan import WorkbookPlan
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.tui.forms import file_screen
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.forms.file_screen import entries_at, path_of
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.intake.columns import ImportColumnsScreen
from kodoku_tui.tui.intake.done import ImportDoneScreen
from kodoku_tui.tui.intake.file import ImportFileScreen
from kodoku_tui.tui.intake.lists import ImportListsScreen
from kodoku_tui.tui.intake.preview import ImportPreviewScreen
from kodoku_tui.tui.work.work import WorkScreen
from tests.desks import data_of
from tests.intake_files import write_list, write_sheets
from tests.services.intake.test_round_trips import edit, exported
from tests.tui.driver import PATIENCE
from tests.tui.sitting import NARROW, sitting_at

HEADINGS = ["番号", "日付", "方法", "面談内容"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the import looks first; nothing but what the test puts there."""
    place = tmp_path / "届いたもの"
    place.mkdir()
    monkeypatch.setattr(file_screen, "default_folder", lambda: place)
    return place


def three_checkins(folder: Path, *more: list[object]) -> Path:
    rows: list[list[object]] = [[n, date(2025, 12, n), "電話", f"届いた記録{n}"] for n in (1, 2, 3)]
    return write_list(folder / "面談.xlsx", HEADINGS, *rows, *more)


@pytest.mark.parametrize("size", [(140, 42), NARROW])
async def test_a_list_of_a_known_kind_goes_in_with_four_keys_and_out_with_one(
    desk: Desk, folder: Path, size: tuple[int, int]
) -> None:
    three_checkins(folder)
    before = data_of(desk.connection)
    async with sitting_at(desk, size) as sitting:
        await sitting.press("ctrl+o", "enter")
        assert isinstance(sitting.app.screen, ImportPreviewScreen)
        await sitting.sees("届いた記録1", "4行 = 新規 3 + 対象外 1", "見出しの行")
        await sitting.press("ctrl+s")
        await sitting.sees("3行を取り込みますか")
        await sitting.press("y")
        assert isinstance(sitting.app.screen, ImportDoneScreen)
        await sitting.sees("取り込みました: 4行 = 新規 3 + 対象外 1", "見出しの行 1行目", "取り消すには")
        assert len(list_checkins(desk)) == 3
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, WorkScreen)
        await sitting.press("u", "y")
        assert data_of(desk.connection) == before


async def test_escape_goes_back_step_by_step_and_nothing_is_written(desk: Desk, folder: Path) -> None:
    three_checkins(folder)
    log = list_units(desk)
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        for kind in (ImportColumnsScreen, ImportFileScreen, WorkScreen):
            await sitting.press("escape")
            assert isinstance(sitting.app.screen, kind)
    assert list_units(desk) == log


async def test_marked_rows_alone_are_taken(desk: Desk, folder: Path) -> None:
    three_checkins(folder)
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter", "down", "space", "ctrl+s", "y")
        assert [one.group_no for one in list_checkins(desk)] == [2]
        await sitting.sees("4行 = 新規 1 + 対象外 3", "選ばれていない 2、4行目")


async def test_rows_in_error_stay_out_and_are_written_beside_the_file(desk: Desk, folder: Path) -> None:
    three_checkins(
        folder, [999, date(2025, 12, 4), "電話", "どこの団体か"], [4, date(2025, 12, 4), "伝書鳩", "x"]
    )
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("エラー 2", "新規 3")
        await sitting.press("f7")
        assert (folder / "面談_取り込めない行.xlsx").exists()
        await sitting.press("f", *"エラー", "enter")
        await sitting.sees("番号 999 の団体はありません")
        assert sitting.table.total == 2
        await sitting.press("f", "enter", "ctrl+s")
        await sitting.sees("2行は取り込みません")
        await sitting.press("y")
        assert len(list_checkins(desk)) == 3


async def test_every_row_of_the_file_that_is_left_out_is_seen_with_its_reason(
    desk: Desk, folder: Path
) -> None:
    write_sheets(
        folder / "面談.xlsx",
        {
            "面談": [
                ["面談の記録"],
                [],
                HEADINGS,
                [1, date(2025, 12, 1), "電話", "届いた記録"],
                [],
                ["※ 注です"],
            ],
            "控え": [["氏名", "電話"], ["山田", "03"], ["佐藤", "04"]],
        },
    )
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("7行 = 新規 1 + 対象外 6")
        await sitting.press("f", *"対象外", "enter")
        await sitting.sees("表の題", "見出しの行", "注記の行", "取り込まない表の行", "控え")
        assert sitting.table.total == 6
        await sitting.press("home", "enter")
        await sitting.sees("1行目 対象外", "表の題")
        await sitting.press("escape", "space", "ctrl+s")
        await sitting.sees("取り込める行が選ばれていません")


async def test_a_group_that_is_not_clear_is_asked_and_known_afterwards(desk: Desk, folder: Path) -> None:
    path = write_list(
        folder / "面談.xlsx",
        ["団体名", *HEADINGS[1:]],
        ["いつもの会", date(2025, 12, 1), "電話", "届いた記録"],
    )
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("いつもの会", "登録にありません")
        await sitting.press("enter", *"12", "enter")
        await sitting.sees("新規 1")
        await sitting.press("ctrl+s", "y")
        assert [one.group_no for one in list_checkins(desk)] == [12]
        await sitting.press("enter", "ctrl+o", "enter")
        await sitting.sees("変更なし 1")
    assert path.exists()


async def test_a_day_of_another_year_is_taken_once_somebody_says_that_it_is_meant(
    desk: Desk, folder: Path
) -> None:
    write_list(folder / "面談.xlsx", HEADINGS, [1, date(2024, 12, 10), "電話", "前年度の記録"])
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("エラー 1", "2025年度の日ではありません")
        await sitting.press("d")
        await sitting.sees("新規 1")
        await sitting.press("ctrl+s", "y")
    assert [one.held_on for one in list_checkins(desk)] == ["2024-12-10"]


async def test_nothing_is_applied_while_an_answer_is_worked_out(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = Event()
    answer: Callable[[WorkbookPlan, IntakeRow, int], Intake] = WorkbookPlan.answer

    def slow(plan: WorkbookPlan, row: IntakeRow, number: int) -> Intake:
        assert may_answer.wait(PATIENCE)
        return answer(plan, row, number)

    monkeypatch.setattr(WorkbookPlan, "answer", slow)
    write_list(
        folder / "面談.xlsx",
        ["団体名", *HEADINGS[1:]],
        ["いつもの会", date(2025, 12, 1), "電話", "届いた記録"],
        ["雪あかり坂くらし舎", date(2025, 12, 2), "電話", "もう一つ"],
    )
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter", "enter", *"12")
        await sitting.press_on("enter", "ctrl+s", "enter")
        await sitting.has_acted()
        assert isinstance(sitting.app.screen, ImportPreviewScreen)
        may_answer.set()
        await sitting.sees("新規 2")
        await sitting.press("ctrl+s", "y")
    assert sorted(one.group_no for one in list_checkins(desk)) == [1, 12]


async def test_what_a_drop_down_offers_is_shown_with_the_file_and_with_its_column(
    desk: Desk, folder: Path
) -> None:
    with xlsxwriter.Workbook(str(folder / "独自.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["いつ", "どう", "なに"])
        sheet.write_row(1, 0, ["2025/12/2", "電話", "届いた記録"])
        sheet.data_validation("B2:B50", {"validate": "list", "source": ["訪問", "手紙"]})
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.press(*"面談", "enter")
        await sitting.sees("電話　選択肢 訪問、手紙")
        await sitting.press("escape")
        await sitting.sees("入力規則 1", "選択肢のある列: どう（訪問、手紙）", "選択肢にない値が1個")


async def test_the_number_or_the_name_of_the_group_is_asked_for_and_either_is_enough(
    desk: Desk, folder: Path
) -> None:
    write_list(
        folder / "独自.xlsx",
        ["だれ", *HEADINGS[1:]],
        ["架空の会5", date(2025, 12, 2), "電話", "届いた記録"],
    )
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.press(*"面談", "enter")
        await sitting.sees("番号か団体名のどちらかの列が決まっていません")
        await sitting.sees("番号（団体名でも可）", "団体名（番号でも可）")
        keys = [str(key) for key in sitting.app.screen._lines]  # type: ignore[attr-defined]
        sitting.table.cursor_row = keys.index("group")
        await sitting.press("enter", *"だれ", "enter")
        assert "でも可" not in sitting.flat
        assert "決まっていません" not in sitting.flat


async def test_an_unknown_layout_is_mapped_once_by_hand_and_known_from_then_on(
    desk: Desk, folder: Path
) -> None:
    write_list(
        folder / "独自.xlsx", ["だれ", "いつ", "どう", "なに"], [5, date(2025, 12, 2), "電話", "届いた記録"]
    )
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("何の一覧ですか")
        await sitting.press(*"面談", "enter")
        await sitting.sees("列が決まっていません")
        for key, heading in (
            ("group_no", "だれ"),
            ("held_on", "いつ"),
            ("channel", "どう"),
            ("note", "なに"),
        ):
            keys = [str(key) for key in sitting.app.screen._lines]  # type: ignore[attr-defined]
            sitting.table.cursor_row = keys.index(key)
            await sitting.press("enter", *heading, "enter")
        await sitting.press("ctrl+s")
        await sitting.sees("新規 1")
        await sitting.press("escape", "escape", "escape")
        await sitting.press("ctrl+o", "enter")
        assert isinstance(sitting.app.screen, ImportPreviewScreen)
        await sitting.sees("新規 1")
        await sitting.press("escape")
        await sitting.sees("前に決めた列の対応を使っています")


async def test_a_conflict_is_decided_cell_by_cell(desk: Desk, folder: Path) -> None:
    entry = CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="はじめ")
    number = log_checkin(desk, entry).row_id
    path = exported(desk, "checkins", folder)
    correct_checkin(desk, number, entry.model_copy(update={"note": "ここの直し"}), version=1)
    edit(path, "内容", ("番号", 1), "ファイルの直し")
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("競合 1", "書き出し時 はじめ、ここ ここの直し、ファイル ファイルの直し")
        await sitting.press("enter")
        await sitting.sees("未選択")
        await sitting.press("f6")
        await sitting.sees("取り込む")
        await sitting.press("escape")
        await sitting.sees("変更 1")
        await sitting.press("f5")
        await sitting.sees("変更なし 1")
        await sitting.press("f6", "ctrl+s", "y")
        assert list_checkins(desk)[0].note == "ファイルの直し"


async def test_a_file_that_cannot_be_read_is_said_and_the_path_stays(desk: Desk, folder: Path) -> None:
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04 broken")
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        assert isinstance(sitting.app.screen, ImportFileScreen)
        await sitting.sees("壊れた.xlsx", "1 ファイルと表")
        assert sitting.app.screen.query_one(".file--remark").has_class("-refused")


async def test_letters_in_the_path_are_letters_and_tab_completes(desk: Desk, folder: Path) -> None:
    (folder / "書類").mkdir()
    three_checkins(folder / "書類")
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o")
        await sitting.type("書")
        await sitting.press("tab")
        await sitting.sees("面談.xlsx")
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, ImportPreviewScreen)


@pytest.fixture
def lists_may_come(monkeypatch: pytest.MonkeyPatch) -> Event:
    """What is in a folder is listed only while this is set."""
    may_come = Event()
    look: Callable[[str], list[Choice[str]]] = file_screen.entries_at

    def slow(written: str) -> list[Choice[str]]:
        assert may_come.wait(PATIENCE)
        return look(written)

    monkeypatch.setattr(file_screen, "entries_at", slow)
    may_come.set()
    return may_come


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_a_key_that_takes_a_row_waits_for_the_list_of_what_is_typed(
    desk: Desk, folder: Path, lists_may_come: Event, key: str
) -> None:
    for name, note in (("名簿A.xlsx", "甲"), ("名簿B.xlsx", "乙")):
        write_list(folder / name, HEADINGS, [1, date(2025, 12, 1), "電話", f"{note}の記録"])
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o")
        await sitting.sees("名簿A.xlsx", "名簿B.xlsx")
        lists_may_come.clear()
        await sitting.press_on(*"名簿B", key)
        # The list still shows what was there before, with 名簿A first: it is not what is meant.
        screen = sitting.app.screen
        path = screen.query_one(CleanInput).value if isinstance(screen, ImportFileScreen) else None
        lists_may_come.set()
        assert path == f"{folder}{os.sep}名簿B"
        await sitting.rest()
        if key == "tab":
            assert screen.query_one(CleanInput).value == f"{folder}{os.sep}名簿B.xlsx"
        else:
            await sitting.sees("乙の記録")


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/home/x/名簿.xlsx", "/home/x/名簿.xlsx"),
        ('/home/x/"/mnt/届いたもの/名簿.xlsx"', "/mnt/届いたもの/名簿.xlsx"),
        ("/home/x//mnt/名簿.xlsx", "/mnt/名簿.xlsx"),
        ('C:\\desk\\"C:\\Users\\x\\名簿.xlsx"', "C:\\Users\\x\\名簿.xlsx"),
        ("C:\\desk\\D:\\名簿.xlsx", "D:\\名簿.xlsx"),
    ],
)
def test_a_path_pasted_behind_the_folder_stands_for_itself(written: str, path: str) -> None:
    assert str(path_of(written)) == path


def test_what_is_no_workbook_is_not_offered(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.csv", "c.txt", "~$b.xlsx", ".hidden.xlsx", "d.docx", "e.PNG"):
        (tmp_path / name).touch()
    (tmp_path / "z").mkdir()
    assert [choice.text for choice in entries_at(f"{tmp_path}/")] == ["z/", "a.csv", "b.xlsx", "c.txt"]
    assert [choice.text for choice in entries_at(f"{tmp_path}/B")] == ["b.xlsx"]
    assert entries_at(f"{tmp_path}/nowhere/x") == []


@pytest.mark.parametrize("size", [(140, 42), NARROW])
async def test_all_lists_of_a_file_go_in_together_and_out_with_one_key(
    desk: Desk, folder: Path, size: tuple[int, int]
) -> None:
    write_sheets(
        folder / "まとめて.xlsx",
        {
            "課題": [
                ["番号", "分類", "件名", "発生日"],
                [1, "広報・集客", "届いた課題", date(2025, 12, 1)],
                [2, "伝書鳩", "読めない課題", date(2025, 12, 1)],
            ],
            "面談": [HEADINGS, [1, date(2025, 12, 1), "電話", "届いた記録"]],
            "収支": [["費目", "金額"], ["謝金", 1]],
        },
    )
    before = data_of(desk.connection)
    async with sitting_at(desk, size) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("どの表を取り込みますか", "すべて（3行）")
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, ImportPreviewScreen)
        await sitting.sees("面談記録", "課題", "新規 2", "エラー 1")
        for kind in (ImportListsScreen, ImportFileScreen):
            await sitting.press("escape")
            assert isinstance(sitting.app.screen, kind)
        await sitting.press("enter", "enter", "ctrl+s", "y")
        assert isinstance(sitting.app.screen, ImportDoneScreen)
        await sitting.sees("面談記録: 新規 1", "課題: 新規 1", "取り込まなかった行 1行")
        assert ([one.note for one in list_checkins(desk)], len(list_issues(desk))) == (["届いた記録"], 1)
        await sitting.press("enter", "u", "y")
        assert data_of(desk.connection) == before


async def test_what_many_cells_say_alike_and_what_hardly_anybody_means_stand_above_the_rows(
    desk: Desk, folder: Path
) -> None:
    for number in range(1, 5):
        entry = CheckinEntry(
            group_no=number, held_on=date(2025, 12, number), channel=Channel.PHONE, note=f"記録{number}"
        )
        log_checkin(desk, entry)
    path = exported(desk, "checkins", folder)
    for number in range(1, 5):
        edit(path, "内容", ("番号", number), f"まったく別の話{number}")
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("面談記録の「内容」が、4件すべて書き換わっています")
        await sitting.press("ctrl+s")
        await sitting.sees("4件のうち4件が書き換わっています")
        await sitting.press("n", "escape", "escape")
        write_list(path, HEADINGS, *([n, date(2025, 12, n), "伝書鳩", "x"] for n in range(1, 31)))
        await sitting.press("enter")
        await sitting.sees("エラー 30", "この列のほかの29セルも同じです")
