"""Footnotes: each piece of evidence once, quoted to the letter, with its document and offsets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dragoman.export.brief.phrases import date_words, plain, shortened
from dragoman.records import DocumentRecord, Span

AT_MOST: Final = 4
_QUOTE: Final = 600


class Notes:
    """Numbers evidence in the order in which a page cites it."""

    def __init__(self, documents: dict[str, DocumentRecord]) -> None:
        self._documents, self._numbers = documents, dict[tuple[str, int, int], tuple[int, Span]]()

    def cite(self, evidence: Iterable[Span]) -> str:
        """The footnote marks of these spans; of more than four the first four."""
        unique = {(s.document_id, s.start, s.end): s for s in evidence}
        return "".join(f"[^{self._number(key, unique[key])}]" for key in sorted(unique)[:AT_MOST])

    def _number(self, key: tuple[str, int, int], span: Span) -> int:
        return self._numbers.setdefault(key, (len(self._numbers) + 1, span))[0]

    def cited(self) -> list[str]:
        """The ids of the documents cited so far, in order of first citation."""
        return list(dict.fromkeys(span.document_id for _, span in self._numbers.values()))

    def lines(self) -> list[str]:
        """The footnotes themselves."""
        return [f"[^{number}]: {self._note(span)}" for number, span in self._numbers.values()]

    def _note(self, span: Span) -> str:
        document = self._documents[span.document_id]
        read_as = f" (read as “{plain(shortened(span.clean, _QUOTE))}”)" if span.clean else ""
        when = date_words(document.published.edtf) if document.published.edtf else "no date"
        place = f"{plain(document.source)}, {when}, characters {span.start}–{span.end}"
        return f"“{plain(shortened(span.text, _QUOTE))}”{read_as} — {place}"
