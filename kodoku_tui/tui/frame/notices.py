"""Short notices at the edge of the screen."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.notifications import SeverityLevel


def notify_plain(
    app: App[Any],
    text: str,
    *,
    severity: SeverityLevel = "information",
    title: str = "",
    lasts: float | None = None,
) -> None:
    """Show `text` as it is written: a name like `[/重要]` in it is a name, never markup. `lasts` is in seconds."""
    app.notify(text, title=title, severity=severity, timeout=lasts, markup=False)
