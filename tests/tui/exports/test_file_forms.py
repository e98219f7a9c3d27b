"""The screens that write files: what is there is asked about, what may not be written is said, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.exports import export_form
from kodoku_tui.tui.forms import file_screen
from kodoku_tui.tui.forms.fields import TextField
from kodoku_tui.tui.frame.settings import remember_staff, remembered_staff
from tests.desks import data_of, morning_of
from tests.intake_files import write_list
from tests.tui.sitting import Sitting, sitting_at


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person is, and what the forms suggest."""
    place = tmp_path / "出力"
    place.mkdir()
    monkeypatch.chdir(place)
    for screen in (export_form, file_screen):
        monkeypatch.setattr(screen, "default_folder", lambda: place)
    return place


@dataclass(frozen=True)
class Form:
    """A form that asks where to write: the keys to its field for the path, the ending, what it says afterwards."""

    keys: tuple[str, ...]
    ending: str
    done: str


FORMS = {
    "export": Form(("2", "e", "down", "down", "down"), ".xlsx", "を書き出しました"),
    "calendar": Form(("6", "e"), ".ics", "予定を書き出しました"),
}
EACH_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


async def begin(sitting: Sitting, form: Form, path: str) -> None:
    """Open the form and give the path."""
    await sitting.press(*form.keys, "ctrl+u")
    await sitting.type(path)


async def ask(sitting: Sitting) -> None:
    """Save, and wait for nothing: what the form wants to know first keeps it busy."""
    await sitting.pilot.press("ctrl+s")


@pytest.mark.a_few(1)
@EACH_FORM
async def test_what_is_there_is_replaced_only_after_a_yes(desk: Desk, folder: Path, form: Form) -> None:
    path = folder / f"先月{form.ending}"
    path.write_text("先月の一覧", encoding="utf-8")
    path.chmod(0o640)
    async with sitting_at(desk) as sitting:
        await begin(sitting, form, path.name)
        await ask(sitting)
        await sitting.sees("はすでにあります。置き換えますか")
        await sitting.press("n")
        await sitting.sees("そのままです")
        assert path.read_text(encoding="utf-8") == "先月の一覧"
        await ask(sitting)
        await sitting.sees("置き換えますか")
        await sitting.press("y")
        await sitting.is_told(path.name, form.done)
    assert path.read_bytes()[:5] in (b"PK\x03\x04\x14", b"BEGIN")
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(folder.iterdir()) == [path]


def by_link(folder: Path, target: Path, ending: str) -> str:
    (folder / f"近道{ending}").symlink_to(target)
    return f"近道{ending}"


def by_hard_link(folder: Path, target: Path, ending: str) -> str:
    (folder / f"別名{ending}").hardlink_to(target)
    return f"別名{ending}"


CANNOT_BE: dict[str, tuple[Callable[[Path, Path, str], str], str]] = {
    "a link to the database": (by_link, "いま使っているデータベース"),
    "a hard link to it": (by_hard_link, "いま使っているデータベース"),
    "a link to its log": (
        lambda folder, target, ending: by_link(folder, Path(f"{target}-wal"), ending),
        "いま使っているデータベース",
    ),
    "a missing folder": (lambda folder, target, ending: f"ない/一覧{ending}", "がありません"),
    "too long a name": (lambda folder, target, ending: f"{'長' * 90}{ending}", "長すぎます"),
    "a root": (lambda folder, target, ending: "/", "最後を"),
}


@pytest.mark.a_few(2)
@EACH_FORM
@pytest.mark.parametrize(("place", "said"), CANNOT_BE.values(), ids=CANNOT_BE)
async def test_what_may_not_be_written_is_said_at_the_field_and_nothing_is_done(
    desk: Desk, folder: Path, form: Form, place: Callable[[Path, Path, str], str], said: str
) -> None:
    async with sitting_at(desk) as sitting:
        before = data_of(desk.connection)
        assert Path(f"{desk.path}-wal").exists()
        path = place(folder, desk.path, form.ending)
        stood = set(folder.iterdir())
        await begin(sitting, form, path)
        await sitting.press("ctrl+s")
        await sitting.sees(said)
        assert sitting.app.screen.focused is not None
        at_fault = next(one for one in sitting.app.screen.focused.ancestors if isinstance(one, TextField))
        assert at_fault.field_name == "path"
        assert set(folder.iterdir()) == stood
        assert data_of(desk.connection) == before


def with_a_wrong_line(folder: Path, name: str) -> Path:
    headings = ["番号", "日付", "方法", "面談内容"]
    return write_list(folder / name, headings, [999, date(2025, 12, 1), "電話", "どこの団体か"])


async def test_rows_that_failed_take_a_free_name_and_never_that_of_the_database(
    desk: Desk, folder: Path
) -> None:
    with_a_wrong_line(folder, "面談.xlsx")
    first = folder / "面談_取り込めない行.xlsx"
    first.symlink_to(desk.path)
    async with sitting_at(desk) as sitting:
        before = data_of(desk.connection)
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("エラー 1")
        await sitting.press("f7")
        await sitting.is_told("面談_取り込めない行2.xlsx")
        first.unlink()
        # A link that leads nowhere yet, but would lead to what SQLite needs for itself.
        first.symlink_to(f"{desk.path}-journal")
        await sitting.press("f7")
        await sitting.is_told("いま使っているデータベース")
        assert data_of(desk.connection) == before
    assert not Path(f"{desk.path}-journal").exists()


async def test_rows_that_failed_of_a_file_with_a_long_name_are_refused_and_the_app_goes_on(
    desk: Desk, folder: Path
) -> None:
    with_a_wrong_line(folder, f"{'長' * 80}.xlsx")
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("エラー 1")
        await sitting.press("f7")
        await sitting.is_told("長すぎます")
        await sitting.sees("エラー 1")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("key", ["1", "2"])
async def test_a_file_is_not_begun_under_the_name_of_a_log(tmp_path: Path, key: str) -> None:
    desk = Desk(tmp_path / "台帳.kodoku-wal", clock=morning_of(date(2025, 12, 15)))
    async with sitting_at(desk) as sitting:
        await sitting.press(key)
        await sitting.is_told("作業ファイル")
        await sitting.sees("3  ")
    assert not desk.path.exists()


async def test_a_demonstration_that_somebody_makes_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "台帳.kodoku", clock=morning_of(date(2025, 12, 15)))
    (tmp_path / "demo.db").symlink_to(tmp_path / "置き場-wal")
    async with sitting_at(desk) as sitting:
        await sitting.press("3")
        await sitting.is_told("作業ファイル")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.db"]


def test_who_sits_here_is_never_written_over_the_database(tmp_path: Path) -> None:
    remember_staff("佐藤 花子", database=tmp_path / "台帳.kodoku")
    assert remembered_staff() == "佐藤 花子"
    (settings,) = (tmp_path / "settings").rglob("settings.json")
    assert settings.stat().st_mode & 0o777 == 0o600
    before = settings.read_bytes()
    remember_staff("鈴木 一郎", database=settings)
    assert settings.read_bytes() == before
    assert list(settings.parent.iterdir()) == [settings]
