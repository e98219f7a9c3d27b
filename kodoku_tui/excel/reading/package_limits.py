"""Whether a file can be a workbook at all, and whether it is safe to unpack.

Runs in the reading process: only the standard library is imported here. The limits lie far above every
workbook seen in Japanese offices (measured on 500 files) and far below what exhausts a machine.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

MAXIMUM_UNPACKED_BYTES = 100 * 1024 * 1024
MAXIMUM_RATIO = 100
MAXIMUM_MEMBER_RATIO = 500
MAXIMUM_MEMBERS = 2_000

# A few kilobytes of repeated XML compress a thousandfold and harm nobody.
_HARMLESS_BYTES = 1024 * 1024

_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SHEETS = b"spreadsheetml.sheet.main+xml"
_CHUNK = 1024 * 1024
_END_RECORD_SEARCHED = 66_000


class UnfitFileError(Exception):
    """A file that is not read, with the word for the reason (`encrypted`, `not_a_workbook`, …)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def format_of(path: Path) -> str:
    """Which kind of file this is by its content, whatever its name: xlsx, xlsm, xlsb, ods, xls or text.

    Raises `UnfitFileError` for what is no workbook's container, or not one of bearable size.
    """
    with path.open("rb") as file:
        start = file.read(8)
        if not start:
            raise UnfitFileError("empty_file")
        if start == _COMPOUND_FILE:
            if _contains(file, _ENCRYPTED_PACKAGE):
                raise UnfitFileError("encrypted")
            return "xls"
        if not start.startswith(_ZIP):
            return "text"
        _check_member_count(file)
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_members(members, path.stat().st_size)
            return _format_of_package(package, {member.filename for member in members})
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        raise UnfitFileError("broken") from None


def _format_of_package(package: zipfile.ZipFile, names: set[str]) -> str:
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnfitFileError("encrypted")
        return "ods"
    types = package.read("[Content_Types].xml")
    # Some programs part the names of a package with backslashes, or leave the folder xl out.
    if not any(name.replace("\\", "/").startswith("xl/") for name in names) and _SHEETS not in types:
        raise UnfitFileError("not_a_workbook")
    if b"sheet.binary.macroEnabled.main" in types:
        return "xlsb"
    return "xlsm" if b"macroEnabled" in types else "xlsx"


def _check_members(members: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    names = {member.filename for member in members}
    if not names & {"[Content_Types].xml", "content.xml"}:
        raise UnfitFileError("not_a_workbook")
    if any(member.flag_bits & 1 for member in members):
        raise UnfitFileError("encrypted")
    unpacked = sum(member.file_size for member in members)
    too_dense = unpacked > _HARMLESS_BYTES and unpacked > MAXIMUM_RATIO * packed_bytes
    if len(members) > MAXIMUM_MEMBERS or unpacked > MAXIMUM_UNPACKED_BYTES or too_dense:
        raise UnfitFileError("too_large")
    for member in members:
        dense = member.file_size > MAXIMUM_MEMBER_RATIO * max(member.compress_size, 1)
        if dense and member.file_size > _HARMLESS_BYTES:
            raise UnfitFileError("too_large")


def _check_member_count(file: BinaryIO) -> None:
    """Look at the count in the end record first: listing millions of members is itself the attack."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_RECORD_SEARCHED))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise UnfitFileError("broken")
    if int.from_bytes(tail[at + 10 : at + 12], "little") > MAXIMUM_MEMBERS:
        raise UnfitFileError("too_large")


def _contains(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        if wanted in kept + chunk:
            return True
        kept = chunk[-len(wanted) :]
    return False
