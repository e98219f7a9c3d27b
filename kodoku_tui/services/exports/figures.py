"""The figures of the report as sheets: 図表1 the register, 図表2 the targets, 図表3 the types as far as data go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.exports.sheets import FactPart, FactSheet, ListSheet, SheetColumn, SheetRow
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.exports.source import ExportRequest, ExportSource
from kodoku_tui.services.register.choices import target_word


def figure_request(request: ExportRequest) -> ExportRequest:
    """The register of a year holds also those that left, unless a status was asked for (report, 図表1)."""
    return replace(request, chosen=replace(request.chosen, status=None))


def figures_sheets(source: ExportSource) -> tuple[ListSheet | FactSheet, ...]:
    """The three figures. The file holds no types of projects (図表3), and the third sheet says so."""
    return _register(source), _targets(source), _types(source)


def _register(source: ExportSource) -> ListSheet:
    columns = (
        SheetColumn(say("heading.group_no"), CellKind.NUMBER),
        SheetColumn(say("heading.group"), CellKind.TEXT, 20, 34),
        SheetColumn(say("heading.project"), CellKind.TEXT, 30, 46),
        SheetColumn(say("heading.targets"), CellKind.TEXT, 16, 30),
        SheetColumn(say("heading.area"), CellKind.TEXT, 14, 26),
        SheetColumn(say("heading.adopted_last_year"), CellKind.WORD),
        SheetColumn(say("excel.status"), CellKind.WORD),
    )

    def rows() -> Iterator[SheetRow]:
        for group in source.rows("groups"):
            yield SheetRow(
                (
                    group["number"],
                    group["name"],
                    group["project"],
                    group["targets_text"],
                    group["area"],
                    say("excel.marked") if group["took_part_last_year"] else None,
                    say_word(group["status"]),
                )
            )

    return _figure(source, "register", columns, rows())


def _targets(source: ExportSource) -> ListSheet:
    columns = (
        SheetColumn(say("heading.targets"), CellKind.TEXT, 40, 60),
        SheetColumn(say("figure.groups"), CellKind.NUMBER, 12, 12),
    )
    rows = (SheetRow((target_word(found["label"]), found["groups"])) for found in source.rows("targets"))
    return replace(_figure(source, "targets", columns, rows), foot=say("figure.several_answers"))


def _types(source: ExportSource) -> FactSheet:
    return FactSheet(
        name=say("figure.types_sheet"),
        title=say("figure.types"),
        about=source.as_of(),
        parts=(FactPart(say("figure.types"), ((say("figure.not_recorded"), say("figure.types_missing")),)),),
        is_demonstration=source.is_demonstration,
    )


def _figure(
    source: ExportSource, name: str, columns: tuple[SheetColumn, ...], rows: Iterator[SheetRow]
) -> ListSheet:
    return ListSheet(
        name=say(f"figure.{name}_sheet"),
        title=say(f"figure.{name}"),
        about=say("excel.between_facts").join((source.programme_name, source.as_of())),
        columns=columns,
        rows=rows,
        nobody=say("excel.nothing_listed"),
        is_demonstration=source.is_demonstration,
        frozen_columns=1,
    )
