"""What can be done on every screen, declared once."""

from __future__ import annotations

from kodoku_tui.tui.commands import Command

SHOW_WORK = Command("show_work", ("1", "ctrl+t"), in_footer=False, group="screens")
SHOW_REGISTER = Command("show_register", ("2", "ctrl+g"), in_footer=False, group="screens")
SHOW_SESSIONS = Command("show_sessions", ("3", "ctrl+k"), in_footer=False, group="screens")
SHOW_LOG = Command("show_log", ("4", "ctrl+l"), in_footer=False, group="screens")
SHOW_MATRIX = Command("show_matrix", ("5", "ctrl+b"), in_footer=False, group="screens")
SHOW_MONTH = Command("show_month", ("6", "ctrl+y"), in_footer=False, group="screens")
SHOW_TALKS = Command("show_talks", ("8", "shift+f8"), in_footer=False, group="screens")
SHOW_SEARCH_ALL = Command("show_search_all", ("0", "shift+f3"), in_footer=False, group="screens")
SHOW_ISSUES = Command("show_issues", ("7", "shift+f7"), in_footer=False, group="screens")
SHOW_LINKAGES = Command("show_linkages", ("9", "shift+f9"), in_footer=False, group="screens")
SHOW_PLAN = Command("show_plan", ("b", "shift+f5"), in_footer=False, group="screens")
SHOW_SETTINGS = Command("show_settings", ("comma", "shift+f4"), in_footer=False, group="screens")
SEARCH = Command("search", ("slash", "ctrl+f"), in_footer=False, group="list")
LOG_CHECKIN = Command("log_checkin", ("c", "f5"), group="group")
ADD_ISSUE = Command("add_issue", ("i", "f4"), group="group")
MOVE_MILESTONE = Command("move_milestone", ("m", "f6"), group="group")
EXTEND_DUE = Command("extend_due", ("t", "shift+f6"), in_footer=False, group="group")
ASSIGN_STAFF = Command("assign_staff", ("a", "f9"), in_footer=False, group="group")
EXPORT_STATUS = Command("export_status", ("e", "f7"), group="file")
EXPORT_CALENDAR = Command("export_calendar", ("shift+f7",), in_footer=False, group="file")
IMPORT_ROSTER = Command("import_roster", ("ctrl+o",), in_footer=False, group="file")
BEGIN_NEXT_YEAR = Command("begin_next_year", ("shift+f8",), in_footer=False, group="file")
UNDO = Command("undo", ("u", "ctrl+z"), group="file")
CHOOSE_ME = Command("choose_me", ("w", "ctrl+w"), in_footer=False, group="file")
QUIT = Command("quit", ("q", "ctrl+q"), in_footer=False, group="general")

EVERYWHERE = (
    LOG_CHECKIN,
    ADD_ISSUE,
    MOVE_MILESTONE,
    EXTEND_DUE,
    ASSIGN_STAFF,
    EXPORT_STATUS,
    EXPORT_CALENDAR,
    IMPORT_ROSTER,
    UNDO,
    SHOW_WORK,
    SHOW_REGISTER,
    SHOW_SESSIONS,
    SHOW_LOG,
    SHOW_MATRIX,
    SHOW_MONTH,
    SHOW_TALKS,
    SHOW_SEARCH_ALL,
    SHOW_ISSUES,
    SHOW_LINKAGES,
    SHOW_PLAN,
    SHOW_SETTINGS,
    BEGIN_NEXT_YEAR,
    SEARCH,
    CHOOSE_ME,
    QUIT,
)
"""In the order in which footer, help and palette name them."""
