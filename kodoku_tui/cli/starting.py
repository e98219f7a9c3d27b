"""Beginning a year, and the demonstration."""

from __future__ import annotations

from pathlib import Path

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import tell
from kodoku_tui.cli.frame.parts import Whole, command, option
from kodoku_tui.locale import say


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "demo", "cli.help.demo")(demo)
    command(root, "init", "cli.help.init")(init)


@option("--no-open", is_flag=True, help="cli.option.no_open")
@option("--fresh", is_flag=True, help="cli.option.fresh")
@pass_setting
def demo(setting: Setting, no_open: bool, fresh: bool) -> None:
    """A file of invented groups as of today, then the app on it."""
    from kodoku_tui.services.demonstration.file import provide_demonstration

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
    from kodoku_tui.services.desk.programmes import begin_next_programme, begin_programme

    path = setting.file()
    if earlier is not None:
        is_year = earlier.isdecimal()
        begin_next_programme(
            path,
            year,
            clock=setting.clock,
            wall=setting.wall,
            staff=setting.staff,
            from_year=int(earlier) if is_year else None,
            from_file=None if is_year else Path(earlier).expanduser(),
        )
        tell(say("cli.next_begun", year=year, path=path))
        return
    begin_programme(path, year, clock=setting.clock, wall=setting.wall, staff=setting.staff)
    tell(say("cli.begun", year=year, path=path))
