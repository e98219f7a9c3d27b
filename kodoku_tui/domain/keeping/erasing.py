"""Words and records that are taken out for good: what is looked for, what stands in their place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.names import name_key, search_key
from kodoku_tui.domain.text.search_words import SearchWord
from kodoku_tui.domain.text.snippets import places
from kodoku_tui.domain.text.telephones import digits_in

ERASED = "（消去）"
"""What stands where something was erased."""

# A shorter name stands within too many other words.
_LEAST_LETTERS = 2
# A shorter number stands within days, amounts and other numbers.
_LEAST_DIGITS = 9

Columns = Mapping[str, str | None]

RECORDS: Mapping[str, Columns] = {
    "contact": {"name": ERASED, "reading": None, "role": "", "phone": "", "mail": "", "note": ""},
    "checkin": {"note": ERASED},
    "action": {"title": ERASED},
    "issue": {"title": ERASED, "note": ERASED},
    "remedy": {"text": ERASED, "result_note": ERASED},
    "linkage": {"counterpart": ERASED, "role_split": ERASED, "counterpart_benefit": ERASED, "gap": ERASED},
    "linkage_level": {"note": ERASED},
    "attendance": {"names": "", "note": ERASED},
    "session_survey": {"comment": ERASED},
    "postponement": {"reason": ERASED},
    "plan_change": {"note": ERASED, "adviser": ""},
    "milestone": {"note": ""},
    "submission_round": {"comment": ""},
    "round_comment": {"text": ERASED},
    "extension": {"reason": ERASED, "asked_by": "", "approved_by": ""},
    "document": {"note": ""},
    "adopted_group": {"status_reason": ERASED},
    "review": {"present": ""},
    "review_group": {"decided": ERASED},
}
"""The records that can be emptied, by table: what comes into each of their columns that held something."""

RECORD_KINDS = ("contact", "checkin", "action", "issue", "remedy", "linkage")
"""Those that a person names one by one; the others go with them or with a whole year."""


class WordsToErase:
    """The words to erase, each in every way in which it may be written.

    Width, case, spaces, kana, old kanji do not matter, nor how the digits of a telephone number are parted. Raises
    `Refused` for what is too short to be told from other words.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [text for text in (text.strip() for text in texts) if text]
        if not self._texts:
            raise Refused("error.erase_nothing", field="words")
        self.words = [_word(text) for text in self._texts]
        # Keys that the file keeps of names lack their punctuation too.
        self._of_keys = [*self.words, *(SearchWord(name_key(text)) for text in self._texts)]

    def may_be_in(self, text: str) -> bool:
        """Whether a closer look is worth it, also into JSON, where a line break is two letters. No is certain."""
        if "\\" in text:
            if "\\u" in text:
                return True
            text = text.replace("\\n", "").replace("\\t", "")
        return any(word.is_in(text) for word in self._of_keys)

    def erased_from(self, text: str, *, is_key: bool = False, mark: str = ERASED) -> str:
        """The text with `mark` in place of each of the words."""
        words = self._of_keys if is_key else self.words
        if not any(word.is_in(text) for word in words):
            return text
        kept, last = [], 0
        for start, end in places(text, words):
            kept += [text[last:start], mark]
            last = end
        return "".join([*kept, text[last:]])

    def digest(self, salt: str) -> str:
        """Two digits that other words have in one case of 256 only."""
        keys = sorted(word.key for word in self.words)
        return hashlib.sha256("\n".join([salt, *keys]).encode()).hexdigest()[:2]


def erased_json(text: str, change: Callable[[str], str], *, only: str = "", with_names: bool = False) -> str:
    """JSON as it stands in a file with each of its texts changed, names of fields only where that is said.

    With `only`, what stands under fields of this name alone. Text that is no JSON is changed as it is.
    """
    try:
        was = json.loads(text)
    except ValueError:
        return change(text)

    def walked(value: Any, is_meant: bool) -> Any:
        if isinstance(value, str):
            return change(value) if is_meant else value
        if isinstance(value, list):
            return [walked(part, is_meant) for part in value]
        if isinstance(value, dict):
            return {
                change(name) if with_names else name: walked(part, is_meant or name == only)
                for name, part in value.items()
            }
        return value

    now = walked(was, not only)
    return text if now == was else json.dumps(now, ensure_ascii=False)


def changed_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Data as a form holds it, with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return type(value)(changed_texts(part, change) for part in value)
    if isinstance(value, Mapping):
        return {name: changed_texts(part, change) for name, part in value.items()}
    return value


def emptied(value: Any, instead: str | None) -> Any:
    """What comes into a column of a record that is emptied: what held nothing goes on holding nothing."""
    return instead if isinstance(value, str) and value else value


def _word(text: str) -> SearchWord:
    key = search_key(text)
    digits = digits_in(text).replace(" ", "")
    # A dash is a long vowel in a key.
    letters = sum(letter.isalpha() for letter in key.replace("ー", ""))
    is_number = len(digits) >= _LEAST_DIGITS and not letters
    if not is_number and letters < _LEAST_LETTERS:
        raise Refused("error.erase_too_short", field="words", letters=_LEAST_LETTERS, digits=_LEAST_DIGITS)
    return SearchWord(key, digits if is_number else "")
