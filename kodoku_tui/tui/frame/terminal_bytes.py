"""What a terminal sends that is no UTF-8 becomes a mark (U+FFFD), not the end of the program.

Textual decodes what is typed and pasted strictly, in the thread that reads: one byte of another encoding (a terminal
set to Shift_JIS, a paste cut in the middle) ends the app with a traceback.
"""

from __future__ import annotations

import codecs
import sys

from textual.driver import Driver

_DECODER = "getincrementaldecoder"


class _BearsAnyBytes(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
    """UTF-8, with a mark for what is none."""

    def __init__(self) -> None:
        super().__init__(errors="replace")


def bear_any_bytes(driver: type[Driver]) -> None:
    """Let this driver bear whatever comes. Where the console gives characters (Windows) there is nothing to do."""
    module = sys.modules[driver.__module__]
    if hasattr(module, _DECODER):
        setattr(module, _DECODER, lambda _: _BearsAnyBytes)
