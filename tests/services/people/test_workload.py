"""What each person carries: groups, late things counted once, check-ins kept against cadence."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.people.workload import Workload, workloads
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.handover import retire_staff
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.work.worklist import overdue_list

AOKI, ISHII = "青木 一", "石井 二"


def of(desk: Desk, name: str) -> Workload:
    return next(one for one in workloads(desk).people if one.member.name == name)


def check_in(desk: Desk, number: int, on: date, staff: str) -> None:
    entry = CheckinEntry(group_no=number, held_on=on, channel=Channel.PHONE, note="架空の記録", staff=staff)
    log_checkin(desk, entry)


def test_every_late_thing_is_with_one_person_or_with_nobody(rich_desk: Desk) -> None:
    found = workloads(rich_desk)
    late = overdue_list(rich_desk)
    assert late
    assert sum(one.late for one in found.people) + found.late_with_nobody == len(late)
    busiest = max(found.people, key=lambda one: one.late)
    of_them = [item.days_over or 0 for item in late if item.staff == busiest.member.name]
    assert (busiest.late, busiest.oldest_days) == (len(of_them), max(of_them))


def test_what_was_given_to_somebody_by_name_is_late_with_them_and_not_with_the_main_staff(
    small_desk: Desk,
) -> None:
    before = {name: of(small_desk, name).late for name in (AOKI, ISHII)}
    add_action(small_desk, ActionEntry(group_no=1, title="様式", staff=ISHII, due_on=date(2025, 12, 1)))
    assert of(small_desk, ISHII).late == before[ISHII] + 1
    assert of(small_desk, AOKI).late == before[AOKI]


def test_a_group_whose_maximum_has_not_passed_is_kept_and_only_its_main_staff_is_asked(
    small_desk: Desk,
) -> None:
    assign_staff(small_desk, [1], deputy=ISHII)
    assert (of(small_desk, AOKI).kept, of(small_desk, AOKI).watched) == (0, 2)
    check_in(small_desk, 1, date(2025, 12, 1), AOKI)
    check_in(small_desk, 2, date(2025, 10, 1), AOKI)
    assert (of(small_desk, AOKI).kept, of(small_desk, AOKI).watched) == (1, 2)
    assert of(small_desk, ISHII).kept == 0
    # Only the check-in of December lies within thirty days.
    assert (of(small_desk, AOKI).held, of(small_desk, ISHII).held) == (1, 0)


def test_groups_without_anybody_are_told_and_the_retired_come_last(small_desk: Desk) -> None:
    retire_staff(small_desk, AOKI, to=ISHII)
    assign_staff(small_desk, [4], main="")
    found = workloads(small_desk)
    assert [(one.member.name, one.member.main) for one in found.people] == [(ISHII, (1, 2, 3)), (AOKI, ())]
    assert found.unassigned == 1


def test_both_figures_are_summed_over_the_main_groups_and_never_into_one(rich_desk: Desk) -> None:
    groups = {one.group_no: one for one in attention(rich_desk)}
    found = workloads(rich_desk).people
    assert any(one.attention for one in found)
    assert any(one.own_lateness for one in found)
    for one in found:
        own = [groups[number] for number in one.member.main if number in groups]
        assert one.attention == sum(each.score for each in own)
        assert one.own_lateness == sum(each.own_lateness for each in own)


def test_what_only_a_deputy_accompanies_weighs_on_the_main_staff_alone(small_desk: Desk) -> None:
    assign_staff(small_desk, [3], deputy=AOKI)
    before = (of(small_desk, AOKI).attention, of(small_desk, ISHII).attention)
    set_facts(small_desk, 3, known=FactsEntry(settlers=0))
    assert of(small_desk, AOKI).attention == before[0]
    assert of(small_desk, ISHII).attention > before[1]
