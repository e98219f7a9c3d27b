"""Hand-out copies that come back: they hold no row keys and leave words out, and must do no damage."""

from __future__ import annotations

from kodoku_tui.excel.recognition.model import RecognisedWorkbook
from kodoku_tui.locale import LANGUAGES, say_in

# Of these a hand-out copy lacks what a record is told by.
LISTS_OF_WORDS = frozenset({"checkins", "issues", "remedies", "surveys"})


def is_handout(workbook: RecognisedWorkbook) -> bool:
    """Whether a workbook is a hand-out copy: what stands above its lists says so, in whichever language."""
    marks = [say_in(language, "copy.mark_handout").strip() for language in LANGUAGES]
    above = [
        text for table in workbook.tables for text in (table.title, *(note.text for note in table.notes))
    ]
    return any(mark in text for text in above for mark in marks)
