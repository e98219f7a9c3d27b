"""The plan, the next year and the calendar on the command line."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar

from tests.cli.conftest import Kodoku

FIELDS = ["key", "title", "kind", "planned", "rule", "due", "policy", "review_days", "required", "internal"]
FIELDS += ["after", "day_open"]


def test_the_plan_as_data_and_in_words(kodoku: Kodoku) -> None:
    document = kodoku("plan", "list", "--json").document
    assert all(list(record) == FIELDS for record in document)
    assert [record["key"] for record in document][:2] == ["contract", "training_1"]
    assert (document[1]["planned"], document[1]["rule"]) == ("2025-08-31", "month_end 2025-08")
    assert "2025年8月末" in kodoku("plan", "list").out
    assert "end of 2025-08" in kodoku("plan", "list", lang="en").out


def test_a_dry_run_shows_who_would_move_and_the_act_moves_them(kodoku: Kodoku) -> None:
    change = ["plan", "set", "outcome_report", "--on", "1/30", "--policy", "前営業日"]
    seen = kodoku(*change, "--dry-run")
    assert (seen.code, "96団体の期限が動きます" in seen.err) == (0, True)
    assert seen.out.count("2026/1/30(金)") == 96
    assert kodoku("plan", "list", "--json").document[4]["planned"] == "2026-01-31"
    assert kodoku(*change).out == seen.out
    assert kodoku("plan", "list", "--json").document[4]["planned"] == "2026-01-30"
    assert kodoku("undo").code == 0
    assert kodoku("plan", "list", "--json").document[4]["planned"] == "2026-01-31"


def test_a_rule_that_cannot_be_read_says_how_to_write_one(kodoku: Kodoku) -> None:
    ended = kodoku("plan", "set", "outcome_report", "--rule", "month_last 2026-01")
    assert (ended.code, ended.out) == (1, "")
    assert "month_end 2026-01" in ended.err
    assert kodoku("plan", "set", "outcome_report").code == 2


def test_next_year_is_added_and_a_returning_group_shows_the_year_before(
    kodoku: Kodoku, invented_book: Path
) -> None:
    assert kodoku("init", "--year", "2026", "--from", "2024").code == 1
    assert kodoku("init", "--year", "2026", "--from", "2025").code == 0
    assert len(kodoku("group", "list", "--json").document) == 96
    assert kodoku("group", "list", "--json", today="2026-07-01").document == []
    assert kodoku("import", "roster", invented_book, today="2026-07-01").code == 0
    shown = kodoku("group", "show", "12", "--json", today="2026-07-01").document
    assert [(year["year"], year["number"]) for year in shown["earlier"]] == [(2025, 12)]
    assert shown["r6"] is True
    page = kodoku("group", "show", "12", today="2026-07-01").out
    assert "これまでの参加" in page
    assert "2025年度  12" in page
    assert "これまでの参加" not in kodoku("group", "show", "12").out


def test_next_year_in_a_file_of_its_own(kodoku: Kodoku, register: Path, tmp_path: Path) -> None:
    path = tmp_path / "r8.db"
    assert kodoku("init", "--year", "2026", "--from", register, db=path).code == 0
    assert len(kodoku("staff", "list", "--json", db=path, today="2026-07-01").document) == 2
    assert len(kodoku("group", "list", "--json", db=path).document) == 96
    assert len(kodoku("plan", "list", "--json", today="2026-07-01").document) == 8
    assert kodoku("plan", "list", "--json", today="2026-07-01").document[0]["planned"] == "2025-06-30"


def test_the_command_writes_it_and_minds_the_name(kodoku: Kodoku, tmp_path: Path) -> None:
    path = tmp_path / "期限.ics"
    assert kodoku("export", "calendar", path, "--staff", "佐藤").code == 0
    uids = {str(event["uid"]) for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}
    assert {uid for uid in uids if "-session-" not in uid} == {
        f"2025-12-{key}@kodoku" for key in ("contract", "outcome_report", "expense_report", "final_audit")
    }
    assert kodoku("export", "calendar", tmp_path / "期限.xlsx").code == 1
    assert kodoku("export", "status", path).code == 1


def test_what_was_due_before_a_day_is_settled_after_a_look(kodoku: Kodoku) -> None:
    looked = kodoku("plan", "settle-before", "12/1", "--dry-run")
    assert looked.code == 0 and "対象外" in looked.err
    units = len(kodoku("log", "--json").document)
    assert kodoku("plan", "settle-before", "12/1").code == 1
    assert len(kodoku("log", "--json").document) == units
    done = kodoku("plan", "settle-before", "12/1", "--reason", "台帳を始める前")
    assert done.code == 0 and len(kodoku("log", "--json").document) == units + 1
