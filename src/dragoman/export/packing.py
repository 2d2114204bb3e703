"""Office files and archives as the same bytes each time: no clock in them, members in their order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_STAMPED: Final = "docProps/core.xml"


def without_clock(file: Path) -> None:
    """Write an Office file anew, without the time at which it was made."""
    stamped = file.with_name(f"{file.name}.stamped")
    file.rename(stamped)
    with zipfile.ZipFile(stamped) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(_member(name), _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\2", body) if name == _STAMPED else body)
    stamped.unlink()


def pack(folder: Path, out: BinaryIO) -> None:
    """All files of a folder as a ZIP, sorted by name."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(folder):
            member = _member(file.relative_to(folder).as_posix())
            with file.open("rb") as read, archive.open(member, "w", force_zip64=True) as written:
                while piece := read.read(1 << 20):
                    written.write(piece)


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda p: p.as_posix()))


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
