"""What can be done with the groups that show, and with the views that were kept of them."""

from __future__ import annotations

from kodoku_tui.tui.frame.commands import Command

FILTER = Command("filter", ("f", "f8"), group="list")
ONLY_OVERDUE = Command("only_overdue", ("o", "ctrl+e", "alt+o"), group="list")
SHOW_ALL = Command("show_all", ("escape",), in_footer=False, group="list")
CHOOSE_VIEW = Command("choose_view", ("v", "shift+f7", "shift+f3"), group="list")
SAVE_VIEW = Command("save_view", ("n", "ctrl+n", "insert"), in_footer=False, group="list")
