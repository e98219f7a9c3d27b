"""A note with its Markdown shown: headings, lists, emphasis, quotations, code.

Only `Content` comes out of it: nothing acts when it is clicked (a link shows its address), and no control character
passes. What is not Markdown of these kinds stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

from kodoku_tui.domain.checkins.promises import box_at_start, is_promise, with_box_ticked
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# A page of notes has to stay quick; the whole of a longer one is shown by itself.
LONGEST_PART = 1_000
_MOST_LINES = 30
# Beyond this a note is text, whatever signs it holds.
LONGEST_MARKDOWN = 20_000

_SIGNS = re.compile(r"[*_`#>~\[]|^[ \t]*(?:[-+]|[0-9]+[.)])[ \t]|^[ \t]*---", re.MULTILINE)


def note_content(note: str, *, done: Collection[int] = ()) -> Content:
    """A note as it is to be read; `done` are the places of its promises that were kept meanwhile."""
    text = clean_text(note, multiline=True).text
    if done:
        text = _with_boxes_ticked(text, done)
    if len(text) > LONGEST_MARKDOWN or not _SIGNS.search(text):
        return Content(text)
    return Content("\n").join(_Page(text).lines())


def part_of(note: str, *, done: Collection[int] = ()) -> tuple[Content, int]:
    """The beginning of a note, whole where it is short, and how many characters were left out."""
    lines = note.splitlines()
    part = "\n".join(lines[:_MOST_LINES])[:LONGEST_PART]
    left = len(note) - len(part) if len(lines) > _MOST_LINES or len(part) < len(note.rstrip()) else 0
    return note_content(part if left else note, done=done), left


def _with_boxes_ticked(text: str, done: Collection[int]) -> str:
    lines = text.split("\n")
    place = 0
    for at, line in enumerate(lines):
        if is_promise(line):
            if place in done:
                lines[at] = with_box_ticked(line)
            place += 1
    return "\n".join(lines)


@cache
def _reader() -> MarkdownIt:
    """Made when the first note with Markdown is shown: the first frame needs none."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    # What would hide what was typed (escapes, entities, references) or has no place in a note.
    return reader.enable("strikethrough").disable(
        [
            "html_block",
            "html_inline",
            "entity",
            "escape",
            "autolink",
            "reference",
            "lheading",
            "code",
            "image",
        ]
    )


class _Page:
    """One note on its way from Markdown to lines."""

    def __init__(self, text: str) -> None:
        self._tokens = _reader().parse(text)
        self._lines: list[Content] = []
        self._end = 0
        self._lists: list[int | None] = []
        self._quotes = 0
        self._marker = ""

    def lines(self) -> list[Content]:
        """The note line by line; empty lines between blocks stay where they were."""
        before = ""
        for token in self._tokens:
            self._take(token, is_heading=before == "heading_open")
            before = token.type
        return self._lines

    def _take(self, token: Token, *, is_heading: bool) -> None:
        if token.map is not None and token.type in ("inline", "hr", "fence"):
            if self._lines and token.map[0] > self._end:
                self._lines.append(Content(""))
            self._end = token.map[1]
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                number = self._lists[-1]
                self._marker = "- " if number is None else f"{number}. "
                if number is not None:
                    self._lists[-1] = number + 1
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "inline":
                lines = _inline(token.children or [])
                self._add([line.stylize("bold $text-accent") for line in lines] if is_heading else lines)
            case "hr":
                self._add([Content.styled("---", "$text-muted")])
            case "fence":
                self._add([Content.styled(line, "$text-accent") for line in _inside(token)])

    def _add(self, lines: Sequence[Content]) -> None:
        """Lines of one block, set in by its lists and quotations; the marker stands at the first."""
        depth = max(0, len(self._lists) - 1)
        indent = "  " * depth + ("> " * self._quotes)
        for line in lines:
            lead = self._marker or ("  " if self._lists else "")
            self._lines.append(Content.assemble(Content.styled(indent + lead, "$text-muted"), line))
            self._marker = ""


_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}


def _inline(children: Sequence[Token]) -> list[Content]:
    lines: list[list[Content]] = [[]]
    styles: list[str] = []
    addresses: list[str] = []
    for child in children:
        kind, _, side = child.type.rpartition("_")
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        elif child.type == "code_inline":
            lines[-1].append(Content.styled(child.content, "$text-accent"))
        elif child.type == "link_open":
            addresses.append(str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            address = addresses.pop()
            lines[-1].append(Content.styled(f" ({address})", "$text-muted"))
        elif kind in _STYLES:
            styles.append(_STYLES[kind]) if side == "open" else styles.remove(_STYLES[kind])
        else:
            lines[-1].append(
                _text(child.content, " ".join(styles), is_first=not lines[0] and len(lines) == 1)
            )
    return [Content.assemble(*line) for line in lines]


def _text(text: str, style: str, *, is_first: bool) -> Content:
    """Plain text; the box of a promise says in words that it was kept."""
    box = box_at_start(text) if is_first else None
    if box is None:
        return Content.styled(text, style) if style else Content(text)
    end, is_ticked = box
    shown = Content.styled(say("karte.box_done"), "$text-success") if is_ticked else Content("[ ]")
    return Content.assemble(shown, Content(text[end:]))


def _inside(fence: Token) -> list[str]:
    """The lines of a block: its fences belong to it, but what stands in the opening one was typed, too."""
    lines = fence.content.rstrip("\n").split("\n")
    words = fence.info.strip()
    return [words, *(lines if fence.content else ())] if words else lines
