"""With whom groups work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give, give_json
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
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.services.linkages.linkages import RecordedLinkage

LINKAGE_FIELDS = (
    "id",
    "group_no",
    "group",
    "kind",
    "counterpart",
    "level",
    "level_word",
    "since",
    "role",
    "benefit",
    "gap",
    "identified",
    "early",
    "improved",
    "history",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(linkage)


@click.group(cls=Group, help="cli.help.linkage")
def linkage() -> None:
    """With whom groups work."""


@command(linkage, "set", "cli.help.linkage_set")
@number_argument
@option("--kind", metavar="KIND", required=True, help="cli.option.linkage_kind")
@option("--counterpart", metavar="NAME", required=True, help="cli.option.counterpart")
@option("--level", metavar="0-4", help="cli.option.level")
@day_option("--on", help="cli.option.level_on")
@option("--note", metavar="TEXT", default="", help="cli.option.level_note")
@option("--role", metavar="TEXT", help="cli.option.role_split")
@option("--benefit", metavar="TEXT", help="cli.option.benefit")
@option("--gap", metavar="TEXT", help="cli.option.gap")
@day_option("--identified", help="cli.option.identified")
@pass_setting
def linkage_set(
    setting: Setting,
    number: int,
    kind: str,
    counterpart: str,
    level: str | None,
    on: str | None,
    note: str,
    role: str | None,
    benefit: str | None,
    gap: str | None,
    identified: str | None,
) -> None:
    """Record how things stand with one counterpart."""
    from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
    from kodoku_tui.services.linkages.linkages import set_linkage

    desk = setting.writing_desk()
    entry = LinkageEntry(
        group_no=number,
        kind=word_of(CounterpartKind, kind, field="kind"),
        counterpart=counterpart,
        level=None if level is None else LinkageLevel.meant(level),
        reached_on=setting.day(desk, on, Direction.PAST),
        level_note=note,
        role_split=role,
        benefit=benefit,
        gap=gap,
        identified_on=setting.optional_day(desk, identified, Direction.PAST),
    )
    setting.tell(set_linkage(desk, entry))


@command(linkage, "hide", "cli.help.linkage_hide")
@click.argument("number", type=Whole(), metavar="ID")
@pass_setting
def linkage_hide(setting: Setting, number: int) -> None:
    """Withdraw a counterpart from view."""
    from kodoku_tui.services.linkages.linkages import hide_linkage

    desk = setting.writing_desk()
    setting.tell(hide_linkage(desk, number))


@command(linkage, "list", "cli.help.linkage_list")
@group_option
@as_data
@pass_setting
def linkage_list(setting: Setting, number: int | None, form: str | None) -> None:
    """The counterparts of the groups as of today."""
    from kodoku_tui.services.linkages.linkages import list_linkages

    found = list_linkages(setting.reading_desk(), number)
    give(
        form,
        LINKAGE_FIELDS,
        [_record(each) for each in found],
        lambda: _linkage_table(setting, found),
        empty="cli.empty.linkages",
    )


@command(linkage, "measures", "cli.help.linkage_measures")
@group_option
@as_data
@pass_setting
def linkage_measures(setting: Setting, number: int | None, form: str | None) -> None:
    """The two measures of report 7(3): counts and rates, and each group."""
    from kodoku_tui.services.linkages.linkages import linkage_measures as measures_of
    from kodoku_tui.services.linkages.words import early_word

    found = measures_of(setting.reading_desk(), number)
    fields = ("group_no", "group", "linkages", "gaps", "identified", "early", "improved")
    records = [{field: getattr(each, field) for field in fields} for each in found.groups]
    if form == "json":
        give_json(
            {
                "first_training": found.first_training,
                "ends": found.ends,
                "groups": len(found.groups),
                "early": found.early,
                "early_rate": found.early_rate,
                "improved": found.improved,
                "improved_rate": found.improved_rate,
                "by_group": records,
            }
        )
        return
    names = ("number", "group", "linkages", "identified", "early", "improved")
    give(
        form,
        fields,
        records,
        lambda: Table(
            [say(f"cli.column.{name}") for name in names],
            [
                [
                    each.group_no,
                    each.group,
                    each.linkages,
                    say_day(each.identified, today=setting.today),
                    early_word(each.early, each.gaps),
                    say(f"linkage.improved_{str(each.improved).lower()}"),
                ]
                for each in found.groups
            ],
        ),
        empty="cli.empty.linkages",
    )


def _record(each: RecordedLinkage) -> dict[str, object]:
    from kodoku_tui.domain.linkages.linkages import LinkageLevel

    special = ("level_word", "history")
    return {
        **{field: getattr(each, field) for field in LINKAGE_FIELDS if field not in special},
        "level_word": None if each.level is None else LinkageLevel.of(each.level).value,
        "history": [
            {"level": step.level, "on": step.on, "note": step.note, "by": step.by} for step in each.history
        ],
    }


def _linkage_table(setting: Setting, found: list[RecordedLinkage]) -> Table:
    from kodoku_tui.domain.linkages.linkages import LinkageLevel
    from kodoku_tui.services.linkages.words import early_word

    names = ("id", "number", "group", "kind", "counterpart", "level", "since", "early", "improved")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                each.group_no,
                each.group,
                say_word(each.kind),
                each.counterpart,
                None if each.level is None else say_word(LinkageLevel.of(each.level)),
                say_day(each.since, today=setting.today),
                early_word(each.early, int(each.identified is not None)),
                say(f"linkage.improved_{str(each.improved).lower()}"),
            ]
            for each in found
        ],
    )
