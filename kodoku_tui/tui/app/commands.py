"""What can be done on every screen, declared once."""

from __future__ import annotations

from dataclasses import replace

from kodoku_tui.tui.app.main_screens import MAIN_SCREENS
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import (
    ASSIGN_STAFF,
    EXPORT_STATUS,
    EXTEND_DUE,
    MOVE_MILESTONE,
    SEARCH,
    UNDO,
)

SHOW_PLAN = Command("show_plan", ("b", "shift+f5"), in_footer=False, group="screens")
SHOW_PEOPLE = Command("show_people", ("alt+a",), in_footer=False, group="screens")
SHOW_REVIEW = Command("show_review", ("alt+r", "alt+v"), in_footer=False, group="screens")
SHOW_SETTINGS = Command("show_settings", ("comma", "alt+s"), in_footer=False, group="screens")
SHOW_WEIGHTS = Command("show_weights", ("alt+w", "alt+b"), in_footer=False, group="screens")
LOG_CHECKIN = Command("log_checkin", ("c", "f5", "alt+m"), group="group")
SHOW_DRAFTS = Command("show_drafts", ("full_stop", "shift+f1", "ctrl+f8"), in_footer=False, group="screens")
SHOW_BACKUPS = Command("show_backups", ("ctrl+f10",), in_footer=False, group="screens")
ERASE_WORDS = Command("erase_words", ("ctrl+f12",), in_footer=False, group="file")
BACK_TO_TODAY = Command("back_to_today", ("escape", "ctrl+f11"), group="screens")
ADD_ISSUE = Command("add_issue", ("i", "f4", "ctrl+f7"), group="group")
EXPORT_CALENDAR = Command(
    "export_calendar", ("alt+e", "f12", "ctrl+circumflex_accent"), in_footer=False, group="file"
)
IMPORT_ROSTER = Command(
    "import_roster", ("ctrl+o", "ctrl+right_square_bracket"), in_footer=False, group="file"
)
BEGIN_NEXT_YEAR = Command("begin_next_year", ("alt+n", "shift+f10"), in_footer=False, group="file")
CHOOSE_YEAR = Command("choose_year", ("alt+y", "alt+c"), in_footer=False, group="file")
CHOOSE_ME = Command("choose_me", ("w", "ctrl+w", "alt+u"), in_footer=False, group="file")
QUIT = Command("quit", ("q", "ctrl+q", "alt+z"), in_footer=False, group="general")

EVERYWHERE = (
    LOG_CHECKIN,
    ADD_ISSUE,
    MOVE_MILESTONE,
    replace(EXTEND_DUE, in_footer=False),
    replace(ASSIGN_STAFF, in_footer=False),
    EXPORT_STATUS,
    EXPORT_CALENDAR,
    IMPORT_ROSTER,
    UNDO,
    *(screen.command for screen in MAIN_SCREENS),
    SHOW_PLAN,
    SHOW_SETTINGS,
    SHOW_WEIGHTS,
    CHOOSE_YEAR,
    SHOW_PEOPLE,
    SHOW_REVIEW,
    SHOW_DRAFTS,
    SHOW_BACKUPS,
    ERASE_WORDS,
    BACK_TO_TODAY,
    BEGIN_NEXT_YEAR,
    replace(SEARCH, in_footer=False),
    CHOOSE_ME,
    QUIT,
)
"""In the order in which footer, help and palette name them."""
