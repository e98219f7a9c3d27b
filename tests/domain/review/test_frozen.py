"""What is frozen of a group is read again as it was, also by a version that knows other terms."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.attention.term import Opened, Term
from kodoku_tui.domain.review.frozen import Frozen, freeze, thaw
from kodoku_tui.domain.said import Said

WORDS = st.dictionaries(
    st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda name: name != "self"),
    st.text() | st.integers(),
    max_size=4,
)
TERMS = st.lists(
    st.builds(
        lambda key, points, words, row: Term(
            key, points, Said(f"attention.{key}", **words), Opened("issue", row)
        ),
        st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
        st.integers(0, 1000),
        WORDS,
        st.integers(0, 10**9),
    ),
    max_size=4,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(TERMS, TERMS)
def test_what_was_frozen_comes_back(terms: list[Term], own_terms: list[Term]) -> None:
    frozen = thaw(freeze(sum(one.points for one in terms), 7, terms, own_terms))
    assert (frozen.score, frozen.own_lateness) == (sum(one.points for one in terms), 7)
    assert [(one.key, one.points, one.reason, one.row_id) for one in frozen.terms] == [
        (one.key, one.points, one.reason, one.opens.id) for one in terms
    ]
    assert [one.reason for one in frozen.own_terms] == [one.reason for one in own_terms]


@given(
    JSON
    | st.fixed_dictionaries(
        {},
        optional={
            "score": JSON,
            "own_lateness": JSON,
            "terms": st.lists(
                st.fixed_dictionaries({"reason": JSON}, optional={"words": JSON, "opens": JSON})
            ),
        },
    )
)
def test_an_open_shape_is_never_a_failure(kept: Any) -> None:
    assert isinstance(thaw(json.dumps(kept)), Frozen)
