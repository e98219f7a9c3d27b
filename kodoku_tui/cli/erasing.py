"""消去: words and records taken out for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import give_json, give_lines, tell
from kodoku_tui.cli.frame.parts import Group, Whole, as_json, command, option
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from kodoku_tui.domain.said import Said
    from kodoku_tui.services.keeping.erasing import Erased, Preview

_ASKED_FOR = "-"


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(erase)


@click.group(cls=Group, help="cli.help.erase")
def erase() -> None:
    """Words and records taken out for good."""


@command(erase, "words", "cli.help.erase_words")
@click.argument("words", nargs=-1, metavar="[TEXT...]")
@option("--reason", metavar="TEXT", default="", help="cli.option.erase_reason")
@option("--dry-run", is_flag=True, help="cli.option.erase_dry_run")
@option("--yes", "is_certain", is_flag=True, help="cli.option.erase_yes")
@as_json
@pass_setting
def erase_words(
    setting: Setting, words: tuple[str, ...], reason: str, dry_run: bool, is_certain: bool, form: str | None
) -> None:
    """Words, wherever they stand."""
    from kodoku_tui.services.keeping.erasing import erase_words_for_good, preview_words

    desk = setting.writing_desk()
    texts = _asked_for() if words in ((), (_ASKED_FOR,)) else list(words)
    _erase(
        lambda: preview_words(desk, texts),
        lambda told: erase_words_for_good(desk, texts, reason, told=told),
        setting,
        dry_run=dry_run,
        is_certain=is_certain,
        form=form,
    )


@command(erase, "record", "cli.help.erase_record")
@click.argument("kind", metavar="KIND")
@click.argument("row_id", type=Whole(), metavar="ID")
@option("--reason", metavar="TEXT", default="", help="cli.option.erase_reason")
@option("--dry-run", is_flag=True, help="cli.option.erase_dry_run")
@option("--yes", "is_certain", is_flag=True, help="cli.option.erase_yes")
@as_json
@pass_setting
def erase_record(
    setting: Setting,
    kind: str,
    row_id: int,
    reason: str,
    dry_run: bool,
    is_certain: bool,
    form: str | None,
) -> None:
    """The texts of one record."""
    from kodoku_tui.services.keeping.erasing import erase_record_for_good, preview_record

    desk = setting.writing_desk()
    _erase(
        lambda: preview_record(desk, kind, row_id),
        lambda told: erase_record_for_good(desk, kind, row_id, reason, told=told),
        setting,
        dry_run=dry_run,
        is_certain=is_certain,
        form=form,
    )


@command(erase, "expired", "cli.help.erase_expired")
@option("--reason", metavar="TEXT", default="", help="cli.option.erase_reason")
@option("--dry-run", is_flag=True, help="cli.option.erase_dry_run")
@option("--yes", "is_certain", is_flag=True, help="cli.option.erase_yes")
@as_json
@pass_setting
def erase_expired(setting: Setting, reason: str, dry_run: bool, is_certain: bool, form: str | None) -> None:
    """What is personal of the years whose retention date is over."""
    from kodoku_tui.services.keeping import retention

    desk = setting.writing_desk()
    tell(say("erase.retained"))
    _erase(
        lambda: retention.preview_expired(desk),
        lambda told: retention.erase_expired(desk, reason, told=told),
        setting,
        dry_run=dry_run,
        is_certain=is_certain,
        form=form,
    )


def _erase(
    look: Callable[[], Preview],
    act: Callable[[Callable[[Said], None]], Erased],
    setting: Setting,
    *,
    dry_run: bool,
    is_certain: bool,
    form: str | None,
) -> None:
    from kodoku_tui.locale.phrases import say_said
    from kodoku_tui.services.keeping.erasing_words import erased_lines, preview_lines

    preview = look()
    if form != "json":
        give_lines(preview_lines(preview))
    if dry_run:
        if form == "json":
            give_json(_document(preview, None))
        tell(say("erase.dry_run"))
        return
    if not is_certain:
        _ask()
    erased = act(lambda said: tell(say_said(said)))
    if form == "json":
        give_json(_document(preview, erased))
    setting.tell(erased)
    for line in erased_lines(erased):
        tell(line)


def _asked_for() -> list[str]:
    """The words, a line each: what is typed as an argument stands in the list of processes for all to see."""
    if sys.stdin.isatty():
        tell(say("erase.ask_words"))
    lines = []
    for line in sys.stdin:
        if not line.strip():
            break
        lines.append(line)
    return lines


def _ask() -> None:
    """Raise `Refused` unless the word of the erasure is typed."""
    from kodoku_tui.domain.errors import Refused

    if not sys.stdin.isatty():
        raise Refused("error.erase_needs_yes")
    tell(say("erase.ask_confirm", word=say("erase.confirm_word")))
    if sys.stdin.readline().strip() != say("erase.confirm_word"):
        raise Refused("error.erase_not_confirmed")


def _document(preview: Preview, erased: Erased | None) -> dict[str, Any]:
    found = preview.found if erased is None else erased.found
    return {
        "places": dict(found.by_table),
        "log": found.log,
        "drafts": preview.drafts if erased is None else erased.drafts,
        "backups": len(preview.backups) if erased is None else erased.backups,
        "where": [
            {"table": place.table, "id": place.row_id, "field": place.column, "text": place.text}
            for place in (preview.found.places if erased is None else ())
        ],
        "out_of_reach": [str(path) for path in preview.out_of_reach],
        "unwritten": [] if erased is None else [str(path) for path in erased.unwritten],
        "unit": None if erased is None else erased.unit,
        "clean": None if erased is None else erased.is_clean,
    }
