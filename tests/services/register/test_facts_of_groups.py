"""What is known of a group beyond its adoption, what it did month by month, and how its plan changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.activity import parse_month
from kodoku_tui.domain.register.activity_entries import ActivityEntry, PlanChangeEntry
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.words import ChangeKind, Stage, YesNo
from kodoku_tui.locale import set_language
from kodoku_tui.locale.phrases import say_refused, say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import changes_of, undo
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.intake.imports import import_list, import_roster
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.activity import list_activity, record_activity
from kodoku_tui.services.register.fact_words import change_words, known_facts, month_words
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.plan_changes import (
    add_plan_change,
    change_plan_change,
    hide_plan_change,
    list_plan_changes,
)
from kodoku_tui.services.register.register import set_facts
from tests.desks import MONDAY_IN_DECEMBER, data_of, write_roster

TODAY = MONDAY_IN_DECEMBER
KNOWN = FactsEntry(
    founded_year=2010,
    staff_count=3,
    own_clerk=YesNo.NO,
    first_public_money=YesNo.YES,
    new_theme=YesNo.YES,
    vouchers_seen_on=date(2025, 11, 20),
    settlers=1,
)
HEADINGS = [
    *("番号", "団体名", "取組名", "取組対象", "活動地域"),
    *("設立年", "職員数", "事務担当の有無", "公的資金は初めて", "証憑確認日"),
]


def actual(**numbers: int) -> ActivityEntry:
    return ActivityEntry.model_validate({"group_no": 1, "month": "2025-11", **numbers})


def test_what_is_known_of_a_group_is_recorded_in_part_and_taken_back(small_desk: Desk) -> None:
    set_facts(small_desk, 1, known=KNOWN)
    unit = set_facts(small_desk, 1, known=FactsEntry(staff_count=4, own_clerk=None)).unit
    assert unit is not None
    assert {one.field for one in changes_of(small_desk, unit)} == {"staff_count", "own_clerk"}
    facts = group_karte(small_desk, 1).facts
    assert (facts["founded_year"], facts["staff_count"], facts["own_clerk"]) == (2010, 4, "")
    undo(small_desk, unit)
    assert dict(group_karte(small_desk, 1).facts) == KNOWN.values()


def test_facts_are_said_in_the_reader_s_language_and_the_unknown_not_at_all(small_desk: Desk) -> None:
    assert known_facts(group_karte(small_desk, 1).facts, TODAY) == []
    set_facts(small_desk, 1, known=FactsEntry(own_clerk=YesNo.NO, vouchers_seen_on=date(2025, 11, 20)))
    facts = group_karte(small_desk, 1).facts
    assert known_facts(facts, TODAY) == [
        ("専任の事務・経理担当", "いいえ"),
        ("証憑を確認した日", "11/20(木)"),
    ]
    set_language("en")
    assert known_facts(facts, TODAY)[0] == ("Clerk of its own", "No")


@pytest.mark.parametrize(
    "known",
    [
        FactsEntry(founded_year=2026),
        FactsEntry(founded_year=90),
        FactsEntry(staff_count=-1),
        FactsEntry(settlers=-1),
        FactsEntry(vouchers_seen_on=date(2025, 12, 16)),
    ],
)
def test_facts_that_cannot_be_are_refused(small_desk: Desk, known: FactsEntry) -> None:
    before = data_of(small_desk.connection)
    with pytest.raises(Refused) as refused:
        set_facts(small_desk, 1, known=known)
    assert refused.value.field in known.model_fields_set
    assert say_refused(refused.value)
    assert data_of(small_desk.connection) == before


def test_a_register_brings_facts_and_an_empty_cell_takes_none_away(small_desk: Desk, tmp_path: Path) -> None:
    set_facts(small_desk, 2, known=FactsEntry(staff_count=9))
    roster = write_roster(
        tmp_path / "事実.xlsx",
        [1, "架空の会", "居場所カフェ", "高齢者", "東京都新宿区", 2010, 3, "なし", "○", date(2025, 11, 20)],
        [2, "架空ともしび", "見守り散歩", "高齢者、多世代", "神奈川県横浜市", None, None, "有", None, None],
        [6, "架空の新しい会", "集い", "高齢者", "福岡県", 2024, None, None, "はい", None],
        headings=HEADINGS,
    )
    report = import_roster(small_desk, roster)
    assert report.errors == []
    one, two, six = (group_karte(small_desk, number).facts for number in (1, 2, 6))
    assert dict(one) == KNOWN.values() | {"new_theme": "", "settlers": None}
    assert (two["staff_count"], two["own_clerk"]) == (9, "はい")
    assert (six["founded_year"], six["first_public_money"]) == (2024, "はい")
    assert import_roster(small_desk, roster).unit is None


def test_a_fact_that_cannot_be_is_told_at_its_cell(small_desk: Desk, tmp_path: Path) -> None:
    roster = write_roster(
        tmp_path / "事実.xlsx",
        [1, "架空の会", "居場所カフェ", "高齢者", "東京都新宿区", 3010, None, "たぶん", None, None],
        [2, "架空ともしび", "見守り散歩", "高齢者、多世代", "神奈川県横浜市", 3010, None, None, None, None],
        headings=HEADINGS,
    )
    report = import_roster(small_desk, roster)
    assert {error.cell for error in report.errors} >= {"H2", "F3"}
    assert report.unit is None


def test_the_form_of_the_register_goes_out_with_the_facts_and_comes_back(
    small_desk: Desk, tmp_path: Path
) -> None:
    set_facts(small_desk, 1, known=KNOWN)
    for language in ("ja", "en"):
        set_language(language)
        path = tmp_path / f"{language}.xlsx"
        export(small_desk, "forms", path, ExportRequest())
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[-1]
        row = next(row for row in sheet.iter_rows() if row[1].value == "架空の会")
        row[10].value = 12
        book.save(path)
        report = import_list(small_desk, "roster", path, sheet=sheet.title)
        assert (report.errors, report.changed) == ([], 1)
        assert group_karte(small_desk, 1).facts["staff_count"] == 12
        undo(small_desk)


def test_nobody_is_a_number_of_staff_that_comes_back(small_desk: Desk, tmp_path: Path) -> None:
    set_facts(small_desk, 1, known=FactsEntry(staff_count=0, settlers=0))
    path = tmp_path / "名簿.xlsx"
    export(small_desk, "forms", path, ExportRequest())
    sheet = openpyxl.load_workbook(path).worksheets[-1].title
    report = import_list(small_desk, "roster", path, sheet=sheet)
    assert (report.errors, report.changed) == ([], 0)
    assert group_karte(small_desk, 1).facts["settlers"] == 0


def test_the_numbers_of_a_month_are_put_together_and_plans_stand_beside_them(small_desk: Desk) -> None:
    record_activity(small_desk, actual(times=4, people=20))
    record_activity(small_desk, actual(visits=35, newcomers=3))
    record_activity(
        small_desk, ActivityEntry(group_no=1, month="2026-01", stage=Stage.PLANNED, times=6, people=30)
    )
    november, january = list_activity(small_desk, 1)
    assert month_words(november) == "2025-11  実績 4回 実20人 延べ35人 新規3人"
    assert month_words(january) == "2026-01  計画 6回 実30人 延べ－人 新規－人"
    assert november.planned is None
    unit = record_activity(small_desk, actual(times=5)).unit
    assert [(one.before, one.after) for one in changes_of(small_desk, unit or 0)] == [(4, 5)]
    assert record_activity(small_desk, actual(times=5)).unit is None
    undo(small_desk, unit)
    assert list_activity(small_desk)[0] == november


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (ActivityEntry(group_no=1, month="2025-11"), "error.no_numbers"),
        (ActivityEntry(group_no=1, month="2026-01", times=1), "error.month_in_future"),
        (actual(times=-1), "error.number_out_of_range"),
        (actual(people=5, visits=4), "error.visits_below_people"),
        (actual(people=5, newcomers=6), "error.newcomers_above_people"),
        (ActivityEntry(group_no=5, month="2025-09", times=1), "error.group_not_active"),
    ],
)
def test_numbers_that_cannot_be_are_refused(small_desk: Desk, entry: ActivityEntry, key: str) -> None:
    before = data_of(small_desk.connection)
    with pytest.raises(Refused) as refused:
        record_activity(small_desk, entry)
    assert refused.value.key == key
    assert say_refused(refused.value)
    assert data_of(small_desk.connection) == before


def test_numbers_are_held_against_what_the_month_has_already(small_desk: Desk) -> None:
    record_activity(small_desk, actual(people=20))
    with pytest.raises(Refused, match="visits_below_people"):
        record_activity(small_desk, actual(visits=19))


def test_what_a_group_did_before_it_left_can_be_written_down_after(small_desk: Desk) -> None:
    assert record_activity(small_desk, ActivityEntry(group_no=5, month="2025-07", times=1)).unit is not None
    assert list_activity(small_desk) == []
    assert len(list_activity(small_desk, 5)) == 1


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-11", "2025-11"),
        ("２０２５年１１月", "2025-11"),
        ("2025/6", "2025-06"),
        ("11月", "2025-11"),
        ("2", "2026-02"),
        ("先月", "2025-11"),
        ("今月", "2025-12"),
    ],
)
def test_a_month_is_read_as_people_write_it(text: str, month: str) -> None:
    assert parse_month(text, today=TODAY, year_starts_on=date(2025, 4, 1)) == month


@pytest.mark.parametrize("text", ["", "13", "2025-13", "0月", "いつか", "11/20"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not_a_month"):
        parse_month(text, today=TODAY, year_starts_on=date(2025, 4, 1))


def test_changes_of_plan_and_advice_are_kept_newest_first_corrected_and_withdrawn(small_desk: Desk) -> None:
    course = PlanChangeEntry(changed_on=date(2025, 10, 1), note="曜日を変えた")
    advice = PlanChangeEntry(
        changed_on=date(2025, 11, 1), kind=ChangeKind.ADVICE, note="名簿を作る", adviser="架空大学 先生"
    )
    add_plan_change(small_desk, 1, course)
    add_plan_change(small_desk, 1, advice)
    newest, oldest = list_plan_changes(small_desk, 1)
    assert change_words(newest, TODAY) == "11/1(土) 専門家助言（架空大学 先生）"
    assert change_words(oldest, TODAY) == "10/1(水) 軌道修正"
    later = course.model_copy(update={"note": "曜日と時間を変えた"})
    change_plan_change(small_desk, oldest.id, later, version=oldest.version)
    assert list_plan_changes(small_desk)[1].note == "曜日と時間を変えた"
    unit = hide_plan_change(small_desk, newest.id).unit
    assert [one.id for one in list_plan_changes(small_desk, 1)] == [oldest.id]
    with pytest.raises(Refused, match="no_such_plan_change"):
        hide_plan_change(small_desk, newest.id)
    undo(small_desk, unit)
    assert len(group_karte(small_desk, 1).plan_changes) == 2


@pytest.mark.parametrize(
    "entry",
    [
        PlanChangeEntry(changed_on=date(2025, 10, 1), note="  "),
        PlanChangeEntry(changed_on=date(2025, 12, 16), note="先のこと"),
    ],
)
def test_a_change_of_plan_without_words_or_to_come_is_refused(
    small_desk: Desk, entry: PlanChangeEntry
) -> None:
    with pytest.raises(Refused):
        add_plan_change(small_desk, 1, entry)
    assert list_plan_changes(small_desk) == []


def test_a_tier_that_alone_is_changed_is_told_by_its_name_in_the_log(small_desk: Desk) -> None:
    group = group_of(small_desk, 3)
    told = {"name": group["name"], "project": group["project"], "targets": group["targets_text"]}
    outcome = set_facts(small_desk, 3, **told, area=group["area"], tier="定期確認", known=FactsEntry())
    assert say_said(outcome.act) == "支援区分を変更: 3 架空こども塾（標準 → 定期確認）"
    undo(small_desk)
    outcome = set_facts(small_desk, 3, tier="定期確認", area="東京都")
    assert say_said(outcome.act) == "団体情報を変更: 3"
    outcome = set_facts(small_desk, 3, area="埼玉県")
    assert say_said(outcome.act) == "団体情報を変更: 3"
