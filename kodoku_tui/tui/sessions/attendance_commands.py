"""What can be done on the attendance page, with its keys."""

from __future__ import annotations

from kodoku_tui.tui.frame.commands import Command

MARK_ON_SITE = Command("mark_on_site", ("p", "f6", "shift+f9"), group="attendance")
MARK_ONLINE = Command("mark_online", ("o", "f7"), group="attendance")
MARK_RECORDING = Command("mark_recording", ("v", "f8"), group="attendance")
MARK_EXCUSED = Command("mark_excused", ("x", "f9"), group="attendance")
MARK_ABSENT = Command("mark_absent", ("z", "ctrl+u", "f11"), group="attendance")
MARK_UNKNOWN = Command("mark_unknown", ("delete",), in_footer=False, group="attendance")
MARK_OTHERS = Command("mark_others", ("n", "ctrl+n", "insert"), group="attendance")
ENTER_MARKS = Command("enter_marks", ("number_sign", "ctrl+d"), group="attendance")
EDIT_ATTENDANCE = Command("edit_attendance", ("f2",), in_footer=False, group="attendance")
ADD_FOLLOWUPS = Command("add_followups", ("h", "f12"), group="attendance")
IMPORT_ATTENDANCE = Command("import_attendance", ("ctrl+o",), group="attendance")
INVITE = Command("invite_groups", ("g", "shift+f8"), in_footer=False, group="attendance")
SHOW_SURVEYS = Command("show_surveys", ("l", "shift+f12"), in_footer=False, group="attendance")
