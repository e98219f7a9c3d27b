"""What people noted at the cells of a workbook in XML or in records: comments, and threads with all their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kodoku_tui.excel.reading.extras import cell_at, unescaped

_COMMENT = re.compile(
    rb'<(?:\w+:)?comment\b[^<>]*\bref="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>(.*?)</(?:\w+:)?comment>', re.S
)

_COMMENT_TEXT = re.compile(rb"<(?:\w+:)?t\b[^<>]*>([^<]*)</")

_THREAD = re.compile(
    rb'<(?:\w+:)?threadedComment\b[^<>]*\bref="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*'
    rb"<(?:\w+:)?text\b[^<>]*>([^<]*)<"
)


def comments_among(
    relations: Iterable[tuple[str, str]], read: Callable[[str], bytes]
) -> list[tuple[int, int, str]]:
    """The comments of a sheet by what it relates to; of a thread (threaded comments) every word, in its order.

    Beside a thread stands an old comment that repeats it under an explanation of what a thread is: that is passed over.
    """
    threads: dict[tuple[int, int], list[str]] = {}
    comments = []
    for kind, name in relations:
        if kind.endswith("/threadedComment"):
            for letters, row, text in _THREAD.findall(read(name)):
                threads.setdefault(cell_at(letters, row), []).append(unescaped(text))
        elif kind.endswith("/comments") and not name.endswith(".bin"):
            for letters, row, body in _COMMENT.findall(read(name)):
                comments.append((*cell_at(letters, row), unescaped(b"".join(_COMMENT_TEXT.findall(body)))))
    told = [comment for comment in comments if comment[:2] not in threads]
    return sorted([*told, *((row, column, "\n".join(words)) for (row, column), words in threads.items())])
