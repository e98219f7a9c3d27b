"""Answers to the survey of a session from a file: reports of forms, exports of ours, and every way to go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.sessions.surveys import add_survey, list_surveys
from tests.desks import data_of
from tests.intake_files import bring, counts_of, write_list, write_sheets
from tests.services.intake.test_round_trips import edit
from tests.small_register import settle

TRAINING = "第1回全体研修会"
GOOGLE = [
    "タイムスタンプ",
    "団体名を教えてください",
    "研修全体の満足度を教えてください（5段階）",
    "ご感想・ご意見があればお書きください",
    "次回取り上げてほしいこと",
]
MICROSOFT = ["ID", "開始時刻", "完了時刻", "メール", "名前", "団体名", "全体の満足度", "感想"]
OURS = ["研修・会議", "番号", "団体名", "満足度", "感想"]


@pytest.fixture
def settled(new_desk: Desk) -> Iterator[Desk]:
    """A desk on six invented groups."""
    settle(new_desk)
    yield new_desk


def answers(desk: Desk) -> list[tuple[str, int | None, int | None, str]]:
    return [(one.session, one.group_no, one.score, one.comment) for one in list_surveys(desk)]


def test_the_report_of_a_form_comes_in_once_and_goes_out_with_one_act(settled: Desk, tmp_path: Path) -> None:
    before = data_of(settled.connection)
    rows = [
        ["2025/08/27 15:00", "架空の会", "5", "よく分かった", "広報"],
        ["2025/08/27 15:01", "架空の会", "5", "よく分かった", ""],
        ["2025/08/27 15:02", "", "3：普通", "", ""],
    ]
    path = write_list(tmp_path / f"{TRAINING}アンケート.xlsx", GOOGLE, *rows, sheet="フォームの回答 1")
    plan = plan_import(settled, "surveys", path)
    told = [(one.heading, one.cells) for one in plan.intake.not_taken]
    assert told == [("タイムスタンプ", 3), ("次回取り上げてほしいこと", 1)]
    report = bring(settled, "surveys", path)
    assert (counts_of(report), report.errors) == ({"new": 3}, [])
    assert answers(settled) == [
        ("training_1", 1, 5, "よく分かった"),
        ("training_1", 1, 5, "よく分かった"),
        ("training_1", None, 3, ""),
    ]
    assert [said.key for _, _, said in report.remarks] == ["import.remark_no_name"]
    # Two of one group may say the same; the file that comes again says nothing new.
    again = bring(settled, "surveys", path)
    assert counts_of(again) == {"unchanged": 3}
    # Without words an answer may be another one: that it is taken for known is told.
    assert [(row, said.key) for _, row, said in again.remarks][-1] == (4, "import.remark_same_answer")
    undo(settled)
    assert data_of(settled.connection) == before


@pytest.mark.parametrize("place", ["column", "key", "sheet", "title", "file"])
def test_of_which_session_the_answers_are_is_said_in_any_of_these_places(
    settled: Desk, tmp_path: Path, place: str
) -> None:
    headings, row = ["団体名", "満足度", "感想"], ["架空の会", 4, "よい"]
    if place in ("column", "key"):
        headings, row = ["研修名", *headings], [TRAINING if place == "column" else "training_1", *row]
    name = f"{TRAINING}（回答）" if place == "file" else "回答"
    sheet = TRAINING if place == "sheet" else "Sheet1"
    above: list[Sequence[object]] = [[f"{TRAINING} アンケート集計"], []] if place == "title" else []
    path = write_sheets(tmp_path / f"{name}.xlsx", {sheet: [*above, headings, row]})
    assert counts_of(bring(settled, "surveys", path)) == {"new": 1}
    assert answers(settled) == [("training_1", 1, 4, "よい")]


@pytest.mark.parametrize(
    ("written", "score"),
    [
        (5, 5),
        ("４", 4),
        ("3点", 3),
        ("2：やや不満", 2),
        ("5 とても満足", 5),
        ("5（とても満足）", 5),
        ("大変満足", 5),
        ("どちらともいえない", 3),
        ("Very satisfied", 5),
        ("6", None),
        ("0", None),
        ("10", None),
        ("4.5", None),
        ("花丸", None),
    ],
)
def test_a_score_is_read_where_one_reading_is_possible(
    settled: Desk, tmp_path: Path, written: object, score: int | None
) -> None:
    path = write_list(tmp_path / "a.xlsx", OURS, [TRAINING, 1, None, written, "ひとこと"])
    report = bring(settled, "surveys", path)
    if score is None:
        assert [(error.cell, error.message_key) for error in report.errors] == [("D2", "error.score_unfit")]
    else:
        assert [one[2] for one in answers(settled)] == [score]


BAD: dict[str, tuple[Sequence[object], str, str]] = {
    "unknown group": ([TRAINING, None, "どこにもない会", 4, ""], "C2", "error.group_name_unknown"),
    "unknown number": ([TRAINING, 999, None, 4, ""], "B2", "error.no_such_group"),
    "unknown session": (["花見", 1, None, 4, ""], "A2", "error.survey_session_unknown"),
    "no session": ([None, 1, None, 4, ""], "A2", "error.survey_session_not_named"),
    "a session to come": (["最終報告会", 1, None, 4, ""], "A2", "error.survey_not_yet"),
    "a telephone number for a score": ([TRAINING, 1, None, "03-0000-0001", ""], "D2", "error.score_unfit"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_told_at_its_cell_and_the_rest_can_come_in(
    settled: Desk, tmp_path: Path, case: str
) -> None:
    row, cell, key = BAD[case]
    path = write_list(tmp_path / "回答.xlsx", OURS, row, [TRAINING, 2, None, 5, "よい"])
    report = bring(settled, "surveys", path)
    assert [(error.cell, error.message_key) for error in report.errors] == [(cell, key)]
    assert answers(settled) == []
    assert counts_of(bring(settled, "surveys", path, partial=True)) == {"new": 1, "errors": 1}


def test_a_question_asked_twice_is_not_guessed(settled: Desk, tmp_path: Path) -> None:
    headings = ["団体名", "内容の満足度", "時間の満足度", "感想"]
    path = write_list(tmp_path / f"{TRAINING}.xlsx", headings, ["架空の会", 5, 1, "よい"])
    report = bring(settled, "surveys", path)
    assert [one.heading for one in report.not_taken] == ["内容の満足度", "時間の満足度"]
    assert answers(settled) == [("training_1", 1, None, "よい")]


def test_the_report_of_microsoft_is_recognised_beside_other_lists(settled: Desk, tmp_path: Path) -> None:
    row = [1, "2025/8/27 15:00", "2025/8/27 15:04", "anonymous", "", "架空の会", "とても満足", "よい"]
    sheets: dict[str, Sequence[Sequence[object]]] = {
        TRAINING: [MICROSOFT, row],
        "面談": [["番号", "日付", "方法", "面談内容"], [1, "2025/12/1", "電話", "見学"]],
    }
    report = bring(settled, "auto", write_sheets(tmp_path / "まとめて.xlsx", sheets))
    assert [(one.list_name, one.new) for one in report.lists] == [("checkins", 1), ("surveys", 1)]


def test_what_an_export_writes_comes_back(settled: Desk, tmp_path: Path) -> None:
    add_survey(settled, "training_1", score=4, comment="よかった", number=1)
    add_survey(settled, "training_1", score=2, comment="長い", number=2)
    add_survey(settled, "training_1", score=None, comment="名前なし")
    path = tmp_path / "アンケート.xlsx"
    export(settled, "surveys", path, ExportRequest())
    assert counts_of(bring(settled, "surveys", path)) == {"unchanged": 3}
    edit(path, "満足度", ("番号", 2), "3")
    edit(path, "感想", ("感想", "名前なし"), "名前はない")
    report = bring(settled, "auto", path)
    assert (counts_of(report), report.list_name) == ({"changed": 2, "unchanged": 1}, "surveys")
    assert answers(settled) == [
        ("training_1", 1, 4, "よかった"),
        ("training_1", 2, 3, "長い"),
        ("training_1", None, None, "名前はない"),
    ]


EMPTY: dict[str, tuple[list[list[object]], str]] = {
    "nothing": ([], "error.workbook_empty"),
    "no answers": ([["団体名", "氏名"], ["架空の会", "架空 太郎"]], "error.no_list"),
}


@pytest.mark.parametrize("case", EMPTY)
def test_what_holds_no_answers_is_refused_in_words(settled: Desk, tmp_path: Path, case: str) -> None:
    rows, key = EMPTY[case]
    with pytest.raises(Refused) as refused:
        bring(settled, "surveys", write_sheets(tmp_path / f"{TRAINING}.xlsx", {"回答": rows}))
    assert refused.value.key == key
