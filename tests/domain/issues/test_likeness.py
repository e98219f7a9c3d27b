"""What counts when two difficulties are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.issues.likeness import Compared, is_worth_a_look, likeness

TEXT = st.text(max_size=60)


def matter(
    category: str | None = "outreach",
    subcategory: str = "告知方法",
    targets: tuple[str, ...] = ("elderly",),
    blocks: tuple[str, ...] = ("関東",),
    text: str = "チラシを配っても申込みがない",
) -> Compared:
    return Compared(category, subcategory, frozenset(targets), frozenset(blocks), text)


def test_each_thing_in_common_makes_it_liker_the_kind_most() -> None:
    asked = matter()
    steps = [
        matter("needs", "", (), (), "x"),
        matter("outreach", "", (), (), "x"),
        matter("outreach", "", (), ("関東",), "x"),
        matter("outreach", "", ("elderly",), ("関東",), "x"),
        matter("outreach", "", ("elderly",), ("関東",)),
        matter(),
    ]
    points = [likeness(asked, other).points for other in steps]
    assert points == sorted(set(points))
    assert (
        likeness(asked, matter("outreach", "告知方法", (), (), "x")).points
        > likeness(asked, matter("outreach", "参加者募集")).points
        - likeness(asked, matter("needs", "")).points
    )


def test_it_says_why() -> None:
    assert likeness(matter(), matter()).reasons == ("subcategory", "category", "target", "block", "words")
    assert likeness(matter(), matter("needs", "", (), (), "x")).reasons == ()


def test_two_issues_without_a_subcategory_do_not_share_one() -> None:
    assert "subcategory" not in likeness(matter(subcategory=""), matter(subcategory="")).reasons


def test_another_category_is_offered_only_for_its_words() -> None:
    assert is_worth_a_look(likeness(matter(), matter("outreach", "", (), (), "x")))
    assert not is_worth_a_look(likeness(matter(), matter("needs", "", text="別の話")))
    assert is_worth_a_look(likeness(matter(), matter("needs", "")))


def test_grammar_alone_is_no_likeness() -> None:
    asked, other = matter(text="それについてこれから"), matter("needs", "", (), (), "それについてこれから")
    assert likeness(asked, other).points == 0


@given(TEXT, TEXT)
def test_any_text_can_be_compared(one: str, other: str) -> None:
    found = likeness(matter(text=one), matter(text=other))
    assert 0 <= found.points <= 19
