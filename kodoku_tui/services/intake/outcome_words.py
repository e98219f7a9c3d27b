"""What came of an import in words: sentences on a screen, line by line on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.intake.account import NOTES_SHEET, OTHER_TABLE, by_sheet_and_reason
from kodoku_tui.services.intake.columns.not_read import lines_of_columns_left
from kodoku_tui.services.intake.conflicts import (
    CONFLICT,
    EXCHANGED,
    conflict_error,
    conflict_values,
    said_value,
)
from kodoku_tui.services.intake.error_groups import error_groups
from kodoku_tui.services.intake.model import Account, ImportReport, LeftOut, RowState, Suspicion
from kodoku_tui.services.sessions.replies import told_differences_at

_ON_A_SCREEN = 12
_MANY_LINES = 20
_IN_ACCOUNT = (
    RowState.NEW,
    RowState.CHANGED,
    RowState.UNCHANGED,
    RowState.CONFLICT,
    RowState.ERROR,
)
# What is told in a line of its own anyway, or is no row that anybody would miss.
_TOLD_OTHERWISE = frozenset({OTHER_TABLE, NOTES_SHEET})


def account_line(account: Account) -> str:
    """Every filled row of a file in one line: 5行 = 新規 3 + エラー 1 + 対象外 1."""
    counts = [(state, account.of(state)) for state in _IN_ACCOUNT]
    counts.append((RowState.SKIPPED, len(account.left_out)))
    terms = [f"{say(f'import.state_{state.value}')} {count}" for state, count in counts if count]
    rows = say("import.rows", count=account.rows)
    return say("import.account", rows=rows, terms=" + ".join(terms)) if terms else rows


def import_sentences(report: ImportReport) -> list[str]:
    """For a screen: what became of every row of the file and how to take it back, then what was not taken and why."""
    account = account_line(report.account)
    if report.unit is None:
        lines = [say("import.nothing_changed", account=account)]
    else:
        lines = [say("import.done", account=account), say("import.undo_hint", number=report.unit)]
    lines += [
        say("import.list_done", list=say(f"import.kind_{one.list_name}"), **one.counts)
        for one in report.lists
    ]
    if report.new_staff:
        lines.append(say("import.new_staff", names="、".join(report.new_staff)))
    lines += suspicion_lines(report.suspicions)
    lines += map(say_said, told_differences_at(report.differences))
    if report.errors:
        lines += ["", say("import.not_taken_rows", count=report.rows_with_errors)]
        errors = [group.sentence() for group in error_groups(report.errors)]
        lines += _first_of(errors, "import.more_errors", _ON_A_SCREEN)
    if report.left_out:
        lines += [
            "",
            say("import.left_rows", count=len(report.left_out)),
            *_lines_of_left(report.left_out, "import.left_of_sheet"),
        ]
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
    if report.handed_out:
        told.append(say("import.handed_out"))
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
    told += _left_rows(report)
    if dry_run:
        told += _first_of(_change_lines(report), "cli.import_more_changes")
    told += lines_of_columns_left(report.not_taken)
    for table in report.left_tables:
        told.append(say("cli.import_left_table", sheet=table.sheet, count=table.rows))
        if table.list_name:
            told.append(say("cli.import_left_list", kind=table.list_name))
    told += suspicion_lines(report.suspicions)
    told += _conflict_lines(report)
    told += _error_lines(report)
    told += map(say_said, told_differences_at(report.differences))
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


def _left_rows(report: ImportReport) -> list[str]:
    """A line a sheet: the rows that are no record, by reason; those told one by one above are not told again."""
    told = {(line.sheet, line.row) for line in report.skipped_rows}
    left = (
        one
        for one in report.left_out
        if (one.sheet, one.row) not in told and one.reason not in _TOLD_OTHERWISE
    )
    return _lines_of_left(left, "cli.import_left_rows")


def _lines_of_left(left: Iterable[LeftOut], line: str) -> list[str]:
    """A line a sheet, with the rows by reason."""
    by_sheet: dict[str, list[str]] = {}
    for (sheet, reason), rows in by_sheet_and_reason(left).items():
        said = say("cli.import_left_reason", reason=say(f"import.left_{reason}"), rows=runs_of(rows))
        by_sheet.setdefault(sheet, []).append(said)
    return [say(line, sheet=sheet, said=say("import.between").join(said)) for sheet, said in by_sheet.items()]


def runs_of(numbers: Sequence[int]) -> str:
    """Numbers in few words: 1、3–5、9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _change_lines(report: ImportReport) -> list[str]:
    """Every cell that would change, with what stands here and what the file says."""
    return [
        say(
            "cli.import_change",
            sheet=told.sheet,
            cell=told.cell.cell,
            column=told.cell.heading,
            about=told.about,
            before=said_value(told.cell.here),
            after=said_value(told.cell.workbook),
        )
        for told in report.changes
    ]


def suspicion_lines(suspicions: Iterable[Suspicion]) -> list[str]:
    """Which sets of changes hardly anybody means, a sentence each."""
    return [suspicion_sentence(one) for one in suspicions]


def suspicion_sentence(told: Suspicion) -> str:
    """One of them: which list, which column, how many."""
    name = say(f"import.kind_{told.list_name}")
    key = f"import.suspicion_{told.kind.value}"
    return say(key, list=name, column=told.column, count=told.count, of=told.of)


def _error_lines(report: ImportReport) -> list[str]:
    """What is wrong; where many cells of a column say the same, one line for them all."""
    groups = error_groups(one for one in report.errors if one.message_key not in (CONFLICT, EXCHANGED))
    lines = [group.sentence() for group in groups[:_MANY_LINES]]
    left = sum(len(group.errors) for group in groups[_MANY_LINES:])
    return lines + ([say("cli.import_more_errors", count=left)] if left else [])


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
