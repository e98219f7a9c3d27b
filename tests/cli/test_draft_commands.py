"""`kodoku drafts`: what was begun on the screen of this machine, and by whom."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft, drafts_folder, path_of_draft, write_draft
from kodoku_tui.services.desk.file_settings import file_code
from tests.cli.conftest import Kodoku
from tests.desks import morning_of


def begin(path: Path, person: str, draft: Draft) -> Path:
    """Leave a draft of a check-in at this file."""
    with closing(Desk(path, clock=morning_of(date(2025, 12, 15)))) as desk:
        home = drafts_folder(file_code(desk), person)
    key = f"checkin:{person or 'everybody'}"
    file = path_of_draft(home, key, ())
    write_draft(file, key, draft)
    return file


OF_SATO = Draft(
    "面談を記録 1 架空の会",
    {"note": "会場の相談"},
    2025,
    form="面談を記録",
    group="1 架空の会",
    line="会場の相談",
    at="2025-12-15T10:00:00",
)


def test_drafts_are_those_of_the_person_named_and_of_nobody(kodoku: Kodoku, register: Path) -> None:
    assert kodoku("--staff", "架空", "drafts").code == 1
    begin(register, "佐藤 花子", OF_SATO)
    begin(
        register,
        "",
        Draft("課題を追加 2 架空の別の会", {"title": "担い手", "note": "三人だけで\n続けている"}, 2025),
    )
    named = kodoku("--staff", "佐藤", "drafts")
    assert "会場の相談" in named.out
    assert "三人だけで" in named.out
    unnamed = kodoku("drafts", "--json")
    assert [(one["form"], one["line"], one["at"]) for one in unnamed.document] == [
        ("課題を追加 2 架空の別の会", "三人だけで", None)
    ]
    assert "--staff" in unnamed.err
    assert kodoku("--staff", "佐藤", "draft", "list", "--json").document[0] == {
        "kind": "checkin",
        "form": "面談を記録",
        "group": "1 架空の会",
        "line": "会場の相談",
        "at": "2025-12-15T10:00:00",
        "fiscal_year": 2025,
    }


def test_a_damaged_file_of_a_draft_is_counted_and_left(kodoku: Kodoku, register: Path) -> None:
    file = begin(register, "", OF_SATO)
    file.write_bytes(b"\xff\xfe{")
    ended = kodoku("drafts")
    assert ended.code == 0
    assert "途中の入力はありません" in ended.out + ended.err
    assert "読み取れない途中の入力のファイルが1件あります" in ended.err
    assert file.read_bytes() == b"\xff\xfe{"
