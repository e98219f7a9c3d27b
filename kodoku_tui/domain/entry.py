"""What all that people hand in through a form or the command line has in common: checked before anything is written."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from kodoku_tui.domain.text.clean import clean_text

Line = Annotated[str, AfterValidator(lambda text: clean_text(text).text)]
Text = Annotated[str, AfterValidator(lambda text: clean_text(text, multiline=True).text)]


class Entry(BaseModel):
    """What is handed in; a subclass says for each noun what that is, and `check` what cannot be."""

    model_config = ConfigDict(frozen=True, extra="forbid")
