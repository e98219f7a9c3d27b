"""Results on standard output, as a table, JSON or CSV; everything else on standard error."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from kodoku_tui.cli.frame.display import cut, display_width, padded
from kodoku_tui.domain.text.formulas import kept_as_text
from kodoku_tui.domain.text.obeyed import OBEYED, harmless
from kodoku_tui.locale import say

Cell = str | int | None
Record = Mapping[str, Any]

MARKED = f"{__name__}.marked"
"""Under this name the context keeps whether CSV is to begin with the mark of Excel, `None` where nobody said."""

_NARROWEST = 8
_BETWEEN = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """A list for people: a heading for each column, and the cells of each line. Numbers stand to the right."""

    headings: Sequence[str]
    lines: Sequence[Sequence[Cell]]


def give(
    form: str | None,
    fields: Sequence[str],
    records: Sequence[Record],
    table: Callable[[], Table],
    *,
    empty: str,
) -> None:
    """Hand out a list: `form` json or csv as data with these fields, else as a table for people.

    `empty` is the catalogue key that says what to do next where there is nothing to show.
    """
    if form == "json":
        give_json([{field: record[field] for field in fields} for record in records])
    elif form == "csv":
        give_csv(fields, records)
    elif not records:
        tell(say(empty))
    else:
        give_table(table())


def give_json(document: object) -> None:
    """One JSON document on standard output."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    print(OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def give_csv(fields: Sequence[str], records: Sequence[Record]) -> None:
    """CSV in UTF-8 whose first line holds the same names as the JSON.

    Into a file it begins with the mark by which Excel knows UTF-8; a program that reads it through a pipe gets none,
    unless `--bom` or `--no-bom` says otherwise.
    Text that a spreadsheet would take for a formula gets an apostrophe in front; lists are joined by 、.
    """
    context = click.get_current_context(silent=True)
    wanted = None if context is None else context.meta.get(MARKED)
    if _goes_into_a_file() if wanted is None else wanted:
        sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([_csv_value(record[field]) for field in fields] for record in records)


def give_table(table: Table) -> None:
    """A table aligned by the width on screen; at a terminal no wider than that, else whole."""
    lines = [[_cell_text(cell) for cell in line] for line in table.lines]
    widths = [
        max(display_width(heading), *(display_width(line[column]) for line in lines))
        for column, heading in enumerate(table.headings)
    ]
    if sys.stdout.isatty():
        _narrow(widths, shutil.get_terminal_size().columns)
    to_the_right = [
        all(isinstance(line[column], int | None) for line in table.lines)
        for column in range(len(table.headings))
    ]
    print(_line(table.headings, widths, to_the_right))
    for line in lines:
        print(_line(line, widths, to_the_right))


def give_lines(lines: Sequence[str]) -> None:
    """A page of text on standard output."""
    for line in lines:
        print(harmless(line))


def tell(sentence: str) -> None:
    """What is no result: what was saved, a warning, a refusal. Goes to standard error."""
    print(harmless(sentence), file=sys.stderr)


def refuse(sentence: str, *, form: str | None) -> None:
    """Say why nothing was done: to people, and under `--json` also as the document that is read there."""
    tell(sentence)
    if form == "json":
        give_json({"refused": sentence})


def _goes_into_a_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _cell_text(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(" ".join(str(cell).split("\n")))


def _line(cells: Sequence[str], widths: Sequence[int], to_the_right: Sequence[bool]) -> str:
    shown = (
        padded(cut(cell, width), width, to_the_right=right)
        for cell, width, right in zip(cells, widths, to_the_right, strict=True)
    )
    return _BETWEEN.join(shown).rstrip()


def _narrow(widths: list[int], room: int) -> None:
    """Take from the widest column until all fit, or until none can be read any narrower."""
    while sum(widths) + len(_BETWEEN) * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _csv_value(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return value
    return kept_as_text(harmless(_flat(value)))


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{name}: {_flat(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_flat(part) for part in value)
    return "" if value is None else str(value)
