"""What groups say before the day of a session, beside what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.cli.imports import import_record
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Reply
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.intake.attendance.imports import apply_attendance, preview_attendance
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.intake.outcome_words import import_sentences, told_lines
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies
from kodoku_tui.services.sessions.sessions import (
    SessionFacts,
    change_session,
    list_attendance,
    mark_attendance,
    move_session,
    session_entry,
)
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.intake.words import details_of
from tests.desks import data_of, go_to
from tests.intake_files import bring, write_list
from tests.small_register import settle

TODAY = date(2025, 12, 8)
HELD = date(2025, 12, 19)


@pytest.fixture
def settled(new_desk: Desk) -> Iterator[Desk]:
    """A desk on six invented groups, eleven days before the second training."""
    settle(new_desk)
    move_session(new_desk, "training_2", on=HELD)
    go_to(new_desk, TODAY)
    yield new_desk


def reply(desk: Desk, replies: dict[int, Reply]) -> None:
    record_replies(desk, "training_2", [ReplyEntry(number, one) for number, one in replies.items()])


def page(desk: Desk) -> dict[int, tuple[str, str]]:
    return {one.group_no: (one.reply, one.mark) for one in list_attendance(desk, "training_2")}


def test_replies_are_recorded_counted_and_taken_back(settled: Desk) -> None:
    before = data_of(settled.connection)
    reply(settled, {1: Reply.COMING, 2: Reply.COMING, 3: Reply.NOT_COMING})
    found = session_entry(settled, "training_2")
    assert (found.coming, found.not_coming, found.unanswered) == (2, 1, 3)
    # A reply is no mark: nobody came yet, and nothing is fulfilled.
    assert (found.present, found.absent, found.unknown, found.rate) == (0, 0, 6, None)
    assert page(settled)[3] == ("欠席連絡", "未確認")
    undo(settled)
    assert data_of(settled.connection) == before


def test_on_the_day_the_replies_stand_beside_the_marks(settled: Desk) -> None:
    reply(settled, {1: Reply.COMING, 2: Reply.COMING, 3: Reply.NOT_COMING})
    go_to(settled, HELD)
    marks = {
        1: AttendanceMark.ON_SITE,
        2: AttendanceMark.ABSENT,
        3: AttendanceMark.ONLINE,
        4: AttendanceMark.ONLINE,
    }
    entries = [AttendanceEntry(session="training_2", group_no=no, mark=mark) for no, mark in marks.items()]
    mark_attendance(settled, entries)
    told = {one.group_no: one.difference for one in list_attendance(settled, "training_2")}
    assert told == {
        1: None,
        2: "参加予定で来なかった",
        3: "欠席連絡で来た",
        4: "未回答で来た",
        5: None,
        6: None,
    }


def test_a_list_of_a_meeting_is_held_against_the_replies(settled: Desk, tmp_path: Path) -> None:
    for number in (1, 3, 4):
        add_contact(settled, number, ContactEntry(name=f"架空{number}郎", mail=f"g{number}@example.org"))
    reply(settled, {1: Reply.COMING, 2: Reply.COMING, 3: Reply.NOT_COMING})
    go_to(settled, HELD)
    path = tmp_path / "participants.csv"
    lines = "\n".join(f"架空{number}郎,g{number}@example.org,2025-12-19 14:00" for number in (1, 3, 4))
    path.write_text(f"Name (Original Name),User Email,Join Time\n{lines}\n", encoding="utf-8")
    preview = preview_attendance(settled, "training_2", path)
    assert preview.differences == [(2, "参加予定で来なかった"), (3, "欠席連絡で来た"), (4, "未回答で来た")]
    said = outcome_sentences(apply_attendance(settled, preview), settled.today)
    for word in (
        "参加予定で来なかった 1団体（番号 2）",
        "欠席連絡で来た 1団体（番号 3）",
        "未回答で来た 1団体（番号 4）",
    ):
        assert word in said
    # Whoever is not in the list is not marked by it: perhaps it was there in person.
    assert page(settled)[2] == ("参加予定", "未確認")


def test_a_grid_of_marks_is_held_against_the_replies_of_each_session(settled: Desk, tmp_path: Path) -> None:
    """Only what the grid changes is told; of the first training nobody was asked."""
    reply(settled, {1: Reply.COMING, 2: Reply.COMING, 3: Reply.NOT_COMING, 5: Reply.COMING})
    go_to(settled, HELD)
    mark_attendance(settled, [AttendanceEntry(session="training_2", group_no=5, mark=AttendanceMark.EXCUSED)])
    online, absent = AttendanceMark.ONLINE.value, AttendanceMark.ABSENT.value
    path = write_list(
        tmp_path / "出欠.xlsx",
        ["番号", "第1回全体研修会", "第2回全体研修会"],
        *([1, absent, online], [2, online, absent], [3, online, online], [4, online, online]),
        *([5, online, AttendanceMark.EXCUSED.value], [6, online, None]),
    )
    plan = plan_import(settled, "attendance", path)
    row = next(row for row in plan.intake.rows if row.group_no == 2)
    assert "第2回全体研修会: なし → 欠席(連絡なし)（返事と違う: 参加予定で来なかった）" in details_of(row)
    report = plan.apply()
    wanted = [
        "第2回全体研修会: 参加予定で来なかった 1団体（番号 2）",
        "第2回全体研修会: 欠席連絡で来た 1団体（番号 3）",
        "第2回全体研修会: 未回答で来た 1団体（番号 4）",
    ]
    for lines in (import_sentences(report), told_lines(report, dry_run=False, partial=False)):
        assert [line for line in lines if "来" in line] == wanted
    assert import_record(report)["replies_by_session"] == {
        "training_2": {"stayed_away": [2], "came_anyway": [3], "came_unannounced": [4]}
    }
    # Come again it changes nothing, and tells nothing.
    assert bring(settled, "attendance", path).differences == []


def test_without_replies_nothing_is_said_of_them(settled: Desk, tmp_path: Path) -> None:
    add_contact(settled, 1, ContactEntry(name="架空一郎", mail="g1@example.org"))
    go_to(settled, HELD)
    path = tmp_path / "participants.csv"
    path.write_text("Name (Original Name),User Email\n架空一郎,g1@example.org\n", encoding="utf-8")
    preview = preview_attendance(settled, "training_2", path)
    assert (preview.differences, len(preview.changes)) == ([], 1)


def test_a_reply_of_a_group_that_left_is_a_sentence_and_changes_nothing(settled: Desk) -> None:
    end_group(settled, 2, GroupStatus.WITHDRAWN, on=TODAY, reason="都合")
    before = data_of(settled.connection)
    with pytest.raises(Refused) as refused:
        reply(settled, {1: Reply.COMING, 2: Reply.COMING})
    assert "辞退" in say_refused(refused.value)
    assert data_of(settled.connection) == before


def test_a_reply_that_somebody_else_changed_is_not_overwritten_unseen(settled: Desk) -> None:
    reply(settled, {1: Reply.COMING})
    reply(settled, {1: Reply.NOT_COMING})
    with pytest.raises(StaleVersion):
        record_replies(settled, "training_2", [ReplyEntry(1, Reply.UNANSWERED, version=1)])


def test_until_the_day_for_replies_it_is_the_groups_move_then_ours(settled: Desk) -> None:
    change_session(settled, "training_2", SessionFacts(reply_by=date(2025, 12, 12)))
    reply(settled, dict.fromkeys(range(1, 5), Reply.COMING))

    def awaited() -> list[tuple[str | None, int | None]]:
        return [(one.turn, one.groups) for one in worklist(settled) if one.what == "session"]

    assert awaited() == [("group", 2)]
    go_to(settled, date(2025, 12, 13))
    assert awaited() == [("secretariat", 2)]
    reply(settled, {5: Reply.NOT_COMING, 6: Reply.COMING})
    assert awaited() == [(None, None)]


def test_the_day_for_replies_is_not_after_the_session(settled: Desk) -> None:
    with pytest.raises(Refused) as refused:
        change_session(settled, "training_2", SessionFacts(reply_by=date(2025, 12, 20)))
    assert (refused.value.key, refused.value.field) == ("error.reply_by_after_session", "reply_by")
