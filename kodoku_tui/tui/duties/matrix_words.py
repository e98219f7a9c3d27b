"""What a cell of the matrix says: one word for the state, the date where there is room, and the whole below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from textual.content import Content

from kodoku_tui.domain.duties.milestones import (
    AuditWord,
    MilestoneKind,
    MilestoneState,
    OpenWord,
    SessionWord,
    Standing,
    shown_duty,
)
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_session_day, say_title, say_turn
from kodoku_tui.services.duties.matrix import MatrixCell, MatrixColumn, MatrixRow
from kodoku_tui.tui.lists.list_cells import Cell, Row

_STYLES = {
    Standing.OVERDUE: "late",
    Standing.REVIEW_LATE: "late",
    Standing.OURS_LATE: "late",
    Standing.DUE_SOON: "soon",
    Standing.WAITING: "accent",
    Standing.DONE: "done",
    Standing.NONE: "muted",
    Standing.OPEN: "",
    Standing.MINISTRY: "muted",
    Standing.WAITS_FOR: "muted",
}
_COLOURS = {
    "done": "$text-success",
    "accent": "$text-accent",
    "soon": "$text-warning",
    "late": "$text-error",
    "muted": "$text-muted",
    "": "",
}
_LEGEND = (
    ("done", "done"),
    ("ours", "accent"),
    ("theirs", ""),
    ("soon", "soon"),
    ("late", "late"),
    ("none", "muted"),
)
# States whose date is the due date: nothing has happened yet, or it has to happen again.
_OPEN_STATES = (MilestoneState.NOT_STARTED, MilestoneState.SENT, MilestoneState.RETURNED)


@dataclass(frozen=True, slots=True)
class MatrixLine(Row):
    """A line of the table that knows the group and the milestones that it shows."""

    group: MatrixRow


def matrix_line(group: MatrixRow, columns: list[MatrixColumn]) -> MatrixLine:
    """One group as a line: number, name, one cell a milestone."""
    cells = [cell_of(group.cells.get(column.key)) for column in columns]
    name = Cell(short_name(group.name), "" if group.status == "実施中" else "muted")
    return MatrixLine(group.number, (Cell(str(group.number)), name, *cells), group)


def cell_of(cell: MatrixCell | None) -> Cell:
    """The state as one word; what is late says by how many days."""
    if cell is None:
        return Cell(say("matrix.no_milestone"), "muted")
    style = _STYLES[Standing(cell.standing)]
    state = MilestoneState(cell.state)
    word = _short_word(cell)
    if cell.standing == Standing.OVERDUE:
        late, brief = (say(f"matrix.{name}", days=cell.days_late) for name in ("overdue", "overdue_brief"))
        longest = f"{word} {brief}" if state is MilestoneState.RETURNED else late
        return Cell(longest, style, (late, brief))
    if cell.standing == Standing.REVIEW_LATE:
        return Cell(say("matrix.review_late", days=cell.days_late), style, (say("matrix.review_late_brief"),))
    if cell.standing == Standing.OURS_LATE:
        # Of a session the word says more: 欠席, or 未記録.
        of_ours = say("matrix.ours_late", days=cell.days_late)
        brief = say("matrix.ours_late_brief")
        return Cell(word if cell.kind == MilestoneKind.SESSION else of_ours, style, (brief,))
    if cell.standing in (Standing.WAITS_FOR, Standing.MINISTRY):
        word = say(f"matrix_word.{Standing(cell.standing).name.lower()}")
        return Cell(word, style)
    if cell.kind == MilestoneKind.SESSION and isinstance(_shown(cell), SessionWord | AttendanceMark):
        held_on = cell.due_on if cell.state_on is None else cell.state_on
        return Cell(say("matrix.word_and_day", word=word, day=date.fromisoformat(held_on)), style, (word,))
    day = cell.counts_on if state in _OPEN_STATES else cell.state_on
    if day is None:
        return Cell(word, style)
    return Cell(say("matrix.word_and_day", word=word, day=date.fromisoformat(day)), style, (word,))


def _short_word(cell: MatrixCell) -> str:
    """The state as a column has room for it; what it is called in its kind stands below the table."""
    shown = _shown(cell)
    by_kind = isinstance(shown, OpenWord | AuditWord)
    name = MilestoneState(cell.state).name if by_kind else shown.name
    return say(f"matrix_word.{name.lower()}")


def longest_usual_cell() -> str:
    """What is done on a day whose date is a long one: a column should show that whole."""
    return say("matrix.word_and_day", word=say("matrix_word.accepted"), day=date(2000, 12, 28))


def whole_cell(
    group: MatrixRow, column: MatrixColumn, today: date, titles: Mapping[str, str] | None = None
) -> str:
    """The cell in full: group, milestone, due date; state, turn, days, staff and note in a second line."""
    title = say_title(column.title, column.title_en)
    titles = titles or {}
    head = f"{group.number} {short_name(group.name)}  {title}"
    cell = group.cells.get(column.key)
    if cell is None:
        return f"{head}\n{say('matrix.not_in_plan')}"
    due = say("matrix.due", day=say_session_day(cell.due_on, cell.is_day_open, today=today))
    if cell.state == MilestoneState.RETURNED and cell.counts_on != cell.due_on:
        due += f"  {say('matrix.again_by', day=say_day(cell.counts_on, today=today))}"
    if cell.standing in (Standing.OVERDUE, Standing.DUE_SOON, Standing.OPEN) and not cell.is_day_open:
        due += f" {say_due(cell.counts_on, today)}"
    if cell.extensions:
        due += say("matrix.extended", count=cell.extensions)
    facts = [say("matrix.state", state=say_word(_shown(cell)))]
    if cell.state_on is not None:
        facts.append(say_day(cell.state_on, today=today))
    if cell.round > 1:
        facts.append(say("karte.round", round=cell.round))
    if cell.waits_for:
        facts.append(say("matrix.waits_for", title=waited_for(cell.waits_for, titles)))
    if cell.turn is not None:
        facts.append(say_turn(cell.turn, cell.days_in_turn))
    if cell.standing == Standing.REVIEW_LATE:
        facts.append(say("matrix.review_late", days=cell.days_late))
    if cell.standing == Standing.OURS_LATE:
        facts.append(say("matrix.ours_late", days=cell.days_late))
    facts.append(say("matrix.staff", name=group.main_staff or say("phrase.nobody")))
    if group.status != "実施中":
        facts.append(say_word(group.status))
    if cell.note:
        facts.append(say("matrix.note", note=" ".join(cell.note.split())))
    return f"{head}  {due}\n{'  '.join(facts)}"


def waited_for(keys: Iterable[str], titles: Mapping[str, str]) -> str:
    """What a duty waits for, by its titles."""
    return say("bulk.between").join(titles.get(key, key) for key in keys)


def _shown(cell: MatrixCell) -> StrEnum:
    return shown_duty(cell.state, cell.kind, mark=cell.mark, standing=cell.standing)


def legend() -> Content:
    """What the words mean, each in its colour."""
    parts = [Content.styled(say(f"matrix_legend.{name}"), _COLOURS[style]) for name, style in _LEGEND]
    return Content("  ").join(parts)
