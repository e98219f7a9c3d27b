"""Two copies of one file go on apart and come together: nothing vanishes, and what both changed is shown and chosen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import ExpenseChange, ReallocationEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.activity_entries import ActivityEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.review.entries import ReviewEntry
from kodoku_tui.domain.words import Channel, IssueCategory, Reader, Severity, Stage
from kodoku_tui.services.checkins.checkins import correct_checkin, hide_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.recording import reallocate, set_expense
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.remedies import add_remedy
from kodoku_tui.services.keeping.backups import list_backups
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.keeping.merging import Conflict, merge, plan_merge
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.contacts import add_contact, change_contact, list_contacts
from kodoku_tui.services.register.groups import GroupEntry, list_groups
from kodoku_tui.services.register.register import GroupFacts, adopt_group, set_facts
from kodoku_tui.services.register.saved_views import list_views, save_view
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.services.review.reviews import end_review, open_review, start_review
from kodoku_tui.store.merging.sides import Side
from kodoku_tui.store.tables import TABLES, TableKind, tables_of
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, morning_of
from tests.happenings import KINDS, Happening, do
from tests.store.test_migrations import file_before

# Documents of which a year has several rounds.
REPORT = "outcome_report"


class Clock:
    """A morning that can be moved on."""

    def __init__(self) -> None:
        self.now = datetime.combine(MONDAY_IN_DECEMBER, datetime.min.time()).replace(hour=9)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


Copies = Callable[[int], list[Desk]]


@pytest.fixture
def copies(small_desk: Desk, tmp_path: Path) -> Iterator[Copies]:
    """So many copies of one small file, each with a desk at it."""
    with ExitStack() as stack:

        def make(count: int) -> list[Desk]:
            desks = []
            for number in range(count):
                folder = tmp_path / f"写し{number}"
                folder.mkdir()
                path = shutil.copy(small_desk.path, folder / "台帳.kodoku")
                desk = Desk(Path(path), clock=Clock(), staff="青木 一")
                stack.callback(desk.close)
                desks.append(desk)
            return desks

        small_desk.close()
        yield make


def note(desk: Desk, number: int, text: str) -> int:
    entry = CheckinEntry(group_no=number, held_on=MONDAY_IN_DECEMBER, channel=Channel.PHONE, note=text)
    return log_checkin(desk, entry).row_id


def notes(desk: Desk, number: int) -> list[str]:
    return sorted(one.note for one in list_checkins(desk, number))


def groups(desk: Desk) -> list[GroupEntry]:
    return list_groups(desk, GroupFilter(status=None))


def everything(desk: Desk) -> dict[str, dict[str, Any]]:
    """All that people recorded, by uid, in the form in which it is the same in every copy."""
    side = Side(desk.connection)
    return {
        table: {
            found["uid"]: (dict(side.portable(table, dict(found)) or {}), dict(found).get("moment"))
            for found in desk.connection.execute(f"SELECT * FROM {table}").fetchall()
        }
        for table in tables_of(TableKind.DATA)
    }


def test_what_both_wrote_stands_in_both(copies: Copies) -> None:
    train, office = copies(2)
    note(train, 1, "車中の電話")
    note(office, 1, "事務局の電話")
    merged = merge(office, train.path, takes_theirs=None)
    assert (merged.plan.acts, merged.plan.new, merged.plan.conflicts) == (1, 1, ())
    assert notes(office, 1) == ["事務局の電話", "車中の電話"]
    merge(train, office.path, takes_theirs=None)
    assert everything(train) == everything(office)
    assert check(office) == check(train) == []


def test_a_second_time_there_is_nothing_to_take_in(copies: Copies) -> None:
    train, office = copies(2)
    note(train, 1, "車中の電話")
    merge(office, train.path, takes_theirs=None)
    stands, acts = everything(office), len(list_units(office))
    again = merge(office, train.path, takes_theirs=None)
    assert (again.unit, again.plan.acts) == (None, 0)
    assert (everything(office), len(list_units(office))) == (stands, acts)
    # Of what comes later only that comes.
    note(train, 2, "あとの電話")
    assert merge(office, train.path, takes_theirs=None).plan.new == 1


def test_the_other_copy_is_left_as_it_is_and_ours_is_backed_up_before(copies: Copies) -> None:
    train, office = copies(2)
    note(train, 1, "車中の電話")
    train.close()
    lies = train.path.read_bytes()
    plan_merge(office, train.path)
    assert list_backups(office) == []
    merge(office, train.path, takes_theirs=None)
    assert train.path.read_bytes() == lies
    assert [backup.reason.value for backup in list_backups(office)] == ["merge"]


def test_it_is_one_act_that_can_be_taken_back_and_done_again(copies: Copies) -> None:
    train, office = copies(2)
    note(train, 1, "一つめ")
    note(train, 2, "二つめ")
    before = everything(office)
    merged = merge(office, train.path, takes_theirs=None)
    assert list_units(office)[0].what_key == "unit.merge"
    undo(office, merged.unit)
    assert everything(office) == before
    again = merge(office, train.path, takes_theirs=None)
    assert (again.plan.acts, notes(office, 1), notes(office, 2)) == (2, ["一つめ"], ["二つめ"])
    assert check(office) == []


def test_its_acts_come_along_with_who_did_them_and_none_can_be_taken_back_by_itself(copies: Copies) -> None:
    train, office = copies(2)
    train.staff = "石井 二"
    note(train, 1, "車中の電話")
    merged = merge(office, train.path, takes_theirs=None)
    kept = office.connection.execute("SELECT by, what_key, merge_unit_id FROM merged_unit").fetchall()
    assert [tuple(one) for one in kept] == [("石井 二", "unit.log_checkin", merged.unit)]
    lines = office.connection.execute("SELECT table_name, after FROM merged_change").fetchall()
    assert any(line["table_name"] == "checkin" and "車中の電話" in line["after"] for line in lines)
    assert "unit.log_checkin" not in [one.what_key for one in list_units(office)[:1]]


def test_fields_that_only_one_of_them_changed_come_together(copies: Copies) -> None:
    train, office = copies(2)
    set_facts(train, 1, tier="重点")
    set_facts(office, 1, project="新しい取組名")
    assert merge(office, train.path, takes_theirs=None).plan.conflicts == ()
    (group, *_) = groups(office)
    tier = office.connection.execute("SELECT support_tier FROM adopted_group WHERE number = 1").fetchone()[0]
    assert (group.project, tier) == ("新しい取組名", "重点")


@pytest.mark.parametrize(("takes_theirs", "stands"), [(True, "車中の名"), (False, "事務局の名")])
def test_a_field_that_both_changed_is_shown_with_what_it_was_and_chosen(
    copies: Copies, takes_theirs: bool, stands: str
) -> None:
    train, office = copies(2)
    set_facts(train, 1, project="車中の名")
    set_facts(office, 1, project="事務局の名")
    (conflict,) = plan_merge(office, train.path).conflicts
    assert (conflict.row.table, conflict.field) == ("adopted_group", "project")
    assert (conflict.base, conflict.ours, conflict.theirs) == ("居場所カフェ", "事務局の名", "車中の名")
    before = everything(office)
    with pytest.raises(Refused) as refused:
        merge(office, train.path, takes_theirs=None)
    assert refused.value.key == "error.merge_conflicts"
    assert everything(office) == before
    merge(office, train.path, takes_theirs=takes_theirs)
    assert groups(office)[0].project == stands
    assert check(office) == []


def rounds(desk: Desk) -> list[str]:
    found = desk.connection.execute(
        "SELECT comment FROM submission_round JOIN milestone ON milestone.id = milestone_id"
        " JOIN milestone_plan ON milestone_plan.id = plan_id"
        " JOIN adopted_group ON adopted_group.id = milestone.group_id WHERE key = ? AND number = 1 ORDER BY round",
        (REPORT,),
    )
    return [comment for (comment,) in found]


def hand_in_twice(desk: Desk, comment: str) -> None:
    move_milestone(desk, 1, REPORT, Move.RETURN, on=MONDAY_IN_DECEMBER, comment=comment)
    move_milestone(desk, 1, REPORT, Move.SUBMIT, on=MONDAY_IN_DECEMBER)


@pytest.mark.parametrize("takes_theirs", [True, False])
def test_a_second_round_that_both_wrote_is_one_conflict_taken_whole(
    copies: Copies, takes_theirs: bool
) -> None:
    (first,) = copies(1)
    move_milestone(first, 1, REPORT, Move.SUBMIT, on=MONDAY_IN_DECEMBER)
    first.close()
    train, office = (again(first, name) for name in ("車中", "事務局"))
    with closing(train), closing(office):
        hand_in_twice(train, "車中の差戻し")
        hand_in_twice(office, "事務局の差戻し")
        plan = plan_merge(office, train.path)
        assert {conflict.whole for conflict in plan.conflicts} == {plan.conflicts[0].whole}
        assert plan.conflicts[0].whole.table == "milestone"
        merge(office, train.path, takes_theirs=takes_theirs)
        stands = "車中の差戻し" if takes_theirs else "事務局の差戻し"
        assert (stands in rounds(office), len(rounds(office))) == (True, 2)
        assert check(office) == []


def again(desk: Desk, name: str) -> Desk:
    """One more copy of the file."""
    folder = desk.path.parent / name
    folder.mkdir()
    return Desk(Path(shutil.copy(desk.path, folder / desk.path.name)), clock=Clock(), staff="青木 一")


def test_two_people_of_one_name_stay_two_and_it_is_told(copies: Copies) -> None:
    train, office = copies(2)
    add_staff(train, "佐藤")
    add_staff(office, "佐藤")
    merged = merge(office, train.path, takes_theirs=None)
    assert [(alike.row.table, alike.value) for alike in merged.plan.alike] == [("staff", "佐藤")]
    assert [one.name for one in list_staff(office)].count("佐藤") == 2


def adopt(desk: Desk, number: int, name: str) -> None:
    with desk.writing("unit.import_roster", file="架空") as unit:
        adopt_group(
            unit, desk.programme, GroupFacts(number, name, f"{name}の取組", "高齢者", "東京都", False)
        )


def test_one_list_of_groups_that_both_took_in_is_asked_about(copies: Copies) -> None:
    train, office = copies(2)
    for number in range(101, 106):
        for desk in (train, office):
            adopt(desk, number, f"架空の会{number}")
    before = everything(office)
    with pytest.raises(Refused) as refused:
        merge(office, train.path, takes_theirs=None)
    assert refused.value.key == "error.merge_many_alike"
    assert everything(office) == before
    merge(office, train.path, takes_theirs=None, insists=True)
    assert len([one for one in groups(office) if one.group_no > 100]) == 10


def test_a_conflict_says_of_which_group_it_is(copies: Copies) -> None:
    train, office = copies(2)
    set_facts(train, 1, project="車中の名")
    set_facts(office, 1, project="事務局の名")
    assert plan_merge(office, train.path).conflicts[0].about == "1 架空の会"


def test_what_one_took_back_and_the_other_built_on_is_a_conflict(copies: Copies) -> None:
    (first,) = copies(1)
    issue = add_issue(
        first,
        IssueEntry(
            group_no=1,
            category=IssueCategory.PEOPLE,
            severity=Severity.MEDIUM,
            title="人手",
            opened_on=MONDAY_IN_DECEMBER,
        ),
    )
    first.close()
    train, office = (again(first, name) for name in ("車中", "事務局"))
    with closing(train), closing(office):
        undo(train, issue.unit)
        add_remedy(office, issue.row_id, RemedyEntry(text="呼びかけた", tried_on=MONDAY_IN_DECEMBER))
        stands = everything(office)
        (conflict,) = plan_merge(office, train.path).conflicts
        assert (conflict.row.table, conflict.theirs) == ("issue", None)
        merge(office, train.path, takes_theirs=False)
        assert everything(office) == stands


def test_two_groups_of_one_number_stay_two_and_the_one_that_comes_gets_the_next(copies: Copies) -> None:
    train, office = copies(2)
    adopt(train, 97, "架空の車中の会")
    adopt(office, 97, "架空の事務局の会")
    merged = merge(office, train.path, takes_theirs=None)
    assert merged.renumbered == (("adopted_group", 97, 98),)
    found = {group.group_no: group.group for group in groups(office) if group.group_no > 90}
    assert ("事務局" in found[97], "車中" in found[98]) == (True, True)
    assert check(office) == []


def test_what_both_recorded_alike_is_one(copies: Copies) -> None:
    train, office = copies(2)
    entry = ActivityEntry(group_no=1, month="2025-11", stage=Stage.ACTUAL, times=4)
    record_activity(train, entry)
    record_activity(office, entry)
    assert merge(office, train.path, takes_theirs=None).plan.conflicts == ()
    assert office.connection.execute("SELECT count(*) FROM activity_month").fetchone()[0] == 1


def test_a_note_that_both_corrected_is_chosen_with_its_promises(copies: Copies) -> None:
    (first,) = copies(1)
    row = note(first, 1, "もとの記録\n- [ ] 事務局: 見積を送る 12/20")
    first.close()
    train, office = (again(first, name) for name in ("車中", "事務局"))
    with closing(train), closing(office):
        for desk, text in ((train, "車中の記録"), (office, "事務局の記録\n- [ ] 事務局: 書類を送る 12/22")):
            entry = CheckinEntry(group_no=1, held_on=MONDAY_IN_DECEMBER, channel=Channel.PHONE, note=text)
            correct_checkin(desk, row, entry, version=1)
        plan = plan_merge(office, train.path)
        assert {conflict.whole.table for conflict in plan.conflicts} == {"checkin"}
        merge(office, train.path, takes_theirs=True)
        assert notes(office, 1) == ["車中の記録"]
        assert check(office) == []


def test_a_note_for_named_people_is_shown_to_nobody_else_where_both_changed_it(copies: Copies) -> None:
    (first,) = copies(1)
    row = note(first, 1, "もとの記録")
    first.close()
    train, office = (again(first, name) for name in ("車中", "事務局"))
    with closing(train), closing(office):
        for desk, text in ((train, "車中の秘密"), (office, "事務局の記録")):
            entry = CheckinEntry(
                group_no=1,
                held_on=MONDAY_IN_DECEMBER,
                channel=Channel.PHONE,
                note=text,
                reader=Reader.NAMED if desk is train else Reader.OFFICE,
                named="青木 一" if desk is train else "",
            )
            correct_checkin(desk, row, entry, version=1)
        for who, reads in (("青木 一", True), ("石井 二", False)):
            office.staff = who
            shown = str([one for one in plan_merge(office, train.path).conflicts if one.field == "note"])
            assert ("車中の秘密" in shown) is reads


def test_what_one_hid_and_the_other_left_is_hidden(copies: Copies) -> None:
    (first,) = copies(1)
    row = note(first, 1, "古い記録")
    first.close()
    train, office = (again(first, name) for name in ("車中", "事務局"))
    with closing(train), closing(office):
        hide_checkin(train, row)
        note(office, 1, "新しい記録")
        merge(office, train.path, takes_theirs=None)
        assert notes(office, 1) == ["新しい記録"]


def test_tags_follow_the_words_of_the_group(copies: Copies) -> None:
    train, office = copies(2)
    set_facts(train, 1, area="大阪府")
    merge(office, train.path, takes_theirs=None)
    for table in ("group_prefecture", "group_block"):
        assert everything(office)[table] == everything(train)[table]


@pytest.mark.parametrize("kind", ["stranger", "itself", "garbage", "missing", "newer"])
def test_what_is_no_copy_of_this_file_is_refused_with_a_reason(
    copies: Copies, invented_file: Path, tmp_path: Path, kind: str
) -> None:
    (office,) = copies(1)
    others = {"stranger": tmp_path / "stranger.db", "itself": office.path, "missing": tmp_path / "none.db"}
    other = others.get(kind, tmp_path / f"{kind}.db")
    if kind == "stranger":
        shutil.copy(invented_file, other)
        with closing(Desk(other, clock=morning_of(MONDAY_IN_DECEMBER))) as desk:
            desk.connection.execute("UPDATE file_identity SET code = '0123456789abcdef0123456789abcdef'")
    elif kind == "garbage":
        other.write_bytes(b"no database at all" * 400)
    elif kind == "newer":
        copy = again(office, "写し")
        copy.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, '9999_later', applied_at FROM _sqlite_migrations LIMIT 1"
        )
        copy.close()
        other = copy.path
    before = everything(office)
    with pytest.raises(Refused) as refused:
        merge(office, other, takes_theirs=True)
    assert (
        refused.value.key
        == {
            "stranger": "error.merge_stranger",
            "itself": "error.merge_itself",
            "garbage": "error.not_a_backup",
            "missing": "error.backup_missing",
            "newer": "error.newer_schema",
        }[kind]
    )
    assert everything(office) == before
    assert list_backups(office) == []


def contacts(desk: Desk) -> dict[str, int]:
    """The people of group 1 by name."""
    return {one.name: one.id for one in list_contacts(desk, 1)}


def first_contacts(desk: Desk) -> list[str]:
    return [one.name for one in list_contacts(desk, 1) if one.primary]


def with_two_contacts(copies: Copies) -> tuple[Desk, Desk]:
    """Two copies in which 架空の甲 is called first, and 架空の乙 is known."""
    (first,) = copies(1)
    add_contact(first, 1, ContactEntry(name="架空の甲", is_primary=True))
    add_contact(first, 1, ContactEntry(name="架空の乙"))
    first.close()
    return again(first, "車中"), again(first, "事務局")


def call_first(desk: Desk, name: str, **said: Any) -> None:
    change_contact(desk, contacts(desk)[name], ContactEntry(name=name, is_primary=True, **said))


def test_who_is_called_first_there_is_called_first_here_where_only_one_copy_chose(copies: Copies) -> None:
    train, office = with_two_contacts(copies)
    with closing(train), closing(office):
        # The one that comes up was changed before, so it comes before the one that steps down.
        change_contact(
            train, contacts(train)["架空の乙"], ContactEntry(name="架空の乙", note="電話は14時以降")
        )
        call_first(train, "架空の乙", note="電話は14時以降")
        merge(office, train.path, takes_theirs=None)
        assert first_contacts(office) == ["架空の乙"]
        add_contact(train, 1, ContactEntry(name="架空の丙", is_primary=True))
        merge(office, train.path, takes_theirs=None)
        assert first_contacts(office) == ["架空の丙"]
        assert everything(office) == everything(train)


@pytest.mark.parametrize("comes", ["new", "known"])
@pytest.mark.parametrize(("takes_theirs", "stands"), [(True, "架空の乙"), (False, "架空の丙")])
def test_whom_to_call_first_is_chosen_where_both_copies_chose_another(
    copies: Copies, comes: str, takes_theirs: bool, stands: str
) -> None:
    (first,) = copies(1)
    add_contact(first, 1, ContactEntry(name="架空の甲", is_primary=True))
    if comes == "known":
        add_contact(first, 1, ContactEntry(name="架空の乙"))
    first.close()
    train, office = again(first, "車中"), again(first, "事務局")
    with closing(train), closing(office):
        if comes == "known":
            call_first(train, "架空の乙")
        else:
            add_contact(train, 1, ContactEntry(name="架空の乙", is_primary=True))
        add_contact(office, 1, ContactEntry(name="架空の丙", is_primary=True))
        (conflict,) = plan_merge(office, train.path).conflicts
        assert (conflict.row.table, conflict.field) == ("contact", "is_primary")
        before = everything(office)
        merged = merge(office, train.path, takes_theirs=takes_theirs)
        assert first_contacts(office) == [stands]
        assert check(office) == []
        undo(office, merged.unit)
        assert everything(office) == before


def test_saved_views_of_one_name_stay_two_and_it_is_told(copies: Copies) -> None:
    train, office = copies(2)
    save_view(train, "朝の一覧", Selection(GroupFilter(block="関東")))
    save_view(office, "朝の一覧", Selection(GroupFilter(block="近畿")))
    merged = merge(office, train.path, takes_theirs=None)
    assert [(alike.row.table, alike.value) for alike in merged.plan.alike] == [("saved_view", "朝の一覧")]
    assert sorted(view.name for view in list_views(office)) == ["朝の一覧", "朝の一覧"]
    assert check(office) == []


def test_money_that_was_moved_after_the_budget_was_raised_comes_along(copies: Copies) -> None:
    train, office = copies(2)
    with train.reading() as connection:
        first, second, *_ = [
            title for (title,) in connection.execute("SELECT title FROM cost_item ORDER BY id")
        ]
    set_expense(train, 1, first, ExpenseChange(budget=100_000))
    set_expense(train, 1, second, ExpenseChange(budget=100_000))
    merge(office, train.path, takes_theirs=None)
    set_expense(train, 1, first, ExpenseChange(budget=300_000))
    moved = ReallocationEntry(
        source=first,
        target=second,
        amount=250_000,
        reason="架空の理由",
        on=MONDAY_IN_DECEMBER,
        approved_on=MONDAY_IN_DECEMBER,
    )
    reallocate(train, 1, moved)
    merge(office, train.path, takes_theirs=None)
    assert everything(office) == everything(train)


def test_what_one_took_back_and_the_other_changed_is_chosen_on_either_side(copies: Copies) -> None:
    (first,) = copies(1)
    row = note(first, 1, "もとの記録")
    first.close()
    train, office = again(first, "車中"), again(first, "事務局")
    with closing(train), closing(office):
        undo(office)
        entry = CheckinEntry(group_no=1, held_on=MONDAY_IN_DECEMBER, channel=Channel.PHONE, note="車中の訂正")
        correct_checkin(train, row, entry, version=1)
        assert plan_merge(office, train.path).conflicts
        assert plan_merge(train, office.path).conflicts
        merge(office, train.path, takes_theirs=False)
        assert notes(office, 1) == []


@pytest.mark.parametrize("takes_theirs", [True, False])
def test_a_remedy_of_an_issue_that_was_taken_back_here_is_refused_by_name(
    copies: Copies, takes_theirs: bool
) -> None:
    (first,) = copies(1)
    issue = add_issue(
        first,
        IssueEntry(
            group_no=1, category=IssueCategory.ADMIN, title="架空の課題", opened_on=MONDAY_IN_DECEMBER
        ),
    )
    first.close()
    train, office = again(first, "車中"), again(first, "事務局")
    with closing(train), closing(office):
        undo(office)
        add_remedy(train, issue.row_id, RemedyEntry(text="架空の対応", tried_on=MONDAY_IN_DECEMBER))
        before = everything(office)
        with pytest.raises(Refused) as refused:
            merge(office, train.path, takes_theirs=takes_theirs)
        assert refused.value.key == "error.merge_reference"
        assert everything(office) == before


def test_a_review_that_the_copy_ended_gives_way_to_the_next(copies: Copies) -> None:
    (first,) = copies(1)
    start_review(first, ReviewEntry())
    first.close()
    train, office = again(first, "車中"), again(first, "事務局")
    with closing(train), closing(office):
        standing = open_review(train)
        assert standing is not None
        end_review(train, standing.id)
        start_review(train, ReviewEntry())
        merge(office, train.path, takes_theirs=None)
        assert everything(office) == everything(train)


def test_two_reviews_that_go_on_are_refused_and_nothing_is_half_done(copies: Copies) -> None:
    train, office = copies(2)
    for desk in (train, office):
        start_review(desk, ReviewEntry())
    note(train, 1, "車中の電話")
    before = everything(office)
    with pytest.raises(Refused) as refused:
        merge(office, train.path, takes_theirs=True)
    assert refused.value.key == "error.merge_two_reviews"
    assert everything(office) == before


def test_what_a_third_copy_brought_is_known_where_it_was_brought_on(copies: Copies) -> None:
    train, office, home = copies(3)
    note(train, 1, "車中の電話")
    merge(office, train.path, takes_theirs=None)
    merge(home, office.path, takes_theirs=None)
    assert merge(home, train.path, takes_theirs=None).plan.acts == 0
    note(train, 1, "次の電話")
    assert merge(home, train.path, takes_theirs=None).plan.new == 1
    assert notes(home, 1) == ["次の電話", "車中の電話"]


_OF_ONE_GROUP = st.lists(
    st.builds(Happening, st.sampled_from([0, 1, 3]), st.sampled_from(KINDS), st.just(1), st.integers(0, 26)),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=examples(60, 4),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.tuples(_OF_ONE_GROUP, _OF_ONE_GROUP, _OF_ONE_GROUP), st.sampled_from([*permutations(range(3))]))
@example(
    (
        [Happening(0, "move", 1, 0), Happening(1, "checkin", 1, 2), Happening(0, "undone", 1, 2)],
        [Happening(0, "issue", 1, 2), Happening(1, "remedy", 1, 0), Happening(3, "end", 1, 0)],
        [Happening(0, "expense", 1, 3), Happening(1, "month", 1, 2), Happening(0, "tier", 1, 0)],
    ),
    (2, 0, 1),
)
def test_one_sided_changes_of_three_copies_end_equal_in_any_order(
    small_desk: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    happenings: tuple[list[Happening], ...],
    order: tuple[int, ...],
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    small_desk.make_whole()
    desks = []
    with ExitStack() as stack:
        for place, acts in enumerate(happenings):
            path = Path(shutil.copy(small_desk.path, folder / f"{place}.db"))
            clock = Clock()
            desk = Desk(path, clock=clock, staff="青木 一")
            stack.callback(desk.close)
            desks.append(desk)
            for one in acts:
                clock.now += timedelta(days=one.days)
                # Each copy works on a group of its own.
                do(desk, Happening(one.days, one.kind, place + 1, one.choice, one.ago))
        first, second, third = (desks[place] for place in order)
        merge(second, first.path, takes_theirs=None)
        merge(third, second.path, takes_theirs=None)
        merge(first, third.path, takes_theirs=None)
        merge(second, third.path, takes_theirs=None)
        # In another way round nothing more comes of it.
        merge(third, first.path, takes_theirs=None)
        stands = [everything(desk) for desk in desks]
        assert stands[0] == stands[1] == stands[2]
        for desk in desks:
            assert check(desk) == []


_OF_ANY_GROUP = st.lists(
    st.builds(
        Happening,
        st.sampled_from([0, 1, 3]),
        st.sampled_from([*KINDS, "undo", "hide", "move_session", "invite", "weight"]),
        st.integers(1, 2),
        st.integers(0, 26),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=examples(100, 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(_OF_ANY_GROUP, _OF_ANY_GROUP, _OF_ANY_GROUP, st.booleans())
def test_whatever_both_did_the_file_stays_true_and_can_be_what_it_was(
    small_desk: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    before: list[Happening],
    there: list[Happening],
    here: list[Happening],
    takes_theirs: bool,
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    small_desk.make_whole()
    paths = [Path(shutil.copy(small_desk.path, folder / f"{name}.db")) for name in ("ours", "theirs")]
    with ExitStack() as stack:
        office, train = (Desk(path, clock=Clock(), staff="青木 一") for path in paths)
        stack.callback(office.close)
        stack.callback(train.close)
        for one in before:
            do(office, one)
        office.close()
        shutil.copy(office.path, train.path)
        for desk, acts in ((train, there), (office, here)):
            for one in acts:
                do(desk, one)
        stood = everything(office)
        plan = plan_merge(office, train.path)
        merged = merge(office, train.path, takes_theirs=takes_theirs)
        assert (merged.plan.new, merged.plan.conflicts) == (plan.new, plan.conflicts)
        assert check(office) == []
        assert merge(office, train.path, takes_theirs=takes_theirs).unit is None
        if not (takes_theirs and plan.conflicts):
            # What was here is here: only what nobody changed here may be another, or gone.
            for table, found in stood.items():
                assert found.keys() - everything(office)[table].keys() <= gone_there(train, table)
        if merged.unit is not None:
            undo(office, merged.unit)
            assert everything(office) == stood
            assert check(office) == []


def gone_there(desk: Desk, table: str) -> set[str]:
    """The uids of rows that acts of this copy took away."""
    found = desk.connection.execute(
        "SELECT before ->> 'uid' FROM main.change WHERE table_name = ? AND after IS NULL", (table,)
    )
    return {uid for (uid,) in found}


def test_the_shapes_name_tables_and_columns_that_there_are(small_desk: Desk) -> None:
    from kodoku_tui.store.merging import shapes

    named = {**shapes.SAME_BY, **shapes.COUNTED_ON, **{key: (value,) for key, value in shapes.ALIKE.items()}}
    for table, columns in named.items():
        there = {found["name"] for found in small_desk.connection.execute(f"PRAGMA table_info({table})")}
        assert set(columns) <= there, table
    # Whatever the file holds once is said to be one, or counted on, or follows.
    for table in tables_of(TableKind.DATA):
        for index in small_desk.connection.execute(f"PRAGMA index_list({table})").fetchall():
            columns = tuple(
                one["name"] for one in small_desk.connection.execute(f"PRAGMA index_info({index['name']})")
            )
            if not index["unique"] or index["partial"] or columns == ("uid",) or table in shapes.FOLLOWING:
                continue
            known = {frozenset(shapes.SAME_BY.get(table, ())), frozenset(shapes.COUNTED_ON.get(table, ()))}
            assert frozenset(columns) in known | MET_BY_A_WHOLE, (table, columns)
    assert set(shapes.PART_OF) <= set(TABLES)


# A session of a milestone of the plan is met by its key; the places of a review by the review.
MET_BY_A_WHOLE = {frozenset({"milestone_plan_id"}), frozenset({"review_id", "position"})}


def test_a_conflict_says_which_row_it_is_of(copies: Copies) -> None:
    train, office = copies(2)
    end_group(train, 4, GroupStatus.WITHDRAWN, on=date(2025, 12, 1), reason="車中")
    end_group(office, 4, GroupStatus.WITHDRAWN, on=date(2025, 12, 2), reason="事務局")
    conflicts = plan_merge(office, train.path).conflicts
    assert all(isinstance(conflict, Conflict) and conflict.row.table for conflict in conflicts)
    assert {conflict.field for conflict in conflicts} >= {"status_on", "status_reason"}


def test_a_copy_of_an_older_program_is_brought_up_first(tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    file_before(older, "0042_merges")
    office = Path(shutil.copy(older, tmp_path / "office.db"))
    with closing(Desk(office, clock=morning_of(MONDAY_IN_DECEMBER))) as desk:
        add_staff(desk, "佐藤")
        lies = older.read_bytes()
        assert merge(desk, older, takes_theirs=None).plan.acts == 0
        assert older.read_bytes() == lies
