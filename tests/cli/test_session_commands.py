"""Sessions, invitations, attendance files, follow-ups and surveys from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku

REPORT = "Name (Original Name),User Email,Join Time\n{lines}\n"


def session(kodoku: Kodoku, key: str) -> dict[str, object]:
    found: dict[str, object] = next(
        each for each in kodoku("session", "list", "--json").document if each["key"] == key
    )
    return found


def group_named(kodoku: Kodoku, number: int) -> str:
    found: str = kodoku("group", "show", str(number), "--json").document["group"]
    return found


def test_a_salon_from_its_announcement_to_its_survey(kodoku: Kodoku) -> None:
    add = [
        "--title",
        "関東サロン",
        "--kind",
        "salon",
        "--on",
        "12/15",
        "--time",
        "１４時",
        "--format",
        "online",
    ]
    assert kodoku("session", "add", "salon_kanto", *add, "--capacity", "10").code == 0
    looked = kodoku("session", "invite", "salon_kanto", "--block", "関東", "--target", "高齢者", "--dry-run")
    assert (looked.code, session(kodoku, "salon_kanto")["invited"]) == (0, None)
    invited = kodoku("session", "invite", "salon_kanto", "--block", "関東", "--target", "高齢者")
    count = session(kodoku, "salon_kanto")["invited"]
    assert isinstance(count, int) and count > 0
    assert f"{count}団体" in invited.err and f"{count}団体" in looked.err
    more = kodoku("session", "invite", "salon_kanto", "1-12")
    assert "定員 10 を" in more.err
    kodoku("session", "invite", "salon_kanto", "1-12", "--remove")
    listed = [each["group_no"] for each in kodoku("attendance", "list", "salon_kanto", "--json").document]
    kodoku("attendance", "set", "salon_kanto", str(listed[0]), "欠席", "--others", "online")
    kodoku("attendance", "set", "salon_kanto", str(listed[0]), "excused", "--others", "online")
    found = session(kodoku, "salon_kanto")
    assert (found["absent"], found["unknown"], found["time"], found["format"]) == (
        1,
        0,
        "14:00",
        "オンライン",
    )
    assert found["rate"] == (len(listed) - 1) * 1000 // len(listed) / 10
    assert kodoku("attendance", "followup", "salon_kanto", "--what", "materials", "--due", "12/18").code == 0
    actions = kodoku("action", "list", "--json").document
    assert [(each["group_no"], each["due"]) for each in actions] == [(listed[0], "2025-12-18")]
    late = kodoku("overdue", "--json", today="2025-12-25").document
    assert [each["title"] for each in late if each["what"] == "followup"] == ["資料送付: 関東サロン"]
    assert kodoku("survey", "add", "salon_kanto", "--score", "4", "--comment", "また話したい").code == 0
    assert kodoku("survey", "add", "salon_kanto", "--score", "5", "--group", str(listed[1])).code == 0
    answers = kodoku("survey", "list", "salon_kanto", "--json").document
    assert [(each["group_no"], each["score"], each["comment"]) for each in answers] == [
        (None, 4, "また話したい"),
        (listed[1], 5, ""),
    ]
    assert "平均 4.5（2件）" in kodoku("survey", "list").err
    assert (
        session(kodoku, "salon_kanto")["survey_mean"],
        session(kodoku, "salon_kanto")["survey_count"],
    ) == (4.5, 2)


def test_a_session_is_changed(kodoku: Kodoku) -> None:
    assert (
        kodoku(
            "session", "set", "training_2", "--place", "中央会館", "--capacity", "120", "--on", "12/19"
        ).code
        == 0
    )
    found = session(kodoku, "training_2")
    assert (found["on"], found["place"], found["capacity"]) == ("2025-12-19", "中央会館", 120)
    assert kodoku("session", "set", "training_2", "--capacity", "").code == 0
    assert session(kodoku, "training_2")["capacity"] is None
    assert (
        kodoku(
            "session", "add", "extra", "--title", "臨時", "--kind", "study", "--on", "12/16", "--required"
        ).code
        == 0
    )
    duties = [each for each in kodoku("milestone", "list", "--json").document if each["key"] == "extra"]
    assert len(duties) == 96


def test_a_report_is_imported_when_everybody_in_it_is_known(kodoku: Kodoku, tmp_path: Path) -> None:
    names = [group_named(kodoku, number) for number in (1, 2)]
    path = tmp_path / "report.csv"
    lines = [f"{names[0]} A,,2025/08/31 13:00", f"B@{names[1]},,2025/08/31 13:00", "C,,2025/08/31 13:00"]
    path.write_text(REPORT.format(lines="\n".join(lines)), encoding="utf-16")
    refused = kodoku("attendance", "import", "training_1", path, "--json")
    assert (refused.code, refused.document["unit"]) == (1, None)
    assert [(each["cell"], each["value"]) for each in refused.document["errors"]] == [("A4", "C")]
    dry = kodoku("attendance", "import", "training_1", path, "--as", "C=0", "--dry-run", "--json")
    assert (dry.code, dry.document["new"], dry.document["skipped"], dry.document["unit"]) == (0, 2, 1, None)
    done = kodoku("attendance", "import", "training_1", path, "--as", "C=0", "--json")
    assert (done.code, done.document["rows"], done.document["new"], done.document["errors"]) == (0, 3, 2, [])
    marked = [each for each in kodoku("attendance", "list", "training_1", "--json").document if each["heads"]]
    assert [(each["group_no"], each["mark"], each["heads"]) for each in marked] == [
        (1, "出席(オンライン)", 1),
        (2, "出席(オンライン)", 1),
    ]
    kodoku("undo", str(done.document["unit"]))
    partly = kodoku("attendance", "import", "training_1", path, "--partial", "--json")
    assert (partly.code, partly.document["new"], len(partly.document["errors"])) == (0, 2, 1)


def test_a_report_of_another_day_than_the_session_is_told(kodoku: Kodoku, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    held_on = str(session(kodoku, "training_1")["on"]).replace("-", "/")
    for day, is_told in ((held_on, False), ("2025/08/30", True), ("8/30/25, 1:05 PM", True)):
        line = f'{group_named(kodoku, 1)} A,,"{day} 13:00"'
        path.write_text(REPORT.format(lines=line), encoding="utf-16")
        for more in (("--dry-run",), ()):
            told = kodoku("attendance", "import", "training_1", path, *more, "--json")
            assert told.code == 0
            assert ("2025/8/30" in told.err and "この回（" in told.err) == is_told


REFUSED = {
    "capacity 0": (["session", "set", "training_2", "--capacity", "0"], 1, "定員「0」"),
    "no such time": (["session", "set", "training_2", "--time", "25:00"], 1, "25:00"),
    "score 6": (["survey", "add", "training_1", "--score", "6"], 1, "1〜5"),
    "nothing said": (["survey", "add", "training_1"], 1, "評価かコメント"),
    "survey before the day": (["survey", "add", "final_meeting", "--score", "3"], 1, "当日から"),
    "nobody to invite": (["session", "invite", "training_2"], 1, "招待する団体がありません"),
    "not absent": (["attendance", "followup", "training_1", "3", "--what", "資料送付"], 1, "欠席の団体"),
    "no such follow-up": (["attendance", "followup", "training_1", "--what", "花束"], 1, "個別補講"),
    "no such file": (["attendance", "import", "training_1", "ない.csv"], 1, "ない.csv"),
    "before the day": (["attendance", "import", "final_meeting", "ない.csv"], 1, "2026/3/31"),
    "no name": (["attendance", "import", "training_1", "ない.csv", "--as", "12"], 2, "NAME=N"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_said_and_changes_nothing(kodoku: Kodoku, what: str) -> None:
    arguments, code, sentence = REFUSED[what]
    before = kodoku("log", "--json").document
    ended = kodoku(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert sentence in ended.err
    assert kodoku("log", "--json").document == before


def test_replies_before_the_day_and_what_came_of_them(kodoku: Kodoku, tmp_path: Path) -> None:
    kodoku(
        "session",
        "add",
        "salon_kanto",
        "--title",
        "サロン",
        "--kind",
        "salon",
        "--on",
        "12/20",
        "--reply-by",
        "12/17",
    )
    kodoku("session", "invite", "salon_kanto", "1-4")
    assert "出欠の返事を記録" in kodoku("session", "reply", "salon_kanto", "1-2", "参加予定").err
    kodoku("session", "reply", "salon_kanto", "3", "not_coming")
    found = session(kodoku, "salon_kanto")
    assert (found["coming"], found["not_coming"], found["unanswered"]) == (2, 1, 1)
    assert (found["reply_by"], found["unknown"]) == ("2025-12-17", 4)
    assert "参加2 欠席1 未回答1" in kodoku("session", "list").out
    refused = kodoku("session", "reply", "salon_kanto", "3", "maybe")
    assert refused.code == 1
    # Taken away again with an empty day.
    kodoku("session", "set", "salon_kanto", "--reply-by", "")
    assert session(kodoku, "salon_kanto")["reply_by"] is None
    path = tmp_path / "参加者.csv"
    path.write_text(REPORT.format(lines=f"{group_named(kodoku, 3)},,14:00"), encoding="utf-8")
    later = ["--today", "2025-12-20"]
    document = kodoku(*later, "attendance", "import", "salon_kanto", str(path), "--json").document
    assert document["replies"] == {"stayed_away": [1, 2], "came_anyway": [3]}
    assert document["replies_by_session"] == {"salon_kanto": document["replies"]}
    listed = kodoku(*later, "attendance", "list", "salon_kanto", "--json").document
    assert [(one["group_no"], one["reply"]) for one in listed] == [
        *((1, "参加予定"), (2, "参加予定"), (3, "欠席連絡"), (4, "未回答"))
    ]


def test_a_duty_and_the_plan_say_that_their_day_is_open(kodoku: Kodoku) -> None:
    def said() -> set[tuple[bool, bool]]:
        duties = kodoku("milestone", "list", "--json").document
        plan = kodoku("plan", "list", "--json").document
        (planned,) = [one["day_open"] for one in plan if one["key"] == "final_meeting"]
        assert not [one for one in duties if one["day_open"] and one["key"] != "final_meeting"]
        return {(one["day_open"], planned) for one in duties if one["key"] == "final_meeting"}

    assert said() == {(False, False)}
    assert kodoku("session", "set", "final_meeting", "--on", "2026-03-01", "--day-open").code == 0
    assert said() == {(True, True)}
    assert "3月（日未定）" in kodoku("plan", "list").out
    assert "3月（日未定）" in kodoku("milestone", "list", "--group", "12").out


def test_the_page_of_a_group_tells_what_it_replied(kodoku: Kodoku) -> None:
    kodoku("session", "reply", "final_meeting", "12", "参加予定")
    lines = kodoku("group", "show", "12").out.splitlines()
    (line,) = [line for line in lines if "返事 参加予定" in line]
    assert "最終報告会" in line
