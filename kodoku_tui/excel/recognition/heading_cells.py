"""What the cells of one row can be together: labels, numbers that count on (0歳, 1歳 …), long instructions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kodoku_tui.excel.recognition.grid import FilledCell
from kodoku_tui.excel.recognition.vocabulary import plain, vocabulary
from kodoku_tui.excel.recognition.words_of_sheets import (
    LONGEST_LABEL,
    heading_of,
    is_heading_word,
    is_label,
    is_note,
    is_number_like,
    is_soft,
)

# 取組内容（実施期間、場所、対象者を具体的に …）: offices write into the heading how to fill in its column.
_LONGEST_INSTRUCTION = 200
_FEWEST_THAT_COUNT = 3
_COUNTED = re.compile(r"([0-9]{1,4})(\D{1,3})")
_YEAR = re.compile(r"(?:19[5-9][0-9]|20[0-9]{2})年")
_PERIOD = re.compile(
    r"(?:(?:fy)?[0-9]{4}|(?:令和|r)(?:元|[0-9]{1,2}))(?:年度?)?|(?:[0-9]{4}年)?[0-9]{1,2}月(?:度|分)?|"
    r"第?[0-9]{1,2}(?:四半期|週目?|q)|q[0-9]|上期|下期|上旬|中旬|下旬"
)
_DAY_OF_A_LETTER = ("年", "月", "日")


def are_labels(cells: Sequence[FilledCell]) -> bool:
    """Whether a row holds nothing but labels and numbers that count on."""
    others = [value for _, value in cells if not (isinstance(value, str) and is_label(value))]
    return not others or counts_on(others)


def labels_of(cells: Sequence[FilledCell]) -> list[str] | None:
    """The labels of a row that may be a heading; None where a cell of it can be none.

    Left out are dates, years, numbers that count on and instructions on how to fill in a column: they say
    neither that the row is a heading nor that it is none.
    """
    labels: list[str] = []
    counted: list[object] = []
    wordy = 0
    for _, value in cells:
        if not isinstance(value, str):
            if not is_soft(value):
                return None
        elif is_label(value):
            labels.append(value)
        elif is_wordy(value):
            wordy += 1
        else:
            counted.append(value)
    if counted and not counts_on(counted):
        return None
    if wordy and (wordy > len(labels) or sum(map(is_heading_word, labels)) < max(2, len(labels) / 2)):
        return None
    return labels


def is_wordy(text: str) -> bool:
    """Whether a text is too long for a label and short enough for a heading with its instruction."""
    bare = plain(text)
    return not is_note(text) and (
        LONGEST_LABEL < len(bare) <= _LONGEST_INSTRUCTION or (bare.endswith("。") and len(bare) > 1)
    )


def counts_on(values: Sequence[object]) -> bool:
    """Whether numbers with one unit go up by one step, or by years: 第1回's 1回, 2回, 3回; 2005年, 2006年."""
    texts = [plain(value) for value in values if isinstance(value, str) and is_number_like(value)]
    if len(texts) < len(values):
        return False
    if all(map(_YEAR.fullmatch, texts)):
        return True
    found = [match for text in texts if (match := _COUNTED.fullmatch(text))]
    if len(found) < max(len(texts), _FEWEST_THAT_COUNT) or len({match[2] for match in found}) > 1:
        return False
    numbers = [int(match[1]) for match in found]
    step = numbers[1] - numbers[0]
    # Two groups of columns may each count from the beginning: 学級数 1年 2年 3年, 児童数 1年 2年 3年.
    return step > 0 and all(later in (earlier + step, numbers[0]) for earlier, later in pairwise(numbers))


def go_up(numbers: Sequence[int]) -> bool:
    """Whether numbers rise or fall all along, as days and years over columns do."""
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


def is_period(value: object) -> bool:
    """Whether a cell names a time that columns stand for: a year, a month, a quarter, a day."""
    if isinstance(value, str):
        return _PERIOD.fullmatch(plain(value)) is not None
    return is_soft(value)  # type: ignore[arg-type]


def is_unticked(value: object) -> bool:
    """Whether a cell says what a box to tick says before anybody ticked it, as a value or as a formula's text."""
    return value is False or value == "FALSE"


def is_remark(value: object) -> bool:
    """Whether a line only says of when or in what unit a table is: （令和7年5月1日現在）, 単位：千円・％."""
    return isinstance(value, str) and vocabulary().remark.fullmatch(plain(value)) is not None


def is_day_to_fill_in(cells: Sequence[FilledCell]) -> bool:
    """Whether a line leaves room for a day: 記入日 [ ] 年 [ ] 月 [ ] 日."""
    texts = tuple(heading_of(value) for _, value in cells)
    return len(texts) <= 1 + len(_DAY_OF_A_LETTER) and texts[-3:] == _DAY_OF_A_LETTER
