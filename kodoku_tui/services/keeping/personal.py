"""Where personal data lies: how much of it in which table, in drafts, in backups, and whether exports show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import draft_files
from kodoku_tui.services.desk.file_settings import personal_data_allowed
from kodoku_tui.services.desk.known_persons import redactor_for
from kodoku_tui.store.backups import backups_of
from kodoku_tui.store.rows_then import file_code
from kodoku_tui.store.written_words import JSON_COLUMNS, tables_with_words

# These are persons by themselves, told by their own numbers; staff and those who acted are the secretariat.
_OF_THEIR_OWN = frozenset({"contact", "staff", "unit", "erasure", "organization", "organization_alias"})
# Who of the secretariat wrote it down.
_WRITERS = ("recorded_by", "held_by", "by")
_NAMES_BY_THEMSELVES = frozenset({("attendance", "names"), ("review", "present")})


@dataclass(frozen=True, slots=True)
class PersonalPlace:
    """One place. `kind` is for scripts, `table` where it is one, `count` how many rows, files or days."""

    kind: str
    count: int
    table: str = ""


def personal_places(desk: Desk) -> list[PersonalPlace]:
    """Where personal data lies, as far as rules find it; nothing is written, and none of it is wrong."""
    with desk.reading() as connection:
        people, phones, mails = connection.execute(
            "SELECT count(*), count(nullif(phone, '')), count(nullif(mail, '')) FROM contact"
        ).fetchone()
        (participants,) = connection.execute("SELECT count(*) FROM attendance WHERE names <> ''").fetchone()
        notes: Counter[str] = Counter()
        redactor = redactor_for(connection)
        for table, columns in tables_with_words(connection):
            kept = [
                column
                for column in columns
                if column not in _WRITERS and (table, column) not in JSON_COLUMNS | _NAMES_BY_THEMSELVES
            ]
            if table in _OF_THEIR_OWN or not kept:
                continue
            for row in connection.execute(f"SELECT {', '.join(kept)} FROM main.{table}"):
                notes[table] += any(text and redactor.finds_somebody_in(text) for text in row)
        code = file_code(connection)
    found = [
        PersonalPlace("contacts", people),
        PersonalPlace("phones", phones),
        PersonalPlace("mails", mails),
        PersonalPlace("participants", participants),
        *(PersonalPlace("notes", count, table) for table, count in notes.items() if count),
        PersonalPlace("drafts", len(draft_files(code))),
        PersonalPlace("backups", len(backups_of(desk.path))),
        PersonalPlace("exports_show_it", int(personal_data_allowed(desk))),
    ]
    return [one for one in found if one.count]
