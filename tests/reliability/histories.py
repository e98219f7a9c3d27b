"""Random lives of a few invented groups: whatever a person can do on the screen or the command line, in any order.

An act picks from what there is then; what the rules refuse is refused in a sentence and leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import ActionChange, ActionEntry, CheckinEntry
from kodoku_tui.domain.days.closed_days import HolidayPolicy
from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.milestones import MOVES, MilestoneKind, MilestoneState, Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import (
    AuditEntry,
    EvidenceEntry,
    ExpenseChange,
    ReallocationEntry,
    RepaymentEntry,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.review.entries import DecisionEntry, ReviewEntry
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import FollowUp, SessionFormat, SessionKind
from kodoku_tui.domain.words import (
    Answer,
    AttendanceMark,
    Channel,
    Condition,
    IssueCategory,
    IssueState,
    Noticed,
    Occasion,
    Reply,
    Severity,
)
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.recognition import recognise_workbook
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.checkins.actions import (
    add_action,
    change_action,
    finish_action,
    hide_action,
    list_actions,
    postpone_action,
)
from kodoku_tui.services.checkins.checkins import correct_checkin, hide_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.desk.next_year import begin_next_year, next_year
from kodoku_tui.services.desk.programme_settings import change_settings
from kodoku_tui.services.duties.bulk import extend_many, move_many
from kodoku_tui.services.duties.documents import list_documents, receive_document
from kodoku_tui.services.duties.milestone_page import add_comment
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import (
    add_evidence,
    change_evidence,
    reallocate,
    record_audit,
    set_expense,
)
from kodoku_tui.services.duties.money.repayments import hide_repayment, record_repayment
from kodoku_tui.services.duties.money.settings import (
    add_cost_item,
    move_cost_item,
    rename_cost_item,
    set_reallocation_limit,
)
from kodoku_tui.services.duties.plan.additions import Addition, add_milestone
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.completions import complete_many
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.intake.sources import OpenFile, find_maps
from kodoku_tui.services.intake.workbook_plan import WorkbookPlan
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy, change_remedy, hide_remedy, list_remedies
from kodoku_tui.services.issues.words import issue_kinds
from kodoku_tui.services.linkages.indicators import record_actual, set_indicator
from kodoku_tui.services.linkages.linkages import hide_linkage, list_linkages, set_linkage
from kodoku_tui.services.register.assignments import assign_staff, set_cadence
from kodoku_tui.services.register.contacts import add_contact, change_contact, hide_contact, list_contacts
from kodoku_tui.services.register.groups import list_groups
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.saved_views import list_views, rename_view, save_view, take_view_back
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.review.acts import link_acts
from kodoku_tui.services.review.decisions import decide, mark_looked_at, promise_decision
from kodoku_tui.services.review.reviews import (
    end_review,
    lines_of_review,
    list_reviews,
    open_review,
    start_review,
)
from kodoku_tui.services.sessions.announcements import SessionFacts, add_session, change_session, move_session
from kodoku_tui.services.sessions.followups import add_followups
from kodoku_tui.services.sessions.invitations import invite, withdraw_invitations
from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies
from kodoku_tui.services.sessions.sessions import list_sessions, mark_attendance
from kodoku_tui.services.sessions.surveys import add_survey
from tests.desks import go_to

GROUPS = range(1, 4)
STAFF = ("青木 一", "石井 二")
TEXTS = (
    "人手が足りない",
    "一行目\n\n二行目\n- [ ] 資料を送る 12/20\n- [x] 済み",
    "[/] [b]強く[/b] {value} %s <b> & =1+1",
    "😀👨‍👩‍👧 𠮷野家　全角 ｶﾅ",
    "架空" * 400,
    "TODO 団体: 名簿を出す 1/15まで",
)
LINES = ("都合により", "[/]{0}", "長い" * 90, "①②③ ～", "😀", "0", "")
LISTS: dict[str, tuple[list[str], Callable[[Life], list[CellValue]]]]


class Life:
    """One history under way: the desk, the group that the act is about, and what chance decides."""

    def __init__(self, desk: Desk, number: int, pick: Random) -> None:
        self.desk = desk
        self.number = number
        self.pick = pick

    @property
    def day(self) -> date:
        """Today or one of the days before it."""
        return self.desk.today - timedelta(days=self.pick.choice((0, 0, 0, 1, 2, 9, 40)))

    @property
    def coming_day(self) -> date:
        """A day to come."""
        return self.desk.today + timedelta(days=self.pick.choice((0, 1, 7, 30, 90)))

    def one(self, things: Sequence[Any]) -> Any:
        """One of what there is; where there is none there is nothing to do."""
        if not things:
            raise Refused("error.nothing_to_undo")
        return self.pick.choice(things)

    def maybe(self, thing: Any) -> Any:
        """This or nothing."""
        return self.pick.choice((thing, None))

    def text(self) -> str:
        """What people write in a note."""
        return self.pick.choice(TEXTS)

    def line(self) -> str:
        """What people write on a line, sometimes nothing."""
        return self.pick.choice(LINES)

    def key(self) -> str:
        """One of the group's milestones."""
        key: str = self.one(list_milestones(self.desk, self.number)).key
        return key

    def session(self) -> str:
        """One of the sessions."""
        key: str = self.one(list_sessions(self.desk)).key
        return key


Act = Callable[[Life], object]
ACTS: list[Act] = []


def act(times: int = 1) -> Callable[[Act], Act]:
    """Among what can happen, `times` as likely as the rest."""

    def add(function: Act) -> Act:
        ACTS.extend([function] * times)
        return function

    return add


# Milestones.


@act(8)
def step(life: Life) -> None:
    """One of the moves that the state of a milestone allows."""
    found = life.one(list_milestones(life.desk, life.number))
    moves = [*MOVES[MilestoneKind(found.kind)][MilestoneState(found.state)]]
    move = life.one(moves)
    move_milestone(life.desk, life.number, found.key, move, on=life.day, comment=life.text())


@act(4)
def there_and_back(life: Life) -> None:
    """Several moves of one milestone on one day: handed in by mistake, pulled back, returned, waived …"""
    handed_in = [one for one in list_milestones(life.desk, life.number) if one.kind != MilestoneKind.SESSION]
    key = life.one(handed_in).key
    for _ in range(life.pick.randint(2, 9)):
        found = next(one for one in list_milestones(life.desk, life.number) if one.key == key)
        moves = [*MOVES[MilestoneKind(found.kind)][MilestoneState(found.state)]]
        back_and_forth = [move for move in moves if move not in (Move.WAIVE, Move.NOT_APPLICABLE)]
        move = life.one(back_and_forth if life.pick.random() < 0.8 else moves)
        move_milestone(
            life.desk, life.number, key, move, on=life.desk.today, comment=life.maybe(life.text()) or "理由"
        )


@act(1)
def step_of_many(life: Life) -> None:
    """The same move of several groups."""
    move_many(life.desk, GROUPS, life.key(), life.one([*Move]), on=life.day, comment=life.text())


@act(2)
def extend(life: Life) -> None:
    """A later day."""
    extend_due(life.desk, life.number, life.key(), to=life.coming_day, reason=life.line())


@act(1)
def extend_several(life: Life) -> None:
    """A later day for several groups."""
    extend_many(life.desk, GROUPS, life.key(), life.coming_day, life.line())


@act(2)
def comment(life: Life) -> None:
    """Something said on a round, the newest or an earlier one."""
    key = life.one([one.key for one in list_milestones(life.desk, life.number) if one.round])
    add_comment(life.desk, life.number, key, life.text(), round_no=life.pick.choice((None, None, 1, 2)))


@act(2)
def receive(life: Life) -> None:
    """A document came."""
    found = life.one(list_documents(life.desk, life.number))
    place = life.pick.choice(("", "https://example.jp/a?b=[/]", "."))
    receive_document(
        life.desk, life.number, found.milestone, found.key, on=life.day, place=place, note=life.line()
    )


@act(2)
def audit(life: Life) -> None:
    """A final audit, its milestone moved along or not."""
    entry = AuditEntry(
        on=life.day,
        result=life.pick.choice([*AuditResult]),
        findings=life.maybe(life.text()),
        corrections=life.maybe(life.text()),
    )
    record_audit(life.desk, life.number, entry, moves_milestone=life.pick.random() < 0.7)


@act(1)
def repay(life: Life) -> None:
    """Money came back, or was recorded by mistake."""
    money = money_of(life.desk, life.number)
    if money.repayments and life.pick.random() < 0.4:
        hide_repayment(life.desk, life.number, life.one(money.repayments).id)
        return
    amount = life.pick.choice((0, 1, 120_000))
    record_repayment(life.desk, life.number, RepaymentEntry(on=life.day, amount=amount, note=life.line()))


# Groups.


@act(1)
def leave(life: Life) -> None:
    """Withdrawn, stopped or completed."""
    status = life.pick.choice([GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED])
    end_group(
        life.desk, life.number, status, on=life.day, reason=life.line(), leaves_open=life.pick.random() < 0.8
    )


@act(2)
def come_back(life: Life) -> None:
    """Taking part again, whoever left."""
    left = [
        one.group_no for one in list_groups(life.desk, GroupFilter(status=None)) if one.status != "実施中"
    ]
    reactivate_group(life.desk, life.one(left), reason=life.line() or "再開")


@act(1)
def complete(life: Life) -> None:
    """All that can be completed."""
    complete_many(life.desk, GROUPS, on=life.day, reason=life.line())


@act(1)
def change_group(life: Life) -> None:
    """Other facts, other people, another cadence."""
    match life.pick.randrange(3):
        case 0:
            set_facts(
                life.desk,
                life.number,
                name=life.maybe(f"架空の会{life.number}{life.line()}"),
                project=life.maybe(life.line()),
                area=life.maybe(life.pick.choice(("東京都、大阪府", "全国", "どこか", ""))),
                targets=life.maybe(life.pick.choice(("高齢者、こども", "架空の対象", ""))),
            )
        case 1:
            main, deputy = life.pick.choice(("", *STAFF)), life.pick.choice((None, "", *STAFF))
            assign_staff(life.desk, [life.number], main=main, deputy=deputy)
        case _:
            days = life.maybe(life.pick.randint(1, 60))
            set_cadence(
                life.desk,
                life.number,
                tier=life.pick.choice(("重点", "標準", "定期確認")),
                ideal_days=days,
                maximum_days=None if days is None else days + life.pick.randint(0, 30),
            )


@act(1)
def people(life: Life) -> None:
    """A contact comes, changes or goes."""
    entry = ContactEntry(
        name=life.pick.choice(("架空 花子", "架空 太郎", "花子", "[/]")),
        role=life.line(),
        phone=life.pick.choice(("", "000-0000-0000")),
        mail=life.pick.choice(("", "a@example.jp")),
        is_primary=life.pick.random() < 0.5,
        note=life.text(),
    )
    known = list_contacts(life.desk, life.number)
    match life.pick.randrange(3):
        case 0:
            add_contact(life.desk, life.number, entry)
        case 1:
            change_contact(life.desk, life.one(known).id, entry)
        case _:
            hide_contact(life.desk, life.one(known).id)


# Check-ins and promises.


def _checkin(life: Life) -> CheckinEntry:
    held_on = life.day
    if life.pick.random() < 0.2:
        return CheckinEntry(
            group_no=life.number,
            held_on=held_on,
            channel=Channel.PHONE,
            note=life.text(),
            answer=Answer.NOT_REACHED,
        )
    return CheckinEntry(
        group_no=life.number,
        held_on=held_on,
        channel=life.pick.choice([*Channel]),
        note=life.text(),
        condition=life.pick.choice([*Condition]),
        next_on=life.maybe(held_on + timedelta(days=life.pick.choice((1, 14, 200)))),
        staff=life.maybe(life.pick.choice(STAFF)),
        held_at=life.maybe(time(life.pick.randrange(24), 30)),
        occasion=life.maybe(life.pick.choice([*Occasion])),
        participants=life.pick.choice(((), ("花子",), ("架空 太郎", "新しい 人"))),
    )


@act(3)
def log(life: Life) -> None:
    """A check-in."""
    log_checkin(life.desk, _checkin(life))


@act(1)
def correct(life: Life) -> None:
    """A check-in put right, or taken from view."""
    found = life.one(list_checkins(life.desk, life.number))
    if life.pick.random() < 0.3:
        hide_checkin(life.desk, found.id)
    else:
        correct_checkin(life.desk, found.id, _checkin(life), version=found.version)


@act(2)
def promise(life: Life) -> None:
    """Something promised."""
    entry = ActionEntry(
        group_no=life.number,
        title=life.line() or "資料を送る",
        by_group=life.pick.random() < 0.5,
        staff=life.maybe(life.pick.choice(STAFF)),
        due_on=life.maybe(life.coming_day),
        issue_id=life.maybe(next((issue.id for issue in list_issues(life.desk, life.number)), None)),
    )
    add_action(life.desk, entry)


@act(2)
def keep_promise(life: Life) -> None:
    """A promise kept, put off, changed or taken from view."""
    found = life.one(list_actions(life.desk, life.number, with_done=True))
    match life.pick.randrange(4):
        case 0:
            finish_action(life.desk, found.id, on=life.day)
        case 1:
            postpone_action(life.desk, found.id, to=life.coming_day, reason=life.line())
        case 2:
            change = ActionChange(
                title="言い直した", by_group=True, staff=None, due_on=life.maybe(life.coming_day)
            )
            change_action(life.desk, found.id, change, version=found.version)
        case _:
            hide_action(life.desk, found.id)


# Issues, remedies, linkages, indicators.


@act(2)
def difficulty(life: Life) -> None:
    """An issue, of any kind."""
    (category, subcategory), *_ = life.one(issue_kinds())
    entry = IssueEntry(
        group_no=life.number,
        category=category,
        subcategory=life.pick.choice(("", subcategory)),
        title=life.line() or "困りごと",
        severity=life.pick.choice([*Severity]),
        noticed=life.pick.choice([*Noticed]),
        note=life.text(),
        opened_on=life.day,
        checkin_id=life.maybe(next((one.id for one in list_checkins(life.desk, life.number)), None)),
    )
    promised = ActionEntry(group_no=life.number, title="次の一手", due_on=life.maybe(life.coming_day))
    add_issue(life.desk, entry, life.maybe(promised))


def _remedy(life: Life) -> RemedyEntry:
    return RemedyEntry(
        text=life.text(),
        tried_on=life.day,
        result=life.pick.choice([*RemedyResult]),
        result_note=life.line(),
        staff=life.maybe(life.pick.choice(STAFF)),
    )


@act(2)
def work_on_difficulty(life: Life) -> None:
    """An issue goes on, with or without a remedy."""
    found = life.one(list_issues(life.desk, life.number, with_closed=True))
    change = IssueChange(
        state=life.maybe(life.pick.choice([*IssueState])),
        severity=life.maybe(life.pick.choice([*Severity])),
        category=life.maybe(life.pick.choice([*IssueCategory])),
        noticed=life.maybe(life.pick.choice([*Noticed])),
        title=life.maybe(life.line()),
        note=life.maybe(life.text()),
    )
    change_issue(life.desk, found.id, change, remedy=life.maybe(_remedy(life)))


@act(2)
def remedy(life: Life) -> None:
    """Something tried, said of again, or taken from view."""
    if life.pick.random() < 0.5:
        found = life.one(list_issues(life.desk, life.number, with_closed=True))
        add_remedy(life.desk, found.id, _remedy(life))
    elif life.pick.random() < 0.7:
        change_remedy(life.desk, life.one(list_remedies(life.desk, life.number)).id, _remedy(life))
    else:
        hide_remedy(life.desk, life.one(list_remedies(life.desk, life.number)).id)


@act(2)
def linkage(life: Life) -> None:
    """A counterpart known, further or less far, or taken from view."""
    known = list_linkages(life.desk, life.number)
    if known and life.pick.random() < 0.2:
        hide_linkage(life.desk, life.one(known).id)
        return
    entry = LinkageEntry(
        group_no=life.number,
        kind=life.pick.choice([*CounterpartKind]),
        counterpart=life.pick.choice(("架空市", "架空社協", "[/]")),
        level=life.maybe(life.pick.choice([*LinkageLevel])),
        reached_on=life.day,
        level_note=life.line(),
        role_split=life.maybe(life.text()),
        benefit=life.maybe(life.text()),
        gap=life.maybe(life.text()),
        identified_on=life.maybe(life.day),
    )
    at = life.maybe(life.one(known).id) if known else None
    set_linkage(life.desk, entry, linkage_id=at)


@act(1)
def indicator(life: Life) -> None:
    """What a group set out to reach, and what was measured."""
    position = life.pick.randint(1, 3)
    if life.pick.random() < 0.5:
        value = life.pick.choice((0.0, -3.5, 1e9, 0.1 + 0.2))
        record_actual(life.desk, life.number, position, on=life.day, value=value, note=life.line())
        return
    entry = IndicatorEntry(
        group_no=life.number,
        position=position,
        name=life.maybe(life.line()),
        unit=life.maybe("人"),
        baseline=life.maybe(0.0),
        target=life.maybe(life.pick.choice((0.0, 12.5, -4.0))),
        narrative=life.maybe(life.text()),
    )
    set_indicator(life.desk, entry)


# Sessions.


@act(3)
def attend(life: Life) -> None:
    """Marks of one group or of several."""
    session = life.session()
    numbers = life.pick.choice(([life.number], [*GROUPS]))
    if life.pick.random() < 0.4:
        record_replies(life.desk, life.session(), [ReplyEntry(life.number, life.pick.choice([*Reply]))])
        return
    mark_attendance(
        life.desk,
        [
            AttendanceEntry(
                session=session,
                group_no=number,
                mark=life.pick.choice([*AttendanceMark]),
                heads=life.pick.choice((None, 0, 2, 999)),
                names=life.maybe(life.line()),
                note=life.maybe(life.line()),
            )
            for number in numbers
        ],
    )


@act(2)
def hold_session(life: Life) -> None:
    """A session planned, changed or moved; groups invited to it, or no longer."""
    facts = SessionFacts(
        title=life.maybe(life.line()),
        kind=life.maybe(life.pick.choice([*SessionKind]).value),
        on=life.maybe(life.pick.choice((life.day, life.coming_day))),
        time=life.maybe(life.pick.choice(("", "10:00-12:00", "13:30"))),
        place=life.maybe(life.line()),
        format=life.maybe(life.pick.choice([*SessionFormat]).value),
        capacity=life.maybe(life.pick.choice(("", "1", 99))),
    )
    match life.pick.randrange(5):
        case 0:
            add_session(
                life.desk,
                f"salon_{life.pick.randrange(4)}",
                life.line() or "サロン",
                life.pick.choice([*SessionKind]).value,
                on=life.pick.choice((life.day, life.coming_day)),
                facts=life.maybe(facts),
                is_duty=life.pick.random() < 0.4,
            )
        case 1:
            change_session(life.desk, life.session(), facts)
        case 2:
            move_session(life.desk, life.session(), on=life.pick.choice((life.day, life.coming_day)))
        case 3:
            invite(life.desk, life.session(), [life.number])
        case _:
            withdraw_invitations(life.desk, life.session(), [life.number])


@act(1)
def afterwards(life: Life) -> None:
    """What follows an absence, and answers to a survey."""
    if life.pick.random() < 0.5:
        what = life.pick.choice([*FollowUp])
        add_followups(
            life.desk, life.session(), [life.number], what, due_on=life.maybe(life.coming_day), staff=""
        )
    else:
        number = life.maybe(life.number)
        add_survey(
            life.desk,
            life.session(),
            score=life.pick.choice((None, 1, "5")),
            comment=life.text(),
            number=number,
        )


# Money.


@act(2)
def money(life: Life) -> None:
    """Amounts set, moved and evidenced."""
    items = [one.title for one in money_of(life.desk, life.number).items]
    item = life.one(items)
    match life.pick.randrange(4):
        case 0 | 1:
            given = {
                name: life.pick.choice((None, 0, 1, 300_000, 1_999_999))
                for name in ("budget", "reported", "proper")
                if life.pick.random() < 0.6
            }
            set_expense(life.desk, life.number, item, ExpenseChange(**given))
        case 2:
            entry = ReallocationEntry(
                source=item,
                target=life.one(items),
                amount=life.pick.choice((1, 50_000)),
                reason=life.line(),
                on=life.day,
                approved_on=life.maybe(life.day),
            )
            reallocate(life.desk, life.number, entry)
        case _:
            evidence = EvidenceEntry(
                item=item,
                payee=life.line() or "架空商店",
                amount=life.pick.choice((0, 1, 999_999)),
                dates={step: life.maybe(life.day) for step in EvidenceStep},
                note=life.line(),
            )
            known = money_of(life.desk, life.number).evidence
            if known and life.pick.random() < 0.4:
                change_evidence(life.desk, life.number, life.one(known).id, evidence)
            else:
                add_evidence(life.desk, life.number, evidence)


# The year.


@act(1)
def plan(life: Life) -> None:
    """Another day, rule or policy for a milestone; one more milestone."""
    key, other = life.key(), life.key()
    match life.pick.randrange(4):
        case 0:
            change_plan(life.desk, key, planned_on=life.pick.choice((life.day, life.coming_day)))
        case 1:
            count = life.pick.randint(1, 40)
            rule = life.pick.choice((f"business_days_before {other} {count}", f"days_after_contract {count}"))
            change_plan(life.desk, key, rule=rule)
        case 2:
            change_plan(
                life.desk,
                key,
                holiday_policy=life.pick.choice([*HolidayPolicy]).value,
                review_days=life.pick.choice((0, 7, 300)),
                title=life.maybe(life.line()),
                required=life.pick.random() < 0.5,
            )
        case _:
            is_internal = life.pick.random() < 0.5
            wanted = Addition(
                title=life.line() or "追加の書類",
                kind=life.pick.choice([MilestoneKind.DELIVERABLE, MilestoneKind.AUDIT]).value,
                planned_on=None if is_internal else life.coming_day,
                rule=f"business_days_before {key} 5" if is_internal else "",
                holiday_policy=life.pick.choice([*HolidayPolicy]).value,
                required=life.pick.random() < 0.5,
                internal=is_internal,
            )
            add_milestone(life.desk, wanted)


@act(1)
def settle(life: Life) -> None:
    """Settings of the year and of its money; people of the secretariat."""
    match life.pick.randrange(6):
        case 0:
            change_settings(life.desk, cap=life.pick.choice((2_000_000, 3_000_000, 1)))
        case 1:
            change_settings(life.desk, due_soon_days=life.pick.choice((0, 14, 365)))
        case 2:
            set_reallocation_limit(life.desk, life.pick.choice((None, 0, 20)))
        case 3:
            add_cost_item(life.desk, life.line() or "雑費", life.line())
        case 4:
            item = life.one([one.title for one in money_of(life.desk, life.number).items])
            if life.pick.random() < 0.5:
                rename_cost_item(life.desk, item, life.line() or "改名", "")
            else:
                move_cost_item(life.desk, item, step=life.pick.choice((-1, 1)))
        case _:
            add_staff(life.desk, life.pick.choice(("上田 三", "[/]", "架空" * 20)))


@act(1)
def view(life: Life) -> None:
    """A selection kept under a name."""
    chosen = GroupFilter(
        text=life.pick.choice(("", "架空 [")),
        staff=life.maybe(life.pick.choice(STAFF)),
        block=life.maybe("関東"),
        target=life.maybe("高齢者"),
        status=life.maybe(life.pick.choice([*GroupStatus]).value),
        only_overdue=life.pick.random() < 0.3,
        only_checkin_due=life.pick.random() < 0.3,
    )
    known = list_views(life.desk)
    chance = life.pick.random()
    if not known or chance < 0.6:
        name, order = (
            life.pick.choice(("私の担当", "[/]", "遅れている団体")),
            life.pick.choice(("number", "overdue")),
        )
        save_view(life.desk, name, Selection(chosen, order, True))
    elif chance < 0.9:
        rename_view(life.desk, life.one(known), life.line())
    else:
        take_view_back(life.desk, life.one(known))


@act(1)
def next_year_begins(life: Life) -> None:
    """One more year in the file; once it has begun it is the one that shows."""
    begin_next_year(life.desk, next_year(life.desk))


# Taking back, and what others filled in.


@act(4)
def take_back(life: Life) -> None:
    """The newest act, or any act."""
    units = list_units(life.desk, limit=40)
    undo(life.desk, life.pick.choice((None, None, life.one(units).id)))


@act(3)
def take_in(life: Life) -> None:
    """A workbook that somebody filled in, the rows that can be taken."""
    name = life.pick.choice([*LISTS])
    headings, line = LISTS[name]
    rows = [tuple(line(life)) for _ in range(life.pick.randint(1, 3))]
    read = recognise_workbook(Workbook((Sheet("一覧", (tuple(headings), *rows)),)))
    opened = OpenFile(Path("届いた.xlsx"), read)
    found = WorkbookPlan(life.desk, find_maps(life.desk, opened, name), opened)
    found.work_out()
    found.apply(partial=True)


def _iso(day: date) -> str:
    return f"{day:%Y/%m/%d}"


# Reviews.


@act(2)
def review(life: Life) -> None:
    """One begins, or the one that goes on ends."""
    under_way = open_review(life.desk)
    if under_way is None:
        start_review(life.desk, ReviewEntry(present=life.line()))
    else:
        end_review(life.desk, under_way.id)


@act(3)
def walk(life: Life) -> None:
    """Something is decided for a group, is done for it on the spot, or it is looked at."""
    found = life.one(list_reviews(life.desk)).id
    match life.pick.randrange(4):
        case 0:
            mark_looked_at(life.desk, found, life.number)
        case 1:
            promise_decision(life.desk, found, life.number)
        case 2:
            lines = lines_of_review(life.desk, found)
            link_acts(life.desk, life.one([one.id for one in lines if one.group_no == life.number]))
            try:
                life.one(ACTS)(life)
            finally:
                link_acts(life.desk, None)
        case _:
            entry = DecisionEntry(
                decision=life.text(),
                by_group=life.pick.random() < 0.3,
                staff=life.maybe(life.pick.choice(STAFF)),
                due_on=life.maybe(life.coming_day),
            )
            decide(life.desk, found, life.number, entry, promises=life.pick.random() < 0.3)


LISTS = {
    "roster": (
        ["番号", "団体名", "取組名", "取組対象", "活動地域", "主担当"],
        lambda life: [
            life.pick.choice((life.number, 7)),
            life.pick.choice((f"架空の会{life.number}", "架空の新しい会")),
            life.line(),
            life.pick.choice(("高齢者", "架空の対象")),
            life.pick.choice(("東京都", "どこか")),
            life.maybe(life.pick.choice(STAFF)),
        ],
    ),
    "remedies": (
        ["番号", "件名", "実施日", "試したこと", "結果", "担当者"],
        lambda life: [
            life.number,
            life.one([one.title for one in list_issues(life.desk, life.number)]),
            _iso(life.day),
            life.text(),
            life.maybe(life.pick.choice([*RemedyResult])),
            life.maybe(life.pick.choice(STAFF)),
        ],
    ),
    "milestones": (
        ["番号", "手続・行事", "状態", "状態になった日", "延長後の期日", "延長の理由"],
        lambda life: [
            life.number,
            life.pick.choice([one.title for one in list_milestones(life.desk, life.number)] or ["契約締結"]),
            life.pick.choice([*MilestoneState, "返送", "締結済", None]),
            _iso(life.day),
            life.maybe(_iso(life.coming_day)),
            "届いた表",
        ],
    ),
    "checkins": (
        ["番号", "面談日", "時刻", "方法", "担当者", "様子", "内容", "次回予定日"],
        lambda life: [
            life.number,
            _iso(life.day),
            life.pick.choice(("9:05", None)),
            life.pick.choice([*Channel]),
            life.pick.choice(STAFF),
            life.maybe(life.pick.choice([*Condition])),
            life.text(),
            life.maybe(_iso(life.coming_day)),
        ],
    ),
    "issues": (
        ["番号", "分類", "小分類", "件名", "重さ", "状態", "気づいた時期", "発生日", "内容"],
        lambda life: [
            life.number,
            life.pick.choice(("広報・集客", "担い手", "その他")),
            None,
            life.pick.choice(("人が来ない", "困りごと")),
            life.maybe(life.pick.choice([*Severity])),
            life.maybe(life.pick.choice([*IssueState])),
            life.maybe(life.pick.choice([*Noticed])),
            _iso(life.day),
            life.text(),
        ],
    ),
    "attendance": (
        ["番号", "団体名", "第1回全体研修会", "中間報告会"],
        lambda life: [life.number, None, *(life.pick.choice([*AttendanceMark, "○", None]) for _ in range(2))],
    ),
    "expenses": (
        ["番号", "費目", "予算額", "報告額", "認定額"],
        lambda life: [
            life.number,
            life.pick.choice([one.title for one in money_of(life.desk, life.number).items]),
            *(life.pick.choice((None, 0, 120_000)) for _ in range(3)),
        ],
    ),
}

Told = tuple[int, int, int, int]
HISTORIES: st.SearchStrategy[list[Told]] = st.lists(
    st.tuples(
        st.integers(0, len(ACTS) - 1),
        st.sampled_from((1, *GROUPS)),
        st.integers(0, 2**31 - 1),
        st.sampled_from((0, 0, 0, 1, 3, 20)),
    ),
    min_size=6,
    max_size=30,
)
"""What happens (its place in `ACTS`), to which group, by which chance, how many days after what happened before."""


def live(desk: Desk, history: Sequence[Told]) -> int:
    """Let it all happen at this desk; returns how many acts were not refused."""
    done = 0
    for place, number, seed, later in history:
        go_to(desk, desk.today + timedelta(days=later))
        try:
            ACTS[place](Life(desk, number, Random(seed)))
            done += 1
        except Refused as refused:
            assert say_refused(refused)
    return done
