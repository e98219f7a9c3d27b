"""Beginning a year, the demonstration, and workbooks out."""

from __future__ import annotations

from pathlib import Path

import click

from kodoku_tui.cli.context import Setting, group_filter, pass_setting
from kodoku_tui.cli.output import tell
from kodoku_tui.cli.parts import Whole, command, option, whose
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say

EXPORTS = ("status", "calendar")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "demo", "cli.help.demo")(demo)
    command(root, "init", "cli.help.init")(init)
    command(root, "export", "cli.help.export")(export_workbook)


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
@whose
@option("--all", "with_all", is_flag=True, help="cli.option.all_groups")
@pass_setting
def export_workbook(
    setting: Setting, kind: str, file: str, staff: str | None, block: str | None, with_all: bool
) -> None:
    """Hand a list out as a workbook, or the year's days as a calendar."""
    from kodoku_tui.services.choices import filter_words
    from kodoku_tui.services.exports import export_calendar, export_status

    if kind not in EXPORTS:
        raise Refused("error.no_such_export", kind=kind, kinds="、".join(EXPORTS))
    is_calendar = kind == "calendar"
    if Path(file).suffix.lower() != (".ics" if is_calendar else ".xlsx"):
        raise Refused("error.not_ics" if is_calendar else "error.not_xlsx", file=file)
    chosen = group_filter(staff=staff, block=block, with_all=with_all)
    desk = setting.reading_desk()
    if is_calendar:
        count = export_calendar(desk, Path(file), chosen, in_english=setting.language == "en")
        tell(say("cli.calendar_exported", path=file, count=count))
        return
    count = export_status(
        desk,
        Path(file),
        chosen,
        filter_words=filter_words(chosen),
        in_english=setting.language == "en",
    )
    tell(say("cli.exported", path=file, count=count))
