"""The catalogue holds every sentence that the program says, in both languages, with the same gaps, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter
from typing import NamedTuple

import pytest

import kodoku_tui.domain
from kodoku_tui.locale import LANGUAGES, catalogue, say_word, set_language
from kodoku_tui.store.seeds import gazetteer

PACKAGE = Path(kodoku_tui.domain.__file__).parent.parent
FAMILIES = {key.partition(".")[0] for key in catalogue("ja")}
# A whole key: what ends in _ is a part that a word will be added to.
DOTTED = re.compile(r"[a-z_]+(?:\.[a-z0-9_]*[a-z0-9])+")

# Keys that are put together from words of the domain or of the keyboard.
MADE_FROM_WORDS = ("word.", "key.")

# Names of actions on a screen that look like keys.
NOT_KEYS = {"screen.search"}

# What the reading of a cell adds to every complaint about it.
OF_A_CELL = {"sheet", "cell", "column", "value"}


class Source(NamedTuple):
    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()


@cache
def sources() -> tuple[Source, ...]:
    return tuple(Source(path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def texts(tree: ast.AST) -> tuple[str, ...]:
    """The string constants that are not docstrings."""
    nodes = list(ast.walk(tree))
    explaining = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return tuple(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining
    )


def pattern_of(joined: ast.JoinedStr) -> str:
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in joined.values)
    return "".join(parts)


@cache
def gaps(sentence: str) -> set[str]:
    names = (name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
    return {re.split(r"[.\[]", name)[0] for name in names}


@cache
def keys_used() -> tuple[frozenset[str], frozenset[str]]:
    """Keys written in the code, and patterns of those that the code puts together."""
    written, patterns = set(), set()
    for source in sources():
        written |= {
            text
            for text in texts(source.tree)
            if DOTTED.fullmatch(text) and text.partition(".")[0] in FAMILIES and text not in NOT_KEYS
        }
        for node in ast.walk(source.tree):
            if isinstance(node, ast.JoinedStr):
                pattern = pattern_of(node)
                if re.match(rf"(?:{'|'.join(FAMILIES)}|\.\+)\\\.[a-z.]", pattern):
                    patterns.add(pattern)
    return frozenset(written), frozenset(patterns)


@cache
def keys_like(pattern: str) -> tuple[str, ...]:
    """The keys that the code may mean where it puts one together."""
    matches = re.compile(pattern).fullmatch
    return tuple(key for key in catalogue("ja") if matches(key))


@cache
def words_of_the_domain() -> set[str]:
    words = set(gazetteer().blocks)
    for found in walk_packages(kodoku_tui.domain.__path__, "kodoku_tui.domain."):
        module = import_module(found.name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, StrEnum):
                words |= {word.value for word in value}
    return words


def test_both_languages_have_the_same_keys_and_the_same_gaps() -> None:
    japanese, english = catalogue("ja"), catalogue("en")
    assert set(japanese) == set(english)
    assert {key: gaps(text) for key, text in japanese.items()} == {
        key: gaps(text) for key, text in english.items()
    }


def test_no_sentence_is_empty_and_english_is_not_left_in_japanese() -> None:
    for language in LANGUAGES:
        assert [key for key, text in catalogue(language).items() if not text.strip()] == []
    left = {
        key
        for key, text in catalogue("en").items()
        if re.search("[ぁ-んァ-ヺ㐀-鿿]", text) and text == catalogue("ja")[key]
    }
    assert left == set()


def test_every_key_that_the_code_names_exists() -> None:
    written, patterns = keys_used()
    assert len(written) > 150
    assert sorted(written - set(catalogue("ja"))) == []
    of_a_family = sorted(pattern for pattern in patterns if not pattern.startswith(".+"))
    assert len(of_a_family) > 10
    assert [pattern for pattern in of_a_family if not keys_like(pattern)] == []


def test_no_key_is_left_that_nothing_says() -> None:
    written, patterns = keys_used()
    meant = {key for pattern in patterns for key in keys_like(pattern)}
    unused = {
        key
        for key in catalogue("ja")
        if key not in written and key not in meant and not key.startswith(MADE_FROM_WORDS)
    }
    assert sorted(unused) == []


def test_every_word_of_the_domain_can_be_read_in_english() -> None:
    set_language("en")
    japanese = {word for word in words_of_the_domain() if re.search("[ぁ-んァ-ヺ㐀-鿿]", word)}
    assert {word for word in japanese if say_word(word) == word} == set()


def test_no_word_is_translated_that_the_domain_does_not_have() -> None:
    in_seeds = "\n".join(path.read_text("utf-8") for path in (PACKAGE.parent / "db").rglob("*.toml"))
    literals = {text for source in sources() for text in texts(source.tree)}
    known = words_of_the_domain() | literals
    words = {key.removeprefix("word.") for key in catalogue("ja") if key.startswith("word.")}
    assert {word for word in words if word not in known and f'"{word}"' not in in_seeds} == set()


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Where a sentence is named together with all that fills it: place, key, names given."""
    for source in sources():
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or any(keyword.arg is None for keyword in node.keywords):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in ("say", "Said", "Refused", "writing", "error_at"):
                continue
            given = {keyword.arg for keyword in node.keywords if keyword.arg}
            if name == "error_at" or source.name.startswith("excel/"):
                given |= OF_A_CELL
            for argument in node.args:
                if isinstance(argument, ast.Constant) and argument.value in catalogue("ja"):
                    yield f"{source.name}:{node.lineno}", argument.value, given
                elif isinstance(argument, ast.JoinedStr):
                    # Which of them it is shows when it runs: what all of them need has to be there.
                    meant = keys_like(pattern_of(argument))
                    if meant:
                        least = min(meant, key=lambda key: len(gaps(catalogue("ja")[key])))
                        yield f"{source.name}:{node.lineno}", least, given


def test_whoever_names_a_sentence_fills_all_its_gaps() -> None:
    found = list(calls())
    lacking = [
        (place, key, sorted(gaps(catalogue("ja")[key]) - given))
        for place, key, given in found
        if gaps(catalogue("ja")[key]) - given
    ]
    assert lacking == []
    assert len(found) > 100


# Japanese that is data rather than a sentence: marks in workbooks, words inside SQL that are no enum of the domain.
REVIEWED = {
    # What offices write where there is nothing.
    "services/intake/planners/contacts.py": {"無し", "無"},
    "excel/reading/cell_values.py": {
        "レ有",
        "有り",
        "あり",
        "採択",
        "該当",
        "はい",
        "無し",
        "なし",
        "非該当",
        "いいえ",
        "無",
        "済",
        "済み",
        "完了",
        "未",
        "未済",
        "未完了",
        *("年", "第", "名", "番号", "人", "号"),
    },
    "excel/recognition/list_reading.py": {
        *("千円", "万円", "百万円", "円", "時", "分", "午前", "午後"),
        *("該当なし", "無し", "無", "調整中", "未定", "未確定", "特になし", "不明"),
    },
    "excel/reading/dates_in_cells.py": {"元", "年", "月", "日", "午正", "曜"},
    "excel/reading/broken_words.py": {"ぁぃぅぇぉっゃゅょァィゥェォッャュョ"},
    "excel/recognition/heading_cells.py": {"年", "月", "日"},
    "excel/recognition/kinds.py": {"元"},
    "excel/recognition/readability.py": {"日"},
    "services/intake/columns/running_numbers.py": {"団体", "採択"},
}


@pytest.mark.parametrize("room", ["tui", "cli", "services", "store", "excel", "reports", "locale"])
def test_no_japanese_sentence_stands_in_the_code(room: str) -> None:
    words = words_of_the_domain()
    found = set()
    for source in sources():
        # The invented content of the demonstration file is Japanese in either language, as real data would be.
        if not source.name.startswith(f"{room}/") or source.name.startswith("services/demonstration"):
            continue
        allowed = words | REVIEWED.get(source.name, set())
        for text in texts(source.tree):
            for run in re.findall("[ぁ-んァ-ヺ㐀-鿿]+", text):
                if run not in allowed and text not in words:
                    found.add((source.name, run))
    assert found == set()
