"""Names of files from names of things: no path leads out, every file system takes them, no two are the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 90
_BARRED: Final = re.compile(
    r'[\\/:*?"<>|#^\[\]%\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_name(text: str) -> str:
    """A bare file name that Windows, macOS, Linux and Obsidian's links all take; `unnamed` where nothing is left."""
    bare = " ".join(_BARRED.sub(" ", unicodedata.normalize("NFC", text)).split())
    short = bare if len(bare) <= LONGEST else bare[:LONGEST].rpartition(" ")[0] or bare[:LONGEST]
    trimmed = short.strip(" .")
    return f"_{trimmed}" if _RESERVED.fullmatch(trimmed) else trimmed or "unnamed"


class FileNames:
    """Gives each key a name of its own; who asks in the same order gets the same names."""

    def __init__(self) -> None:
        self._by_key: dict[str, str] = {}
        self._taken: set[str] = set()

    def name(self, folder: str, key: str, text: str) -> str:
        """`Folder/Name`, without a suffix; a number follows where the name is taken, capitals aside."""
        if key not in self._by_key:
            wanted = f"{folder}/{safe_name(text)}"
            found, number = wanted, 1
            while found.casefold() in self._taken:
                number += 1
                found = f"{wanted} {number}"
            self._taken.add(found.casefold())
            self._by_key[key] = found
        return self._by_key[key]
