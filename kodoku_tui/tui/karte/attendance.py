"""Whether the group came to the sessions."""

from __future__ import annotations

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.groups import Karte
from kodoku_tui.tui.karte.lines import Line, head


def attendance_lines(karte: Karte) -> list[Line]:
    """One line a session."""
    lines: list[Line] = [head("karte.attendance")]
    for attendance in karte.attendance:
        words = [say_title(attendance.title, attendance.title_en), say_word(attendance.mark)]
        if attendance.heads is not None:
            words.append(say("karte.heads", heads=attendance.heads))
        if attendance.names:
            words.append(attendance.names)
        lines.append("  ".join(words))
    return [*lines, ""]
