"""Another file lies where the one at hand lay: it is said, nothing goes into it unseen, and what is typed stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.next_year import NextYear, begin_next_year, next_year
from kodoku_tui.services.duties.milestones import extend_due
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.tui.desk.settings_form import SettingsForm
from kodoku_tui.tui.frame import watching
from tests.desks import MONDAY_IN_DECEMBER, data_of
from tests.tui.sitting import Sitting, foot_of, sitting_at

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")

SENTENCE = "台帳.kodoku が別のファイルに置き換わっているため、保存していません"


def take_its_place(other: Path, path: Path) -> None:
    """As a person does who copies a file over another one: what belonged to the log of the other is gone with it."""
    path.rename(path.with_suffix(".before"))
    for end in ("-wal", "-shm"):
        log = Path(f"{path}{end}")
        if log.exists():
            log.rename(f"{path.with_suffix('.before')}{end}")
    shutil.copyfile(other, path)


def put_back(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        kept = Path(f"{path.with_suffix('.before')}{end}")
        Path(f"{path}{end}").unlink(missing_ok=True)
        if kept.exists():
            kept.rename(f"{path}{end}")


def rows_of(desk: Desk) -> object:
    fresh = Desk(desk.path, clock=desk.clock)
    try:
        return data_of(fresh.connection)
    finally:
        fresh.close()


@pytest.fixture
def slow_watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody looks at the file meanwhile: the key comes first."""
    monkeypatch.setattr(watching, "LOOK_SECONDS", 1000)
    yield


@pytest.mark.usefixtures("slow_watch")
async def test_what_is_typed_is_not_saved_into_another_file_and_stays_until_the_right_one_is_back(
    desk: Desk, demonstration_file: Path
) -> None:
    async def saves(sitting: Sitting, typed: str) -> None:
        take_its_place(demonstration_file, desk.path)
        before = rows_of(desk)
        await sitting.press("ctrl+s")
        assert SENTENCE in foot_of(sitting)
        await sitting.sees(typed)
        assert rows_of(desk) == before
        put_back(desk.path)
        await sitting.press("ctrl+s")

    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("大事な話")
        await saves(sitting, "大事な話")
        await sitting.is_told("面談を保存しました")


@pytest.mark.usefixtures("slow_watch")
async def test_settings_that_look_alike_in_both_files_are_not_changed_in_the_other(
    desk: Desk, demonstration_file: Path
) -> None:
    async with sitting_at(desk) as sitting:
        sitting.app.open_form(lambda: SettingsForm(desk, "due_soon_days"))
        await sitting.rest()
        await sitting.press("backspace", "backspace")
        await sitting.type("21")
        take_its_place(demonstration_file, desk.path)
        before = rows_of(desk)
        await sitting.press("ctrl+s", "y")
        assert SENTENCE in foot_of(sitting)
        assert rows_of(desk) == before


async def test_another_file_that_is_noticed_is_told_and_read_and_can_be_written_to(
    desk: Desk, demonstration_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    async with sitting_at(desk) as sitting:
        await sitting.press("2")
        await sitting.sees("96団体")
        take_its_place(demonstration_file, desk.path)
        await sitting.is_told("台帳.kodoku が別のファイルに置き換わりました")
        await sitting.sees("94団体")
        await sitting.press("c")
        await sitting.type("こちらの話")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, _: undo(desk),
        lambda desk, _: add_staff(desk, "鈴木 一"),
        begin_next_year,
    ],
    ids=["undo", "add", "next_year"],
)
def test_no_act_of_any_kind_goes_into_another_file(
    desk: Desk, demonstration_file: Path, act: Callable[[Desk, NextYear], object]
) -> None:
    coming = next_year(desk)
    extend_due(desk, 1, "outcome_report", to=MONDAY_IN_DECEMBER.replace(year=2026, month=2), reason="水害")
    assert desk.stay_at_file() is False
    take_its_place(demonstration_file, desk.path)
    before = rows_of(desk)
    with pytest.raises(Refused, match="another_file"):
        act(desk, coming)
    assert rows_of(desk) == before
    assert (desk.stay_at_file(), desk.stay_at_file()) == (True, False)
