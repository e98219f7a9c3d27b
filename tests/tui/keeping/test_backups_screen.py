"""Backups on the screen: made, looked at, gone back to, the file checked."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.backups import back_up, list_backups
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.store.backups import moment_of_backup
from tests.desks import data_of
from tests.tui.sitting import sitting_at


async def test_a_backup_is_made_and_gone_back_to_after_a_look_at_what_changes(desk: Desk) -> None:
    desk.path.chmod(0o600)
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+f10")
        await sitting.sees("バックアップはまだありません")
        await sitting.press("n")
        await sitting.is_told("バックアップを取りました")
        await sitting.sees("手動", "1件")
        before = data_of(desk.connection)
        add_staff(desk, "青木 一")
        await sitting.press("enter")
        await sitting.sees("戻しますか", "担当者を登録: 青木 一", "担当者: 1行 -> 0行", "先に残して")
        await sitting.press("n")
        assert [person.name for person in list_staff(desk)] == ["青木 一"]
        await sitting.press("enter")
        await sitting.sees("戻しますか")
        await sitting.press("y")
        await sitting.is_told("バックアップの内容にしました")
        assert data_of(desk.connection) == before
        # What stood there is a backup by now, and one can go back to that.
        await sitting.sees("戻す前")
        await sitting.press("home", "enter")
        await sitting.sees("戻しますか", "担当者: 0行 -> 1行")
        await sitting.press("y")
        await sitting.until(lambda: [person.name for person in list_staff(desk)] == ["青木 一"])


async def test_the_file_is_checked_and_what_can_be_is_mended(desk: Desk) -> None:
    desk.path.chmod(0o600)
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+f10", "k")
        await sitting.is_told("異常はありません")
        desk.path.chmod(0o644)
        await sitting.press("k")
        await sitting.sees("気になる点が", "ほかの利用者も読めます", "直せるものを直す")
        await sitting.press("y")
        await sitting.is_told("直しました")
        assert desk.path.stat().st_mode & 0o077 == 0


async def test_what_stands_against_it_is_a_sentence_on_the_screen(desk: Desk) -> None:
    folder = Path(f"{desk.path.parent}/{desk.path.stem}-backups")
    folder.write_text("")
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+f10", "n")
        await sitting.is_told("フォルダーではありません")
        folder.unlink()
        await sitting.press("n")
        await sitting.is_told("バックアップを取りました")
        (made,) = list_backups(desk)
        made.path.write_bytes(made.path.read_bytes()[:9_000])
        await sitting.press("enter")
        await sitting.is_told("壊れています")


async def test_a_plain_copy_lacks_nothing_soon_after_the_last_save(desk: Desk, tmp_path: Path) -> None:
    def notes_in_a_plain_copy() -> list[str]:
        plain = shutil.copyfile(desk.path, tmp_path / "写し.db")
        with closing(sqlite3.connect(f"file:{plain}?mode=ro&immutable=1", uri=True)) as raw:
            return [note for (note,) in raw.execute("SELECT note FROM checkin")]

    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c", *"話した", "ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.until(lambda: notes_in_a_plain_copy() == ["話した"])


async def test_a_backup_is_looked_into_beside_today_and_one_comes_back_to_where_one_was(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    first = back_up(desk).path
    add_staff(desk, "井上 二")
    back_up(desk)
    now, before = data_of(desk.connection), hashlib.sha256(first.read_bytes()).hexdigest()
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "ctrl+f10", "down")
        await sitting.stands_on(first.name)
        await sitting.press("v")
        await sitting.sees("・見るだけ", f"バックアップ {moment_of_backup(first):%Y-%m-%d %H:%M}")
        assert [one.name for one in list_staff(desk)] == ["青木 一"]
        # A form is refused before anything is typed, an act where it would be written.
        await sitting.press("2", "c")
        await sitting.is_told("見るだけです")
        assert len(sitting.app.screen_stack) == 1
        with pytest.raises(Refused) as caught:
            add_staff(desk, "上田 三")
        assert caught.value.key == "error.only_a_look"
        await sitting.press("ctrl+o")
        assert len(sitting.app.screen_stack) == 1
        for digit in "134567892":
            await sitting.press(digit)
        await sitting.press("enter")
        await sitting.sees("・見るだけ")
        await sitting.press("escape", "escape")
        await sitting.stands_on(first.name)
        assert "・見るだけ" not in sitting.text
        assert data_of(desk.connection) == now
        await sitting.press("f8")
        await sitting.sees("・見るだけ")
        await sitting.press("ctrl+f10")
        await sitting.stands_on(first.name)
        add_staff(desk, "上田 三")
    assert hashlib.sha256(first.read_bytes()).hexdigest() == before
    assert {each.name for each in first.parent.iterdir()} == {each.path.name for each in list_backups(desk)}
