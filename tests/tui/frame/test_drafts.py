"""Drafts on the disk: of this file only, whole again with every kind of field, and never in the way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk import drafts as on_disk
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft
from kodoku_tui.tui.frame.drafts import KeptDrafts
from tests.tui.sitting import sitting_at

TYPED: dict[str, object] = {
    "note": "話\n\U0001f600",
    "staff": ("佐藤", "佐"),
    "participants": (("山田",), ""),
    "on": None,
}
DRAFT = Draft("面談を記録 12 架空の会", TYPED, 2025)
THIS_FILE, ANOTHER_FILE = "a" * 32, "b" * 32


def opened(code: str = THIS_FILE) -> KeptDrafts:
    drafts = KeptDrafts()
    drafts.open_for(code, 2025)
    return drafts


def test_a_draft_comes_back_as_it_was_typed() -> None:
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    drafts.flush()
    again = opened()
    assert again == {"checkin:12": DRAFT}
    assert again.found == [DRAFT]
    # Nobody typed anything in this run: nothing to ask about when leaving.
    assert again.unsaved == []


def test_another_file_has_drafts_of_its_own() -> None:
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    drafts.flush()
    assert opened(ANOTHER_FILE) == {}


def test_a_file_that_takes_the_place_of_another_finds_nothing_that_was_typed_for_that_one() -> None:
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    drafts["milestone:12"] = Draft("状態を変更", {"move": "submit"})
    drafts.open_for(ANOTHER_FILE, 2026)
    assert (drafts, drafts.unsaved) == ({}, [])
    drafts["checkin:12"] = Draft("面談を記録 12 別の会", {"note": "別の話"})
    drafts.flush()
    assert set(opened()) == {"checkin:12", "milestone:12"}
    assert opened()["checkin:12"] == DRAFT
    assert opened(ANOTHER_FILE)["checkin:12"] == Draft("面談を記録 12 別の会", {"note": "別の話"}, 2026)


def test_what_is_saved_is_forgotten_on_the_disk_too() -> None:
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    drafts.flush()
    assert drafts.pop("checkin:12", None) == DRAFT
    drafts.flush()
    assert opened() == {}


@pytest.mark.parametrize(
    "kind",
    ["milestone", "remedy", "comment", "linkage", "contact", "extension", "survey", "facts", "decision"],
)
def test_nothing_typed_in_any_form_is_lost(kind: str) -> None:
    drafts = opened()
    drafts[f"{kind}:12"] = Draft("入力", {"note": "書きかけ"})
    drafts.flush()
    assert drafts.are_kept
    assert opened()[f"{kind}:12"].typed == {"note": "書きかけ"}


def test_a_form_that_only_asks_what_to_show_is_not_kept() -> None:
    drafts = opened()
    drafts["filter:"] = Draft("絞り込み", {"text": "防災"})
    drafts.flush()
    assert opened() == {}


def test_a_draft_belongs_to_whoever_typed_it_and_one_of_nobody_to_everybody() -> None:
    drafts = KeptDrafts()
    drafts.open_for(THIS_FILE, 2025)
    drafts["action:1"] = Draft("対応事項", {"title": "だれでも"})
    drafts.open_for(THIS_FILE, 2025, "佐藤 花子")
    drafts["checkin:12"] = DRAFT
    drafts.flush()
    for person, keys in (
        ("佐藤 花子", {"action:1", "checkin:12"}),
        ("田中", {"action:1"}),
        ("", {"action:1"}),
    ):
        again = KeptDrafts()
        again.open_for(THIS_FILE, 2025, person)
        assert set(again) == keys
    again.open_for(THIS_FILE, 2025, "田中")
    again.pop("action:1")
    again.flush()
    assert opened() == {}


def test_a_folder_that_cannot_be_written_and_a_spoilt_draft_stop_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    drafts.flush()
    (folder,) = (tmp_path / "settings").rglob("drafts")
    for path in folder.rglob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert opened() == {}
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(in_the_way))
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    drafts.flush()
    assert drafts == {"checkin:12": DRAFT}
    # Nobody is told that it will be there the next time, and looking at the list loses nothing.
    assert not drafts.are_kept
    drafts.lay_aside("checkin:12")
    drafts.look_again()
    assert (drafts, len(drafts.unsaved)) == ({"checkin:12": DRAFT}, 1)


async def test_what_was_typed_is_there_after_the_app_went_away(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("大事な話")
        await sitting.press("tab", "2", *["tab"] * 5)
        await sitting.type("山田、")
        sitting.app.drafts.flush()
    async with sitting_at(desk) as sitting:
        await sitting.is_told("前回の入力途中のものが1件残っています")
        await sitting.press("2", "c")
        await sitting.sees("大事な話", "山田", "前に入力した途中の内容を戻しました。")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        sitting.app.drafts.flush()
    (logged,) = list_checkins(desk)
    assert (logged.note, logged.condition, logged.participants) == ("大事な話", "注意", ["山田"])
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        assert "大事な話" not in str(sitting.app.screen.query_one("CleanTextArea"))
        assert "前に入力した" not in sitting.flat


def test_leaving_waits_for_what_is_being_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that writes took the draft along and is slow, and the app is quit: the draft was lost."""
    is_writing, may_go_on = threading.Event(), threading.Event()
    write = on_disk.write_draft

    def write_slowly(path: Path, key: str, draft: Draft | None) -> None:
        is_writing.set()
        assert may_go_on.wait(60)
        write(path, key, draft)

    monkeypatch.setattr(on_disk, "write_draft", write_slowly)
    drafts = opened()
    drafts["checkin:12"] = DRAFT
    assert is_writing.wait(60)
    leaving = threading.Thread(target=drafts.flush)
    leaving.start()
    leaving.join(0.2)
    assert leaving.is_alive()
    may_go_on.set()
    leaving.join(60)
    assert opened() == {"checkin:12": DRAFT}
