"""Issues with kinds, promises and remedies: one act each, refused in words, taken back whole."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.words import Channel, IssueCategory, IssueState, Noticed, Severity
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import correct_checkin, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.issues.page import issue_of, issue_page_of, recent_checkins
from kodoku_tui.services.issues.remedies import (
    add_remedy,
    change_remedy,
    hide_remedy,
    like_issue,
    like_words,
    list_remedies,
)
from kodoku_tui.store.unit import StaleVersion
from tests.desks import data_of, go_to

TODAY = date(2025, 12, 15)


def entry(number: int = 1, **given: object) -> IssueEntry:
    known: dict[str, object] = {
        "group_no": number,
        "category": IssueCategory.OUTREACH,
        "title": "チラシを配っても申込みがない",
        "opened_on": TODAY,
    }
    return IssueEntry.model_validate(known | given)


def solve(desk: Desk, number: int, text: str, **given: object) -> int:
    issue_id = add_issue(desk, entry(number, **given)).row_id
    remedy = RemedyEntry(text=text, tried_on=TODAY, result=RemedyResult.WORKED, result_note="申込み7人")
    change_issue(desk, issue_id, IssueChange(state=IssueState.SOLVED), remedy=remedy)
    return issue_id


def test_an_issue_its_kind_and_its_promise_are_one_act(small_desk: Desk) -> None:
    before = data_of(small_desk.connection)
    checkin = log_checkin(
        small_desk, CheckinEntry(group_no=1, held_on=TODAY, channel=Channel.PHONE, note="相談")
    ).row_id
    units = len(list_units(small_desk))
    action = ActionEntry(group_no=1, title="見本を送る", due_on=date(2025, 12, 20))
    issue_id = add_issue(small_desk, entry(subcategory="announcing", checkin_id=checkin), action).row_id
    assert len(list_units(small_desk)) == units + 1
    issue = issue_of(small_desk, issue_id)
    assert (issue.category, issue.subcategory, issue.checkin) == ("outreach", "告知方法", checkin)
    page = issue_page_of(small_desk, issue_id)
    assert [(one.title, one.due, one.staff) for one in page.actions] == [
        ("見本を送る", "2025-12-20", "青木 一")
    ]
    assert page.found_in is not None and page.found_in.note == "相談"
    undo(small_desk)
    assert list_issues(small_desk) == [] and list_actions(small_desk) == []
    undo(small_desk)
    assert data_of(small_desk.connection) == before


def test_an_unknown_kind_and_a_checkin_of_another_group_are_refused(small_desk: Desk) -> None:
    other = log_checkin(
        small_desk, CheckinEntry(group_no=2, held_on=TODAY, channel=Channel.PHONE, note="別の団体")
    ).row_id
    with pytest.raises(Refused) as refusal:
        add_issue(small_desk, entry(subcategory="経費管理"))
    assert refusal.value.field == "subcategory" and "告知方法" in refusal.value.params["choices"]  # type: ignore[operator]
    for checkin in (other, 999):
        with pytest.raises(Refused) as refusal:
            add_issue(small_desk, entry(checkin_id=checkin))
        assert refusal.value.key == "error.no_such_checkin"
    with pytest.raises(Refused) as refusal:
        add_issue(small_desk, entry(title="長" * 201))
    assert (refusal.value.key, refusal.value.field) == ("error.too_long", "title")
    assert list_issues(small_desk) == []


def test_the_checkin_written_down_today_is_the_one_to_offer(small_desk: Desk) -> None:
    go_to(small_desk, date(2025, 12, 1))
    earlier = CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="以前")
    checkin_id = log_checkin(small_desk, earlier).row_id
    go_to(small_desk, TODAY)
    # Correcting an old one today makes it no new one.
    correct_checkin(small_desk, checkin_id, earlier.model_copy(update={"note": "直した"}), version=1)
    log_checkin(
        small_desk,
        CheckinEntry(group_no=1, held_on=date(2025, 11, 20), channel=Channel.VISIT, note="今日書いた"),
    )
    found = recent_checkins(small_desk, 1)
    assert [(one.note, bool(one.is_new)) for one in found] == [("今日書いた", True), ("直した", False)]


def test_another_category_drops_the_kind_that_it_does_not_have(small_desk: Desk) -> None:
    issue_id = add_issue(small_desk, entry(subcategory="告知方法")).row_id
    change_issue(small_desk, issue_id, IssueChange(severity=Severity.HEAVY, noticed=Noticed.BEFORE))
    issue = issue_of(small_desk, issue_id)
    assert (issue.subcategory, issue.severity, issue.noticed) == ("告知方法", "重", "予防")
    change_issue(small_desk, issue_id, IssueChange(category=IssueCategory.ADMIN))
    assert issue_of(small_desk, issue_id).subcategory == ""
    change_issue(small_desk, issue_id, IssueChange(subcategory="経費管理"))
    assert issue_of(small_desk, issue_id).subcategory == "経費管理"


def test_solving_marks_what_worked_in_the_same_act(small_desk: Desk) -> None:
    issue_id = add_issue(small_desk, entry()).row_id
    tried = add_remedy(small_desk, issue_id, RemedyEntry(text="手渡しを頼んだ", tried_on=TODAY)).row_id
    units = len(list_units(small_desk))
    change_issue(small_desk, issue_id, IssueChange(state=IssueState.SOLVED), worked=tried)
    assert len(list_units(small_desk)) == units + 1
    assert [one.result for one in list_remedies(small_desk, issue_id=issue_id)] == ["効果あり"]
    assert issue_of(small_desk, issue_id).closed == "2025-12-15"
    undo(small_desk)
    assert issue_of(small_desk, issue_id).state == "新規"
    assert [one.result for one in list_remedies(small_desk, issue_id=issue_id)] == ["試行中"]


def test_a_remedy_of_another_issue_cannot_be_what_worked(small_desk: Desk) -> None:
    first, second = add_issue(small_desk, entry()).row_id, add_issue(small_desk, entry(2)).row_id
    tried = add_remedy(small_desk, first, RemedyEntry(text="手渡し", tried_on=TODAY)).row_id
    with pytest.raises(Refused) as refusal:
        change_issue(small_desk, second, IssueChange(state=IssueState.SOLVED), worked=tried)
    assert refusal.value.key == "error.no_such_remedy"
    assert issue_of(small_desk, second).state == "新規"


def test_a_remedy_is_changed_hidden_and_brought_back(small_desk: Desk) -> None:
    issue_id = add_issue(small_desk, entry()).row_id
    tried = add_remedy(small_desk, issue_id, RemedyEntry(text="手渡し", tried_on=TODAY, staff="石井")).row_id
    seen = list_remedies(small_desk, issue_id=issue_id)[0]
    better = RemedyEntry(text="手渡し", tried_on=TODAY, result=RemedyResult.PARTLY, result_note="3人")
    change_remedy(small_desk, tried, better, version=seen.version)
    now = list_remedies(small_desk, issue_id=issue_id)[0]
    assert (now.result, now.result_note, now.staff) == ("一部効果", "3人", "石井 二")
    with pytest.raises(StaleVersion):
        change_remedy(small_desk, tried, RemedyEntry(text="別", tried_on=TODAY), version=seen.version)
    hide_remedy(small_desk, tried)
    assert list_remedies(small_desk, issue_id=issue_id) == []
    undo(small_desk)
    assert [one.id for one in list_remedies(small_desk, issue_id=issue_id)] == [tried]


@pytest.mark.parametrize(
    ("remedy", "field"),
    [
        (RemedyEntry(text=" \n", tried_on=TODAY), "text"),
        (RemedyEntry(text="明日試す", tried_on=date(2025, 12, 16)), "tried_on"),
    ],
)
def test_an_empty_remedy_and_one_of_tomorrow_are_refused(
    small_desk: Desk, remedy: RemedyEntry, field: str
) -> None:
    issue_id = add_issue(small_desk, entry()).row_id
    with pytest.raises(Refused) as refusal:
        add_remedy(small_desk, issue_id, remedy)
    assert refusal.value.field == field


def test_a_very_long_remedy_with_emoji_and_controls_is_kept_cleaned(small_desk: Desk) -> None:
    issue_id = add_issue(small_desk, entry()).row_id
    text = "🌱" + "長い記録。\n" * 40_000 + "\x1b[31m終わり"
    add_remedy(small_desk, issue_id, RemedyEntry(text=text, tried_on=TODAY))
    kept = list_remedies(small_desk, issue_id=issue_id)[0].text
    assert len(kept) > 200_000 and kept.startswith("🌱") and kept.endswith("終わり") and "\x1b" not in kept


def test_what_helped_others_is_offered_likest_first(small_desk: Desk) -> None:
    solve(small_desk, 3, "SNSに写真を載せた")
    solve(small_desk, 4, "題名を変えた", subcategory="告知方法")
    solve(small_desk, 2, "薬局に手渡しを頼んだ", subcategory="告知方法")
    solve(small_desk, 1, "自分のところの対応策", subcategory="告知方法")
    unsolved = add_issue(small_desk, entry(4)).row_id
    add_remedy(small_desk, unsolved, RemedyEntry(text="まだ途中", tried_on=TODAY, result=RemedyResult.WORKED))
    asked = add_issue(small_desk, entry(1, subcategory="告知方法")).row_id
    likes = like_issue(small_desk, asked)
    assert likes.groups == 3
    # 2 shares kind, target and block, 4 the kind, 3 only the category.
    assert [one.group_no for one in likes.remedies] == [2, 4, 3]
    assert likes.remedies[0].reasons == ("subcategory", "category", "target", "block", "words")
    typed = like_words(small_desk, 1, "outreach", "告知方法", "チラシ")
    assert [one.group_no for one in typed.remedies][:2] == [2, 4]
    assert like_words(small_desk, None, None, "", "").remedies == ()


def test_what_failed_or_was_withdrawn_is_not_offered(small_desk: Desk) -> None:
    for number, result in ((2, RemedyResult.FAILED), (3, RemedyResult.TRYING)):
        issue_id = add_issue(small_desk, entry(number)).row_id
        remedy = RemedyEntry(text="試した", tried_on=TODAY, result=result)
        change_issue(small_desk, issue_id, IssueChange(state=IssueState.SOLVED), remedy=remedy)
    hidden = solve(small_desk, 4, "取り下げた対応策")
    hide_remedy(small_desk, list_remedies(small_desk, issue_id=hidden)[0].id)
    asked = add_issue(small_desk, entry(1)).row_id
    assert like_issue(small_desk, asked).remedies == ()


def test_the_same_remedy_of_two_groups_is_offered_once(small_desk: Desk) -> None:
    solve(small_desk, 3, "薬局に手渡しを頼んだ。")
    solve(small_desk, 2, "薬局に手渡しを頼んだ。")
    asked = add_issue(small_desk, entry(1)).row_id
    likes = like_issue(small_desk, asked)
    assert (likes.groups, [one.group_no for one in likes.remedies]) == (2, [2])


def test_remedies_are_found_by_kind_target_block_result_and_words(small_desk: Desk) -> None:
    solve(small_desk, 2, "薬局に手渡しを頼んだ", subcategory="告知方法")
    solve(small_desk, 3, "ＳＮＳに写真を載せた")

    def numbers(**asked: str) -> list[int]:
        return [one.group_no for one in list_remedies(small_desk, **asked)]  # type: ignore[arg-type]

    assert numbers() == [3, 2]
    assert numbers(category="outreach", subcategory="告知方法") == [2]
    assert numbers(target="elderly") == [2]
    assert numbers(block="近畿") == [3]
    assert numbers(text="sns 写真") == [3]
    assert numbers(text="申込み７人") == [3, 2]
    assert numbers(category="admin") == []
