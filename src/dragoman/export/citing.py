"""How a document is cited: Chicago (notes and bibliography, 17th edition, 14.191 to 14.200), BibTeX, CSL-JSON 1.0.

A date that was worked out and not printed stands in brackets, as Chicago has it; what is not known is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.records import DocumentRecord, Edtf

_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
_SURE: Final = frozenset({"stated", "metadata", "dateline"})
_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


def cite(documents: Iterable[DocumentRecord], style: str = "chicago") -> str:
    """The documents in a style, one after the other. Raises UsageError for an unknown style."""
    if style not in STYLES:
        raise UsageError(f"there is no style {style!r}", mend=f"choose one of {', '.join(STYLES)}")
    return STYLES[style](list(documents))


def _chicago(documents: list[DocumentRecord]) -> str:
    return "".join(f"{_reference(document)}\n" for document in documents)


def _reference(document: DocumentRecord) -> str:
    """`Otieno, Grace. “Title.” Herald, March 21, 2024. https://…`."""
    authors = _listed(document)
    title = f"“{_clean(document.title).rstrip('.')}.”" if document.title else "Untitled article."
    where = ", ".join(part for part in (_clean(document.publisher), _chicago_day(document)) if part)
    parts = [
        f"{authors.rstrip('.')}." if authors else "",
        title,
        f"{where.rstrip('.')}." if where else "",
        _address(document),
    ]
    return " ".join(part for part in parts if part)


def _listed(document: DocumentRecord) -> str:
    """The first author by family name, the others as they are written."""
    names = [_clean(name) for name in document.authors]
    if names and not _is_body(names[0], document):
        given, _, family = names[0].rpartition(" ")
        names[0] = f"{family}, {given}" if given else family
    return ", and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _is_body(name: str, document: DocumentRecord) -> bool:
    """Whether a byline names an outlet or agency, which has no family name."""
    bodies = [document.publisher or "", *(origin.name for origin in document.origins)]
    return _clean(name).casefold() in {_clean(body).casefold() for body in bodies}


def _chicago_day(document: DocumentRecord) -> str:
    when = document.published.edtf
    if when is None:
        return "n.d."
    said = _day_words(when)
    return said if document.published.basis in _SURE and not when.approximate else f"[{said}?]"


def _day_words(when: Edtf) -> str:
    parts = _plain_parts(when)
    if parts is None:
        first, last = when.earliest, when.latest
        return f"{_long(first)} to {_long(last)}" if first and last else str(when)
    if len(parts) == 3:
        return _long(date(parts[0], parts[1], parts[2]))
    return f"{_MONTHS[parts[1] - 1]} {parts[0]}" if len(parts) == 2 else str(parts[0])


def _long(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _plain_parts(when: Edtf) -> list[int] | None:
    """Year, month and day of a date that is one day, month or year; None for the rest of EDTF."""
    parts = str(when).rstrip("~?%").split("-")
    plain = all(part.isdecimal() for part in parts) and [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2])
    numbers = [int(part) for part in parts] if plain else []
    return numbers if numbers and (len(numbers) == 1 or 1 <= numbers[1] <= 12) else None


def _bibtex(documents: list[DocumentRecord]) -> str:
    return "".join(f"{_entry(document)}\n" for document in documents)


def _entry(document: DocumentRecord) -> str:
    when = document.published.edtf
    parts = (_plain_parts(when) if when else None) or []
    plain = str(when).rstrip("~?%") if parts else ""
    fields = {
        "author": " and ".join(_author(name, document) for name in document.authors),
        "title": f"{{{_tex(_clean(document.title))}}}",
        "journal": _tex(_clean(document.publisher)), "date": plain, "year": str(parts[0]) if parts else "",
        "url": _address(document), "urldate": (document.retrieved or "")[:10],
        "langid": document.language or "", "note": f"dragoman {document.id[:16]}",
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value and value != "{}"]
    return "\n".join([f"@article{{{_key(document)},", *lines, "}"])


def _author(name: str, document: DocumentRecord) -> str:
    return f"{{{_tex(name)}}}" if _is_body(name, document) else _tex(name)


def _key(document: DocumentRecord) -> str:
    """A key that no two documents share."""
    words = _WORD.findall(document.title or document.source)
    year = str(document.published.edtf or "")[:4]
    return f"{(words[0] if words else 'document').lower()}{year if year.isdecimal() else ''}-{document.id[:8]}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in _clean(text))


def _csl_json(documents: list[DocumentRecord]) -> str:
    return json.dumps([_item(document) for document in documents], ensure_ascii=False, indent=2) + "\n"


def _item(document: DocumentRecord) -> dict[str, Any]:
    item = {
        "id": document.id, "type": "article-newspaper", "title": document.title,
        "author": [_person(name, document) for name in document.authors], "container-title": document.publisher,
        "issued": _issued(document.published.edtf), "URL": _address(document), "language": document.language,
        "source": document.source,
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def _person(name: str, document: DocumentRecord) -> dict[str, str]:
    given, _, family = _clean(name).rpartition(" ")
    if _is_body(name, document) or not given:
        return {"literal": _clean(name)}
    return {"family": family, "given": given}


def _issued(when: Edtf | None) -> dict[str, Any] | None:
    if when is None:
        return None
    parts = _plain_parts(when)
    circa = {"circa": True} if when.approximate else {}
    return {"date-parts": [parts], **circa} if parts else {"literal": str(when)}


def _address(document: DocumentRecord) -> str:
    given = document.url or document.source
    if not given.startswith(("https://", "http://")):
        return ""
    return "".join(given.split()).replace("{", "%7B").replace("}", "%7D")


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())


STYLES: Final[dict[str, Callable[[list[DocumentRecord]], str]]] = {
    "chicago": _chicago, "bibtex": _bibtex, "csl-json": _csl_json,
}  # fmt: skip
