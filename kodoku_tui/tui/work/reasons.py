"""Why something stands in the work list, in words."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.duties.milestones import shown_state
from kodoku_tui.domain.sessions.attending import is_signal
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_open_month, say_title, say_turn
from kodoku_tui.services.work.worklist import FIX_DAY, WorkItem
from kodoku_tui.tui.sessions.words import say_absences


def reason_of(item: WorkItem, today: date) -> str:
    """Why a line stands in the list, in words."""
    title = say_title(item.title, item.title_en)
    if item.what == "checkin":
        if item.state is None:
            return say("reason.checkin_never")
        days = (today - date.fromisoformat(item.state)).days
        return say("reason.checkin", days=days)
    turn = say_turn(item.turn, item.days_in_turn)
    if item.what == "review":
        return f"{say('reason.review', title=title, state=_state_of(item))} {turn}"
    if item.what == "action":
        return say(f"reason.action_{item.turn}", title=title)
    if item.what == "attendance":
        return say("reason.attendance", title=title, groups=item.groups)
    if item.what == "followup" and item.kind == "session":
        missed = say("reason.followup_missing", title=title)
        return f"{say_absences(item.absences or 0)} {missed}" if is_signal(item.absences) else missed
    if item.what == "followup":
        return say("reason.followup", title=title)
    if item.act == FIX_DAY:
        return say("reason.session_day_open", title=title, month=say_open_month(item.state))
    if item.what == "session":
        return say("reason.session", title=title)
    return f"{say('reason.milestone', title=title, state=_state_of(item))} {turn}"


def _state_of(item: WorkItem) -> str:
    return say_word(shown_state(item.state, item.kind)) if item.state else ""
