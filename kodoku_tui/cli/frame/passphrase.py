"""Asking for a passphrase: at the terminal, unseen, or from the file that the environment names; never an argument."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kodoku_tui.cli.frame.output import tell
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say

FILE_IN_ENVIRONMENT = "KODOKU_PASSPHRASE_FILE"
_TRIES = 3


class Asking:
    """Asks for the passphrases of files that are opened; three times each at the most."""

    def __init__(self) -> None:
        self._asked: dict[Path, int] = {}

    def __call__(self, path: Path, was_wrong: bool) -> str | None:
        """The passphrase of this file, None where nobody gives one."""
        named = passphrase_in_file()
        if named is not None:
            return None if was_wrong else named
        if not sys.stdin.isatty():
            return None
        if was_wrong:
            tell(say("passphrase.wrong"))
        self._asked[path] = self._asked.get(path, 0) + 1
        if self._asked[path] > _TRIES:
            return None
        return ask(say("passphrase.of_file", path=path))


def new_passphrase(*, of_environment: bool) -> str:
    """One that was typed twice alike, or (`of_environment`) stands in the file that the environment names.

    Raises `Refused` where it did not (`error.passphrases_differ`) and where nobody sits at a terminal.
    """
    named = passphrase_in_file() if of_environment else None
    if named is not None:
        return named
    if not sys.stdin.isatty():
        raise Refused("error.passphrase_nobody", variable=FILE_IN_ENVIRONMENT)
    first = ask(say("passphrase.new"))
    if ask(say("passphrase.again")) != first:
        raise Refused("error.passphrases_differ", field="passphrase")
    return first


def passphrase_in_file() -> str | None:
    """The first line of the file that the environment names; None where it names none."""
    named = os.environ.get(FILE_IN_ENVIRONMENT)
    if not named:
        return None
    path = Path(named).expanduser()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused("error.passphrase_file", path=path, variable=FILE_IN_ENVIRONMENT) from None
    return lines[0] if lines else ""


def ask(words: str) -> str:
    """What is typed, unseen."""
    typed: str = click.prompt(words, hide_input=True, err=True, prompt_suffix=" ")
    return typed
