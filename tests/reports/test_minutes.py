"""The minutes in words: for inside only, the same in whatever year they are made, what was typed as it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kodoku_tui.domain.review.frozen import Frozen, FrozenTerm
from kodoku_tui.domain.review.minutes import GroupMinutes, Minutes
from kodoku_tui.domain.review.progress import LineStanding, ReviewCounts
from kodoku_tui.domain.said import Said
from kodoku_tui.locale import LANGUAGES, set_language
from kodoku_tui.reports.minutes import minutes_lines, minutes_markdown

SILENT = FrozenTerm("silence", 30, Said("attention.silence", days=60, beyond=15), "group", 1)
GONE = FrozenTerm("of_another_version", 5, Said("attention.of_another_version", text="昔の理由"), "group", 1)


def group(number: int, standing: LineStanding, decision: str = "", **more: object) -> GroupMinutes:
    frozen = Frozen(30, 5, (SILENT,), (GONE,))
    return GroupMinutes(number, number, number, "架空の会", "青木 一", standing, frozen, decision, **more)  # type: ignore[arg-type]


def minutes(*groups: GroupMinutes) -> Minutes:
    counts = ReviewCounts(len(groups), len(groups), 1, 0, 0)
    return Minutes(
        review=1,
        programme="令和7年度モデル事業",
        programme_en="FY2025 model programme",
        is_demonstration=False,
        started_on="2025-12-15",
        ended_on="2025-12-16",
        present="青木、石井",
        staff="",
        block="",
        counts=counts,
        groups=groups,
    )


def test_both_axes_stand_apart_and_the_paper_says_that_it_stays_inside() -> None:
    told = minutes_markdown(
        minutes(
            group(3, LineStanding.DECIDED, "訪問する", turn="secretariat", by="石井 二", due_on="2026-01-09"),
            group(
                4,
                LineStanding.ACTED,
                acts=(Said("unit.log_checkin", number=4, name="架空", date="2025-12-15"),),
            ),
            group(5, LineStanding.LOOKED),
            group(6, LineStanding.LOOKED),
            group(7, LineStanding.SKIPPED, left="辞退", left_on="2025-12-16"),
        )
    )
    lines = told.splitlines()
    assert lines[2].startswith("> 事務局内")
    assert "- 日付: 2025/12/15(月)〜2025/12/16(火)" in lines
    assert "- 要注意度 30点（面談が60日空き、間隔を15日超過 30点）" in lines
    # A reason that no sentence is left for is still told.
    assert "- 事務局の遅れ 5点（昔の理由 5点）" in lines
    assert "- 決定: 訪問する〔石井 二・2026/1/9(金)まで〕" in lines
    assert "- 5, 6" in lines
    assert "- 7 架空の会: 辞退 12/16(火)" in lines


def test_the_words_are_there_in_every_language() -> None:
    for language in LANGUAGES:
        set_language(language)
        assert len(minutes_lines(minutes(group(3, LineStanding.DECIDED, "訪問する")))) > 10


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1))
def test_what_was_typed_reads_in_markdown_as_it_was_typed(decision: str) -> None:
    words = " ".join(decision.split())
    told = minutes_markdown(minutes(group(3, LineStanding.DECIDED, words)))
    inlines = [token for token in MarkdownIt("commonmark").parse(told) if token.type == "inline"]
    shown = [
        "".join(part.content for part in one.children or [] if part.type != "softbreak") for one in inlines
    ]
    assert f"決定: {words}".rstrip() in [one.rstrip() for one in shown]
    assert {part.type for one in inlines for part in one.children or []} <= {
        "text",
        "text_special",
        "softbreak",
    }


@given(
    st.lists(
        st.sampled_from(
            ["# 見出し", "- 項目", "1. 番号", "***", "=====", "> 引用", "    字下げ", "普通の行"]
        ),
        min_size=1,
    )
)
def test_lines_of_a_decision_stay_one_item(typed: list[str]) -> None:
    told = minutes_markdown(minutes(group(3, LineStanding.DECIDED, "\n".join(typed))))
    tokens = MarkdownIt("commonmark").parse(told)
    kinds = {token.type.removesuffix("_open") for token in tokens if token.nesting >= 0}
    assert kinds <= {"heading", "inline", "blockquote", "paragraph", "bullet_list", "list_item"}
    assert sum(token.type == "bullet_list_open" for token in tokens) == 4
