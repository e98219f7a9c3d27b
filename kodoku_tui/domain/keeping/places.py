"""Where a file lies: on this computer, in a folder that other computers share, or in one that a service carries about.

Several can write at once only where all of them are on one computer: what SQLite keeps in memory beside the file is
not shared with another one, and a service that carries files about knows nothing of its locks. Pure rules on what the
system tells; the Windows and Mac rules were tried on recorded answers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple


class PlaceKind(StrEnum):
    """What several may do there: anything; nothing at once, on any computer; not even be there at once."""

    LOCAL = "local"
    NETWORK = "network"
    SYNCED = "synced"


class Place(NamedTuple):
    """A kind, and the name of what makes it so (`NFS`, `OneDrive`); '' of a disk of this computer."""

    kind: PlaceKind
    name: str = ""


class Mount(NamedTuple):
    """A file system, where it hangs, and what it is of."""

    point: str
    file_system: str
    source: str


HERE = Place(PlaceKind.LOCAL)

_NETWORK = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb2": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "afpfs": "AFP",
    "ncpfs": "NCP",
    "afs": "AFS",
    "coda": "Coda",
    "davfs": "WebDAV",
    "webdav": "WebDAV",
    "ceph": "CephFS",
    "lustre": "Lustre",
    "gpfs": "GPFS",
    "gfs2": "GFS2",
    "ocfs2": "OCFS2",
    "beegfs": "BeeGFS",
    "pvfs2": "OrangeFS",
    "vboxsf": "VirtualBox",
    "vmhgfs": "VMware",
    "prl_fs": "Parallels",
}
# A folder of the computer that this one runs within, unless it is its whole disk.
_OF_THE_HOST = {"9p": "9P", "virtiofs": "virtiofs"}
# Behind FUSE there may be anything: `fuse.` and the program that answers.
_FUSE_NETWORK = {
    "sshfs": "SSHFS",
    "gvfsd-fuse": "GVFS",
    "rclone": "rclone",
    "s3fs": "S3",
    "goofys": "S3",
    "gcsfuse": "Google Cloud Storage",
    "glusterfs": "GlusterFS",
    "ceph": "CephFS",
    "ceph-fuse": "CephFS",
    "moosefs": "MooseFS",
    "davfs": "WebDAV",
    "smbnetfs": "SMB",
    "curlftpfs": "FTP",
    "vmhgfs-fuse": "VMware",
    "google-drive-ocamlfuse": "Google Drive",
    "onedriver": "OneDrive",
    "kio-fuse": "KIO",
    "grpcfuse": "Docker Desktop",
}
_SYNCED_THERE = {"google-drive-ocamlfuse", "onedriver"}
# What a file system says that it is of, where it lies on another computer. Compiled when it is asked for: every start
# passes here.
_ELSEWHERE = r"(?:[a-z][a-z0-9+.-]+://|//[^/]|\\\\|[\w.@-]+:/)"

# A folder of this name, or one whose name begins so.
_SYNCED_FOLDERS = (
    ("OneDrive", ("onedrive",), ("onedrive - ", "onedrive-")),
    ("Dropbox", ("dropbox",), ("dropbox (", "dropbox-")),
    ("Google Drive", ("google drive", "googledrive", "my drive", "マイドライブ"), ("googledrive-",)),
    ("iCloud", ("icloud drive", "iclouddrive", "com~apple~clouddocs"), ()),
    ("Box", ("box-box", "box sync"), ()),
)
_MAC_CLOUD = ("Library", "CloudStorage")
_MAC_ICLOUD = ("Library", "Mobile Documents")
_REMOTE_DRIVE = 4
_WSL = {"wsl$", "wsl.localhost"}


def mounts_of_linux(mountinfo: str) -> list[Mount]:
    """What `/proc/self/mountinfo` says, in its order; a line that cannot be read is none."""
    found = []
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        fields, behind = before.split(" "), after.split(" ")
        if separator and len(fields) > 4 and len(behind) > 1:
            found.append(Mount(_unescaped(fields[4]), behind[0], _unescaped(behind[1])))
    return found


def mounts_of_mac(said: str) -> list[Mount]:
    """What `mount` says on a Mac: `//me@server/share on /Volumes/share (smbfs, nodev, nosuid)`."""
    lines = (re.fullmatch(r"(.+?) on (.+) \(([^,)]+)[^)]*\)", line) for line in said.splitlines())
    return [Mount(found[2], found[3], found[1]) for found in lines if found]


def place_on_posix(path: str, mounts: Iterable[Mount]) -> Place:
    """Where an absolute path without links leads, by the file system that hangs nearest above it."""
    here = PurePosixPath(path)
    above = [mount for mount in mounts if here.is_relative_to(mount.point)]
    # Of two at one point the later one lies over the earlier.
    nearest = max(
        enumerate(above), key=lambda one: (len(PurePosixPath(one[1].point).parts), one[0]), default=None
    )
    found = HERE if nearest is None else _place_of_mount(nearest[1])
    return found if found.kind is not PlaceKind.LOCAL else _place_of_names(here.parent.parts)


def place_on_windows(
    path: str, drive_types: Mapping[str, int], cloud_folders: Mapping[str, str] | None = None
) -> Place:
    """Where an absolute path leads.

    `drive_types` is by `C:` what `GetDriveTypeW` tells, `cloud_folders` by folder the name of what carries it about.
    """
    here = PureWindowsPath(path.replace("/", "\\"))
    drive = here.drive.upper().replace("\\\\?\\", "")
    if drive.startswith(("UNC\\", "\\\\")):
        server = drive.removeprefix("UNC\\").lstrip("\\").partition("\\")[0]
        return Place(PlaceKind.NETWORK, "WSL" if server.lower() in _WSL else "UNC")
    if drive_types.get(drive) == _REMOTE_DRIVE:
        return Place(PlaceKind.NETWORK, drive)
    for folder, name in (cloud_folders or {}).items():
        if here.is_relative_to(PureWindowsPath(folder)):
            return Place(PlaceKind.SYNCED, name)
    return _place_of_names(here.parent.parts)


def _place_of_mount(mount: Mount) -> Place:
    file_system = mount.file_system.lower()
    if file_system in _OF_THE_HOST and mount.point != "/":
        return Place(PlaceKind.NETWORK, _OF_THE_HOST[file_system])
    if file_system in _NETWORK:
        return Place(PlaceKind.NETWORK, _NETWORK[file_system])
    kind, _, program = file_system.partition(".")
    if kind not in ("fuse", "macfuse", "osxfuse"):
        return HERE
    if program in _SYNCED_THERE:
        return Place(PlaceKind.SYNCED, _FUSE_NETWORK[program])
    if program in _FUSE_NETWORK:
        return Place(PlaceKind.NETWORK, _FUSE_NETWORK[program])
    # A disk of this computer (ntfs-3g, overlays, ciphers) is of a device or a folder.
    return (
        Place(PlaceKind.NETWORK, program or "FUSE")
        if re.match(_ELSEWHERE, mount.source, re.IGNORECASE)
        else HERE
    )


def _place_of_names(folders: tuple[str, ...]) -> Place:
    for number, folder in enumerate(folders):
        above = folders[max(0, number - 1) : number + 1]
        if above == _MAC_ICLOUD:
            return Place(PlaceKind.SYNCED, "iCloud")
        name = folder.casefold()
        for service, names, beginnings in _SYNCED_FOLDERS:
            if name in names or name.startswith(beginnings):
                return Place(PlaceKind.SYNCED, service)
        if folders[max(0, number - 2) : number] == _MAC_CLOUD:
            return Place(PlaceKind.SYNCED, folder.partition("-")[0])
    return HERE


def _unescaped(text: str) -> str:
    """Blanks and the like in the names of places, which the kernel writes as octal numbers of bytes."""
    if "\\" not in text:
        return text
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
