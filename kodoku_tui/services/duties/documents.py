"""The checklist of documents that a deliverable consists of: what has come, where it is kept, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kodoku_tui.domain.duties.documents import PlaceKind, check_document_name, place_kind
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.moves import group_and_duty, milestone_of
from kodoku_tui.services.register.finding import check_after_contract, closing, group_of, said_after_ending
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One line of a checklist; `version` 0 while the document has not come. Dates are ISO text.

    `place` is a path, a web address or words, as it was written.
    """

    id: int | None
    version: int
    group_no: int
    group: str
    milestone_id: int
    milestone: str
    milestone_title: str
    milestone_title_en: str
    due: str
    plan_document_id: int
    key: str
    title: str
    title_en: str
    received: str | None
    place: str
    note: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What is opened when a person opens a document: a web address, or a path that exists."""

    target: str
    is_web: bool


def list_documents(
    desk: Desk, number: int | None = None, *, milestone: str | None = None
) -> list[DocumentEntry]:
    """The checklists of one group, or of every active one, in the order of the plan."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "duties/documents",
            programme_id=desk.programme["id"],
            number=None if number is None else group_of(desk, number)["number"],
            milestone=milestone,
        )
        return [DocumentEntry(**{**document, "missing": bool(document["missing"])}) for document in found]


def missing_documents(desk: Desk, number: int | None = None) -> list[DocumentEntry]:
    """What should be here and is not: its deliverable was handed in or is overdue."""
    return [document for document in list_documents(desk, number) if document.missing]


def receive_document(
    desk: Desk,
    number: int,
    milestone: str,
    document: str,
    *,
    on: date,
    place: str = "",
    note: str = "",
    version: int | None = None,
) -> Outcome:
    """Note that a document has come, where it is kept and what is to be said of it; once more corrects that.

    `document` is its key or title. Raises `Refused` for a group that is not active, a date in the future or before
    the contract (papers of the contract itself come earlier), a document that is not on the list, a file that is none
    of the kinds that documents are, and an address that is no web address. A path at which there is nothing now is
    kept, with a warning: a share may be away.
    """
    place, note = clean_text(place).text.strip(), clean_text(note, multiline=True).text.strip()
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    group, duty = group_and_duty(desk, number, milestone, on)
    entry = document_of(desk, number, milestone, document)
    if duty["kind"] != MilestoneKind.CONTRACT:
        check_after_contract(desk, group["id"], on)
    warnings = _warnings_of(desk, place) if place != entry.place else ()
    with desk.writing(
        "unit.receive_document",
        number=number,
        name=entry.group,
        title=entry.title,
        title_en=entry.title_en,
        **closing(group, on),
    ) as unit:
        values = {"received_on": on.isoformat(), "place": place, "note": note}
        if entry.id is None:
            row_id = unit.insert(
                "document",
                milestone_id=entry.milestone_id,
                plan_document_id=entry.plan_document_id,
                **values,
            )
        else:
            row_id = entry.id
            unit.update("document", row_id, values, version=entry.version if version is None else version)
    group_words = f"{number} {entry.group}"
    saved = Said("saved.document", group=group_words, title=entry.title, title_en=entry.title_en)
    followed = said_after_ending(group) if closing(group, on) else ()
    return Outcome.of(unit, saved, row_id=row_id, followed=followed, warnings=warnings)


def document_of(desk: Desk, number: int, milestone: str, document: str) -> DocumentEntry:
    """One line of a group's checklist by key or title; raises `Refused` naming those there are."""
    milestone_of(desk, group_of(desk, number)["id"], milestone)
    entries = list_documents(desk, number, milestone=milestone)
    for entry in entries:
        if document in (entry.key, entry.title, entry.title_en):
            return entry
    if not entries:
        raise Refused("error.no_documents", field="key", key=milestone)
    choices = ", ".join(f"{entry.key} {entry.title}" for entry in entries)
    raise Refused("error.no_such_document", field="document", document=document, choices=choices)


def document_to_open(desk: Desk, entry: DocumentEntry) -> Opening:
    """What to open for a document; raises `Refused` when it has no place or its file is gone."""
    if not entry.place:
        raise Refused("error.document_nowhere", field="place", title=entry.title, title_en=entry.title_en)
    return _opening_of(desk, entry.place)


def _warnings_of(desk: Desk, place: str) -> tuple[Said, ...]:
    """What one should know of a place; raises `Refused` for what could never be opened."""
    if not place:
        return ()
    try:
        _opening_of(desk, place)
    except Refused as refused:
        if refused.key not in ("error.document_gone", "error.document_elsewhere"):
            raise
        is_away = refused.key == "error.document_gone"
        return (Said("warning.place_away", path=place),) if is_away else ()
    return ()


def _opening_of(desk: Desk, place: str) -> Opening:
    kind = place_kind(place)
    if kind is PlaceKind.WEB:
        return Opening(place, is_web=True)
    # Beside the file, unless it says where; so a folder of documents can move along with the file.
    path = desk.path.parent / Path(place).expanduser()
    try:
        is_there = path.exists()
        is_folder = is_there and path.is_dir()
    except (OSError, ValueError, RuntimeError):
        is_there = is_folder = False
    if not is_there:
        if kind is PlaceKind.WORDS:
            raise Refused("error.document_elsewhere", field="place", place=place)
        raise Refused("error.document_gone", field="place", path=place)
    if not is_folder:
        check_document_name(path.name)
    return Opening(str(path.resolve()), is_web=False)


def launch(opening: Opening) -> None:
    """Open it with whatever this machine opens such things with; raises `Refused` when there is nothing.

    No shell is involved: the target is one argument of the system's own opener.
    """
    import click

    if click.launch(opening.target) != 0:
        raise Refused("error.cannot_launch", target=opening.target)
