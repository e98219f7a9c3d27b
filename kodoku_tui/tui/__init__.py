"""The screens."""

from __future__ import annotations

import os

# Under the Kitty protocol Textual gives up on a commit of five Japanese characters or more and types its
# bytes; without it, the text arrives as text. Textual reads this when it is first imported. Windows has
# another driver.
if os.name == "posix":
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
