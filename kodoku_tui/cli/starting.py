"""Beginning a year, the demonstration, and workbooks in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.context import Setting, pass_setting
from kodoku_tui.cli.exports import import_book_file
from kodoku_tui.cli.output import give_json, give_lines, tell
from kodoku_tui.cli.parts import Whole, command, option
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.imports import ImportReport

IMPORTS = ("roster",)

_MANY_ERRORS = 20


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "demo", "cli.help.demo")(demo)
    command(root, "init", "cli.help.init")(init)
    command(root, "import", "cli.help.import")(import_workbook)


@option("--no-open", is_flag=True, help="cli.option.no_open")
@option("--fresh", is_flag=True, help="cli.option.fresh")
@pass_setting
def demo(setting: Setting, no_open: bool, fresh: bool) -> None:
    """A file of invented groups as of today, then the app on it."""
    from kodoku_tui.services.demonstration_file import provide_demonstration

    path = setting.file("demo.db")
    was_made = provide_demonstration(path, clock=setting.clock, fresh=fresh)
    tell(say("cli.demo_made" if was_made else "cli.demo_kept", path=path))
    if not no_open:
        setting.open_app(setting, path)


@option("--year", type=Whole(), required=True, metavar="YEAR", help="cli.option.year")
@option("--from", "earlier", metavar="YEAR|FILE", help="cli.option.from")
@pass_setting
def init(setting: Setting, year: int, earlier: str | None) -> None:
    """A new file with the plan of a year, or one more year in the file of an earlier one."""
    from kodoku_tui.services.programmes import begin_next_programme, begin_programme

    path = setting.file()
    if earlier is not None:
        is_year = earlier.isdecimal()
        begin_next_programme(
            path,
            year,
            clock=setting.clock,
            staff=setting.staff,
            from_year=int(earlier) if is_year else None,
            from_file=None if is_year else Path(earlier).expanduser(),
        )
        tell(say("cli.next_begun", year=year, path=path))
        return
    begin_programme(path, year, clock=setting.clock, staff=setting.staff)
    tell(say("cli.begun", year=year, path=path))


@click.argument("kind", metavar="KIND")
@click.argument("file", metavar="FILE")
@option("--sheet", metavar="SHEET", help="cli.option.sheet")
@option("--profile", metavar="PROFILE", default="roster", help="cli.option.profile")
@option("--dry-run", is_flag=True, help="cli.option.dry_run")
@option("--partial", is_flag=True, help="cli.option.partial")
@option("--errors", metavar="OUT.xlsx", help="cli.option.errors")
@option("--json", "form", flag_value="json", help="cli.option.json")
@click.pass_context
@pass_setting
def import_workbook(
    setting: Setting,
    context: click.Context,
    kind: str,
    file: str,
    sheet: str | None,
    profile: str,
    dry_run: bool,
    partial: bool,
    errors: str | None,
    form: str | None,
) -> None:
    """Take a workbook in, as one unit."""
    from kodoku_tui.services.exports import export_errors
    from kodoku_tui.services.imports import import_roster

    if kind == "book":
        import_book_file(setting, file)
        return
    if kind not in IMPORTS:
        raise Refused("error.no_such_import", kind=kind, kinds="、".join(IMPORTS))
    desk = setting.writing_desk()
    report = import_roster(desk, Path(file), sheet=sheet, profile=profile, dry_run=dry_run, partial=partial)
    if form == "json":
        give_json(import_record(report))
    else:
        give_lines(import_lines(report))
    tell_import(report, dry_run=dry_run)
    if errors is not None and report.errors:
        export_errors(desk, Path(errors), report.errors)
        tell(say("cli.errors_written", path=errors))
    if report.errors and not partial:
        context.exit(1)


def import_record(report: ImportReport) -> dict[str, object]:
    """An import as data."""
    return {
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
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
    }


def import_lines(report: ImportReport) -> list[str]:
    """An import in one line."""
    counts = {
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "errors": len(report.errors),
    }
    return [say("cli.import_counts", **counts)]


def tell_import(report: ImportReport, *, dry_run: bool) -> None:
    """What was wrong, and what was done, for people."""
    for skipped in report.skipped_rows:
        tell(say("cli.import_skipped", row=skipped.row, reason=say(skipped.reason_key)))
    for error in report.errors[:_MANY_ERRORS]:
        tell(error.sentence())
    if len(report.errors) > _MANY_ERRORS:
        tell(say("cli.import_more_errors", count=len(report.errors) - _MANY_ERRORS))
    if report.removed_characters:
        tell(say("cli.import_cleaned", count=report.removed_characters))
    if report.unit is not None:
        if report.new_staff:
            tell(say("cli.import_new_staff", names="、".join(report.new_staff)))
        tell(say("cli.import_done", number=report.unit))
    elif dry_run:
        tell(say("cli.import_dry_run"))
    elif report.errors:
        tell(say("cli.import_nothing_applied"))
    else:
        tell(say("cli.import_unchanged"))
