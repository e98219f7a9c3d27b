"""What a screen tells the app, and what it says where it tells nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.screen import Screen


class DeskScreen:
    """What the app may ask of whatever screen shows; each screen says what differs."""

    SCREEN_NAME: ClassVar[str] = ""
    """Which of the main screens it belongs to: its name stands marked in the title bar."""
    EXPORT_KIND: ClassVar[str] = "status"
    """The list that an export from here begins with."""
    WHY_NOT_CORRECT: ClassVar[str] = "list.nothing_to_correct"
    """The sentence in the catalogue that answers F2 where nothing is put right."""

    @property
    def ending_keys(self) -> frozenset[str]:
        """Keys that mean nothing more when they are pressed again while the screen is being saved."""
        return frozenset()

    @property
    def group_number(self) -> int | None:
        """The number of the group that the person is looking at, if any."""
        return None

    @property
    def milestone_key(self) -> str | None:
        """The key of the milestone that the person is looking at, if any."""
        return None

    @property
    def marked_groups(self) -> list[int]:
        """The numbers of the groups that are marked."""
        return []

    @property
    def awaits_rows(self) -> bool:
        """Whether what one types is about rows that are still on their way."""
        return False

    @property
    def is_saving(self) -> bool:
        """Whether what was typed here is on its way into the file."""
        return False

    @property
    def help_note(self) -> str:
        """What the help says of this screen beside its commands."""
        return ""

    def reload(self) -> None:
        """Read the file again; a screen that shows nothing of it has nothing to read."""


_SILENT = DeskScreen()


def told_by(screen: Screen[Any]) -> DeskScreen:
    """What `screen` tells; of one that is none of ours, such as the palette, nothing."""
    return screen if isinstance(screen, DeskScreen) else _SILENT
