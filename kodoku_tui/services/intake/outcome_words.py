"""What came of an import in words: sentences on a screen, line by line on the command line."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.intake.columns.not_read import lines_of_columns_left
from kodoku_tui.services.intake.conflicts import CONFLICT, EXCHANGED, conflict_error, conflict_values
from kodoku_tui.services.intake.model import ImportReport
from kodoku_tui.services.sessions.replies import told_difference_numbers

_ON_A_SCREEN = 12
_MANY_LINES = 20


def import_sentences(report: ImportReport) -> list[str]:
    """For a screen: how many rows became what and how to take it back, then what was not taken and why."""
    counts = report.counts
    if report.unit is None:
        lines = [say("import.nothing_changed", **counts)]
    else:
        lines = [say("import.done", **counts), say("import.undo_hint", number=report.unit)]
    lines += [
        say("import.list_done", list=say(f"import.kind_{one.list_name}"), **one.counts)
        for one in report.lists
    ]
    if report.new_staff:
        lines.append(say("import.new_staff", names="、".join(report.new_staff)))
    if report.errors:
        lines += ["", say("import.not_taken_rows", count=report.rows_with_errors)]
        errors = [error.sentence() for error in report.errors]
        lines += _first_of(errors, "import.more_errors", _ON_A_SCREEN)
    return lines + lines_of_columns_left(report.not_taken)


def import_lines(report: ImportReport) -> list[str]:
    """An import in one line, and one for each of several lists."""
    return [
        say("cli.import_counts", **report.counts, errors=report.rows_with_errors),
        *(
            say(
                "cli.import_list_counts",
                list=say(f"import.kind_{one.list_name}"),
                counts=say("cli.import_counts", **one.counts, errors=one.rows_with_errors),
            )
            for one in report.lists
        ),
    ]


def told_lines(report: ImportReport, *, dry_run: bool, partial: bool) -> list[str]:
    """For the command line: what was left, what was wrong, and what was done, a line each."""
    told: list[str] = []
    if report.used_kept_map:
        told.append(say("cli.import_kept_map"))
    if report.other_file:
        told.append(say("cli.import_other_file"))
    told += _first_of(
        [
            say("cli.import_skipped", sheet=line.sheet, row=line.row, reason=say(line.reason_key))
            for line in report.skipped_rows
        ],
        "cli.import_more_skipped",
    )
    told += _first_of(
        [
            say("cli.import_remark", sheet=sheet, row=row, remark=say_said(remark))
            for sheet, row, remark in report.remarks
        ],
        "cli.import_more_remarks",
    )
    told += lines_of_columns_left(report.not_taken)
    for table in report.left_tables:
        told.append(say("cli.import_left_table", sheet=table.sheet, count=table.rows))
        if table.list_name:
            told.append(say("cli.import_left_list", kind=table.list_name))
    told += _conflict_lines(report)
    others = [error.sentence() for error in report.errors if error.message_key not in (CONFLICT, EXCHANGED)]
    told += _first_of(others, "cli.import_more_errors")
    told += map(say_said, told_difference_numbers(report.differences))
    if report.removed_characters:
        told.append(say("cli.import_cleaned", count=report.removed_characters))
    if report.unit is not None:
        if report.new_staff:
            told.append(say("import.new_staff", names="、".join(report.new_staff)))
        told.append(say("cli.import_done", number=report.unit))
    elif dry_run:
        told.append(say("cli.import_dry_run"))
    elif report.errors:
        told.append(say("cli.import_nothing_left" if partial else "cli.import_nothing_applied"))
    else:
        told.append(say("cli.import_unchanged"))
    return told


def _conflict_lines(report: ImportReport) -> list[str]:
    """Every cell that changed on both sides, with its three values and what becomes of it."""
    told, left = [], 0
    for row, cell in report.conflicts:
        if cell.takes_workbook is None:
            left += 1
            told.append(conflict_error(row, cell).sentence())
            continue
        kind = "exchange" if cell.exchanged_with else "conflict"
        key = f"cli.import_{kind}_{'taken' if cell.takes_workbook else 'kept'}"
        told.append(say(key, sheet=row.sheet, cell=cell.cell, column=cell.heading, **conflict_values(cell)))
    if left:
        told.append(say("cli.import_conflicts_open", count=left))
    return told


def _first_of(lines: list[str], more: str, most: int = _MANY_LINES) -> list[str]:
    left = len(lines) - most
    return lines[:most] + ([say(more, count=left)] if left > 0 else [])
