"""The kinds of issues (課題の分類) as the reader reads them, and to choose from."""

from __future__ import annotations

from kodoku_tui.domain.issues.codes import Kind
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.words import IssueCategory
from kodoku_tui.locale import language, say_word
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.store.seeds import issue_codes


def issue_kinds() -> list[tuple[Kind, str, str]]:
    """Every category and subcategory to choose: what it stands for, its label, and by what else it is found."""
    kinds: list[tuple[Kind, str, str]] = []
    codes = issue_codes()
    for category in dict.fromkeys(one.category for one in codes.subcategories):
        kinds.append(((category, ""), "", category))
        kinds += [
            ((category, one.label), subcategory_word(one.label), f"{category} {one.label} {one.english}")
            for one in codes.of(category)
        ]
    return kinds


def likely_kinds(text: str) -> list[Kind]:
    """The kinds that a title speaks of, likeliest first; none when it says nothing of any."""
    return issue_codes().likely(text)


def subcategory_word(label: str) -> str:
    """A subcategory in the reader's language."""
    return issue_codes().english_of(label) if language() == "en" else label


def subcategory_named(category: str, text: str) -> str:
    """The label of the subcategory that a person meant; raises `Refused` naming the choices of the category."""
    return issue_codes().named(category, text)


def told_kind(category: str, subcategory: str) -> Said | IssueCategory:
    """Category and subcategory to be said as one text; the category alone where there is no second level."""
    word = IssueCategory(category)
    if not subcategory:
        return word
    english = issue_codes().english_of(subcategory)
    return Said("issue.kind", category=word, title=subcategory, title_en=english)


def say_kind(category: str, subcategory: str) -> str:
    """The same in the reader's language: 広報・集客/告知方法."""
    told = told_kind(category, subcategory)
    return say_said(told) if isinstance(told, Said) else say_word(told)
