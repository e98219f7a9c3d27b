"""What a rule for entries (入力規則) says, in words."""

from __future__ import annotations

from kodoku_tui.excel.reading.rules.entry_rules import EntryRule, RuleKind
from kodoku_tui.locale import say

_MOST_CHOICES_SAID = 12
_LONGEST_CHOICE = 40
_LONGEST_SOURCE = 80
_DAYS = (RuleKind.DATE, RuleKind.TIME)
_ORDERED = ("greaterThan", "lessThan", "greaterThanOrEqual", "lessThanOrEqual")


def rule_words(rule: EntryRule) -> str:
    """What may be entered: choices, or a kind with its limits; and honestly where the file does not say it."""
    source = rule.source.replace("$", "")[:_LONGEST_SOURCE]
    if rule.kind is RuleKind.LIST:
        if rule.choices is None:
            key = "inspect.rule_choices_computed" if source else "inspect.rule_choices_unknown"
            return say(key, source=source)
        if not rule.choices:
            return say("inspect.rule_choices_empty", source=source)
        key = "inspect.rule_choices_from" if source else "inspect.rule_choices"
        return say(key, choices=choices_said(rule.choices), source=source)
    if rule.kind is RuleKind.FORMULA:
        return say("inspect.rule_formula", formula=source or say("inspect.rule_formula_unknown"))
    kind = say(f"inspect.rule_{rule.kind.name.lower()}")
    limits = _limits(rule)
    return say("inspect.rule_within", kind=kind, limits=limits) if limits else kind


def choices_said(choices: tuple[str, ...], most: int = _MOST_CHOICES_SAID) -> str:
    """Choices in a line, the first of many."""
    said = say("inspect.between_choices").join(choice[:_LONGEST_CHOICE] for choice in choices[:most])
    more = len(choices) - most
    return said if more <= 0 else say("inspect.choices_more", choices=said, count=more)


def _limits(rule: EntryRule) -> str:
    if (
        not rule.limits
        or not rule.operator
        or (rule.operator in ("between", "notBetween") and len(rule.limits) < 2)
    ):
        return ""
    name = "_".join(_parts(rule.operator))
    if rule.kind in _DAYS and rule.operator in _ORDERED:
        name = f"day_{name}"
    return say(f"inspect.limit_{name}", first=rule.limits[0], second=rule.limits[-1])


def _parts(operator: str) -> list[str]:
    """`greaterThanOrEqual` as its words."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in operator)
    return words.split()
