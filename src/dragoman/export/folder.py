"""An export: files in a folder that is either whole or not there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from dragoman.errors import StoreError, UsageError
from dragoman.export.form import Format
from dragoman.export.holdings import Holdings
from dragoman.export.registry import find, formats

_MANY: Final = 100


def export(holdings: Holdings, folder: Path, form: str = "jsonl", *, fulltext: bool = True) -> dict[str, int]:
    """Write everything to `folder`, in place of an earlier export there; the number of records of each kind.

    Raises UsageError for an unknown format or a folder with other files, StoreError where the disk refuses.
    """
    chosen = find(form)
    _check(folder, chosen)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = folder.parent / f".{folder.name}.partial-{os.getpid()}"
        made.mkdir()
        try:
            counts = chosen.write(holdings, made, fulltext=fulltext)
            _settle(made)
            _put_in_place(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written: {error.strerror}", mend="choose another folder with --out"
        ) from error
    return counts


def _check(folder: Path, chosen: Format) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", mend="name a folder with --out")
    ours = {name for form in formats().values() for name in form.names} if chosen.names else set()
    strange = sorted(p.name for p in folder.iterdir() if p.name not in ours) if folder.is_dir() else []
    if strange:
        raise UsageError(
            f"{folder} holds other files ({strange[0]})", mend="choose an empty or a new folder with --out"
        )


def _settle(folder: Path) -> None:
    """See every file onto the disk before the folder takes its place; all at once where they are many."""
    made = [path for path in folder.rglob("*") if path.is_file()]
    if len(made) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for file in made:
        with file.open("rb") as written:
            os.fsync(written.fileno())


def _put_in_place(made: Path, folder: Path) -> None:
    """Two renames, so that what stands at `folder` is always one whole export."""
    if not folder.exists():
        made.rename(folder)
        return
    old = made.with_name(f"{made.name}-old")
    folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old)
