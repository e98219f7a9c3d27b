"""What can be done with issues, remedies, linkages and indicators, declared once for the screens that offer it."""

from __future__ import annotations

from kodoku_tui.tui.frame.commands import Command

GO_BACK = Command("go_back", ("escape",), group="list")
OPEN_ISSUE = Command("open_issue", ("enter",), group="list")
EDIT_ISSUE = Command("edit_issue", ("f2",), group="group")
ADD_REMEDY = Command("add_remedy", ("p", "shift+f4"), group="group")
CHANGE_REMEDY = Command("change_remedy", ("enter",), group="group")
OPEN_KARTE = Command("open_karte", ("k", "shift+f2"), in_footer=False, group="group")
OPEN_ISSUES = Command("open_issues", ("p", "shift+f4"), in_footer=False, group="group")
SET_LINKAGE = Command("set_linkage", ("l", "shift+f8"), in_footer=False, group="group")
SET_INDICATOR = Command("set_indicator", ("g", "shift+f11"), in_footer=False, group="group")

CARD_ON = Command("card_on", ("shift+right",), group="list")
CARD_BACK = Command("card_back", ("shift+left",), group="list")
SWITCH_VIEW = Command("switch_view", ("v", "f11"), group="list")
SHOW_TREND = Command("show_trend", ("h", "shift+f3"), in_footer=False, group="list")
FILTER_ISSUES = Command("filter_issues", ("f", "f8"), group="list")
ONLY_MINE = Command("only_mine", ("o", "ctrl+e"), group="list")
ALL_ISSUES = Command("all_issues", ("delete",), in_footer=False, group="list")
