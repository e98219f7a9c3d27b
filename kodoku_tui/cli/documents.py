"""The checklist of received documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import (
    Group,
    as_data,
    command,
    day_option,
    group_option,
    number_argument,
    option,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title

if TYPE_CHECKING:
    from kodoku_tui.services.duties.documents import DocumentEntry

DOCUMENT_FIELDS = (
    "group_no",
    "group",
    "milestone",
    "key",
    "title",
    "received",
    "place",
    "note",
    "missing",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(document)


@click.group(cls=Group, help="cli.help.document")
def document() -> None:
    """The checklist of received documents."""


@command(document, "list", "cli.help.document_list")
@group_option
@option("--missing", "only_missing", is_flag=True, help="cli.option.only_missing")
@as_data
@pass_setting
def document_list(setting: Setting, number: int | None, only_missing: bool, form: str | None) -> None:
    """The checklists of one group, or of every active one."""
    from kodoku_tui.services.duties.documents import list_documents, missing_documents

    desk = setting.reading_desk()
    found = missing_documents(desk, number) if only_missing else list_documents(desk, number)
    give(
        form,
        DOCUMENT_FIELDS,
        [document_record(each) for each in found],
        lambda: _table(setting, found),
        empty="cli.empty.documents",
    )


@command(document, "receive", "cli.help.document_receive")
@number_argument
@click.argument("key", metavar="KEY")
@click.argument("name", metavar="DOCUMENT")
@day_option("--on", help="cli.option.on")
@option("--place", metavar="PLACE", default="", help="cli.option.place")
@option("--note", metavar="TEXT", default="", help="cli.option.document_note")
@pass_setting
def document_receive(
    setting: Setting, number: int, key: str, name: str, on: str | None, place: str, note: str
) -> None:
    """Note that a document has come, and where it is kept."""
    from kodoku_tui.services.duties.documents import receive_document

    desk = setting.writing_desk()
    day = setting.day(desk, on, Direction.PAST)
    setting.tell(receive_document(desk, number, key, name, on=day, place=place, note=note))


@command(document, "open", "cli.help.document_open")
@number_argument
@click.argument("key", metavar="KEY")
@click.argument("name", metavar="DOCUMENT")
@option("--yes", "is_certain", is_flag=True, help="cli.option.yes")
@pass_setting
def document_open(setting: Setting, number: int, key: str, name: str, is_certain: bool) -> None:
    """Open a document with the application that this machine has for it."""
    from kodoku_tui.services.duties.documents import document_of, document_to_open, launch

    desk = setting.reading_desk()
    opening = document_to_open(desk, document_of(desk, number, key, name))
    if opening.is_web and not is_certain:
        question = say("cli.open_question", address=opening.target)
        if not click.confirm(question, default=False, err=True):
            return
    launch(opening)
    tell(say("documents.opened", target=opening.target))


def document_record(each: DocumentEntry) -> dict[str, Any]:
    """One line of a checklist as data."""
    return {field: getattr(each, field) for field in DOCUMENT_FIELDS} | {
        "title": say_title(each.title, each.title_en)
    }


def document_line(setting: Setting, each: DocumentEntry) -> str:
    """One line of a checklist for people."""
    words = [say_title(each.title, each.title_en), _received(setting, each), each.place, each.note]
    return "  ".join(" ".join(word.split()) for word in words if word)


def _received(setting: Setting, each: DocumentEntry) -> str:
    if each.received:
        return say_day(each.received, today=setting.today)
    return say("cli.missing") if each.missing else say("phrase.none")


def _table(setting: Setting, found: list[DocumentEntry]) -> Table:
    names = ("number", "group", "key", "milestone", "document", "received", "place", "remark")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.group_no,
                each.group,
                f"{each.milestone} {each.key}",
                say_title(each.milestone_title, each.milestone_title_en),
                say_title(each.title, each.title_en),
                _received(setting, each),
                each.place,
                each.note,
            ]
            for each in found
        ],
    )
