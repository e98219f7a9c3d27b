"""The checklist of documents that the group hands over."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.lists.page_lines import Line, head


def document_lines(karte: Karte, today: date) -> list[Line]:
    """One line a document, also those that have not come."""
    came = sum(document.received is not None for document in karte.documents)
    lines: list[Line] = [head("karte.documents", came)]
    for document in karte.documents:
        not_here = say("karte.missing" if document.missing else "karte.not_received")
        when = say_day(document.received, today=today) if document.received else not_here
        words = [say_title(document.title, document.title_en), when, document.place, document.note]
        style = "$text-error" if document.missing else "" if document.received else "$text-muted"
        said = karte.ending.marked("  ".join(word for word in words if word), document.received)
        lines.append(Content.styled(said, style))
    return lines
