"""The forms in which records and briefs go out."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from dragoman.export import Holdings, export, form_of, formats, pack, write_brief

__all__ = ["export_formats", "export_to", "form_of", "write_brief"]


def export_formats() -> dict[str, str]:
    """What each form of export holds, in a line, by its name: those of plug-ins too."""
    return {form.name: form.about for form in formats().values()}


def export_to(out: BinaryIO, holdings: Holdings, form: str, *, fulltext: bool = True) -> str:
    """Write an export to one open file: as it is where it has one file only, else as a ZIP; the suffix that fits.

    Raises UsageError for an unknown form.
    """
    with TemporaryDirectory() as place:
        folder = Path(place) / "export"
        export(holdings, folder, form, fulltext=fulltext)
        files = [path for path in folder.rglob("*") if path.is_file()]
        if len(files) == 1:
            out.write(files[0].read_bytes())
            return files[0].suffix
        pack(folder, out)
    return ".zip"
