"""The forms in which records and briefs go out."""

from __future__ import annotations

from dragoman.export import form_of, formats, write_brief

__all__ = ["export_formats", "form_of", "write_brief"]


def export_formats() -> dict[str, str]:
    """What each form of export holds, in a line, by its name: those of plug-ins too."""
    return {form.name: form.about for form in formats().values()}
