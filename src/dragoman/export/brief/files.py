"""The brief in the forms that people send one another."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from dragoman.errors import UsageError


def _markdown(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _html(text: str, file: Path) -> None:
    page: str = import_module("dragoman.export.brief.html").as_html(text)
    file.write_text(page, encoding="utf-8", newline="\n")


def _docx(text: str, file: Path) -> None:
    import_module("dragoman.export.brief.word").write_word(text, file)


BRIEF_FORMS: Final[dict[str, Callable[[str, Path], None]]] = {"markdown": _markdown, "html": _html, "docx": _docx}
_SUFFIXES: Final = {".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx"}


def form_of(file: Path) -> str:
    """The form that the suffix of a file asks for; Markdown for any other."""
    return _SUFFIXES.get(file.suffix.lower(), "markdown")


def write_brief(text: str, file: Path, form: str) -> None:
    """Write a brief's Markdown to a file in a form: the same text gives the same bytes. Raises UsageError."""
    if form not in BRIEF_FORMS:
        raise UsageError(f"a brief has no form {form!r}", mend=f"choose one of {', '.join(BRIEF_FORMS)}")
    try:
        BRIEF_FORMS[form](text, file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", mend="choose another file") from error
