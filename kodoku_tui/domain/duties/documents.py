"""The checklist of received documents: what is missing, and where a document may be kept."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto
from pathlib import PurePosixPath, PureWindowsPath

from kodoku_tui.domain.duties.milestones import MilestoneState, Standing
from kodoku_tui.domain.errors import Refused

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)

# What a person may open from the app. Nothing that runs by being opened.
DOCUMENT_SUFFIXES = frozenset(
    {
        *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".ppt", ".pptx"),
        *(".odt", ".ods", ".odp", ".rtf", ".jtd", ".jpg", ".jpeg", ".png", ".gif", ".heic", ".tif"),
        *(".tiff", ".bmp", ".zip", ".eml", ".msg"),
    }
)


class PlaceKind(Enum):
    """Where a document is kept."""

    WEB = auto()
    FILE = auto()
    WORDS = auto()


def place_kind(place: str) -> PlaceKind:
    """Whether a document's place is a web address, a path, or words (3番キャビネット上段).

    Raises `Refused` for any other address (javascript:, file: …): only http and https are ever opened.
    """
    if _WEB.fullmatch(place):
        return PlaceKind.WEB
    # One letter and a colon is a Windows drive.
    if _SCHEME.match(place):
        raise Refused("error.place_unfit", field="place", place=place)
    suffix = PurePosixPath(place).suffix.lower()
    looks_like_a_path = any(sign in place for sign in "/\\") or suffix in DOCUMENT_SUFFIXES
    return PlaceKind.FILE if looks_like_a_path else PlaceKind.WORDS


def check_document_name(path: str) -> None:
    """Raises `Refused` for a file that is not of a kind that documents are: opening it might run it."""
    suffix = (PureWindowsPath(path) if "\\" in path else PurePosixPath(path)).suffix.lower()
    if suffix not in DOCUMENT_SUFFIXES:
        raise Refused(
            "error.document_kind", field="place", path=path, kinds=" ".join(sorted(DOCUMENT_SUFFIXES))
        )


def is_missing(*, state: MilestoneState | str, standing: Standing | str, received_on: date | None) -> bool:
    """Whether a document should be here and is not: its deliverable was handed in or accepted, or is late.

    What was waived, is not yet due, or belongs to a group that has left is missed by nobody.
    """
    if received_on is not None:
        return False
    standing = Standing(standing)
    late = (Standing.OVERDUE, Standing.WAITING, Standing.REVIEW_LATE, Standing.OURS_LATE, Standing.DONE)
    if standing in late:
        return True
    return standing is not Standing.NONE and MilestoneState(state) is MilestoneState.RETURNED
