"""Who may come in from other computers: tokens, of which only scrypt hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final, Literal

from dragoman.errors import UsageError

Role = Literal["reader", "reviewer"]
ROLES: Final[tuple[Role, ...]] = ("reader", "reviewer")
_SALT: Final = 16
_DIGEST: Final = 64
_LONGEST: Final = 200  # characters of a token that is worth hashing
PATIENCE: Final = 60.0  # seconds for which a wrong token counts
TRIES, TRIES_OF_ALL = 5, 50
_NETWORK: Final = 64  # bits of an IPv6 address that name a customer's network


@dataclass(frozen=True, slots=True)
class _Key:
    role: Role
    salt: bytes
    digest: bytes


@dataclass
class Keys:
    """The tokens of a file. Which ones were right is remembered by a plain hash, so that scrypt runs once for each.

    It runs for one token at a time: each takes 16 MB, and nobody shall fill the memory with wrong ones.
    """

    _keys: tuple[_Key, ...]
    _known: dict[bytes, Role] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def read(cls, file: Path) -> Keys:
        """The hashes in a file, one a line. Raises UsageError."""
        try:
            lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
            keys = tuple(_key(line) for line in lines)
        except (OSError, ValueError) as error:
            raise UsageError(f"{file} holds no tokens: {error}", mend=_MAKE) from error
        if not keys:
            raise UsageError(f"{file} holds no tokens", mend=_MAKE)
        return cls(keys)

    def role(self, token: str) -> Role | None:
        """What somebody with this token may do; None where it is wrong."""
        if len(token) > _LONGEST:
            return None
        if (known := self.seen(token)) is not None:
            return known
        with self._lock:
            for key in self._keys:
                if hmac.compare_digest(_hash(token, key.salt), key.digest):
                    self._known[_plain_hash(token)] = key.role
                    return key.role
        return None

    def seen(self, token: str) -> Role | None:
        """The same for a token that was right before; nothing slow is done."""
        return self._known.get(_plain_hash(token))


_MAKE: Final = "make one: dragoman serve --new-token reviewer --token-file FILE"


def new_token(file: Path, role: str) -> str:
    """Add a token to a file, which only its owner can read; the token, which is kept nowhere. Raises UsageError."""
    if role not in ROLES:
        raise UsageError(f"there is no role {role!r}", mend=f"choose {' or '.join(ROLES)}")
    token, salt = secrets.token_urlsafe(24), secrets.token_bytes(_SALT)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as out:
            out.write(f"{role}${salt.hex()}${_hash(token, salt).hex()}\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", mend="choose another file") from error
    return token


def _hash(token: str, salt: bytes) -> bytes:
    return hashlib.scrypt(token.encode(errors="replace"), salt=salt, n=2**14, r=8, p=1)


def _plain_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


def _key(line: str) -> _Key:
    role, salt, digest = line.strip().split("$")
    found = next((known for known in ROLES if known == role), None)
    if found is None:
        raise ValueError(f"unknown role {role!r}")
    key = _Key(found, bytes.fromhex(salt), bytes.fromhex(digest))
    if (len(key.salt), len(key.digest)) != (_SALT, _DIGEST):
        raise ValueError("a hash is cut short")
    return key


class Attempts:
    """Counts tokens that are tried, by address and of all, so that nobody can try many.

    A try counts from its beginning, so that many at once are no way round; a token that is right takes its own back.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._tried: list[tuple[float, str]] = []

    def begin(self, address: str) -> int:
        """Note a try. Seconds for which no token is looked at from this address; 0 where this one may be."""
        with self._lock:
            now, block = self._clock(), _block(address)
            self._tried = [(at, who) for at, who in self._tried if now - at < PATIENCE]
            mine = [at for at, who in self._tried if who == block]
            if len(mine) < TRIES and len(self._tried) < TRIES_OF_ALL:
                self._tried.append((now, block))
                return 0
            since = mine[-TRIES] if len(mine) >= TRIES else self._tried[0][0]
            return max(1, round(PATIENCE - (now - since)))

    def right(self, address: str) -> None:
        """Take back the last try from this address: its token was right."""
        with self._lock:
            block = _block(address)
            last = next((n for n in reversed(range(len(self._tried))) if self._tried[n][1] == block), None)
            if last is not None:
                del self._tried[last]


def _block(address: str) -> str:
    """Whoever has one address of IPv6 has all those of its network: they count as one."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, _NETWORK), strict=False))
    return address
