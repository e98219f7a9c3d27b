"""消去: words or records taken out for good, from the file, its log, its backups and the drafts of this machine.

First the file, then each backup, then the drafts, last what is free in the file. It can be stopped at any moment: the
file keeps that it was begun, `check` says so, and the same act once more goes on with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.erasing import RECORD_KINDS, WordsToErase
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import drafts_folder, erase_in_drafts
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.backups import backups_of, folder_of, rewrite, strangers_in
from kodoku_tui.store.beginning import begin_writing
from kodoku_tui.store.change_log import as_json
from kodoku_tui.store.copies import make_clean
from kodoku_tui.store.erasing import (
    Found,
    erase_records,
    erase_words,
    leaving_no_trace,
    let_keys_be_made_anew,
)
from kodoku_tui.store.erasures import (
    Erasure,
    Records,
    State,
    ids_of,
    set_state,
    unfinished_in,
    write_down,
)
from kodoku_tui.store.rows_then import file_code
from kodoku_tui.store.stored_keys import renew_keys_of
from kodoku_tui.store.transactions import roll_back
from kodoku_tui.store.unit import Unit
from kodoku_tui.store.written_files import clear_remains

Told = Callable[[Said], None]
"""Hears how far it came."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be erased. `found` in the file, `backups` that would be written anew, `drafts` that hold something;
    `out_of_reach` lie beside and stay as they are."""

    found: Found
    backups: list[Path]
    drafts: int
    out_of_reach: list[Path]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found in the file and the drafts; backups are looked into only when they are written."""
        return not self.found.total and not self.drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Outcome):
    """What was erased. `unwritten` are backups and drafts in which it may still stand; `is_clean` is no where others
    had the file open, so that traces may be left until it is done once more."""

    found: Found
    backups: int
    drafts: int
    unwritten: list[Path]
    out_of_reach: list[Path]
    is_clean: bool


@dataclass(frozen=True, slots=True)
class _Aim:
    """What is to be erased: `words`, or `records` by their uids."""

    what: str
    kind: str
    params: Mapping[str, object]
    words: WordsToErase | None = None
    records: Records | None = None

    def erase_in(self, connection: sqlite3.Connection, *, writes: bool = True) -> Found:
        """Erase it in one file, whichever."""
        if self.words is not None:
            return erase_words(connection, self.words, writes=writes)
        records = ids_of(connection, self.records or {})
        return erase_records(connection, records, writes=writes)[0]

    def from_text(self, text: str) -> str:
        """A text of a draft without it."""
        return text if self.words is None else self.words.erased_from(text)

    @property
    def uids(self) -> list[str]:
        """The records that drafts may be about."""
        return [uid for uids in (self.records or {}).values() for uid in uids]


def preview_words(desk: Desk, texts: Iterable[str]) -> Preview:
    """Where these words stand; nothing is written. Raises `Refused` for what is too short to be told from others."""
    return _preview(desk, _words(texts))


def preview_record(desk: Desk, kind: str, row_id: int) -> Preview:
    """What of one record would be emptied. Raises `Refused` where there is none."""
    return _preview(desk, _record(desk, kind, row_id))


def erase_words_for_good(
    desk: Desk, texts: Iterable[str], reason: str, *, told: Told = lambda _said: None
) -> Erased:
    """Erase these words wherever they stand. Raises `Refused` where nobody says who does it, or why."""
    return _erase(desk, _words(texts), reason, told)


def erase_record_for_good(
    desk: Desk, kind: str, row_id: int, reason: str, *, told: Told = lambda _said: None
) -> Erased:
    """Empty one record and all that the log says of it. Raises `Refused` as above, and where there is none."""
    return _erase(desk, _record(desk, kind, row_id), reason, told)


def erase_records_for_good(
    desk: Desk, what: str, kind: str, records: Records, reason: str, *, told: Told = lambda _said: None
) -> Erased:
    """Empty many records at once, by their uids; `what` is what the log calls it."""
    return _erase(desk, _Aim(what, kind, {}, records=records), reason, told)


def preview_records(desk: Desk, records: Records) -> Preview:
    """What of these records would be emptied."""
    return _preview(desk, _Aim("", "", {}, records=records))


def unfinished(desk: Desk) -> list[Erasure]:
    """Erasures that were stopped on the way."""
    with desk.reading() as connection:
        return unfinished_in(connection)


def go_on(desk: Desk, erasure: Erasure) -> bool:
    """Go on with one that was stopped, where that needs no words; whether it is done now."""
    with desk.reading() as connection:
        if erasure.state is State.BEGUN:
            if not erasure.records:
                return False
            aim = _Aim("", erasure.kind, {}, records=erasure.records)
            with leaving_no_trace(connection):
                begin_writing(connection)
                try:
                    found = aim.erase_in(connection)
                    renew_keys_of(connection, found.touched)
                    connection.execute("COMMIT")
                except BaseException:
                    roll_back(connection)
                    raise
            _, unwritten = _erase_beside(desk, aim, erasure, lambda _said: None)
            if unwritten:
                return False
        return _clean(desk, erasure)


def _words(texts: Iterable[str]) -> _Aim:
    cleaned = [clean_text(text).text for text in texts]
    return _Aim("unit.erase_words", "words", {}, words=WordsToErase(cleaned))


def _record(desk: Desk, kind: str, row_id: int) -> _Aim:
    if kind not in RECORD_KINDS:
        raise Refused("error.no_such_record_kind", field="kind", kind=kind, kinds="、".join(RECORD_KINDS))
    with desk.reading() as connection:
        found = connection.execute(f"SELECT uid FROM {kind} WHERE id = ?", (row_id,)).fetchone()
        if found is None:
            raise Refused("error.no_such_record", field="row_id", of_table=kind, row=row_id)
        records = {kind: [found["uid"]]}
        if kind == "linkage":
            levels = connection.execute("SELECT uid FROM linkage_level WHERE linkage_id = ?", (row_id,))
            records["linkage_level"] = [uid for (uid,) in levels]
    return _Aim("unit.erase_record", "record", {"of_table": kind, "row": row_id}, records=records)


def _preview(desk: Desk, aim: _Aim) -> Preview:
    with desk.reading() as connection:
        connection.execute("BEGIN")
        try:
            found = aim.erase_in(connection, writes=False)
            code = file_code(connection)
        finally:
            roll_back(connection)
    drafts, _ = erase_in_drafts(code, aim.from_text, aim.uids, writes=False)
    return Preview(found, [backup.path for backup in backups_of(desk.path)], drafts, strangers_in(desk.path))


def _erase(desk: Desk, aim: _Aim, reason: str, told: Told) -> Erased:
    reason = clean_text(reason).text
    if not reason:
        raise Refused("error.erase_without_reason", field="reason")
    if not desk.staff:
        raise Refused("error.erase_by_nobody", field="reason")
    if aim.words is not None and aim.words.erased_from(reason) != reason:
        raise Refused("error.erase_reason_holds_words", field="reason")
    erasure = _begin(desk, aim, reason)
    told(Said("erase.in_file"))
    with desk.reading() as connection:
        with leaving_no_trace(connection), desk.writing(aim.what, reason=reason, **aim.params) as unit:
            found = _erase_in_unit(unit, aim, erasure)
        outcome = Outcome.of(unit, Said("saved.erased", count=found.total))
        erasure = replace(erasure, places=found.total)
        done, unwritten = _erase_beside(desk, aim, erasure, told)
        told(Said("erase.cleaning"))
        is_clean = not unwritten and _clean(desk, erasure)
    return Erased(
        unit=outcome.unit,
        act=outcome.act,
        saved=outcome.saved,
        changed_rows=outcome.changed_rows,
        can_be_undone=False,
        found=found,
        backups=done.backups,
        drafts=done.drafts,
        unwritten=unwritten,
        out_of_reach=strangers_in(desk.path),
        is_clean=is_clean,
    )


def _begin(desk: Desk, aim: _Aim, reason: str) -> Erasure:
    """Let the file know before anything is erased; an erasure of the same that was stopped goes on."""
    erasure = Erasure.begun(desk.moment_of_act, desk.staff, reason, aim.kind, aim.records)
    if aim.words is not None:
        erasure = replace(erasure, mark=aim.words.digest(erasure.uid))
    with desk.reading() as connection:
        desk.refuse_another_file(connection)
        for stopped in unfinished_in(connection):
            is_same = (
                stopped.kind == aim.kind and stopped.records == (aim.records or {})
                if aim.words is None
                else stopped.mark == aim.words.digest(stopped.uid)
            )
            if is_same:
                return stopped
        begin_writing(connection)
        try:
            write_down(connection, erasure)
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise
    return erasure


def _erase_in_unit(unit: Unit, aim: _Aim, erasure: Erasure) -> Found:
    connection = unit.connection
    found = aim.erase_in(connection)
    renew_keys_of(connection, found.touched)
    # The log is about what was written anew too: the act has a sentence with how much, and no lines.
    unit.changes += max(found.total, 1)
    unit.params = {**unit.params, "count": found.total, "tables": dict(found.by_table), "log": found.log}
    connection.execute("UPDATE unit SET what_params = ? WHERE id = ?", (as_json(unit.params), unit.id))
    connection.execute(
        "UPDATE erasure SET unit_id = ?, places = places + ? WHERE uid = ?",
        (unit.id, found.total, erasure.uid),
    )
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    backups: int
    drafts: int


def _erase_beside(desk: Desk, aim: _Aim, erasure: Erasure, told: Told) -> tuple[_Beside, list[Path]]:
    """Backups and drafts; what could not be written."""
    unwritten: list[Path] = []
    for folder in (desk.path.parent, folder_of(desk.path)):
        if folder.is_dir():
            clear_remains(folder)
    backups = backups_of(desk.path)
    count = 0

    def change(copy: sqlite3.Connection) -> None:
        aim.erase_in(copy)
        write_down(copy, replace(erasure, state=State.DONE))
        let_keys_be_made_anew(copy)

    for number, backup in enumerate(backups, start=1):
        told(Said("erase.in_backup", number=number, count=len(backups)))
        try:
            rewrite(backup.path, change, database=desk.path)
            count += 1
        except Refused:
            # It may have been let go by the rule meanwhile.
            if backup.path.exists():
                unwritten.append(backup.path)
    with desk.reading() as connection:
        code = file_code(connection)
    home = drafts_folder(code, "")
    if home.is_dir():
        clear_remains(home)
    drafts, failed = erase_in_drafts(code, aim.from_text, aim.uids)
    unwritten += failed
    if not unwritten:
        with desk.reading() as connection:
            set_state(connection, erasure.uid, State.WRITTEN)
    return _Beside(count, drafts), unwritten


def _clean(desk: Desk, erasure: Erasure) -> bool:
    with desk.reading() as connection:
        if not make_clean(desk.path):
            return False
        set_state(connection, erasure.uid, State.DONE)
    return True
