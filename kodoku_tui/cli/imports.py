"""Workbooks in: any of the lists that the desk knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.exports import import_book_file
from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import give_json, give_lines, tell
from kodoku_tui.cli.frame.parts import (
    REFUSE,
    FileToWrite,
    as_json,
    command,
    decision,
    option,
    refuse_usage,
    replacing,
)
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.intake.imports import ImportReport
    from kodoku_tui.services.intake.model import Account


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "import", "cli.help.import")(import_workbook)


@click.argument("kind", metavar="KIND")
@click.argument("file", metavar="FILE")
@option("--sheet", metavar="SHEET", help="cli.option.sheet")
@option("--profile", metavar="PROFILE", help="cli.option.profile")
@option("--dry-run", is_flag=True, help="cli.option.dry_run")
@option("--partial", is_flag=True, help="cli.option.partial")
@option(
    "--conflicts",
    default=REFUSE,
    metavar="keep|take|refuse",
    help="cli.option.conflicts",
)
@option("--insist", "insists", is_flag=True, help="cli.option.import_insist")
@option("--errors", "failed_to", type=FileToWrite(), metavar="OUT.xlsx", help="cli.option.errors")
@replacing
@as_json
@click.pass_context
@pass_setting
def import_workbook(
    setting: Setting,
    context: click.Context,
    kind: str,
    file: str,
    sheet: str | None,
    profile: str | None,
    dry_run: bool,
    partial: bool,
    conflicts: str,
    insists: bool,
    failed_to: Path | None,
    replaces: bool,
    form: str | None,
) -> None:
    """Take a workbook in, as one unit."""
    from kodoku_tui.services.intake.imports import ImportReport, plan_import
    from kodoku_tui.services.intake.outcome_words import import_lines
    from kodoku_tui.store.written_files import WORKBOOK

    takes_workbook = decision(conflicts)
    if kind == "book":
        if any((sheet, profile, dry_run, partial, insists, failed_to)):
            refuse_usage(say("usage.book_comes_whole"))
        count = import_book_file(setting, file)
        if form == "json":
            give_json(import_record(ImportReport(rows=count, new=count)))
        return
    desk, source = setting.writing_desk(), Path(file)
    failed_rows = None
    if failed_to is not None:
        failed_rows = desk.written_path(failed_to, ending=WORKBOOK, sources=[source], replaces=replaces)
    plan = plan_import(desk, kind, source, sheet=sheet, profile=profile, insists=insists)
    if takes_workbook is not None:
        plan.decide_conflicts(takes_workbook=takes_workbook)
    report = plan.apply(dry_run=dry_run, partial=partial, failed_to=failed_rows)
    if form == "json":
        give_json(import_record(report))
    else:
        give_lines(import_lines(report))
    tell_import(report, dry_run=dry_run, partial=partial)
    if failed_to is not None and report.errors:
        tell(say("cli.errors_written", path=failed_to))
    if report.errors and not partial:
        context.exit(1)


def import_record(report: ImportReport) -> dict[str, object]:
    """An import as data: the sums, what was wrong, which cells change, and of several lists the counts of each.

    `account` counts every filled row of the file once: its `rows` are the sum of the others. `left_out` has every
    filled row that is not new, changed, unchanged or in error, and why, in a word. `suspicions` are sets of changes
    that hardly anybody means; `error_groups` say once what many cells of a column have wrong alike.
    """
    from kodoku_tui.services.intake.error_groups import error_groups
    from kodoku_tui.services.intake.outcome_words import suspicion_sentence

    return {
        **report.counts,
        "errors": [
            {
                "sheet": error.sheet,
                "cell": error.cell,
                "column": error.column,
                "value": error.value,
                "message": error.sentence(),
            }
            for error in report.errors
        ],
        "unit": report.unit,
        "changes": [
            {
                "sheet": told.sheet,
                "row": told.row,
                "group_no": told.group_no,
                "field": told.cell.key,
                "before": told.cell.here,
                "after": told.cell.workbook,
            }
            for told in report.changes
        ],
        "left_out": [
            {"sheet": left.sheet, "row": left.row, "reason": left.reason} for left in report.left_out
        ],
        "account": _account_record(report.account),
        "suspicions": [
            {
                "kind": told.kind.value,
                "field": told.field,
                "column": told.column,
                "count": told.count,
                "of": told.of,
                "cells": list(told.cells),
                "list": told.list_name,
                "message": suspicion_sentence(told),
            }
            for told in report.suspicions
        ],
        "error_groups": [
            {
                "sheet": group.first.sheet,
                "column": group.first.column,
                "reason": group.first.reason(),
                "count": len(group.errors),
                "cells": [error.cell for error in group.errors],
            }
            for group in error_groups(report.errors)
        ],
        **(
            {
                "lists": [
                    {"list": one.list_name, **one.counts, "errors": one.rows_with_errors}
                    for one in report.lists
                ]
            }
            if report.lists
            else {}
        ),
        **(_differences(report) if report.differences else {}),
    }


def _account_record(account: Account) -> dict[str, int]:
    from kodoku_tui.services.intake.model import RowState

    return {
        "rows": account.rows,
        "new": account.of(RowState.NEW),
        "changed": account.of(RowState.CHANGED),
        "unchanged": account.of(RowState.UNCHANGED),
        "errors": account.of(RowState.ERROR, RowState.CONFLICT),
        "left_out": len(account.left_out),
    }


def _differences(report: ImportReport) -> dict[str, object]:
    """Which groups did otherwise than they had said, by how: at any session, and at each by its key."""
    found: dict[str, list[int]] = {}
    by_session: dict[str, dict[str, list[int]]] = {}
    for number, one in sorted(report.differences, key=lambda pair: pair[0]):
        how = one.told.name.lower()
        for numbers in (found, by_session.setdefault(one.session, {})):
            if number not in numbers.setdefault(how, []):
                numbers[how].append(number)
    return {"replies": found, "replies_by_session": by_session}


def tell_import(report: ImportReport, *, dry_run: bool, partial: bool) -> None:
    """What was wrong, and what was done, for people."""
    from kodoku_tui.services.intake.outcome_words import told_lines

    for line in told_lines(report, dry_run=dry_run, partial=partial):
        tell(line)
