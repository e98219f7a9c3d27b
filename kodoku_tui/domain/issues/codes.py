"""The second level of an issue's category (課題の小分類), as `db/seeds/codes/issue_categories.toml` lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.domain.words import IssueCategory

Kind = tuple[str, str]
"""A category and the label of one of its subcategories, "" for the category as a whole."""


@dataclass(frozen=True, slots=True)
class Subcategory:
    """One kind of difficulty within a category. `section` is its place in the report, "" for practice."""

    category: str
    code: str
    label: str
    english: str
    section: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class IssueCodes:
    """All subcategories in the order of the seed; labels are unique within a category."""

    subcategories: tuple[Subcategory, ...]

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> IssueCodes:
        """Build from the parsed seed. Raises `ValueError` for a category that the domain does not have."""
        return cls(
            tuple(
                Subcategory(
                    IssueCategory(entry["category"]).value,
                    entry["code"],
                    entry["label"],
                    entry["label_en"],
                    entry["section"],
                    tuple(search_key(word) for word in entry["words"]),
                )
                for entry in seed["subcategory"]
            )
        )

    def of(self, category: str) -> tuple[Subcategory, ...]:
        """The subcategories of one category."""
        return tuple(one for one in self.subcategories if one.category == category)

    def named(self, category: str, text: str) -> str:
        """The label of the subcategory that a person meant: by its label, code or English name; "" for none.

        Raises `Refused` (`error.not_one_of`) naming the choices of this category.
        """
        meant = search_key(text)
        if not meant:
            return ""
        for one in self.of(category):
            if meant in (search_key(one.label), search_key(one.code), search_key(one.english)):
                return one.label
        choices = tuple(one.label for one in self.of(category))
        raise Refused("error.not_one_of", field="subcategory", value=text[:60], choices=choices)

    def english_of(self, label: str) -> str:
        """The English name of a label; a label that the codes no longer have stays as it is."""
        return next((one.english for one in self.subcategories if one.label == label), label)

    def likely(self, text: str) -> list[Kind]:
        """The kinds whose words occur in a text, those with the most and longest words first."""
        key = search_key(text[:2000])
        weighed = [
            (sum(len(word) for word in one.words if word in key), -position, one)
            for position, one in enumerate(self.subcategories)
        ]
        found = sorted((one for one in weighed if one[0]), reverse=True, key=lambda one: one[:2])
        return [(one.category, one.label) for _, _, one in found]
