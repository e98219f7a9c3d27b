"""Which sections stand on the page, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from kodoku_tui.services.attention.history import Week
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.checkins.lines import checkin_lines
from kodoku_tui.tui.karte.sections.actions import action_lines
from kodoku_tui.tui.karte.sections.activity import activity_lines, plan_change_lines
from kodoku_tui.tui.karte.sections.attendance import attendance_lines
from kodoku_tui.tui.karte.sections.attention import history_lines
from kodoku_tui.tui.karte.sections.contacts import contact_lines
from kodoku_tui.tui.karte.sections.decisions import decision_lines
from kodoku_tui.tui.karte.sections.documents import document_lines
from kodoku_tui.tui.karte.sections.facts import facts_lines
from kodoku_tui.tui.karte.sections.history import earlier_lines, status_lines
from kodoku_tui.tui.karte.sections.indicators import indicator_lines
from kodoku_tui.tui.karte.sections.issues import issue_lines
from kodoku_tui.tui.karte.sections.linkages import linkage_lines
from kodoku_tui.tui.karte.sections.milestones import milestone_lines
from kodoku_tui.tui.karte.sections.next_steps import next_lines
from kodoku_tui.tui.lists.page_lines import joined


def left_of(karte: Karte, weeks: Sequence[Week], today: date) -> Content:
    """Facts, people, what is next, milestones, how attention went."""
    return joined(
        [
            *facts_lines(karte, today),
            *contact_lines(karte, today),
            *next_lines(karte, today),
            *milestone_lines(karte, today),
            *history_lines(weeks),
        ]
    )


def right_of(karte: Karte, today: date) -> Content:
    """Check-ins newest first, issues, promises, decisions, linkages, indicators, activity, attendance, papers, end."""
    return joined(
        [
            *checkin_lines(karte, today),
            *issue_lines(karte, today),
            *action_lines(karte, today),
            *decision_lines(karte, today),
            *linkage_lines(karte, today),
            *indicator_lines(karte, today),
            *activity_lines(karte),
            *plan_change_lines(karte, today),
            *attendance_lines(karte, today),
            *document_lines(karte, today),
            *status_lines(karte, today),
            *earlier_lines(karte),
        ]
    )
