"""A list with persons taken out: no keys, no staff, names as Aさん, numbers and addresses left out.

Rules find what is written in the usual ways. What they do not find stays, and the workbook and the sentence say so: no
copy of this kind is ever called anonymous.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.sheets import FactPart, FactSheet, ListSheet, SheetRow, Shown
from kodoku_tui.domain.text.personal import Personal
from kodoku_tui.domain.text.redacting import Redactor
from kodoku_tui.domain.text.snippets import snippet
from kodoku_tui.locale import say, sentence
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.known_persons import redactor_for
from kodoku_tui.services.exports.exports import Told, check_export_kind, export, tell_nobody
from kodoku_tui.services.exports.source import ExportRequest, ExportSource

ANONYMOUS_KINDS = ("milestones", "checkins", "issues", "attendance", "expenses", "surveys")
"""The lists that can go out so."""

# Who they are is all that these columns say.
_OF_PERSONS = ("staff", "main_staff", "deputy_staff", "participants", "person", "named")
_MOST_TOLD = 100


@dataclass(frozen=True, slots=True)
class Left:
    """Where something may still be a name: the sheet, the number of the group, the words around it."""

    sheet: str
    group_no: int | None
    text: str


@dataclass(slots=True)
class Redaction:
    """What came of it: rows, how many of each kind were taken out, and what somebody should look at."""

    rows: int = 0
    counts: dict[Personal, int] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def export_without_persons(
    desk: Desk,
    kind: str,
    path: Path,
    request: ExportRequest,
    *,
    replaces: bool = False,
    told: Told = tell_nobody,
) -> Redaction:
    """Write a list without persons, as far as rules find them. Raises `Refused` as `export` does, and
    (`error.not_without_persons`) for a kind that has too much of them, or that cannot be changed."""
    check_export_kind(kind)
    if kind not in ANONYMOUS_KINDS:
        kinds = "、".join(ANONYMOUS_KINDS)
        raise Refused("error.not_without_persons", field="kind", kind=kind, kinds=kinds)
    result = Redaction()

    def without(
        source: ExportSource, sheets: Iterable[ListSheet | FactSheet]
    ) -> Iterator[ListSheet | FactSheet]:
        with desk.reading() as connection:
            redactor = redactor_for(connection)
        for sheet in sheets:
            yield (
                _facts_without(sheet, redactor)
                if isinstance(sheet, FactSheet)
                else _list_without(sheet, redactor, result)
            )
        # The rows of all lists are written by now.
        result.counts = dict(redactor.counts)
        yield _account(source, kind, result)

    request = request.with_personal_data(False)
    result.rows = export(desk, kind, path, request, replaces=replaces, told=told, through=without)
    return result


def counted(result: Redaction) -> str:
    """How many of each kind were taken out, in words."""
    words = [say(f"redact.count_{kind.value}", count=count) for kind, count in sorted(result.counts.items())]
    return say("phrase.and").join(words) or say("phrase.none")


def _list_without(sheet: ListSheet, redactor: Redactor, result: Redaction) -> ListSheet:
    of_persons = {sentence(f"heading.{key}") for key in _OF_PERSONS}
    group = say("heading.group")
    kept = [place for place, column in enumerate(sheet.columns) if column.heading not in of_persons]
    texts = {
        place
        for place in kept
        if sheet.columns[place].kind in (CellKind.TEXT, CellKind.LONG_TEXT)
        and sheet.columns[place].heading != group
    }
    numbers = [place for place in kept if sheet.columns[place].heading == say("heading.group_no")]

    def rows() -> Iterator[SheetRow]:
        for row in sheet.rows:
            number = row.values[numbers[0]] if numbers else None
            yield SheetRow(
                tuple(
                    _value_without(row.values[place], redactor, result, sheet.name, number)
                    if place in texts
                    else row.values[place]
                    for place in kept
                )
            )

    return replace(
        sheet,
        about=redactor.redacted(sheet.about),
        columns=tuple(sheet.columns[place] for place in kept),
        rows=rows(),
        stamp=None,
    )


def _value_without(value: Shown, redactor: Redactor, result: Redaction, sheet: str, number: Shown) -> Shown:
    if not isinstance(value, str):
        return value
    text = redactor.redacted(value)
    if redactor.perhaps_left_in(text):
        result.left.append(Left(sheet, number if isinstance(number, int) else None, snippet(text, ())))
    return text


def _facts_without(sheet: FactSheet, redactor: Redactor) -> FactSheet:
    parts = tuple(
        FactPart(part.heading, tuple((name, redactor.redacted(text)) for name, text in part.lines))
        for part in sheet.parts
    )
    return replace(sheet, about=redactor.redacted(sheet.about), parts=parts)


def _account(source: ExportSource, kind: str, result: Redaction) -> FactSheet:
    """What was taken out, what to look at, and that something may be left."""
    lines = [
        (
            say("redact.place", sheet=one.sheet, number=one.group_no or say("phrase.none")),
            one.text,
        )
        for one in result.left[:_MOST_TOLD]
    ]
    if len(result.left) > _MOST_TOLD:
        lines.append((say("redact.more"), say("redact.more_count", count=len(result.left) - _MOST_TOLD)))
    return FactSheet(
        name=say("redact.sheet"),
        title=say("redact.title", list=say(f"export.kind_{kind}")),
        about=source.as_of(),
        parts=(
            FactPart(
                say("redact.what"),
                (
                    (say("redact.taken_out"), counted(result)),
                    (say("redact.caution"), say("redact.may_be_left")),
                ),
            ),
            FactPart(say("redact.look_at"), tuple(lines) or ((say("redact.nothing_seen"), ""),)),
        ),
        is_demonstration=source.is_demonstration,
    )
