"""Sessions and meetings: what is said of them, who is invited, who came, what follows, and what they said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.attending import mean_score
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.participants import tells_a_person
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.checkins.actions import finish_action, hide_action, list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.intake.attendance.imports import (
    apply_attendance,
    import_attendance,
    preview_attendance,
)
from kodoku_tui.services.intake.attendance.preview import NOT_A_GROUP
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.sessions.followups import absent_numbers, add_followups, followup_due
from kodoku_tui.services.sessions.invitations import (
    groups_to_invite,
    invite,
    invited_numbers,
    preview_invitations,
    withdraw_invitations,
)
from kodoku_tui.services.sessions.sessions import (
    SessionFacts,
    add_session,
    attendance_standings,
    change_session,
    left_unconfirmed,
    list_attendance,
    mark_attendance,
    session_entry,
    standing_of,
)
from kodoku_tui.services.sessions.surveys import add_survey, list_surveys, mean_of
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.unit import StaleVersion
from tests.desks import data_of, go_to
from tests.small_register import settle

TODAY = date(2025, 12, 15)


@pytest.fixture
def settled(new_desk: Desk) -> Iterator[Desk]:
    """A desk on six invented groups."""
    settle(new_desk)
    yield new_desk


def mark(desk: Desk, session: str, marks: dict[int, AttendanceMark]) -> None:
    mark_attendance(
        desk, [AttendanceEntry(session=session, group_no=number, mark=one) for number, one in marks.items()]
    )


def marks_of(desk: Desk, session: str) -> dict[int, str]:
    return {each.group_no: each.mark for each in list_attendance(desk, session)}


def salon(desk: Desk, on: date = TODAY, **facts: str) -> str:
    add_session(desk, "salon", "サロン", "salon", on=on, facts=SessionFacts(**facts))  # type: ignore[arg-type]
    return "salon"


def test_everything_that_is_said_of_a_session_is_kept_and_taken_back(settled: Desk) -> None:
    salon(settled, time="１３時半", place="中央会館", format="both", capacity="３０名")
    entry = session_entry(settled, "salon")
    assert (entry.kind, entry.starts_at, entry.place, entry.format, entry.capacity) == (
        "オンラインサロン",
        "13:30",
        "中央会館",
        "併用",
        30,
    )
    before = entry
    facts = SessionFacts(title="別の名", capacity="", time="", on=date(2025, 12, 20))
    changed = change_session(settled, "salon", facts)
    entry = session_entry(settled, "salon")
    assert (entry.title, entry.capacity, entry.starts_at, entry.on) == ("別の名", None, None, "2025-12-20")
    assert (entry.place, entry.format) == ("中央会館", "併用")
    undo(settled, changed.unit)
    assert (session_entry(settled, "salon").title, session_entry(settled, "salon").on) == (
        before.title,
        before.on,
    )


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"capacity": "0"}, "error.capacity_unfit"),
        ({"time": "25:00"}, "error.checkin_time_unreadable"),
        ({"format": "月面"}, "error.not_one_of"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(settled: Desk, facts: dict[str, str], key: str) -> None:
    with pytest.raises(Refused, match=key):
        salon(settled, **facts)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=key):
        change_session(settled, "training_1", SessionFacts(title="別の名", **facts))  # type: ignore[arg-type]
    assert session_entry(settled, "training_1").title == "第1回全体研修会"


def test_a_session_that_is_required_becomes_a_duty_of_every_active_group(settled: Desk) -> None:
    end_group(settled, 6, GroupStatus.WITHDRAWN, on=TODAY, reason="都合")
    add_session(settled, "", "臨時研修会", "全体研修会", on=date(2025, 12, 15), is_duty=True)
    entry = session_entry(settled, "session_20251215")
    assert (entry.is_duty, entry.expected) == (True, 5)
    duties = [one for one in list_milestones(settled) if one.key == "session_20251215"]
    assert [(one.group_no, one.due) for one in duties] == [(n, "2025-12-15") for n in range(1, 6)]
    mark(settled, "session_20251215", {1: AttendanceMark.ONLINE})
    assert [one.standing for one in list_milestones(settled, 1) if one.key == "session_20251215"] == ["済"]


def test_only_the_invited_stand_on_the_page_and_count(settled: Desk) -> None:
    key = salon(settled, capacity="2")
    assert len(marks_of(settled, key)) == 6
    assert preview_invitations(settled, key, [1, 2, 3]).over == 1
    invited = invite(settled, key, [1, 2, 3])
    assert (invited.preview.new, invited.preview.invited, invited.preview.over) == (3, 3, 1)
    assert [warning.key for warning in invited.warnings] == ["warning.over_capacity"]
    again = invite(settled, key, [3, 4]).preview
    assert (again.new, again.invited) == (1, 4)
    mark(settled, key, {1: AttendanceMark.ONLINE, 2: AttendanceMark.EXCUSED, 6: AttendanceMark.ONLINE})
    assert marks_of(settled, key) == {
        1: "出席(オンライン)",
        2: "欠席(連絡あり)",
        3: "未確認",
        4: "未確認",
        6: "出席(オンライン)",
    }
    entry = session_entry(settled, key)
    assert (entry.invited, entry.expected, entry.present, entry.absent, entry.unknown) == (4, 5, 2, 1, 2)
    assert (entry.rate, entry.over) == (40.0, 2)
    assert withdraw_invitations(settled, key, [3, 4, 5]).changed_rows == 2
    assert invited_numbers(settled, key) == [1, 2]


def test_invitations_by_filter_leave_out_who_has_left_and_are_taken_back_at_once(settled: Desk) -> None:
    end_group(settled, 2, GroupStatus.WITHDRAWN, on=TODAY, reason="都合")
    key = salon(settled)
    wanted = groups_to_invite(settled, GroupFilter(text="ひなた", status=None))
    assert wanted == [3]
    undo(settled, invite(settled, key, wanted).unit)
    assert invited_numbers(settled, key) == []
    with pytest.raises(Refused, match="nobody_to_invite"):
        invite(settled, key, [])
    with pytest.raises(Refused, match="group_not_active"):
        invite(settled, key, [1, 2])
    assert invited_numbers(settled, key) == []


def test_a_session_open_to_all_has_no_rate(settled: Desk) -> None:
    key = salon(settled)
    mark(settled, key, {1: AttendanceMark.ONLINE})
    assert session_entry(settled, key).rate is None


def test_rates_of_a_session_and_of_a_group(settled: Desk) -> None:
    assert session_entry(settled, "training_1").rate is None
    came = dict.fromkeys(range(1, 6), AttendanceMark.ON_SITE)
    mark(settled, "training_1", came | {6: AttendanceMark.ABSENT})
    assert session_entry(settled, "training_1").rate == 83.3
    standing = standing_of(settled, 1)
    # The midterm meeting was held too, and nobody is marked yet: what is known so far.
    assert (standing.rate, standing.came, standing.expected) == (50.0, 1, 2)


def absent_twice(desk: Desk) -> None:
    mark(desk, "training_1", {4: AttendanceMark.EXCUSED, 5: AttendanceMark.EXCUSED})
    mark(desk, "midterm_meeting", {4: AttendanceMark.ABSENT, 5: AttendanceMark.ONLINE})


def test_two_absences_in_a_row_are_said_everywhere(settled: Desk) -> None:
    absent_twice(settled)
    absences = {number: one.absences for number, one in attendance_standings(settled).items()}
    assert absences == {1: 0, 2: 0, 3: 0, 4: 2, 5: 0, 6: 0}
    assert {row.number: row.absences for row in register_page(settled, GroupFilter()).rows} == absences
    assert group_karte(settled, 4).attending.is_signal
    said = {item.group_no: item.absences for item in worklist(settled) if item.kind == "session"}
    assert said[4] == 2
    mark(settled, "midterm_meeting", {4: AttendanceMark.RECORDING})
    assert standing_of(settled, 4).absences == 0


def test_an_open_session_and_one_to_come_make_no_absence(settled: Desk) -> None:
    key = salon(settled)
    mark(settled, key, {4: AttendanceMark.EXCUSED})
    mark(settled, "training_1", {4: AttendanceMark.EXCUSED})
    assert standing_of(settled, 4).absences == 1


def test_a_followup_is_a_promise_that_is_due_and_done(settled: Desk) -> None:
    absent_twice(settled)
    assert absent_numbers(settled, "training_1") == [4, 5]
    assert add_followups(settled, "training_1", [4, 5], FollowUp.RECORDING).changed_rows == 2
    assert add_followups(settled, "training_1", [4, 5], FollowUp.RECORDING).unit is None
    found = [one for one in list_actions(settled) if one.followup]
    assert [(one.group_no, one.due, one.session, one.turn) for one in found] == [
        (4, followup_due(TODAY).isoformat(), "training_1", "secretariat"),
        (5, followup_due(TODAY).isoformat(), "training_1", "secretariat"),
    ]
    go_to(settled, date(2026, 1, 20))
    late = [item for item in worklist(settled, urgency="overdue") if item.what == "followup"]
    # Group 4 was absent from another one too, and nobody has promised to follow that up.
    assert [(item.group_no, item.kind) for item in late] == [(4, "session"), (4, None), (5, None)]
    finished = finish_action(settled, found[0].id, on=settled.today)
    assert marks_of(settled, "training_1")[4] == "録画視聴"
    assert [one.standing for one in list_milestones(settled, 4) if one.key == "training_1"] == ["済"]
    undo(settled, finished.unit)
    assert marks_of(settled, "training_1")[4] == "欠席(連絡あり)"


def test_materials_sent_leave_the_absence_as_it_is(settled: Desk) -> None:
    absent_twice(settled)
    add_followups(settled, "training_1", [4], FollowUp.MATERIALS)
    finish_action(settled, list_actions(settled)[0].id, on=TODAY)
    assert marks_of(settled, "training_1")[4] == "欠席(連絡あり)"
    assert [each.followups for each in list_attendance(settled, "training_1") if each.group_no == 4] == [
        "資料送付済"
    ]


def test_a_followup_that_was_hidden_is_not_shown_and_can_be_promised_anew(settled: Desk) -> None:
    absent_twice(settled)
    add_followups(settled, "training_1", [4], FollowUp.MATERIALS)
    hide_action(settled, list_actions(settled)[0].id)
    assert [each.followups for each in list_attendance(settled, "training_1") if each.group_no == 4] == [""]
    assert add_followups(settled, "training_1", [4], FollowUp.MATERIALS).changed_rows == 1


@pytest.mark.parametrize("number", [1, 5])
def test_whoever_was_not_absent_is_not_followed_up(settled: Desk, number: int) -> None:
    absent_twice(settled)
    with pytest.raises(Refused, match="not_absent"):
        add_followups(settled, "midterm_meeting", [4, number], FollowUp.MAKE_UP)
    assert [one for one in list_actions(settled) if one.followup] == []


def test_survey_answers_and_their_mean(settled: Desk) -> None:
    add_survey(settled, "training_1", score="５", comment="よかった", number=1)
    add_survey(settled, "training_1", score=4)
    add_survey(settled, "training_1", score=None, comment="音が小さい")
    entry = session_entry(settled, "training_1")
    assert (entry.survey_mean, entry.survey_count) == (4.5, 2)
    answers = list_surveys(settled, "training_1")
    assert [(one.group_no, one.score, one.comment) for one in answers] == [
        (1, 5, "よかった"),
        (None, 4, ""),
        (None, None, "音が小さい"),
    ]
    assert mean_of(list_surveys(settled, number=1)) == (5.0, 1)
    for key, given in {
        "score_unfit": {"score": "6"},
        "survey_empty": {"score": None, "comment": "  "},
        "no_such_group": {"score": 3, "number": 77},
    }.items():
        with pytest.raises(Refused, match=key):
            add_survey(settled, "training_1", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="survey_not_yet"):
        add_survey(settled, "final_meeting", score=3)
    assert len(list_surveys(settled)) == 3


def test_a_mean_is_never_rounded_up_to_the_best() -> None:
    assert [mean_score(499, 100), mean_score(500, 100), mean_score(0, 0), mean_score(13, 3)] == [
        4.9,
        5.0,
        None,
        4.3,
    ]


ZOOM = """\
名前（元の名前）,ユーザーのメール,参加時間
架空の会 山田,,2025/08/27 13:00
架空の会 森,,2025/08/27 13:00
だれか,hana@hinata.example.jp,2025/08/27 13:00
ひなた 田中,info@kakuu.example.jp,2025/08/27 13:00
みどり 佐々木,,2025/08/27 13:00
青柳 志穂（事務局）,,2025/08/27 13:00
"""


@pytest.fixture
def zoom(tmp_path: Path) -> Path:
    path = tmp_path / "zoom.csv"
    path.write_text(ZOOM, encoding="utf-8-sig")
    return path


def test_what_a_file_would_mark_is_seen_first_and_asked_where_it_is_not_certain(
    settled: Desk, zoom: Path
) -> None:
    preview = preview_attendance(settled, "training_1", zoom)
    assert [(one.name, one.numbers) for one in preview.unknown] == [
        ("ひなた 田中", (1, 3)),
        ("みどり 佐々木", ()),
    ]
    assert preview.unknown[1].candidates[0] == 5
    assert [(one.number, one.after, one.heads, one.names) for one in preview.changes] == [
        (1, "出席(オンライン)", 2, "架空の会 山田、架空の会 森"),
        (2, "出席(オンライン)", 1, "だれか"),
    ]
    assert preview.left_unconfirmed == [3, 4, 5, 6]
    assert [one.name for one in preview.guests if one.is_staff] == ["青柳 志穂（事務局）"]
    assert preview.other_day is not None
    assert set(marks_of(settled, "training_1").values()) == {"未確認"}
    preview.choose(preview.unknown[0].key, 3)
    preview.choose(preview.unknown[0].key, NOT_A_GROUP)
    assert preview.unknown == []
    unit = apply_attendance(settled, preview).unit
    assert {n: m for n, m in marks_of(settled, "training_1").items() if m != "未確認"} == dict.fromkeys(
        (1, 2, 3), "出席(オンライン)"
    )
    assert apply_attendance(settled, preview_attendance(settled, "training_1", zoom)).unit is None
    assert unit is not None
    undo(settled, unit)
    assert set(marks_of(settled, "training_1").values()) == {"未確認"}


def test_whoever_was_there_in_person_stays_so_and_an_absence_becomes_a_presence(
    settled: Desk, zoom: Path
) -> None:
    mark(settled, "training_1", {1: AttendanceMark.ON_SITE, 2: AttendanceMark.ABSENT})
    report = import_attendance(settled, "training_1", zoom, partial=True)
    assert (report.new, report.changed, report.unchanged, report.skipped, len(report.errors)) == (
        0,
        1,
        1,
        1,
        2,
    )
    assert (marks_of(settled, "training_1")[1], marks_of(settled, "training_1")[2]) == (
        "出席(会場)",
        "出席(オンライン)",
    )


def test_with_somebody_unknown_nothing_is_applied_unless_that_is_meant(settled: Desk, zoom: Path) -> None:
    report = import_attendance(settled, "training_1", zoom)
    assert (report.unit, report.rows, len(report.errors)) == (None, 6, 2)
    assert [error.cell for error in report.errors] == ["A5", "A6"]
    assert set(marks_of(settled, "training_1").values()) == {"未確認"}
    chosen = {"ひなた 田中": 3, "みどり　佐々木": 5}
    assert import_attendance(settled, "training_1", zoom, dry_run=True, chosen=chosen).unit is None
    report = import_attendance(settled, "training_1", zoom, chosen=chosen)
    assert (report.unit is not None, report.errors, report.new) == (True, [], 4)


def test_a_mark_made_meanwhile_is_not_overwritten(settled: Desk, zoom: Path) -> None:
    mark(settled, "training_1", {1: AttendanceMark.EXCUSED})
    preview = preview_attendance(settled, "training_1", zoom)
    mark(settled, "training_1", {1: AttendanceMark.RECORDING})
    with pytest.raises(StaleVersion):
        apply_attendance(settled, preview)
    assert marks_of(settled, "training_1")[2] == "未確認"


def test_a_file_marks_nobody_where_a_number_means_another_group_since_it_was_looked_at(
    settled: Desk, zoom: Path
) -> None:
    preview = preview_attendance(settled, "training_1", zoom)
    ids = dict(settled.connection.execute("SELECT number, id FROM adopted_group").fetchall())
    with settled.writing("unit.set_facts", number=1) as unit:
        for number, group in ((30, ids[1]), (1, ids[4])):
            unit.update("adopted_group", group, {"number": number})
    before = data_of(settled.connection)
    with pytest.raises(Refused) as refused:
        apply_attendance(settled, preview)
    assert refused.value.key == "error.number_of_another_now"
    assert data_of(settled.connection) == before


def test_who_is_left_is_said_once_somebody_is_marked_and_all_were_to_come(settled: Desk) -> None:
    def left(session: str, today: date = TODAY) -> Said | None:
        return left_unconfirmed(session_entry(settled, session), list_attendance(settled, session), today)

    open_to_all = salon(settled, date(2025, 12, 1))
    assert left("training_1") is None
    for session in ("training_1", open_to_all):
        mark(settled, session, {1: AttendanceMark.ON_SITE, 2: AttendanceMark.ABSENT})
    told = left("training_1")
    assert told is not None
    assert (told.key, told.params["count"], told.params["numbers"]) == ("warning.left_unconfirmed", 4, "3-6")
    assert left(open_to_all) is None
    assert left("training_1", date(2025, 1, 1)) is None


def test_a_list_of_marks_is_taken_as_it_says(settled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "出欠.csv"
    path.write_bytes(
        "番号,団体名,出欠,人数,氏名,備考\r\n1,架空の会,○,２人,山田,\r\n,みどりの輪,欠席,,,急病\r\n4,,,,,\r\n".encode(
            "cp932"
        )
    )
    report = import_attendance(settled, "training_1", path)
    assert (report.rows, report.new, report.skipped, report.errors) == (3, 2, 1, [])
    rows = {each.group_no: each for each in list_attendance(settled, "training_1")}
    assert (rows[1].mark, rows[1].heads, rows[1].names) == ("出席(会場)", 2, "山田")
    assert (rows[5].mark, rows[5].note, rows[4].mark) == ("欠席(連絡あり)", "急病", "未確認")


def test_each_line_that_cannot_be_read_is_named_by_its_cell(settled: Desk, tmp_path: Path) -> None:
    lines = [
        "番号,団体名,出欠,人数",
        "1,ひなたの家,会場,",
        "77,,会場,",
        "2,,来た,",
        "3,,会場,多数",
        "4,,会場,",
        "4,,欠席,",
        ",知らない会,会場,",
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_attendance(settled, "training_1", path)
    assert [(error.cell, error.message_key) for error in report.errors] == [
        ("B2", "error.listed_name_differs"),
        ("A3", "error.listed_number_unknown"),
        ("C4", "error.not_one_of"),
        ("D5", "error.not_a_number"),
        ("A7", "error.group_listed_twice"),
        ("B8", "error.guest_of_nobody"),
    ]
    assert all(error.sentence() for error in report.errors)
    assert report.unit is None
    assert import_attendance(settled, "training_1", path, partial=True).unit is not None
    assert {n: m for n, m in marks_of(settled, "training_1").items() if m != "未確認"} == {4: "出席(会場)"}


def test_a_session_to_come_takes_no_file(settled: Desk, zoom: Path) -> None:
    with pytest.raises(Refused, match="session_not_yet"):
        preview_attendance(settled, "final_meeting", zoom)
    with pytest.raises(Refused, match="no_such_session"):
        preview_attendance(settled, "picnic", zoom)


def test_a_participant_who_is_remembered_is_known_the_next_time_and_forgotten_with_the_import(
    settled: Desk, zoom: Path
) -> None:
    preview = preview_attendance(settled, "training_1", zoom)
    before = data_of(settled.connection)
    several, nobody = preview.unknown
    preview.choose(several.key, 3)
    preview.choose(nobody.key, 5)
    preview.remember(nobody.key, wanted=True)
    unit = apply_attendance(settled, preview).unit
    assert [(one.name, one.mail) for one in list_contacts(settled, 5)] == [("みどり 佐々木", "")]
    again = preview_attendance(settled, "midterm_meeting", zoom)
    assert [one.name for one in again.unknown] == ["ひなた 田中"]
    assert (5, "みどり 佐々木") in [(one.number, one.names) for one in again.changes]
    assert unit is not None
    undo(settled, unit)
    assert data_of(settled.connection) == before


def test_what_is_remembered_gives_a_known_contact_its_mail(settled: Desk, tmp_path: Path) -> None:
    for number in (4, 5):
        add_contact(settled, number, ContactEntry(name="森 緑子"))
    path = tmp_path / "zoom.csv"
    lines = ["名前（元の名前）,ユーザーのメール,参加時間", "森緑子,midori@example.jp,2025/08/31 13:00"]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert len(import_attendance(settled, "training_1", path).errors) == 1
    report = import_attendance(settled, "training_1", path, chosen={"森 緑子": 5}, remember=True)
    assert report.errors == []
    assert [(one.name, one.mail) for one in list_contacts(settled, 5)] == [("森 緑子", "midori@example.jp")]
    assert [one.mail for one in list_contacts(settled, 4)] == [""]
    assert import_attendance(settled, "midterm_meeting", path).errors == []


@pytest.mark.parametrize(
    "name", ["iPhone", "iPhone (2)", "Zoom ユーザー", "ゲスト 3", "DESKTOP-A1B2", "森緑"]
)
def test_a_name_that_tells_nobody_is_not_remembered(name: str, settled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "zoom.csv"
    path.write_text(f"名前（元の名前）,参加時間\n{name},2025/08/31 13:00", encoding="utf-8-sig")
    report = import_attendance(settled, "training_1", path, chosen={name: 5}, remember=True)
    assert (report.new, list_contacts(settled, 5)) == (1, [])


@pytest.mark.parametrize("name", ["iPad de Hanako", "参加者の山田", "Panasonic 太郎"])
def test_a_name_that_begins_like_a_device_is_a_name(name: str) -> None:
    assert tells_a_person(name)
