"""The last sheet of a list that goes out: what was selected, what colours mean, how it comes back.

The list itself says none of this: whoever gets it handed on needs no hint on importing above it.
"""

from __future__ import annotations

from kodoku_tui.domain.exports.sheets import FactPart, FactSheet
from kodoku_tui.locale import say
from kodoku_tui.services.exports.source import ExportSource

_HEADINGS = ("dark", "grey", "keys")


def notes_sheet(source: ExportSource, kind: str) -> FactSheet:
    """What holds for the whole of a list of this kind."""
    facts = [
        (say("copy.what"), say(f"copy.about_{source.copy}")),
        (say("excel.note_programme"), source.programme_name),
        (say("excel.note_as_of"), f"{source.desk.today:%Y/%m/%d}"),
        (say("excel.note_filter"), source.request.filter_words or say("excel.note_filter_none")),
    ]
    if source.is_demonstration:
        facts.insert(0, (say("excel.note_data"), say("excel.note_data_invented")))
    parts = [FactPart(say("excel.note_list"), tuple(facts))]
    if kind == "milestones":
        parts.append(FactPart(say("excel.note_colours"), _legend(source.programme["due_soon_days"])))
    if source.copy.comes_back:
        headings = tuple((say(f"excel.note_{name}_name"), say(f"excel.note_{name}")) for name in _HEADINGS)
        parts.append(FactPart(say("excel.note_headings"), headings))
    return FactSheet(
        name=say("excel.sheet_notes"),
        title=say("excel.list_notes_title", list=say(f"export.kind_{kind}")),
        about=source.as_of(),
        parts=tuple(parts),
        is_demonstration=source.is_demonstration,
    )


def _legend(due_soon_days: int) -> tuple[tuple[str, str], ...]:
    from kodoku_tui.excel.writing.status_fills import milestone_legend

    return tuple(
        (say("excel.list_separator").join(legend.words), say(legend.meaning, days=due_soon_days))
        for legend in milestone_legend()
    )
