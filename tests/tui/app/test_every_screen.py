"""What holds on every screen: check-in, undo, the log, who one is, names as written, trouble with the file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from textual.widgets import Static

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.frame import watching
from kodoku_tui.tui.frame.settings import remembered_staff
from kodoku_tui.tui.register.group_summary import GroupSummary
from tests.desks import MONDAY_IN_DECEMBER, ROSTER, go_to, morning_of
from tests.tui.sitting import LIKE_MARKUP, NARROW, sitting_at

MOST_KEYS = 6

SCREENS = {
    "今日": [],
    "団体": ["2"],
    "カルテ": ["2", "enter"],
    "出欠": ["3", "enter"],
    "研修": ["3"],
    "記録": ["4"],
}
FORMS = {
    "面談": ["c"],
    "課題": ["i"],
    "状態変更": ["m"],
    "期限延長": ["t"],
    "担当": ["a"],
    "変更": ["f2"],
    "辞退": ["shift+f2"],
}


@pytest.mark.a_few(3)
@pytest.mark.parametrize("way", SCREENS.values(), ids=SCREENS.keys())
async def test_a_checkin_takes_at_most_six_keys_besides_its_text(desk: Desk, way: list[str]) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press(*way)
        keys = ["c"]
        await sitting.press("c")
        if sitting.app.screen.query_one(CleanInput).has_focus:
            # No group stands under the cursor here: its name or number is text, Enter takes it.
            await sitting.type("1 ")
            await sitting.press("enter")
            keys.append("enter")
        await sitting.type("電話で集客の相談")
        await sitting.press("ctrl+s")
        keys.append("ctrl+s")
        await sitting.is_told("面談を保存しました: 1", "u で取り消せます")
    assert len(keys) <= MOST_KEYS
    assert [checkin.note for checkin in list_checkins(desk)] == ["電話で集客の相談"]


async def test_undo_says_what_it_takes_back_and_asks(desk: Desk) -> None:
    log_checkin(desk, CheckinEntry(group_no=5, held_on=desk.today, channel=Channel.PHONE, note="話した"))
    async with sitting_at(desk) as sitting:
        await sitting.press("u")
        await sitting.sees("次の操作を取り消しますか。", "面談記録: 5")
        await sitting.press("escape")
        assert list_checkins(desk)
        await sitting.press("ctrl+z", "y")
        await sitting.is_told("取り消しました: 面談記録: 5")
        assert not list_checkins(desk)


async def test_the_log_shows_an_act_its_values_and_takes_it_back(desk: Desk) -> None:
    desk.staff = add_and_sit(desk, "佐藤 花子")
    log_checkin(desk, CheckinEntry(group_no=5, held_on=desk.today, channel=Channel.PHONE, note="話した"))
    async with sitting_at(desk) as sitting:
        await sitting.press("4")
        await sitting.sees("面談記録: 5", "佐藤 花子")
        await sitting.press("enter")
        await sitting.sees("面談記録", "内容", "話した")
        await sitting.press("escape", "delete", "y")
        await sitting.is_told("取り消しました: 面談記録")
        await sitting.sees("取り消し済み")
        assert not list_checkins(desk)


async def test_in_the_log_the_cursor_stays_on_its_act_when_another_is_added(desk: Desk) -> None:
    for name in ("甲", "乙", "丙"):
        add_staff(desk, name)
    async with sitting_at(desk) as sitting:
        await sitting.press("4", "down", "down")
        key = sitting.table.cursor_key
        add_staff(desk, "丁")
        await sitting.press("r")
        await sitting.stands_on(key or 0)
        assert sitting.table.cursor_row == 3


async def test_saying_who_one_is(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.sees("担当未選択(w)")
        await sitting.press("w")
        await sitting.type("佐藤 花子")
        await sitting.press("ctrl+s")
        await sitting.is_told("操作する人: 佐藤 花子")
        await sitting.sees("佐藤 花子  2025/12/15(月)")
        assert remembered_staff() == desk.staff == "佐藤 花子"
        assert [member.name for member in list_staff(desk)] == ["佐藤 花子"]
        await sitting.press("2", "w", "down", "down", "enter")
        await sitting.sees("担当未選択(w)")


async def test_somebody_whom_the_file_does_not_know_is_nobody(desk: Desk) -> None:
    desk.staff = "知らない人"
    async with sitting_at(desk) as sitting:
        await sitting.is_told("担当者「知らない人」はこのファイルに登録されていません")
        await sitting.sees("担当未選択(w)")
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")


async def test_a_name_that_looks_like_markup_shows_as_written(desk: Desk) -> None:
    name = LIKE_MARKUP
    set_facts(desk, 1, name=name, project=f"取組{name}")
    add_staff(desk, f"担当{name}")
    assign_staff(desk, [1], main=f"担当{name}")
    log_checkin(desk, CheckinEntry(group_no=1, held_on=desk.today, channel=Channel.PHONE, note=f"記録{name}"))
    desk.staff = f"担当{name}"
    async with sitting_at(desk, (200, 50)) as sitting:
        for way in SCREENS.values():
            await sitting.press("1", *way)
            await sitting.sees(name)
        await sitting.press("2", "enter")
        await sitting.sees(f"取組{name}", f"記録{name}", f"担当{name}")
        for form in FORMS.values():
            await sitting.press(*form)
            await sitting.sees(f"1 {name}")
            await sitting.press("escape")
        await sitting.press("c")
        await sitting.type(f"話{name}")
        await sitting.press("ctrl+s")
        await sitting.is_told(f"面談を保存しました: 1 {name}。")
        await sitting.sees(f"面談を保存しました: 1 {name}。")
        await sitting.press("u")
        await sitting.sees(f"面談記録: 1 {name}")
        await sitting.press("y", "w")
        await sitting.sees(f"担当{name}")


@pytest.mark.long
async def test_nothing_that_we_draw_has_an_uncertain_width(desk: Desk) -> None:
    from_people = {
        sign for row in desk.connection.execute("SELECT name FROM organization") for sign in row[0]
    }
    from_people |= {
        sign for row in desk.connection.execute("SELECT project FROM adopted_group") for sign in row[0]
    }
    async with sitting_at(desk, NARROW) as sitting:
        for way in (
            *SCREENS.values(),
            ["2", "s"],
            ["2", "f"],
            ["u"],
            ["question_mark"],
            ["ctrl+p"],
            ["2", "c"],
        ):
            await sitting.press("escape", "escape", "1", *way)
            uncertain = {sign for sign in sitting.text if unicodedata.east_asian_width(sign) == "A"}
            assert not uncertain - from_people, way


async def test_every_form_has_its_words_in_english(desk: Desk) -> None:
    set_language("en")
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("2", "enter")
        for form in FORMS.values():
            await sitting.press(*form)
            await sitting.sees("Save", "Leave", "1 NPO法人 雪あかり坂くらし舎")
            await sitting.press("escape")


async def test_what_another_process_writes_shows_by_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    other = Desk(desk.path, clock=morning_of(desk.today))
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "down", "enter")
        log_checkin(
            other, CheckinEntry(group_no=2, held_on=desk.today, channel=Channel.PHONE, note="別室から")
        )
        await sitting.sees("別室から")
    other.close()


async def test_nothing_moves_under_an_open_form(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    other = Desk(desk.path, clock=morning_of(desk.today))
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "c")
        await sitting.type("打ちかけ")
        log_checkin(
            other, CheckinEntry(group_no=1, held_on=desk.today, channel=Channel.PHONE, note="別室から")
        )
        for _ in range(10):
            await sitting.pilot.pause(0.02)
        assert "別室から" not in sitting.flat
        await sitting.press("escape", "y")
        await sitting.sees("別室から")
    other.close()


async def test_a_new_day_begins_without_a_restart(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    async with sitting_at(desk) as sitting:
        await sitting.sees("168日超過", "2025/12/15(月)")
        go_to(desk, desk.today.replace(day=16))
        await sitting.sees("169日超過", "2025/12/16(火)")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")
async def test_a_file_that_goes_away_is_a_sentence_and_nothing_is_saved_into_the_void(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("大事な話")
        away = tmp_path / "away"
        desk.path.rename(away)
        await sitting.press("ctrl+s")
        await sitting.sees("が見つかりません", "大事な話")
        await sitting.press("escape", "y")
        await sitting.is_told("台帳.kodoku が見つかりません")
        away.rename(desk.path)
        await sitting.press("c")
        await sitting.type("もう一度")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")
def test_a_connection_to_a_file_that_went_away_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    add_staff(desk, "佐藤 花子")
    desk.path.rename(tmp_path / "away")
    with pytest.raises(Refused, match="file_missing"):
        add_staff(desk, "鈴木 一")
    (tmp_path / "away").rename(desk.path)
    assert [member.name for member in list_staff(desk)] == ["佐藤 花子"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")
async def test_another_file_in_its_place_is_read(
    desk: Desk, lively_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    async with sitting_at(desk) as sitting:
        await sitting.press("2")
        await sitting.sees("96団体")
        shutil.copyfile(lively_file, tmp_path / "next")
        for log in (Path(f"{desk.path}-wal"), Path(f"{desk.path}-shm")):
            log.unlink(missing_ok=True)
        (tmp_path / "next").replace(desk.path)
        await sitting.sees("94団体")


async def test_what_is_typed_right_behind_the_key_of_a_form_stands_in_the_form(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2")
        await sitting.type("cすぐ入力abe")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert list_checkins(desk)[0].note == "すぐ入力abe"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")
async def test_no_group_stands_beside_a_list_that_has_none(
    lively_desk: Desk, new_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 1000)
    async with sitting_at(lively_desk) as sitting:
        beside = sitting.app.screen.query_one(GroupSummary).query_one(Static)
        await sitting.is_still()
        assert str(beside.render())
        await sitting.press("2")
        for log in (Path(f"{lively_desk.path}-wal"), Path(f"{lively_desk.path}-shm")):
            log.unlink(missing_ok=True)
        shutil.copyfile(new_file, tmp_path / "next")
        (tmp_path / "next").replace(lively_desk.path)
        await sitting.press("1")
        await sitting.sees("全員の対応: なし")
        assert not str(beside.render())


async def test_a_file_that_is_overwritten_with_something_else_is_said_to_be_damaged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 1000)
    async with sitting_at(desk) as sitting:
        desk.path.write_bytes(b"not a database any more" * 10_000)
        await sitting.press("2", "down", "enter", "escape", "3")
        await sitting.is_told("バックアップから戻してください")
        assert not [one for one in sitting.all_notices if "予期しない" in one]


async def test_a_broken_file_is_a_sentence_and_the_app_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 1000)
    async with sitting_at(desk) as sitting:
        connection = sqlite3.connect(desk.path)
        connection.execute("DROP TABLE extension")
        connection.commit()
        connection.close()
        for keys in (["2"], ["enter"], ["c"], ["1"], ["r"]):
            await sitting.press(*keys)
        # While it shows it is said once.
        assert any("予期しない問題が起きました" in one for one in sitting.all_notices)
        assert sitting.app.is_running


@pytest.mark.long
async def test_the_invented_year_says_so_on_every_screen(demonstration_desk: Desk) -> None:
    async with sitting_at(demonstration_desk, NARROW) as sitting:
        for way in SCREENS.values():
            await sitting.press("1", *way)
            await sitting.sees("架空データ")


async def test_help_names_every_command_that_applies(desk: Desk) -> None:
    async with sitting_at(desk, (100, 120)) as sitting:
        await sitting.press("2", "question_mark")
        await sitting.sees(
            "検索", "絞り込み", "並べ替え", "面談", "期限延長", "書き出し", "コピー", "スペース 印"
        )
        await sitting.press("escape")
        assert sitting.app.focused is sitting.table


async def test_a_command_is_found_by_its_name(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "ctrl+p")
        await sitting.type("期限延長")
        await sitting.sees("理由つきで延ばします")
        await sitting.press("enter")
        await sitting.sees("期限を延長", "新しい期限")


@pytest.fixture
def demonstration_desk(desk: Desk) -> Desk:
    desk.connection.execute("UPDATE programme SET is_demonstration = 1")
    return desk


def add_and_sit(desk: Desk, name: str) -> str:
    add_staff(desk, name)
    return name


async def test_the_first_run_begins_with_the_register(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "new" / "kodoku.db", clock=morning_of(MONDAY_IN_DECEMBER))
    async with sitting_at(desk) as sitting:
        await sitting.sees("まだファイルがありません")
        await sitting.press("2")
        await sitting.sees("全員の対応:", "「契約締結」書類の送付が遅れ")
        await sitting.press("2")
        await sitting.sees("96団体")
    desk.close()


async def test_the_first_run_without_groups_says_what_comes_next(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "kodoku.db", clock=morning_of(MONDAY_IN_DECEMBER))
    async with sitting_at(desk) as sitting:
        await sitting.press("1", "2")
        await sitting.sees("Ctrl+O で一覧（Excel）を取り込めます")
    desk.close()


async def test_the_first_run_where_nothing_can_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    desk = Desk(tmp_path / "file" / "kodoku.db", clock=morning_of(MONDAY_IN_DECEMBER))
    async with sitting_at(desk) as sitting:
        await sitting.press("1")
        await sitting.is_told("フォルダーではありません")
        await sitting.sees("どのように始めますか")
    desk.close()


async def test_the_register_is_taken_in_from_a_workbook(new_desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(new_desk) as sitting:
        await sitting.press("2", "ctrl+o")
        await sitting.type(f'"{ROSTER}"')
        await sitting.press("enter")
        await sitting.sees("97行 = 新規 96 + 対象外 1")
        await sitting.press("ctrl+s", "y")
        await sitting.sees("新規 96", "取り消すには u")
        await sitting.press("enter")
        await sitting.sees("96団体")


async def test_a_file_that_is_no_workbook_is_a_sentence(new_desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_text("これはブックではない")
    async with sitting_at(new_desk) as sitting:
        await sitting.press("2", "ctrl+o")
        await sitting.type(str(bad))
        await sitting.press("enter")
        await sitting.sees("見出しと行からなる表がありません")


async def test_a_look_at_the_file_while_the_app_closes_is_no_failure(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        watch = sitting.app.file_watch
    # No screen is left now, and the clock may strike once again.
    assert sitting.app.screen_stack == []
    watch.look()
    assert sitting.app.failure is None
