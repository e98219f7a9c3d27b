"""The one gate for every path that is written to.

Whoever writes a file takes a `WrittenPath`, and making one is passing the gate: never the open database or its log,
never what the act reads from, the right ending, nothing that exists unless that was said. What is written lies in a
hidden folder beside the target until it is whole, and then takes its place in one step.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path

from kodoku_tui.domain.errors import Refused

WORKBOOK = ".xlsx"
CALENDAR = ".ics"
MARKDOWN = ".md"
NOTES = ".json"
"""What the program keeps for itself beside its settings."""
BACKUP = ".db"
BACKUP_FOLDER = "-backups"
"""How the name of a folder ends that holds the backups of a file beside it."""
DATABASE = ""
"""A file of ours may have any name but that of another one's log."""

_LOG_ENDINGS = ("-wal", "-shm", "-journal")
_NEW_FILE_MODE = 0o600
_REMAINS_SECONDS = 24 * 60 * 60

# Which machine, which process, which run of it (a container gives the same process number again), which file of it.
_WORK_FOLDER = re.compile(r"\.kodoku-([0-9a-f]{4})-([0-9]+)-([0-9a-f]{4})-[0-9]+\.tmp")
_THIS_RUN = os.urandom(2).hex()
_numbers = count(1)

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_OPEN_ELSEWHERE = {errno.EBUSY, errno.ETXTBSY}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
# Windows says what is open elsewhere, and what is too long a name, by the numbers of its own.
_SHARING_VIOLATION, _LOCK_VIOLATION, _NAME_TOO_LONG = 32, 33, 206


class WrittenPath:
    """A path that may be written to. Cannot be made for any other.

    `ending` is how the name has to end; `database` is the file that the act works on, `sources` are the files it
    reads. What is there is replaced only where `replaces`. A link is written through: it stays, and what it points
    to is replaced. Raises `Refused` with the true reason, each time with nothing changed.
    """

    def __init__(
        self,
        path: Path,
        *,
        ending: str,
        database: Path | None,
        sources: Iterable[Path] = (),
        replaces: bool = False,
    ) -> None:
        self.path = path
        self._ending = ending
        self._database = database
        self._sources = tuple(sources)
        self._replaces = replaces
        with sentences_for_disk(self.path):
            place = self._checked_place()
            if is_there(place.parent):
                # Whether the folder takes anything shows only when it is tried.
                with work_folder(place.parent):
                    pass

    def sparing(self, *sources: Path) -> WrittenPath:
        """The same path, which now may be none of these files either."""
        return WrittenPath(
            self.path,
            ending=self._ending,
            database=self._database,
            sources=(*self._sources, *sources),
            replaces=self._replaces,
        )

    @contextmanager
    def being_written(self) -> Iterator[Path]:
        """Where to write meanwhile: a name in a folder of its own, in which whatever belongs to it may lie too.

        At the end it is brought to the disk and takes the place of the path, whole; when anything is raised on the
        way, nothing is left of it. A new file is its owner's alone; one that is replaced keeps who may read it.
        """
        with sentences_for_disk(self.path):
            folder = self._checked_place().parent
            if self._ending == DATABASE:
                folder.mkdir(parents=True, exist_ok=True)
            with work_folder(folder) as work:
                _clear_remains(work)
                beside = work / f"new{self._ending}"
                yield beside
                self._put_in_place(beside, self._checked_place())

    def _checked_place(self) -> Path:
        """Where the path leads in the end, if it may be written to."""
        try:
            place = Path(os.path.realpath(self.path))
        except ValueError as error:
            raise self._refused("error.cannot_write", reason=str(error)) from error
        if self._database is not None and _is_one_of(place, _with_logs(self._database)):
            raise self._refused("error.writes_database")
        for source in self._sources:
            if _is_one_of(place, _with_logs(source)):
                raise self._refused("error.writes_source")
        self._check_name(place)
        self._check_folder(place.parent)
        found = _found(place)
        if found is None:
            return place
        if stat.S_ISDIR(found.st_mode):
            raise self._refused("error.is_a_folder")
        if not stat.S_ISREG(found.st_mode):
            raise self._refused("error.not_a_file")
        if not self._replaces:
            raise self._exists()
        if not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # Does nothing, and says on Windows whether another program holds it open.
        place.rename(place)
        return place

    def _check_name(self, place: Path) -> None:
        if self._ending == DATABASE:
            if place.name.casefold().endswith(_LOG_ENDINGS):
                raise self._refused("error.name_of_a_log")
        elif self.path.suffix.casefold() != self._ending:
            raise self._refused("error.wrong_ending", ending=self._ending)

    def _check_folder(self, folder: Path) -> None:
        try:
            is_folder = stat.S_ISDIR(folder.stat().st_mode)
        except FileNotFoundError:
            if self._ending == DATABASE:
                return
            raise self._refused("error.folder_missing", folder=folder) from None
        if not is_folder:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))

    def _put_in_place(self, beside: Path, place: Path) -> None:
        found = _found(place)
        if found is None:
            beside.chmod(_NEW_FILE_MODE)
        else:
            _let_the_same_people_read(beside, found)
        _bring_to_disk(beside)
        if self._ending in (DATABASE, BACKUP) and found is not None:
            # What stands in the log of the old file is not about the new one.
            for log_ending in _LOG_ENDINGS:
                Path(f"{place}{log_ending}").unlink(missing_ok=True)
        if self._replaces:
            beside.replace(place)
        else:
            try:
                _place_new(beside, place)
            except FileExistsError:
                raise self._exists() from None
        with suppress(OSError):
            _bring_to_disk(place.parent)

    def _exists(self) -> Refused:
        return self._refused("error.file_exists" if self._ending == DATABASE else "error.export_exists")

    def _refused(self, key: str, **params: object) -> Refused:
        return Refused(key, field="path", path=self.path, **params)


def path_meant(typed: str) -> Path:
    """The path that somebody typed; ~ is their own folder. The ~ of somebody unknown is a letter like any other."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def is_there(path: Path) -> bool:
    """Whether anything is at a path; nothing where there can be nothing, or where one may not look."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


@contextmanager
def sentences_for_disk(path: Path) -> Iterator[None]:
    """Turn the system's own errors about what is written to `path` into refusals that a person can act on."""
    try:
        yield
    except OSError as error:
        raise refusal_of(error, path) from error


def refusal_of(error: OSError, path: Path) -> Refused:
    """Why a file could not be written, as a person can act on it."""
    by_windows = getattr(error, "winerror", None)
    if error.errno in _DISK_FULL:
        key = "error.disk_full"
    elif error.errno == errno.EFBIG:
        key = "error.file_too_large"
    elif by_windows in (_SHARING_VIOLATION, _LOCK_VIOLATION) or error.errno in _OPEN_ELSEWHERE:
        key = "error.open_elsewhere"
    elif by_windows == _NAME_TOO_LONG or error.errno == errno.ENAMETOOLONG:
        key = "error.name_too_long"
    elif error.errno in _NO_RIGHT:
        key = "error.no_right_to_write"
    elif error.errno == errno.ENOTDIR:
        return Refused("error.not_a_folder", field="path", path=path, folder=path.parent)
    else:
        return Refused("error.cannot_write", field="path", path=path, reason=error.strerror or str(error))
    return Refused(key, field="path", path=path)


def _with_logs(database: Path) -> list[Path]:
    """A file, and what SQLite keeps beside it, first by the name given and then by the one it leads to."""
    names = dict.fromkeys((database, Path(os.path.realpath(database))))
    return [*names, *(Path(f"{name}{ending}") for name in names for ending in _LOG_ENDINGS)]


def _is_one_of(place: Path, others: Iterable[Path]) -> bool:
    return any(_is_same(place, other) for other in others)


def _is_same(place: Path, other: Path) -> bool:
    """Whether both names lead to one file; where one is not there yet, whether they would.

    Then letters count alike whatever their case and spelling: some file systems take them so.
    """
    other = Path(os.path.realpath(other))
    if place == other:
        return True
    try:
        return place.samefile(other)
    except OSError:
        return _alike(place.name) == _alike(other.name) and _is_same_folder(place.parent, other.parent)


def _is_same_folder(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().rstrip(". ")


def _found(place: Path) -> os.stat_result | None:
    try:
        return place.stat()
    except FileNotFoundError:
        return None


def _let_the_same_people_read(beside: Path, found: os.stat_result) -> None:
    """Give a new file owner, group and mode of the one whose place it takes, as far as one may."""
    mode = stat.S_IMODE(found.st_mode)
    if sys.platform != "win32":
        for owner in (found.st_uid, -1):
            try:
                os.chown(beside, owner, found.st_gid)
                break
            except OSError:
                continue
        else:
            # What that group might do is not for ours.
            mode &= ~stat.S_IRWXG
    beside.chmod(mode)


def _bring_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place_new(beside: Path, place: Path) -> None:
    """Raises `FileExistsError` when somebody made the file in the meantime."""
    try:
        # A link, unlike a rename, never replaces a file.
        place.hardlink_to(beside)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # Some file systems (FAT, some network shares) know no links.
        if os.path.lexists(place):
            raise FileExistsError(place) from None
        beside.rename(place)


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A hidden folder that only its owner may look into, gone again at the end."""
    while True:
        work = parent / f".kodoku-{_this_machine()}-{os.getpid()}-{_THIS_RUN}-{next(_numbers)}.tmp"
        try:
            work.mkdir(0o700)
            break
        except FileExistsError:
            continue
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def remains_in(folder: Path) -> list[Path]:
    """What killed programs left of their writing in a folder; nothing where one may not look or write there."""
    try:
        with work_folder(folder) as work:
            return _remains_beside(work)
    except OSError:
        return []


def clear_remains(folder: Path) -> None:
    """Take it away."""
    for remains in remains_in(folder):
        shutil.rmtree(remains, ignore_errors=True)


def _clear_remains(work: Path) -> None:
    """As `clear_remains`, for the folder in which `work` lies."""
    with suppress(OSError):
        for remains in _remains_beside(work):
            shutil.rmtree(remains, ignore_errors=True)


def _remains_beside(work: Path) -> list[Path]:
    ours = work.stat()
    found = []
    with os.scandir(work.parent) as entries:
        named = [(entry, match) for entry in entries if (match := _WORK_FOLDER.fullmatch(entry.name))]
    for entry, match in named:
        with suppress(OSError):
            if _is_left_behind(match, entry.stat(follow_symlinks=False), ours):
                found.append(Path(entry.path))
    return found


def _is_left_behind(match: re.Match[str], found: os.stat_result, ours: os.stat_result) -> bool:
    if found.st_uid != ours.st_uid:
        return False
    # By the clock of the disk alone: other machines write into a shared folder too.
    if ours.st_mtime - found.st_mtime > _REMAINS_SECONDS:
        return True
    machine, process, run = match.groups()
    if machine != _this_machine():
        return False
    if int(process) == os.getpid():
        return run != _THIS_RUN
    return not _is_running(int(process))


@cache
def _this_machine() -> str:
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return f"{zlib.crc32(name.encode(errors='replace')) & 0xFFFF:04x}"


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        # os.kill would end it there.
        import ctypes

        query_limited_information, no_such_process = 0x1000, 87
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(query_limited_information, False, process)
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle) or ctypes.get_last_error() != no_such_process
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
