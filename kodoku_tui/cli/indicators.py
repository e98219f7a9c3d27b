"""What groups set out to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import (
    Group,
    Whole,
    as_data,
    command,
    day_option,
    group_option,
    number_argument,
    option,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.linkages.indicators import RecordedIndicator

INDICATOR_FIELDS = (
    "id",
    "group_no",
    "group",
    "position",
    "name",
    "unit",
    "baseline",
    "target",
    "narrative",
    "latest",
    "percent",
    "standing",
    "actuals",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(indicator)


@click.group(cls=Group, help="cli.help.indicator")
def indicator() -> None:
    """What groups set out to reach."""


@command(indicator, "set", "cli.help.indicator_set")
@number_argument
@option("--position", type=Whole(), metavar="1-3", help="cli.option.position")
@option("--name", metavar="TEXT", help="cli.option.indicator_name")
@option("--unit", metavar="TEXT", help="cli.option.unit")
@option("--baseline", metavar="NUMBER", help="cli.option.baseline")
@option("--target", metavar="NUMBER", help="cli.option.indicator_target")
@option("--narrative", metavar="TEXT", help="cli.option.narrative")
@pass_setting
def indicator_set(
    setting: Setting,
    number: int,
    position: int | None,
    name: str | None,
    unit: str | None,
    baseline: str | None,
    target: str | None,
    narrative: str | None,
) -> None:
    """Set an indicator; without a position the next free one."""
    from kodoku_tui.domain.linkages.indicators import IndicatorEntry
    from kodoku_tui.domain.linkages.progress import parse_decimal
    from kodoku_tui.services.linkages.indicators import next_position, set_indicator

    desk = setting.writing_desk()
    entry = IndicatorEntry(
        group_no=number,
        position=position or next_position(desk, number),
        name=name,
        unit=unit,
        baseline=None if baseline is None else parse_decimal(baseline, field="baseline"),
        target=None if target is None else parse_decimal(target, field="target"),
        narrative=narrative,
    )
    setting.tell(set_indicator(desk, entry))


@command(indicator, "actual", "cli.help.indicator_actual")
@number_argument
@click.argument("position", type=Whole(), metavar="1-3")
@option("--value", metavar="NUMBER", required=True, help="cli.option.actual_value")
@day_option("--on", help="cli.option.on")
@option("--note", metavar="TEXT", default="", help="cli.option.actual_note")
@pass_setting
def indicator_actual(
    setting: Setting, number: int, position: int, value: str, on: str | None, note: str
) -> None:
    """Record what was measured."""
    from kodoku_tui.domain.linkages.progress import parse_decimal
    from kodoku_tui.services.linkages.indicators import record_actual

    desk = setting.writing_desk()
    measured = parse_decimal(value, field="value")
    setting.tell(
        record_actual(
            desk, number, position, on=setting.day(desk, on, Direction.PAST), value=measured, note=note
        )
    )


@command(indicator, "list", "cli.help.indicator_list")
@group_option
@as_data
@pass_setting
def indicator_list(setting: Setting, number: int | None, form: str | None) -> None:
    """The indicators of the groups and how far they have come."""
    from kodoku_tui.services.linkages.indicators import list_indicators

    found = list_indicators(setting.reading_desk(), number)
    give(
        form,
        INDICATOR_FIELDS,
        [_record(each) for each in found],
        lambda: _indicator_table(found),
        empty="cli.empty.indicators",
    )


def _record(each: RecordedIndicator) -> dict[str, object]:
    progress = each.progress
    special = ("latest", "percent", "standing", "actuals")
    return {
        **{field: getattr(each, field) for field in INDICATOR_FIELDS if field not in special},
        "latest": progress.latest,
        "percent": progress.percent,
        "standing": progress.standing.value,
        "actuals": [{"on": one.on, "value": one.value, "note": one.note} for one in each.actuals],
    }


def _indicator_table(found: list[RecordedIndicator]) -> Table:
    from kodoku_tui.domain.linkages.progress import say_number
    from kodoku_tui.services.linkages.indicator_words import say_progress

    names = ("number", "group", "position", "indicator", "baseline", "target_value", "latest", "progress")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.group_no,
                each.group,
                each.position,
                each.name,
                say_number(each.baseline),
                say_number(each.target),
                say_number(each.progress.latest),
                say_progress(each),
            ]
            for each in found
        ],
    )
