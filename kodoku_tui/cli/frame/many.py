"""One act for many groups: which groups are meant, what would happen to each, which were left as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kodoku_tui.cli.frame.context import Setting
from kodoku_tui.cli.frame.output import Table, give_table, tell
from kodoku_tui.cli.frame.parts import Numbers, flat, option, refuse_usage
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_said

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.duties.bulk import ManyOutcome, Preview

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def groups_and_key(function: Decorated) -> Decorated:
    """`N KEY` for one group; several numbers, `--groups` or `--all` for many, with `--dry-run` to look first."""
    function = option("--dry-run", is_flag=True, help="cli.option.preview")(function)
    function = option("--all", "with_all", is_flag=True, help="cli.option.all_active")(function)
    function = option("--groups", type=Numbers(), metavar="N,N-N", help="cli.option.many_groups")(function)
    return click.argument("words", nargs=-1, required=True, metavar="[N...] KEY")(function)


def meant_by(desk: Desk, named: Mapping[str, Any]) -> tuple[list[int], str]:
    """The numbers of the groups that `groups_and_key` names, each once, and the key of the milestone."""
    context = click.get_current_context()
    *written, key = named["words"]
    groups, with_all = named["groups"], named["with_all"]
    numbers = flat(tuple(Numbers().convert(word, None, context) for word in written))
    if (bool(numbers) + (groups is not None) + with_all) > 1:
        refuse_usage(say("usage.groups_twice"))
    if with_all:
        return active_numbers(desk), key
    if groups is not None:
        return flat((groups,)), key
    if not numbers:
        refuse_usage(say("usage.missing", name="N" if not key.isdecimal() else "KEY"))
    return numbers, key


def active_numbers(desk: Desk) -> list[int]:
    """The numbers of the groups that something can still be done with."""
    from kodoku_tui.domain.register.filters import GroupFilter
    from kodoku_tui.domain.register.status import GroupStatus
    from kodoku_tui.services.register.register_list import register_page

    return [group.number for group in register_page(desk, GroupFilter(status=GroupStatus.ACTIVE.value)).rows]


def give_preview(preview: Preview, say_value: Callable[[str], str]) -> None:
    """What would happen to which group, and for which nothing would, and why."""
    names = ("number", "group", "before", "after", "not_changed")
    lines: list[list[str | int | None]] = [
        [one.number, one.name, say_value(one.before), say_value(one.after), None] for one in preview.will
    ]
    lines += [[one.number, one.name, None, None, one.sentence] for one in preview.refused]
    if lines:
        give_table(Table([say(f"cli.column.{name}") for name in names], lines))
    for doubt in preview.doubts:
        tell(say_said(doubt))
    tell(say("cli.preview_counts", will=len(preview.will), refused=len(preview.refused)))


def tell_many(setting: Setting, outcome: ManyOutcome) -> None:
    """Which groups were left as they are and why, then what came of the act."""
    for one in outcome.refused:
        tell(say("cli.not_changed", number=one.number, reason=one.sentence))
    setting.tell(outcome)


def say_date(setting: Setting) -> Callable[[str], str]:
    """How the dates of a preview are said."""
    return lambda day: say_day(day, today=setting.today)
