"""Who a note is for, as they are registered, and what its author has to know before others read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodoku_tui.domain.checkins.readers import as_stored, names_in
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.likely_names import hiding_places, likely_names
from kodoku_tui.domain.words import Reader
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.contacts import list_contacts
from kodoku_tui.services.register.staff import name_of, staff_id_of

if TYPE_CHECKING:
    from kodoku_tui.domain.checkins.entries import CheckinEntry


def named_readers(desk: Desk, entry: CheckinEntry, author: str | None) -> str:
    """Who reads a note for named people, as they are registered; whoever writes it does not shut themselves out.

    Empty for any other note. Raises `Refused` for a name that is nobody's, and where nobody at all would read it.
    """
    if entry.reader is not Reader.NAMED:
        return ""
    with desk.reading() as connection:
        ids = [
            staff_id_of(connection, name, field="named", with_retired=True) for name in names_in(entry.named)
        ]
        named = [name_of(connection, one) for one in ids]
    if desk.staff and desk.staff != author:
        named.append(desk.staff)
    if not named and not author:
        raise Refused("error.limited_to_nobody", field="named")
    return as_stored(named)


def before_it_goes_out(desk: Desk, entry: CheckinEntry) -> list[Said]:
    """What a note that may be shared should not tell: who somebody is, and where people hide."""
    if entry.reader is not Reader.SHARED:
        return []
    people = [contact.name for contact in list_contacts(desk, entry.group_no) if contact.name in entry.note]
    names = list(dict.fromkeys([*people, *likely_names(entry.note)]))
    places = hiding_places(entry.note)
    return [
        *([Said("warning.likely_names", names="、".join(names))] if names else []),
        *([Said("warning.hiding_places", words="、".join(places))] if places else []),
    ]


def seen_by_all(entry: CheckinEntry, promises: int) -> list[Said]:
    """That what a note for named people promises stands in everybody's lists: somebody has to keep it."""
    return (
        [Said("warning.promises_seen", count=promises)] if entry.reader is Reader.NAMED and promises else []
    )
