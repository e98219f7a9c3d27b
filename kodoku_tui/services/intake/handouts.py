"""Hand-out copies that come back: they hold no row keys and leave words out, and must do no damage."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.recognition.model import RecognisedWorkbook
from kodoku_tui.locale import LANGUAGES, say_in

# Of these a hand-out copy has all that a record is told by; of others it lacks what was noted.
_TOLD_BY_NUMBER = frozenset({"status", "milestones", "attendance", "expenses"})


def is_handout(workbook: RecognisedWorkbook, list_name: str, path: Path) -> bool:
    """Whether a workbook is a hand-out copy of a list: what stands above its lists says so, in whichever language.

    Raises `Refused` (`error.handout_comes_back`) for one of a list that went out without its words, and where it is
    taken for another list than it says to be.
    """
    titles = [
        title for title in _above(workbook) if any(mark in title for mark in _said("copy.mark_handout"))
    ]
    if not titles:
        return False
    is_as_it_says = any(
        name.casefold() in title.casefold() for title in titles for name in _said(f"export.kind_{list_name}")
    )
    if list_name not in _TOLD_BY_NUMBER or not is_as_it_says:
        raise Refused("error.handout_comes_back", field="file", file=path.name)
    return True


def _above(workbook: RecognisedWorkbook) -> list[str]:
    return [text for table in workbook.tables for text in (table.title, *(note.text for note in table.notes))]


def _said(key: str) -> list[str]:
    return [say_in(language, key).strip() for language in LANGUAGES]
