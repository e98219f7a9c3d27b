"""Short notices at the edge of the screen."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.notifications import SeverityLevel


def notify_plain(
    app: App[Any], text: str, *, severity: SeverityLevel = "information", title: str = ""
) -> None:
    """Show `text` as it is written: a name like `[/重要]` in it is a name, never markup.

    A failure that still shows is not said again: a file that is gone is missed by the screen and by the watch on it.
    """
    if severity == "error" and any(notice.message == text for notice in app._notifications):
        return
    app.notify(text, title=title, severity=severity, markup=False)
