"""Commands that screens of several rooms offer, declared once; what else a screen offers stands with it.

Where the footer has room for one on one screen and not on another, `dataclasses.replace` says so.
"""

from __future__ import annotations

from kodoku_tui.tui.frame.commands import Command

GO_BACK = Command("go_back", ("escape",), group="list")
CORRECT = Command("correct", ("f2",), in_footer=False, group="list")
SEARCH = Command("search", ("slash", "ctrl+f", "alt+q"), group="list")
SWITCH_VIEW = Command("switch_view", ("v", "shift+f7", "f11"), group="list")
OPEN_GROUP = Command("open_group", ("enter",), group="list")

MOVE_MILESTONE = Command("move_milestone", ("m", "f6", "alt+d"), group="group")
EXTEND_DUE = Command("extend_due", ("t", "shift+f6", "alt+x"), group="group")
ASSIGN_STAFF = Command("assign_staff", ("a", "f9", "ctrl+backslash"), group="group")
EXPORT_STATUS = Command("export_status", ("e", "f7", "ctrl+underscore"), group="file")
UNDO = Command("undo", ("u", "ctrl+z"), group="file")

ADD_ACTION = Command("add_action", ("n", "ctrl+n", "insert"), group="group")
MAKE_PROMISE = Command("make_promise", ("f5", "ctrl+n"), group="form")
FINISH_ACTION = Command("finish_action", ("x", "ctrl+x"), group="list")
ADD_CONTACT = Command("add_contact", ("v", "shift+f7"), in_footer=False, group="group")
EDIT_FACTS = Command("edit_facts", ("f2",), group="group")
SET_LINKAGE = Command("set_linkage", ("l", "shift+f8"), in_footer=False, group="group")
SET_INDICATOR = Command("set_indicator", ("g", "shift+f11"), in_footer=False, group="group")
