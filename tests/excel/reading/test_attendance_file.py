"""Attendance files as Zoom, Teams and people write them, in every encoding that occurs; and files that are none."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.attendance_file import AttendanceFile, read_attendance_file
from tests.batteries import examples

ZOOM_JA = """\
ミーティング ID,トピック,開始時間,終了時間,ユーザーのメール,時間（分）,参加者
812 3456 7890,第1回全体研修会,2025/08/27 13:00:00,2025/08/27 15:00:00,host@kyoku.example.jp,120,4

名前（元の名前）,ユーザーのメール,参加時間,退出時間,時間（分）,ゲスト
架空の会 山田,,2025/08/27 12:58:01,2025/08/27 14:00:00,62,はい
架空の会 山田,,2025/08/27 14:05:00,2025/08/27 15:00:00,55,はい
ひなたの家（鈴木花子）,hana@hinata.example.jp,2025/08/27 13:00:00,2025/08/27 15:00:00,120,はい
"田中, 一",,2025/08/27 13:00:00,2025/08/27 15:00:00,120,はい
"""
ZOOM_EN = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,Training,08/27/2025 01:00:00 PM,08/27/2025 03:00:00 PM,host@kyoku.example.jp,120,4

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
架空の会 山田,,08/27/2025 12:58:01 PM,08/27/2025 02:00:00 PM,62,Yes
架空の会 山田,,08/27/2025 02:05:00 PM,08/27/2025 03:00:00 PM,55,Yes
ひなたの家（鈴木花子）,hana@hinata.example.jp,08/27/2025 01:00:00 PM,08/27/2025 03:00:00 PM,120,Yes
"田中, 一",,08/27/2025 01:00:00 PM,08/27/2025 03:00:00 PM,120,Yes
"""
ZOOM_UNIQUE = """\
Name (Original Name),User Email,Total Duration (Minutes),Guest
架空の会 山田,,117,Yes
ひなたの家（鈴木花子）,hana@hinata.example.jp,120,Yes
"田中, 一",,120,Yes
"""
ZOOM_FLAT = """\
Topic,Meeting ID,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
Training,81234567890,架空の会 山田,,2025-08-27 12:58:01,2025-08-27 14:00:00,62
Training,81234567890,ひなたの家（鈴木花子）,hana@hinata.example.jp,2025-08-27 13:00:00,2025-08-27 15:00:00,120
Training,81234567890,"田中, 一",,2025-08-27 13:00:00,2025-08-27 15:00:00,120
"""
WEBINAR = """\
Attendee Report,
Report Generated:,"08/28/2025 09:00:00 AM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views
Training,812 3456 7890,"08/27/2025 01:00:00 PM",120,5,0,3,5,3
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,
Yes,事務局 ホスト,host@kyoku.example.jp,"08/27/2025 12:30:00 PM","08/27/2025 03:00:00 PM",150,No,Japan,
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,
Yes,ひなたの家（鈴木花子）,hana@hinata.example.jp,"08/27/2025 01:00:00 PM","08/27/2025 03:00:00 PM",120,Yes,Japan,
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,
Yes,架空の会 山田,架空の会,山田,,"08/20/2025 01:00:00 PM",approved,"08/27/2025 01:00:00 PM","08/27/2025 03:00:00 PM",120,Yes,Japan,
Yes,"田中, 一",田中,一,,"08/20/2025 01:00:00 PM",approved,"08/27/2025 01:00:00 PM","08/27/2025 03:00:00 PM",120,Yes,Japan,
No,来なかった会 高橋,来なかった会,高橋,taka@konai.example.jp,"08/21/2025 01:00:00 PM",approved,--,--,--,--,--,
"""  # noqa: E501
TEAMS_JA = (
    "1. 要約\r\n会議のタイトル\t第1回全体研修会\r\n参加者\t3\r\n開始時刻\t2025/08/27 13:00:00\r\n\r\n"
    "2. 参加者\r\n名前\t最初の参加\t最後の退出\t会議中の時間\t電子メール\t参加者 ID (UPN)\t役割\r\n"
    "架空の会 山田\t2025/08/27 12:58:01\t2025/08/27 15:00:00\t1 時間 57 分\t\t\t発表者\r\n"
    "ひなたの家（鈴木花子）\t2025/08/27 13:00:00\t2025/08/27 15:00:00\t2 時間\thana@hinata.example.jp\t\t出席者\r\n"
    "田中, 一\t2025/08/27 13:00:00\t2025/08/27 15:00:00\t2 時間\t\t\t出席者\r\n\r\n"
    "3. 会議中のアクティビティ\r\n名前\t参加時刻\t退出時刻\t期間\t電子メール\t役割\r\n"
    "だれでもない人\t2025/08/27 12:58:01\t2025/08/27 14:00:00\t1 時間 2 分\t\t発表者\r\n"
)
TEAMS_EN = (
    "1. Summary\r\nMeeting title\tTraining\r\nAttended participants\t3\r\nStart time\t8/27/25, 1:00:00 PM\r\n\r\n"
    "2. Participants\r\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\r\n"
    "架空の会 山田\t8/27/25, 12:58:01 PM\t8/27/25, 3:00:00 PM\t1h 57m 3s\t\t\tPresenter\r\n"
    "ひなたの家（鈴木花子）\t8/27/25, 1:00:00 PM\t8/27/25, 3:00:00 PM\t2h\t\thana@hinata.example.jp\tAttendee\r\n"
    "田中, 一\t8/27/25, 1:00:00 PM\t8/27/25, 3:00:00 PM\t2h\t\t\tAttendee\r\n\r\n"
    "3. In-Meeting Activities\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n"
    "だれでもない人\t8/27/25, 12:58:01 PM\t8/27/25, 2:00:00 PM\t1h 2m\t\tPresenter\r\n"
)
TEAMS_OLD = (
    "Full Name\tUser Action\tTimestamp\r\n架空の会 山田\tJoined\t8/27/2025, 12:58:01 PM\r\n"
    "架空の会 山田\tLeft\t8/27/2025, 2:00:00 PM\r\n架空の会 山田\tJoined\t8/27/2025, 2:05:00 PM\r\n"
    "ひなたの家（鈴木花子）\tJoined before\t8/27/2025, 1:00:00 PM\r\n田中, 一\tJoined\t8/27/2025, 1:00:00 PM\r\n"
)
EVERYBODY = ["架空の会 山田", "ひなたの家（鈴木花子）", "田中, 一"]
REPORTS = {
    "zoom_ja": ZOOM_JA,
    "zoom_en": ZOOM_EN,
    "zoom_unique": ZOOM_UNIQUE,
    "zoom_flat": ZOOM_FLAT,
    "webinar": WEBINAR,
    "teams_ja": TEAMS_JA,
    "teams_en": TEAMS_EN,
    "teams_old": TEAMS_OLD,
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932")


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def read(folder: Path, text: str, encoding: str = "utf-8") -> AttendanceFile:
    return read_attendance_file(written(folder / "report.csv", text.encode(encoding)))


@pytest.mark.a_few(12)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("report", REPORTS)
def test_every_report_names_the_same_people_once(tmp_path: Path, report: str, encoding: str) -> None:
    found = read(tmp_path, REPORTS[report], encoding)
    assert sorted(person.name for person in found.people) == sorted(EVERYBODY)
    assert found.marks == []
    if report != "teams_old":
        assert {person.mail for person in found.people} == {"", "hana@hinata.example.jp"}
    if report != "zoom_unique":
        assert found.held_on == (date(2025, 8, 27),)


def teams(people: int, *, comma: bool, day: str = "12/19/25, 1:0{minute}:12\u202fPM") -> str:
    """An English report with many people: the commas of days and names part its lines, too."""
    at = [day.format(minute=minute) for minute in range(10)]
    names = [
        f"Yamada{one}, Taro (架空の会{one})" if comma else f"架空の会{one} 山田" for one in range(people)
    ]
    lines = [
        "1. Summary",
        "Meeting title\t2nd training, online, for all",
        f"Attended participants\t{people}",
        f"Start time\t{at[0]}",
        f"End time\t{at[9]}",
        "Meeting duration\t2h 5m 28s",
        "",
        "2. Participants",
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
    ]
    lines += [
        f"{name}\t{at[one % 10]}\t{at[9]}\t2h 1s\ty{one}@example.jp\ty{one}@example.jp\tPresenter"
        for one, name in enumerate(names)
    ]
    lines += ["", "3. In-Meeting Activities", "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole"]
    for one, name in enumerate(names):
        coming = f"{name}\t{at[one % 10]}\t{at[9]}\t58m 3s\ty{one}@example.jp\tPresenter"
        lines += [coming] * (1 + (one % 3 == 0))
    return "\r\n".join(lines)


@pytest.mark.a_few(3)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize("people", [93, 3, 1, 700])
def test_a_long_report_with_commas_in_its_days_and_names_is_one_of_tabs(
    tmp_path: Path, people: int, comma: bool, encoding: str
) -> None:
    found = read(tmp_path, teams(people, comma=comma), encoding)
    assert len(found.people) == people
    assert found.people[-1].mail == f"y{people - 1}@example.jp"
    assert found.held_on == (date(2025, 12, 19),)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("12/19/25, 1:05:12 PM", [(12, 19)]),
        ("12/9/2025 01:05:00 PM", [(12, 9)]),
        ("19/12/2025, 13:05:12", [(12, 19)]),
        ("09/12/2025, 13:05:12", [(12, 9), (9, 12)]),
        ("12/12/2025, 13:05:12", [(12, 12)]),
        ("19.12.2025, 13:05:12", [(12, 19)]),
        ("2025. 12. 19. 오후 1:05", [(12, 19)]),
        ("2025年12月19日 13:05", [(12, 19)]),
        ("2025-12-19T13:05:12", [(12, 19)]),
        ("13:05", []),
    ],
)
def test_the_day_of_a_meeting_is_read_where_it_can_be(
    tmp_path: Path, written: str, days: list[tuple[int, int]]
) -> None:
    found = read(tmp_path, teams(3, comma=True, day=written))
    assert found.held_on == tuple(date(2025, *each) for each in days)


def test_a_report_without_times_of_joining_tells_its_day_above_the_people(tmp_path: Path) -> None:
    for above in (
        "Topic,Meeting ID,Start Time,End Time\nT,812,12/19/2025 01:00:00 PM,12/19/2025 03:00:00 PM\n\n",
        "会議の要約\n開始時刻:,2025/12/19 13:00\n\n",
    ):
        assert read(tmp_path, above + ZOOM_UNIQUE).held_on == (date(2025, 12, 19),)


def test_whoever_only_registered_was_not_there(tmp_path: Path) -> None:
    assert read(tmp_path, WEBINAR).not_attended == 1


def test_two_people_of_one_name_with_two_mails_are_two(tmp_path: Path) -> None:
    lines = [
        "名前（元の名前）,ユーザーのメール",
        "佐藤,a@x.example.jp",
        "佐藤,b@x.example.jp",
        "佐藤,",
        "別の名,A@X.example.jp",
    ]
    found = read(tmp_path, "\n".join(lines))
    assert [(person.name, person.mail, person.joins) for person in found.people] == [
        ("佐藤", "a@x.example.jp", 3),
        ("佐藤", "b@x.example.jp", 1),
    ]


def test_a_name_is_cleaned_and_an_address_stands_for_a_missing_one(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Email\n\x1b[31m架空の会\u202e 山田,\n,taro@x.example.jp\n,\n😀 田中,\n")
    assert [person.name for person in found.people] == ["[31m架空の会 山田", "taro@x.example.jp", "😀 田中"]


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("出欠")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def test_a_list_of_marks_from_excel(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "出欠.xlsx",
        ["第1回全体研修会 出欠"],
        [],
        ["番号", "団体名", "出欠", "人数", "氏名", "備考"],
        [1, "架空の会", "会場", 2, "山田、森", ""],
        [2, "", "欠席", "", "", "代表が急病"],
        ["", "", "", "", "", "計 2団体"],
    )
    found = read_attendance_file(path)
    assert [
        (line.number, line.group, line.mark, line.heads, line.names, line.note) for line in found.marks
    ] == [
        ("1", "架空の会", "会場", "2", "山田、森", ""),
        ("2", "", "欠席", "", "", "代表が急病"),
    ]
    assert (found.marks[0].cell("mark"), found.marks[1].cell("number")) == ("C4", "A5")


def test_a_report_saved_as_a_workbook(tmp_path: Path) -> None:
    rows = [line.split(",") for line in ZOOM_UNIQUE.replace('"田中, 一"', "田中 一").splitlines()]
    found = read_attendance_file(workbook(tmp_path / "zoom.xlsx", *rows))
    assert [person.name for person in found.people] == ["架空の会 山田", "ひなたの家（鈴木花子）", "田中 一"]
    assert found.people[0].cell == "A2"


BAD = {
    "empty": (b"", "error.workbook_empty_file"),
    "only a mark": (b"\xff\xfe", "error.workbook_empty_file"),
    "blank lines": (b"\r\n\r\n,,,\r\n", "error.workbook_empty_file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 200, "error.workbook_not_a_workbook"),
    "a broken workbook named csv": (b"PK\x03\x04" + b"x" * 50, "error.workbook_broken"),
    "noise": (random.Random(1).randbytes(4000), "error.workbook_not_a_workbook"),
    "neither encoding": (
        "名前,メール\n".encode("euc_jp") + b"\xff\xff\xa0\n",
        "error.workbook_not_a_workbook",
    ),
    "another table": ("日付,金額\n2025/8/1,100\n".encode(), "error.no_attendance_table"),
    "nobody": ("名前（元の名前）,ユーザーのメール\n,\n".encode(), "error.nobody_in_file"),
    "too many people": (
        b"Name,Email\n" + b"".join(b"n%d,\n" % number for number in range(5_001)),
        "error.too_many_people",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_says_nothing_is_refused_with_its_name(tmp_path: Path, what: str) -> None:
    raw, key = BAD[what]
    with pytest.raises(Refused) as refused:
        read_attendance_file(written(tmp_path / "だめ.csv", raw))
    assert (refused.value.key, refused.value.params["file"]) == (key, "だめ.csv")


@pytest.mark.parametrize(
    ("name", "key"), [("ない.csv", "error.workbook_missing"), (".", "error.workbook_is_folder")]
)
def test_a_file_that_is_not_there(tmp_path: Path, name: str, key: str) -> None:
    with pytest.raises(Refused, match=key):
        read_attendance_file(tmp_path / name)


# Each file is read in a process of its own; tests/excel/reading/test_text_files.py tries many more within one.
@settings(max_examples=examples(10, 3), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=200).map(lambda text: ("Name,Email\n" + text).encode())
    )
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    try:
        read_attendance_file(written(tmp_path / "any.csv", raw))
    except Refused as refused:
        assert refused.params["file"] == "any.csv"
