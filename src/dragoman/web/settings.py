"""How a desk is served."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from dragoman.web.keys import Keys

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the desk listens, by which further names it may be called, who may come in, how much may be sent to it.

    `keys` is None only where nobody but this computer can reach it. `max_upload` is in bytes, of one request.
    """

    host: str = LOOPBACK
    port: int = 8300
    names: tuple[str, ...] = ()
    keys: Keys | None = None
    max_upload: int = 20_000_000


def is_loopback(host: str) -> bool:
    """Whether only this computer can call an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_be_called(host: str, settings: Settings) -> bool:
    """Whether a Host header names this desk. Numbers cannot be rebound to another machine, names can."""
    name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    if name.lower() in {"localhost", settings.host.lower(), *(known.lower() for known in settings.names)}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or settings.keys is not None
