"""The rules for entries that an .ods file declares (content validations), in the writing of Excel.

Runs in the reading process, like `sheet_extras`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from kodoku_tui.excel.reading.rules.found_rules import LONGEST_FORMULA, MOST_RULES

_RULE = re.compile(rb"<table:content-validation\s([^<>]*?)/?>")
_NAMED = re.compile(rb"<table:(?:named-range|database-range)\s([^<>]*?)/?>")
_ATTRIBUTE = re.compile(rb'\btable:([\w-]+)="([^"]*)"')
_PREFIX = re.compile(r"^\w+:(?=[\w(])")
_IN_LIST = re.compile(r"cell-content-is-in-list\((.*)\)", re.DOTALL)
_CHOICE = re.compile(r'"((?:[^"]|"")*)"\s*(?:;|$)')
_TRUE_FORMULA = re.compile(r"is-true-formula\((.*)\)", re.DOTALL)
_BETWEEN = re.compile(r"(?:cell-content|cell-content-text-length)-is-(not-)?between\((.*)\)", re.DOTALL)
_COMPARED = re.compile(r"cell-content(?:-text-length)?\(\)\s*(<=|>=|!=|<>|=|<|>)\s*(.*)", re.DOTALL)
_SHEET = r"\$?((?:'(?:[^']|'')*')|[^.'\[\]:]*)"
_REFERENCE = re.compile(rf"\[?{_SHEET}\.(\$?[A-Z]+\$?[0-9]+)(?::(?:{_SHEET})?\.(\$?[A-Z]+\$?[0-9]+))?\]?")

_KINDS = (
    ("cell-content-is-whole-number()", "whole"),
    ("cell-content-is-decimal-number()", "decimal"),
    ("cell-content-is-date()", "date"),
    ("cell-content-is-time()", "time"),
    ("cell-content-text-length", "textLength"),
)
_OPERATORS = {
    "=": "equal",
    "!=": "notEqual",
    "<>": "notEqual",
    "<": "lessThan",
    ">": "greaterThan",
    "<=": "lessThanOrEqual",
    ">=": "greaterThanOrEqual",
}


class Declared(NamedTuple):
    """A rule without the cells that it is for; the words are those of `found_rules.FoundRule`."""

    kind: str
    operator: str = ""
    first: str = ""
    second: str = ""
    choices: list[str] | None = None


def rules_declared(xml: bytes) -> dict[bytes, Declared]:
    """By the name that cells call it by; those that only show a hint are left out."""
    if b"<table:content-validation " not in xml:
        return {}
    names = dict(_names(xml))
    rules: dict[bytes, Declared] = {}
    for tag in _RULE.finditer(xml):
        about = dict(_ATTRIBUTE.findall(tag[1]))
        condition = about.get(b"condition", b"")
        if condition and len(condition) < 2 * LONGEST_FORMULA and len(rules) < 2 * MOST_RULES:
            written = html.unescape(condition.decode("utf-8", "replace"))
            rules[about.get(b"name", b"")] = _declared(_PREFIX.sub("", written), names)
    return rules


def _declared(condition: str, names: dict[str, str]) -> Declared:
    if found := _IN_LIST.fullmatch(condition):
        return _drop_down(found[1], names)
    if found := _TRUE_FORMULA.fullmatch(condition):
        return Declared("custom", first=_as_in_excel(found[1]))
    kind = next((kind for begins, kind in _KINDS if condition.startswith(begins)), "")
    if not kind:
        return Declared("custom", first=condition)
    if between := _BETWEEN.search(condition):
        first, _, second = between[2].partition(",") if ";" not in between[2] else between[2].partition(";")
        operator = "notBetween" if between[1] else "between"
        return Declared(kind, operator, _as_in_excel(first), _as_in_excel(second))
    if compared := _COMPARED.search(condition):
        return Declared(kind, _OPERATORS[compared[1]], _as_in_excel(compared[2]))
    return Declared(kind)


def _drop_down(written: str, names: dict[str, str]) -> Declared:
    if written.startswith('"'):
        choices = [one.replace('""', '"').strip() for one in _CHOICE.findall(written)]
        return Declared("list", choices=[one for one in choices if one])
    source = names.get(written.strip().casefold(), written)
    return Declared("list", first=_as_in_excel(source))


def _names(xml: bytes) -> Iterator[tuple[str, str]]:
    for tag in _NAMED.finditer(xml):
        about = dict(_ATTRIBUTE.findall(tag[1]))
        source = about.get(b"cell-range-address") or about.get(b"target-range-address") or b""
        yield _text(about.get(b"name", b"")).casefold(), _text(source)


def _text(written: bytes) -> str:
    return html.unescape(written.decode("utf-8", "replace"))


def _as_in_excel(formula: str) -> str:
    """`[$区分.$A$1:.$A$3]` as `区分!$A$1:$A$3`."""
    return _REFERENCE.sub(_reference, formula.strip())


def _reference(match: re.Match[str]) -> str:
    sheet, first, _, last = match.groups()
    place = first if last is None else f"{first}:{last}"
    return f"{sheet}!{place}" if sheet else place
