"""How like two difficulties are, so that what worked for one can be offered for the other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kodoku_tui.domain.text.names import search_key

# A search for what is alike is a hint, not a judgement: the weights only put the nearest first.
SUBCATEGORY, CATEGORY, TARGET, BLOCK = 8, 4, 2, 1
TARGETS_AT_MOST = 2
WORDS_AT_MOST = 4
# So many points of words make another category worth a look.
WORDS_THAT_COUNT = 2
_READ_AT_MOST = 400


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: the kind of an issue, whom and where its group works for, and its words."""

    category: str | None
    subcategory: str
    targets: frozenset[str]
    blocks: frozenset[str]
    text: str


class Likeness(NamedTuple):
    """A sum of named terms; `reasons` are keys of the catalogue (like.…), heaviest first."""

    points: int
    reasons: tuple[str, ...]
    is_same_kind: bool


def likeness(asked: Compared, other: Compared) -> Likeness:
    """How like `other` is to what is `asked` about; `is_same_kind` when the category is the same."""
    terms: dict[str, int] = {}
    same = asked.category is not None and asked.category == other.category
    if same and asked.subcategory and asked.subcategory == other.subcategory:
        terms["subcategory"] = SUBCATEGORY
    if same:
        terms["category"] = CATEGORY
    if shared := min(len(asked.targets & other.targets), TARGETS_AT_MOST):
        terms["target"] = TARGET * shared
    if asked.blocks & other.blocks:
        terms["block"] = BLOCK
    if words := _shared_words(asked.text, other.text):
        terms["words"] = words
    return Likeness(sum(terms.values()), tuple(terms), same)


def is_worth_a_look(found: Likeness) -> bool:
    """Whether it is offered at all: another category only where the words are much alike."""
    return found.is_same_kind or ("words" in found.reasons and found.points >= TARGET + WORDS_THAT_COUNT)


def _shared_words(asked: str, other: str) -> int:
    wanted = _pairs(asked[:_READ_AT_MOST])
    if not wanted:
        return 0
    return WORDS_AT_MOST * len(wanted & _pairs(other[:_READ_AT_MOST])) // len(wanted)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    """Every two neighbouring letters that are not both hiragana: the words, without the grammar between them."""
    # In a search key hiragana is katakana: what is grammar shows as it was written only.
    written = "".join(unicodedata.normalize("NFKC", text).split())
    pairs = (written[at : at + 2] for at in range(len(written) - 1))
    keys = (search_key(pair) for pair in pairs if not all("ぁ" <= one <= "ゖ" for one in pair))
    return frozenset(key for key in keys if key.isalnum())
