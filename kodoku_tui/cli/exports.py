"""Handing out: lists as workbooks, the year's days as a calendar, the whole file as a book and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting, selected
from kodoku_tui.cli.frame.output import give_lines, tell
from kodoku_tui.cli.frame.parts import FileToWrite, Whole, command, option, refuse_usage, replacing, whose
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.domain.exports.copies import Copy
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.exports.source import ExportRequest

_NARROWING = ("staff", "block", "view")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "export", "cli.help.export")(export_workbook)


@click.argument("kind", metavar="KIND")
@click.argument("file", type=FileToWrite(), metavar="FILE")
@whose
@option("--all", "with_all", is_flag=True, help="cli.option.all_groups")
@option("--group", "number", type=Whole(), metavar="N", help="cli.option.export_group")
@option("--personal/--no-personal", "with_personal", default=None, help="cli.option.personal")
@option("--anonymous", "is_without_persons", is_flag=True, help="cli.option.anonymous")
@option("--handout", "copies", flag_value="handout", multiple=True, help="cli.option.handout")
@option("--working", "copies", flag_value="working", multiple=True, help="cli.option.working")
@option("--inner", "copies", flag_value="inner", multiple=True, help="cli.option.inner")
@replacing
@pass_setting
def export_workbook(
    setting: Setting,
    /,
    kind: str,
    file: Path,
    number: int | None,
    with_personal: bool | None,
    is_without_persons: bool,
    copies: tuple[str, ...],
    replaces: bool,
    **chosen: Any,
) -> None:
    """Hand a list out as a workbook, or the year's days as a calendar."""
    from kodoku_tui.services.desk.file_settings import personal_data_allowed
    from kodoku_tui.services.exports.exports import check_export_kind, export, is_ordered
    from kodoku_tui.services.exports.outcome_words import exported_line, handing_on
    from kodoku_tui.services.exports.source import ExportRequest

    check_export_kind(kind)
    if kind == "book" and any(chosen.get(name) for name in _NARROWING):
        # With everybody's personal data in it, it must not pass for a part.
        refuse_usage(say("usage.book_is_whole"))
    if is_without_persons and with_personal:
        refuse_usage(say("usage.anonymous_or_personal"))
    copy = _copy_meant(kind, copies, with_personal=bool(with_personal))
    desk = setting.reading_desk()
    groups = selected(desk, **chosen)
    selection = groups.selection
    request = ExportRequest(
        selection.chosen,
        filter_words=groups.words(with_order=is_ordered(kind)),
        order=selection.order,
        is_reversed=selection.is_reversed,
        with_personal=personal_data_allowed(desk) if with_personal is None else with_personal,
        group_no=number,
        copy=copy,
    )
    if is_without_persons:
        _without_persons(desk, kind, file, request, replaces=replaces)
        return
    count = export(desk, kind, file, request, replaces=replaces)
    tell(exported_line(kind, file, count))
    if told := handing_on(kind, copy):
        tell(told)


def _copy_meant(kind: str, said: tuple[str, ...], *, with_personal: bool) -> Copy | None:
    """Which copy was asked for, None for the usual one: whoever wants names and telephones works on it inside."""
    from kodoku_tui.domain.exports.copies import COPIES, Copy

    asked = {Copy(one) for one in said}
    if len(asked) > 1:
        refuse_usage(say("usage.one_copy"))
    if not asked:
        usual = COPIES[kind]
        return Copy.WORKING if with_personal and Copy.WORKING in usual else None
    (copy,) = asked
    if with_personal and not copy.comes_back:
        refuse_usage(say("usage.handout_without_people"))
    return copy


def _without_persons(desk: Desk, kind: str, file: Path, request: ExportRequest, *, replaces: bool) -> None:
    from kodoku_tui.services.exports.anonymous import counted, export_without_persons
    from kodoku_tui.services.exports.outcome_words import exported_line

    result = export_without_persons(desk, kind, file, request, replaces=replaces)
    tell(exported_line(kind, file, result.rows))
    lines = [say("redact.done", counts=counted(result)), say("redact.may_be_left")]
    if result.left:
        lines.append(say("redact.left", count=len(result.left), sheet=say("redact.sheet")))
        lines += [
            f"  {say('redact.place', sheet=one.sheet, number=one.group_no or say('phrase.none'))}: {one.text}"
            for one in result.left
        ]
    give_lines(lines)


def import_book_file(setting: Setting, file: str) -> int:
    """Make a file out of a book; gives how many rows it got."""
    from kodoku_tui.services.exports.books import import_book

    path = setting.file()
    count = import_book(path, Path(file), clock=setting.clock)
    tell(say("cli.book_imported", path=path, count=count))
    return count
