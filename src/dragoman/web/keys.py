"""Who may come in from other computers: tokens, of which only scrypt hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
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
PATIENCE: Final = 60.0  # seconds for which a wrong token counts
TRIES, TRIES_OF_ALL = 5, 50


@dataclass(frozen=True, slots=True)
class _Key:
    role: Role
    salt: bytes
    digest: bytes


@dataclass
class Keys:
    """The tokens of a file. Which ones were right is remembered by a plain hash, so that scrypt runs once for each."""

    _keys: tuple[_Key, ...]
    _known: dict[bytes, Role] = field(default_factory=dict)

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
        seen = hashlib.sha256(token.encode(errors="replace")).digest()
        if seen in self._known:
            return self._known[seen]
        for key in self._keys:
            if hmac.compare_digest(_hash(token, key.salt), key.digest):
                self._known[seen] = key.role
                return key.role
        return None


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


def _key(line: str) -> _Key:
    role, salt, digest = line.strip().split("$")
    found = next((known for known in ROLES if known == role), None)
    if found is None:
        raise ValueError(f"unknown role {role!r}")
    return _Key(found, bytes.fromhex(salt), bytes.fromhex(digest))


class Attempts:
    """Counts wrong tokens, by address and of all, so that nobody can try many."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._wrong: list[tuple[float, str]] = []

    def wait(self, address: str) -> int:
        """Seconds for which no token is looked at from this address; 0 where one may be tried."""
        with self._lock:
            now = self._clock()
            self._wrong = [(at, who) for at, who in self._wrong if now - at < PATIENCE]
            mine = [at for at, who in self._wrong if who == address]
            if len(mine) < TRIES and len(self._wrong) < TRIES_OF_ALL:
                return 0
            since = mine[-TRIES] if len(mine) >= TRIES else self._wrong[0][0]
            return max(1, round(PATIENCE - (now - since)))

    def wrong(self, address: str) -> None:
        """Note a wrong token."""
        with self._lock:
            self._wrong.append((self._clock(), address))
