"""The attention of a group as it was when a review began: kept as JSON, since terms come and go over the years."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.attention.term import Term
from kodoku_tui.domain.said import Said


@dataclass(frozen=True, slots=True)
class FrozenTerm:
    """One term with its points, its reason, and the record behind it."""

    key: str
    points: int
    reason: Said
    kind: str
    row_id: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """Both figures (要注意度, 事務局の遅れ) and what they were made of, the heaviest first; never one sum."""

    score: int = 0
    own_lateness: int = 0
    terms: tuple[FrozenTerm, ...] = ()
    own_terms: tuple[FrozenTerm, ...] = ()


def freeze(score: int, own_lateness: int, terms: Iterable[Term], own_terms: Iterable[Term]) -> str:
    """The JSON that a review keeps of a group. Reasons stay sentences with their gaps, to be read in any language."""
    kept = {
        "score": score,
        "own_lateness": own_lateness,
        "terms": [_kept(term) for term in terms],
        "own_terms": [_kept(term) for term in own_terms],
    }
    return json.dumps(kept, ensure_ascii=False, default=str)


def thaw(text: str) -> Frozen:
    """What was kept. What is not known any more, or is not there, is passed over."""
    kept = json.loads(text)
    if not isinstance(kept, Mapping):
        return Frozen()
    return Frozen(
        _whole(kept.get("score")),
        _whole(kept.get("own_lateness")),
        _thawed(kept.get("terms")),
        _thawed(kept.get("own_terms")),
    )


def _kept(term: Term) -> dict[str, Any]:
    return {
        "term": term.key,
        "points": term.points,
        "reason": term.reason.key,
        "words": dict(term.reason.params),
        "opens": {"kind": term.opens.kind, "id": term.opens.id},
    }


def _thawed(terms: Any) -> tuple[FrozenTerm, ...]:
    found = terms if isinstance(terms, list) else []
    return tuple(
        FrozenTerm(
            str(term.get("term", "")),
            _whole(term.get("points")),
            Said(term["reason"], **{str(name): value for name, value in _table(term.get("words")).items()}),
            str(_table(term.get("opens")).get("kind", "")),
            _whole(_table(term.get("opens")).get("id")),
        )
        for term in found
        if isinstance(term, Mapping) and isinstance(term.get("reason"), str)
    )


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0
