"""What the lists share in working out what a row comes to: which group, which record, which cells were edited."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from kodoku_tui.domain.columns import ListColumn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.intake_lists import NAMING_COLUMNS
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import Asked, GroupFinder, KnownGroup
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.standing.standing import Origin, alike
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.rows_then import ids_by_uid
from kodoku_tui.store.unit import Unit


class Planner:
    """Works out the rows of one list. `new_staff` are people whom applying would register."""

    # Where the fields of a refusal are called otherwise than the columns.
    FIELDS: Mapping[str, str] = {}
    # At which column it is told that a line shows another record than its key is of.
    TOLD_BY = "group"
    # What does not tell one record of a group from another.
    NOT_COMPARED = frozenset({"group_no", "group"})
    source_name = ""
    """What the file is called, without its ending."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        self.desk = desk
        self.connection = desk.connection
        self.programme = desk.programme
        self.layout = layout
        self.origin = origin
        self.finder = finder
        self.columns: dict[str, ListColumn] = {one.key: one.column for one in layout.columns}
        self.new_staff: list[str] = []
        self._staff: dict[str, int] = {}
        self._names_of_staff: dict[int, str] = {
            found["id"]: found["name"] for found in self.connection.execute("SELECT id, name FROM staff")
        }
        self._first_line: dict[Hashable, tuple[IntakeRow, dict[str, Any]]] = {}

    def plan(self, read: ReadRow, row: IntakeRow) -> None:
        """Fill in what the row comes to. What is refused on the way becomes an error at its cell."""
        try:
            self.work_out(read, row)
        except Asked as asked:
            row.question = asked.question
            self.complain(read, row, asked)
        except Refused as refused:
            self.complain(read, row, refused)

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        """Fill in what the row comes to; raises `Refused` for what cannot be."""
        raise NotImplementedError

    def identities(self) -> Mapping[int, Identity]:
        """Every record that the keys of the list may name, by its id; none where lines are found without keys."""
        return {}

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        """What a line shows of its record, with what it does not say taken from the record of its key.

        Raises `Refused` where that names nothing.
        """
        return Name(group_id)

    def said_name(self, read: ReadRow) -> str:
        """The same in words."""
        said = read.values.get("group") or read.values.get("group_no")
        return str(said or say("phrase.none"))

    def is_unrecorded(self, name: Name) -> bool:
        """Whether a line may show this although nothing is recorded under it so far."""
        return False

    def group_shown(self, read: ReadRow, own: Identity) -> int:
        """The id of the group that number and name of a line with a key show; its record's where they show none.

        Raises `Refused` where number and name are not of one group, or of none.
        """
        known = self.finder.by_id[own.names[0].group_id]
        number, name = read.values.get("group_no"), read.values.get("group")
        named = self.finder.named(name) if name else []
        if number is not None and number != known.number:
            other = self.finder.by_number.get(number)
            if other is None or (name and other not in named):
                raise Refused(
                    "error.key_is_another_group", field="group_no", number=number, known=known.number
                )
            return other.id
        if not named or known in named:
            return known.id
        if number is None and len(named) == 1:
            return named[0].id
        raise Refused("error.key_is_another_record", field="group", known=known.name, shown=name)

    def rekey(self, read: ReadRow, row_id: int) -> None:
        """Give a line the key of another record than the one that was left beside it."""
        assert read.key is not None
        read.key = replace(read.key, uid=self._uids_by_id[row_id])

    def finish(self, rows: Sequence[IntakeRow]) -> None:
        """Look at what the rows come to together."""

    def before_writing(self, unit: Unit, rows: Sequence[IntakeRow]) -> Sequence[IntakeRow]:
        """The rows in the order in which they are written; whatever is written for all of them at once."""
        return rows

    def complain(self, read: ReadRow, row: IntakeRow, refused: Refused) -> None:
        """Put a refusal at the cell that it is about."""
        field = refused.field or ""
        row.errors.append(read.table.error(read.record, self.FIELDS.get(field, field), refused))

    def skip(self, row: IntakeRow, reason: str) -> None:
        """Leave the row, with the reason (a key under `import.skipped_`)."""
        row.skipped = f"import.skipped_{reason}"

    def remark_computed(self, row: IntakeRow, read: ReadRow, keys: Sequence[str]) -> None:
        """Say which edited cells are not taken because they follow from others."""
        for key in keys:
            row.remarks.append(
                Said(
                    "import.remark_computed",
                    column=read.table.heading(key),
                    cell=read.table.cell(read.record, key),
                )
            )
        if keys and not row.cells and not row.is_new and not row.errors:
            self.skip(row, "computed")

    def group_of(self, read: ReadRow, row: IntakeRow, *, active: bool = True) -> KnownGroup:
        """The group that the row is about."""
        find = self.finder.active if active else self.finder.find
        group = find(read.values.get("group_no"), read.values.get("group"))
        self.say_group(row, group)
        return group

    def keyed_row_of(self, read: ReadRow, rows: Mapping[int, Mapping[str, Any]]) -> Mapping[str, Any] | None:
        """The row of the file that the line's key names, None where it names none.

        Raises `Refused` (`error.key_gone`) for one that is no longer there.
        """
        row_id = self.key_of(read)
        if row_id is None:
            return None
        found = rows.get(row_id)
        if found is None:
            raise Refused("error.key_gone")
        return found

    def keyed_group_of(self, read: ReadRow, row: IntakeRow) -> KnownGroup:
        """The group whose row key the line has, else that of its number and name; it may have left."""
        row_id = self.key_of(read)
        if row_id is None or row_id not in self.finder.by_id:
            return self.group_of(read, row, active=False)
        group = self.finder.by_id[row_id]
        self.say_group(row, group)
        return group

    def say_group(self, row: IntakeRow, group: KnownGroup, *more: str | None) -> None:
        """Say what the row is about: the group, and what tells this record from others of it."""
        row.group_no = group.number
        said = [str(group.number), short_name(group.name)]
        for part in more:
            is_day = part is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", part)
            said.append(say_day(part, today=self.desk.today) if is_day else say_word(part))
        row.about = " ".join(said)

    def comes_again(self, read: ReadRow, row: IntakeRow, record: Hashable) -> bool:
        """Whether an earlier line, of whichever sheet, is of the same record: then this one is left out and says so.

        Raises `Refused` (`error.same_record_differs`) where the two say different things: neither may win unasked.
        """
        first, values = self._first_line.setdefault(record, (row, dict(read.values)))
        if first is row:
            return False
        place = str(first.row) if first.sheet == row.sheet else f"{first.sheet} {first.row}"
        for key, value in read.values.items():
            is_said = value not in (None, "") and values.get(key) not in (None, "")
            if is_said and key not in NAMING_COLUMNS and not alike(value, values[key], key):
                raise Refused("error.same_record_differs", field=key, row=place)
        row.remarks.append(Said("import.remark_twice", row=place))
        self.skip(row, "twice")
        return True

    def key_of(self, read: ReadRow) -> int | None:
        """The id of the row that the hidden column names; None where it names none that is or was in this file."""
        if read.key is None or read.key.table != self.layout.kind.table:
            return None
        return self._ids_by_uid.get(read.key.uid)

    @cached_property
    def _ids_by_uid(self) -> dict[str, int]:
        return ids_by_uid(self.connection, self.layout.kind.table)

    @cached_property
    def _uids_by_id(self) -> dict[int, str]:
        return {row_id: uid for uid, row_id in self._ids_by_uid.items()}

    def staff_name(self, staff_id: int | None) -> str:
        """A person by id; empty for nobody."""
        return "" if staff_id is None else self._names_of_staff.get(staff_id, "")

    def staff_id(self, name: str, *, field: str) -> int:
        """The person meant, retired or not: records keep their names. Raises `Refused` as `staff_id_of`."""
        if name not in self._staff:
            self._staff[name] = staff_id_of(self.connection, name, field=field, with_retired=True)
        return self._staff[name]

    def drop_naming(self, row: IntakeRow, *more: str) -> None:
        """What a line is about is not changed by it; a group that is called otherwise here is told."""
        for cell in row.cells:
            if cell.key == "group" and isinstance(cell.workbook, str) and row.group_no is not None:
                known = self.finder.by_number.get(row.group_no)
                if known is not None and known not in self.finder.named(cell.workbook):
                    said = {"column": cell.heading, "cell": cell.cell, "name": known.name}
                    row.remarks.append(Said("import.remark_name_kept", **said))
        row.cells = [cell for cell in row.cells if cell.key not in ("group_no", "group", *more)]

    def settle_staff(self, read: ReadRow, *keys: str) -> None:
        """Call people as they are registered, as far as they are known."""
        for key in keys:
            if name := read.values.get(key):
                try:
                    read.values[key] = self.staff_name(self.staff_id(name, field=key))
                except Refused:
                    continue

    def required(self, read: ReadRow, row: IntakeRow, *keys: str) -> bool:
        """Whether all of these columns are filled; complains at those that are not."""
        lacking = [key for key in keys if read.values.get(key) in (None, "")]
        for key in lacking:
            column = read.table.heading(key) if key in read.table.positions else self.layout.column(key).title
            self.complain(read, row, Refused("error.cell_empty", field=key, column=column))
        return not lacking


def filled(read: ReadRow, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the row, with `defaults` for what is empty."""
    return {
        **defaults,
        **{key: value for key, value in read.values.items() if value is not None},
    }
