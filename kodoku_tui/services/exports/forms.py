"""Entry forms: the lists of the file as sheets to fill in, which come back without being explained.

Headings are those of the exports, the groups stand in their rows already, and what can be chosen is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.exports.copies import Copy
from kodoku_tui.domain.exports.exchange import CHECKINS, ISSUES
from kodoku_tui.domain.exports.list_kind import ListKind
from kodoku_tui.domain.exports.sheets import FactPart, FactSheet, ListSheet, SheetColumn, SheetRow
from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.exports.record_lists import (
    attendance_sheet,
    columns_of,
    expenses_sheet,
    shown_value,
)
from kodoku_tui.services.exports.source import ExportSource


def forms_sheets(source: ExportSource) -> Iterator[ListSheet | FactSheet]:
    """How to fill in, and a form for each of check-ins, issues, attendance, expenses and the register."""
    yield _how(source)
    yield _empty_form(source, CHECKINS)
    yield _empty_form(source, ISSUES)
    yield _form(attendance_sheet(source))
    yield _form(expenses_sheet(source))
    yield _roster(source)


def _form(listed: ListSheet) -> ListSheet:
    return replace(
        listed, title=say("form_book.title", list=listed.name), foot=say("form_book.foot"), is_form=True
    )


def _empty_form(source: ExportSource, kind: ListKind) -> ListSheet:
    """A row for each group with nothing in it but number and name; what is computed is not asked for."""
    asked = replace(kind, columns=tuple(column for column in kind.columns if not column.is_computed))
    columns = columns_of(source.as_copy(Copy.INNER), asked)

    def rows() -> Iterator[SheetRow]:
        for group in source.rows("groups"):
            yield SheetRow((group["number"], group["name"], *(None for _ in columns[2:])))

    name = say(f"export.kind_{kind.name}")
    return _form(
        ListSheet(
            name=name,
            title=name,
            about=source.about(),
            columns=columns,
            rows=rows(),
            stamp=source.stamp(kind.name),
            nobody=say("excel.nothing_listed"),
            is_demonstration=source.is_demonstration,
        )
    )


def _roster(source: ExportSource) -> ListSheet:
    staff = tuple(found["name"] for found in source.named("exports/staff"))
    mark = say("excel.marked")
    facts = tuple(
        SheetColumn(
            say(f"heading.{column.key}"), column.kind, choices=tuple(say_word(word) for word in column.words)
        )
        for column in FACTS
    )
    columns = (
        SheetColumn(say("heading.group_no"), CellKind.NUMBER),
        SheetColumn(say("heading.group"), CellKind.TEXT, 16, 30),
        SheetColumn(say("heading.reading"), CellKind.TEXT, 14, 26),
        SheetColumn(say("heading.project"), CellKind.TEXT, 24, 40),
        SheetColumn(say("heading.targets"), CellKind.TEXT, 14, 26),
        SheetColumn(say("heading.area"), CellKind.TEXT, 12, 22),
        SheetColumn(say("heading.adopted_last_year"), CellKind.WORD, choices=(mark,)),
        SheetColumn(say("heading.main_staff"), CellKind.WORD, 9, 14, choices=staff),
        SheetColumn(say("heading.deputy_staff"), CellKind.WORD, 9, 14, choices=staff),
        *facts,
    )

    def rows() -> Iterator[SheetRow]:
        for group in source.rows("groups"):
            yield SheetRow(
                (
                    group["number"],
                    group["name"],
                    group["reading"],
                    group["project"],
                    group["targets_text"],
                    group["area"],
                    mark if group["adopted_last_year"] else None,
                    group["main_staff"],
                    group["deputy_staff"],
                    *(shown_value(column, group[column.key]) for column in FACTS),
                )
            )

    return _form(
        ListSheet(
            name=say("form_book.roster"),
            title=say("form_book.roster"),
            about=source.about(),
            columns=columns,
            rows=rows(),
            is_demonstration=source.is_demonstration,
        )
    )


def _how(source: ExportSource) -> FactSheet:
    topics = ("rows", "choices", "dates", "money", "more", "back")
    return FactSheet(
        name=say("form_book.how_sheet"),
        title=say("form_book.how_title", programme=source.programme_name),
        about=source.as_of(),
        parts=(
            FactPart(
                say("form_book.how_sheet"),
                tuple((say(f"form_book.about_{topic}"), say(f"form_book.{topic}")) for topic in topics),
            ),
        ),
        is_demonstration=source.is_demonstration,
    )
