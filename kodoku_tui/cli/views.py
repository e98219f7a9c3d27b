"""Saved views: filters of the register under a name, for everybody on the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, group_filter, pass_setting
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import Group, as_data, command, narrowing, option
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.register.saved_views import SavedView


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(view)


@click.group(cls=Group, help="cli.help.view")
def view() -> None:
    """The saved views."""


@command(view, "list", "cli.help.view_list")
@as_data
@pass_setting
def view_list(setting: Setting, form: str | None) -> None:
    """Every view of the file, what it holds and how many groups it leaves today."""
    from kodoku_tui.services.register.choices import selection_words
    from kodoku_tui.services.register.saved_views import list_views
    from kodoku_tui.services.register.view_words import VIEW_FIELDS, view_record

    desk = setting.reading_desk()
    records = [(each, view_record(each, _groups(desk, each))) for each in list_views(desk)]
    headings = [say(f"cli.column.{name}") for name in ("view", "groups", "view_holds")]
    give(
        form,
        VIEW_FIELDS,
        [record for _, record in records],
        lambda: Table(
            headings,
            [
                [each.name, record["groups"], record["trouble"] or selection_words(each.selection)]
                for each, record in records
            ],
        ),
        empty="cli.empty.views",
    )


@command(view, "save", "cli.help.view_save")
@click.argument("name", metavar="NAME")
@narrowing
@option("--checkin-due", "only_checkin_due", is_flag=True, help="cli.option.only_checkin_due")
@option("--order", metavar="COLUMN", default="number", help="cli.option.view_order")
@option("--reverse", "is_reversed", is_flag=True, help="cli.option.reverse")
@option("--replace", is_flag=True, help="cli.option.replace_view")
@pass_setting
def view_save(
    setting: Setting, /, name: str, order: str, is_reversed: bool, replace: bool, **chosen: Any
) -> None:
    """Keep a filter under a name."""
    from kodoku_tui.domain.errors import Refused
    from kodoku_tui.domain.register.filters import Selection
    from kodoku_tui.services.register.choices import order_named, selection_words
    from kodoku_tui.services.register.saved_views import save_view, view_named

    selection = Selection(group_filter(**chosen), order_named(order), is_reversed)
    desk = setting.writing_desk()
    try:
        kept = save_view(desk, name, selection)
    except Refused as refusal:
        if refusal.key != "error.view_exists" or not replace:
            raise
        kept = save_view(desk, name, selection, replaces=view_named(desk, name).version)
    tell(say("cli.view_holds", view=kept.view.name, words=selection_words(kept.view.selection)))
    setting.tell(kept)


@command(view, "rename", "cli.help.view_rename")
@click.argument("name", metavar="NAME")
@click.argument("new_name", metavar="NEW")
@pass_setting
def view_rename(setting: Setting, name: str, new_name: str) -> None:
    """Give a view another name."""
    from kodoku_tui.services.register.saved_views import rename_view, view_named

    desk = setting.writing_desk()
    setting.tell(rename_view(desk, view_named(desk, name), new_name))


@command(view, "delete", "cli.help.view_delete")
@click.argument("name", metavar="NAME")
@pass_setting
def view_delete(setting: Setting, name: str) -> None:
    """Withdraw a view."""
    from kodoku_tui.services.register.saved_views import take_view_back, view_named

    desk = setting.writing_desk()
    setting.tell(take_view_back(desk, view_named(desk, name)))


def _groups(desk: Desk, each: SavedView) -> int | None:
    from kodoku_tui.services.register.register_list import register_page

    return None if each.trouble is not None else register_page(desk, each.selection.chosen, limit=0).total
