"""What is said of the rows of an import, as lines of the preview too: their state, what changes, what is wrong."""

from __future__ import annotations

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.intake.conflicts import said_value
from kodoku_tui.services.intake.error_groups import error_groups
from kodoku_tui.services.intake.model import CellChange, Intake, IntakeRow, RowState
from kodoku_tui.services.intake.outcome_words import suspicion_lines
from kodoku_tui.tui.lists.list_cells import Cell, Row

_MOST_WARNINGS = 4
STYLES = {
    RowState.NEW: "accent",
    RowState.CHANGED: "done",
    RowState.UNCHANGED: "muted",
    RowState.CONFLICT: "soon",
    RowState.ERROR: "late",
    RowState.SKIPPED: "muted",
}


def row_state_word(state: RowState) -> str:
    """What a row comes to, in a word."""
    return say(f"import.state_{state.value}")


def details_of(row: IntakeRow, *, whole: bool = False) -> str:
    """What is wrong with a row, else why it is left, else what changes; with the cells where it is `whole`."""
    said = [f"{error.cell} {error.reason()}" if whole else error.reason() for error in row.errors]
    if row.skipped is not None and not said:
        said.append(say(row.skipped))
    if not said or whole:
        said += [cell_line(cell, is_new=row.is_new) for cell in row.shown_cells]
    said += [say_said(remark) for remark in row.remarks]
    return say("import.between").join(said)


def cell_line(cell: CellChange, *, is_new: bool = False) -> str:
    """One edited cell: its heading, what stands here and what the file says; a conflict with all three values."""
    if is_new:
        return say("import.cell_new", column=cell.heading, file=said_value(cell.workbook))
    values = {"column": cell.heading, "here": said_value(cell.here), "file": said_value(cell.workbook)}
    if not cell.is_conflict:
        change = say("import.cell_change", **values)
        if cell.differs is None:
            return change
        return say("import.cell_reply", change=change, difference=say_word(cell.differs.told))
    key = "open" if cell.takes_workbook is None else ("taken" if cell.takes_workbook else "kept")
    if cell.exchanged_with and cell.takes_workbook is None:
        return say("import.cell_exchanged_open", **values, other=cell.exchanged_with)
    return say(f"import.cell_conflict_{key}", **values, exported=said_value(cell.exported))


def warning_lines(intake: Intake) -> list[str]:
    """What should be looked at first: a hand-out copy, suspicious sets of changes, what many cells have wrong alike."""
    alike = [group for group in error_groups(intake.errors) if len(group.errors) > 1]
    alike.sort(key=lambda group: len(group.errors), reverse=True)
    handed_out = [say("import.handed_out")] if intake.handed_out else []
    said = [*handed_out, *suspicion_lines(intake.suspicions), *(group.sentence() for group in alike)]
    return said[:_MOST_WARNINGS]


def preview_row(row: IntakeRow) -> Row:
    """One row of the file as a line: where, what it comes to, what it is about, what changes or is wrong."""
    state = row.state
    style = STYLES[state]
    return Row(
        row.position,
        (
            Cell(str(row.row)),
            Cell(row_state_word(state), style),
            Cell(row.about or row.sheet),
            Cell(details_of(row), "late" if state is RowState.ERROR else ""),
        ),
    )


def several_lists_row(row: IntakeRow) -> Row:
    """As `preview_row`, behind the list that the row belongs to."""
    line = preview_row(row)
    name = say(f"import.kind_{row.list_name}") if row.list_name else ""
    return Row(line.key, (Cell(name, "muted"), *line.cells))
