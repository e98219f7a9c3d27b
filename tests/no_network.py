"""The network is closed while tests run: whatever in this process would go beyond this machine ends as a failure.

Where a name is asked for, or an address is called or written to, Python tells its audit hooks first. Loopback and
sockets of the file system stay: the event loop and what serves a browser on this machine need them.
"""

from __future__ import annotations

import ipaddress
import socket
import sys

_CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}
_QUESTIONS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}


class BeyondThisMachine(AssertionError):
    """Something asked for an address that is not on this machine."""


def close_the_network() -> None:
    """From now on, in this process and to its end."""
    sys.addaudithook(_refuse_what_goes_out)


def _refuse_what_goes_out(event: str, arguments: tuple[object, ...]) -> None:
    if event in _CALLS:
        called, address = arguments[0], arguments[1]
        is_local = getattr(called, "family", None) == socket.AF_UNIX or _is_here(address)
    elif event in _QUESTIONS:
        is_local = _is_here(arguments[0])
    else:
        return
    if not is_local:
        raise BeyondThisMachine(f"{event} {arguments[1:] if event in _CALLS else arguments}")


def _is_here(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    if host in (None, "", b"", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False
