"""The licences of what the program is made of."""

from __future__ import annotations

import click

from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import as_data, command
from kodoku_tui.locale import say

_FIELDS = ("name", "version", "licence")


def register(root: click.Group) -> None:
    """Add the command to the root."""
    command(root, "licences", "cli.help.licences")(list_licences)


@as_data
def list_licences(form: str | None) -> None:
    """Every part that is installed for the program, with its version and its licence."""
    from kodoku_tui.services.desk.licences import licences

    records = [{field: getattr(one, field) for field in _FIELDS} for one in licences()]
    give(
        form,
        _FIELDS,
        records,
        lambda: Table(
            [say(f"licence.column_{field}") for field in _FIELDS],
            [[record[field] for field in _FIELDS] for record in records],
        ),
        empty="licence.nothing",
    )
