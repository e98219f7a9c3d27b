"""今日: the rows that the screen, the command line and whatever else tells of today ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kodoku_tui.domain.attention.facts import AttendingFact
from kodoku_tui.domain.attention.term import Term
from kodoku_tui.domain.duties.judgement import Act
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Turn, shown_state
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.work.rows import NextAct, Reason, Standing, TodayRow, today_rows
from kodoku_tui.services.attention.attention import GroupAttention, attention, groups_left
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.work.worklist import FIX_DAY, WorkItem, worklist

_OURS = Turn.SECRETARIAT.value


def today_list(
    desk: Desk, *, staff: str | None = None, block: str | None = None, among: GroupFilter | None = None
) -> list[TodayRow]:
    """What needs somebody today, one row a group or a kind of reason, in the order of attention.

    `staff`, `block` and `among` narrow it as they narrow the single items (`worklist`).
    """
    everybody = attention(desk)
    standings = {one.group_id: _standing(one) for one in everybody}
    chosen = groups_left(desk, GroupFilter(staff=staff, block=block), among)
    items = worklist(desk, staff=staff, block=block, among=among)
    reasons: list[Reason] = []
    for group in everybody:
        if group.group_id in chosen:
            reasons += _of_terms(group)
            reasons += _of_sessions(group, desk.today)
    unrecorded = {reason.duty for reason in reasons if reason.what == "attendance"}
    for item in items:
        if item.what == "attendance" and item.key in unrecorded:
            # Said of each group already, which is how the row can name them.
            continue
        if item.left_as is not None and item.group_id is not None:
            standings.setdefault(
                item.group_id,
                Standing(item.group_id, item.group_no or 0, item.group_name or "", item.staff),
            )
            reasons += (_of_leaving(reason, item.left_as) for reason in _of_item(item))
            continue
        reasons += _of_item(item)
    return today_rows(
        (one for one in reasons if one.group_id is None or one.group_id in standings), standings
    )


def _standing(one: GroupAttention) -> Standing:
    return Standing(one.group_id, one.group_no, one.group, one.staff, one.score, one.own_lateness)


# What the single items say


def _of_item(item: WorkItem) -> Iterator[Reason]:
    """An item as a reason; none where it needs nobody today, or the group's attendance says it already."""
    if item.what in ("milestone", "review"):
        if item.kind != MilestoneKind.SESSION:
            yield _of_duty(item)
    elif item.what == "checkin":
        yield _of_checkin(item)
    elif item.what == "action":
        needs_nobody = item.urgency == "soon" or (item.due_on is None and item.turn != _OURS)
        if not needs_nobody:
            yield _of_promise(item)
    elif item.what in ("session", "attendance"):
        yield Reason(
            record=f"session:{item.item_id}",
            group_id=None,
            what=item.what,
            urgency=item.urgency,
            said=_said_of_session(item),
            act=next_act(item),
            title=item.title or "",
            title_en=item.title_en or "",
            due_on=item.due_on,
            turn=item.turn,
            duty=item.key,
            item_id=item.item_id,
            staff=item.staff,
        )


def _said_of_session(item: WorkItem) -> Said:
    """That it is held or its attendance to be recorded; of one to come, how many have not replied yet."""
    titles = {"title": item.title, "title_en": item.title_en}
    if item.act == FIX_DAY:
        return Said("why.session_day_open", open_month=item.state, **titles)
    if item.what == "session" and item.groups:
        return Said("why.session_replies", count=item.groups, **titles)
    if item.what == "attendance" and item.groups:
        return Said("why.attendance_left", count=item.groups, **titles)
    return Said(f"why.{item.what}", **titles)


def _of_leaving(reason: Reason, left_as: str) -> Reason:
    """What a group that left after its contract still owes says so, and is never folded with what others owe."""
    said = Said("why.after_leaving", status=left_as, why=(reason.said,))
    return replace(reason, said=said, fold=None, said_folded=None)


def _of_duty(item: WorkItem) -> Reason:
    is_returned = item.state == MilestoneState.RETURNED
    days = item.days_in_turn if item.what == "review" and item.urgency == "waiting" else item.days_over
    state = shown_state(item.state, item.kind) if item.state else ""
    # What we have to do before anything is handed in, or when it was: papers to send, to sign, to audit.
    about = f"ours_{item.act}" if item.act in _OUR_ACTS else item.what
    return Reason(
        record=f"milestone:{item.item_id}",
        group_id=item.group_id,
        what=item.what,
        urgency=item.urgency,
        said=Said(
            f"why.{about}_{item.urgency}",
            title=item.title,
            title_en=item.title_en,
            state=state,
            days=abs(days or 0),
        ),
        act=next_act(item),
        title=item.title or "",
        title_en=item.title_en or "",
        due_on=item.due_on,
        turn=item.turn,
        # What came back from us is not like what never came.
        fold=_fold(item.key, "returned" if is_returned else f"{about}_{item.urgency}", item.turn),
        said_folded=Said(
            "why.fold_returned" if is_returned else f"why.fold_{about}_{item.urgency}",
            title=item.title,
            title_en=item.title_en,
        ),
        duty=item.key,
        item_id=item.item_id,
        staff=item.staff,
    )


def next_act(item: WorkItem) -> NextAct:
    """What settles a single item."""
    if item.promise_id is not None:
        return NextAct.TICK_PROMISE
    if item.what in _ACTS_OF_WHAT:
        return _ACTS_OF_WHAT[item.what]
    return _ACTS.get(item.act or "", NextAct.RECORD_HAND_IN)


_ACTS_OF_WHAT = {
    "attendance": NextAct.RECORD_ATTENDANCE,
    "checkin": NextAct.LOG_CHECKIN,
    "followup": NextAct.FOLLOW_UP,
    "session": NextAct.OPEN_SESSION,
}
_OUR_ACTS = (Act.SEND, Act.CONCLUDE, Act.AUDIT)
_ACTS = {
    Act.SEND.value: NextAct.SEND_PAPERS,
    Act.SEND_BACK.value: NextAct.RECORD_SEND_BACK,
    Act.CONCLUDE.value: NextAct.CONCLUDE,
    Act.REVIEW.value: NextAct.REVIEW,
    Act.AUDIT.value: NextAct.AUDIT,
}


def _of_checkin(item: WorkItem) -> Reason:
    days = item.days_since_checkin
    return Reason(
        record=f"checkin:{item.group_id}",
        group_id=item.group_id,
        what="checkin",
        urgency=item.urgency,
        said=Said("why.checkin_never") if days is None else Said(f"why.checkin_{item.urgency}", days=days),
        act=NextAct.LOG_CHECKIN,
        due_on=item.due_on,
        turn=item.turn,
        fold=_fold("checkin", item.urgency, item.turn),
        said_folded=Said(f"why.fold_checkin_{item.urgency}"),
        item_id=item.item_id,
        staff=item.staff,
    )


def _of_promise(item: WorkItem) -> Reason:
    when = "open" if item.due_on is None else item.urgency
    return Reason(
        record=f"action:{item.item_id}",
        group_id=item.group_id,
        what="action",
        urgency=item.urgency,
        said=Said(f"why.action_{item.turn}_{when}", text=item.title, days=abs(item.days_over or 0)),
        act=NextAct.TICK_PROMISE,
        title=item.title or "",
        due_on=item.due_on,
        turn=item.turn,
        item_id=item.item_id,
        staff=item.staff,
    )


# What attention says

_RECORDS = {
    "silence": "checkin",
    "cadence_missed": "checkin",
    "absences_in_a_row": "absences",
    "condition": "condition",
    "unanswered": "attempts",
    "no_settler": "facts",
    "no_vouchers": "vouchers",
    "no_event": "activity",
    "only_insiders": "activity",
}
# What each term is about, what settles it, and whose move that is.
_ABOUT = {
    "milestone": ("milestone", NextAct.RECORD_HAND_IN, Turn.GROUP.value),
    "action": ("action", NextAct.TICK_PROMISE, Turn.GROUP.value),
    "issue": ("issue", NextAct.OPEN_ISSUE, _OURS),
    "checkin": ("checkin", NextAct.LOG_CHECKIN, _OURS),
    "condition": ("condition", NextAct.LOG_CHECKIN, _OURS),
    "absences": ("absences", NextAct.LOG_CHECKIN, _OURS),
    "session": ("followup", NextAct.FOLLOW_UP, _OURS),
    "attempts": ("attempts", NextAct.LOG_CHECKIN, _OURS),
    "facts": ("facts", NextAct.LOG_CHECKIN, _OURS),
    "vouchers": ("vouchers", NextAct.LOG_CHECKIN, _OURS),
    "activity": ("activity", NextAct.LOG_CHECKIN, _OURS),
}
# What stands as it is and was not due on any day.
_STATES = ("condition", "issue", "absences", "attempts", "facts", "vouchers", "activity")
# What counts before its day has passed, or has another day: the item of the duty says when that is late.
_NOT_LATE = ("returned", "contract_unsigned")
# What may stand without an item that says how it folds.
_FOLDED = ("returned", "contract_unsigned")
_OWN_ABOUT = _ABOUT | {
    "milestone": ("review", NextAct.REVIEW, _OURS),
    "action": ("action", NextAct.TICK_PROMISE, _OURS),
}


def _of_terms(group: GroupAttention) -> Iterator[Reason]:
    for term in group.terms:
        if term.calls:
            yield _of_term(term, group, is_own=False)
    for term in group.own_terms:
        if term.key not in ("attendance_unrecorded", "followup_undone"):
            yield _of_term(term, group, is_own=True)


def _of_term(term: Term, group: GroupAttention, *, is_own: bool) -> Reason:
    record = _RECORDS.get(term.key, term.opens.kind)
    what, act, turn = (_OWN_ABOUT if is_own else _ABOUT)[record]
    act = _ACTS.get(term.act or "", act)
    row_id = group.group_id if record in ("checkin", "absences") else term.opens.id
    # A day that something began on is no day that it was due.
    due = None if record in (*_STATES, "session") or term.key == "review_late" else term.due_on
    return Reason(
        record=f"{record}:{row_id}",
        group_id=group.group_id,
        what=what,
        urgency=_urgency_of(term, record),
        said=term.reason,
        act=act,
        title=term.reason.params.get("title") or term.reason.params.get("text") or "",
        title_en=term.reason.params.get("title_en") or "",
        due_on=None if due is None else due.isoformat(),
        turn=turn,
        points=0 if is_own else term.points,
        own_points=term.points if is_own else 0,
        fold=_fold(term.duty, term.key, turn) if term.key in _FOLDED else None,
        said_folded=Said(f"why.fold_{term.key}", **term.reason.params) if term.key in _FOLDED else None,
        duty=term.duty,
        item_id=row_id,
        staff=group.staff,
    )


def _urgency_of(term: Term, record: str) -> str:
    if record == "session":
        # Whether an absence is late is said by the duty to see to it (`_of_sessions`).
        return "waiting"
    return "due" if record in _STATES or term.key in _NOT_LATE else "overdue"


def _of_sessions(group: GroupAttention, today: date) -> Iterator[Reason]:
    """Of each session that is over: attendance that nobody recorded, and an absence that nobody saw to."""
    points = {
        (term.key, term.opens.id): term.points
        for term in (*group.terms, *group.own_terms)
        if term.opens.kind == "session"
    }
    for session in group.attending:
        term = {Act.ATTENDANCE.value: "attendance_unrecorded", Act.FOLLOWUP.value: "followup_undone"}
        if session.act is not None:
            yield _of_session(
                session,
                group,
                session.act,
                "overdue" if session.is_late(today) else "waiting",
                own_points=points.get((term[session.act], session.session_id), 0),
            )


def _of_session(
    session: AttendingFact, group: GroupAttention, what: str, urgency: str, *, own_points: int
) -> Reason:
    act = NextAct.RECORD_ATTENDANCE if what == "attendance" else NextAct.FOLLOW_UP
    if session.followup_id is not None:
        act = NextAct.TICK_PROMISE
    return Reason(
        record=f"session:{session.session_id}",
        group_id=group.group_id,
        what=what,
        urgency=urgency,
        said=Said(f"why.{what}", title=session.title, title_en=session.title_en),
        act=act,
        title=session.title,
        title_en=session.title_en,
        due_on=(session.late_after or session.held_on).isoformat(),
        turn=_OURS,
        own_points=own_points,
        fold=f"{what}:{session.key}" if what == "attendance" else _fold(session.key, urgency, what),
        said_folded=Said(f"why.fold_{what}", title=session.title, title_en=session.title_en),
        folds_always=what == "attendance",
        duty=session.key,
        item_id=session.followup_id or session.session_id,
        staff=group.staff,
    )


def _fold(duty: str | None, standing: str, turn: str | None) -> str:
    return f"{duty}:{standing}:{turn}"
