"""What forms have in common that write a file where the person says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.store.written_files import path_meant
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.form import FormScreen, NotYet


class FileForm(FormScreen[str]):
    """Has a field `path`; what is there already is replaced only after a yes. Gives what to say of the act."""

    def ending(self, values: Mapping[str, Any]) -> str:
        """How the name has to end: it is added where it was not typed."""
        raise NotImplementedError

    def write(self, values: Mapping[str, Any], path: Path, *, replaces: bool) -> str:
        """Write the file and say so. Raises `Refused`, `error.export_exists` where it would replace one unasked."""
        raise NotImplementedError

    def save(self, values: Mapping[str, Any]) -> str:
        # Windows puts a path that is copied ("パスのコピー") between quotes.
        typed, ending = values["path"].strip("\"'"), self.ending(values)
        path = path_meant(typed if Path(typed).suffix.lower() == ending else f"{typed}{ending}")
        try:
            return self.write(values, path, replaces=False)
        except Refused as refusal:
            if refusal.key != "error.export_exists":
                raise
            there = refusal.params["path"]
        question = ConfirmScreen(
            say("export.replace_question", path=there), yes=say("export.replace"), no=say("export.keep")
        )
        if not agrees(self, question):
            raise NotYet(say("export.kept", path=there))
        return self.write(values, path, replaces=True)
