"""What can be done with issues and remedies, declared once for the board, the list, the trend and the page."""

from __future__ import annotations

from kodoku_tui.tui.frame.commands import Command

OPEN_ISSUE = Command("open_issue", ("enter",), group="list")
EDIT_ISSUE = Command("edit_issue", ("f2",), group="group")
ADD_REMEDY = Command("add_remedy", ("p", "shift+f4", "ctrl+d"), group="group")
CHANGE_REMEDY = Command("change_remedy", ("enter",), group="group")
OPEN_KARTE = Command("open_karte", ("k", "shift+f2", "ctrl+u"), in_footer=False, group="group")

CARD_ON = Command("card_on", ("shift+right",), group="list")
CARD_BACK = Command("card_back", ("shift+left",), group="list")
SHOW_TREND = Command("show_trend", ("h", "shift+f9", "shift+f3"), in_footer=False, group="list")
FILTER_ISSUES = Command("filter_issues", ("f", "f8"), group="list")
ONLY_MINE = Command("only_mine", ("o", "ctrl+e", "alt+o"), group="list")
ALL_ISSUES = Command("all_issues", ("delete",), in_footer=False, group="list")
