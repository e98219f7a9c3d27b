"""Ids are those of one file: nothing that people see, in any list or workbook, goes by them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.cli.main import run
from kodoku_tui.domain.exports.exchange import row_key_of, stamp_of
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.checkins.actions import list_postponements
from kodoku_tui.services.checkins.due import checkins_due
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo, unit_to_undo
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.plan.changes import preview_change
from kodoku_tui.services.endings.endings import status_history
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.issues.board import issue_board, issue_page
from kodoku_tui.services.issues.page import issue_page_of, recent_checkins
from kodoku_tui.services.issues.remedies import like_words
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.sessions.sessions import attendance_standings
from tests.desks import MONDAY_IN_DECEMBER, morning_of
from tests.exporting import RICH_GROUP, to_work_on
from tests.other_ids import give_other_ids

GROUP = str(RICH_GROUP)
LISTS = [
    ["action", "list", "--all"],
    ["action", "list", "--group", GROUP, "--all"],
    ["attendance", "list"],
    ["checkin", "list"],
    ["contact", "list"],
    ["document", "list"],
    ["expense", "list", "--group", GROUP],
    ["group", "list", "--all"],
    ["group", "show", GROUP],
    ["indicator", "list"],
    ["issue", "list", "--all"],
    ["linkage", "list"],
    ["linkage", "measures"],
    ["log", "--limit", "12"],
    ["milestone", "list"],
    ["milestone", "show", GROUP, "outcome_report"],
    ["overdue"],
    ["plan", "list"],
    ["remedy", "list"],
    ["search", "同じ日"],
    ["search", "旧称"],
    ["session", "list"],
    ["staff", "list"],
    ["status", "--all"],
    ["survey", "list"],
    ["today"],
    ["view", "list"],
]
WORKBOOKS = (
    "status",
    "milestones",
    "checkins",
    "issues",
    "attendance",
    "expenses",
    "group",
    "figures",
    "forms",
)
# Where a document names a row by its id.
IDS = ("id", "checkin", "issue", "number", "unit", "undoes")
DAY = "2025-12-02"
IDS_OF_PAGES = (
    "id",
    "item_id",
    "cost_id",
    "checkin_id",
    "issue_id",
    "action_id",
    "group_id",
    "checkin",
    "issue",
)


def write_several_of_a_day(desk: Desk) -> None:
    """In one act, on one day, several rows of everything whose order counts; each says which it is."""
    find = desk.connection.execute
    group = find("SELECT * FROM group_now WHERE number = ?", (RICH_GROUP,)).fetchone()
    milestone = find(
        "SELECT id FROM milestone_now WHERE number = ? AND key = 'outcome_report'", (RICH_GROUP,)
    ).fetchone()[0]
    (person,) = find("SELECT id FROM staff LIMIT 1").fetchone()
    on, who, of_group = DAY, "青柳 志穂", {"group_id": group["id"]}
    recorded = {"recorded_on": on, "recorded_by": who}
    with desk.writing("unit.add_staff", name="同じ日") as unit:
        action = unit.insert("action", title="同じ日の約束", turn="secretariat", due_on=on, **of_group)
        unit.insert(
            "issue",
            category="people",
            severity="中",
            noticed="顕在",
            title="同じ日の課題",
            opened_on=on,
            **of_group,
        )
        linkage = unit.insert("linkage", counterpart_kind="NPO", counterpart="同じ日の会", **of_group)
        round_id = unit.insert("submission_round", milestone_id=milestone, round=7, submitted_on=on)
        costs = [
            one
            for (one,) in find(
                "SELECT id FROM group_cost WHERE group_id = ? ORDER BY cost_item_id", (group["id"],)
            )
        ]
        checkin = 0
        for number, word in enumerate(("はじめ", "つぎ", "おわり"), start=1):
            checkin = unit.insert(
                "checkin",
                held_on="2025-12-14",
                channel="電話",
                condition=("順調", "注意", "要対応")[number - 1],
                note=f"同じ日の記録 {word}",
                next_on=f"2025-12-2{number}",
                staff_id=person,
                **of_group,
            )
            for several in "甲乙丙":
                contact = unit.insert(
                    "contact", organization_id=group["organization_id"], name=f"架空 {word}", role=several
                )
                unit.insert("checkin_contact", checkin_id=checkin, contact_id=contact)
            unit.insert(
                "extension",
                milestone_id=milestone,
                extended_to=f"2026-02-2{number}",
                reason=f"同じ日 {word}",
                **recorded,
            )
            unit.insert(
                "linkage_level", linkage_id=linkage, level=number, reached_on=on, note=f"同じ日 {word}"
            )
            unit.insert(
                "postponement",
                action_id=action,
                postponed_to=f"2026-01-1{number}",
                reason=f"同じ日 {word}",
                **recorded,
            )
            unit.insert("action", title=f"同じ日の約束 {word}", turn="group", due_on=on, **of_group)
            solved = unit.insert(
                "issue",
                category="people",
                severity="中",
                noticed="顕在",
                title="同じ日",
                note=word,
                opened_on=on,
                state="解決",
                closed_on=on,
                **of_group,
            )
            for several in "甲乙":
                text = f"同じ日の手 {word} {several}"
                unit.insert("remedy", issue_id=solved, tried_on=on, text=text, result="効果あり")
            unit.insert("linkage", counterpart_kind="企業", counterpart=f"同じ日の社 {word}", **of_group)
            unit.insert(
                "round_comment", round_id=round_id, at="2025-12-02T10:00:00", by=who, text=f"同じ日 {word}"
            )
            session = unit.insert(
                "session",
                programme_id=group["programme_id"],
                key=f"same_day_{number}",
                title=f"同じ日のサロン {word}",
                title_en=f"Salon {number}",
                kind="オンラインサロン",
                held_on=on,
            )
            unit.insert(
                "session_survey", session_id=session, score=number, comment=f"同じ日の声 {word}", **of_group
            )
            unit.insert(
                "session_survey",
                session_id=session,
                score=number,
                comment=f"同じ日の声 {word} 二つ目",
                **of_group,
            )
            unit.insert(
                "reallocation",
                from_cost_id=costs[0],
                to_cost_id=costs[1],
                amount_yen=number,
                reason=word,
                **recorded,
            )
            unit.insert("evidence", cost_id=costs[0], payee=f"同じ日の店 {word}", amount_yen=100)
            unit.insert(
                "organization_alias",
                organization_id=group["organization_id"],
                name=f"旧称 {word}",
                name_key=f"旧称{word}",
            )
            unit.insert("staff", name=f"新人 {word}")
            unit.insert("saved_view", name=f"保存した条件 {word}", name_key=f"保存した条件{word}")


def write_steps_of_a_day(desk: Desk) -> None:
    """Steps one after another, an act each, in the same second."""
    (group,) = desk.connection.execute(
        "SELECT id FROM adopted_group WHERE number = ?", (RICH_GROUP,)
    ).fetchone()
    (issue,) = desk.connection.execute("SELECT id FROM issue WHERE title = '同じ日の課題'").fetchone()
    (milestone,) = desk.connection.execute(
        "SELECT id FROM milestone_now WHERE number = ? AND key = 'outcome_report'", (RICH_GROUP,)
    ).fetchone()
    for table, row_id, steps in (
        ("issue", issue, [{"state": state} for state in ("対応中", "経過観察", "対応中", "新規")]),
        (
            "milestone",
            milestone,
            [{"state": state, "state_on": DAY} for state in ("提出", "確認中", "差戻し")],
        ),
        (
            "adopted_group",
            group,
            [{"status": status, "status_on": DAY} for status in ("完了", "実施中", "完了", "実施中")],
        ),
    ):
        for number, step in enumerate(steps):
            with desk.writing("unit.add_staff", name=f"{table} {number}") as unit:
                unit.update(table, row_id, step)


def write_what_the_newest_decides(desk: Desk) -> None:
    """Of one day again, what others are worked out from: levels before the year, absences, extensions."""
    find = desk.connection.execute
    (begins_on,) = find("SELECT starts_on FROM programme").fetchone()
    (group,) = find("SELECT id FROM adopted_group WHERE number = ?", (RICH_GROUP,)).fetchone()
    sessions = find(
        "SELECT id FROM session WHERE milestone_plan_id IS NOT NULL ORDER BY moment, uid LIMIT 3"
    ).fetchall()
    with desk.writing("unit.add_staff", name="前の日") as unit:
        for counterpart, before in (("前からの社", (1, 3)), ("伸びた社", (3, 1))):
            linkage = unit.insert("linkage", group_id=group, counterpart_kind="企業", counterpart=counterpart)
            for level in before:
                unit.insert("linkage_level", linkage_id=linkage, level=level, reached_on=begins_on)
            unit.insert("linkage_level", linkage_id=linkage, level=2, reached_on=DAY)
        for (session,), mark in zip(
            sessions, ("出席(会場)", "欠席(連絡なし)", "欠席(連絡なし)"), strict=True
        ):
            unit.update("session", session, {"held_on": DAY})
            known = find(
                "SELECT id FROM attendance WHERE session_id = ? AND group_id = ?", (session, group)
            ).fetchone()
            if known is None:
                unit.insert("attendance", session_id=session, group_id=group, mark=mark)
            else:
                unit.update("attendance", known[0], {"mark": mark})


@pytest.fixture(scope="module")
def both(rich_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A file, and the same under other ids."""
    folder = tmp_path_factory.mktemp("ids")
    paths = folder / "一.kodoku", folder / "二.kodoku"
    shutil.copyfile(rich_file, paths[0])
    with closing(at(paths[0])) as desk:
        write_several_of_a_day(desk)
        write_steps_of_a_day(desk)
        write_what_the_newest_decides(desk)
    shutil.copyfile(paths[0], paths[1])
    with closing(at(paths[1])) as desk:
        give_other_ids(desk.connection, to_acts_too=True)
    return paths


def at(path: Path) -> Desk:
    return Desk(path, clock=morning_of(MONDAY_IN_DECEMBER), staff="青柳 志穂")


def without_ids(document: Any) -> Any:
    if isinstance(document, dict):
        is_reference = str(document.get("field")).endswith("_id")
        left_out = (*IDS, "before", "after") if is_reference else IDS
        return {name: without_ids(value) for name, value in document.items() if name not in left_out}
    return [*map(without_ids, document)] if isinstance(document, list) else document


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_a_list_says_the_same_in_the_same_order(
    command: list[str], both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for path in both:
        capsys.readouterr()
        assert run(["--db", str(path), "--today", "2025-12-15", *command, "--json"]) == 0
        said.append(without_ids(json.loads(capsys.readouterr().out)))
    assert said[0]
    assert said[1] == said[0]


def cells_of(path: Path) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every cell of every sheet; of a stamp all but the act that came into the file last."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield sheet.title, tuple(map(_without_act, row))


def _without_act(cell: Any) -> Any:
    stamp = stamp_of(cell) if isinstance(cell, str) else None
    return cell if stamp is None else str(replace(stamp, unit_uid="0" * 32))


@pytest.mark.a_few(3)
@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_says_the_same_in_the_same_order_row_keys_included(
    kind: str, both: tuple[Path, Path], tmp_path: Path
) -> None:
    request = to_work_on(
        kind,
        chosen=GroupFilter(status=None),
        with_personal=True,
        group_no=RICH_GROUP if kind == "group" else None,
    )
    said = []
    for number, path in enumerate(both):
        with closing(at(path)) as desk:
            export(desk, kind, tmp_path / f"{number}.xlsx", request)
        said.append([*cells_of(tmp_path / f"{number}.xlsx")])
    assert said[1] == said[0]
    keys = [cell for _, row in said[0] for cell in row if isinstance(cell, str) and row_key_of(cell)]
    stamps = [cell for _, row in said[0] for cell in row if isinstance(cell, str) and stamp_of(cell)]
    assert bool(stamps) == (kind not in ("group", "figures"))
    assert len(keys) == len(set(keys))


def drop_downs_of(path: Path) -> list[str]:
    """What the drop-downs of a workbook offer."""
    return [
        str(rule.formula1)
        for sheet in openpyxl.load_workbook(path).worksheets
        for rule in sheet.data_validations.dataValidation
    ]


def test_a_drop_down_offers_people_in_the_same_order(both: tuple[Path, Path], tmp_path: Path) -> None:
    said = []
    for number, path in enumerate(both):
        with closing(at(path)) as desk:
            export(desk, "checkins", tmp_path / f"{number}.xlsx", to_work_on("checkins"))
        said.append(drop_downs_of(tmp_path / f"{number}.xlsx"))
    assert any("新人" in offered for offered in said[0])
    assert said[1] == said[0]


PAGES: dict[str, Callable[[Desk, int], Any]] = {
    "board": lambda desk, _: issue_board(desk, IssueFilter()),
    "list of issues": lambda desk, _: issue_page(desk, IssueFilter(with_closed=True), order="severity"),
    "issue": issue_page_of,
    "check-ins to name": lambda desk, _: recent_checkins(desk, RICH_GROUP),
    "money": lambda desk, _: money_of(desk, RICH_GROUP),
    "remedies of others": lambda desk, _: like_words(desk, None, "people", "", "同じ日", most=8),
    "postponements": lambda desk, _: list_postponements(desk),
    "checkins due": lambda desk, _: checkins_due(desk, with_all=True),
    "act to take back": lambda desk, _: unit_to_undo(desk).what_params["name"],
    "linkages": lambda desk, _: list_linkages(desk, RICH_GROUP),
    "absences": lambda desk, _: attendance_standings(desk)[RICH_GROUP],
    "another day of the plan": lambda desk, _: preview_change(
        desk, "outcome_report", planned_on=date(2026, 3, 2)
    ),
    "status": lambda desk, _: status_history(desk, group_of(desk, RICH_GROUP)["id"]),
}


def plain(value: Any) -> Any:
    """A page as plain data, without the ids of its rows."""
    if is_dataclass(value):
        found = ((one.name, getattr(value, one.name)) for one in fields(value))
        return {
            name: plain(said) for name, said in found if not (name in IDS_OF_PAGES and isinstance(said, int))
        }
    if isinstance(value, list | tuple):
        return [*map(plain, value)]
    return value


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_same_in_the_same_order(page: str, both: tuple[Path, Path]) -> None:
    shown = []
    for path in both:
        with closing(at(path)) as desk:
            (issue,) = desk.connection.execute("SELECT id FROM issue WHERE title = '同じ日の課題'").fetchone()
            shown.append(plain(PAGES[page](desk, issue)))
    assert shown[0]
    assert shown[1] == shown[0]


def test_what_was_done_under_other_ids_is_taken_back_there(both: tuple[Path, Path], tmp_path: Path) -> None:
    left = []
    for is_other in (False, True):
        copy = Path(shutil.copyfile(both[0], tmp_path / f"{is_other}.kodoku"))
        with closing(at(copy)) as desk:
            if is_other:
                give_other_ids(desk.connection)
            taken_back = [undo(desk).taken_back.what_key for _ in range(13)]
            notes = [note for (note,) in desk.connection.execute("SELECT note FROM checkin ORDER BY moment")]
            left.append((taken_back, notes))
    assert left[1] == left[0]
    assert "同じ日の記録 おわり" not in left[0][1]
