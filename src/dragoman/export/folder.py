"""An export: one file a kind, or one file of event data, in a folder that is either whole or not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from dragoman.errors import StoreError, UsageError
from dragoman.export import cameo, plover
from dragoman.export.holdings import Holdings
from dragoman.export.sheets import sheet
from dragoman.records import KINDS, Model, lines

Writer = Callable[[str, list[Model]], Iterable[str]]


def _json_lines(_kind: str, records: list[Model]) -> Iterator[str]:
    return (line + "\n" for line in lines(records))


FORMATS: Final[dict[str, Writer]] = {"jsonl": _json_lines, "csv": sheet}
# Formats that are one file of events: its name, and its lines.
EVENT_FORMATS: Final[dict[str, tuple[str, Callable[[Holdings], Iterator[str]]]]] = {
    "plover": (plover.FILE, plover.lines),
    "cameo": (cameo.FILE, cameo.lines),
}


def export(holdings: Holdings, folder: Path, form: str = "jsonl") -> dict[str, int]:
    """Write every kind of record to `folder`, in place of an earlier export there; the number of records of each kind.

    Raises UsageError for an unknown format or a folder with other files, StoreError where the disk refuses.
    """
    if form not in FORMATS and form not in EVENT_FORMATS:
        raise UsageError(f"there is no format {form!r}", mend=f"choose {', '.join((*FORMATS, *EVENT_FORMATS))}")
    _check(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = folder.parent / f".{folder.name}.partial-{os.getpid()}"
        made.mkdir()
        try:
            counts = _write(holdings, made, form) if form in FORMATS else _write_events(holdings, made, form)
            _put_in_place(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written: {error.strerror}", mend="choose another folder with --out"
        ) from error
    return counts


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", mend="name a folder with --out")
    ours = {f"{kind}.{form}" for kind in KINDS for form in FORMATS} | {name for name, _ in EVENT_FORMATS.values()}
    strange = sorted(p.name for p in folder.iterdir() if p.name not in ours) if folder.is_dir() else []
    if strange:
        raise UsageError(
            f"{folder} holds other files ({strange[0]})", mend="choose an empty or a new folder with --out"
        )


def _write(holdings: Holdings, folder: Path, form: str) -> dict[str, int]:
    counts = {}
    for kind in KINDS:
        records = holdings.of(kind)
        with (folder / f"{kind}.{form}").open("w", encoding="utf-8", newline="") as out:
            out.writelines(FORMATS[form](kind, records))
            out.flush()
            os.fsync(out.fileno())
        counts[kind] = len(records)
    return counts


def _write_events(holdings: Holdings, folder: Path, form: str) -> dict[str, int]:
    name, lines_of = EVENT_FORMATS[form]
    rows = [line + "\n" for line in lines_of(holdings)]
    with (folder / name).open("w", encoding="utf-8", newline="") as out:
        out.writelines(rows)
        out.flush()
        os.fsync(out.fileno())
    return {name: len(rows)}


def _put_in_place(made: Path, folder: Path) -> None:
    """Two renames, so that what stands at `folder` is always one whole export."""
    if not folder.exists():
        made.rename(folder)
        return
    old = made.with_name(f"{made.name}-old")
    folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old)
