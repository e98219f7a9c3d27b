"""Whom a project is for: the target text (取組対象) as separate tags under codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.names import search_key

OTHER = "other"

# Between tags, but not inside brackets: ACEサバイバー（こども期に虐待、逆境を経験した人） is one tag.
_BETWEEN_TAGS = re.compile(r"[、,，/／;；\r\n]+(?![^（()）]*[）)])")


@dataclass(frozen=True, slots=True)
class TargetTag:
    """One target of a project; the label is the common one of the code, under "other" the text as written."""

    code: str
    label: str


@dataclass(frozen=True)
class TargetCodes:
    """The codes of `db/seeds/targets.toml`: every writing of a target leads to its tag."""

    tags: tuple[TargetTag, ...]
    english: Mapping[str, str]
    by_writing: Mapping[str, TargetTag]

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> TargetCodes:
        """Build from the parsed seed; refuses a writing that leads to two codes."""
        tags: list[TargetTag] = []
        by_writing: dict[str, TargetTag] = {}
        for entry in seed["target"]:
            tag = TargetTag(entry["code"], entry["ja"])
            tags.append(tag)
            for writing in (tag.label, *entry.get("variants", ())):
                first = by_writing.setdefault(search_key(writing), tag)
                if first != tag:
                    raise Refused("error.target_seed_twice", word=writing, first=first.code, second=tag.code)
        return cls(tuple(tags), {entry["code"]: entry["en"] for entry in seed["target"]}, by_writing)

    def tag_of(self, word: str) -> TargetTag | None:
        """The tag for one word in any of its writings, or None for a word that the codes do not know."""
        return self.by_writing.get(search_key(word))


def split_targets(text: str, codes: TargetCodes) -> tuple[TargetTag, ...]:
    """The tags of a target text (高齢者、こども・若者), each once, in the order of the text.

    A middle dot belongs to a word (こども・若者), unless only its parts are known (高齢者・障害者). A word
    without a code keeps its text under the code "other".
    """
    tags: dict[TargetTag, None] = {}
    for word in _BETWEEN_TAGS.split(text):
        if word.strip():
            tags.update(dict.fromkeys(_tags_of(word.strip(), codes)))
    return tuple(tags)


def _tags_of(word: str, codes: TargetCodes) -> list[TargetTag]:
    whole = codes.tag_of(word)
    if whole is not None:
        return [whole]
    parts = [codes.tag_of(part) for part in re.split("[・･]", word)]
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else [TargetTag(OTHER, word)]
