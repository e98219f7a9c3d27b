"""What a screen showed when somebody last looked at it, kept as a file that a review can read."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

_MOST_LINES = 60
_UNIQUE = re.compile(r"terminal-\d+")
_FONT_FACES = re.compile(r"@font-face \{.*?\}", re.DOTALL)


@dataclass(frozen=True)
class Kept:
    """A folder of kept texts; with `--update-kept` what is seen is kept in place of what was."""

    folder: Path
    updates: bool

    def difference(self, name: str, seen: str) -> str:
        """How `seen` differs from what is kept under `name`, line by line; empty when it does not."""
        path = self.folder / name
        if self.updates:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(seen, encoding="utf-8")
            return ""
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if kept == seen:
            return ""
        lines = list(
            difflib.unified_diff(
                kept.splitlines(), seen.splitlines(), f"kept/{name}", f"seen/{name}", n=1, lineterm=""
            )
        )
        return "\n".join([*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])])

    def names(self) -> set[str]:
        """What is kept."""
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}


def plain_picture(svg: str) -> str:
    """A picture without the addresses of fonts, and with names that do not change with every letter on it."""
    return _UNIQUE.sub("terminal", _FONT_FACES.sub("", svg))
