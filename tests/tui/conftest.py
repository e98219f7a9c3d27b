"""Nothing that the app remembers of a person leaves or enters a test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of settings is the test's own."""
    for name in ("XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def no_terminal_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the footer shows does not depend on where the tests are run."""
    for name in ("TERM_PROGRAM", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard of who runs the tests stays theirs: over SSH only the terminal is left."""
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    for name in ("DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
