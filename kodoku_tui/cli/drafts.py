"""What was begun in forms of the app and not saved, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import Group, as_data, command
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.desk.drafts import FoundDraft

DRAFT_FIELDS = ("kind", "form", "group", "line", "at", "fiscal_year")


def register(root: click.Group) -> None:
    """Add these commands to the root: one thing under the short name and under the one of its noun."""
    draft.add_command(command(root, "drafts", "cli.help.drafts")(_drafts), "list")
    root.add_command(draft)


@click.group(cls=Group, help="cli.help.draft")
def draft() -> None:
    """What was begun and not saved."""


@as_data
@pass_setting
def _drafts(setting: Setting, form: str | None) -> None:
    """Those of the person who acts and those of nobody in particular; they are continued in the app."""
    from kodoku_tui.services.desk.drafts import list_drafts
    from kodoku_tui.services.register.staff import registered_name, staff_id_of

    desk = setting.reading_desk()
    if setting.staff:
        with desk.reading() as connection:
            # Raises for a name that is nobody's.
            staff_id_of(connection, setting.staff, with_retired=True)
        desk.staff = registered_name(desk, setting.staff)
    else:
        tell(say("cli.drafts_of_nobody"))
    found, damaged = list_drafts(desk)
    give(
        form,
        DRAFT_FIELDS,
        [_record(one) for one in found],
        lambda: Table(
            [say(f"cli.column.{name}") for name in ("at", "form", "group", "begins_with", "year")],
            [
                [
                    one.draft.at[:16].replace("T", " "),
                    one.draft.form_name,
                    one.draft.group,
                    one.draft.first_line,
                    one.draft.year,
                ]
                for one in found
            ],
        ),
        empty="cli.empty.drafts",
    )
    if damaged:
        tell(say("cli.drafts_damaged", count=damaged))


def _record(one: FoundDraft) -> dict[str, Any]:
    from kodoku_tui.services.desk.drafts import kind_of

    draft = one.draft
    return {
        "kind": kind_of(one.key),
        "form": draft.form_name,
        "group": draft.group,
        "line": draft.first_line,
        "at": draft.at or None,
        "fiscal_year": draft.year,
    }
