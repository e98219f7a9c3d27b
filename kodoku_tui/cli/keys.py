"""The keys of the app, and the file in which a person gives other ones."""

from __future__ import annotations

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give_json, give_table, tell
from kodoku_tui.cli.frame.parts import as_json, command
from kodoku_tui.locale import say


def register(root: click.Group) -> None:
    """Add the command to the root."""
    command(root, "keys", "cli.help.keys")(keys)


@as_json
@pass_setting
def keys(setting: Setting, form: str | None) -> None:
    """Every command with its keys, where the file is, and what in it cannot be."""
    file, records, problems = setting.list_keys()
    if form == "json":
        give_json({"file": str(file), "keys": records, "problems": problems})
        return
    headings = [say(f"keymap.column_{name}") for name in ("area", "title", "keys", "taken", "name")]
    lines = [
        [
            record["area"],
            record["title"],
            " / ".join(record["keys"]),
            "、".join(f"{key}: {'・'.join(takers)}" for key, takers in record["taken"].items()),
            record["name"],
        ]
        for record in records
    ]
    give_table(Table(headings, lines))
    for problem in problems:
        tell(problem)
    tell(say("keymap.where", file=file))
