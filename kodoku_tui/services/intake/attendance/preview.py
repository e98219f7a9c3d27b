"""What a file of attendance would mark, before anything is written: who is known, who is asked about, what changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.participants import person_key, tells_a_person
from kodoku_tui.domain.sessions.replies import Difference, difference
from kodoku_tui.domain.words import AttendanceMark, Reply
from kodoku_tui.excel.reading.attendance_file import Place
from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.services.sessions.sessions import AttendanceRow, unconfirmed_numbers

NOT_A_GROUP = 0
"""Chosen for somebody who comes for no group: the secretariat, a speaker, the ministry."""


@dataclass(slots=True)
class Guest:
    """One participant and the group that they count for.

    `number` is None while nobody knows, `NOT_A_GROUP` for one who counts for none. `numbers` are the groups that the
    name or mail could mean: none, one, or the several between which a person has to choose. `is_to_be_remembered`
    once somebody said that the participant becomes a contact of the group chosen, to be known the next time.
    """

    name: str
    mail: str
    sheet: str
    cell: str
    numbers: tuple[int, ...]
    candidates: tuple[int, ...] = ()
    number: int | None = None
    is_staff: bool = False
    was_chosen: bool = False
    is_to_be_remembered: bool = False
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> str:
        """What this participant is known by within the file."""
        return f"{person_key(self.name)}|{self.mail.casefold()}"

    @property
    def can_be_remembered(self) -> bool:
        """Whether a group was chosen, and the name or mail would tell it the next time."""
        is_told = bool(self.mail) or tells_a_person(self.name)
        return self.was_chosen and bool(self.number) and is_told


@dataclass(frozen=True, slots=True)
class MarkChange:
    """What the file says of one group: the mark that stands and the one to come. `people` are whom it names.

    `place` is the line of a list of marks.
    """

    number: int
    name: str
    before: str
    after: str
    heads: int | None
    names: str | None
    note: str | None
    standing: AttendanceRow | None
    people: str = ""
    place: Place | None = None

    @property
    def changes(self) -> bool:
        """Whether the mark becomes another one, or heads, names or note do."""
        given = {"heads": self.heads, "names": self.names, "note": self.note}
        return self.before != self.after or any(
            value is not None and value != getattr(self.standing, name, None) for name, value in given.items()
        )

    @property
    def version(self) -> int | None:
        """The version of the mark that was seen; None where there was none on the session's page."""
        return None if self.standing is None else self.standing.version or None


@dataclass(slots=True)
class AttendancePreview:
    """What a file would mark at a session. Nothing is written until `apply_attendance`.

    `filled` and `left` as in `AttendanceFile`.
    """

    session: str
    title: str
    title_en: str
    held_on: str
    file: str
    guests: list[Guest] = field(default_factory=list)
    listed: list[MarkChange] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    lines: int = 0
    not_attended: int = 0
    file_days: tuple[date, ...] = ()
    capacity: int | None = None
    group_names: dict[int, str] = field(default_factory=dict)
    group_uids: dict[int, str] = field(default_factory=dict)
    standing: dict[int, AttendanceRow] = field(default_factory=dict)
    filled: tuple[Place, ...] = ()
    left: dict[Place, str] = field(default_factory=dict)

    @property
    def unknown(self) -> list[Guest]:
        """The participants of whom nobody knows where they belong."""
        return [guest for guest in self.guests if guest.number is None]

    @property
    def changes(self) -> list[MarkChange]:
        """What would be marked, by group: from a list as it says, from a meeting whoever was there."""
        if self.listed:
            return self.listed
        by_group: dict[int, list[Guest]] = {}
        for guest in self.guests:
            if guest.number:
                by_group.setdefault(guest.number, []).append(guest)
        return [self._came(number, guests) for number, guests in sorted(by_group.items())]

    @property
    def left_unconfirmed(self) -> list[int]:
        """The groups on the session's page that stay 未確認."""
        marked = {change.number for change in self.changes if change.after != AttendanceMark.UNKNOWN}
        return sorted(unconfirmed_numbers(self.standing.values(), without=marked))

    @property
    def differences(self) -> list[tuple[int, Difference]]:
        """Which groups did otherwise than they had said, by number; none where nobody was asked for a reply.

        Of a meeting's list whoever said yes and is neither in it nor marked did not come to it.
        """
        marks = {change.number: change.after for change in self.changes}
        if all(row.reply == Reply.UNANSWERED for row in self.standing.values()):
            return []
        found: list[tuple[int, Difference]] = []
        for number in sorted({*self.standing, *marks}):
            row = self.standing.get(number)
            reply = Reply.UNANSWERED.value if row is None else row.reply
            mark = marks.get(number, AttendanceMark.UNKNOWN.value if row is None else row.mark)
            told = difference(reply, mark)
            if told is None and mark == AttendanceMark.UNKNOWN and reply == Reply.COMING and self.guests:
                told = Difference.STAYED_AWAY
            if told is not None:
                found.append((number, told))
        return found

    @property
    def is_of_another_day(self) -> bool:
        """Whether the file says that the meeting was held on another day than the session."""
        return bool(self.file_days) and date.fromisoformat(self.held_on) not in self.file_days

    @property
    def other_day(self) -> Said | None:
        """That the file is of another day than the session, with both days; None where it is not."""
        if not self.is_of_another_day:
            return None
        held_on = date.fromisoformat(self.held_on)
        return Said("attendance_import.other_day", date=self.file_days[0], held_on=held_on)

    def choose(self, key: str, number: int | None) -> None:
        """Say to which group a participant belongs; `NOT_A_GROUP` for none, None to leave it open again."""
        for guest in self.guests:
            if guest.key == key:
                guest.number = number
                guest.was_chosen = number is not None
                guest.is_to_be_remembered = False

    def remember(self, key: str, *, wanted: bool) -> None:
        """Let a participant for whom a group was chosen be known the next time, or no longer."""
        for guest in self.guests:
            if guest.key == key:
                guest.is_to_be_remembered = wanted and guest.can_be_remembered

    @property
    def remembered(self) -> list[Guest]:
        """Those who become contacts of their groups, each once."""
        return list({guest.key: guest for guest in self.guests if guest.is_to_be_remembered}.values())

    def _came(self, number: int, guests: list[Guest]) -> MarkChange:
        standing = self.standing.get(number)
        mark = AttendanceMark.UNKNOWN.value if standing is None else standing.mark
        # Who was there in person and is in the list as well (a colleague at home) was there in person.
        people = "、".join(guest.name for guest in guests)
        stays = mark == AttendanceMark.ON_SITE
        return MarkChange(
            number=number,
            name=self.group_names[number],
            before=mark,
            after=mark if stays else AttendanceMark.ONLINE.value,
            heads=None if stays else len(guests),
            names=None if stays else people,
            note=None,
            standing=standing,
            people=people,
        )
