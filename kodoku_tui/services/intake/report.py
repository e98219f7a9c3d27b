"""What an import did, counted: every row once."""

from __future__ import annotations

from collections import Counter

from kodoku_tui.services.intake.account import account_of
from kodoku_tui.services.intake.conflicts import open_conflicts
from kodoku_tui.services.intake.model import CellTold, ImportReport, Intake, RowState, SkippedLine


def report_of(intake: Intake, unit_id: int | None) -> ImportReport:
    """What applying did with each row, or would do; `unit_id` is the act's, None where nothing was written."""
    rows = intake.rows
    report = ImportReport(
        rows=len(rows),
        removed_characters=intake.removed_characters,
        new_staff=list(intake.new_staff),
        unit=unit_id,
        list_name=intake.list_name,
        not_taken=list(intake.not_taken),
        used_kept_map=intake.used_kept_map,
        other_file=intake.other_file,
        handed_out=intake.handed_out,
        left_tables=list(intake.left_tables),
        suspicions=list(intake.suspicions),
    )
    report.account = account_of(intake.reasons, rows)
    counts: Counter[str] = Counter()
    for row in rows:
        state = row.state
        if state is RowState.CHANGED and row.is_chosen:
            report.changes += [
                CellTold(row.sheet, row.row, row.group_no, row.about, cell)
                for cell in row.cells
                if cell.is_taken
            ]
        report.remarks += [(row.sheet, row.row, remark) for remark in row.remarks]
        report.conflicts += [(row, cell) for cell in row.cells if cell.is_conflict]
        if state in (RowState.NEW, RowState.CHANGED) and not row.is_chosen:
            report.skipped_rows.append(SkippedLine(row.sheet, row.row, "import.skipped_not_chosen"))
            counts["skipped"] += 1
        elif state is RowState.CONFLICT:
            counts["errors"] += 1
            report.errors += open_conflicts(row)
        elif state is RowState.ERROR:
            counts["errors"] += 1
            report.errors += row.errors
        else:
            counts[state.value] += 1
            taken = [cell for cell in row.cells if row.is_to_be_written and cell.is_taken]
            report.differences += [(row.group_no or 0, cell.differs) for cell in taken if cell.differs]
            if row.skipped is not None:
                report.skipped_rows.append(SkippedLine(row.sheet, row.row, row.skipped))
    report.new, report.changed = counts["new"], counts["changed"]
    report.unchanged, report.skipped = counts["unchanged"], counts["skipped"]
    report.rows_with_errors = counts["errors"]
    return report
