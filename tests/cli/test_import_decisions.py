"""Importing from the command line: conflicts are decided by an option, and several lists are counted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku
from tests.intake_files import write_sheets
from tests.services.intake.test_round_trips import edit

THREE = ("書き出し時: 中", "ここ: 軽", "ファイル: 重")


@pytest.fixture
def conflicting(kodoku: Kodoku, tmp_path: Path) -> Path:
    """An export whose only issue was made heavier in the file and lighter here."""
    add = ["issue", "add", "12", "--category", "outreach", "--severity", "中", "--title", "集客"]
    assert kodoku(*add).code == 0
    path = tmp_path / "課題.xlsx"
    assert kodoku("export", "issues", path, "--inner").code == 0
    (issue,) = kodoku("issue", "list", "--json").document
    assert kodoku("issue", "set", str(issue["id"]), "--severity", "軽").code == 0
    edit(path, "重さ", ("番号", 12), "重")
    return path


def severity(kodoku: Kodoku) -> str:
    (issue,) = kodoku("issue", "list", "--json").document
    return str(issue["severity"])


def test_an_undecided_conflict_applies_nothing_and_says_how_to_decide(
    kodoku: Kodoku, conflicting: Path
) -> None:
    for options in ([], ["--conflicts", "refuse"], ["--dry-run"]):
        ended = kodoku("import", "issues", conflicting, *options)
        assert ended.code == 1
        assert all(part in ended.err for part in (*THREE, "--conflicts keep", "--conflicts take"))
        assert severity(kodoku) == "軽"


@pytest.mark.parametrize(
    ("decision", "said", "changed", "standing"),
    [("take", "ファイルを採用", 1, "重"), ("keep", "ここを残し", 0, "軽")],
)
def test_conflicts_are_decided_by_an_option_and_shown_before(
    decision: str, said: str, changed: int, standing: str, kodoku: Kodoku, conflicting: Path
) -> None:
    rehearsed = kodoku("import", "auto", conflicting, "--conflicts", decision, "--dry-run")
    assert rehearsed.code == 0
    assert all(part in rehearsed.err for part in (*THREE, said))
    assert severity(kodoku) == "軽"
    done = kodoku("import", "auto", conflicting, "--conflicts", decision, "--json")
    assert (done.code, done.document["changed"], done.document["errors"]) == (0, changed, [])
    assert (severity(kodoku), done.document["unit"] is None) == (standing, not changed)


def test_an_unknown_decision_is_wrong_usage(kodoku: Kodoku, conflicting: Path) -> None:
    ended = kodoku("import", "issues", conflicting, "--conflicts", "maybe")
    assert ended.code == 2
    assert "keep, take, refuse" in ended.err


def test_several_lists_are_summed_and_counted_one_by_one(kodoku: Kodoku, tmp_path: Path) -> None:
    day = date(2025, 12, 1)
    path = write_sheets(
        tmp_path / "まとめて.xlsx",
        {
            "課題": [["番号", "分類", "件名", "発生日"], [12, "広報・集客", "集客", day]],
            "面談": [
                ["番号", "日付", "方法", "面談内容"],
                [12, day, "電話", "相談"],
                [None, None, None, None],
                [999, day, "電話", "どこの団体か"],
            ],
            "収支": [["費目", "金額"], ["謝金", 1]],
        },
    )
    refused = kodoku("import", "auto", path)
    assert refused.code == 1
    assert ["面談記録 2行" in line for line in refused.out.splitlines()] == [False, True, False]
    assert "シート「収支」のほかの表（1行）は取り込みません" in refused.err
    done = kodoku("import", "auto", path, "--partial", "--json").document
    assert list(done) == [
        "rows",
        "new",
        "changed",
        "unchanged",
        "skipped",
        "errors",
        "unit",
        "changes",
        "left_out",
        "account",
        "suspicions",
        "error_groups",
        "lists",
    ]
    assert (done["rows"], done["new"], done["skipped"], len(done["errors"])) == (3, 2, 0, 1)
    assert [(one["list"], one["rows"], one["new"], one["errors"]) for one in done["lists"]] == [
        ("checkins", 2, 1, 1),
        ("issues", 1, 1, 0),
    ]
    assert kodoku("undo", str(done["unit"])).code == 0
    assert kodoku("issue", "list", "--json").document == []


def test_with_partial_nobody_is_told_to_use_partial(kodoku: Kodoku, tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["番号", "日付", "方法", "面談内容"],
        [999, date(2025, 12, 1), "電話", "どこの団体か"],
    ]
    ended = kodoku("import", "checkins", write_sheets(tmp_path / "面談.xlsx", {"面談": rows}), "--partial")
    assert "エラーのある行のほかに、取り込む変更はありません" in ended.err
    assert "--partial" not in ended.err


def test_a_dry_run_says_what_would_change_cell_by_cell(kodoku: Kodoku, conflicting: Path) -> None:
    ended = kodoku("import", "issues", conflicting, "--conflicts", "take", "--dry-run")
    assert "（重さ）12 " in ended.err
    assert "集客: 軽 → 重" in ended.err
    rehearsed = kodoku("import", "issues", conflicting, "--conflicts", "take", "--dry-run", "--json").document
    told = {"sheet": "課題", "row": 4, "group_no": 12, "field": "severity", "before": "軽", "after": "重"}
    assert rehearsed["changes"] == [told]
    assert kodoku("import", "issues", conflicting, "--conflicts", "keep", "--json").document["changes"] == []


def test_every_row_that_is_no_record_is_told_with_its_reason(kodoku: Kodoku, tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["面談の記録"],
        [],
        ["番号", "日付", "方法", "面談内容"],
        [12, date(2025, 12, 1), "電話", "相談"],
        [13, date(2025, 12, 1), "電話", "見学"],
        [],
        ["※ 12月分"],
    ]
    path = write_sheets(tmp_path / "面談.xlsx", {"面談": rows})
    told = kodoku("import", "checkins", path, "--dry-run", "--json").document
    assert [(one["row"], one["reason"]) for one in told["left_out"]] == [
        (1, "title"),
        (3, "heading"),
        (7, "note"),
    ]
    counted = {"rows": 5, "new": 2, "changed": 0, "unchanged": 0, "errors": 0, "left_out": 3}
    assert told["account"] == counted
    said = kodoku("import", "checkins", path, "--dry-run").err
    assert "シート「面談」で記録ではない行: 表の題 1行目／見出しの行 3行目" in said


def test_what_many_cells_of_a_column_say_alike_is_one_line(kodoku: Kodoku, tmp_path: Path) -> None:
    day = date(2025, 12, 1)
    rows: list[Sequence[object]] = [["番号", "日付", "方法", "面談内容"]]
    rows += [[number, day, "伝書鳩", f"{number}番の話"] for number in range(1, 31)]
    rows += [[31, day, "のろし", "31番の話"]]
    ended = kodoku("import", "checkins", write_sheets(tmp_path / "面談.xlsx", {"面談": rows}))
    told = [line for line in ended.err.splitlines() if "（方法）" in line]
    assert len(told) == 2
    assert all(part in told[0] for part in ("C2（方法）", "「伝書鳩」", "ほかの29セル", "C3、C4"))
    assert "のろし" in told[1]
    document = kodoku("import", "checkins", tmp_path / "面談.xlsx", "--json").document
    assert len(document["errors"]) == 31
    alike = [(one["column"], one["count"], one["cells"][:2]) for one in document["error_groups"]]
    assert alike == [("方法", 30, ["C2", "C3"]), ("方法", 1, ["C32"])]


def test_a_copied_sheet_is_refused_with_both_names(kodoku: Kodoku, tmp_path: Path) -> None:
    day = date(2025, 12, 1)
    rows: list[Sequence[object]] = [
        ["番号", "日付", "方法", "面談内容"],
        [1, day, "電話", "はい"],
        [2, day, "電話", "いいえ"],
    ]
    path = write_sheets(
        tmp_path / "面談.xlsx", {"面談": rows, "面談 (2)": [*rows[:2], [2, day, "電話", "ううん"]]}
    )
    ended = kodoku("import", "checkins", path)
    assert (ended.code, ended.out) == (1, "")
    assert all(part in ended.err for part in ("--sheet '面談'", "--sheet '面談 (2)'"))
    assert kodoku("import", "checkins", path, "--sheet", "面談 (2)", "--json").document["new"] == 2
