"""What a cell of the matrix says: one word for the state, the date where there is room, and the whole below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.content import Content

from kodoku_tui.domain.duties.milestones import MilestoneState, Standing, Turn, shown_state
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_title, say_turn
from kodoku_tui.services.duties.matrix import MatrixCell, MatrixColumn, MatrixRow
from kodoku_tui.tui.lists.list_cells import Cell, Row

_STYLES = {
    Standing.OVERDUE: "late",
    Standing.REVIEW_LATE: "late",
    Standing.DUE_SOON: "soon",
    Standing.WAITING: "accent",
    Standing.DONE: "done",
    Standing.NONE: "muted",
    Standing.OPEN: "",
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
    word = say(f"matrix_word.{shown_state(state, cell.kind).name.lower()}")
    if cell.standing == Standing.OVERDUE:
        late, brief = (say(f"matrix.{name}", days=cell.days_late) for name in ("overdue", "overdue_brief"))
        longest = f"{word} {brief}" if state is MilestoneState.RETURNED else late
        return Cell(longest, style, (late, brief))
    if cell.standing == Standing.REVIEW_LATE:
        return Cell(say("matrix.review_late", days=cell.days_late), style, (say("matrix.review_late_brief"),))
    day = cell.due_on if state in _OPEN_STATES else cell.state_on
    if day is None:
        return Cell(word, style)
    return Cell(say("matrix.word_and_day", word=word, day=date.fromisoformat(day)), style, (word,))


def longest_usual_cell() -> str:
    """What is done on a day whose date is a long one: a column should show that whole."""
    return say("matrix.word_and_day", word=say("matrix_word.accepted"), day=date(2000, 12, 28))


def whole_cell(group: MatrixRow, column: MatrixColumn, today: date) -> str:
    """The cell in full: group, milestone, due date; state, turn, days, staff and note in a second line."""
    title = say_title(column.title, column.title_en)
    head = f"{group.number} {short_name(group.name)}  {title}"
    cell = group.cells.get(column.key)
    if cell is None:
        return f"{head}\n{say('matrix.not_in_plan')}"
    due = say("matrix.due", day=say_day(cell.due_on, today=today))
    if cell.turn == Turn.GROUP and cell.standing != Standing.NONE:
        due += f" {say_due(cell.due_on, today)}"
    if cell.extensions:
        due += say("matrix.extended", count=cell.extensions)
    facts = [say("matrix.state", state=say_word(shown_state(cell.state, cell.kind)))]
    if cell.state_on is not None:
        facts.append(say_day(cell.state_on, today=today))
    if cell.round > 1:
        facts.append(say("karte.round", round=cell.round))
    if cell.turn is not None and cell.standing != Standing.NONE:
        facts.append(say_turn(cell.turn, cell.days_in_turn))
    if cell.standing == Standing.REVIEW_LATE:
        facts.append(say("matrix.review_late", days=cell.days_late))
    facts.append(say("matrix.staff", name=group.main_staff or say("phrase.nobody")))
    if group.status != "実施中":
        facts.append(say_word(group.status))
    if cell.note:
        facts.append(say("matrix.note", note=" ".join(cell.note.split())))
    return f"{head}  {due}\n{'  '.join(facts)}"


def legend() -> Content:
    """What the words mean, each in its colour."""
    parts = [Content.styled(say(f"matrix_legend.{name}"), _COLOURS[style]) for name, style in _LEGEND]
    return Content("  ").join(parts)
