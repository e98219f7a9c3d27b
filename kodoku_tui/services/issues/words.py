"""The kinds of issues (課題の分類) as the reader reads them, and to choose from."""

from __future__ import annotations

from kodoku_tui.domain.issues.codes import Kind
from kodoku_tui.locale import language, say_word
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


def say_kind(category: str, subcategory: str) -> str:
    """Category and subcategory as one text: 広報・集客/告知方法; the category alone where there is no second level."""
    return f"{say_word(category)}/{subcategory_word(subcategory)}" if subcategory else say_word(category)
