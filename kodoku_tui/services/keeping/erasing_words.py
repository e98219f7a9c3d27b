"""What is said before and after an erasure, on screen and on the command line alike."""

from __future__ import annotations

from kodoku_tui.domain.text.snippets import snippet
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_any_column, say_any_table
from kodoku_tui.services.keeping.erasing import Erased, Preview
from kodoku_tui.store.erasing import Found

# So many places are shown; the rest is a number.
_SHOWN = 12
_LETTERS = 60


def preview_lines(preview: Preview) -> list[str]:
    """Where it stands, what else will be written anew, and what is not reached."""
    return [*_found_lines(preview), *_backup_lines(preview), say("erase.not_reached"), say("erase.for_good")]


def erased_lines(erased: Erased) -> list[str]:
    """What was written anew, what could not be, and what was never reached."""
    lines = [say("erase.done", backups=erased.backups, drafts=erased.drafts)]
    lines += [say("erase.unwritten", path=path.name) for path in erased.unwritten]
    lines += [say("erase.out_of_reach", path=path.name) for path in erased.out_of_reach]
    if not erased.is_clean and not erased.unwritten:
        lines.append(say("erase.not_clean"))
    return [*lines, say("erase.not_reached")]


def _found_lines(preview: Preview) -> list[str]:
    if preview.is_empty:
        return [say("erase.found_nothing")]
    found = preview.found
    lines = [say("erase.found", places=_tables(found), log=found.log, drafts=preview.drafts)]
    lines += [
        say(
            "erase.place",
            of_table=say_any_table(place.table),
            row=place.row_id,
            of_column=say_any_column(place.column),
            text=snippet(place.text, (), length=_LETTERS),
        )
        for place in found.places[:_SHOWN]
    ]
    more = sum(found.by_table.values()) - min(_SHOWN, len(found.places))
    return [*lines, say("erase.more_places", count=more)] if more else lines


def _tables(found: Found) -> str:
    counts = [
        say("erase.found_table", of_table=say_any_table(name), count=count)
        for name, count in found.by_table.items()
    ]
    return say("phrase.and").join(counts) or say("phrase.none")


def _backup_lines(preview: Preview) -> list[str]:
    lines = [say("erase.backups", count=len(preview.backups))] if preview.backups else []
    return lines + [say("erase.out_of_reach", path=path.name) for path in preview.out_of_reach]
