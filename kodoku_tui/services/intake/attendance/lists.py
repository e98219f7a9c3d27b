"""A list of marks by group (番号, 団体名, 出欠 …): what each line of it says, and what cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.participants import KnownGroup
from kodoku_tui.domain.sessions.sessions import SessionFormat, checked_heads
from kodoku_tui.domain.text.names import name_key
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.excel.reading.attendance_file import ListedMark
from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.excel.reading.meeting_words import mark_word, meeting_words
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.intake.attendance.preview import AttendancePreview, MarkChange

_COLUMN_WORDS = {
    "number": "register.number",
    "group": "register.name",
    "heads": "attendance.heads",
    "mark": "attendance.mark",
}


def take_list(
    preview: AttendancePreview, marks: Iterable[ListedMark], known: list[KnownGroup], session_format: str
) -> None:
    """Take every line into the preview, as a change of a group or as an error of a cell; each group once."""
    by_name: dict[str, set[int]] = {}
    for group in known:
        for name in group.names:
            by_name.setdefault(name_key(name), set()).add(group.number)
    seen: set[int] = set()
    for line in marks:
        try:
            change = _change_of(preview, line, by_name, session_format)
            if change is None:
                preview.not_attended += 1
                preview.left[line.place] = "no_mark"
                continue
            if change.number in seen:
                raise Refused("error.group_listed_twice", field="number", number=change.number)
        except Refused as refusal:
            column = refusal.field or "mark"
            value = getattr(line, column, "")
            where = say(_COLUMN_WORDS.get(column, "attendance.mark"))
            preview.errors.append(
                CellError(line.sheet, line.cell(column), where, value, refusal.key, _said(refusal))
            )
            continue
        seen.add(change.number)
        preview.listed.append(change)


def _said(refusal: Refused) -> dict[str, object]:
    """What fills the sentence, with the words to choose from as one text."""
    return {
        name: "、".join(map(say_word, value)) if isinstance(value, tuple) else value
        for name, value in refusal.params.items()
    }


def _change_of(
    preview: AttendancePreview, line: ListedMark, by_name: Mapping[str, set[int]], session_format: str
) -> MarkChange | None:
    """What a line says; None where it says nothing of the mark. Raises `Refused` with the column at fault."""
    number = _number_of(line, by_name, preview.group_names)
    if not line.mark:
        return None
    standing = preview.standing.get(number)
    return MarkChange(
        number=number,
        name=preview.group_names[number],
        before=AttendanceMark.UNKNOWN.value if standing is None else standing.mark,
        after=_mark_meant(line.mark, session_format).value,
        heads=checked_heads(line.heads),
        names=line.names or None,
        note=line.note or None,
        standing=standing,
        place=line.place,
    )


def _number_of(line: ListedMark, by_name: Mapping[str, set[int]], names: Mapping[int, str]) -> int:
    named = by_name.get(name_key(line.group), set()) if line.group else set()
    written = unicodedata.normalize("NFKC", line.number).strip()
    if written:
        if not re.fullmatch("[0-9]{1,5}", written) or int(written) not in names:
            raise Refused("error.listed_number_unknown", field="number", value=line.number)
        number = int(written)
        if line.group and number not in named:
            raise Refused(
                "error.listed_name_differs",
                field="group",
                value=line.group,
                number=number,
                known=names[number],
            )
        return number
    if len(named) == 1:
        return next(iter(named))
    if named:
        numbers = ", ".join(map(str, sorted(named)))
        raise Refused("error.guest_of_several", field="group", value=line.group, numbers=numbers)
    raise Refused("error.guest_of_nobody", field="group", value=line.group)


def _mark_meant(text: str, session_format: str) -> AttendanceMark:
    meant = meeting_words().marks.get(mark_word(text))
    if meant == "present":
        return AttendanceMark.ONLINE if session_format == SessionFormat.ONLINE else AttendanceMark.ON_SITE
    if meant is None:
        raise Refused(
            "error.not_one_of", field="mark", value=text, choices=tuple(mark.value for mark in AttendanceMark)
        )
    return AttendanceMark(meant)
