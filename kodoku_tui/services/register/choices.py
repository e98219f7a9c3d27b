"""What there is to choose from, what a name that people use for it means, and a choice said in words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import language, say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.store.seeds import gazetteer, target_codes

ORDER_HEADINGS = {
    "number": "register.number",
    "name": "register.name",
    "overdue": "register.overdue",
    "checkin_standing": "register.checkin",
    "main_staff": "register.staff",
    "next_due_on": "register.next_due",
    "last_checkin_on": "register.last_checkin",
    "open_issues": "register.issues",
    "area": "register.area",
    "targets": "register.targets",
    "project": "register.project",
    "status": "register.status",
    "absences": "register.absences",
}
"""What the register is sorted by, and the headings under which people know it."""


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group to choose: its row, its number and name, and what else it is found by: its project, and how it reads."""

    id: int
    number: int
    name: str
    project: str
    reading: str = ""

    @property
    def found_by(self) -> str:
        """What a person may type of it besides number and name."""
        return f"{self.project} {self.reading}".rstrip()


def active_groups(desk: Desk) -> list[GroupChoice]:
    """The groups that something can be recorded for."""
    return [
        GroupChoice(group.id, group.number, group.name, group.project, group.reading or "")
        for group in register_page(desk, GroupFilter(status=GroupStatus.ACTIVE.value)).rows
    ]


def blocks() -> list[str]:
    """The regions of Japan and 全国."""
    return list(gazetteer().blocks)


def targets() -> list[tuple[str, str]]:
    """Code and label of every target tag, in the reader's language."""
    codes = target_codes()
    return [
        (tag.code, codes.english.get(tag.code, tag.label) if language() == "en" else tag.label)
        for tag in codes.tags
    ]


def target_word(label: str) -> str:
    """The label of a target tag in the reader's language; a target without a code stays as it was written."""
    codes = target_codes()
    tag = codes.tag_of(label)
    return codes.english.get(tag.code, label) if tag is not None and language() == "en" else label


def filter_words(chosen: GroupFilter) -> str:
    """A filter in words, for the line above a list and the notes of an export: 実施中・担当 佐藤・関東."""
    parts = [
        say_word(chosen.status) if chosen.status else say("filter.any_status"),
        say("filter.text", text=chosen.text) if chosen.text.strip() else "",
        say("filter.staff", name=chosen.staff or say("phrase.nobody")) if chosen.staff is not None else "",
        say_word(chosen.block),
        dict(targets()).get(chosen.target, chosen.target) if chosen.target else "",
        say("filter.only_overdue") if chosen.only_overdue else "",
        say("filter.only_checkin_due") if chosen.only_checkin_due else "",
    ]
    return say("filter.between").join(part for part in parts if part)


def order_words(selection: Selection) -> str:
    """The order in words: 最終面談の昇順; empty for the usual one, by number."""
    if (selection.order, selection.is_reversed) == ("number", False):
        return ""
    key = "filter.order_reversed" if selection.is_reversed else "filter.order"
    return say(key, column=say(ORDER_HEADINGS.get(selection.order, "register.number")))


def selection_words(selection: Selection) -> str:
    """A selection in words: its filter and, where it is not the usual one, its order."""
    words = filter_words(selection.chosen), order_words(selection)
    return say("filter.between").join(part for part in words if part)


def order_named(text: str) -> str:
    """The order meant by the heading of a column of the register in the reader's language, or by its key.

    Raises `Refused` (`error.not_one_of`) for any other text.
    """
    meant = _key(text)
    for order, heading in ORDER_HEADINGS.items():
        if meant in (order, _key(say(heading))):
            return order
    headings = tuple(say(heading) for heading in ORDER_HEADINGS.values())
    raise Refused("error.not_one_of", field="order", value=text, choices=headings)


def block_named(text: str) -> str:
    """The block (地域ブロック) meant by its name in either language.

    Raises `Refused` (`error.not_one_of`) for any other text.
    """
    meant = _key(text)
    for block in blocks():
        if meant in (_key(block), _key(say_word(block))):
            return block
    raise Refused("error.not_one_of", field="block", value=text, choices=tuple(blocks()))


def target_named(text: str) -> str:
    """The code of the target (取組対象) meant by its code, its label, any writing of it, or its English name.

    Raises `Refused` (`error.not_one_of`) for any other text.
    """
    codes = target_codes()
    meant = _key(text)
    tag = codes.tag_of(text)
    if tag is not None:
        return tag.code
    for tag in codes.tags:
        if meant in (_key(tag.code), _key(codes.english[tag.code])):
            return tag.code
    labels = tuple(dict.fromkeys(label for _, label in targets()))
    raise Refused("error.not_one_of", field="target", value=text, choices=labels)


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
