"""Search over everything that was written down."""

from __future__ import annotations

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import Whole, as_data, command, option
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day

SAME_NAMES_FIELDS = ("kind", "names")
SEARCH_FIELDS = ("kind", "group_no", "group", "date", "text", "fiscal_year")


def register(root: click.Group) -> None:
    """Add the command to the root."""
    command(root, "search", "cli.help.search")(_search)
    command(root, "same-names", "cli.help.same_names")(_same_names)


@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@option("--limit", type=Whole(), metavar="N", help="cli.option.limit")
@as_data
@pass_setting
def _search(setting: Setting, words: tuple[str, ...], limit: int | None, form: str | None) -> None:
    """Everything of every year that holds the words, as data with the whole text, for people in part."""
    from kodoku_tui.domain.text.search_words import words_in
    from kodoku_tui.services.desk.search import search

    text = " ".join(words)
    found = search(setting.reading_desk(), text, limit=limit or -1)
    keys = words_in(text)
    names = ("year", "kind", "day", "number", "group", "context")
    give(
        form,
        SEARCH_FIELDS,
        [{field: getattr(each, field) for field in SEARCH_FIELDS} for each in found],
        lambda: Table(
            [say(f"cli.column.{name}") for name in names],
            [
                [
                    each.fiscal_year,
                    say(f"search.{each.noun}"),
                    say_day(each.date, today=setting.today) if each.date else None,
                    each.group_no,
                    each.group,
                    each.around(keys),
                ]
                for each in found
            ],
        ),
        empty="cli.empty.search",
    )


@as_data
@pass_setting
def _same_names(setting: Setting, form: str | None) -> None:
    """The names that mean the same to every search and import, though different bodies or people bear them."""
    from kodoku_tui.services.desk.same_names import same_names

    found = same_names(setting.reading_desk())
    give(
        form,
        SAME_NAMES_FIELDS,
        [{"kind": one.table, "names": list(one.names)} for one in found],
        lambda: Table(
            [say("cli.column.kind"), say("cli.column.same_names")],
            [[say(f"table.{one.table}"), "、".join(one.names)] for one in found],
        ),
        empty="cli.empty.same_names",
    )
