"""What is typed in forms and not yet saved, as it stands on this machine: of one file, of one person and of everybody.

Beside the settings of the person at this machine, never in the file: others work on the same file, and a note that
is not finished is nobody's business yet. It is readable by this person only.

A draft belongs to rows, not to their numbers: what is typed for group 1 of one year is not about group 1 of the next.
And to whoever typed it: another person who sits down at this machine does not find it. What was typed before anybody
said who sits here is for everybody.

A file of a draft that cannot be read is told and left as it is: neither deleted nor written over.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.erasing import erased_json
from kodoku_tui.store.written_files import NOTES, WrittenPath

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk

# What is to be erased must not be written down once more.
ERASING_FORMS = ("erase_words", "erase_confirm")

# Forms that only ask what is to be shown, read or written out: with them nothing that was typed is lost.
NOT_KEPT = ("filter", "issue_filter", "export", "calendar", "minutes", "attendance_import", *ERASING_FORMS)

# Forms that begin something new for a group.
MOVABLE = ("action", "checkin", "issue", "linkage")

# The group itself and the check-in in which an issue was found; what is filled in by how the group was last.
_OF_ONE_GROUP = ("group_no", "checkin")
_SUGGESTED_BY_A_GROUP = ("condition", "occasion")

Typed = Mapping[str, object]
"""What is typed in a form, by the names of its fields."""


class Draft(NamedTuple):
    """What is typed in a form that was neither saved nor thrown away.

    `what` names form and group as people know them; `form` and `group` are the two by themselves, `line` the first
    words that were typed, `at` when it was last changed (ISO). `year` is the fiscal year that the desk worked on, None
    while the app that keeps the draft does not say. `version` and `seen` are those of the row as it was read for the
    form: what somebody else changed since then is met, not written over. `changed` are the fields in which something
    else stands than the form begins with. Those of an earlier version of the program have none of these.
    """

    what: str
    typed: Typed
    year: int | None = None
    form: str = ""
    group: str = ""
    line: str = ""
    at: str = ""
    version: int | None = None
    seen: Typed | None = None
    changed: tuple[str, ...] | None = None

    @property
    def first_line(self) -> str:
        """The first words that were typed; where that was not kept, those of the longest text."""
        texts = [text for text in self.typed.values() if isinstance(text, str)]
        return self.line or " ".join(max(texts, key=len, default="").strip().split("\n", 1)[0].split())

    @property
    def form_name(self) -> str:
        """The form in which it was typed; where that was not kept by itself, with its group."""
        return self.form or self.what


class FoundDraft(NamedTuple):
    """A draft on the disk: under which key, and in which folder."""

    key: str
    draft: Draft
    home: Path


@dataclass
class DraftsFound:
    """All drafts of a person at a file, and the files among them that cannot be read."""

    drafts: list[FoundDraft] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)


def draft_key(kind: str, about: Sequence[str]) -> str:
    """Where a draft is kept: under the kind of the form and the uids of the rows that it is about."""
    return ":".join([kind, *about])


def kind_of(key: str) -> str:
    """The kind of the form."""
    return key.partition(":")[0]


def uids_in(key: str) -> list[str]:
    """The uids of the rows that it is about."""
    return key.split(":")[1:]


def can_move(key: str) -> bool:
    """Whether what is typed could as well be about another group: nothing recorded of a group is being changed."""
    return kind_of(key) in MOVABLE and len(uids_in(key)) == 1


def moved(key: str, draft: Draft, uid: str, group: str) -> tuple[str, Draft]:
    """The draft as one about another group, with its key: what was typed stays, what the old group suggested goes."""
    changed = draft.changed
    typed = {
        name: one
        for name, one in draft.typed.items()
        if name not in _OF_ONE_GROUP
        and (changed is None or name in changed or name not in _SUGGESTED_BY_A_GROUP)
    }
    what = f"{draft.form} {group}" if draft.form else draft.what
    return draft_key(kind_of(key), [uid]), draft._replace(what=what, typed=typed, group=group)


def is_kept(key: str) -> bool:
    """Whether a draft of this kind of form stands on the disk as well."""
    return kind_of(key) not in NOT_KEPT


def drafts_folder(code: str, person: str) -> Path:
    """Where drafts of this person at the file of this code are; those of everybody, without a person."""
    from platformdirs import user_config_path

    everybodys = user_config_path("kodoku") / "drafts" / code
    return everybodys / _digest(person) if person else everybodys


def find_drafts(code: str, person: str) -> DraftsFound:
    """What this person left at this file, of any year, and then what is everybody's; of one key the person's own."""
    found = DraftsFound()
    keys: set[str] = set()
    for home in dict.fromkeys((drafts_folder(code, person), drafts_folder(code, ""))):
        for path in _files_in(home):
            one = _read(path)
            if one is None:
                found.damaged.append(path)
            elif one[0] not in keys:
                keys.add(one[0])
                found.drafts.append(FoundDraft(*one, home))
    return found


def list_drafts(desk: Desk) -> tuple[list[FoundDraft], int]:
    """The drafts of whoever acts at this desk's file, newest first, and how many files of drafts cannot be read."""
    from kodoku_tui.services.desk.file_settings import file_code

    found = find_drafts(file_code(desk), desk.staff)
    return sorted(found.drafts, key=lambda one: one.draft.at, reverse=True), len(found.damaged)


def path_of_draft(home: Path, key: str, damaged: Collection[Path]) -> Path:
    """The file of a draft; another one where a damaged file stands in its place."""
    path = home / f"{_digest(key)}.json"
    return path if path not in damaged else path.with_name(f"{path.stem}-2.json")


def write_draft(path: Path, key: str, draft: Draft | None) -> bool:
    """Keep a draft, or take it away; whether that was done: a folder that cannot be written is no reason to stop."""
    with contextlib.suppress(OSError, Refused, TypeError, ValueError):
        if draft is None:
            path.unlink(missing_ok=True)
            return True
        text = json.dumps({"key": key, **draft._asdict()}, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with WrittenPath(path, ending=NOTES, database=None, replaces=True).being_written() as beside:
            beside.write_text(text, encoding="utf-8", errors="surrogatepass")
        return True
    return False


def erase_in_drafts(
    code: str, change: Callable[[str], str], uids: Collection[str] = (), *, writes: bool = True
) -> tuple[int, list[Path]]:
    """Change all that stands in the drafts at this file, of everybody at this machine; those about `uids` go.

    How many drafts that concerns, and the files that could not be written. Of a damaged draft its text is changed.
    """
    count, failed = 0, []
    for path in _all_files(code):
        try:
            was = path.read_text(encoding="utf-8", errors="surrogatepass")
        except (OSError, ValueError):
            failed.append(path)
            continue
        one = _read(path)
        goes = one is not None and not set(uids).isdisjoint(uids_in(one[0]))
        now = erased_json(was, change)
        if now == was and not goes:
            continue
        count += 1
        if not writes:
            continue
        try:
            if goes:
                path.unlink()
            else:
                with WrittenPath(path, ending=NOTES, database=None, replaces=True).being_written() as beside:
                    beside.write_text(now, encoding="utf-8", errors="surrogatepass")
        except (OSError, Refused):
            failed.append(path)
    return count, failed


def draft_files(code: str) -> list[Path]:
    """The files of all drafts at this file, of everybody at this machine."""
    return list(_all_files(code))


def _all_files(code: str) -> Iterator[Path]:
    home = drafts_folder(code, "")
    with contextlib.suppress(OSError):
        yield from sorted(home.rglob("*.json"))


def _files_in(home: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from sorted(home.glob("*.json"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _read(path: Path) -> tuple[str, Draft] | None:
    """One draft with its key; None for a file that holds none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        version, seen, changed = (found.get(name) for name in ("version", "seen", "changed"))
        return str(found["key"]), Draft(
            str(found["what"]),
            _as_fields(found["typed"]),
            int(found["year"]),
            form=str(found.get("form", "")),
            group=str(found.get("group", "")),
            line=str(found.get("line", "")),
            at=str(found.get("at", "")),
            version=None if version is None else int(version),
            seen=None if seen is None else _as_fields(seen),
            changed=None if changed is None else tuple(str(name) for name in changed),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _as_fields(found: Mapping[str, object]) -> Typed:
    return {str(name): _as_typed(one) for name, one in found.items()}


def _as_typed(value: object) -> object:
    """What a field gave: its tuples came back as lists."""
    if isinstance(value, list):
        return tuple(_as_typed(part) for part in value)
    if isinstance(value, Mapping):
        return {str(name): _as_typed(part) for name, part in value.items()}
    return value
