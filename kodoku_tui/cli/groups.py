"""The register of groups and the people of the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting, selected
from kodoku_tui.cli.frame.many import active_numbers, give_preview, tell_many
from kodoku_tui.cli.frame.output import Table, give, give_json, give_lines, tell
from kodoku_tui.cli.frame.parts import (
    Group,
    Numbers,
    Whole,
    as_data,
    as_json,
    command,
    day_option,
    flat,
    narrowing,
    number_argument,
    numbers_argument,
    option,
    refuse_usage,
)
from kodoku_tui.cli.group_page import page_lines, page_record
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_title, say_with_reading

if TYPE_CHECKING:
    from kodoku_tui.domain.register.facts_entry import FactsEntry
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.people.workload import BothFigures
    from kodoku_tui.services.register.groups import GroupEntry
    from kodoku_tui.services.register.handover import Handover
    from kodoku_tui.services.register.staff import StaffMember

GROUP_FIELDS = (
    "group_no",
    "group",
    "reading",
    "legal_form",
    "project",
    "targets",
    "area",
    "prefectures",
    "blocks",
    "r6",
    "status",
    "staff",
)
STAFF_FIELDS = (
    *("name", "reading", "main_groups", "deputy_groups", "retired", "main", "deputy"),
    *("attention", "own_lateness"),
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(group)
    root.add_command(staff)


@click.group(cls=Group, help="cli.help.group")
def group() -> None:
    """The register."""


@click.group(cls=Group, help="cli.help.staff")
def staff() -> None:
    """The people of the secretariat."""


@command(group, "list", "cli.help.group_list")
@narrowing
@option("--view", metavar="VIEW", help="cli.option.view")
@as_data
@pass_setting
def group_list(setting: Setting, /, form: str | None, **chosen: Any) -> None:
    """The groups that the options leave."""
    from kodoku_tui.services.register.groups import list_groups

    desk = setting.reading_desk()
    selection = selected(desk, **chosen).selection
    entries = list_groups(desk, selection.chosen, order=selection.order, is_reversed=selection.is_reversed)
    give(
        form,
        GROUP_FIELDS,
        [group_record(entry) for entry in entries],
        lambda: _group_table(entries),
        empty="cli.empty.groups",
    )


@command(group, "show", "cli.help.group_show")
@number_argument
@as_json
@pass_setting
def group_show(setting: Setting, number: int, form: str | None) -> None:
    """Everything about one group."""
    from kodoku_tui.services.karte.karte import group_karte
    from kodoku_tui.services.sessions.sessions import list_sessions

    desk = setting.reading_desk()
    karte = group_karte(desk, number)
    if form == "json":
        give_json(group_record(karte.entry) | page_record(karte))
    else:
        titles = {each.key: say_title(each.title, each.title_en) for each in list_sessions(desk)}
        give_lines(page_lines(setting, karte, titles))


@command(group, "set", "cli.help.group_set")
@number_argument
@option("--name", metavar="NAME", help="cli.option.group_name")
@option("--reading", metavar="KANA", help="cli.option.reading")
@option("--project", metavar="TEXT", help="cli.option.project")
@option("--area", metavar="TEXT", help="cli.option.area")
@option("--targets", metavar="TEXT", help="cli.option.targets")
@option("--founded", "founded_year", metavar="YEAR", help="cli.option.founded_year")
@option("--size", "staff_count", metavar="N", help="cli.option.staff_count")
@option("--own-clerk", metavar="YES|NO", help="cli.option.own_clerk")
@option("--first-public-money", metavar="YES|NO", help="cli.option.first_public_money")
@option("--new-theme", metavar="YES|NO", help="cli.option.new_theme")
@day_option("--vouchers-seen-on", help="cli.option.vouchers_seen_on")
@option("--settlers", metavar="N", help="cli.option.settlers")
@option("--tier", metavar="TIER", help="cli.option.tier")
@option("--ideal", "ideal_days", type=Whole(), metavar="DAYS", help="cli.option.ideal")
@option("--maximum", "maximum_days", type=Whole(), metavar="DAYS", help="cli.option.maximum")
@pass_setting
def group_set(setting: Setting, /, number: int, **given: Any) -> None:
    """Correct what the register says of a group, or how often it is to be heard from."""
    from kodoku_tui.cli.frame.context import optional_word_of
    from kodoku_tui.domain.checkins.cadence import SupportTier
    from kodoku_tui.domain.register.facts import FACTS
    from kodoku_tui.services.register.assignments import set_cadence
    from kodoku_tui.services.register.register import set_facts

    facts: dict[str, Any] = {
        name: given[name]
        for name in ("name", "reading", "project", "area", "targets")
        if given[name] is not None
    }
    known = {column.key: given[column.key] for column in FACTS if given[column.key] is not None}
    cadence = {name: given[name] for name in ("ideal_days", "maximum_days") if given[name] is not None}
    tier = optional_word_of(SupportTier, given["tier"], field="tier")
    if tier is not None:
        cadence["tier"] = tier.value
    if (facts or known) and cadence:
        # Two acts; were the second refused, the first would stand.
        refuse_usage(say("usage.facts_and_cadence"))
    desk = setting.writing_desk()
    if known:
        facts["known"] = _facts_entry(setting, desk, known)
    if facts:
        setting.tell(set_facts(desk, number, **facts))
    elif cadence:
        setting.tell(set_cadence(desk, number, **cadence))
    else:
        raise Refused("error.nothing_to_change")


@command(group, "assign", "cli.help.group_assign")
@numbers_argument
@option("--main", metavar="NAME", help="cli.option.main")
@option("--deputy", metavar="NAME", help="cli.option.deputy")
@pass_setting
def group_assign(
    setting: Setting, numbers: tuple[tuple[int, ...], ...], main: str | None, deputy: str | None
) -> None:
    """Give groups their main or deputy staff member."""
    from kodoku_tui.services.register.assignments import assign_staff

    desk = setting.writing_desk()
    setting.tell(assign_staff(desk, flat(numbers), main=main, deputy=deputy))


@command(group, "withdraw", "cli.help.group_withdraw")
@number_argument
@day_option("--on", help="cli.option.on")
@option("--reason", metavar="TEXT", required=True, help="cli.option.reason")
@pass_setting
def group_withdraw(setting: Setting, number: int, on: str | None, reason: str) -> None:
    """A group withdraws; its record stays."""
    _end(setting, number, GroupStatus.WITHDRAWN, on, reason)


@command(group, "stop", "cli.help.group_stop")
@number_argument
@day_option("--on", help="cli.option.on")
@option("--reason", metavar="TEXT", required=True, help="cli.option.reason")
@pass_setting
def group_stop(setting: Setting, number: int, on: str | None, reason: str) -> None:
    """A group is stopped; its record stays."""
    _end(setting, number, GroupStatus.STOPPED, on, reason)


@command(group, "complete", "cli.help.group_complete")
@click.argument("numbers", type=Numbers(), nargs=-1, metavar="N...")
@option("--all", "with_all", is_flag=True, help="cli.option.all_active")
@option("--dry-run", is_flag=True, help="cli.option.preview")
@day_option("--on", help="cli.option.on")
@option("--reason", metavar="TEXT", default="", help="cli.option.optional_reason")
@option("--force", is_flag=True, help="cli.option.force")
@pass_setting
def group_complete(
    setting: Setting,
    /,
    numbers: tuple[tuple[int, ...], ...],
    with_all: bool,
    dry_run: bool,
    on: str | None,
    reason: str,
    force: bool,
) -> None:
    """Groups have completed their projects."""
    from kodoku_tui.services.endings.completions import complete_many, preview_completions

    if with_all == bool(numbers):
        refuse_usage(say("usage.groups_twice") if numbers else say("usage.missing", name="N"))
    named = flat(numbers)
    if force and (dry_run or len(named) != 1):
        refuse_usage(say("usage.force_one"))
    if dry_run:
        desk = setting.reading_desk()
        give_preview(
            preview_completions(
                desk, named or active_numbers(desk), on=setting.day(desk, on, Direction.PAST)
            ),
            say_word,
        )
    elif len(named) == 1:
        _end(setting, named[0], GroupStatus.COMPLETED, on, reason, leaves_open=force)
    else:
        desk = setting.writing_desk()
        day = setting.day(desk, on, Direction.PAST)
        tell_many(setting, complete_many(desk, named or active_numbers(desk), on=day, reason=reason))


@command(group, "reactivate", "cli.help.group_reactivate")
@number_argument
@option("--reason", metavar="TEXT", required=True, help="cli.option.reason")
@pass_setting
def group_reactivate(setting: Setting, number: int, reason: str) -> None:
    """A group that had left or completed takes part again."""
    from kodoku_tui.services.endings.endings import reactivate_group

    setting.tell(reactivate_group(setting.writing_desk(), number, reason=reason))


@command(staff, "add", "cli.help.staff_add")
@click.argument("name", metavar="NAME")
@option("--reading", metavar="KANA", default="", help="cli.option.reading")
@pass_setting
def staff_add(setting: Setting, name: str, reading: str) -> None:
    """Register a person."""
    from kodoku_tui.services.register.staff import add_staff

    desk = setting.writing_desk()
    setting.tell(add_staff(desk, name, reading=reading))


@command(staff, "rename", "cli.help.staff_rename")
@click.argument("name", metavar="OLD")
@click.argument("new_name", metavar="NEW", required=False)
@option("--reading", metavar="KANA", help="cli.option.reading")
@pass_setting
def staff_rename(setting: Setting, name: str, new_name: str | None, reading: str | None) -> None:
    """Give a person another name, or say how the name reads."""
    from kodoku_tui.services.register.staff import name_of, rename_staff, staff_id_of

    desk = setting.writing_desk()
    if new_name is None:
        if reading is None:
            refuse_usage(say("usage.missing", name="NEW"))
        with desk.reading() as connection:
            new_name = name_of(connection, staff_id_of(connection, name, field="name", with_retired=True))
    setting.tell(rename_staff(desk, name, new_name, reading=reading))


@command(staff, "retire", "cli.help.staff_retire")
@click.argument("name", metavar="NAME")
@option("--to", metavar="NAME", help="cli.option.retire_to")
@option("--dry-run", is_flag=True, help="cli.option.preview")
@pass_setting
def staff_retire(setting: Setting, name: str, to: str | None, dry_run: bool) -> None:
    """A person gives the work up."""
    from kodoku_tui.services.register.handover import plan_retirement, retire_staff

    if dry_run:
        desk = setting.reading_desk()
        _give_handover(desk, plan_retirement(desk, name, to))
    else:
        setting.tell(retire_staff(setting.writing_desk(), name, to=to))


@command(staff, "move", "cli.help.staff_move")
@click.argument("giver", metavar="FROM")
@click.argument("taker", metavar="TO")
@option("--groups", type=Numbers(), metavar="N,N-N", help="cli.option.moved_groups")
@option("--dry-run", is_flag=True, help="cli.option.preview")
@pass_setting
def staff_move(
    setting: Setting, giver: str, taker: str, groups: tuple[int, ...] | None, dry_run: bool
) -> None:
    """Hand groups over from one person to another."""
    from kodoku_tui.services.register.handover import move_groups, plan_move

    numbers = None if groups is None else flat((groups,))
    if dry_run:
        desk = setting.reading_desk()
        _give_handover(desk, plan_move(desk, giver, taker, numbers))
    else:
        setting.tell(move_groups(setting.writing_desk(), giver, taker, numbers))


@command(staff, "list", "cli.help.staff_list")
@as_data
@pass_setting
def staff_list(setting: Setting, form: str | None) -> None:
    """Everybody, with the groups they accompany; whoever has retired comes last."""
    from kodoku_tui.domain.register.number_ranges import number_ranges
    from kodoku_tui.services.people.workload import attention_of_groups, figures_of
    from kodoku_tui.services.register.staff import list_staff

    desk = setting.reading_desk()
    members = list_staff(desk, with_retired=True)
    of_groups = attention_of_groups(desk)
    figures = {member.id: figures_of(member, of_groups) for member in members}
    names = (
        *("name", "main_groups", "deputy_groups", "main_numbers", "deputy_numbers"),
        *("attention", "own_lateness", "retired"),
    )
    give(
        form,
        STAFF_FIELDS,
        [_staff_record(member, figures[member.id]) for member in members],
        lambda: Table(
            [say(f"cli.column.{name}") for name in names],
            [
                [
                    say_with_reading(each.name, each.reading),
                    each.main_groups,
                    each.deputy_groups,
                    number_ranges(each.main),
                    number_ranges(each.deputy),
                    *figures[each.id],
                    say("staff.retired") if each.is_retired else None,
                ]
                for each in members
            ],
        ),
        empty="cli.empty.staff",
    )


def group_record(entry: GroupEntry) -> dict[str, Any]:
    """A group as data."""
    return {field: getattr(entry, field) for field in GROUP_FIELDS}


def _give_handover(desk: Desk, plan: Handover | None) -> None:
    """Which groups and promises would go to whom."""
    from kodoku_tui.services.register.handover_words import handover_counts, handover_lines

    if plan is None:
        tell(say("handover.nothing"))
        return
    give_lines(handover_lines(plan, desk))
    tell(handover_counts(plan))


def _staff_record(member: StaffMember, figures: BothFigures) -> dict[str, Any]:
    return {
        "name": member.name,
        "reading": member.reading,
        "main_groups": member.main_groups,
        "deputy_groups": member.deputy_groups,
        "retired": member.is_retired,
        "main": list(member.main),
        "deputy": list(member.deputy),
        "attention": figures.attention,
        "own_lateness": figures.own_lateness,
    }


def _facts_entry(setting: Setting, desk: Desk, given: Mapping[str, str]) -> FactsEntry:
    """The facts as they were written; an empty text and 不明 say that nobody knows."""
    from kodoku_tui.cli.frame.context import word_of
    from kodoku_tui.domain.columns import CellKind
    from kodoku_tui.domain.register.facts import FACTS
    from kodoku_tui.domain.register.facts_entry import FactsEntry
    from kodoku_tui.domain.text.numbers import parse_whole
    from kodoku_tui.domain.words import YesNo

    unknown = ("", say("cli.unknown"))
    read: dict[str, Any] = {}
    for column in FACTS:
        written = given.get(column.key, "").strip()
        if column.key not in given:
            continue
        if written in unknown:
            read[column.key] = None
        elif column.kind is CellKind.NUMBER:
            read[column.key] = parse_whole(written, field=column.key)
        elif column.kind is CellKind.WORD:
            read[column.key] = word_of(YesNo, written, field=column.key)
        else:
            read[column.key] = setting.day(desk, written, column.direction)
    return FactsEntry(**read)


def _group_table(entries: list[GroupEntry]) -> Table:
    from kodoku_tui.services.register.choices import target_word

    names = ("number", "group", "project", "targets", "blocks", "r6", "status", "staff")
    separator = say("cli.separator")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                entry.group_no,
                say_with_reading(entry.group, entry.reading),
                entry.project,
                separator.join(map(target_word, entry.targets)),
                separator.join(map(say_word, entry.blocks)),
                say("cli.adopted_last_year") if entry.r6 else None,
                say_word(entry.status),
                entry.staff,
            ]
            for entry in entries
        ],
    )


def _end(
    setting: Setting,
    number: int,
    status: GroupStatus,
    on: str | None,
    reason: str,
    *,
    leaves_open: bool = False,
) -> None:
    from kodoku_tui.services.endings.endings import end_group

    desk = setting.writing_desk()
    day = setting.day(desk, on, Direction.PAST)
    setting.tell(end_group(desk, number, status, on=day, reason=reason, leaves_open=leaves_open))
