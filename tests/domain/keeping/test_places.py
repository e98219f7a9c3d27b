"""Where a file lies, by what systems were recorded to say. The answers of Windows and Mac were not run here."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.keeping.places import (
    HERE,
    Mount,
    Place,
    PlaceKind,
    mounts_of_linux,
    mounts_of_mac,
    place_on_posix,
    place_on_windows,
)

MOUNTINFO = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
24 22 0:22 / /tmp rw - tmpfs tmpfs rw,size=1g
30 22 0:40 / /mnt/share rw,relatime shared:9 - cifs //fs01/jimukyoku rw,vers=3.1.1,cache=strict
31 22 0:41 / /mnt/nfs rw,relatime - nfs4 fs02:/export/home rw,vers=4.2,addr=192.0.2.7
32 22 0:42 / /mnt/old rw - nfs fs02:/old rw,vers=3
33 22 0:43 / /home/a/ssh rw,nosuid - fuse.sshfs a@host:/home/a rw
34 22 8:17 / /media/a/USB rw,nosuid - fuseblk /dev/sdb1 rw
35 22 0:45 / /var/lib/c rw - fuse.fuse-overlayfs fuse-overlayfs rw
36 22 0:46 / /home/a/secret rw - fuse.gocryptfs /home/a/cipher rw
37 22 0:47 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
38 22 0:48 / /mnt/my\040share rw - cifs //fs01/my\040share rw
39 38 8:18 / /mnt/my\040share/disk rw - ext4 /dev/sdb2 rw
40 22 0:49 / /mnt/dav rw - fuse https://example.org/dav rw
41 22 0:50 / /mnt/unknown rw - fuse.somefs somefs rw
42 22 0:51 / /mnt/gluster rw - fuse.glusterfs fs03:/volume rw
43 22 0:52 / /mnt/c rw - 9p C:\134 rw,aname=drvfs
44 22 0:53 / /mnt/remote rw - fuse.newfs fs04:/volume rw
45 22 0:54 / /mnt/twice rw - cifs //fs01/x rw
46 22 0:55 / /mnt/twice rw - tmpfs tmpfs rw
47 22 0:56 / /home/a/gdrive rw - fuse.google-drive-ocamlfuse google-drive-ocamlfuse rw
48 22 0:57 / /mnt/btrfs rw - btrfs /dev/sdc rw,subvol=/
49 22 0:58 / /mnt/vm rw - virtiofs shared rw
no line of it
"""

NETWORK, SYNCED = PlaceKind.NETWORK, PlaceKind.SYNCED


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/home/a/台帳.db", HERE),
        ("/tmp/台帳.db", HERE),
        ("/mnt/share/台帳.db", Place(NETWORK, "SMB")),
        ("/mnt/sharecropper/台帳.db", HERE),
        ("/mnt/nfs/a/台帳.db", Place(NETWORK, "NFS")),
        ("/mnt/old/台帳.db", Place(NETWORK, "NFS")),
        ("/home/a/ssh/台帳.db", Place(NETWORK, "SSHFS")),
        ("/media/a/USB/台帳.db", HERE),
        ("/var/lib/c/台帳.db", HERE),
        ("/home/a/secret/台帳.db", HERE),
        ("/run/user/1000/gvfs/smb-share:server=fs01/台帳.db", Place(NETWORK, "GVFS")),
        ("/mnt/my share/台帳.db", Place(NETWORK, "SMB")),
        ("/mnt/my share/disk/台帳.db", HERE),
        ("/mnt/dav/台帳.db", Place(NETWORK, "FUSE")),
        ("/mnt/unknown/台帳.db", HERE),
        ("/mnt/gluster/台帳.db", Place(NETWORK, "GlusterFS")),
        ("/mnt/c/Users/a/台帳.db", Place(NETWORK, "9P")),
        ("/mnt/remote/台帳.db", Place(NETWORK, "newfs")),
        ("/mnt/twice/台帳.db", HERE),
        ("/mnt/btrfs/台帳.db", HERE),
        ("/mnt/vm/台帳.db", Place(NETWORK, "virtiofs")),
        ("/home/a/gdrive/台帳.db", Place(SYNCED, "Google Drive")),
        ("/home/a/Dropbox/台帳.db", Place(SYNCED, "Dropbox")),
        ("/home/a/Dropbox.db", HERE),
        ("/home/a/dropbox/事務局/台帳.db", Place(SYNCED, "Dropbox")),
    ],
)
def test_a_path_on_linux(path: str, place: Place) -> None:
    assert place_on_posix(path, mounts_of_linux(MOUNTINFO)) == place


@pytest.mark.parametrize(
    "root",
    [
        "600 400 0:90 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d",
        "600 400 0:90 / / rw - 9p none rw,trans=fd",
        "600 400 0:90 / / rw - virtiofs kataShared rw",
        "600 400 0:90 / / rw - tmpfs tmpfs rw",
        "600 400 0:90 / / rw - zfs rpool/ROOT rw",
        "600 400 0:90 / / rw - fuse.fuse-overlayfs fuse-overlayfs rw",
    ],
)
def test_the_disk_of_a_container_is_its_own(root: str) -> None:
    assert place_on_posix("/work/台帳.db", mounts_of_linux(root)) == HERE


def test_where_nothing_is_told_the_file_lies_here() -> None:
    assert place_on_posix("/home/a/台帳.db", []) == HERE


MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//tanaka@fs01._smb._tcp.local/事務局 on /Volumes/事務局 (smbfs, nodev, nosuid, mounted by tanaka)
/dev/disk4s1 on /Volumes/USB on a stick (exfat, local, nodev, nosuid, noowners)
fs02:/export on /Volumes/home (nfs, nodev, nosuid, mounted by tanaka)
https://example.org/dav/ on /Volumes/dav (webdav, nodev, noexec, nosuid)
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/Users/tanaka/台帳.db", HERE),
        ("/Volumes/事務局/台帳.db", Place(NETWORK, "SMB")),
        ("/Volumes/USB on a stick/台帳.db", HERE),
        ("/Volumes/home/台帳.db", Place(NETWORK, "NFS")),
        ("/Volumes/dav/台帳.db", Place(NETWORK, "WebDAV")),
        ("/Users/tanaka/Library/Mobile Documents/com~apple~CloudDocs/台帳.db", Place(SYNCED, "iCloud")),
        ("/Users/tanaka/Library/CloudStorage/OneDrive-事務局/台帳.db", Place(SYNCED, "OneDrive")),
        (
            "/Users/tanaka/Library/CloudStorage/GoogleDrive-a@example.org/My Drive/x.db",
            Place(SYNCED, "Google Drive"),
        ),
        ("/Users/tanaka/Library/CloudStorage/Dropbox/台帳.db", Place(SYNCED, "Dropbox")),
        ("/Users/tanaka/Library/CloudStorage/Tresorit-x/台帳.db", Place(SYNCED, "Tresorit")),
    ],
)
def test_a_path_on_a_mac(path: str, place: Place) -> None:
    assert place_on_posix(path, mounts_of_mac(MAC)) == place


DRIVES = {"C:": 3, "D:": 2, "Z:": 4, "G:": 3}
CLOUDS = {r"C:\Users\田中\OneDrive - 事務局": "OneDrive", r"D:\同期": "OneDrive"}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (r"C:\Users\田中\AppData\Local\kodoku\kodoku.db", HERE),
        (r"D:\kodoku.db", HERE),
        (r"z:\事務局\kodoku.db", Place(NETWORK, "Z:")),
        (r"\\fs01\事務局\kodoku.db", Place(NETWORK, "UNC")),
        ("//fs01/事務局/kodoku.db", Place(NETWORK, "UNC")),
        (r"\\?\UNC\fs01\事務局\kodoku.db", Place(NETWORK, "UNC")),
        (r"\\?\C:\事務局\kodoku.db", HERE),
        (r"\\wsl.localhost\Ubuntu\home\a\kodoku.db", Place(NETWORK, "WSL")),
        (r"\\wsl$\Ubuntu\home\a\kodoku.db", Place(NETWORK, "WSL")),
        (r"C:\Users\田中\OneDrive - 事務局\kodoku.db", Place(SYNCED, "OneDrive")),
        (r"C:\Users\田中\OneDrive - ほか\kodoku.db", Place(SYNCED, "OneDrive")),
        (r"D:\同期\2025\kodoku.db", Place(SYNCED, "OneDrive")),
        (r"C:\Users\田中\iCloudDrive\kodoku.db", Place(SYNCED, "iCloud")),
        (r"C:\Users\田中\Dropbox (事務局)\kodoku.db", Place(SYNCED, "Dropbox")),
        (r"C:\Users\田中\Google Drive\kodoku.db", Place(SYNCED, "Google Drive")),
        (r"G:\マイドライブ\kodoku.db", Place(SYNCED, "Google Drive")),
    ],
)
def test_a_path_on_windows(path: str, place: Place) -> None:
    assert place_on_windows(path, DRIVES, CLOUDS) == place


def test_mounts_are_read_with_the_blanks_of_their_names() -> None:
    assert Mount("/mnt/my share", "cifs", "//fs01/my share") in mounts_of_linux(MOUNTINFO)
